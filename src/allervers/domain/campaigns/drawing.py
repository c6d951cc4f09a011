"""Which households are left out: drawn by lot, the same again for whoever has the seed."""

import hashlib
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal


def left_out(households: Iterable[str], share: Decimal, seed: int) -> set[str]:
    """That share of the households, to the nearest one. Neither the order of the file nor its other households count:
    each has its lot, the digest of seed and number, and the lowest lots are left out."""
    lots = sorted(set(households), key=lambda household: hashlib.sha256(f"{seed}:{household}".encode()).digest())
    count = int((len(lots) * share).to_integral_value(rounding=ROUND_HALF_UP))
    return set(lots[:count])
