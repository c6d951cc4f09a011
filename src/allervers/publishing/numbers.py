"""Numbers as French readers write them, for screens and reports alike."""

from decimal import ROUND_HALF_UP, Decimal

NARROW = "\u202f"  # narrow no-break space: between thousands
NO_BREAK = "\u00a0"  # no-break space: before a unit


def grouped(value: Decimal | float, decimals: int = 0) -> str:
    """`12345.5` → « 12 346 », « 12 345,5 » with one decimal; a minus sign that is as wide as a plus."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{decimals}f}".replace(",", NARROW).replace(".", ",")
    return text.replace("-", "−")
