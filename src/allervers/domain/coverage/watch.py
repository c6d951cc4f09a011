"""What is ahead of the persons of a fund: reckoned for many at once, for its work list and its nightly job.

The same looks as for one person. What is read comes as plain rows, a few thousand persons at once, and the law is asked
once for each date, not for each person.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db import connection

from ..people.models import Person
from .ahead import Ahead, Companion, Event, Held, Known, ahead
from .beliefs import FOR_EVER, Kind, Period

AT_ONCE = 10_000


@dataclass(frozen=True)
class OfPerson:
    """Somebody of whom something is ahead."""

    person_id: UUID
    ahead: Ahead


_PERIODS = """
    select person_id, "right", c2s_class, managing_body, lower(validity), upper(validity) - 1
    from coverage_coverageperiod where person_id = any(%s) and believed @> %s::date order by lower(validity)"""
_BENEFITS = """
    select person_id, benefit, lower(validity), upper(validity) - 1, c2s_opposed
    from coverage_otherbenefit where person_id = any(%s)"""
_EVENTS = """
    select person_id, kind, "on", nationality, removal_order from coverage_knowncircumstance
    where person_id = any(%s) and (noted_at at time zone 'Europe/Paris')::date <= %s
      and (taken_back_at is null or (taken_back_at at time zone 'Europe/Paris')::date > %s)"""
_TOGETHER = """
    select one, other, lower(validity), upper(validity) - 1 from (
        select one, other, unnest(range_agg(validity)) as validity from (
            select person_id as one, other_id as other, validity from coverage_liveswith where person_id = any(%s)
            union all select other_id, person_id, validity from coverage_liveswith where other_id = any(%s)
        ) as both_ways group by one, other) as together
    where validity @> %s::date"""
_WATCHED = """
    select id, birth_date from people_person where fund_id = %(fund)s and (birth_date > %(young)s or id in (
        select person_id from coverage_coverageperiod
            where fund_id = %(fund)s and believed @> %(day)s::date and upper(validity) > %(day)s
        union select person_id from coverage_knowncircumstance where fund_id = %(fund)s
        union select person_id from coverage_liveswith where fund_id = %(fund)s
        union select other_id from coverage_liveswith where fund_id = %(fund)s))
    order by id"""


def known_of(persons: Sequence[tuple[UUID, datetime.date | None]], day: datetime.date) -> dict[UUID, Known]:
    """What was known on this day of each of these persons, given with their births (in the context of their fund)."""
    keys = [person for person, _ in persons]
    together = _rows(_TOGETHER, keys, keys, day)
    others = {other for _, other, _, _ in together}.difference(keys)
    periods = _periods([*keys, *others], day)
    held, events, homes = defaultdict(list), defaultdict(list), defaultdict(list)
    for person, benefit, first, last, opposed in _rows(_BENEFITS, [*keys, *others]):
        held[person].append(Held(benefit, first, last or FOR_EVER, opposed))
    for person, kind, on, nationality, removal in _rows(_EVENTS, keys, day, day):
        events[person].append(Event(kind, on, nationality, removal))
    for person, other, first, last in together:
        of_other = periods.get(other, {}).get("c2s"), held.get(other)
        homes[person].append(Companion(first, last or FOR_EVER, *of_other))
    # Of whom no benefit was stated, nothing is known: it is not a no.
    return {
        person: Known(periods.get(person, {}), held.get(person), events.get(person, ()), born, homes.get(person, ()))
        for person, born in persons
    }


def _periods(persons: list[UUID], day: datetime.date) -> dict[UUID, dict[str, list[Period]]]:
    found: dict[UUID, dict[str, list[Period]]] = {}
    for person, right, of_class, body, first, last in _rows(_PERIODS, persons, day):
        found.setdefault(person, {}).setdefault(right, []).append(_period(first, last or FOR_EVER, of_class, body))
    return found


@lru_cache(100_000)
def _period(first: datetime.date, last: datetime.date, of_class: str, body: str) -> Period:
    return Period(first, last, Kind(of_class, body))


def _rows(sql: str, *values: object, **named: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, named or values)
        return cursor.fetchall()


def known_of_person(person: Person, day: datetime.date) -> Known:
    """What was known on this day of one person: the same as for a fund, in four queries."""
    return known_of([(person.pk, person.birth_date)], day)[person.pk]


def reckon_fund(fund_id: int, day: datetime.date, only: Person | None = None) -> Iterator[OfPerson]:
    """Everything that is ahead in the fund on this day, person after person; or of one of them only."""
    young = day.replace(year=day.year - 19, day=1)
    watched = [(only.pk, only.birth_date)] if only else _rows(_WATCHED, fund=fund_id, young=young, day=day)
    for start in range(0, len(watched), AT_ONCE):
        for person_id, known in known_of(watched[start : start + AT_ONCE], day).items():
            for each in ahead(known, day):
                yield OfPerson(person_id, each)


def ahead_of_fund(fund_id: int, day: datetime.date) -> list[OfPerson]:
    """Everything that is ahead in the fund on this day, what must be done first at the head."""
    return sorted(
        reckon_fund(fund_id, day), key=lambda one: (one.ahead.act_before, one.ahead.exposed_from, str(one.person_id))
    )
