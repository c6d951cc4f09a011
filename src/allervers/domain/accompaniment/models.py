"""Accompaniments: repeated contacts with one person until the goals are met, from triage to closure."""

import datetime
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
    NoteKind,
    Outcome,
    Public,
    Specialty,
    Theme,
)


@pghistory.track(**EVENT_OPTIONS)
class Accompaniment(models.Model):
    """What the fund does for one referral. Its state follows from its dates: opened, then closed.

    One that never opened (not relevant, unreachable) has no `opened_on` and may have no person. The file belongs to
    `fund`; `handled_by` is the other body entrusted with it, if any, which then sees this file and no other.
    It may be paused: nothing is asked of it until `pause_until`, or until somebody resumes it.
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
    paused_on = models.DateField("en pause depuis le", null=True, blank=True)
    pause_until = models.DateField("en pause jusqu’au", null=True, blank=True)
    pause_why = models.CharField("motif de la pause", max_length=300, blank=True, db_default="")
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
                name="accompaniment_paused_while_open",
                condition=Q(paused_on__isnull=True, pause_until__isnull=True, pause_why="")
                | Q(paused_on__isnull=False, closed_on__isnull=True, opened_on__isnull=False)
                & ~Q(pause_why="")
                & (Q(pause_until__isnull=True) | Q(pause_until__gt=models.F("paused_on"))),
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

    def is_paused_on(self, day: datetime.date) -> bool:
        """Nothing is asked of the file on that day."""
        return self.paused_on is not None and (self.pause_until is None or day < self.pause_until)

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
    """One thing to do for the person, under one theme, and what came of it.

    `done_on` is the day on which it ended: done, failed or abandoned; `result` says it in words. An action of care says
    which care and whose, where that is known.
    """

    accompaniment = models.ForeignKey(
        Accompaniment, verbose_name="accompagnement", on_delete=models.PROTECT, related_name="actions"
    )
    theme = models.CharField("thématique", max_length=20, choices=Theme)
    label = models.CharField("action", max_length=200)
    status = models.CharField("état", max_length=10, choices=ActionStatus, default=ActionStatus.TO_DO)
    due_on = models.DateField("à faire pour le", null=True, blank=True)
    done_on = models.DateField("terminée le", null=True, blank=True)
    result = models.CharField("résultat", max_length=500, blank=True, db_default="")
    care_type = models.CharField("soin", max_length=30, choices=CareType, blank=True, db_default="")
    specialty = models.CharField("spécialité", max_length=30, choices=Specialty, blank=True, db_default="")
    note = models.TextField("précisions", max_length=2000, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(name="action_theme_known", condition=Q(theme__in=Theme.values)),
            models.CheckConstraint(
                name="action_done_has_its_date",
                condition=Q(status__in=[ActionStatus.DONE, ActionStatus.FAILED], done_on__isnull=False)
                | Q(status=ActionStatus.DROPPED)
                | Q(status=ActionStatus.TO_DO, done_on__isnull=True, result=""),
            ),
            models.CheckConstraint(
                name="action_care_only_of_care",
                condition=Q(care_type="", specialty="")
                | Q(theme=Theme.CARE, care_type__in=["", *CareType.values], specialty__in=["", *Specialty.values]),
            ),
        ]


@pghistory.track(**EVENT_OPTIONS)
class Note(Correctable):
    """A word written into a file: a note of whoever accompanies, or what the person needs or wants, in their words."""

    accompaniment = models.ForeignKey(
        Accompaniment, verbose_name="accompagnement", on_delete=models.PROTECT, related_name="notes"
    )
    kind = models.CharField("nature", max_length=10, choices=NoteKind, default=NoteKind.NOTE)
    text = models.TextField("texte", max_length=5000)

    class Meta:
        verbose_name = "note"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(name="note_kind_known", condition=Q(kind__in=NoteKind.values) & ~Q(text="")),
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


class Handover(models.Model):
    """One adviser proposes a file to another of the fund. The file changes hands when it is accepted, never before.

    `accepted` is null while nobody answered; a proposal that its author takes back was refused by nobody, and says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    accompaniment = models.ForeignKey(
        Accompaniment, verbose_name="accompagnement", on_delete=models.PROTECT, related_name="handovers"
    )
    proposed_by = models.ForeignKey(User, verbose_name="proposé par", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(User, verbose_name="à", on_delete=models.PROTECT, related_name="+")
    why = models.CharField("pourquoi", max_length=300)
    proposed_at = models.DateTimeField("proposé le", auto_now_add=True)
    answered_at = models.DateTimeField("répondu le", null=True)
    accepted = models.BooleanField("accepté", null=True)
    answer = models.CharField("réponse", max_length=300, blank=True)

    class Meta:
        verbose_name = "proposition de dossier"
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["accompaniment"], name="handover_waits_once", condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(
                name="handover_answered_whole",
                condition=Q(answered_at__isnull=True, accepted__isnull=True, answer="")
                | Q(answered_at__isnull=False, accepted=True)
                | Q(answered_at__isnull=False, accepted=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="handover_says_why_to_another", condition=~Q(why="") & ~Q(to=models.F("proposed_by"))
            ),
        ]
        indexes = [models.Index(fields=["to"], name="handover_to_answer", condition=Q(answered_at__isnull=True))]


class Absence(models.Model):
    """Days on which an adviser is away, and the colleague in whose day their files then stand. They stay theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(User, verbose_name="absent", on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(User, verbose_name="remplaçant", on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField("du")
    last_on = models.DateField("au")
    ended_on = models.DateField("terminée le", null=True)

    class Meta:
        verbose_name = "absence"
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(name="absence_in_order", condition=Q(last_on__gte=models.F("first_on"))),
            models.CheckConstraint(name="absence_stood_in_by_another", condition=~Q(stand_in=models.F("account"))),
        ]
        indexes = [models.Index(fields=["stand_in", "last_on"], name="absence_of_stand_in")]
