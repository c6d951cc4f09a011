"""What a fund has to give in a year, category by category, and each movement of it.

The totals are written by a trigger of the movements alone (`sql/move_aid_budget.sql`), on the locked row of the budget:
reserved + paid + free = allocated, and free is never below zero, whatever happens at once.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ...organisations.models import Organisation, Service, User
from ..codes import Category, MovementKind


class FinancialAidBudget(models.Model):
    """One category of one year. Its amounts are whole cents, and nobody writes them: they follow the movements."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("année")
    category = models.CharField("nature de l’aide", max_length=30, choices=Category)
    allocated_cents = models.BigIntegerField("alloué en centimes", default=0)
    reserved_cents = models.BigIntegerField("réservé en centimes", default=0)
    paid_cents = models.BigIntegerField("payé en centimes", default=0)
    free_cents = models.GeneratedField(
        expression=F("allocated_cents") - F("reserved_cents") - F("paid_cents"),
        output_field=models.BigIntegerField("libre en centimes"),
        db_persist=True,
    )

    class Meta:
        verbose_name = "budget des aides"
        ordering = ["-year", "category"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fund", "id"], name="aid_budget_service_fund"),
            models.UniqueConstraint(fields=["service", "fund", "year", "category"], name="aid_budget_once_a_year"),
            models.CheckConstraint(name="aid_budget_category_known", condition=Q(category__in=Category.values)),
            models.CheckConstraint(name="aid_budget_year_known", condition=Q(year__gte=2019, year__lte=2099)),
            models.CheckConstraint(
                name="aid_budget_never_below_zero",
                condition=Q(reserved_cents__gte=0, paid_cents__gte=0)
                & Q(allocated_cents__gte=F("reserved_cents") + F("paid_cents")),
            ),
        ]


class FinancialAidMovement(models.Model):
    """Money given to a budget, kept for a decision, paid, or set free again; written once, never changed.

    `cause` is the decision that it follows from: a number that leads nowhere once the request is erased. One movement
    of a kind for a cause: doing it twice is refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    budget = models.ForeignKey(FinancialAidBudget, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField("mouvement", max_length=10, choices=MovementKind)
    amount_cents = models.BigIntegerField("montant en centimes")
    cause = models.UUIDField("décision", null=True)
    why = models.CharField("pourquoi", max_length=300, blank=True)
    at = models.DateTimeField("le", db_default=Now())
    by = models.ForeignKey(User, verbose_name="par", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "mouvement d’un budget"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["cause", "kind"], name="aid_movement_once_for_a_cause"),
            models.CheckConstraint(name="aid_movement_kind_known", condition=Q(kind__in=MovementKind.values)),
            models.CheckConstraint(
                name="aid_movement_says_why_or_for_what",
                condition=Q(kind="allocate", cause=None) & ~Q(why="") & ~Q(amount_cents=0)
                | ~Q(kind="allocate") & Q(cause__isnull=False, amount_cents__gte=1),
            ),
        ]
