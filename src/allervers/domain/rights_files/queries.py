"""What can be asked of the files: the queue, one file whole, and its dated facts."""

import datetime

from django.db.models import Q, QuerySet

from ..organisations.models import User
from .codes import UNDER_WAY
from .dates import Asked, Facts
from .models import Decision, RightsFile


def facts_of(file: RightsFile) -> Facts:
    """What happened to a file, for `dates` (two queries)."""
    decision = last_decision(file)
    asked = tuple(
        Asked(request.asked_on, request.answered_on or request.revoked_on) for request in file.papersrequests.all()
    )
    return Facts(
        right=file.right,
        received_on=file.received_on,
        complete_since=file.complete_since,
        missing_told_on=file.missing_told_on,
        care_need_certified=file.care_need_certified,
        asked=asked,
        portability_asked_on=file.portability_asked_on,
        outcome=decision and decision.outcome,
        starts_on=decision and decision.starts_on,
        ends_on=decision and decision.ends_on,
    )


def last_decision(file: RightsFile) -> Decision | None:
    """The decision that holds: the last one."""
    return max(file.decisions.all(), key=lambda decision: decision.number, default=None)


def queue(user: User) -> QuerySet[RightsFile]:
    """The files under way that this account's organisation examines, the earliest day first."""
    examined_here = Q(handled_by=user.organisation_id) | Q(handled_by=None, fund=user.organisation_id)
    return (
        RightsFile.objects.filter(examined_here, status__in=UNDER_WAY)
        .defer("nir_encrypted", "nir_digest", "situation")
        .select_related("officer")
        .order_by("due_on", "received_on", "id")
    )


def deposited_by(user: User) -> QuerySet[RightsFile]:
    """The files that this account deposited, the newest first."""
    return RightsFile.objects.filter(deposited_by=user).order_by("-deposited_at")


def late(files: QuerySet[RightsFile], today: datetime.date) -> QuerySet[RightsFile]:
    return files.filter(due_on__lt=today)
