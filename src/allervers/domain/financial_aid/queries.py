"""What the aid service can ask of its files, and what the law says of a request as it stands."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from allervers.law.financial_aid import Asking, may_ask
from allervers.law.lookup import Finding

from ..coverage.codes import Right
from ..coverage.queries import periods
from ..organisations.models import Organisation, Service, User
from ..organisations.services import served_funds, services_of
from ..pieces.refusals import Refused
from .codes import FunderAnswer, Scheme, State
from .models import FinancialAidRequest


def place_of(account: User) -> tuple[Service, Organisation]:
    """The aid service that the account belongs to, and its fund. Raises `Refused` where there is none."""
    for service in services_of(account):
        for fund in served_funds(service).filter(pk=account.organisation_id):
            return service, fund
    raise Refused("Votre compte n’est membre d’aucun service d’aide.")


def of_services(account: User) -> QuerySet[FinancialAidRequest]:
    """The requests made to the services of this account; its own to others are not among them."""
    return FinancialAidRequest.objects.filter(service__in=services_of(account)).select_related("person")


def open_ones(account: User) -> QuerySet[FinancialAidRequest]:
    """Those that nobody decided yet, the longest waiting first."""
    return of_services(account).filter(state=State.OPEN)


def ended(account: User) -> QuerySet[FinancialAidRequest]:
    """Those that ended, the latest first."""
    return of_services(account).exclude(state=State.OPEN).order_by("-ended_on", "reference")


def last_resort(request: FinancialAidRequest) -> bool | None:
    """Whether every other body that was asked has answered; None where nobody says that one was asked."""
    answers = [funder.answer for funder in request.financialaidfunders.all()]
    return FunderAnswer.WAITING not in answers if answers else None


def judged(
    request: FinancialAidRequest,
    day: datetime.date | None = None,
    *,
    asked_first: bool | None,
    ame: bool | None = None,
) -> Finding:
    """What the law library says of this request; `asked_first`: whether the other bodies have answered.

    AME that the fund knows of on that day weighs more than what was said of the person; `ame` says it of whoever
    judges many (`holding_ame`).
    """
    day = day or timezone.localdate()
    ame = has_ame(request.person_id, day) if ame is None else ame
    scheme = Scheme.AME if ame else request.scheme
    known = scheme != Scheme.UNKNOWN
    # Under the AME or the « Migrants » scheme nobody is affiliated: the scheme is the reason that is told.
    affiliated = {Scheme.INSURED: True, Scheme.ELSEWHERE: False}.get(Scheme(scheme))
    return may_ask(
        Asking(
            request.category,
            affiliated=affiliated,
            ame=scheme == Scheme.AME if known else None,
            migrants_scheme=scheme == Scheme.MIGRANTS if known else None,
            financial_difficulty=request.financial_difficulty,
            comfort=request.comfort,
            other_funders_asked=asked_first,
            social_evaluation=True if request.social_evaluation_on else None,
        ),
        day,
    )


def granted_since(person_id, day: datetime.date) -> datetime.date | None:
    """When an aid was granted to this person, since that day, as far as it is shown: to its author, or to the service;
    the first one. An accompaniment obtained it."""
    granted = FinancialAidRequest.objects.filter(person_id=person_id, state=State.GRANTED, ended_on__gte=day)
    return granted.order_by("ended_on").values_list("ended_on", flat=True).first()


def has_ame(person_id, day: datetime.date) -> bool:
    """The fund knows that the person holds the AME on that day."""
    return bool(holding_ame([person_id], day))


def holding_ame(persons: Iterable, day: datetime.date) -> set[UUID]:
    """Those of these persons who hold the AME on that day, as far as the fund knows."""
    held = periods(persons).filter(right=Right.AME, validity__contains=day)
    return set(held.values_list("person_id", flat=True))
