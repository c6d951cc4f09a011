"""The budgets of an aid service: money is given to them, kept for a decision, paid, or set free.

| movement | what it does                | who                                                          |
|----------|-----------------------------|--------------------------------------------------------------|
| allocate | allocated + (or −)          | a member, with a reason                                      |
| reserve  | reserved +                  | a decision that grants; refused where it would pass zero      |
| pay      | reserved −, paid +          | the bank has paid                                            |
| release  | reserved −                  | a correction                                                 |

The database adds up (`sql/move_aid_budget.sql`) and has the last word: fifty at once never pass zero.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ..organisations.context import because
from ..organisations.models import Organisation, Service, User
from ..organisations.services import services_of
from ..pieces.once import once, says
from ..pieces.refusals import Refused, sentence
from .codes import MovementKind
from .models import FinancialAidBudget, FinancialAidMovement


def of_year(account: User, year: int) -> QuerySet[FinancialAidBudget]:
    """The budgets of the account's services in a year, by category."""
    return FinancialAidBudget.objects.filter(service__in=services_of(account), year=year)


@transaction.atomic
def allocate(
    service: Service, fund: Organisation, year: int, category: str, amount_cents: int, *, key: UUID, by: User, why: str
) -> FinancialAidMovement:
    """Give money to a budget, or take some back (an amount below zero); the same `key` again changes nothing."""
    because("budget des aides financières")
    FinancialAidBudget.objects.bulk_create(
        [FinancialAidBudget(service=service, fund=fund, year=year, category=category)], ignore_conflicts=True
    )
    budget = FinancialAidBudget.objects.get(service=service, fund=fund, year=year, category=category)
    said = {"amount_cents": amount_cents, "why": why, "by_id": by.pk}
    return _move(budget, MovementKind.ALLOCATE, key=key, **said)


@transaction.atomic
def reserve(service_id: int, fund_id: int, year: int, category: str, amount_cents: int, *, cause: UUID, by: User):
    """Keep the money of a decision: its movement. Raises `Refused` where the budget has not enough."""
    budget = FinancialAidBudget.objects.filter(
        service_id=service_id, fund_id=fund_id, year=year, category=category
    ).first()
    if budget is None:
        raise Refused(f"Aucun budget n’est alloué à cette nature d’aide pour {year}.", "amount")
    return _move(budget, MovementKind.RESERVE, amount_cents=amount_cents, cause=cause, by_id=by.pk)


@transaction.atomic
def follow(cause: UUID, kind: MovementKind, *, by: User | None) -> FinancialAidMovement:
    """Pay, or set free, what was kept for this decision: the whole amount, once."""
    kept = FinancialAidMovement.objects.select_related("budget").get(cause=cause, kind=MovementKind.RESERVE)
    return _move(kept.budget, kind, amount_cents=kept.amount_cents, cause=cause, by_id=by and by.pk)


def _move(budget: FinancialAidBudget, kind: MovementKind, *, key: UUID | None = None, **said) -> FinancialAidMovement:
    row = FinancialAidMovement(
        fund_id=budget.fund_id, service_id=budget.service_id, budget=budget, kind=kind, **said
    )  # fmt: skip
    row.pk = key or row.pk
    try:
        with transaction.atomic():
            return once(row, says(budget_id=budget.pk, kind=kind, **said))[0]
    except IntegrityError as error:
        raise Refused(sentence(error), "amount") from None
