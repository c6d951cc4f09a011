"""Being told of rights: what is stated is kept, and what is believed follows (`sql/believed_coverage.sql`).

Who may: imports and jobs of the fund, in its context. Two at once for one person wait for each other (the persons are
locked in the order of their identifiers), and the exclusion constraints hold whatever calls.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.backends.utils import CursorWrapper
from django.db.models import Max

from . import beliefs
from .models import CoveragePeriod, CoverageStatement


@dataclass(frozen=True)
class Stated:
    """A statement of a source about one right of a person of the fund."""

    person_id: UUID
    right: str
    statement: beliefs.Statement


@transaction.atomic
def learn(fund_id: int, stated: Iterable[Stated]) -> int:
    """Keep what is stated and give how many statements are new; what is believed follows.

    Running it again changes nothing. Raises `IntegrityError` (`coverage_stated_once_a_day`) where two statements of one
    day contradict each other.
    """
    columns = [list(column) for column in zip(*map(_columns, stated), strict=True)]
    if not columns:
        return 0
    with connection.cursor() as cursor:
        return keep_stated(cursor, fund_id, _SOURCE, columns)


def next_turn(person_id: UUID, right: str, known_on: datetime.date) -> int:
    """What a correction of this day carries, to come after whatever was stated on the day."""
    of_day = CoverageStatement.objects.filter(person_id=person_id, right=right, known_on=known_on)
    last = of_day.aggregate(last=Max("turn"))["last"]
    return 0 if last is None else last + 1


def is_taken_back(person_id: UUID, right: str, known_on: datetime.date, days: DateRange) -> bool:
    """Whether the last word of this day, on some of these days of the right, is that it is not open after all."""
    of_day = CoverageStatement.objects.filter(person_id=person_id, right=right, known_on=known_on)
    last = of_day.filter(validity__overlap=days).order_by("-turn").first()
    return last is not None and last.withdrawn


_SOURCE = """(
    select person_id, "right", c2s_class, managing_body, daterange(starts_on, ends_on, '[]') as validity, known_on,
           withdrawn, turn
    from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::date[], %s::date[], %s::date[], %s::boolean[],
                %s::smallint[])
         as said (person_id, "right", c2s_class, managing_body, starts_on, ends_on, known_on, withdrawn, turn))"""


def _columns(each: Stated) -> tuple:
    said = each.statement
    last = None if said.ends_on == beliefs.FOR_EVER else said.ends_on
    days_known = said.starts_on, last, said.known_on
    kind = said.kind.c2s_class, said.kind.managing_body
    return each.person_id, each.right, *kind, *days_known, said.withdrawn, said.turn


def keep_stated(cursor: CursorWrapper, fund_id: int, source: str, values: Sequence = ()) -> int:
    """As `learn`, of statements that stand in SQL: `source` gives `person_id`, `right`, `c2s_class`, `managing_body`,
    `validity`, `known_on`, `withdrawn` and `turn`. In a transaction."""
    # Whoever says the same at the same moment comes after us, and sees what we wrote.
    cursor.execute(
        f"""select from people_person where id in (select person_id from {source} as stated)
            order by id for no key update""",
        values,
    )
    cursor.execute(
        f"""insert into coverage_coveragestatement (id, fund_id, {_KEPT})
            select gen_random_uuid(), %s, {_KEPT} from (select distinct {_KEPT} from {source} as said) as stated
            where not exists (
                select from coverage_coveragestatement as known
                where known.person_id = stated.person_id and ({_of("known")}) = ({_of("stated")}))""",
        [fund_id, *values],
    )
    return cursor.rowcount


_KEPT = 'person_id, "right", c2s_class, managing_body, validity, known_on, withdrawn, turn'


def _of(table: str) -> str:
    return ", ".join(f"{table}.{column}" for column in _KEPT.split(", "))


def period_of(row: CoverageStatement | CoveragePeriod) -> beliefs.Period:
    """The days of a row, first and last included."""
    last = row.validity.upper - beliefs.ONE_DAY if row.validity.upper else beliefs.FOR_EVER
    return beliefs.Period(row.validity.lower, last, beliefs.Kind(row.c2s_class, row.managing_body))


def days(first: datetime.date, last: datetime.date | None) -> DateRange:
    """The range of the database from the first to the last day; without an end where `last` is None or `FOR_EVER`."""
    return DateRange(first, None if last in (None, beliefs.FOR_EVER) else last + beliefs.ONE_DAY)
