"""Who waits for an earlier moment, and is told when one becomes free: first come, and the database decides who has it.

A place that is free is told to the three who have waited longest; each is told three times at most, a week apart.
"""

import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..outbox.models import Message
from ..outbox.reading_again import reads_again
from ..people.models import Person
from .codes import Kind
from .models import Place, Waiting
from .notices import write_about
from .queries import is_free, opening_and_moment
from .slots import Slot

CAUSE, FREE = "free", "appointment_free"
AT_A_TIME, AT_MOST = 3, 3
APART = datetime.timedelta(days=7)
# Too late to tell somebody who has to come.
NOTICE = datetime.timedelta(hours=24)


def waits(fund_id: int) -> QuerySet[Waiting]:
    """Those who wait, the longest first."""
    return Waiting.objects.filter(fund_id=fund_id, ended_at=None).select_related("person", "place").order_by("since")


@transaction.atomic
def add(person: Person, kind: str, author: User, place: Place | None = None) -> None:
    """The person waits. Twice changes nothing."""
    because("inscription sur la liste d’attente")
    made = Waiting(fund_id=person.fund_id, person=person, kind=Kind(kind), place=place, author=author)
    Waiting.objects.bulk_create([made], ignore_conflicts=True)


@transaction.atomic
def end(waiting: Waiting) -> None:
    """The person has what they wanted, or waits no more."""
    because("fin de l’attente")
    Waiting.objects.filter(pk=waiting.pk, ended_at=None).update(ended_at=timezone.now())


def end_of(person: Person, kind: str) -> None:
    """An appointment was given for what they waited for."""
    Waiting.objects.filter(person=person, kind=kind, ended_at=None).update(ended_at=timezone.now())


def tell_of(slot: Slot) -> int:
    """This moment is free again: how many were told. In the transaction that freed it."""
    opening, now = slot.opening, timezone.now()
    if slot.starts_at < now + NOTICE or opening.closed_at:
        return 0
    longest = waits(opening.fund_id).filter(
        Q(place=None) | Q(place=opening.place_id),
        Q(told_at=None) | Q(told_at__lt=now - APART),
        kind=opening.kind,
        told__lt=AT_MOST,
    )
    told = 0
    for waiting in longest.select_for_update(of=("self",), skip_locked=True)[:AT_A_TIME]:
        if write_about(slot, waiting.person, f"{CAUSE}:{slot.key}", FREE):
            Waiting.objects.filter(pk=waiting.pk).update(told=F("told") + 1, told_at=now)
            told += 1
    return told


@reads_again(CAUSE)
def why_not(message: Message) -> str:
    """A moment that was taken meanwhile is told to nobody."""
    opening, starts_at = opening_and_moment(message.cause.partition(":")[2])
    return "" if opening is not None and is_free(opening, starts_at) else "le créneau est de nouveau pris"
