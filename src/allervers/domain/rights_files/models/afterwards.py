"""What comes after a decision: controls of the right that it opened, and appeals."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ...organisations.models import User
from ..codes import AppealAnswer, Condition, Contested, ControlEnd, ControlOrigin
from .files import Decision, Piece


class Control(Piece):
    """A right that a decision opened is looked at again: papers are asked for, then it is kept, or closed.

    `codes` are lines of the list that are asked for anew. `closes_on` (last day of the right) and `card_invalid_from`
    are the law library's; `card_noted_on`: the day on which somebody said that the card is on the list of oppositions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="controls")
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField("origine", max_length=20, choices=ControlOrigin)
    condition = models.CharField("condition vérifiée", max_length=20, choices=Condition)
    asked = models.CharField("ce qui est vérifié", max_length=1000)
    codes = ArrayField(models.CharField(max_length=50), verbose_name="documents demandés")
    begun_on = models.DateField("commencé le")
    at = models.DateTimeField(db_default=Now())
    answer_due_on = models.DateField("réponse attendue avant le")
    end = models.CharField("suite", max_length=10, choices=ControlEnd, blank=True)
    ended_on = models.DateField("terminé le", null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("motif", max_length=2000, blank=True)
    established_on = models.DateField("condition perdue le", null=True)
    closes_on = models.DateField("dernier jour du droit", null=True)
    card_invalid_from = models.DateField("carte invalidée à partir du", null=True)
    card_noted_on = models.DateField("carte invalidée, noté le", null=True)

    class Meta:
        verbose_name = "contrôle"
        ordering = ["begun_on"]
        constraints = [
            models.CheckConstraint(
                name="control_codes_known",
                condition=Q(origin__in=ControlOrigin.values, condition__in=Condition.values) & ~Q(asked=""),
            ),
            models.CheckConstraint(
                name="control_ends_whole",
                condition=Q(end="", ended_on=None, reason="", closes_on=None, card_invalid_from=None)
                | (
                    Q(end=ControlEnd.KEPT, ended_on__isnull=False, closes_on=None, card_invalid_from=None)
                    & ~Q(reason="")
                )
                | (Q(end=ControlEnd.CLOSED, ended_on__isnull=False, closes_on__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="control_card_noted_when_due",
                condition=Q(card_noted_on=None) | Q(card_noted_on__gte=F("card_invalid_from")),
            ),
            models.UniqueConstraint(fields=["decision"], name="control_one_at_once", condition=Q(ended_on=None)),
        ]
        indexes = [
            models.Index(fields=["fund", "answer_due_on"], name="control_waiting", condition=Q(ended_on=None)),
            models.Index(
                fields=["fund", "card_invalid_from"],
                name="control_card_to_note",
                condition=Q(card_noted_on=None, card_invalid_from__isnull=False),
            ),
        ]


class Appeal(Piece):
    """Somebody does not agree: with which decision, on which day, and what was answered. Without a `lodged_by` the
    person wrote it from their own page. `late`: it came after the last day, on a day when delays ran."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    against = models.CharField("contre", max_length=20, choices=Contested)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="appeals")
    control = models.ForeignKey(Control, null=True, on_delete=models.CASCADE, related_name="appeals")
    lodged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField("reçu le")
    text = models.TextField("pourquoi", max_length=4000)
    late = models.BooleanField("hors délai")
    at = models.DateTimeField(db_default=Now())
    answer = models.CharField("réponse", max_length=10, choices=AppealAnswer, blank=True)
    answered_on = models.DateField("répondu le", null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("motif de la réponse", max_length=2000, blank=True)

    class Meta:
        verbose_name = "recours"
        ordering = ["received_on", "at"]
        constraints = [
            models.CheckConstraint(
                name="appeal_against_something",
                condition=Q(against=Contested.DECISION, decision__isnull=False, control=None)
                | Q(against=Contested.CLOSING, decision=None, control__isnull=False)
                | Q(against__in=[Contested.CLOSED, Contested.SILENCE], decision=None, control=None),
            ),
            models.CheckConstraint(name="appeal_says_why", condition=~Q(text="")),
            models.CheckConstraint(
                name="appeal_answered_whole",
                condition=Q(answer="", answered_on=None, reason="")
                | (
                    Q(answer__in=AppealAnswer.values, answered_on__isnull=False, answered_on__gte=F("received_on"))
                    & ~Q(reason="")
                ),
            ),
            models.UniqueConstraint(
                fields=["file", "against", "decision", "control"],
                name="appeal_one_at_once",
                condition=Q(answered_on=None),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "received_on"], name="appeal_waiting", condition=Q(answered_on=None)),
        ]
