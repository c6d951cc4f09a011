"""Files of a fund's system about the persons whom its casework knows: read whole, checked, then kept, or nothing is.

The lines are staged in a temporary table, checked and taken from there by the database. As the application's role,
fund after fund in its context, in one transaction. Lines of persons whom the casework does not know are counted and not
kept: this is no copy of the fund's database. The same file twice changes nothing.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from allervers.law.fields import LAST_YEAR

from ..imports.fields import day, fund
from ..imports.layout import Column, Layout, funds
from ..imports.numbers import digest
from ..imports.refusals import Refusals, Unreadable
from ..imports.rules import Rule, check
from ..imports.staging import analyze, cut_short, stage
from ..imports.trace import traced
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import reliance
from .models import Reliance

LONGEST_BODY = 100
OLDEST = datetime.date(1945, 10, 4)
"""The day of the social security: an older right is a slip of the keyboard."""
Told = Callable[[str, int, int | None], object]


@dataclass
class Report:
    """What became of the file; `unknown_persons`: lines of persons whom the casework does not know, not kept;
    `in_question`: decisions and letters that relied on what the file corrects, to be looked at again; `doubts`: what is
    brought in and told (French)."""

    refusals: Refusals
    lines: int = 0
    new: int = 0
    unknown_persons: int = 0
    in_question: list[Reliance] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.refusals.total > 0

    @property
    def unchanged(self) -> int:
        return 0 if self.is_refused else self.lines - self.new - self.unknown_persons


class Kind(Protocol):
    """A kind of file: its `name`, its columns after `fund_code` and `nir`, what a line must be, and how it is kept.

    `source` is SQL for `from`: the lines of one fund whose persons it knows, with `line`, `person_id` and the columns.
    The tables that it writes are traced (`imports/sql/trace_*.sql`), so that the import can be taken back.
    """

    name: str
    rules: Sequence[Rule]
    contradiction: Rule
    """Broken where `other` is not null: another line, or 0 for what was brought in before (`contradiction`)."""

    def columns(self, today: datetime.date) -> tuple[Column, ...]: ...

    def contradictions(self, source: str) -> str:
        """SQL that gives `line` and `other` for each line that contradicts an earlier one or what is known."""
        ...

    def keep(self, cursor: CursorWrapper, fund_id: int, source: str) -> int:
        """Keep what is new and say how much that is."""
        ...


def bring_in(path: Path, kind: Kind, today: datetime.date, told: Told, *, dry_run: bool = False) -> Report:
    """Read the file and keep it, or refuse it whole. A dry run does everything, then takes it back."""
    report = Report(Refusals(path.name))
    own = Column("fund_code", fund(*funds()), "bigint"), Column("nir", digest, varied=True)
    layout = Layout(f"{kind.name}.csv", (*own, *kind.columns(today)))
    with transaction.atomic(), connection.cursor() as cursor:
        reading = partial(told, "Lecture")
        report.lines = stage(cursor, path, layout, report.refusals, reading, person_id="uuid")
        check(cursor, f"select * from {layout.table}", kind.rules, report.refusals)
        if not report.is_refused:
            report.doubts = cut_short(cursor, path, layout, path.name)
            with traced(kind.name, path):
                _take_in(cursor, layout.table, kind, report, told)
        if dry_run or report.is_refused:
            transaction.set_rollback(True)
    return report


def _take_in(cursor: CursorWrapper, table: str, kind: Kind, report: Report, told: Told) -> None:
    why = f"import de {report.refusals.file}"
    cursor.execute(f"select distinct fund_code from {table} order by fund_code")
    fund_ids = [fund_id for (fund_id,) in cursor.fetchall()]
    for fund_id in fund_ids:
        with acting_for(Organisation(pk=fund_id), why):
            _find_persons(cursor, table, fund_id)
    analyze(cursor, table)
    for done, fund_id in enumerate(fund_ids):
        told("Écriture", done, len(fund_ids))
        with acting_for(Organisation(pk=fund_id), why):
            _take_in_fund(cursor, table, fund_id, kind, report)


def _find_persons(cursor: CursorWrapper, table: str, fund_id: int) -> None:
    # Two files of one fund at once: the second waits, then sees what the first wrote.
    cursor.execute("select pg_advisory_xact_lock(hashtext('coverage.import'), %s)", [fund_id])
    cursor.execute(
        f"""update {table} as line set person_id = person.id from people_person as person
            where line.fund_code = %s and person.fund_id = %s and person.nir_digest = decode(line.nir, 'hex')""",
        [fund_id, fund_id],
    )


def _take_in_fund(cursor: CursorWrapper, table: str, fund_id: int, kind: Kind, report: Report) -> None:
    source = f"(select * from {table} where fund_code = {fund_id} and person_id is not null)"
    found = f"""select line, '{{}}'::text[] as unreadable, min(other) as other
                from ({kind.contradictions(source)}) as found group by line"""
    check(cursor, found, [kind.contradiction], report.refusals)
    cursor.execute(f"select person_id, count(*) from {table} where fund_code = %s group by 1", [fund_id])
    lines = dict(cursor.fetchall())
    report.unknown_persons += lines.pop(None, 0)
    if report.is_refused:
        return
    before = set(reliance.put_in_question(fund_id, lines))
    report.new += kind.keep(cursor, fund_id, source)
    report.in_question += [each for each in reliance.put_in_question(fund_id, lines) if each not in before]


def contradiction(field: str, problem: str, expected: str) -> Rule:
    """The rule of a line that contradicts another; `{}` in `problem` is replaced by which one."""
    which = "case other when 0 then 'ce qui a déjà été repris' else 'la ligne ' || other end"
    return Rule(field, "other is not null", problem, expected, which)


# --- Columns that several kinds have, and what their cells come to ----------------------------------------------------


def body(cell: str) -> str:
    """A reader: the name of a managing body, or nothing."""
    if len(cell) > LONGEST_BODY or not cell.isprintable():
        raise Unreadable("texte trop long ou illisible", f"{LONGEST_BODY} caractères au plus")
    return cell.strip().replace("\\", "\\\\")


# A range that holds the last day of the calendar ends on a day that no program can read back.
_LATEST, _ANY_YEAR = datetime.date(LAST_YEAR - 1, 12, 31), datetime.timedelta(days=365)
FIRST_DAY = Column("starts_on", day(_LATEST, OLDEST, ahead=_ANY_YEAR), "date")
LAST_DAY = Column("ends_on", day(_LATEST, OLDEST, ahead=_ANY_YEAR, optional=True), "date")
VALIDITY = "daterange(starts_on, ends_on, '[]') as validity"
IN_ORDER = Rule(
    "ends_on",
    "ends_on < starts_on",
    "{}",
    "le dernier jour, ou rien",
    "ends_on || ' précède le début, ' || starts_on",
)
