"""What the person is told of an appointment, by the outbox: when and where, never what for.

Nothing is said of a change to whoever made it. Each message is read again when it leaves: of an appointment that was
moved, cancelled or is over, or to somebody for whom messages are suspended, nothing goes.
"""

import datetime
import uuid

from django.db import transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from ..organisations.context import acting_for
from ..organisations.models import Organisation, User
from ..outbox.codes import Channel
from ..outbox.models import Message
from ..outbox.reading_again import reads_again
from ..outbox.templates import LANGUAGES, templates
from ..outbox.workflow import not_reachable, write
from ..people.models import Person
from ..pieces.refusals import AlreadyUsed
from .codes import State
from .models import CAUSE, Appointment, Suspension
from .slots import Slot
from .words import when, whereabouts

# Two days before: time enough to say no, and for somebody else to come.
BEFORE = datetime.timedelta(days=2)
OF_NO_USE = datetime.timedelta(hours=1)
# Nobody is written to at night, on the clock of the place.
FIRST_HOUR, LAST_HOUR = 9, 19
OF_THE_FUND = "36 46"
REMINDER = "appointment_reminder"
WHY = "rappels de rendez-vous"
# In which state each kind still has a sense.
_STATE = {"appointment_cancelled": State.REVOKED}


Window = tuple[datetime.datetime, datetime]


def tell(appointment: Appointment, kind: str, *, author: User | None = None, window: Window | None = None) -> bool:
    """Write this message about an appointment, once for the appointment as it is.

    False where the person cannot be reached or it was written already.
    """
    slot = Slot(appointment.opening, appointment.starts_at, appointment.ends_at)
    return write_about(slot, appointment.person, appointment.cause, kind, author=author, window=window)


def write_about(
    slot: Slot, person: Person, cause: str, kind: str, *, author: User | None = None, window: Window | None = None
) -> bool:
    """Write when and where a slot is, by SMS or else by e-mail, in the language of the person."""
    channel = next((channel for channel in Channel if not not_reachable(person, channel)), None)
    if channel is None or is_suspended(person):
        return False
    language = person.language if person.language in LANGUAGES else "fr"
    values = {
        "fund": person.fund.name,
        "when": when(slot.local_start, language),
        "where": whereabouts(slot.opening, language),
        "phone": person.fund.phone or OF_THE_FUND,
    }
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{cause} {kind} {person.pk}")
    try:
        with transaction.atomic():
            write(
                person, templates()[kind], message_id=key, cause=cause, channel=channel, language=language,
                values=values, author=author, window=window,
            )  # fmt: skip
    except AlreadyUsed:
        return False
    return True


@reads_again(CAUSE)
def why_not(message: Message) -> str:
    """Why a message about an appointment does not leave; nothing where it does."""
    _, identifier, sequence = message.cause.split(":")
    found = Appointment.objects.filter(pk=identifier).first()
    if found is None:
        return "le rendez-vous n’existe plus"
    if found.state != _STATE.get(message.kind, State.BOOKED):
        return f"le rendez-vous est noté « {State(found.state).label.lower()} »"
    if found.sequence != int(sequence):
        return "le rendez-vous a été déplacé"
    if found.starts_at <= timezone.now():
        return "le rendez-vous est passé"
    return "les messages de rendez-vous sont suspendus pour cette personne" if is_suspended(message.person) else ""


def remind() -> int:
    """Write the reminders of all funds that are due; how many. Several workers at once may count the same one."""
    written = 0
    soon = RawSQL("select fund_id from funds_with_appointments(%s)", (BEFORE,))
    for fund in Organisation.objects.filter(pk__in=soon):
        with acting_for(fund, WHY):
            written += sum(_remind_of(appointment) for appointment in due(timezone.now()))
    return written


def due(now: datetime.datetime) -> list[Appointment]:
    """Those to be reminded of: they begin within two days, were not placed since then, and have no reminder yet."""
    soon = Appointment.objects.filter(state=State.BOOKED, starts_at__gt=now + OF_NO_USE, starts_at__lte=now + BEFORE)
    soon = list(soon.select_related("person__fund", "opening__place", "opening__room"))
    told = Message.objects.filter(kind=REMINDER, cause__in=[each.cause for each in soon])
    told = set(told.values_list("cause", flat=True))
    return [each for each in soon if each.cause not in told and each.placed_at <= each.starts_at - BEFORE]


def _remind_of(appointment: Appointment) -> bool:
    window = decent(timezone.now(), appointment)
    return window is not None and tell(appointment, REMINDER, window=window)


def decent(now: datetime.datetime, appointment: Appointment) -> Window | None:
    """From when until when a reminder may leave: by day, on the clock of the place; None where none is left."""
    zone = appointment.opening.place.zone
    local = now.astimezone(zone)
    if local.hour >= LAST_HOUR:
        local += datetime.timedelta(days=1)
    if not FIRST_HOUR <= local.hour < LAST_HOUR:
        local = local.replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
    begin, end = local.astimezone(datetime.UTC), appointment.starts_at - OF_NO_USE
    return (begin, end) if begin < end else None


def is_suspended(person: Person) -> bool:
    return Suspension.objects.filter(person=person, lifted_at=None).exists()


@transaction.atomic
def suspend(person: Person, author: User) -> None:
    """No message about appointments leaves to this person, those that wait neither. Twice changes nothing."""
    made = Suspension(fund_id=person.fund_id, person_id=person.pk, author=author)
    Suspension.objects.bulk_create([made], ignore_conflicts=True)


@transaction.atomic
def resume(person: Person, author: User) -> None:
    """Messages about appointments leave again."""
    open_ones = Suspension.objects.filter(person=person, lifted_at=None)
    open_ones.update(lifted_at=timezone.now(), lifted_by=author)
