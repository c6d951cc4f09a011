"""Statistical secrecy, under the name by which the domain knows it."""

from allervers.publishing.secrecy import SMALLEST_PUBLISHED, Mask, is_small, masks

__all__ = ["SMALLEST_PUBLISHED", "Mask", "is_small", "masks"]
