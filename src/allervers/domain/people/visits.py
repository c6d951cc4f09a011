"""How a person without an account comes in: a code used once, with the birth date; then a visit, known by its key.

What a code opens, and until when, is for the domain that gives it. Codes and keys follow from secrets that are not in
the database: a copy of it lets nobody try codes.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings

# Without signs that are read for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12  # of 31 signs: 59 bits


@dataclass(frozen=True)
class Opened:
    """A visit that begins: the key that the browser holds, and the code to come back with."""

    key: str
    next_code: str


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def begun_by(code: str) -> Opened:
    """The visit that a code begins: who opens twice within the same minute is told the same."""
    number = int.from_bytes(_secret("following", code))
    following = "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))
    return Opened(_secret("visit", code).hex(), following)


def digest_of_code(code: str) -> bytes:
    return _secret("link", code)


def digest_of_visit(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def written(code: str) -> str:
    """« K7MN-4PQR-W2XY »: as it is read aloud and typed."""
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def typed(text: str) -> str:
    """A code as it was typed, without what people put between its signs."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _secret(what: str, code: str) -> bytes:
    return hmac.new(settings.NIR_HASH_KEY.encode(), f"person {what} {typed(code)}".encode(), hashlib.sha256).digest()
