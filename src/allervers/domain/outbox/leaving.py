"""How messages leave: at most once, whatever is killed (decision 0036).

Each message is taken in one transaction, which writes that it is leaving, and its answer is kept in another. Between
the two a carrier is called, and nobody holds a lock. What is found leaving long after was lost with its worker: nobody
knows whether the carrier took it, so it becomes *unknown* and does not leave again by itself. A gateway that knows
our identifier is asked again by it; a mail server does not, and somebody has to say.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from allervers.messaging.sending import Answer, Told, send_mail, send_sms

from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import reading_again
from .addresses import address_of, digest
from .codes import Channel, State
from .models import Message
from .templates import secrets
from .workflow import forget_secret, is_opposed, settle

# Longer than every step of a call may take together.
LOST_AFTER = datetime.timedelta(minutes=5)
ASKED_AGAIN_AFTER = datetime.timedelta(minutes=2)
ASKED_AGAIN_AT_MOST = 8
WHY = "envoi des messages"


@dataclass
class Left:
    """What became of the messages of one run."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    later: int = 0
    withdrawn: int = 0

    def to_json(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Taken:
    """A message that this worker alone may hand over now, and where; `again` where it may have left already."""

    message: Message
    address: str
    again: bool = False


def carriers() -> dict[str, Callable[[Taken], Told]]:
    """Channel → how it is handed over; a channel without a setting has none, and its messages wait."""
    found = {}
    if settings.EMAIL_URL:
        found[Channel.EMAIL] = _by_mail
    if settings.SMS_URL:
        found[Channel.SMS] = _by_sms
    return found


def _by_mail(taken: Taken) -> Told:
    message = taken.message
    return send_mail(
        settings.EMAIL_URL,
        message=message.pk,
        sender=settings.EMAIL_FROM,
        to=taken.address,
        subject=message.subject,
        text=message.text,
    )


def _by_sms(taken: Taken) -> Told:
    return send_sms(settings.SMS_URL, message=taken.message.pk, to=taken.address, text=taken.message.text)


def leave() -> Left:
    """Everything that may leave now, fund after fund. Any number of workers may do it at once."""
    left = Left()
    ways = carriers()
    for fund in Organisation.objects.filter(pk__in=RawSQL("select fund_id from funds_with_messages()", ())):
        left.unknown += _note_lost(fund)
        if ways:
            for taken in _each(fund, tuple(ways), left):
                _keep_answer(fund, taken, ways[taken.message.channel](taken), left)
    return left


def _note_lost(fund: Organisation) -> int:
    with acting_for(fund, WHY):
        lost = Message.objects.filter(state=State.LEAVING, attempted_at__lt=timezone.now() - LOST_AFTER)
        forgotten = Case(When(kind__in=secrets(), then=Value("")), default=F("text"), output_field=TextField())
        return lost.update(state=State.UNKNOWN, why="le programme s’est arrêté pendant l’envoi", text=forgotten)


def _each(fund: Organisation, channels: tuple[str, ...], left: Left) -> Iterator[Taken]:
    """One after the other, until none may leave."""
    while True:
        with acting_for(fund, WHY):
            found = _next(channels)
            taken = found and _take(found, left)
        if found is None:
            return
        if taken:
            yield taken


def _next(channels: tuple[str, ...]) -> Message | None:
    """The one that has waited longest, held for this transaction; what another worker holds is passed over."""
    now = timezone.now()
    may_leave = Q(state=State.WAITING, leave_after__lte=now)
    may_be_asked = Q(
        state=State.UNKNOWN,
        channel=Channel.SMS,
        attempt__lt=ASKED_AGAIN_AT_MOST,
        attempted_at__lt=now - ASKED_AGAIN_AFTER * F("attempt"),
        useless_after__gt=now,
    ) & ~Q(text="")  # a secret that may have left is gone from here: another one is given
    due = Message.objects.filter(may_leave | may_be_asked, channel__in=channels).order_by("leave_after")
    return due.select_for_update(skip_locked=True, of=("self",)).select_related("person").first()


def _take(message: Message, left: Left) -> Taken | None:
    """Read it again at the moment of leaving; then say, before anybody is called, that it leaves."""
    address = address_of(message.person, message.channel)
    why_not = _why_not(message, address)
    if why_not and message.state == State.WAITING:
        settle(message, State.WITHDRAWN, why_not)
        left.withdrawn += 1
        return None
    if why_not or (message.to_digest and bytes(message.to_digest) != digest(address)):
        # It may have left already, and would now leave against the person's wish or to somebody else.
        message.attempt = ASKED_AGAIN_AT_MOST
        message.save(update_fields=["attempt"])
        return None
    again = message.state == State.UNKNOWN
    message.state, message.attempt, message.attempted_at = State.LEAVING, message.attempt + 1, timezone.now()
    message.to_digest = digest(address)
    message.save(update_fields=["state", "attempt", "attempted_at", "to_digest"])
    return Taken(message, address, again)


def _why_not(message: Message, address: str) -> str:
    if timezone.now() >= message.useless_after:
        return "trop tard pour être utile"
    if not address:
        return "le dossier n’a plus d’adresse pour ce moyen"
    if is_opposed(message.fund_id, message.channel, address):
        return "la personne ne veut plus de message"
    return reading_again.why_not(message)


def _keep_answer(fund: Organisation, taken: Taken, told: Told, left: Left) -> None:
    """What the carrier said of this attempt; of an attempt that was meanwhile given up for lost too."""
    with acting_for(fund, WHY):
        message = Message.objects.select_for_update().get(pk=taken.message.pk)
        if message.attempt != taken.message.attempt or message.state not in (State.LEAVING, State.UNKNOWN):
            return
        may_have_left = taken.again or message.state == State.UNKNOWN
        if told.answer == Answer.TAKEN:
            settle(message, State.SENT)
            left.sent += 1
        elif told.answer == Answer.REFUSED:
            settle(message, State.FAILED, told.why)
            left.failed += 1
        elif told.answer == Answer.NOT_NOW and not may_have_left:
            _later(message, told.why, left)
        else:
            message.state, message.why = State.UNKNOWN, told.why
            forget_secret(message)
            message.save(update_fields=["state", "why", "text"])
            left.unknown += 1


def _later(message: Message, why: str, left: Left) -> None:
    """Wait twice as long each time; past the hour at which it is of use, it has failed."""
    message.leave_after = timezone.now() + datetime.timedelta(minutes=2 ** min(message.attempt, 7))
    if message.leave_after >= message.useless_after:
        message.leave_after = message.useless_after - datetime.timedelta(seconds=1)
        settle(message, State.FAILED, why)
        left.failed += 1
        return
    message.state, message.why = State.WAITING, why
    message.save(update_fields=["state", "why", "leave_after"])
    left.later += 1
