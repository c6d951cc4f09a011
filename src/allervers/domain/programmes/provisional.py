"""Provisional codes: twelve characters that a person copies from a letter, without two that look alike.

Eleven are drawn (49 bits); the twelfth is a check: one wrong character, or two neighbours exchanged, is seen at once.
Nothing keeps a code: the database has its keyed hash, the file of notices has it in clear until the notice is made.
"""

import hashlib
import hmac
import secrets
from functools import cache

from django.conf import settings

# No 0 O Q D-like, no 1 I L, no 2/Z, 5/S, 6/G, 8/B, U V Y: what is left of each pair is the figure. 23 is a prime.
ALPHABET = "23456789ACDEFHJKMNPRTWX"
LENGTH = 12
_READ_AS = str.maketrans({"Z": "2", "S": "5", "G": "6", "B": "8", " ": None, "-": None, "\u00a0": None, "\t": None})
_RANK = {sign: rank for rank, sign in enumerate(ALPHABET)}
_SIZE = len(ALPHABET)


def draw() -> str:
    """A new code."""
    number = secrets.randbelow(_SIZE ** (LENGTH - 1))
    body = []
    for _ in range(LENGTH - 1):
        number, rank = divmod(number, _SIZE)
        body.append(ALPHABET[rank])
    text = "".join(body)
    return text + _check(text)


def normalised(typed: str) -> str:
    """As it was drawn, however it was typed: small letters, spaces, the look-alikes that no code has."""
    return typed.upper().translate(_READ_AS)


def well_formed(code: str) -> bool:
    """It could have been drawn. Looked at to help whoever types: it opens nothing."""
    return len(code) == LENGTH and all(sign in _RANK for sign in code) and code[-1] == _check(code[:-1])


def shown(code: str) -> str:
    """In three groups of four, as letters print it."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def digest(programme: int, code: str) -> bytes:
    """Keyed (HMAC-SHA256, cut to 16 bytes), of one programme alone: a code of another phase is a wrong code."""
    return hmac.digest(_key(programme), code.encode(), hashlib.sha256)[:16]


def _check(body: str) -> str:
    """Weights 1 to 11 are different and none is a multiple of 23: each slip changes the sum."""
    return ALPHABET[sum(weight * _RANK[sign] for weight, sign in enumerate(body, 1)) % _SIZE]


@cache
def _key(programme: int) -> bytes:
    return f"programme code:{programme}:{settings.NIR_HASH_KEY}".encode()
