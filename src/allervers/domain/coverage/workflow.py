"""Being told of rights: what is stated is kept, and what is believed is worked out anew from it.

Who may: imports and jobs of the fund, in its context. Two at once for one person wait for each other (the persons are
locked in the order of their identifiers), and the exclusion constraints hold whatever calls.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from ..people.models import Person
from . import beliefs
from .codes import Right
from .models import CoveragePeriod, CoverageStatement

PERSONS_AT_ONCE = 5_000


@dataclass(frozen=True, order=True)
class Stated:
    """A statement of a source about one right of a person of the fund."""

    person_id: UUID
    right: str
    statement: beliefs.Statement


@transaction.atomic
def learn(fund_id: int, stated: Iterable[Stated]) -> int:
    """Keep what is stated, work out what is believed, and give how many statements are new.

    Running it again changes nothing. Raises `IntegrityError` (`coverage_stated_once_a_day`) where two statements of one
    day contradict each other.
    """
    new = 0
    for portion in _portions(sorted(set(stated))):
        persons = sorted({each.person_id for each in portion})
        list(Person.objects.select_for_update(of=("self",)).filter(pk__in=persons).order_by("pk").values_list("pk"))
        known = set(_statements(persons))
        unseen = [each for each in portion if each not in known]
        CoverageStatement.objects.bulk_create([_row(fund_id, each) for each in unseen])
        if unseen:
            _believe(fund_id, {(each.person_id, each.right) for each in unseen}, [*known, *unseen])
        new += len(unseen)
    return new


def next_turn(person_id: UUID, right: str, known_on: datetime.date) -> int:
    """What a correction of this day carries, to come after whatever was stated on the day."""
    of_day = CoverageStatement.objects.filter(person_id=person_id, right=right, known_on=known_on)
    last = of_day.aggregate(last=Max("turn"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def believe_again(fund_id: int, persons: Iterable[UUID]) -> None:
    """Work out anew what is believed of these persons, of whom something that was stated is no longer."""
    concerned = sorted(persons)
    for place in range(0, len(concerned), PERSONS_AT_ONCE):
        portion = concerned[place : place + PERSONS_AT_ONCE]
        list(Person.objects.select_for_update(of=("self",)).filter(pk__in=portion).order_by("pk").values_list("pk"))
        _believe(fund_id, {(person, right) for person in portion for right in Right.values}, _statements(portion))


def _portions(stated: Sequence[Stated]) -> Iterator[list[Stated]]:
    """Whole persons, some thousands at once."""
    portion: list[Stated] = []
    for count, (_, of_person) in enumerate(groupby(stated, key=lambda each: each.person_id), 1):
        portion += of_person
        if count % PERSONS_AT_ONCE == 0:
            yield portion
            portion = []
    if portion:
        yield portion


def _statements(persons: Sequence[UUID]) -> Iterator[Stated]:
    for row in CoverageStatement.objects.filter(person_id__in=persons):
        period = period_of(row)
        said = beliefs.Statement(
            row.known_on, period.starts_on, period.ends_on, period.kind, withdrawn=row.withdrawn, turn=row.turn
        )
        yield Stated(row.person_id, row.right, said)


def period_of(row: CoverageStatement | CoveragePeriod) -> beliefs.Period:
    """The days of a row, first and last included."""
    last = row.validity.upper - beliefs.ONE_DAY if row.validity.upper else beliefs.FOR_EVER
    return beliefs.Period(row.validity.lower, last, beliefs.Kind(row.c2s_class, row.managing_body))


def _row(fund_id: int, each: Stated) -> CoverageStatement:
    said = each.statement
    return CoverageStatement(
        fund_id=fund_id,
        person_id=each.person_id,
        right=each.right,
        c2s_class=said.kind.c2s_class,
        managing_body=said.kind.managing_body,
        validity=days(said.starts_on, said.ends_on),
        known_on=said.known_on,
        withdrawn=said.withdrawn,
        turn=said.turn,
    )


def days(first: datetime.date, last: datetime.date | None) -> DateRange:
    """The range of the database from the first to the last day; without an end where `last` is None or `FOR_EVER`."""
    return DateRange(first, None if last in (None, beliefs.FOR_EVER) else last + beliefs.ONE_DAY)


def overlap(one: DateRange, other: DateRange) -> bool:
    """Whether two ranges of days share one; a range without an upper bound has no end."""
    before = one.upper is not None and one.upper <= other.lower
    after = other.upper is not None and other.upper <= one.lower
    return not before and not after


def _believe(fund_id: int, rights: set[tuple[UUID, str]], stated: Iterable[Stated]) -> None:
    """Write the periods of these rights anew."""
    persons, names = zip(*sorted(rights), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """delete from coverage_coverageperiod as period
               using unnest(%s::uuid[], %s::text[]) as written (person_id, name)
               where period.person_id = written.person_id and period."right" = written.name""",
            [list(persons), list(names)],
        )
    of_right: dict[tuple[UUID, str], list[beliefs.Statement]] = {key: [] for key in rights}
    for each in stated:
        if (each.person_id, each.right) in of_right:
            of_right[each.person_id, each.right].append(each.statement)
    CoveragePeriod.objects.bulk_create(
        [
            CoveragePeriod(
                fund_id=fund_id,
                person_id=person_id,
                right=right,
                c2s_class=held.period.kind.c2s_class,
                managing_body=held.period.kind.managing_body,
                validity=days(held.period.starts_on, held.period.ends_on),
                believed=DateRange(held.known_on, held.until),
            )
            for (person_id, right), statements in of_right.items()
            for held in beliefs.beliefs(statements)
        ]
    )
