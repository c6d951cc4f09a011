"""Facts: one de-identified row per referral and per accompaniment, written by database triggers.

A fact is written in the same transaction as what it counts, and stays when the person is erased: its identifier then
leads nowhere. Figures read facts and nothing else. The application's database role may read them, not write them.

A fund's history from its former tool comes as facts too (`history`), marked `imported`: no person stands behind
them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ..organisations.models import Organisation

C2S_OF_UNKNOWN_CLASS = "some"
"""In `c2s_at_end` beside the codes of `C2sAtEnd`: a history can say that there is a C2S without saying which."""


def codes(**options) -> ArrayField:
    return ArrayField(models.CharField(max_length=30), default=list, **options)


class Fact(models.Model):
    """What every fact has: fund, detector, reasons, and the person's sex and age at the referral, if known."""

    id = models.UUIDField(primary_key=True)
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_on = models.DateField("saisine reçue le")
    detector_family = models.CharField(max_length=30)
    detector_category = models.CharField(max_length=30)
    reasons = codes()
    sex = models.CharField(max_length=1, blank=True)
    age = models.SmallIntegerField("âge à la saisine", null=True)
    studies_opposed = models.BooleanField(default=False)
    imported = models.BooleanField("repris d'un ancien outil", default=False, db_default=False)

    class Meta:
        abstract = True


class ReferralFact(Fact):
    """One referral received."""

    urgent = models.BooleanField(default=False)
    forgone_care = codes()
    forgone_since = models.CharField(max_length=20, blank=True)
    forgone_causes = codes()

    class Meta:
        indexes = [models.Index(fields=["fund", "received_on"], name="referral_fact_by_fund")]


class AccompanimentFact(Fact):
    """One accompaniment, opened or not, closed or not."""

    opened_on = models.DateField("ouvert le", null=True)
    closed_on = models.DateField("clos le", null=True)
    closure_reason = models.CharField(max_length=30, blank=True)
    themes = codes()
    outcomes = codes()
    care_types = codes()
    # Only an imported history says which; a file of our own says the type of care.
    specialties = codes(db_default=[])
    publics = codes()
    gp_declared_at_end = models.BooleanField(null=True)
    c2s_at_end = models.CharField(max_length=20, blank=True)
    ald_exemption_at_end = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["fund", "closed_on"], name="accompaniment_fact_by_fund")]
