"""Files of a fund's system about the persons whom its casework knows: read whole, checked, then kept, or nothing is.

Works as the application's role, fund after fund in its context, in one transaction. Lines of persons whom the casework
does not know are counted and not kept: this is no copy of the fund's database. The same file twice changes nothing.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from ..imports.fields import NULL, day, fund
from ..imports.layout import Column, Layout, funds
from ..imports.refusals import Refusals, Unreadable
from ..imports.rows import digest, persons, rows
from ..imports.trace import traced
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import reliance
from .beliefs import FOR_EVER
from .models import Reliance

LONGEST_BODY = 100
OLDEST = datetime.date(1945, 10, 4)
"""The day of the social security: an older right is a slip of the keyboard."""
Told = Callable[[str, int, int | None], object]
Values = dict[str, str]


@dataclass
class Report:
    """What became of the file; `unknown_persons`: lines of persons whom the casework does not know, not kept;
    `in_question`: decisions and letters that relied on what the file corrects, to be looked at again."""

    refusals: Refusals
    lines: int = 0
    new: int = 0
    unknown_persons: int = 0
    in_question: list[Reliance] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.refusals.total > 0

    @property
    def unchanged(self) -> int:
        return 0 if self.is_refused else self.lines - self.new - self.unknown_persons


@dataclass(frozen=True)
class Line:
    """A line of a known person."""

    number: int
    person_id: UUID
    values: Values


@dataclass(frozen=True)
class OfFund:
    """The lines of one fund, and the persons of their other numbers (`also`, by digest)."""

    fund_id: int
    lines: Sequence[Line]
    refusals: Refusals
    also: Mapping[str, UUID] = field(default_factory=dict)


class Kind(Protocol):
    """A kind of file: its `name`, its columns after `fund_code` and `nir`, what a line must be, and how it is kept.

    The tables that it writes are traced (`imports/sql/trace_*.sql`), so that the import can be taken back.
    """

    name: str

    def columns(self, today: datetime.date) -> tuple[Column, ...]: ...

    def check(self, number: int, values: Values, refusals: Refusals) -> None: ...

    def keep(self, lines: OfFund) -> int:
        """Refuse what contradicts what is known, or keep what is new and say how much that is."""


def bring_in(path: Path, kind: Kind, today: datetime.date, told: Told, *, dry_run: bool = False) -> Report:
    """Read the file and keep it, or refuse it whole. A dry run does everything, then takes it back."""
    report = Report(Refusals(path.name))
    by_fund = _read(path, kind, today, report, told)
    if report.is_refused:
        return report
    with traced(kind.name, path):
        for done, (fund_id, lines) in enumerate(sorted(by_fund.items())):
            told("Écriture", done, len(by_fund))
            with acting_for(Organisation(pk=fund_id), f"import de {path.name}"):
                _take_in(fund_id, lines, kind, report)
        if dry_run or report.is_refused:
            transaction.set_rollback(True)
    return report


def _read(
    path: Path, kind: Kind, today: datetime.date, report: Report, told: Told
) -> dict[int, list[tuple[int, Values]]]:
    active, old = funds()
    own = Column("fund_code", fund(active, old)), Column("nir", digest, varied=True)
    layout, by_fund = Layout(path.name, (*own, *kind.columns(today))), defaultdict(list)
    for number, values in rows(path, layout, report.refusals, lambda done, size: told("Lecture", done, size)):
        report.lines += 1
        kind.check(number, values, report.refusals)
        by_fund[int(values["fund_code"])].append((number, values))
    return by_fund


def _take_in(fund_id: int, lines: list[tuple[int, Values]], kind: Kind, report: Report) -> None:
    with connection.cursor() as cursor:
        # Two files of one fund at once: the second waits, then sees what the first wrote.
        cursor.execute("select pg_advisory_xact_lock(hashtext('coverage.import'), %s)", [fund_id])
    numbers = {values["nir"] for _, values in lines}
    others = {each for _, values in lines for each in values.get("household_nirs", "").split("|") if each}
    known = persons(numbers | others)
    kept = [Line(number, known[values["nir"]], values) for number, values in lines if values["nir"] in known]
    concerned = sorted({line.person_id for line in kept})
    before = set(reliance.put_in_question(fund_id, concerned))
    report.unknown_persons += len(lines) - len(kept)
    report.new += kind.keep(OfFund(fund_id, kept, report.refusals, known))
    report.in_question += [each for each in reliance.put_in_question(fund_id, concerned) if each not in before]


# --- Columns that several kinds have, and what their cells come to ----------------------------------------------------


def body(cell: str) -> str:
    """A reader: the name of a managing body, or nothing."""
    if len(cell) > LONGEST_BODY or not cell.isprintable():
        raise Unreadable("texte trop long ou illisible", f"{LONGEST_BODY} caractères au plus")
    return cell.strip()


FIRST_DAY = Column("starts_on", day(datetime.date.max, OLDEST))
LAST_DAY = Column("ends_on", day(datetime.date.max, OLDEST, optional=True))


def first_and_last(values: Values) -> tuple[datetime.date, datetime.date]:
    """`FOR_EVER` where the line has no end."""
    last = values["ends_on"]
    return datetime.date.fromisoformat(values["starts_on"]), (
        FOR_EVER if last == NULL else datetime.date.fromisoformat(last)
    )


def check_order(number: int, values: Values, refusals: Refusals) -> None:
    first, last = first_and_last(values)
    if last < first:
        refusals.add(number, "ends_on", f"{last} précède le début, {first}", "le dernier jour, ou rien")
