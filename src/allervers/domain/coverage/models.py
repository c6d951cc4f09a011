"""Coverage: the rights of a person as dated periods, and what else is known of them that decides how long they last.

What sources state is only added to. The periods that follow from it are written anew whenever something is stated, and
the database refuses two that overlap.
"""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.models import Organisation
from ..people.models import Person
from .codes import Benefit, C2sClass, Right


class OfPerson(models.Model):
    """Something known of a person of a fund. Its key holds both; the erasure of the person takes it along."""

    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, verbose_name="personne", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True


class OfRight(OfPerson):
    """What distinguishes two periods of one right."""

    right = models.CharField("droit", max_length=10, choices=Right)
    c2s_class = models.CharField("classe de C2S", max_length=15, choices=C2sClass, blank=True)
    managing_body = models.CharField("organisme gestionnaire", max_length=100, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_c2s_alone_has_a_class",
                condition=Q(right=Right.C2S, c2s_class__in=C2sClass.values)
                | Q(right__in=[Right.PUMA, Right.AME], c2s_class=""),
            )
        ]


class CoverageStatement(OfRight):
    """« On `known_on`, this right is open on these days ». Never changed; `recorded_at` is when we were told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    validity = DateRangeField("jours couverts")
    known_on = models.DateField("su le")
    recorded_at = models.DateTimeField("enregistré le", db_default=Now())

    class Meta(OfRight.Meta):
        verbose_name = "information sur un droit"
        constraints = [
            *OfRight.Meta.constraints,
            models.CheckConstraint(
                name="coverage_statement_has_days",
                condition=Q(validity__isempty=False, validity__startswith__isnull=False),
            ),
            # Two sources of one day that contradict each other: which one is right is not for us to choose.
            ExclusionConstraint(
                name="coverage_stated_once_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("right", RangeOperators.EQUAL),
                    ("known_on", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class CoveragePeriod(OfRight):
    """Days on which a right is open, and the days on which that is, or was, held for true.

    Worked out from the statements (`beliefs.py`); on no day can two periods of one right both be believed and overlap.
    """

    validity = DateRangeField("jours couverts")
    believed = DateRangeField("tenu pour vrai")

    class Meta(OfRight.Meta):
        verbose_name = "période de droit"
        constraints = [
            *OfRight.Meta.constraints,
            models.CheckConstraint(
                name="coverage_period_has_days",
                condition=Q(validity__isempty=False, validity__startswith__isnull=False)
                & Q(believed__isempty=False, believed__startswith__isnull=False),
            ),
            ExclusionConstraint(
                name="coverage_periods_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("right", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                    ("believed", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "right"], name="coverage_now", condition=Q(believed__endswith__isnull=True)),
        ]


class OtherBenefit(OfPerson):
    """A benefit that another body pays, from when to when; whether its holder refused the C2S that comes with it.

    `c2s_opposed` is null where the body did not say.
    """

    benefit = models.CharField("prestation", max_length=10, choices=Benefit)
    validity = DateRangeField("versée")
    c2s_opposed = models.BooleanField("a refusé la C2S", null=True)
    managing_body = models.CharField("organisme choisi", max_length=100, blank=True)
    recorded_at = models.DateTimeField("enregistrée le", db_default=Now())

    class Meta:
        verbose_name = "prestation versée ailleurs"
        constraints = [
            models.CheckConstraint(name="benefit_known", condition=Q(benefit__in=Benefit.values)),
            models.CheckConstraint(
                name="benefit_has_days", condition=Q(validity__isempty=False, validity__startswith__isnull=False)
            ),
            ExclusionConstraint(
                name="benefit_periods_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("benefit", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class LivesWith(OfPerson):
    """Two persons of one household, from when to when; each pair once, the smaller identifier first."""

    other = models.ForeignKey(
        Person, verbose_name="avec", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    validity = DateRangeField("vivent ensemble")

    class Meta:
        verbose_name = "foyer"
        constraints = [
            models.CheckConstraint(name="lives_with_in_order", condition=Q(person__lt=F("other"))),
            models.CheckConstraint(
                name="lives_with_has_days", condition=Q(validity__isempty=False, validity__startswith__isnull=False)
            ),
            ExclusionConstraint(
                name="lives_with_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("other", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class MonthlyResource(OfPerson):
    """What a social body transmitted as paid for one month; a later transmission corrects, the former one is kept."""

    kind = models.CharField("nature", max_length=40)
    month = models.DateField("mois")
    amount_cents = models.BigIntegerField("montant en centimes")
    transmitted_on = models.DateField("transmis le")

    class Meta:
        verbose_name = "ressource mensuelle"
        constraints = [
            models.CheckConstraint(name="resource_month_begins", condition=Q(month__day=1)),
            models.UniqueConstraint(
                fields=["person", "kind", "month", "transmitted_on"], name="resource_transmitted_once"
            ),
        ]
