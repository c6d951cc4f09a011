"""The folder: referrals.csv and accompaniments.csv, as another tool would export them."""

import datetime
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

import yaml
from django.utils import timezone

from allervers.domain.accompaniment.codes import Theme
from allervers.domain.figures.history import layout
from allervers.domain.imports.layout import Layout

from . import closures, contents, detections, funds, people
from .dealing import Dealer
from .rows import NOT_OPENED, File

REASON_OF_THEME = {
    Theme.RIGHTS: "rights",
    Theme.DIGITAL: "digital",
    Theme.PREVENTION: "rights",
    Theme.ORIENTATION: "complex_social",
}
DAYS_TO_OPEN = 3


YEARS = (2023, 2024)
"""The year that a report was published on, and the one before, which it compares with."""


def margins(year: int) -> dict:
    """A year's own numbers over those of the last one, which is told in full."""
    found = {}
    for told in dict.fromkeys((YEARS[-1], year)):
        text = (resources(__package__) / f"margins-{told}.yaml").read_text(encoding="utf-8")
        found = _over(found, yaml.safe_load(text))
    return found


def _over(usual: dict, own: dict) -> dict:
    both = {key: _over(usual[key], own[key]) for key in own if isinstance(usual.get(key), dict)}
    return usual | own | both


def history(year: int) -> list[File]:
    """Every file closed in the year, and every referral of it that never was; always the same, in order of receipt.

    Referrals of a year that were closed in the next one are of the next one's history.
    """
    told = margins(year)
    closed, dealer = _closed(year)
    later = _closed(year + 1)[0] if year + 1 in YEARS else []
    still_open = detections.open_referrals(closed, later, told, dealer)
    contents.fill(closed, told, dealer)
    contents.report(closed + still_open, told, dealer)
    people.describe(closed + still_open, told, dealer)
    funds.assign(closed, still_open, told, dealer)
    return sorted(closed + still_open, key=lambda file: (file.received, file.fund))


def _closed(year: int) -> tuple[list[File], Dealer]:
    dealer = Dealer(f"replay of {year}")
    return closures.closed_files(margins(year), dealer), dealer


def write(folder: Path, year: int) -> tuple[int, int]:
    """Write both files, which get their names once they are whole; gives how many lines each has."""
    with _without_looking_for_cycles():
        return _write_both(folder, year)


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    """Hundreds of thousands of objects are made, and none is in a cycle: looking for one takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _write_both(folder: Path, year: int) -> tuple[int, int]:
    care, rows, today = margins(year)["care"], history(year), timezone.localdate()
    numbered = [(f"{year}-{number}", file) for number, file in enumerate(rows, 1)]
    closed = [(number, file) for number, file in numbered if file.result]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, layout.referrals(today, {}, {}), (_referral(*one, care) for one in numbered))
    _write(folder, layout.accompaniments(today), (_accompaniment(*one, care) for one in closed))
    return len(rows), len(closed)


def _write(folder: Path, file: Layout, lines: Iterable[tuple[str, ...]]) -> None:
    part = folder / f"{file.file}.part"
    with part.open("w", encoding="utf-8") as out:
        out.write(";".join(file.header) + "\n")
        out.writelines(";".join(line) + "\n" for line in lines)
    part.replace(folder / file.file)


@cache
def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


@cache
def _born(received: int, age: int) -> str:
    """A first of a month that is past, so that the age is that of the year."""
    day = datetime.date.fromordinal(received)
    return datetime.date(day.year - age, 1 + received % day.month, 1).isoformat()


def _reasons(file: File) -> str:
    reasons = [REASON_OF_THEME[theme] for theme in file.themes if theme != Theme.CARE]
    if file.forgone:
        reasons.append("forgone_care_disability" if file.public == "disability" else "forgone_care")
    return "|".join(dict.fromkeys(reasons)) or "rights"


def _referral(number: str, file: File, care: dict) -> tuple[str, ...]:
    forgone = (care["forgone"][file.care_type], file.since, file.cause) if file.forgone else ("", "", "")
    return (
        *(f"S{number}", file.fund, _day(file.received), file.family, file.category, "détecteur fictif"),
        *(_reasons(file), f"P{number}", file.sex, _born(file.received, file.age), *forgone),
    )


def _accompaniment(number: str, file: File, care: dict) -> tuple[str, ...]:
    opened = "" if file.result == NOT_OPENED else _day(min(file.received + DAYS_TO_OPEN, file.closed))
    care_type = file.care_type if file.care else ""
    return (
        *(f"A{number}", f"S{number}", opened, _day(file.closed), "|".join(file.themes), file.closure_reason),
        *("|".join(file.outcomes), care_type, care["specialties"].get(care_type, ""), file.public),
        *(file.gp, file.c2s, file.ald),
    )
