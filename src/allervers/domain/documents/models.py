"""A paper as we hold it: what it is, how to decrypt it, and whether it was scanned. Its content is a blob elsewhere."""

import uuid

from django.db import models
from django.db.models import Q

from ..organisations.models import Organisation, Service, User


class Scan(models.TextChoices):
    """What the antivirus said. Without an antivirus nothing is said, and the page tells so."""

    PENDING = "pending", "contrôle en attente"
    CLEAN = "clean", "contrôlé"
    INFECTED = "infected", "virus trouvé"
    ERROR = "error", "contrôle impossible"
    NONE = "none", "non contrôlé (aucun antivirus)"


OPENABLE = (Scan.CLEAN, Scan.NONE)


class Document(models.Model):
    """A PDF that belongs to a fund. The identifier is chosen by whoever sends it: sent twice, it is kept once.

    One with a `service` is shown to its members alone, and to the jobs that scan and check (decision 0105).
    `received_digest` says whether two contents received are the same, inside one fund only. Without the row, with its
    wrapped key, no copy of the blob can be read any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, verbose_name="déposé par", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("déposé le", auto_now_add=True)
    size = models.PositiveIntegerField("taille en octets")
    pages = models.PositiveSmallIntegerField("pages")
    received_digest = models.BinaryField(editable=False)
    blob = models.CharField(max_length=32, unique=True, editable=False)
    key_wrapped = models.BinaryField(editable=False)
    scan = models.CharField("antivirus", max_length=10, choices=Scan)
    scanned_at = models.DateTimeField("contrôlé le", null=True)

    class Meta:
        verbose_name = "document"
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="document_fund_id"),
            models.CheckConstraint(name="document_scan_known", condition=Q(scan__in=Scan.values)),
        ]
        indexes = [
            models.Index(fields=["scan"], name="document_to_scan", condition=Q(scan__in=[Scan.PENDING, Scan.ERROR]))
        ]

    @property
    def is_openable(self) -> bool:
        """Whether somebody else than who sent it may open it."""
        return self.scan in OPENABLE


class DocumentCheck(models.Model):
    """What the nightly comparison of rows with blobs found in a fund: numbers alone, which name nobody."""

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    looked_at = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    spoilt = models.PositiveIntegerField()

    class Meta:
        verbose_name = "contrôle des documents"
        indexes = [models.Index(fields=["fund", "-at"], name="document_check_by_fund")]
