"""What can be asked about detections."""

import datetime
from collections import Counter

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from allervers.population import targets

from .codes import Status
from .models import Detection, DetectionReason


def to_examine(fund_id: int) -> QuerySet[Detection]:
    """What waits for an adviser: the most urgent first, then the oldest.

    The fund is filtered here as well as by row-level security, so that its index is used.
    """
    waiting = Detection.objects.filter(fund_id=fund_id, status=Status.WAITING, is_listed=True)
    return waiting.order_by("priority", "listed_since", "person_number")


def off_lists(fund_id: int) -> QuerySet[Detection]:
    """What nobody had examined when the person left the lists, the latest first."""
    left = Detection.objects.filter(fund_id=fund_id, status=Status.WAITING, is_listed=False)
    return left.order_by("-last_listed_on", "person_number")


def decided(fund_id: int, status: Status) -> QuerySet[Detection]:
    """What was set aside, or became a referral, the latest first."""
    return Detection.objects.filter(fund_id=fund_id, status=status).order_by("-decided_at", "person_number")


def of_target(detections: QuerySet[Detection], target: str) -> QuerySet[Detection]:
    """Those that this target found."""
    return detections.filter(Exists(DetectionReason.objects.filter(detection=OuterRef("pk"), target=target)))


def of_person(fund_id: int, number: int) -> QuerySet[Detection]:
    """Every detection of a person: what waits, then what was decided, the latest first."""
    return Detection.objects.filter(fund_id=fund_id, person_number=number).order_by("-status", "-decided_at")


def label_of(target: str) -> str:
    """What a target looks for, in French; its own name if this version no longer knows it."""
    known = targets.known().get(target)
    return known.label if known else target


def target_labels() -> list[tuple[str, str]]:
    """Every target and what it looks for, in the order of the words."""
    return sorted(((name, target.label) for name, target in targets.known().items()), key=lambda pair: pair[1])


def due_by_day(fund_id: int, last: datetime.date) -> Counter[datetime.date]:
    """How many detections are erased on which day, until `last`; late ones included."""
    with connection.cursor() as cursor:
        cursor.execute("select erase_on, count(*) from detections_due_for_erasure(%s, %s) group by 1", [fund_id, last])
        return Counter(dict(cursor.fetchall()))
