"""Rights files and all that is written into them."""

import datetime
import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..documents.models import Document
from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from ..people.models import Identity, Person
from .codes import (
    ENDED,
    AppealAnswer,
    Basis,
    Channel,
    Condition,
    Contested,
    ControlEnd,
    ControlOrigin,
    Intention,
    LetterKind,
    Outcome,
    PaperState,
    Right,
    Status,
    WordKind,
)


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


class RequiredPaper(Piece):
    """A line of the list of papers of this situation on its day, as the law library gave it.

    `impossible_why` is empty unless somebody said why it cannot be had; `by_itself`: the way of asking stands for it;
    `not_concerned`: its condition was not settled by the situation, and somebody said that it does not hold.
    """

    code = models.CharField(max_length=50)
    of_person = models.CharField("de qui", max_length=60, blank=True)
    place = models.PositiveSmallIntegerField("rang")
    label = models.CharField("document", max_length=500)
    intention = models.CharField(max_length=6, choices=Intention)
    accepted = models.JSONField("ce qui convient", default=list)
    detail = models.CharField("précision", max_length=300, blank=True)
    condition = models.CharField("seulement", max_length=500, blank=True)
    newer_than_months = models.PositiveSmallIntegerField(null=True)
    impossible_why = models.CharField("impossible à fournir", max_length=300, blank=True)
    by_itself = models.BooleanField(default=False)
    not_concerned = models.BooleanField(default=False)

    class Meta:
        verbose_name = "document attendu"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["file", "code", "of_person"], name="required_paper_once"),
            models.CheckConstraint(name="required_paper_settled", condition=Q(not_concerned=False) | ~Q(condition="")),
        ]


class SuppliedPaper(Piece):
    """A document that was joined for one line of the list. Never taken away: at most said to be misfiled."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="supplied")
    required = models.ForeignKey(RequiredPaper, on_delete=models.CASCADE, related_name="supplied")
    intention = models.CharField(max_length=6, choices=Intention, default=Intention.FIRST)
    dated_on = models.DateField("daté du", null=True)
    supplied_on = models.DateField("reçu le")
    set_aside = models.CharField("écarté", max_length=10, choices=PaperState, blank=True)
    misfiled = models.BooleanField("rangé par erreur", default=False)
    taken_from = models.CharField("repris du dossier", max_length=20, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "document fourni"
        ordering = ["document__created_at"]


class PapersRequest(Piece):
    """A letter that asks for papers of the list, until a day. It ends by itself when they are there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField("demandés le")
    papers = models.ManyToManyField(RequiredPaper, related_name="requests", through="RequestedPaper")
    answer_due_on = models.DateField("attendus avant le")
    closes_on = models.DateField("dossier classé le", null=True)
    reminded_on = models.DateField("rappelés le", null=True)
    revoked_on = models.DateField("demande annulée le", null=True)
    answered_on = models.DateField("reçus le", null=True)
    # Written by a trigger: what the database saw of the file at that moment; null before it was noted.
    file_bound = models.BooleanField("dossier opposable", null=True, editable=False)

    class Meta:
        verbose_name = "demande de documents"
        ordering = ["asked_on"]
        constraints = [
            models.CheckConstraint(
                name="papers_request_ends_once", condition=Q(revoked_on__isnull=True) | Q(answered_on__isnull=True)
            ),
            models.CheckConstraint(name="papers_request_in_order", condition=Q(answer_due_on__gte=F("asked_on"))),
        ]
        indexes = [
            models.Index(
                fields=["fund", "answer_due_on"],
                name="papers_request_open",
                condition=Q(revoked_on__isnull=True, answered_on__isnull=True),
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.revoked_on is None and self.answered_on is None


class RequestedPaper(Piece):
    """A line of the list that one letter asks for."""

    request = models.ForeignKey(PapersRequest, on_delete=models.CASCADE, related_name="lines")
    required = models.ForeignKey(RequiredPaper, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "document demandé"
        constraints = [models.UniqueConstraint(fields=["request", "required"], name="requested_paper_once")]


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


class Letter(Piece):
    """A letter of a file. Its words are kept as they were sent; each cause has one of each kind, whatever happens."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=LetterKind)
    cause = models.UUIDField()
    written_on = models.DateField("du")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "courrier"
        ordering = ["written_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["file", "kind", "cause"], name="letter_once_for_its_cause"),
            models.CheckConstraint(name="letter_kind_known", condition=Q(kind__in=LetterKind.values)),
        ]


class LetterBatch(models.Model):
    """Letters that one service hands to the printer together, as `parts` files of one after the other.

    Each part tells its letters, its pages and the SHA-256 of its PDF. `handed_over_on`: all its files were written, or
    somebody said so. `failure`: why the last attempt to write them failed, as a French sentence.
    """

    sender = models.ForeignKey(Organisation, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("numéro")
    made_on = models.DateField("fait le")
    handed_over_on = models.DateField("remis le", null=True)
    parts = models.JSONField(default=list)
    failure = models.CharField("échec", max_length=200, blank=True)

    class Meta:
        verbose_name = "lot de courriers"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["sender", "number"], name="letter_batch_numbered")]

    def __str__(self):
        return f"lot {self.number}"

    @property
    def letters(self) -> int:
        return sum(part["letters"] for part in self.parts)

    @property
    def pages(self) -> int:
        return sum(part["pages"] for part in self.parts)


class Sending(Piece):
    """That a letter was sent, and how: once, in a batch, or handed over by somebody on a day. Only added to.

    `envelope` is the address as it was printed; `part` and `place` count from 0, `first_page` from 1.
    """

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="sending")
    batch = models.ForeignKey(LetterBatch, null=True, on_delete=models.PROTECT, related_name="sendings")
    part = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveSmallIntegerField(null=True)
    first_page = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    envelope = models.JSONField(default=list)
    by_hand_on = models.DateField("remis en main propre le", null=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "envoi"
        constraints = [
            models.UniqueConstraint(fields=["batch", "part", "place"], name="sending_place_once"),
            models.CheckConstraint(
                name="sending_in_one_way",
                condition=Q(
                    batch__isnull=True,
                    part__isnull=True,
                    place__isnull=True,
                    first_page__isnull=True,
                    pages__isnull=True,
                    by_hand_on__isnull=False,
                    author__isnull=False,
                )
                | Q(
                    batch__isnull=False,
                    part__isnull=False,
                    place__isnull=False,
                    first_page__isnull=False,
                    pages__gte=1,
                    by_hand_on__isnull=True,
                ),
            ),
        ]

    @property
    def sent_on(self) -> datetime.date | None:
        """The day on which it left; None while the files of its batch are being written."""
        return self.by_hand_on or self.batch.handed_over_on


class PersonLink(Piece):
    """What opens a file to the person themselves, once, with their birth date: a code in a link or a letter.

    The code is known by its keyed hash alone. `given_by` is null for the code that a visit gave to come back with.
    Once opened, `visit_digest` is the hash of the key that the browser holds until `visit_until`. Written by SQL
    functions only (`person_links`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code_digest = models.BinaryField(unique=True, editable=False)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("donné le", db_default=Now())
    valid_until = models.DateTimeField("valable jusqu’au")
    tries = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField("ouvert le", null=True)
    visit_digest = models.BinaryField(unique=True, null=True, editable=False)
    visit_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "accès de la personne"
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                name="person_link_visit_whole",
                condition=Q(opened_at__isnull=True, visit_digest__isnull=True, visit_until__isnull=True)
                | Q(opened_at__isnull=False, visit_digest__isnull=False, visit_until__isnull=False),
            ),
        ]


class PersonWord(Piece):
    """What the person wrote from their page: something is wrong, or they object to the use of their data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=WordKind)
    text = models.CharField("message", max_length=2000)
    at = models.DateTimeField("le", db_default=Now())
    read_at = models.DateTimeField("lu le", null=True)
    read_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "message de la personne"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="person_word_kind_known", condition=Q(kind__in=WordKind.values) & ~Q(text="")),
        ]


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
