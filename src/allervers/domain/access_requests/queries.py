"""What waits for an answer."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ..organisations.models import User
from .models import AccessRequest
from .permissions import ANSWER

# A manager is told once so many days are left: the officer may be away, or there may be none.
WAKES_MANAGERS = 7


def under_way(fund_id: int) -> QuerySet[AccessRequest]:
    """The requests of a fund that nobody answered yet, what is owed first first."""
    return AccessRequest.objects.filter(fund_id=fund_id, closed_at=None).order_by("due_on", "recorded_at")


def ended(fund_id: int) -> QuerySet[AccessRequest]:
    """Those that were answered, or that nobody came for, the latest first."""
    return AccessRequest.objects.filter(fund_id=fund_id, closed_at__isnull=False).order_by("-closed_at")


def waiting_for(user: User) -> int:
    """How many ask something of this account today: all of them of the officer, the urgent ones of a manager."""
    found = under_way(user.organisation_id)
    if not user.may(ANSWER):
        found = found.filter(due_on__lte=timezone.localdate() + datetime.timedelta(days=WAKES_MANAGERS))
    return found.count()
