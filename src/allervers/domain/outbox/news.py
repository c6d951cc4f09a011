"""What became of messages, for whoever must now reach the person otherwise."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from .codes import State
from .models import Message, Opposition


def not_arrived(persons: Collection[UUID], since: datetime.datetime) -> QuerySet[Message]:
    """The messages to these persons that failed since, or of which the carrier did not say what became of them."""
    lost = Q(state=State.FAILED, settled_at__gt=since) | Q(state=State.UNKNOWN, attempted_at__gt=since)
    return Message.objects.filter(lost, person_id__in=persons).order_by("-written_at")


def stopped(persons: Collection[UUID], since: datetime.datetime) -> QuerySet[Opposition]:
    """Who answered STOP to a message since, by themselves: nobody of the fund wrote it down."""
    return Opposition.objects.filter(person_id__in=persons, author=None, lifted_at=None, since__gt=since)
