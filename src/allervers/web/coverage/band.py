"""The rights of a person as a band over time, and the same days as a table."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from allervers.domain.coverage.beliefs import FOR_EVER, ONE_DAY, Period
from allervers.domain.coverage.codes import C2sClass, Right
from allervers.domain.coverage.known import Known
from allervers.law.counting import add_months

WIDTH = 1_000
BEFORE, AFTER = 18, 18
"""Months shown before and after today."""


@dataclass(frozen=True)
class Bar:
    """Days of a line of the picture, in thousandths of its width."""

    x: int
    width: int
    is_gap: bool


@dataclass
class Line:
    """One cover: its bars; nothing at all where nothing is known of it."""

    label: str
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One line of the table; `last` is empty where the right has no end."""

    what: str
    first: datetime.date
    last: datetime.date | None
    detail: str = ""
    is_gap: bool = False


@dataclass(frozen=True)
class Band:
    first: datetime.date
    last: datetime.date
    today: int
    lines: list[Line]
    rows: list[Row]


def band(known: Known, today: datetime.date) -> Band:
    """A year and a half back and ahead. A gap is drawn where something was known before it, and only there: days of
    which nothing is known stay empty."""
    first, last = add_months(today, -BEFORE), add_months(today, AFTER)

    def place(day: datetime.date) -> int:
        return round(WIDTH * (min(max(day, first), last) - first) / (last - first))

    lines, rows = [], []
    for label, rights in (("Droits de base ou AME", (Right.PUMA, Right.AME)), ("C2S", (Right.C2S,))):
        held = sorted((period, right) for right in rights for period in known.periods.get(right, ()))
        gaps = list(_gaps([period for period, _ in held], last))
        line = Line(label)
        for start, end, is_gap in [
            *((period.starts_on, period.ends_on, False) for period, _ in held),
            *((start, end or last, True) for start, end in gaps),
        ]:
            if end >= first and start <= last:
                line.bars.append(Bar(place(start), max(place(end) - place(start), 4), is_gap))
        lines.append(line)
        rows += [
            *(Row(right.label, period.starts_on, _end(period), _detail(period)) for period, right in held),
            *(Row(f"Sans droit ({label})", start, end, is_gap=True) for start, end in gaps),
        ]
    return Band(first, last, place(today), lines, sorted(rows, key=lambda row: row.first, reverse=True))


def _gaps(periods: Sequence[Period], until: datetime.date) -> Iterable[tuple[datetime.date, datetime.date | None]]:
    """Days after the first period that none holds; the last one has no end."""
    reached: datetime.date | None = None
    for period in periods:
        if reached and reached != FOR_EVER and period.starts_on > reached + ONE_DAY:
            yield reached + ONE_DAY, period.starts_on - ONE_DAY
        reached = max(reached or period.ends_on, period.ends_on)
    if reached and reached < until:
        yield reached + ONE_DAY, None


def _end(period: Period) -> datetime.date | None:
    return None if period.ends_on == FOR_EVER else period.ends_on


def _detail(period: Period) -> str:
    of_class = C2sClass(period.kind.c2s_class).label if period.kind.c2s_class else ""
    return ", ".join(part for part in (of_class, period.kind.managing_body) if part)
