"""That a person changed their mind: what, when, how they said it and who wrote it down. Only added to."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ..organisations.models import User
from ..people.models import OfPerson
from .codes import How


class ConsentChange(OfPerson):
    """One change of one agreement or opposition (`purpose`, of what `about` names). What holds now is kept by the
    domain that asks; this says how it came. Its identifier is minted with the form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    purpose = models.CharField("pour quoi", max_length=30)
    about = models.UUIDField(null=True)
    recipient = models.CharField("pour qui", max_length=250)
    given = models.BooleanField("d’accord")
    on = models.DateField("dit le")
    how = models.CharField("comment", max_length=20, choices=How)
    at = models.DateTimeField("noté le", db_default=Now())
    author = models.ForeignKey(
        User, verbose_name="noté par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "changement d’accord"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="consent_change_how_known", condition=Q(how__in=How.values) & ~Q(purpose="")),
            models.CheckConstraint(
                name="consent_change_by_somebody_else_than_the_person",
                condition=Q(how=How.OWN_PAGE, author=None) | ~Q(how=How.OWN_PAGE) & Q(author__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="consent_change_of_person")]

    def __str__(self):
        return f"changement d’accord {self.pk}"
