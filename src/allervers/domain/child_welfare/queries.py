"""Young persons in the care of child welfare: how many in a year, and the two measures that a fund takes for them.

Measure 1 renews the C2S before the majority, at 17 years and 10 months; measure 2 offers an appointment at 19 years, so
that nobody leaves care without cover (meeting of partners of 8 April 2025). What a fund knows is what it noted:
somebody whose care nobody noted is not here. Care ends at 21 at the latest (D160-2 II CSS).
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, Sum

from allervers.law.counting import add_months
from allervers.law.lookup import Lookup
from allervers.law.operations import age_at

from ..appointments.codes import HELD
from ..appointments.models import Appointment
from ..coverage.beliefs import FOR_EVER
from ..coverage.codes import Circumstance, Right
from ..coverage.looks_c2s import dates
from ..coverage.models import KnownCircumstance
from ..coverage.queries import periods
from ..field_actions.codes import ActionPublic
from ..field_actions.models import FieldAction
from ..organisations.models import Organisation
from ..people.models import Person

Day = datetime.date
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class InCare:
    """A young person, and the days on which they were in care, from the first one noted to the last (excluded)."""

    person: Person
    spans: tuple[tuple[Day, Day], ...]

    @property
    def born(self) -> Day | None:
        return self.person.birth_date

    @property
    def since(self) -> Day:
        return self.spans[0][0]

    def during(self, first: Day, last: Day) -> bool:
        """On at least one of these days, both included."""
        return any(start <= last and end > first for start, end in self.spans)


class Renewal(StrEnum):
    """What is known of the C2S on the day of the majority."""

    OPEN = "open"
    NOT_OPEN = "not_open"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class BeforeMajority:
    """Measure 1: `renews_on` 17 years and 10 months. `c2s`: on the day of the majority."""

    young: InCare
    renews_on: Day
    majority_on: Day
    c2s: Renewal


@dataclass(frozen=True)
class AtNineteen:
    """Measure 2. `appointment`: the one that was offered around the birthday, or None."""

    young: InCare
    on: Day
    appointment: Appointment | None


@dataclass(frozen=True)
class Year:
    """A year of a fund until `last`, 31 December or today. `stock`: in care on that day; `without_birth`: those in care
    in the year whose age is not known. `renewals` and `appointments`: of those who reached the age until that day.
    `informed` and `helped` are None where no action says it."""

    first: Day
    last: Day
    stock: int
    in_year: int
    from_sixteen: int
    new: int
    without_birth: int
    renewals: tuple[BeforeMajority, ...]
    appointments: tuple[AtNineteen, ...]
    actions: int
    informed: int | None
    helped: int | None

    def renewed(self, known: Renewal = Renewal.OPEN) -> int:
        return sum(one.c2s == known for one in self.renewals)

    @property
    def share_new(self) -> float | None:
        return self.new / self.in_year if self.in_year else None

    @property
    def not_known(self) -> int:
        return self.renewed(Renewal.UNKNOWN)

    @property
    def met(self) -> int:
        return sum(one.appointment is not None for one in self.appointments)


def year(fund: Organisation, everybody: Sequence[InCare], number: int, today: Day) -> Year:
    """What the yearly survey of the funds asks about these young persons (in the context of the fund)."""
    first, last = Day(number, 1, 1), min(Day(number, 12, 31), today)
    inside = [one for one in everybody if one.during(first, last)]
    adult_from = Lookup("c2s", last).figure("c2s_own_request_age")
    did = _actions(fund, first, last)
    return Year(
        first=first,
        last=last,
        stock=sum(one.during(last, last) for one in inside),
        in_year=len(inside),
        from_sixteen=sum(one.born is not None and age_at(one.born, last) >= adult_from for one in inside),
        new=sum(first <= one.since <= last for one in inside),
        without_birth=sum(one.born is None for one in inside),
        renewals=tuple(before_majority(everybody, first, last)),
        appointments=tuple(at_nineteen(everybody, first, last)),
        actions=did.count(),
        **did.aggregate(informed=Sum("informed"), helped=Sum("helped")),
    )


def young(fund: Organisation, today: Day) -> list[InCare]:
    """Everybody of the fund who is or was in care (in its context). What was noted by mistake says nothing."""
    limit = Lookup("puma", today).figure("child_welfare_age_limit")
    noted = KnownCircumstance.objects.filter(
        Q(taken_back_at=None) | Q(over_on__isnull=False), fund=fund, kind=Circumstance.CHILD_WELFARE
    )
    of_person = defaultdict(list)
    for fact in noted.select_related("person").order_by("person", "on"):
        of_person[fact.person].append(fact)
    found = []
    for person, facts in of_person.items():
        latest = add_months(person.birth_date, 12 * limit) if person.birth_date else FOR_EVER
        spans = [(fact.on, min(fact.over_on or FOR_EVER, latest)) for fact in facts]
        if spans := tuple((start, end) for start, end in spans if start < end):
            found.append(InCare(person, spans))
    return found


def ahead(everybody: Sequence[InCare], today: Day) -> tuple[list[BeforeMajority], list[AtNineteen]]:
    """What is to be done now: a renewal that comes within the time that the law's parameters give, or is late; the
    young of 19 years, or nearly, who have no appointment yet."""
    soon = add_months(today, Lookup("outreach", today).figure("child_welfare_ahead"))
    renewals = [
        one
        for one in before_majority(everybody, add_months(today, -12), soon)
        if one.majority_on > today and one.c2s != Renewal.OPEN
    ]
    a_year_ago = add_months(today, -12) + ONE_DAY
    return renewals, [one for one in at_nineteen(everybody, a_year_ago, soon) if one.appointment is None]


def before_majority(everybody: Sequence[InCare], first: Day, last: Day) -> Iterator[BeforeMajority]:
    """Those who reach 17 years and 10 months between these days, in care on that day; the first one first."""
    found = []
    for one in everybody:
        if _nearly_adult(one, first, last):
            of_birth = dates("birth_in_child_welfare", one.born)
            renews_on = of_birth["c2s_renewal_on"]
            if first <= renews_on <= last and one.during(renews_on, renews_on):
                found.append((renews_on, of_birth["majority_on"], one))
    opened = _c2s_of(found)
    for renews_on, majority_on, one in sorted(found, key=lambda each: (each[0], str(each[2].person.pk))):
        yield BeforeMajority(one, renews_on, majority_on, _on(opened.get(one.person.pk), majority_on))


def _nearly_adult(one: InCare, first: Day, last: Day) -> bool:
    """From seventeen to twenty around these days: nobody else's birth needs the law to be asked."""
    return one.born is not None and first.year - 20 <= one.born.year <= last.year - 17


def _c2s_of(found: list[tuple[Day, Day, InCare]]) -> dict:
    opened = defaultdict(list)
    for period in periods([one.person.pk for _, _, one in found]).filter(right=Right.C2S):
        opened[period.person_id].append(period.validity)
    return opened


def _on(validities: list | None, day: Day) -> Renewal:
    if not validities:
        return Renewal.UNKNOWN
    is_open = any(one.lower <= day and (one.upper is None or day < one.upper) for one in validities)
    return Renewal.OPEN if is_open else Renewal.NOT_OPEN


def at_nineteen(everybody: Sequence[InCare], first: Day, last: Day) -> Iterator[AtNineteen]:
    """Those who reach 19 years between these days and were in care when they came of age, or after; the first one
    first. An appointment counts from the time before the birthday at which the young are called to the next birthday.
    """
    found = []
    for one in everybody:
        if _nearly_adult(one, first, last):
            of_birth = dates("birth_in_child_welfare", one.born)
            on = of_birth["appointment_on"]
            if first <= on <= last and one.during(of_birth["majority_on"] - ONE_DAY, on):
                found.append((on, one))
    booked = defaultdict(list)
    held = Appointment.objects.filter(person_id__in=[one.person.pk for _, one in found], state__in=HELD)
    for each in held.select_related("opening__place").order_by("starts_at"):
        booked[each.person_id].append(each)
    for on, one in sorted(found, key=lambda each: (each[0], str(each[1].person.pk))):
        from_day = add_months(on, -Lookup("outreach", on).figure("child_welfare_ahead"))
        until = add_months(on, 12)
        near = (each for each in booked[one.person.pk] if from_day <= each.local_start.date() < until)
        yield AtNineteen(one, on, next(near, None))


def _actions(fund: Organisation, first: Day, last: Day):
    return FieldAction.objects.filter(
        fund=fund, public=ActionPublic.CHILD_WELFARE, held_on__range=(first, last), withdrawn_at=None
    )
