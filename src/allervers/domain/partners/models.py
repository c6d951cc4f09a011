"""Agreements of a fund with its partners: with which network, from which day to which, and in which years they hold."""

import datetime
import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from .codes import AgreementKind
from .words import shown

FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)
LONGEST_WORD = 60
LONGEST_NAME = 160
LONGEST_REASON = 200


@pghistory.track(**EVENT_OPTIONS)
class Agreement(models.Model):
    """One agreement, signed. No person is named: the partner is a body.

    `network`: one of `codes.Network`, or a word of another tool. `ends_on`: the last day on which it holds; None when
    it was signed without an end. `source_id`: its identifier in the tool that it comes from; its own for what was
    written here. `withdrawn_at`: it was never signed, or is written twice; it counts no longer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    source_id = models.CharField("identifiant d’origine", max_length=100)
    network = models.CharField("réseau", max_length=LONGEST_WORD)
    kind = models.CharField("sorte de convention", max_length=20, choices=AgreementKind)
    partner_name = models.CharField("partenaire", max_length=LONGEST_NAME, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    signed_on = models.DateField("signée le")
    ends_on = models.DateField("dernier jour", null=True, blank=True)
    author = models.ForeignKey(User, verbose_name="saisie par", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("saisie le", db_default=Now())
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_why = models.CharField("retirée parce que", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "convention"
        ordering = [F("ends_on").asc(nulls_last=True), "network", "partner_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="agreement_fund_id"),
            models.UniqueConstraint(fields=["fund", "source_id"], name="agreement_brought_in_once"),
            models.CheckConstraint(name="agreement_kind_known", condition=Q(kind__in=AgreementKind.values)),
            models.CheckConstraint(name="agreement_names_a_network", condition=~Q(network="")),
            models.CheckConstraint(name="agreement_has_a_source", condition=~Q(source_id="")),
            models.CheckConstraint(name="agreement_siret_of_digits", condition=Q(siret__regex=r"^([0-9]{14})?$")),
            models.CheckConstraint(
                name="agreement_signed_on_possible", condition=Q(signed_on__gte=FIRST_DAY, signed_on__lte=LAST_DAY)
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("signed_on"), ends_on__lte=LAST_DAY),
            ),
            models.CheckConstraint(
                name="agreement_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_why="") | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
            ),
        ]
        indexes = [models.Index(fields=["fund", "ends_on"], name="agreement_of_fund_by_end")]

    def __str__(self):
        return self.partner_name or shown(self.network)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def was_brought_in(self) -> bool:
        """It comes from another tool, whose next file may say otherwise."""
        return self.source_id != str(self.pk)


class AgreementYear(models.Model):
    """A 31 December on which an agreement is in force: what figures count. A trigger of `Agreement` writes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(
        Agreement, verbose_name="convention", on_delete=models.CASCADE, related_name="years", db_constraint=False
    )
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    in_force_on = models.DateField("31 décembre")

    class Meta:
        verbose_name = "année d’une convention"
        constraints = [models.UniqueConstraint(fields=["agreement", "in_force_on"], name="agreement_year_once")]
