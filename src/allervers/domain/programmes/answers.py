"""What persons answer: a file of answers, or one answer by a code. Kept by the day of reception; the order in which
they are typed, and whether a tick came between, changes nothing.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from ..imports.fields import EARLIEST, NULL, Reader, code, day, quoted
from ..imports.layout import Column, Layout
from ..imports.reading import Told
from ..imports.refusals import Refusals, Unreadable
from ..imports.staging import stage
from ..organisations.context import running_programmes
from . import provisional
from .codes import Answer, Channel
from .models import Programme

_AT_ONCE = 50_000  # persons whose state is worked out together


@dataclass
class Report:
    """What became of the lines. `unknown`: persons of no wave; `excluded`: who was not told; `codes_refused`: a code
    that is wrong, used or too old, which nobody tells apart; `late`: oppositions received once the space was there,
    which close it."""

    refusals: Refusals
    lines: int = 0
    kept: int = 0
    unchanged: int = 0
    unknown: int = 0
    excluded: int = 0
    codes_refused: int = 0
    late: int = 0


def bring_in(programme: Programme, path: Path, today: datetime.date, told: Told = lambda done, size: None) -> Report:
    """Keep the file whole, or refuse it whole where a line cannot be read. The same file twice changes nothing."""
    report = Report(Refusals(path.name))
    layout = Layout(
        "answers.csv",
        (
            Column("person_id", number("de la personne"), "bigint", varied=True),
            Column("kind", code(Answer)),
            Column("received_on", day(today, EARLIEST), "date"),
            Column("channel", code(Channel)),
            Column("code", _digest_for(programme), "bytea", varied=True),
        ),
    )
    with running_programmes("programme answers"), connection.cursor() as cursor:
        report.lines = stage(cursor, path, layout, report.refusals, told, fate="text")
        if not report.refusals.total:
            _keep(cursor, programme, report)
    return report


def _keep(cursor, programme: Programme, report: Report) -> None:
    key = {"programme": programme.pk}
    cursor.execute(_HOLD, key)
    cursor.execute(_FATE, key)
    cursor.execute("select fate, count(*) from staged_answers group by 1")
    fates = dict(cursor.fetchall())
    for fate in ("unknown", "excluded", "codes_refused", "unchanged"):
        setattr(report, fate, fates.get(fate, 0))
    cursor.execute(_ADD, key)
    report.kept = cursor.rowcount
    report.unchanged += fates.get("kept", 0) - report.kept
    cursor.execute(_USE_CODES, key)
    cursor.execute("select distinct person_id from staged_answers where fate = 'kept' order by 1")
    persons = [person for (person,) in cursor.fetchall()]
    for start in range(0, len(persons), _AT_ONCE):
        cursor.execute("select programme_apply(%s, %s)", [programme.pk, persons[start : start + _AT_ONCE]])
    cursor.execute(_LATE, key)
    report.late = cursor.fetchone()[0]


_HOLD = """
    with held as (select e.person from programmes_enrolment e
                  where e.programme_id = %(programme)s and e.person in (select person_id from staged_answers)
                  order by e.person for update)
    select count(*) from held
"""
# An answer that is there already is not asked for its code again: it used it.
_FATE = """
    update staged_answers s set fate = case
      when e.person is null then 'unknown'
      when e.exclusion <> '' then 'excluded'
      when a.id is not null then 'unchanged'
      when s.code is not null and (e.code_digest is distinct from s.code or e.code_expires_on < s.received_on)
      then 'codes_refused'
      else 'kept' end
    from staged_answers l
      left join programmes_enrolment e on e.programme_id = %(programme)s and e.person = l.person_id
      left join programmes_programmeanswer a on a.programme_id = e.programme_id and a.person = e.person
        and a.kind = l.kind and a.received_on = l.received_on
    where l.line = s.line
"""
_ADD = """
    insert into programmes_programmeanswer (id, programme_id, person, fund_id, kind, channel, received_on)
    select gen_random_uuid(), e.programme_id, e.person, e.fund_id, s.kind, s.channel, s.received_on
    from (select distinct on (person_id, kind, received_on) * from staged_answers where fate = 'kept'
          order by person_id, kind, received_on, line) s
      join programmes_enrolment e on e.programme_id = %(programme)s and e.person = s.person_id
    on conflict (programme_id, person, kind, received_on) do nothing
"""
# There is no activation without the code, whether or not the file repeats it.
_USE_CODES = """
    update programmes_enrolment e set code_digest = null, codes_used = e.codes_used + 1
    where e.programme_id = %(programme)s and e.code_digest is not null and exists (
      select from staged_answers s where s.fate = 'kept' and s.person_id = e.person
        and (s.code is not null or s.kind = 'activation') and s.received_on <= e.code_expires_on)
"""
_LATE = """
    select count(*) from staged_answers s
      join programmes_enrolment e on e.programme_id = %(programme)s and e.person = s.person_id
    where s.fate = 'kept' and s.kind = 'opposition' and e.created_on < s.received_on
"""


def number(whose: str) -> Reader:
    """Reads a number of the population."""

    def read(cell: str) -> str:
        if cell.isascii() and cell.isdecimal() and len(cell) <= 18:
            return cell
        raise Unreadable(quoted(cell), f"le numéro {whose} dans la population")

    return read


def _digest_for(programme: Programme):
    """Reads a code, and gives its digest: nothing is staged in clear. A code that no programme could have given has a
    digest too, which is nobody's."""

    def read(cell: str) -> str:
        if not cell:
            return NULL
        return rf"\\x{provisional.digest(programme.pk, provisional.normalised(cell)).hex()}"

    return read
