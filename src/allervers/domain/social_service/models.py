"""The social service, level 2: what it is asked, what it does, and the little that others are told.

Everything here but `SocialServiceContact` is shown by the database to the members of the service alone, whatever their
fund; a request also to the account that wrote it (decisions 0033 and 0098).
"""

import datetime
import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils import timezone

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, Service, User
from ..people.models import Identity, OfPerson, Person
from .codes import AXIS_OF_OFFER, FOLLOWING, Answer, Axis, EndReason, Offer, Origin, State, Way


def _offer_of_its_axis() -> Q:
    condition = Q(offer="")
    for offer, axis in AXIS_OF_OFFER.items():
        condition |= Q(offer=offer.value, axis=axis.value)
    return condition


# What the trail of a table never copies: texts, and numbers.
_TEXTS = ["what_for", "nir_encrypted", "nir_digest"]


@pghistory.track(exclude=_TEXTS, **EVENT_OPTIONS)
class SocialServiceReferral(Identity):
    """A request made to a social service, with the identity as it was said then.

    `person` is the fund's own, once the first level has recognised them. `offer` is empty where only axes were told
    apart (until 2023). Its identifier is minted with the form. Without the agreement of the person there is no request.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, verbose_name="personne", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    received_at = models.DateTimeField("reçue le", default=timezone.now)
    origin = models.CharField("origine", max_length=20, choices=Origin)
    author = models.ForeignKey(User, verbose_name="envoyée par", on_delete=models.PROTECT, related_name="+")
    axis = models.CharField("axe", max_length=20, choices=Axis)
    offer = models.CharField("offre", max_length=20, choices=Offer, blank=True)
    what_for = models.TextField("ce qui est demandé", max_length=2000)
    agreed_on = models.DateField("accord de la personne le")

    class Meta(Identity.Meta):
        verbose_name = "demande au service social"
        ordering = ["received_at"]
        constraints = [
            *Identity.Meta.constraints,
            models.UniqueConstraint(fields=["service", "fund", "id"], name="social_referral_service_fund"),
            models.CheckConstraint(name="social_referral_origin_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(name="social_referral_axis_known", condition=Q(axis__in=Axis.values)),
            models.CheckConstraint(name="social_referral_offer_of_its_axis", condition=_offer_of_its_axis()),
            models.CheckConstraint(name="social_referral_says_what_for", condition=~Q(what_for="")),
        ]
        indexes = [
            models.Index(fields=["service", "received_at"], name="social_referral_of_service"),
            models.Index(fields=["service", "birth_date"], name="social_referral_by_birth_date"),
            models.Index(fields=["author", "-received_at"], name="social_referral_by_author"),
            models.Index(fields=["person"], name="social_referral_of_person", condition=Q(person__isnull=False)),
        ]

    def __str__(self):
        return f"demande au service social {self.pk}"

    @property
    def need(self) -> str:
        """The offer asked for, else the axis."""
        return self.get_offer_display() or self.get_axis_display()


class SocialServiceQueue(models.Model):
    """The requests that nobody answered yet: few, however many were. The database adds and takes away."""

    referral = models.OneToOneField(
        SocialServiceReferral, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="queued"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "demande qui attend"


class OfReferral(models.Model):
    """Something that a service does for one request. Its key holds service and fund, as that of the request does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@pghistory.track(exclude=["analysis"], **EVENT_OPTIONS)
class SocialServiceFile(OfReferral):
    """What became of a request: the first level's answer, then the social worker's file.

    `known` says whether the person was already known to the service. A request without one waits for its answer.
    """

    referral = models.OneToOneField(
        SocialServiceReferral, verbose_name="demande", on_delete=models.PROTECT, related_name="file"
    )
    known = models.BooleanField("déjà connue du service")
    analysis = models.TextField("analyse", max_length=2000, blank=True)
    answer = models.CharField("réponse", max_length=20, choices=Answer)
    oriented_to = models.CharField("orientée vers", max_length=200, blank=True)
    answered_at = models.DateTimeField("répondu le", db_default=Now())
    answered_by = models.ForeignKey(User, verbose_name="répondu par", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(
        User, verbose_name="assistant de service social", null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField("terminé le", null=True)
    end_reason = models.CharField("pourquoi terminé", max_length=20, choices=EndReason, blank=True)

    class Meta:
        verbose_name = "dossier du service social"
        ordering = ["-answered_at"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fund", "id"], name="social_file_service_fund"),
            models.CheckConstraint(name="social_file_answer_known", condition=Q(answer__in=Answer.values)),
            models.CheckConstraint(
                name="social_file_says_where_to", condition=Q(answer=Answer.ORIENTED) ^ Q(oriented_to="")
            ),
            models.CheckConstraint(
                name="social_file_booked_has_a_worker", condition=~Q(answer=Answer.BOOKED) | Q(worker__isnull=False)
            ),
            models.CheckConstraint(
                name="social_file_only_booked_goes_on", condition=Q(answer=Answer.BOOKED) | Q(ended_on__isnull=False)
            ),
            models.CheckConstraint(
                name="social_file_ends_with_a_reason",
                condition=~Q(answer=Answer.BOOKED) & Q(end_reason="")
                | Q(answer=Answer.BOOKED, ended_on=None, end_reason="")
                | Q(answer=Answer.BOOKED, ended_on__isnull=False, end_reason__in=EndReason.values),
            ),
        ]
        indexes = [
            models.Index(fields=["service", "worker"], name="social_file_under_way", condition=Q(ended_on=None)),
            models.Index(fields=["fund", "ended_on"], name="social_file_ended", condition=Q(ended_on__isnull=False)),
        ]

    def __str__(self):
        return f"dossier du service social {self.pk}"


class _Span(Func):
    """From the beginning of an interview to its end, which is free for the next one."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


@pghistory.track(**EVENT_OPTIONS)
class SocialServiceInterview(OfReferral):
    """A worker of the service meets the person. Two at once of one worker are refused by the database."""

    file = models.ForeignKey(
        SocialServiceFile, verbose_name="dossier", on_delete=models.PROTECT, related_name="interviews"
    )
    worker = models.ForeignKey(User, verbose_name="avec", on_delete=models.PROTECT, related_name="+")
    way = models.CharField("comment", max_length=10, choices=Way)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    state = models.CharField("état", max_length=10, choices=State, default=State.PLANNED)
    settled_at = models.DateTimeField("état noté le", null=True)

    class Meta:
        verbose_name = "entretien du service social"
        ordering = ["starts_at"]
        constraints = [
            ExclusionConstraint(
                name="social_worker_meets_one_at_a_time",
                expressions=[
                    ("worker", "="),
                    (_Span("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state=State.CANCELLED),
            ),
            models.CheckConstraint(name="social_interview_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(name="social_interview_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="social_interview_lasts_a_day_at_most",
                condition=Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + datetime.timedelta(hours=12)),
            ),
            models.CheckConstraint(
                name="social_interview_settled_as_its_state_says",
                condition=Q(state=State.PLANNED, settled_at=None)
                | Q(state__in=[State.HELD, State.NO_SHOW, State.CANCELLED], settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="social_interview_is_known_after_it_began",
                condition=~Q(state__in=[State.HELD, State.NO_SHOW]) | Q(settled_at__gte=F("starts_at")),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="social_interview_states_follow_one_another",
                field="state",
                transitions=[(former, after) for former, following in FOLLOWING.items() for after in following],
            )
        ]

    def __str__(self):
        return f"entretien du service social {self.pk}"


@pghistory.track(exclude=["what", "result"], **EVENT_OPTIONS)
class SocialServiceStep(OfReferral):
    """One thing of the plan that the person and the social worker made: what, for when, and what came of it."""

    file = models.ForeignKey(SocialServiceFile, verbose_name="dossier", on_delete=models.PROTECT, related_name="steps")
    what = models.CharField("étape", max_length=300)
    due_on = models.DateField("pour le", null=True)
    done_on = models.DateField("faite le", null=True)
    result = models.CharField("résultat", max_length=300, blank=True)
    author = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrite le", db_default=Now())

    class Meta:
        verbose_name = "étape du plan"
        ordering = ["due_on", "written_at"]
        constraints = [
            models.CheckConstraint(name="social_step_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="social_step_result_once_done", condition=Q(result="") | Q(done_on__isnull=False)
            ),
        ]

    def __str__(self):
        return f"étape {self.pk}"


class SocialServiceKey(models.Model):
    """The key of a service, that wraps the keys of its notes; itself encrypted with those of the installation."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, primary_key=True, related_name="+")
    encrypted = models.BinaryField(editable=False)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "clé d’un service"


class SocialServiceNote(OfReferral):
    """A note of a social worker, sealed (`sealing.py`). Never changed: what was wrong is said by another one.

    Whoever may read it has a row of `SocialServiceNoteKey`, its author too; to anybody else it does not exist.
    """

    file = models.ForeignKey(SocialServiceFile, verbose_name="dossier", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrite le", db_default=Now())
    sealed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = "note du service social"
        ordering = ["-written_at"]
        constraints = [models.UniqueConstraint(fields=["service", "fund", "id"], name="social_note_service_fund")]

    def __str__(self):
        return f"note {self.pk}"


class SocialServiceNoteKey(OfReferral):
    """One reader of one note: its key, wrapped for them with that of the service."""

    note = models.ForeignKey(SocialServiceNote, verbose_name="note", on_delete=models.PROTECT, related_name="keys")
    reader = models.ForeignKey(User, verbose_name="lecteur", on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField(editable=False)

    class Meta:
        verbose_name = "lecteur d’une note"
        constraints = [models.UniqueConstraint(fields=["note", "reader"], name="social_note_reader_once")]
        indexes = [models.Index(fields=["reader"], name="social_note_of_reader")]


LASTS = datetime.timedelta(hours=24)


class SocialServiceAccess(OfReferral):
    """A colleague who is not named on the notes of a file opens them all the same: why, and until when.

    Written before they open. Never changed nor taken back: the authors of the notes are told, and it is counted.
    """

    file = models.ForeignKey(SocialServiceFile, verbose_name="dossier", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    why = models.CharField("pourquoi", max_length=300)
    opened_at = models.DateTimeField("ouvert le", db_default=Now())
    until = models.DateTimeField("jusqu’au", db_default=Now() + LASTS)

    class Meta:
        verbose_name = "accès exceptionnel"
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(name="social_access_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="social_access_ends_by_itself",
                condition=Q(until__gt=F("opened_at"), until__lte=F("opened_at") + LASTS),
            ),
        ]
        indexes = [
            models.Index(fields=["account", "until"], name="social_access_of_account"),
            models.Index(fields=["service", "-opened_at"], name="social_access_of_service"),
        ]


class SocialServiceShare(OfReferral):
    """What the person agreed that whoever had referred them be told; its author alone sees it beside the service."""

    referral = models.ForeignKey(
        SocialServiceReferral, verbose_name="demande", on_delete=models.PROTECT, related_name="shares"
    )
    text = models.TextField("ce qui est transmis", max_length=1000)
    agreed_on = models.DateField("accord de la personne le")
    author = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("transmis le", db_default=Now())

    class Meta:
        verbose_name = "retour du service social"
        ordering = ["-at"]
        constraints = [models.CheckConstraint(name="social_share_says_something", condition=~Q(text=""))]


class SocialServiceGroup(models.Model):
    """A meeting of several persons with the service, for one need: where, when, for how many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("intitulé", max_length=100)
    axis = models.CharField("axe", max_length=20, choices=Axis)
    place = models.CharField("lieu", max_length=200)
    starts_at = models.DateTimeField("début")
    capacity = models.SmallIntegerField("places")
    author = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "réunion de groupe"
        ordering = ["starts_at"]
        constraints = [
            # What its participants must say as it does.
            models.UniqueConstraint(fields=["service", "id", "capacity"], name="social_group_capacity"),
            models.CheckConstraint(name="social_group_axis_known", condition=Q(axis__in=Axis.values)),
            models.CheckConstraint(name="social_group_for_two_to_forty", condition=Q(capacity__range=(2, 40))),
        ]
        indexes = [models.Index(fields=["service", "starts_at"], name="social_group_of_service")]

    def __str__(self):
        return self.title


class SocialServiceParticipant(OfReferral):
    """A person whom the service follows takes one of the places; whether they came, once it is known."""

    group = models.ForeignKey(
        SocialServiceGroup, verbose_name="réunion", on_delete=models.PROTECT, related_name="participants"
    )
    capacity = models.SmallIntegerField()
    seat = models.SmallIntegerField("place")
    file = models.ForeignKey(SocialServiceFile, verbose_name="dossier", on_delete=models.PROTECT, related_name="groups")
    came = models.BooleanField("venue", null=True)
    settled_at = models.DateTimeField("noté le", null=True)

    class Meta:
        verbose_name = "participation à une réunion"
        ordering = ["seat"]
        constraints = [
            models.UniqueConstraint(fields=["group", "seat"], name="social_group_seat_once"),
            models.UniqueConstraint(fields=["group", "file"], name="social_group_file_once"),
            models.CheckConstraint(name="social_group_seat_exists", condition=Q(seat__gte=1, seat__lte=F("capacity"))),
            models.CheckConstraint(
                name="social_participant_settled_whole", condition=Q(came=None) ^ Q(settled_at__isnull=False)
            ),
        ]


class SocialServiceContact(OfPerson):
    """All that the fund sees: a day on which there was a contact. Written by the database alone."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("le")

    class Meta:
        verbose_name = "contact du service social"
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["person", "service", "on"], name="social_contact_once_a_day")]
