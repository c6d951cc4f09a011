"""A rights file, the states it went through, and what was decided of it."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ...organisations.audit import EVENT_OPTIONS
from ...organisations.models import Organisation, User
from ...people.models import Identity, Person
from ..codes import ENDED, Basis, Channel, Outcome, Right, Status


@pghistory.track(exclude=["nir_encrypted", "nir_digest", "situation", "details"], **EVENT_OPTIONS)
class RightsFile(Identity):
    """A request for one right. The identity is that of the applicant, as it was deposited.

    `fund` owns the file; `handled_by` examines it for the fund where the law or the fund says so. `person` is known
    once somebody has begun to examine, or from where the deposit was begun. `situation` is what the law library reads;
    `details` what the form of this right asks beside it, and what was known beforehand with its origin and day.
    `received_on` is the day on which the request reached the health insurance, or whoever receives for it: delays run
    from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    handled_by = models.ForeignKey(
        Organisation, verbose_name="examiné par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField("référence", max_length=20, unique=True)
    right = models.CharField("droit demandé", max_length=20, choices=Right)
    channel = models.CharField("reçu", max_length=20, choices=Channel)
    status = models.CharField("état", max_length=30, choices=Status)
    status_since = models.DateField("depuis le")
    received_on = models.DateField("reçu le")
    deposited_at = models.DateTimeField("déposé le", db_default=Now())
    deposited_by = models.ForeignKey(
        User, verbose_name="déposé par", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What was sent, by digest: the same identifier with another content is told, never mixed.
    deposit_digest = models.CharField(max_length=64, editable=False)
    person = models.ForeignKey(
        Person, verbose_name="personne", null=True, on_delete=models.PROTECT, related_name="rights_files"
    )
    officer = models.ForeignKey(
        User, verbose_name="gestionnaire", null=True, on_delete=models.PROTECT, related_name="+"
    )
    situation = models.JSONField("situation")
    details = models.JSONField("autres réponses", default=dict, blank=True)
    law_version = models.CharField("version de la loi", max_length=80)
    care_need_certified = models.BooleanField("besoin de soins certifié", default=False)
    first_request = models.BooleanField("première demande", null=True)
    helper_organisation = models.CharField("aidé par", max_length=200, blank=True)
    helper_name = models.CharField("nom de la personne qui aide", max_length=150, blank=True)
    helper_may_receive_copies = models.BooleanField("peut recevoir les copies", default=False)
    basis = models.CharField("à quel titre", max_length=20, choices=Basis, blank=True)
    complete_since = models.DateField("complet depuis le", null=True)
    # The acknowledgement named the papers that miss, and until when they are awaited (L114-5 CRPA).
    missing_told_on = models.DateField("manques dits le", null=True)
    portability_asked_on = models.DateField("autre État interrogé le", null=True)
    due_on = models.DateField("à traiter avant le", null=True)
    updated_at = models.DateTimeField("modifié le", db_default=Now())

    class Meta(Identity.Meta):
        verbose_name = "dossier de droits"
        constraints = [
            *Identity.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "id"], name="rightsfile_fund_id"),
            models.CheckConstraint(
                name="rightsfile_codes_known",
                condition=Q(right__in=Right.values, channel__in=Channel.values, status__in=Status.values)
                & Q(basis__in=["", *Basis.values]),
            ),
            models.CheckConstraint(
                name="rightsfile_handled_by_another", condition=Q(handled_by__isnull=True) | ~Q(handled_by=F("fund"))
            ),
            models.CheckConstraint(
                name="rightsfile_examined_for_somebody",
                condition=Q(person__isnull=False)
                | ~Q(status__in=[Status.UNDER_EXAMINATION, Status.AWAITING_ADHESION, Status.DECIDED]),
            ),
        ]
        indexes = [
            # The queue: what is under way, the earliest day first.
            models.Index(
                fields=["fund", "due_on", "id"],
                name="rightsfile_queue",
                condition=~Q(status__in=[*ENDED, Status.DRAFT]),
            ),
            models.Index(
                fields=["handled_by", "due_on"], name="rightsfile_handled", condition=Q(handled_by__isnull=False)
            ),
            models.Index(fields=["person"], name="rightsfile_by_person"),
            models.Index(fields=["deposited_by", "-deposited_at"], name="rightsfile_by_depositor"),
            models.Index(fields=["fund", "updated_at", "id"], name="rightsfile_by_change"),
        ]

    def __str__(self):
        return f"dossier {self.reference}"

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED

    @property
    def short_right(self) -> str:
        """« Complémentaire santé solidaire »: without the number of the form."""
        return self.get_right_display().partition(" (")[0]


class Piece(models.Model):
    """Something of a rights file."""

    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(RightsFile, verbose_name="dossier", on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Step(Piece):
    """One passage from a state to another. The identifier is the caller's: the same one is taken once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    on = models.DateField("le")
    status = models.CharField("état", max_length=30, choices=Status)
    why = models.CharField("pourquoi", max_length=2000, blank=True)
    asked_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = "étape"
        ordering = ["at"]
        constraints = [models.CheckConstraint(name="step_status_known", condition=Q(status__in=Status.values))]


class Decision(Piece):
    """What was decided, why, and what the law gave on that day. Never changed: a later one says which it corrects.

    `starts_on` and `ends_on` are first and last day of the right; both may be told later, once (an adhesion is
    awaited). `answer` is the law library's, with the situation it was given: it can be replayed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("décision", max_length=30, choices=Outcome)
    on = models.DateField("le")
    starts_on = models.DateField("du", null=True)
    ends_on = models.DateField("au", null=True)
    c2s_class = models.CharField(max_length=15, blank=True)
    reason = models.TextField("motif", max_length=2000)
    situation = models.JSONField()
    answer = models.JSONField(null=True)
    law_version = models.CharField(max_length=80)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    renewal_told_on = models.DateField(null=True)
    end_noted_on = models.DateField(null=True)
    # Whether the law library, asked again by `replaying`, gives the same answer; null where it was not asked.
    replayed_on = models.DateField("rejouée le", null=True)
    replays = models.BooleanField("rejouée à l’identique", null=True)

    class Meta:
        verbose_name = "décision"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="decision_numbered"),
            models.CheckConstraint(name="decision_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(name="decision_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="decision_days_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="decision_days_of_accord", condition=Q(starts_on__isnull=True) | Q(outcome=Outcome.ACCEPTED)
            ),
            models.CheckConstraint(
                name="decision_replayed_whole",
                condition=Q(replayed_on__isnull=True, replays__isnull=True)
                | Q(replayed_on__isnull=False, replays__isnull=False),
            ),
        ]
        indexes = [
            # What the days have still to do with a right: open its renewal, note its end.
            models.Index(
                fields=["fund", "ends_on"],
                name="decision_to_end",
                condition=Q(ends_on__isnull=False, end_noted_on__isnull=True),
            ),
            models.Index(
                fields=["fund", "law_version"],
                name="decision_to_replay",
                condition=Q(answer__isnull=False, replayed_on__isnull=True),
            ),
        ]


class Handling(models.Model):
    """Who examines the requests for a right in the place of the funds: all of them where `fund` is null."""

    fund = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    right = models.CharField(max_length=20, choices=Right)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "organisme compétent"
        constraints = [
            models.UniqueConstraint(fields=["fund", "right"], name="handling_once", nulls_distinct=False),
        ]


class ManagingBody(models.Model):
    """A body that may manage the C2S beside the funds, in one civil year: of the minister's list (L861-7 CSS)."""

    year = models.PositiveSmallIntegerField("année")
    name = models.CharField("nom", max_length=100)

    class Meta:
        verbose_name = "organisme gestionnaire de la C2S"
        ordering = ["year", "name"]
        constraints = [models.UniqueConstraint(fields=["year", "name"], name="managing_body_once_a_year")]

    def __str__(self):
        return self.name
