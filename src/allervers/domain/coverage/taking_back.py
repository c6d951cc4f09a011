"""Taking back an import of rights, resources or benefits: what was known before is known again."""

from ..imports import trace
from .models import CoverageStatement, LivesWith, MonthlyResource, OtherBenefit

TABLES = (CoverageStatement, MonthlyResource, OtherBenefit, LivesWith)
"""What imports write. Periods are not among them: the database works them out anew."""


def take_back(number: int, why: str, *, dry_run: bool = False) -> trace.Undone:
    """As the owner of the tables. Raises `NotTakenBack`."""
    return trace.take_back(number, why, TABLES, dry_run=dry_run)
