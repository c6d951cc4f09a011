"""Calls to the persons of lists: whose turn it is, who calls them, and what a call that decides nothing came to."""

import datetime
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from allervers.law.working_days import add_working_days

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.refusals import Refused
from .codes import CallResult, Status
from .models import Detection, DetectionCall, ListedIdentity
from .queries import to_examine

CLAIM = datetime.timedelta(minutes=30)
"""A call that somebody opened is theirs for so long; then it is proposed to the others again."""


def to_call(fund_id: int, today: datetime.date) -> QuerySet[Detection]:
    """Who can be called today: on a list, waiting, known by the fund's file, in the order of the list."""
    known = ListedIdentity.objects.filter(
        fund_id=OuterRef("fund_id"),
        person_number=OuterRef("person_number"),
        purpose=ListedIdentity.DETECTIONS,
        may_be_called=True,
    )
    now = Q(call_again_on=None) | Q(call_again_on__lte=today)
    return to_examine(fund_id).filter(now, Exists(known))


@transaction.atomic
def next_call(user: User, today: datetime.date) -> Detection | None:
    """The next person to call, who is then this account's for half an hour: the one it opened already, else the first
    that nobody is calling. Two accounts at the same moment are given two persons."""
    waiting, now = to_call(user.organisation_id, today), timezone.now()
    free = Q(claimed_by=None) | Q(claimed_at__lt=now - CLAIM)
    mine = waiting.filter(claimed_by=user, claimed_at__gte=now - CLAIM)
    found = mine.first() or waiting.filter(free).select_for_update(of=("self",), skip_locked=True).first()
    if found is not None:
        found.claimed_by, found.claimed_at = user, now
        found.save(update_fields=["claimed_by", "claimed_at"])
    return found


@transaction.atomic
def note_call(detection: Detection, *, call_id: uuid.UUID, author: User, result: str) -> bool:
    """A call that did not decide: the person is proposed again on the next working day, except for a false number,
    which is looked for elsewhere. False where the same call was already noted."""
    because("appel d’une personne repérée")
    detection = Detection.objects.select_for_update(of=("self",)).get(pk=detection.pk)
    if DetectionCall.objects.filter(pk=call_id).exists():
        return False
    if detection.status != Status.WAITING or not detection.is_listed:
        raise Refused("Cette détection a été examinée entre-temps : rien n’a été écrit.")
    DetectionCall.objects.create(
        id=call_id, fund_id=detection.fund_id, detection=detection, author=author, result=CallResult(result)
    )
    days = 30 if result == CallResult.WRONG_NUMBER else 1
    detection.call_again_on = add_working_days(timezone.localdate(), days)
    detection.claimed_by, detection.claimed_at = None, None
    detection.save(update_fields=["call_again_on", "claimed_by", "claimed_at"])
    return True
