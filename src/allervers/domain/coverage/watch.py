"""What is ahead of the persons of a fund, for its work list and its nightly job."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ..people.models import Person
from .ahead import Ahead, Held, Known, ahead
from .beliefs import FOR_EVER, ONE_DAY
from .models import CoveragePeriod, OtherBenefit
from .workflow import period_of

AT_ONCE = 5_000


@dataclass(frozen=True)
class OfPerson:
    """Somebody of whom something is ahead."""

    person: Person
    ahead: Ahead


def known_of(persons: list[UUID], day: datetime.date) -> dict[UUID, Known]:
    """What was known on this day of each of these persons (in the context of their fund)."""
    periods: dict[UUID, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    held: dict[UUID, list[Held]] = defaultdict(list)
    rows = CoveragePeriod.objects.filter(person_id__in=persons, believed__contains=day).order_by("validity")
    for row in rows:
        periods[row.person_id][row.right].append(period_of(row))
    for row in OtherBenefit.objects.filter(person_id__in=persons):
        last = row.validity.upper - ONE_DAY if row.validity.upper else FOR_EVER
        held[row.person_id].append(Held(row.benefit, row.validity.lower, last))
    # Of whom no benefit was stated, nothing is known: it is not a no.
    return {person: Known(periods[person], held.get(person)) for person in persons}


def ahead_of_fund(fund_id: int, day: datetime.date) -> list[OfPerson]:
    """Everything that is ahead in the fund on this day, what must be done first at the head."""
    found = [
        OfPerson(person, each)
        for persons in _portions(fund_id, day)
        for person, known in zip(persons, known_of([one.pk for one in persons], day).values(), strict=True)
        for each in ahead(known, day)
    ]
    return sorted(found, key=lambda one: (one.ahead.act_before, one.ahead.exposed_from, str(one.person.pk)))


def _portions(fund_id: int, day: datetime.date) -> Iterator[list[Person]]:
    """The persons one of whose rights has an end that has not come yet."""
    ends = Q(validity__endswith__gt=day, validity__endswith__isnull=False)
    ending = CoveragePeriod.objects.filter(ends, person_id=OuterRef("pk"), believed__contains=day)
    persons = Person.objects.filter(Exists(ending), fund_id=fund_id).order_by("pk").iterator(AT_ONCE)
    while portion := list(islice(persons, AT_ONCE)):
        yield portion
