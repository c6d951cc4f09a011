"""Whether a text would be a formula to a spreadsheet that opens it from a CSV file."""

import unicodedata

_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
_UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"))
# Letters and a sign that are drawn as a blank: Hangul fillers, their half width, the empty pattern of Braille.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_SEPARATES = ("\t", "\r", "\n")


def starts_a_formula(text: str) -> bool:
    """A cell whose first sign that can be seen is one that formulas begin with, of full or small width too: some
    spreadsheets trim what cannot be seen, however long it is. So is one that begins with a tab or a new line."""
    return text.startswith(_SEPARATES) or bool(_SIGNS.intersection(unicodedata.normalize("NFKC", first_seen(text))))


def first_seen(text: str) -> str:
    """The first sign that can be seen; empty where there is none."""
    return next((sign for sign in text if sign not in _BLANK and unicodedata.category(sign) not in _UNSEEN), "")
