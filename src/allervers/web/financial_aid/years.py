"""The years that budgets and figures are of."""

from django.http import HttpRequest
from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 2019, 2099  # as `aid_budget_year_known`


def year_of(request: HttpRequest) -> int:
    """That of `?annee=`, this one where it says none that a budget may have."""
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year
