"""The social-security number (NIR): checked with the rule it breaks, encrypted at rest, found by a keyed hash.

It never appears in a URL or a log, and is masked on screen unless somebody asks to see it (which is journaled).
"""

import datetime
import hashlib
import hmac
import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from stdnum.fr import nir as stdnum_nir

from ..organisations.encryption import decrypt, encrypt
from .texts import SPACES

__all__ = ["clean_nir", "contradiction", "decrypt", "digest", "encrypt", "is_in", "masked", "plain"]

_FIRST_DIGITS = "123478"
_BETWEEN = r"[\s._/-]{0,3}"
# With a right key, any sign may stand between: commas, bullets, bars. Overlapping, so that a figure before hides none.
_BETWEEN_ANY = r"[\W_]{0,4}"
_SOMEWHERE = re.compile(rf"(?<!\d)(?=([{_FIRST_DIGITS}](?:{_BETWEEN_ANY}[0-9ABab]){{14}})(?!\d))")
# Without a right key nothing proves the number: only a real month and a department of a usual length make it plausible.
_YEAR_TO_ORDER = rf"(?:{_BETWEEN}\d){{2}}{_BETWEEN}(?:0[1-9]|1[0-2]){_BETWEEN}(?:\d{{2}}|2[ABab])(?:{_BETWEEN}\d){{6}}"
_WITHOUT_KEY = re.compile(rf"(?<![\d+])[12]{_YEAR_TO_ORDER}(?!{_BETWEEN}\d)")
# A number that a program gave (UUID, MD5, SHA-1, SHA-256): one in a thousand has digits that could be those of a NIR.
_GIVEN_BY_A_PROGRAM = re.compile(
    r"\b(?=[\d-]*[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}))\b",
    re.ASCII | re.IGNORECASE,
)
_WITH_WRONG_KEY = re.compile(rf"(?<![\d+])[{_FIRST_DIGITS}]{_YEAR_TO_ORDER}(?:{_BETWEEN}\d){{2}}(?!{_BETWEEN}\d)")


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
            f"La clé {number[13:]} ne correspond pas aux 13 premiers caractères. Relisez la carte Vitale.",
            "key",
        )
    return number


def is_in(text: str) -> bool:
    """Whether a number stands in a free text, where it would be kept in clear: valid, without its key, or with a wrong
    one (a slip of the keyboard, and still the number of somebody). Digits of any script and width are digits. A UUID
    or a digest in hexadecimal is no number of a person, whatever digits it holds."""
    text = _GIVEN_BY_A_PROGRAM.sub(" ", plain(text))
    if _WITHOUT_KEY.search(text) or _WITH_WRONG_KEY.search(text):
        return True
    for found in _SOMEWHERE.findall(text):
        try:
            clean_nir(re.sub(_BETWEEN_ANY, "", found))
        except ValidationError:
            continue
        return True
    return False


def plain(text: str) -> str:
    """A text as it is looked through for numbers, never as it is kept: digits and letters of full width and of other
    scripts, circled ones too, as ASCII digits and usual letters, every dash as « - », nothing invisible and no sign put
    over another."""
    return "".join(map(_plain_character, unicodedata.normalize("NFKC", text.translate(SPACES))))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    match unicodedata.category(character):
        case "Cf" | "Mn" | "Me":
            return ""
        case "Pd":
            return "-"
    return "-" if character == "\N{MINUS SIGN}" else str(unicodedata.digit(character, character))


def contradiction(number: str, *, birth_date: datetime.date | None, sex: str) -> str:
    """What a cleaned number and the rest of an identity say differently, in French; empty when they agree.

    Months above 12 mean that the month of birth was not known: only the year is compared. The sex digit may differ
    from the sex of today, the century is not in the number.
    """
    if birth_date:
        month = int(number[3:5])
        if number[1:3] != f"{birth_date:%y}" or (month <= 12 and month != birth_date.month):
            return "Ce numéro et la date de naissance ne disent pas la même année ou le même mois."
    if sex and (number[0] in "137") != (sex == "M"):
        return "Le premier chiffre de ce numéro ne correspond pas au sexe indiqué."
    return ""


def digest(number: str) -> bytes:
    """A keyed hash (HMAC-SHA256) by which a number is found again without being readable."""
    return hmac.new(settings.NIR_HASH_KEY.encode(), number.encode(), hashlib.sha256).digest()


def masked(number: str) -> str:
    """What a screen shows by default: the first digit and the last five."""
    return f"{number[0]} •• •• •• ••• {number[10:13]} {number[13:]}"
