"""Taking back an import of rights, resources or benefits: what was known before is known again."""

from uuid import UUID

from ..imports import trace
from .models import CoverageStatement, LivesWith, MonthlyResource, OtherBenefit
from .workflow import believe_again

TABLES = (CoverageStatement, MonthlyResource, OtherBenefit, LivesWith)
"""What imports write. Periods are not among them: they are worked out anew."""


def take_back(number: int, why: str, *, dry_run: bool = False) -> trace.Undone:
    """As the owner of the tables. Raises `NotTakenBack`."""
    return trace.take_back(number, why, TABLES, _believe, dry_run=dry_run)


def _believe(persons: dict[int, set[UUID]]) -> None:
    for fund_id, concerned in persons.items():
        believe_again(fund_id, concerned)
