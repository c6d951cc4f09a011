"""The lines of an address as the post reads them by machine: six at most, of 38 signs at most, the last one the
postcode and the locality in capitals, or the country (NF Z10-011).

Nothing is cut or left out: an address that does not fit is refused, and somebody corrects it.
"""

import re
from functools import cache

from babel import Locale

MOST_LINES = 6
WIDTH = 38
_LOCALITY = re.compile(r"\d{5} \S.*")


class Unpostable(ValueError):
    """This address cannot be printed on an envelope; the message is a French sentence that says what to correct."""


def lines(name: str, address: str) -> list[str]:
    """Name and address, line by line. Raises `Unpostable`."""
    below = [" ".join(line.split()) for line in address.splitlines() if line.strip()]
    if not below:
        raise Unpostable("L’adresse postale manque.")
    below[-1] = below[-1].upper()
    if not _LOCALITY.fullmatch(below[-1]) and below[-1] not in _countries():
        raise Unpostable("La dernière ligne de l’adresse doit être le code postal et la ville, ou le pays.")
    if len(below) == 1:
        raise Unpostable("L’adresse n’a qu’une ligne : écrivez la rue, puis le code postal et la ville.")
    found = [*(_broken(name) if name.strip() else []), *below]
    too_long = next((line for line in found if len(line) > WIDTH), None)
    if too_long:
        raise Unpostable(f"Une ligne de l’adresse a {len(too_long)} signes : {WIDTH} au plus.")
    if len(found) > MOST_LINES:
        raise Unpostable(f"L’adresse a {len(found)} lignes avec le nom : {MOST_LINES} au plus.")
    return found


def _broken(name: str) -> list[str]:
    """A name on one line, or on two where it has a space to be broken at."""
    name = " ".join(name.split())
    place = name.rfind(" ", 0, WIDTH + 1)
    return [name] if len(name) <= WIDTH or place < 1 else [name[:place], name[place + 1 :]]


@cache
def _countries() -> set[str]:
    return {name.upper() for name in Locale("fr").territories.values()}
