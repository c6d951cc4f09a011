"""The report as slides (16:9), with charts and tables that can be edited in any office suite."""

from .deck import write

__all__ = ["write"]
