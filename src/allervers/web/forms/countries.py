"""Countries by their French names, for whoever must say a nationality."""

import unicodedata
from functools import cache

from babel import Locale

from allervers.law.countries import CODES, MEANT


@cache
def nationalities() -> list[tuple[str, str]]:
    """France first, then every other country that has nationals, in the order of the alphabet without accents."""
    names = Locale("fr").territories
    others = [(code, names[code]) for code in CODES - MEANT.keys() - {"FR"} if code in names]
    return [("", "Choisissez"), ("FR", names["FR"]), *sorted(others, key=lambda each: _sorted_as(each[1]))]


def _sorted_as(name: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    ).lower()
