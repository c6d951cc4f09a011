"""Figures as they were published, and what has become since of the facts that they were made of.

A snapshot is written once and never changed. From then on, each change of a fact that its period concerns leaves a
line (by a database trigger, in the same transaction): with these lines the facts of that moment can be read again.
"""

import uuid

from django.db import models

from ..organisations.models import Organisation, User


class Snapshot(models.Model):
    """The figures of a period, with their definitions, of one fund (as it sees them) or of the nation (as published,
    small numbers masked)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField("titre", max_length=120)
    fund = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    start = models.DateField("du")
    end = models.DateField("au")
    made_at = models.DateTimeField("figé le")
    made_by = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField()
    """One per value shown: indicator, label, detail, text, number (null when masked)."""
    definitions = models.JSONField()
    """By name of indicator: label, definition, counted, left_out, since."""

    class Meta:
        verbose_name = "chiffres figés"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="snapshot_period_in_order", condition=models.Q(end__gte=models.F("start")))
        ]
        indexes = [models.Index(fields=["fund", "-made_at"], name="snapshot_by_fund")]


class FactChange(models.Model):
    """A fact as it was before a change; `before` is null when there was none. Only the database writes these."""

    kind = models.CharField(max_length=20)
    """As the fact declares it (`figures.facts`)."""
    fact_id = models.UUIDField()
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = "changement d’un fait"
        indexes = [models.Index(fields=["fund", "at"], name="fact_change_by_fund")]
