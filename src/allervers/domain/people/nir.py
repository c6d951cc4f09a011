"""The social-security number (NIR): checked with the rule it breaks, encrypted at rest, found by a keyed hash.

It never appears in a URL or a log, and is masked on screen unless somebody asks to see it (which is journaled).
"""

import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from stdnum.fr import nir as stdnum_nir

_FIRST_DIGITS = "123478"


def clean_nir(text: str) -> str:
    """The 15 characters without spaces, or a ValidationError that says which rule is broken.

    Rules: 13 characters and a key of two digits; sex digit 1, 2, 3, 4, 7 or 8; month 01–12, 20–42 or 50–99;
    key = 97 − number modulo 97, with 2A read as 19 and 2B as 18 (INSEE).
    """
    number = "".join(text.split()).replace(".", "").replace("-", "").upper()
    if len(number) == 13:
        raise ValidationError("Il manque la clé : les deux derniers chiffres du numéro de sécurité sociale.", "no_key")
    if len(number) != 15:
        raise ValidationError(
            f"Le numéro de sécurité sociale compte 15 caractères avec la clé ; vous en avez saisi {len(number)}.",
            "length",
        )
    department = number[5:7]
    if not (number[:5] + number[7:]).isascii() or not (number[:5] + number[7:]).isdigit():
        raise ValidationError(
            "Le numéro ne contient que des chiffres, sauf 2A ou 2B pour la Corse en 6e et 7e position.",
            "format",
        )
    if not department.isdigit() and department not in ("2A", "2B"):
        raise ValidationError(f"Le département « {department} » (6e et 7e position) n'existe pas.", "department")
    if number[0] not in _FIRST_DIGITS:
        raise ValidationError(f"Le premier chiffre doit être 1, 2, 3, 4, 7 ou 8 ; ici {number[0]}.", "sex")
    month = int(number[3:5])
    if not (1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99):
        raise ValidationError(f"Le mois de naissance (4e et 5e chiffres) ne peut pas être {number[3:5]}.", "month")
    expected = stdnum_nir.calc_check_digits(number[:13])
    if number[13:] != expected:
        raise ValidationError(
            f"La clé {number[13:]} ne correspond pas aux 13 premiers caractères. Relisez le numéro sur la carte Vitale.",
            "key",
        )
    return number


@cache
def _fernet() -> MultiFernet:
    keys = settings.NIR_ENCRYPTION_KEY
    return MultiFernet([Fernet(key) for key in ([keys] if isinstance(keys, str) else keys)])


def encrypt(number: str) -> bytes:
    """The number as it is stored (Fernet; the first key of the setting encrypts, all of them decrypt)."""
    return _fernet().encrypt(number.encode())


def decrypt(stored: bytes) -> str:
    """The number in clear; to be shown only where it was asked for."""
    return _fernet().decrypt(bytes(stored)).decode()


def digest(number: str) -> bytes:
    """A keyed hash (HMAC-SHA256) by which a number is found again without being readable."""
    return hmac.new(settings.NIR_HASH_KEY.encode(), number.encode(), hashlib.sha256).digest()


def masked(number: str) -> str:
    """What a screen shows by default: the first digit and the last five."""
    return f"{number[0]} •• •• •• ••• {number[10:13]} {number[13:]}"
