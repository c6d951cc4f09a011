"""Numbers as French readers write them, under the name by which the domain knows them."""

from allervers.publishing.numbers import NARROW, NO_BREAK, grouped

__all__ = ["NARROW", "NO_BREAK", "grouped"]
