"""The person's own page: the codes that open it, and what they wrote from there."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ...organisations.models import User
from ..codes import WordKind
from .files import Piece


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
