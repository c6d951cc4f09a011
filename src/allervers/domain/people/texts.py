"""Free texts as they are kept: what nobody can see is taken out, what nobody can read is refused.

Characters that turn the direction of writing, or that have no width, come along when a text is copied. Whoever typed
cannot find them to remove them, and they make a text read otherwise than it is stored: they are taken out, and
nothing that can be seen changes. A pile of accents on one letter can be seen: it is refused, with its reason.
"""

import re
import unicodedata
from itertools import groupby

from django.core.exceptions import ValidationError

MOST_ACCENTS = 4
"""On one letter; Vietnamese, with two, is the richest alphabet of the names that are met here."""
TOO_MANY_ACCENTS = "Ce texte porte trop de signes sur une même lettre. Retapez-le."
# Direction of writing (U+202A–202E, U+2066–206F, U+200E–200F, U+061C), no width (U+200B, U+2060–2065, U+00AD, U+034F,
# U+17B4–17B5, U+180B–180F, U+FEFF, U+FFF0–FFFB), tags, in which a whole text can hide (U+E0000–E0FFF), and
# control characters. The two joiners (U+200C, U+200D) stay: Arabic, Indian scripts and emoji are written with them; so
# do the selectors of emoji (U+FE0F).
_UNSEEN = re.compile(
    r"[\u202a-\u202e\u2060-\u206f\u200e\u200f\u061c\u200b\u00ad\u034f\u17b4\u17b5\u180b-\u180f\ufeff]"
    r"|[\ufff0-\ufffb\U000e0000-\U000e0fff]|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that look like a space: a text of these alone would pass for an answer."""
SPACES = str.maketrans(dict.fromkeys(_BLANKS, " "))


def tidied(text: str) -> str:
    """The same text to the eye, in composed letters (NFC), without what cannot be seen. A null character stays, for
    the form to refuse."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text).translate(SPACES))


def is_overloaded(text: str) -> bool:
    """Whether a letter carries more than `MOST_ACCENTS` combining signs."""
    signs = (unicodedata.combining(one) > 0 or unicodedata.category(one) == "Me" for one in text)
    return any(is_sign and sum(1 for _ in run) > MOST_ACCENTS for is_sign, run in groupby(signs))


def written_in_latin_letters(name: str) -> None:
    """A name as French civil status writes it; letters of other scripts could be neither matched nor printed."""
    if any(unicodedata.category(c)[0] == "C" or unicodedata.category(c) == "So" for c in name):
        raise ValidationError(
            "Ce nom contient un caractère qui ne s’écrit pas. Tapez-le de nouveau au clavier.", "sign"
        )
    letters = [c for c in name if c.isalpha()]
    if not letters:
        raise ValidationError("Ce nom ne contient aucune lettre.", "no_letter")
    if not all(unicodedata.name(c, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MODIFIER")) for c in letters):
        raise ValidationError("Écrivez ce nom en lettres latines, comme sur un document français.", "script")


def telephone(number: str) -> None:
    """8 to 15 digits (ITU E.164 allows no more), with the signs that people write between them."""
    digits = sum(c in "0123456789" for c in number)
    if re.search(r"[^0-9+().\s/-]", number) or not 8 <= digits <= 15:
        raise ValidationError(
            "Ce n’est pas un numéro de téléphone. Exemple : 06 39 98 12 34 ou +33 6 39 98 12 34.", "phone"
        )
