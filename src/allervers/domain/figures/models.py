"""The tables of figures: facts (`facts/`), months counted beforehand, editions prepared, imports of history."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ..organisations.models import Organisation
from .facts import Fact
from .facts.accompaniment import C2S_OF_UNKNOWN_CLASS, AccompanimentFact
from .facts.ended_right import EndedRightFact
from .facts.referral import FileFact, ReferralFact

__all__ = [
    "C2S_OF_UNKNOWN_CLASS",
    "AccompanimentFact",
    "CaseworkImport",
    "ChangedMonth",
    "CountedMonth",
    "EndedRightFact",
    "Fact",
    "FileFact",
    "ImportTakenBack",
    "ImportedFact",
    "KeptEdition",
    "ReferralFact",
]


class CountedMonth(models.Model):
    """What was counted beforehand of one month of one fund: how many facts each population of the catalogue has.

    `source` says which facts and by which date (`facts.sources_of`); what has no date is under `counting.NO_MONTH`.
    `files` and `totals` follow the order of the catalogue's populations, of which `definition` is the digest. It is
    true as long as no `ChangedMonth` says otherwise. A month without a row has no facts.
    """

    source = models.CharField(max_length=20)
    public = models.CharField(max_length=30, blank=True)
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField("premier jour du mois")
    first_day = models.DateField("première date comptée")
    last_day = models.DateField("dernière date comptée")
    definition = models.CharField(max_length=64)
    files = ArrayField(models.IntegerField())
    totals = ArrayField(models.IntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "public", "month", "fund"], name="counted_month_once"),
        ]
        indexes = [models.Index(fields=["definition"], name="counted_month_definition")]


class KeptEdition(models.Model):
    """A part of a year (`editions.PARTS`) as it was counted and masked last: unmasked numbers by fund, for who sees the
    nation alone, and by place the ranks of the masked ones. `end` comes before the year's when its first days alone
    were frozen. `meaning`: what numbers and ranks mean; `digest`: of all that the masks were worked out from."""

    start = models.DateField()
    end = models.DateField()
    part = models.CharField(max_length=30)
    counted_at = models.DateTimeField()
    meaning = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    numbers = models.JSONField()
    hidden = models.JSONField()

    class Meta:
        verbose_name = "chiffres préparés"
        constraints = [models.UniqueConstraint(fields=["start", "end", "part"], name="kept_edition_once")]


class ChangedMonth(models.Model):
    """A mark: in this transaction a fact of this month changed, so it must be counted again. Written by triggers.

    One for each transaction, so that two that change the same month never wait for each other.
    """

    source = models.CharField(max_length=20)
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField("premier jour du mois")
    transaction = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "fund", "month", "transaction"], name="changed_month_once"),
        ]


class CaseworkImport(models.Model):
    """A folder of casework history that was brought in: by which account of the operating system, and its digest."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=100)
    folder = models.CharField("empreinte des deux fichiers", max_length=64)


class ImportTakenBack(models.Model):
    """A time an import, or one of its lines, was taken back; `why` is what was said of it."""

    import_made = models.ForeignKey(CaseworkImport, on_delete=models.PROTECT, related_name="times")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=100)
    why = models.TextField()


class ImportedFact(models.Model):
    """A fact that an import added or changed, and what it was `before` (null: it was not there).

    `file` is the referral's fact, also for its accompaniment. `line`: digest of the referral's line without its
    fund; null for its accompaniment. Hundreds of thousands of rows at once: no index and no key
    that another has already (the fact holds that its fund exists).
    """

    brought_by = models.ForeignKey(CaseworkImport, on_delete=models.PROTECT, related_name="facts", db_index=False)
    taken_back = models.ForeignKey(
        ImportTakenBack, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    fund = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    file = models.UUIDField(db_index=True)
    fact = models.UUIDField()
    of_accompaniment = models.BooleanField()
    line = models.UUIDField(null=True, db_index=True)
    before = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought_by", "fact"], name="imported_fact_once")]
        indexes = [
            models.Index(
                fields=["taken_back"], name="imported_fact_taken_back", condition=models.Q(taken_back__isnull=False)
            )
        ]
