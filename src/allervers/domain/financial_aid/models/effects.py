"""What an aid made possible, said once it is granted."""

import pghistory
from django.db import models
from django.db.models import Q

from ...organisations.audit import EVENT_OPTIONS
from ...organisations.models import User
from ..codes import Effect
from .requests import OfRequest


@pghistory.track(exclude=["note"], **EVENT_OPTIONS)
class FinancialAidEffect(OfRequest):
    """One for each grant, corrected where it was said too early."""

    effect = models.CharField("ce que l’aide a permis", max_length=20, choices=Effect)
    known_on = models.DateField("su le")
    note = models.CharField("précision", max_length=300, blank=True)
    author = models.ForeignKey(User, verbose_name="noté par", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "effet d’une aide"
        constraints = [
            models.UniqueConstraint(fields=["request"], name="aid_effect_once"),
            models.CheckConstraint(name="aid_effect_known", condition=Q(effect__in=Effect.values)),
        ]
