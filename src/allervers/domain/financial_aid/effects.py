"""What an aid made possible: asked of the person once it is granted."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.refusals import Refused
from .codes import State
from .models import FinancialAidEffect, FinancialAidRequest


@transaction.atomic
def note(
    request: FinancialAidRequest, *, key: UUID, by: User, effect: str, known_on: datetime.date, note: str = ""
) -> FinancialAidEffect:
    """Keep it; said again, it is corrected. Raises `Refused` where nothing was granted, or for a day to come."""
    because("ce que l’aide a permis")
    held = FinancialAidRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != State.GRANTED:
        raise Refused("Seule une aide accordée a permis quelque chose.")
    if not held.ended_on <= known_on <= timezone.localdate():
        raise Refused("Choisissez un jour entre la décision et aujourd’hui.", "known_on")
    said = {"effect": effect, "known_on": known_on, "note": note, "author_id": by.pk}
    where = {"service_id": held.service_id, "fund_id": held.fund_id}
    return FinancialAidEffect.objects.update_or_create(
        request=held, defaults=said, create_defaults={"pk": key, **said, **where}
    )[0]
