"""Who read which person's page, and what was erased."""

from django.db import models

from ..organisations.models import Organisation, User


class Reading(models.Model):
    """One opening of a person's page. The person is an identifier without a link: the journal outlives an erasure."""

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField("personne")
    account = models.ForeignKey(User, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le", auto_now_add=True)
    what = models.CharField("écran", max_length=60)

    class Meta:
        verbose_name = "consultation"
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["person_id", "-at"], name="reading_by_person"),
            models.Index(fields=["fund", "-at"], name="reading_by_fund"),
        ]


class Erasure(models.Model):
    """One run of the erasure: how many files and persons of a fund were erased, never which."""

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le", auto_now_add=True)
    files = models.IntegerField("dossiers effacés")
    persons = models.IntegerField("personnes effacées")

    class Meta:
        verbose_name = "effacement"
        ordering = ["-at"]
