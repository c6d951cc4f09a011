"""What became of messages, for whoever must now reach the person otherwise."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from .codes import State
from .models import Message


def not_arrived(persons: Collection[UUID], since: datetime.datetime) -> QuerySet[Message]:
    """The messages to these persons that failed since, or of which the carrier did not say what became of them."""
    lost = Q(state=State.FAILED, settled_at__gt=since) | Q(state=State.UNKNOWN, attempted_at__gt=since)
    return Message.objects.filter(lost, person_id__in=persons).order_by("-written_at")
