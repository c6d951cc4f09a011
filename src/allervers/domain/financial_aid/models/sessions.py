"""A session of the commission: who sits, what is on the agenda, who voted what. No name of a person stands in it."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ...documents.models import Document
from ...organisations.models import Organisation, Service, User
from ...people.models import OfPerson
from ..codes import Choice, LinkKind
from .requests import OfRequest


class FinancialAidSession(models.Model):
    """The commission meets. Closed with its minutes, whose bytes have this digest, it never changes again.

    `urgent_cap_cents`: what it lets the service grant by itself until the next one, for each urgent aid.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField("se tient le")
    quorum = models.PositiveSmallIntegerField("quorum")
    urgent_cap_cents = models.BigIntegerField("plafond d’une aide urgente en centimes", default=0)
    closed_at = models.DateTimeField("close le", null=True)
    minutes = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="aid_minutes")
    minutes_sha256 = models.CharField("empreinte du procès-verbal", max_length=64, blank=True)

    class Meta:
        verbose_name = "séance de la commission"
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fund", "id"], name="aid_session_service_fund"),
            models.UniqueConstraint(fields=["service", "held_on"], name="aid_session_once_a_day"),
            models.CheckConstraint(
                name="aid_session_has_a_quorum", condition=Q(quorum__gte=1, urgent_cap_cents__gte=0)
            ),
            models.CheckConstraint(
                name="aid_session_closes_with_its_minutes",
                condition=Q(closed_at=None, minutes=None, minutes_sha256="")
                | Q(closed_at__isnull=False, minutes__isnull=False, minutes_sha256__regex="^[0-9a-f]{64}$"),
            ),
        ]

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class OfSession(models.Model):
    """Something of one session, with its service and fund."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(FinancialAidSession, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class FinancialAidSeat(OfSession):
    """A member who is there."""

    account = models.ForeignKey(User, verbose_name="membre", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "membre présent"
        constraints = [models.UniqueConstraint(fields=["session", "account"], name="aid_seat_once")]


class FinancialAidAgendaLine(OfRequest):
    """A request that a session decides, or whose urgent aid it ratifies. What was not decided may come again later.

    `review_reason` says why a decision is looked at again; empty where nothing was decided before.
    """

    session = models.ForeignKey(FinancialAidSession, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField("rang")
    review_reason = models.TextField("motif du réexamen", max_length=2000, blank=True)

    class Meta:
        verbose_name = "point de l’ordre du jour"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["session", "request"], name="aid_line_once_in_a_session")]


class FinancialAidLink(OfPerson):
    """A member declares that a request is theirs, or a relative's: they vote on none of this person's requests."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(User, verbose_name="membre", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("lien", max_length=10, choices=LinkKind)
    at = models.DateTimeField(db_default=Now())
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lien déclaré avec une personne"
        constraints = [
            models.UniqueConstraint(fields=["account", "person"], name="aid_link_once"),
            models.CheckConstraint(name="aid_link_kind_known", condition=Q(kind__in=LinkKind.values)),
        ]


class FinancialAidVote(OfRequest):
    """What one member who is there said of one line; never changed. The database refuses a vote on one's own file."""

    line = models.ForeignKey(FinancialAidAgendaLine, on_delete=models.PROTECT, related_name="votes")
    account = models.ForeignKey(User, verbose_name="membre", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField("vote", max_length=10, choices=Choice)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "vote"
        constraints = [
            models.UniqueConstraint(fields=["line", "account"], name="aid_vote_once"),
            models.CheckConstraint(name="aid_vote_choice_known", condition=Q(choice__in=Choice.values)),
        ]
