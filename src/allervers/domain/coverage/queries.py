"""What is known of the rights of persons, today or on a day gone by. Row-level security keeps it to the fund."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from .models import CoveragePeriod, MonthlyResource


def periods(persons: Iterable[UUID], known_on: datetime.date | None = None) -> QuerySet[CoveragePeriod]:
    """The periods believed now, or on the day `known_on`, in order."""
    held = Q(believed__endswith__isnull=True) if known_on is None else Q(believed__contains=known_on)
    return CoveragePeriod.objects.filter(held, person_id__in=list(persons)).order_by("person_id", "right", "validity")


def resources(person_id: UUID, since: datetime.date) -> QuerySet[MonthlyResource]:
    """The monthly resources as last transmitted, from this month on."""
    return (
        MonthlyResource.objects.filter(person_id=person_id, month__gte=since)
        .order_by("kind", "month", "-transmitted_on")
        .distinct("kind", "month")
    )
