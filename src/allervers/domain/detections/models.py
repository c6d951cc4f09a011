"""Detections: persons whom a list found over the whole population, for an adviser of their fund to examine."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from ..referrals.models import Referral
from .codes import CallResult, SetAsideReason, Status

_DECIDED = ("status", "set_aside_reason", "set_aside_note", "referral")


# What a list brings is not copied into the trail: the row says since when and until when. What people decide is.
@pghistory.track(pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*_DECIDED)), **EVENT_OPTIONS)
class Detection(models.Model):
    """A person of one fund, with all the reasons for which lists hold them, until an adviser decides.

    The person is a number of the fund's information system: lists carry no name. At most one detection of a person
    waits; those that were decided stay beside it, so that the same reason does not come back.
    `priority` is that of the most urgent reason that still holds, 1 first. `is_listed` is false once the latest list
    of every reason no longer holds the person. A list is of one day, and may be received much later: what is kept for
    a time is counted from there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person_number = models.BigIntegerField("numéro de la personne")
    household_number = models.BigIntegerField("numéro du foyer")
    priority = models.SmallIntegerField("priorité")
    listed_since = models.DateField("sur une liste depuis le")
    last_listed_on = models.DateField("dernière liste qui la porte")
    last_received_on = models.DateField("dernière liste reçue le", default=timezone.localdate)
    is_listed = models.BooleanField("encore sur une liste", default=True)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.WAITING)
    set_aside_reason = models.CharField("motif", max_length=20, choices=SetAsideReason, blank=True)
    set_aside_note = models.CharField("précisions", max_length=500, blank=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, verbose_name="décidée par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # While the person is being called: who opened the call and when, and the day on which to try again.
    call_again_on = models.DateField("rappeler le", null=True, blank=True)
    claimed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    # The foreign key is written by the migration: it holds the fund too, and goes with the referral at its erasure.
    referral = models.OneToOneField(
        Referral, verbose_name="saisine", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False
    )

    class Meta:
        verbose_name = "détection"
        ordering = ["priority", "listed_since", "person_number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="detection_fund_id"),
            models.UniqueConstraint(
                fields=["fund", "person_number"], name="detection_waits_once", condition=Q(status=Status.WAITING)
            ),
            models.CheckConstraint(
                name="detection_decided_as_its_status_says",
                condition=Q(status=Status.WAITING, referral=None, set_aside_reason="", decided_at=None, decided_by=None)
                | Q(status=Status.REFERRED, referral__isnull=False, set_aside_reason="", decided_at__isnull=False)
                | Q(
                    status=Status.SET_ASIDE,
                    referral=None,
                    set_aside_reason__in=SetAsideReason.values,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="detection_other_reason_says_which",
                condition=~Q(set_aside_reason=SetAsideReason.OTHER) | ~Q(set_aside_note=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["fund", "priority", "listed_since", "person_number"],
                name="detection_to_examine",
                condition=Q(status=Status.WAITING, is_listed=True),
            ),
            models.Index(
                fields=["fund", "status", "-decided_at"],
                name="detection_decided",
                condition=~Q(status=Status.WAITING),
            ),
            models.Index(fields=["fund", "person_number"], name="detection_by_person"),
        ]

    def __str__(self):
        return f"détection {self.pk}"


class DetectionReason(models.Model):
    """Why a list holds a person: the target, and its sentence as it was last said.

    A person has one reason a target: with the same target, neither another list nor a second detection adds any.
    """

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    detection = models.ForeignKey(Detection, on_delete=models.DO_NOTHING, related_name="reasons", db_constraint=False)
    person_number = models.BigIntegerField("numéro de la personne")
    target = models.CharField("cible", max_length=60)
    sentence = models.CharField("motif", max_length=500)
    priority = models.SmallIntegerField("priorité")
    first_listed_on = models.DateField("sur une liste depuis le")
    last_listed_on = models.DateField("dernière liste qui la porte")
    is_current = models.BooleanField("encore sur la dernière liste", default=True)

    class Meta:
        verbose_name = "motif de détection"
        ordering = ["priority", "target"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "person_number", "target"], name="detection_reason_once"),
        ]
        indexes = [models.Index(fields=["fund", "target", "last_listed_on"], name="detection_reason_by_list")]

    def __str__(self):
        return f"motif {self.target}"


class ListedIdentity(models.Model):
    """Who a number of a list is, from the fund's own file, for one purpose and no longer than it lasts (decision 0034).

    `identity` is encrypted, and read by the room that works the purpose alone. `may_be_called`: there is a telephone,
    and the file says neither that the person opposes nor that they are dead. No key leads to a person of the casework.
    """

    DETECTIONS = "detections"

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField("finalité", max_length=60, default=DETECTIONS)
    person_number = models.BigIntegerField("numéro de la personne")
    identity = models.BinaryField(editable=False)
    may_be_called = models.BooleanField("peut être appelée")
    imported_on = models.DateField("reprise le")

    class Meta:
        verbose_name = "identité d’une liste"
        constraints = [
            models.UniqueConstraint(fields=["fund", "purpose", "person_number"], name="listed_identity_once"),
        ]

    def __str__(self):
        return f"identité {self.pk}"


class DetectionCall(models.Model):
    """A call to somebody whom a list found, that did not decide: nobody answered, or not now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    detection = models.ForeignKey(Detection, on_delete=models.DO_NOTHING, related_name="calls", db_constraint=False)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(auto_now_add=True)
    result = models.CharField("résultat", max_length=20, choices=CallResult)

    class Meta:
        verbose_name = "appel d’une personne repérée"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="detection_call_result_known", condition=Q(result__in=CallResult.values))
        ]

    def __str__(self):
        return f"appel {self.pk}"
