"""What an aid service counts of itself, for its members: no fact leaves it (decision 0105)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.functions import Coalesce

from ..organisations.models import User
from ..organisations.services import services_of
from .codes import Category, Effect, FunderAnswer, State
from .models import FinancialAidDecision, FinancialAidEffect, FinancialAidFunder, FinancialAidRequest


@dataclass(frozen=True)
class OfCategory:
    """The requests received in a year for one thing; `days` from receipt to the end on average, None without an end."""

    label: str
    received: int
    granted: int
    refused: int
    withdrawn: int
    granted_cents: int
    days: Decimal | None


def by_category(account: User, year: int) -> list[OfCategory]:
    """One line for each category that was asked for, in the order of the list."""
    requests = FinancialAidRequest.objects.filter(service__in=services_of(account), received_on__year=year)
    counted = requests.order_by().values("category").annotate(
        received=Count("pk"),
        granted=Count("pk", filter=Q(state=State.GRANTED)),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
        withdrawn=Count("pk", filter=Q(state=State.WITHDRAWN)),
        length=Avg(F("ended_on") - F("received_on"), filter=Q(ended_on__isnull=False)),
    )  # fmt: skip
    holding = FinancialAidDecision.objects.filter(request__in=requests, granted=True, corrected_by=None)
    cents = dict(holding.order_by().values_list("request__category").annotate(Sum("amount_cents")))
    found = {row["category"]: row for row in counted}
    return [
        OfCategory(
            Category(code).label, row["received"], row["granted"], row["refused"], row["withdrawn"],
            cents.get(code, 0), _days(row["length"]),
        )
        for code in Category.values
        if (row := found.get(code))
    ]  # fmt: skip


def _days(length) -> Decimal | None:
    if length is None:
        return None
    return (Decimal(length.days) + Decimal(length.seconds) / 86_400).quantize(Decimal("0.1"), ROUND_HALF_UP)


def effects(account: User, year: int) -> list[tuple[str, int]]:
    """What the grants of requests received in a year made possible; those of which nobody said anything come last."""
    granted = FinancialAidRequest.objects.filter(
        service__in=services_of(account), received_on__year=year, state=State.GRANTED
    )
    said = dict(
        FinancialAidEffect.objects.filter(request__in=granted).order_by().values_list("effect").annotate(Count("pk"))
    )
    told = [(Effect(code).label, said[code]) for code in Effect.values if code in said]
    return [*told, ("Pas encore demandé", granted.count() - sum(said.values()))]


def other_funders(account: User, year: int) -> tuple[int, int]:
    """How many other bodies have answered the requests received in a year, and what they pay, in cents."""
    answered = FinancialAidFunder.objects.filter(
        service__in=services_of(account), request__received_on__year=year
    ).exclude(answer=FunderAnswer.WAITING)
    told = answered.aggregate(number=Count("pk"), cents=Coalesce(Sum("amount_cents"), 0))
    return told["number"], told["cents"]
