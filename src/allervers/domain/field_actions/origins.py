"""From which action a referral came, and what came of an action: numbers of the fund alone, which are not published."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ..organisations.models import Organisation
from ..referrals.models import Referral
from .models import ActionReferral, FieldAction
from .queries import counted

RECENT = datetime.timedelta(days=60)
MOST_PROPOSED = 60


def recent(fund: Organisation) -> QuerySet[FieldAction]:
    """Actions that somebody who is reported today may have come to."""
    return counted(fund).filter(held_on__gte=timezone.localdate() - RECENT)[:MOST_PROPOSED]


def is_recent(action: FieldAction) -> bool:
    """Whether a referral of today may be said to come of it."""
    return not action.is_withdrawn and action.held_on >= timezone.localdate() - RECENT


def tie(referral: Referral, action: FieldAction) -> None:
    """Write that the person was met there. The database refuses an action of another fund than that of the referral."""
    ActionReferral.objects.create(referral=referral, fund_id=referral.fund_id, action=action)


def action_of(referral: Referral) -> FieldAction | None:
    """The action that a referral came of, for its fund alone."""
    tied = ActionReferral.objects.select_related("action").filter(referral=referral).first()
    return tied.action if tied else None


@dataclass(frozen=True)
class CameOf:
    """Referrals of an action that are still kept, and how many of them became a file."""

    referrals: int
    opened: int


def came_of(action: FieldAction) -> CameOf:
    tied = ActionReferral.objects.filter(action=action)
    opened = Count("pk", filter=Q(referral__accompaniment__opened_on__isnull=False))
    return CameOf(**tied.aggregate(referrals=Count("pk"), opened=opened))
