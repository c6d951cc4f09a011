"""The yearly return: each fund says how many refusals of care were reported to it, zero too (#84, #85)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, Service, User
from ..organisations.queries import active_funds
from ..organisations.services import services_of
from ..pieces.refusals import Refused
from .models import CareRefusalReturn
from .queries import of_services

FIRST_YEAR = 2008  # of the mediators (#84)


@dataclass(frozen=True)
class OfNation:
    """The returns of a year over all funds. A fund that says nothing is not one that has none."""

    year: int
    answered: int
    none: int
    some: int
    files: int
    silent: int
    change: Decimal | None
    """In per cent since the year before, of whoever answered each year; None where one of both has none."""


def received_in(account: User, year: int) -> int:
    """How many files of that year the account's service still has: what it may say, at least."""
    return of_services(account).filter(received_on__year=year).count()


@transaction.atomic
def declare(fund: Organisation, *, key: UUID, by: User, year: int, files: int) -> CareRefusalReturn:
    """Say the number of a year that is over, or correct it.

    Raises `Refused` for a year to come or before the mediators, or a number below what the service has in its files.
    """
    because("relevé annuel des refus de soins")
    this_year = timezone.localdate().year
    if not FIRST_YEAR <= year < this_year:
        raise Refused(f"Choisissez une année finie, de {FIRST_YEAR} à {this_year - 1}.", "year")
    known = received_in(by, year)
    if files < known:
        raise Refused(
            f"Le service a {known} signalement{'s' * (known > 1)} de {year} : écrivez ce nombre au moins.", "files"
        )
    service = next((each for each in services_of(by) if each.kind == Service.Kind.MEDIATION), None)
    if service is None:
        raise Refused("Votre compte n’est membre d’aucun service de médiation.")
    said = {"files": files, "author": by, "service": service}
    return CareRefusalReturn.objects.update_or_create(
        fund=fund, year=year, defaults=said, create_defaults={"pk": key, **said}
    )[0]


def of_fund(fund: Organisation) -> list[CareRefusalReturn]:
    """Its returns, the latest year first."""
    return list(CareRefusalReturn.objects.filter(fund=fund).select_related("author"))


def of_nation(year: int) -> OfNation:
    """Every return of a year, for an account that sees the nation. Three queries."""
    found = _counted(year)
    before = _counted(year - 1)
    change = None
    if before["files"] and found["answered"]:
        change = (Decimal(100) * found["files"] / before["files"] - 100).quantize(Decimal("1"), ROUND_HALF_UP)
    silent = active_funds().count() - found["answered"]
    return OfNation(
        year=year, answered=found["answered"], none=found["none"], some=found["answered"] - found["none"],
        files=found["files"] or 0, silent=max(silent, 0), change=change,
    )  # fmt: skip


def _counted(year: int) -> dict:
    rows = CareRefusalReturn.objects.filter(year=year).order_by()
    return rows.aggregate(answered=Count("pk"), none=Count("pk", filter=Q(files=0)), files=Sum("files"))
