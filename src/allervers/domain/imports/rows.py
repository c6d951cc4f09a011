"""The lines of a CSV file as values by column, for imports that are checked in Python before the first row is kept."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError

from ..people import nir
from ..people.models import Person
from .layout import Layout
from .reading import Told, records
from .refusals import Refusals, Unreadable

AT_ONCE = 20_000
_WRONG = {
    "no_key": "la clé manque (deux derniers chiffres)",
    "length": "le numéro n'a pas 15 caractères",
    "key": "la clé ne correspond pas au numéro",
}


def rows(path: Path, layout: Layout, refusals: Refusals, told: Told) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each line that can be read, and what its cells are (see the columns of the layout)."""
    remembered: list[dict[str, str]] = [{} for _ in layout.columns]
    for number, cells in records(path, layout, refusals, told):
        values = dict(_values(number, cells, layout, remembered, refusals))
        if len(values) == len(layout.columns):
            yield number, values


def _values(
    number: int, cells: Sequence[str], layout: Layout, remembered: Sequence[dict[str, str]], refusals: Refusals
) -> Iterator[tuple[str, str]]:
    for column, cell, known in zip(layout.columns, cells, remembered, strict=True):
        try:
            value = known.get(cell)
            if value is None:
                value = column.read(cell)
                if not column.varied:
                    known[cell] = value
            yield column.name, value
        except Unreadable as error:
            refusals.add(number, column.name, error.problem, error.expected)


def digest(cell: str) -> str:
    """A reader: the keyed hash of a social-security number. Nothing else of it is kept, and no message quotes it."""
    try:
        return nir.digest(nir.clean_nir(cell)).hex()
    except ValidationError as error:
        mangled = "E+" in cell.upper()
        problem = "numéro abîmé par un tableur" if mangled else _WRONG.get(error.code, "numéro impossible")
        raise Unreadable(problem, "les 15 caractères du numéro de sécurité sociale, en texte") from None


def digests(cell: str) -> str:
    """A reader: several numbers separated by « | », or none."""
    return "|".join(digest(part) for part in cell.split("|")) if cell else ""


def persons(digests: Iterable[str]) -> dict[str, UUID]:
    """The persons of the context's fund who have these numbers, by the digest that `digest` gave."""
    found, asked = {}, sorted(map(bytes.fromhex, set(digests)))
    for place in range(0, len(asked), AT_ONCE):
        known = Person.objects.filter(nir_digest__in=asked[place : place + AT_ONCE]).values_list("nir_digest", "pk")
        found |= {bytes(number).hex(): pk for number, pk in known}
    return found
