"""Somebody asks for all their data: since when, until when an answer is owed, and the copy while it is kept.

Seen in the person's fund by its data-protection officer and managers; the copy by the officer, by the job that makes
it, and by the person on their own page (both work without an account).
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.models import Organisation, User
from ..people.models import OfPerson
from .codes import Delivery, Identity, Way


class AccessRequest(OfPerson):
    """One request of a person for their data (article 15 of regulation (EU) 2016/679). One at a time.

    `author` wrote it down, null where the person asked from their own page. `prepared_at`: the copy is there;
    `expires_at`: it is forgotten then. `digest` (SHA-256 of the machine-readable file) stays: it is the receipt's.
    `closed_at`: the copy was handed over (`delivered_at`), or nobody came for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    asked_on = models.DateField("reçue le")
    way = models.CharField("comment", max_length=20, choices=Way)
    identity = models.CharField("identité vérifiée par", max_length=20, choices=Identity)
    author = models.ForeignKey(
        User, verbose_name="notée par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField("notée le", db_default=Now())
    due_on = models.DateField("réponse avant le")
    prepared_at = models.DateTimeField("copie prête le", null=True)
    digest = models.CharField("empreinte", max_length=64, blank=True)
    expires_at = models.DateTimeField("copie gardée jusqu’au", null=True)
    delivered_at = models.DateTimeField("remise le", null=True)
    delivery = models.CharField("remise", max_length=20, choices=Delivery, blank=True)
    delivered_by = models.ForeignKey(
        User, verbose_name="remise par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField("terminée le", null=True)

    class Meta:
        verbose_name = "demande d’accès"
        ordering = ["due_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="access_request_fund_id"),
            models.UniqueConstraint(fields=["person"], name="access_request_one_at_once", condition=Q(closed_at=None)),
            models.CheckConstraint(
                name="access_request_asked_by_somebody",
                condition=Q(way=Way.OWN_PAGE, identity=Identity.OWN_PAGE, author=None)
                | Q(way__in=[Way.IN_PERSON, Way.LETTER], author__isnull=False)
                & Q(identity__in=[Identity.SHOWN, Identity.COPY]),
            ),
            models.CheckConstraint(name="access_request_due_later", condition=Q(due_on__gt=F("asked_on"))),
            models.CheckConstraint(
                name="access_request_prepared_whole",
                condition=Q(prepared_at=None, expires_at=None, digest="")
                | Q(prepared_at__isnull=False, expires_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="access_request_delivered_whole",
                condition=Q(delivered_at=None, delivery="", delivered_by=None)
                | Q(delivery=Delivery.OWN_PAGE, delivered_by=None)
                & Q(delivered_at__isnull=False, prepared_at__isnull=False, closed_at__isnull=False)
                | Q(delivery__in=[Delivery.BY_HAND, Delivery.POST], delivered_by__isnull=False)
                & Q(delivered_at__isnull=False, prepared_at__isnull=False, closed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "due_on"], name="access_request_open", condition=Q(closed_at=None)),
            models.Index(fields=["person"], name="access_request_of_person"),
        ]

    def __str__(self):
        return f"demande d’accès {self.pk}"

    @property
    def reference(self) -> str:
        """« A-5B0C-9D2E »: to be read aloud, as the number of a referral is."""
        digits = self.pk.hex[:8].upper()
        return f"A-{digits[:4]}-{digits[4:]}"


class AccessCopy(models.Model):
    """The copy of a request, sealed with a key of its own; both are blanked when it is forgotten."""

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    request = models.OneToOneField(
        AccessRequest, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="copy"
    )
    sealed = models.BinaryField(editable=False)
    key_wrapped = models.BinaryField(editable=False)

    class Meta:
        verbose_name = "copie des données"
