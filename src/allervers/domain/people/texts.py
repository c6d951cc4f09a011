"""Free texts as they are kept: what nobody can see is taken out, what nobody can read is refused.

Characters that turn the direction of writing, or that have no width, come along when a text is copied. Whoever typed
cannot find them to remove them, and they make a text read otherwise than it is stored: they are taken out, and
nothing that can be seen changes. A pile of accents on one letter can be seen: it is refused, with its reason.
"""

import re
import unicodedata
from itertools import groupby

MOST_ACCENTS = 4
"""On one letter; Vietnamese, with two, is the richest alphabet of the names that are met here."""
TOO_MANY_ACCENTS = "Ce texte porte trop de signes sur une même lettre. Retapez-le."
# Direction of writing (U+202A–202E, U+2066–2069, U+200E–200F, U+061C), no width (U+200B, U+2060–2064, U+00AD, U+FEFF)
# and control characters. The two joiners (U+200C, U+200D) stay: Arabic, Indian scripts and emoji are written with them.
_UNSEEN = re.compile(
    r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\u2060-\u2064\u00ad\ufeff]"
    r"|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)


def tidied(text: str) -> str:
    """The same text to the eye, in composed letters (NFC), without what cannot be seen. A null character stays, for
    the form to refuse."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def is_overloaded(text: str) -> bool:
    """Whether a letter carries more than `MOST_ACCENTS` combining signs."""
    signs = (unicodedata.combining(one) > 0 or unicodedata.category(one) == "Me" for one in text)
    return any(is_sign and sum(1 for _ in run) > MOST_ACCENTS for is_sign, run in groupby(signs))
