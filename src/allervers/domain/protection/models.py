"""Persons in danger: that they are protected, who may still read how to reach them, and who did (decision 0096).

While a protection lasts, how the person is reached stands in `SealedContact` and nowhere else: triggers take it out
of their own row, of referrals, rights files, letters and requests to a social service, whoever writes it there. The
application's role reads nothing of that table: `protected_contacts` gives it to those named, and writes that they read.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ..organisations.models import Organisation, User
from ..people.models import OfPerson
from .codes import Danger


class Protection(OfPerson):
    """From when until when a person is protected, and why. Seen by those named, and by who answers for the service.

    Never changed but to end it, once. `Person.protected_since` tells everybody else that there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    danger = models.CharField("motif", max_length=20, choices=Danger)
    note = models.CharField("précisions", max_length=500)
    since = models.DateTimeField("depuis le", db_default=Now())
    placed_by = models.ForeignKey(User, verbose_name="placée par", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("levée le", null=True)
    ended_by = models.ForeignKey(
        User, verbose_name="levée par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ended_why = models.CharField("levée parce que", max_length=500, blank=True)

    class Meta:
        verbose_name = "protection"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="protection_fund_id"),
            models.UniqueConstraint(fields=["person"], name="protection_one_at_once", condition=Q(ended_at=None)),
            models.CheckConstraint(name="protection_says_why", condition=Q(danger__in=Danger.values) & ~Q(note="")),
            models.CheckConstraint(
                name="protection_ends_whole",
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
            ),
        ]
        indexes = [models.Index(fields=["person", "since"], name="protection_of_person")]


class OfProtection(models.Model):
    """Something of a protection. Its key holds both; it goes with the person."""

    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    protection = models.ForeignKey(
        Protection,
        verbose_name="protection",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True


class Keeper(OfProtection):
    """An account that may read how the person is reached. Taken off the list, it stays in it with the day."""

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    named_at = models.DateTimeField("désigné le", db_default=Now())
    removed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    removed_at = models.DateTimeField("retiré le", null=True)

    class Meta:
        verbose_name = "personne autorisée"
        ordering = ["named_at"]
        constraints = [
            models.UniqueConstraint(fields=["protection", "account"], name="keeper_once", condition=Q(removed_at=None)),
        ]


class ProtectedReading(OfProtection):
    """One reading of what is sealed: who, when, why. Only added to, by the function that gives it."""

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le", db_default=Now())
    why = models.CharField("pourquoi", max_length=300)

    class Meta:
        verbose_name = "lecture de coordonnées protégées"
        ordering = ["-at"]
        constraints = [models.CheckConstraint(name="protected_reading_says_why", condition=~Q(why=""))]


class SealedContact(OfProtection):
    """What was taken out of one row: `source` is its table, `row` its identifier, `kept` column → value."""

    source = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    kept = models.JSONField()

    class Meta:
        verbose_name = "coordonnées scellées"
        constraints = [
            models.UniqueConstraint(fields=["protection", "source", "row"], name="sealed_once"),
        ]
