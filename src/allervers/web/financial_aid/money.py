"""Euros as they are typed, cents as they are kept: exact both ways."""

from decimal import Decimal


def cents(amount: Decimal | None) -> int:
    """`Decimal("130.10")` → 13010; nothing is nothing to pay. The field allows two decimals at most."""
    return int((amount or Decimal(0)) * 100)
