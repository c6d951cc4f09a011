"""Cents as letters and minutes print them."""


def euros(cents: int) -> str:
    """Whole cents → « 1 016,05 € », without a float on the way."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", "\u202f") + f",{rest:02d}\u00a0€"
