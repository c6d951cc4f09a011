"""What was known of somebody on a day, who relied on it, and what a correction puts in question.

A room that decides or writes on the ground of known rights says so with `relied`. When a later statement changes what
is believed of these very days, `put_in_question` lists the decisions and letters, for somebody to look at again.
"""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from ..people.models import Person
from . import beliefs
from .beliefs import Period
from .models import Reliance
from .queries import periods
from .workflow import days, period_of

Day = datetime.date


def known_then(person: Person, day: Day) -> dict[str, list[Period]]:
    """The periods of each right of this person as they were believed on the day, in order. A right that is absent:
    nothing was known of it then, which is not the same as no right."""
    found: dict[str, list[Period]] = {}
    for row in periods([person.pk], known_on=day):
        found.setdefault(row.right, []).append(period_of(row))
    return found


def relied(person: Person, right: str, **how) -> None:
    """Keep that a decision or a letter relied on what was known of a right (see `row`); said twice, it is kept once."""
    keep([row(person, right, **how)])


def keep(rows: list[Reliance]) -> None:
    """The rows of one fund, each once."""
    Reliance.objects.bulk_create(rows, ignore_conflicts=True)


def row(
    person: Person,
    right: str,
    *,
    kind: str,
    reference: UUID,
    label: str,
    known_on: Day,
    first: Day,
    last: Day = beliefs.FOR_EVER,
) -> Reliance:
    """That a decision or a letter relied on what was known on `known_on` of this right, from the first to the last day.
    `reference` is its identifier, `label` says nothing of anybody."""
    return Reliance(
        fund_id=person.fund_id,
        person=person,
        right=right,
        known_on=known_on,
        validity=days(first, last),
        kind=kind,
        reference=reference,
        label=label,
    )


_DAYS = """
    select array_agg((c2s_class, managing_body, period.validity * reliance.validity)::text order by period.validity)
    from coverage_coverageperiod as period
    where period.person_id = reliance.person_id and period."right" = reliance."right"
      and period.validity && reliance.validity and"""
_QUESTIONED = f"""
    select id from coverage_reliance as reliance where fund_id = %s and person_id = any(%s)
    and ({_DAYS} period.believed @> reliance.known_on) is distinct from ({_DAYS} upper(period.believed) is null)"""


def put_in_question(fund_id: int, persons: Iterable[UUID]) -> list[Reliance]:
    """The decisions and letters that relied on days of a right of these persons of the fund, of which something else is
    believed now; the first that relied first."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTIONED, [fund_id, list(persons)])
        found = [key for (key,) in cursor.fetchall()]
    return list(Reliance.objects.filter(pk__in=found).order_by("at", "pk")) if found else []
