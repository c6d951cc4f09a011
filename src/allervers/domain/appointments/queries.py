"""What is free, and who is expected when."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ..organisations.models import User
from .codes import HELD, State
from .models import TWO_YEARS, Appointment, Opening
from .permissions import RECEIVES
from .slots import Slot, in_order, slots_of

ONE_DAY = datetime.timedelta(days=1)
# How far ahead somebody is offered a moment.
AHEAD = datetime.timedelta(weeks=13)
OFFERED_INSTEAD = 3


@dataclass(frozen=True)
class Offer:
    """A moment at a place: shown once, whoever receives then. `slots` are those that are free, the first one first."""

    slots: tuple[Slot, ...]

    @property
    def slot(self) -> Slot:
        return self.slots[0]


def openings(fund_id: int, **wanted) -> QuerySet[Opening]:
    """The openings of a fund that still offer something; `wanted`: kind, way, place."""
    still = Opening.objects.filter(fund_id=fund_id, closed_at=None, place__closed_at=None, agent__is_active=True)
    return still.filter(**wanted).select_related("place", "room", "agent")


def offers(
    fund_id: int,
    *,
    after: datetime.datetime | None = None,
    before: datetime.datetime | None = None,
    at_most: int = 0,
    **wanted,
) -> list[Offer]:
    """Free moments after one moment (now, by default), soonest first; those of several agents at one place are one.

    `before` is 13 weeks later by default; `at_most` 0 gives all. Two queries, whatever the number of slots.
    """
    after = max(after or timezone.now(), timezone.now())
    before = min(before or after + AHEAD, after + AHEAD)
    found = list(openings(fund_id, **wanted))
    taken = _Taken(fund_id, after, before)
    offered = []
    for slots in _by_moment(slot for slot in _each(found, after, before) if taken.leaves(slot)):
        offered.append(Offer(tuple(slots)))
        if at_most and len(offered) == at_most:
            break
    return offered


def instead_of(opening: Opening, after: datetime.datetime) -> list[Offer]:
    """The next three moments for the same thing, in the same way, at the same place."""
    same = {"kind": opening.kind, "way": opening.way, "place": opening.place_id}
    return offers(opening.fund_id, after=after, at_most=OFFERED_INSTEAD, **same)


def slot_at(opening: Opening, starts_at: datetime.datetime) -> Slot | None:
    """The slot of this opening that begins then; None where it has none."""
    day = starts_at.astimezone(opening.place.zone).date()
    return next((slot for slot in slots_of(opening, day, day) if slot.starts_at == starts_at), None)


def is_free(opening: Opening, starts_at: datetime.datetime) -> bool:
    """It is open, to come, and nobody has it."""
    slot = None if opening.closed_at or starts_at <= timezone.now() else slot_at(opening, starts_at)
    return slot is not None and _Taken(opening.fund_id, slot.starts_at, slot.ends_at).leaves(slot)


def opening_and_moment(key: str) -> tuple[Opening | None, datetime.datetime]:
    """What a `Slot.key` that comes back from a form says; no opening where there is none that this account sees."""
    opening_id, _, moment = key.partition("@")
    try:
        starts_at = datetime.datetime.strptime(moment, "%Y%m%dT%H%MZ").replace(tzinfo=datetime.UTC)
        opening = Opening.objects.filter(pk=UUID(opening_id)).first()
    except ValueError:
        opening, starts_at = None, timezone.now()
    # Beyond what an opening may last there is no slot, nor always a day on another clock.
    return (opening, starts_at) if abs(starts_at - timezone.now()) < 2 * TWO_YEARS else (None, starts_at)


def _each(found: Iterable[Opening], after: datetime.datetime, before: datetime.datetime) -> Iterator[Slot]:
    """The slots of all these openings between two moments, day after day, in their order."""
    day, last = (after - ONE_DAY).date(), (before + ONE_DAY).date()
    # A week at a time: whoever asks for three stops soon.
    while day <= last:
        end = min(day + 6 * ONE_DAY, last)
        week = (slot for opening in found for slot in slots_of(opening, day, end))
        yield from in_order(slot for slot in week if after < slot.starts_at < before)
        day = end + ONE_DAY


def _by_moment(slots: Iterable[Slot]) -> Iterator[list[Slot]]:
    """Those that are the same to the person: same beginning and end, place, way, and what it is for."""
    groups: dict[tuple, list[Slot]] = {}
    for slot in slots:
        if groups and slot.starts_at != next(iter(groups))[0]:
            yield from groups.values()
            groups = {}
        opening = slot.opening
        same = (slot.starts_at, slot.ends_at, opening.place.name, opening.place_id, opening.way, opening.kind)
        groups.setdefault(same, []).append(slot)
    yield from groups.values()


class _Taken:
    """What is booked between two moments, read once."""

    def __init__(self, fund_id: int, after: datetime.datetime, before: datetime.datetime):
        held = Appointment.objects.filter(
            fund_id=fund_id, state__in=HELD, ends_at__gt=after, starts_at__lt=before + ONE_DAY
        )
        self.spans: dict[object, list[tuple]] = {}
        self.seats: dict[tuple, int] = {}
        for opening, agent, room, begin, end in held.values_list(
            "opening_id", "agent_id", "room_id", "starts_at", "ends_at"
        ):
            self.seats[opening, begin] = self.seats.get((opening, begin), 0) + 1
            for of in filter(None, (agent, room)):
                self.spans.setdefault(of, []).append((begin, end, opening))

    def leaves(self, slot: Slot) -> bool:
        """There is a place left, and neither its agent nor its room is elsewhere."""
        opening = slot.opening
        if self.seats.get((opening.pk, slot.starts_at), 0) >= opening.capacity:
            return False
        return not any(
            begin < slot.ends_at and slot.starts_at < end and (begin, of) != (slot.starts_at, opening.pk)
            for key in filter(None, (opening.agent_id, opening.room_id))
            for begin, end, of in self.spans.get(key, ())
        )


def expected(fund_id: int, agent_id: int, first: datetime.datetime, last: datetime.datetime) -> list[Appointment]:
    """Whom an agent receives between two moments, cancelled ones too, in their order."""
    found = Appointment.objects.filter(fund_id=fund_id, agent_id=agent_id, starts_at__gte=first, starts_at__lt=last)
    return list(found.select_related("person", "opening__place", "opening__room"))


def of_day(user: User, day: datetime.date) -> list[Appointment]:
    """Whom this account receives that day, on the clock of each place; those cancelled left out. One query."""
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    found = expected(user.organisation_id, user.pk, noon - 2 * ONE_DAY, noon + 2 * ONE_DAY)
    return [each for each in found if each.state == State.BOOKED and each.local_start.date() == day]


def changed_by_persons(
    persons: Iterable[UUID], since: datetime.datetime
) -> list[tuple[Appointment, datetime.datetime]]:
    """Appointments of these persons that they moved or cancelled by themselves since then, as they are now, each with
    the last time. The trail says who: nobody signed in. Two queries."""
    held = Appointment.objects.filter(person_id__in=persons, state__in=(State.BOOKED, State.EXCUSED))
    appointments = {each.pk: each for each in held.filter(sequence__gt=0).select_related("opening__place")}
    events = Appointment.events.rel.related_model.objects.filter(
        pgh_obj_id__in=appointments, pgh_label="update", pgh_created_at__gt=since, pgh_context__user=None
    )
    last = dict(events.order_by("pgh_created_at").values_list("pgh_obj_id", "pgh_created_at"))
    return [(appointments[key], at) for key, at in last.items()]


def without_outcome(fund_id: int) -> int:
    """Appointments that are over, of which nobody said whether the person came."""
    return Appointment.objects.filter(fund_id=fund_id, state=State.BOOKED, ends_at__lt=timezone.now()).count()


def receivers(fund_id: int) -> QuerySet[User]:
    """The accounts of a fund that may receive persons."""
    return User.objects.filter(organisation_id=fund_id, role__in=RECEIVES, is_active=True)
