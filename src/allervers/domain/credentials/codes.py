"""Codes that people read, print, say on the telephone and type: made at random, kept as a hash."""

import hashlib
import secrets

# Without the signs that are mistaken for each other when read aloud or copied by hand.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_code() -> str:
    """Sixteen signs in groups of four: 79 bits, too many to be found from a hash."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def typed(code: str) -> str:
    """As it was made, whatever the case, spaces and dashes that somebody typed."""
    kept = "".join(sign for sign in code.lower() if sign.isalnum())
    return "-".join(kept[place : place + 4] for place in range(0, len(kept), 4))


def digest(code: str) -> str:
    return hashlib.sha256(typed(code).encode()).hexdigest()
