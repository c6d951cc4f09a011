"""Accompaniments: repeated contacts with one person until the goals are met, from triage to closure."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from ..people.models import Person
from ..referrals.models import Referral, codes_field, only_codes
from .codes import (
    NOT_OPENED,
    SUCCESSES,
    ActionStatus,
    C2sAtEnd,
    CareType,
    Channel,
    ClosureReason,
    ContactResult,
    Outcome,
    Public,
    Theme,
)


@pghistory.track(**EVENT_OPTIONS)
class Accompaniment(models.Model):
    """What the fund does for one referral. Its state follows from its dates: opened, then closed.

    One that never opened (not relevant, unreachable) has no `opened_on` and may have no person. The file belongs to
    `fund`; `handled_by` is the other body entrusted with it, if any, which then sees this file and no other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    handled_by = models.ForeignKey(
        Organisation,
        verbose_name="confié à",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    referral = models.OneToOneField(Referral, verbose_name="saisine", on_delete=models.PROTECT)
    person = models.ForeignKey(
        Person, verbose_name="personne", null=True, on_delete=models.PROTECT, related_name="accompaniments"
    )
    adviser = models.ForeignKey(
        User, verbose_name="conseiller", null=True, on_delete=models.PROTECT, related_name="accompaniments"
    )
    themes = codes_field("thématiques", Theme)
    opened_on = models.DateField("ouvert le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)
    closure_reason = models.CharField("motif de clôture", max_length=30, choices=ClosureReason, blank=True)
    closure_note = models.TextField("précisions sur la clôture", max_length=2000, blank=True)
    outcomes = codes_field("gains", Outcome)
    care_types = codes_field("soins concernés", CareType)
    publics = codes_field("publics", Public)
    gp_declared_at_end = models.BooleanField("médecin traitant déclaré", null=True, blank=True)
    c2s_at_end = models.CharField("C2S à la fin", max_length=20, choices=C2sAtEnd, blank=True)
    ald_exemption_at_end = models.BooleanField("exonération ALD", null=True, blank=True)

    class Meta:
        verbose_name = "accompagnement"
        ordering = ["-opened_on"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="accompaniment_fund_id"),
            only_codes("themes", Theme, "accompaniment"),
            only_codes("outcomes", Outcome, "accompaniment"),
            only_codes("care_types", CareType, "accompaniment"),
            only_codes("publics", Public, "accompaniment"),
            models.CheckConstraint(
                name="accompaniment_closed_with_a_reason",
                condition=Q(closed_on__isnull=True, closure_reason="")
                | Q(closed_on__isnull=False, closure_reason__in=ClosureReason.values),
            ),
            models.CheckConstraint(
                name="accompaniment_success_has_outcomes",
                condition=~Q(closure_reason__in=SUCCESSES) | ~Q(outcomes=[]),
            ),
            models.CheckConstraint(
                name="accompaniment_open_has_person_and_themes",
                condition=Q(opened_on__isnull=True, closure_reason__in=NOT_OPENED)
                | Q(opened_on__isnull=False, person__isnull=False) & ~Q(themes=[]),
            ),
            models.CheckConstraint(
                name="accompaniment_closed_after_opening",
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=models.F("opened_on")),
            ),
            models.CheckConstraint(
                name="accompaniment_handled_by_another",
                condition=Q(handled_by__isnull=True) | ~Q(handled_by=models.F("fund")),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="accompaniment_by_person"),
            models.Index(
                fields=["fund", "adviser", "opened_on"],
                name="accompaniment_under_way",
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(fields=["handled_by"], name="accompaniment_handled", condition=Q(handled_by__isnull=False)),
            models.Index(fields=["fund", "closed_on"], name="accompaniment_by_closure"),
        ]

    def __str__(self):
        return f"accompagnement {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.opened_on is not None and self.closed_on is None

    @property
    def is_global(self) -> bool:
        """Two themes or more: a 360° accompaniment."""
        return len(self.themes) >= 2


class FilePiece(models.Model):
    """Something written into a file. The identifier is minted with the form: sending it twice writes it once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, verbose_name="par", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        abstract = True


class Correctable(FilePiece):
    """Something that its author may correct until the end of the day; the database writes when it was."""

    corrected_at = models.DateTimeField("corrigé le", null=True, editable=False)

    class Meta(FilePiece.Meta):
        abstract = True


@pghistory.track(**EVENT_OPTIONS)
class Contact(Correctable):
    """One contact, or one attempt, with the person: when, by which channel, with which result.

    `next_on`: the day on which to call again, where one was said.
    """

    referral = models.ForeignKey(Referral, verbose_name="saisine", on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField("le", default=timezone.now)
    channel = models.CharField("par", max_length=20, choices=Channel)
    incoming = models.BooleanField("à l'initiative de la personne", default=False)
    result = models.CharField("résultat", max_length=20, choices=ContactResult)
    next_on = models.DateField("rappeler le", null=True, blank=True)
    note = models.TextField("compte rendu", max_length=5000, blank=True)

    class Meta:
        verbose_name = "contact"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="contact_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="contact_result_known", condition=Q(result__in=ContactResult.values)),
        ]


@pghistory.track(**EVENT_OPTIONS)
class Action(Correctable):
    """One thing to do, or done, for the person, under one theme."""

    accompaniment = models.ForeignKey(
        Accompaniment, verbose_name="accompagnement", on_delete=models.PROTECT, related_name="actions"
    )
    theme = models.CharField("thématique", max_length=20, choices=Theme)
    label = models.CharField("action", max_length=200)
    status = models.CharField("état", max_length=10, choices=ActionStatus, default=ActionStatus.TO_DO)
    due_on = models.DateField("à faire pour le", null=True, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)
    note = models.TextField("précisions", max_length=2000, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(name="action_theme_known", condition=Q(theme__in=Theme.values)),
            models.CheckConstraint(
                name="action_done_has_its_date",
                condition=Q(status=ActionStatus.DONE, done_on__isnull=False)
                | Q(status__in=[ActionStatus.TO_DO, ActionStatus.DROPPED], done_on__isnull=True),
            ),
        ]


class RightsCheck(FilePiece):
    """What the law gave on one day for the household as it was described then; kept as it was, never changed.

    `situation` and `answer` have the shapes of the law library; `law_version` allows the answer to be replayed.
    """

    accompaniment = models.ForeignKey(
        Accompaniment, verbose_name="accompagnement", on_delete=models.PROTECT, related_name="checks"
    )
    right = models.CharField("droit", max_length=20)
    on = models.DateField("à la date du")
    situation = models.JSONField("situation")
    answer = models.JSONField("réponse")
    status = models.CharField("résultat", max_length=20)
    law_version = models.CharField("version de la loi", max_length=80)

    class Meta:
        verbose_name = "vérification de droit"
        ordering = ["-created_at"]
