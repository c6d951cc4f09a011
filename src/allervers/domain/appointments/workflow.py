"""What can happen to an appointment.

| transition | from           | to        | needs                                                                  |
|------------|----------------|-----------|------------------------------------------------------------------------|
| book       |                | booked    | a slot that is open, to come and free; a person who is free then       |
| move       | booked         | booked    | the same of the new slot; not begun; `sequence` rises                   |
| cancel     | booked         | excused   | the person says no                                                     |
| cancel     | booked         | revoked   | the service says no, and why                                           |
| attend     | booked         | honoured, no-show | it has begun; the one may be corrected into the other          |
| cancel     | no-show        | excused   | the person had a reason, said afterwards                               |

Who may is checked by `permissions`. The database refuses two at once for an agent, a room, a person, or one place of a
group; each function is one transaction and raises `Refused` with a French sentence.
"""

import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ..accompaniment.models import Accompaniment
from ..organisations.context import because
from ..organisations.models import User
from ..people.models import Person
from ..pieces.once import says, written
from ..pieces.refusals import Refused, constraint_of, sentence
from . import notices, waiting
from .codes import ATTENDANCES, CANCELLED, FOLLOWING, HELD, Origin, State
from .models import Appointment, Opening
from .queries import Offer, instead_of, slot_at
from .slots import Slot

PAST = "Ce créneau est passé. Choisissez-en un autre."
CLOSED = "Ce créneau n’est plus ouvert. Choisissez-en un autre."
TAKEN = "Ce créneau vient d’être pris."
ELSEWHERE = "La personne a déjà un rendez-vous à cette heure. Choisissez un autre créneau."
_TAKEN = {"agent_receives_one_slot_at_a_time", "room_holds_one_slot_at_a_time", "appointment_seat_once"}


class Taken(Refused):
    """Somebody was faster; `instead` are the next moments that are free, at most three."""

    def __init__(self, instead: list[Offer]):
        super().__init__(TAKEN if instead else f"{TAKEN} Il n’y en a plus d’autre ouvert.", "slot")
        self.instead = instead


@transaction.atomic
def book(
    person: Person,
    opening: Opening,
    starts_at: datetime.datetime,
    *,
    appointment_id: UUID,
    origin: str,
    author: User | None = None,
    accompaniment: Accompaniment | None = None,
) -> Appointment:
    """Give a person this slot; the same `appointment_id` again gives what it gave first.

    Raises `Taken` where somebody was faster, `Refused` where the slot is past, closed or of another fund, or the
    person is expected elsewhere then.
    """
    because("rendez-vous donné" if origin == Origin.ADVISER else "rendez-vous pris")
    same = says(person_id=person.pk, opening_id=opening.pk, starts_at=starts_at)
    if first := written(Appointment, appointment_id, same):
        return first
    made = Appointment(
        pk=appointment_id,
        fund_id=person.fund_id,
        person=person,
        origin=origin,
        author=author,
        accompaniment=accompaniment,
    )
    _place(made, opening, starts_at)
    waiting.end_of(person, made.opening.kind)
    if origin != Origin.PERSON:
        notices.tell(made, "appointment_given", author=author)
    return made


@transaction.atomic
def move(
    appointment: Appointment, opening: Opening, starts_at: datetime.datetime, *, by: User | None = None
) -> Appointment:
    """The same appointment at another moment, perhaps elsewhere; without an account, by the person.

    Raises as `book` does.
    """
    because("rendez-vous déplacé")
    found = _locked(appointment)
    if (found.opening_id, found.starts_at) == (opening.pk, starts_at) and found.state == State.BOOKED:
        return found
    _not_begun(found)
    left = Slot(found.opening, found.starts_at, found.ends_at)
    found.sequence += 1
    _place(found, opening, starts_at)
    waiting.tell_of(left)
    if by is not None:
        notices.tell(found, "appointment_moved", author=by)
    return found


@transaction.atomic
def cancel(appointment: Appointment, *, by_person: bool, why: str = "", author: User | None = None) -> Appointment:
    """The person, or the service, says no. Twice changes nothing. The service says why, and the person is told."""
    to = State.EXCUSED if by_person else State.REVOKED
    because(f"rendez-vous : {to.label.lower()}")
    found = _locked(appointment)
    if found.state == to:
        return found
    if found.state == State.BOOKED and found.starts_at <= timezone.now() and not by_person:
        raise Refused("Ce rendez-vous a commencé : notez si la personne est venue.")
    if not by_person and not why.strip():
        raise Refused("Dites pourquoi le service annule ce rendez-vous.", "why")
    _enter(found, to, why)
    found.sequence += 1
    found.save(update_fields=["state", "settled_at", "why", "sequence"])
    waiting.tell_of(Slot(found.opening, found.starts_at, found.ends_at))
    if not by_person:
        notices.tell(found, "appointment_cancelled", author=author)
    return found


@transaction.atomic
def attend(appointment: Appointment, *, came: bool) -> Appointment:
    """The person came, or did not and had not said so. Twice changes nothing; pressed wrong, the other one corrects."""
    to = State.HONOURED if came else State.NO_SHOW
    because(f"rendez-vous : {to.label.lower()}")
    found = _locked(appointment)
    if found.state == to:
        return found
    if found.starts_at > timezone.now():
        raise Refused("Ce rendez-vous n’a pas commencé : on ne sait pas encore si la personne viendra.")
    _enter(found, to)
    found.save(update_fields=["state", "settled_at", "why"])
    return found


def _locked(appointment: Appointment) -> Appointment:
    """As it is now; nobody else changes it until the end of the transaction."""
    held = Appointment.objects.select_for_update(of=("self",))
    return held.select_related("opening__place", "opening__room", "person__fund").get(pk=appointment.pk)


def _enter(appointment: Appointment, to: State, why: str = "") -> None:
    if to not in FOLLOWING[State(appointment.state)]:
        state = State(appointment.state).label.lower()
        raise Refused(f"Ce rendez-vous est déjà noté « {state} ». Rechargez la page pour voir où il en est.")
    appointment.state, appointment.settled_at, appointment.why = to, timezone.now(), why.strip()


def _not_begun(appointment: Appointment) -> None:
    if appointment.state in CANCELLED:
        raise Refused("Ce rendez-vous est annulé. Donnez-en un nouveau.")
    if appointment.state in ATTENDANCES or appointment.starts_at <= timezone.now():
        raise Refused("Ce rendez-vous a commencé ou est passé : donnez-en un nouveau.")


def _place(appointment: Appointment, opening: Opening, starts_at: datetime.datetime) -> None:
    """Write it at this slot. What is open is read again here, once nobody can book or close it meanwhile."""
    opening = _open_now(appointment, opening)
    if starts_at <= timezone.now():
        raise Refused(PAST, "slot")
    slot = slot_at(opening, starts_at)
    if slot is None:
        raise Refused(CLOSED, "slot")
    _hold(opening.agent_id, opening.room_id, appointment.person_id)
    together = Appointment.objects.filter(opening=opening, starts_at=starts_at, state__in=HELD)
    seats = set(range(1, opening.capacity + 1)) - set(
        together.exclude(pk=appointment.pk).values_list("seat", flat=True)
    )
    if not seats:
        raise Taken(instead_of(opening, starts_at))
    appointment.opening, appointment.seat, appointment.capacity = opening, min(seats), opening.capacity
    appointment.agent_id, appointment.room_id = opening.agent_id, opening.room_id
    appointment.starts_at, appointment.ends_at, appointment.placed_at = slot.starts_at, slot.ends_at, timezone.now()
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as error:
        constraint = constraint_of(error)
        if constraint in _TAKEN:
            raise Taken(instead_of(opening, starts_at)) from None
        if constraint == "person_is_at_one_place_at_a_time":
            raise Refused(ELSEWHERE, "slot") from None
        raise Refused(sentence(error)) from None


def _open_now(appointment: Appointment, opening: Opening) -> Opening:
    """The opening as it is, which nobody closes until the end of the transaction."""
    held = Opening.objects.select_for_update(of=("self",), no_key=True).select_related("place", "room", "agent")
    found = held.filter(pk=opening.pk, fund_id=appointment.fund_id).first()
    if found is None or found.closed_at or found.place.closed_at or not found.agent.is_active:
        raise Refused(CLOSED, "slot")
    return found


def _hold(*keys) -> None:
    """One booking at a time for an agent, a room and a person, in one order.

    Two that waited for each other at the constraints would both be stopped.
    """
    with connection.cursor() as cursor:
        for key in sorted(f"appointment of {key}" for key in keys if key is not None):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
