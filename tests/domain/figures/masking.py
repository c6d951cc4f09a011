"""What is masked of made-up numbers: rows of facts by their fields, and how many there are of each."""

from collections.abc import Callable, Collection

from django.db.models import Q

from allervers.domain.figures.indicators import Indicator
from allervers.domain.figures.publication import published
from allervers.domain.figures.shapes import Figure, Tally, all_counted, split


def masks_of(entries: Collection[Indicator], *rows: dict) -> Callable[[Figure], object]:
    """A function: what is shown of a figure instead of its value, the nation being told these entries alone. Each row
    has `files`, how many there are."""
    counted = {
        population: {1: sum(row["files"] for row in rows if _meets(row, population.condition))}
        for population in all_counted(entry.figure for entry in entries)
    }
    return published(Tally(counted), entries, [], [], {}).mask


def _meets(row: dict, condition: Q) -> bool:
    """Conditions on fields as they are or in a list, all of them demanded."""
    for demand in split(condition):
        [(field, value)] = demand.children
        name, _, of_list = field.partition("__")
        if not (row[name] in value if of_list == "in" else row[name] == value):
            return False
    return True
