"""What happened to a person and dates a right: noted by the fund, taken back when it is over or was a mistake."""

import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..organisations.models import User
from ..people.models import Person
from ..pieces.refusals import Refused
from .gap_lines import refresh
from .models import KnownCircumstance
from .permissions import may_note


def known(person: Person) -> QuerySet[KnownCircumstance]:
    """What is known now, the latest day first."""
    return KnownCircumstance.objects.filter(person=person, taken_back_at=None).order_by("-on")


@transaction.atomic
def note(
    person: Person,
    kind: str,
    on: datetime.date,
    *,
    by: User,
    key: UUID,
    nationality: str = "",
    removal_order: bool | None = None,
) -> bool:
    """Keep it, and bring the person's lines up to today; False where the same was already noted."""
    if not may_note(by, person):
        raise PermissionDenied
    row = KnownCircumstance(
        id=key, fund_id=person.fund_id, person=person, kind=kind, on=on, nationality=nationality,
        removal_order=removal_order, noted_by=by,
    )  # fmt: skip
    before = known(person).count()
    KnownCircumstance.objects.bulk_create([row], ignore_conflicts=True)
    refresh(person.fund_id, timezone.localdate(), only=person)
    return known(person).count() > before


@transaction.atomic
def take_back(
    circumstance: KnownCircumstance, *, by: User, over_on: datetime.date | None = None, back: bool = True
) -> None:
    """It was noted by mistake, or is over, since `over_on` for care; `back` false: it holds again.

    Raises `Refused` for a care that would be over before it began, or after today.
    """
    if not may_note(by, circumstance.person):
        raise PermissionDenied
    if over_on and not circumstance.on <= over_on <= timezone.localdate():
        raise Refused(f"La fin se situe entre le {circumstance.on:%d/%m/%Y} et aujourd’hui.", "over_on")
    circumstance.taken_back_at = timezone.now() if back else None
    circumstance.over_on = over_on if back else None
    circumstance.save(update_fields=["taken_back_at", "over_on"])
    refresh(circumstance.fund_id, timezone.localdate(), only=circumstance.person)
