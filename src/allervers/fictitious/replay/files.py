"""The folder: referrals.csv and accompaniments.csv, as another tool would export them."""

import datetime
from collections.abc import Iterable
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

import yaml

from allervers.domain.accompaniment.codes import Theme
from allervers.domain.figures.history import layout

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


def margins() -> dict:
    return yaml.safe_load((resources(__package__) / "margins.yaml").read_text(encoding="utf-8"))


def history() -> list[File]:
    """Every file of the year, always the same, the first received first."""
    told = margins()
    dealer = Dealer(f"replay of {told['year']}")
    closed = closures.closed_files(told, dealer)
    still_open = detections.open_referrals(closed, told, dealer)
    contents.fill(closed, told, dealer)
    contents.report(closed + still_open, told, dealer)
    people.describe(closed + still_open, told, dealer)
    funds.assign(closed, still_open, told, dealer)
    return sorted(closed + still_open, key=lambda file: (file.received, file.fund))


def write(folder: Path) -> tuple[int, int]:
    """Write both files, which get their names once they are whole; gives how many lines each has."""
    care, rows, today = margins()["care"], history(), datetime.date.today()
    closed = [(number, file) for number, file in enumerate(rows, 1) if file.result]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, layout.referrals(today, {}, {}), (_referral(*one, care) for one in enumerate(rows, 1)))
    _write(folder, layout.accompaniments(today), (_accompaniment(*one, care) for one in closed))
    return len(rows), len(closed)


def _write(folder: Path, file: layout.Layout, lines: Iterable[tuple[str, ...]]) -> None:
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


def _referral(number: int, file: File, care: dict) -> tuple[str, ...]:
    forgone = (care["forgone"][file.care_type], file.since, file.cause) if file.forgone else ("", "", "")
    return (
        *(f"S{number}", file.fund, _day(file.received), file.family, file.category, "détecteur fictif"),
        *(_reasons(file), f"P{number}", file.sex, _born(file.received, file.age), *forgone),
    )


def _accompaniment(number: int, file: File, care: dict) -> tuple[str, ...]:
    opened = "" if file.result == NOT_OPENED else _day(min(file.received + DAYS_TO_OPEN, file.closed))
    care_type = file.care_type if file.care else ""
    return (
        *(f"A{number}", f"S{number}", opened, _day(file.closed), "|".join(file.themes), file.closure_reason),
        *("|".join(file.outcomes), care_type, care["specialties"].get(care_type, ""), file.public),
        *(file.gp, file.c2s, file.ald),
    )
