"""The papers of a rights file: what its list awaits, what was joined, and the letters that ask for the rest."""

import uuid

from django.db import models
from django.db.models import F, Q

from ...documents.models import Document
from ...organisations.models import User
from ..codes import Intention, PaperState
from .files import Piece


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
