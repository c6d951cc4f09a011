"""The letters of rights files: their words, the batches that the printer takes, and how each one left."""

import datetime
import uuid

from django.db import models
from django.db.models import Q

from ...organisations.models import Organisation, User
from ..codes import LetterKind
from .files import Piece


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
