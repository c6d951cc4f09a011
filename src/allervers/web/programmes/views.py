"""Every programme on one page, its waves and counters: of one's own fund, or of all funds with small numbers masked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allervers.domain.figures.permissions import FUND_FIGURES
from allervers.domain.organisations.roles import Permission
from allervers.domain.programmes import telling
from allervers.web.access import requires


@requires(FUND_FIGURES)
@require_safe
def of_fund(request: HttpRequest) -> HttpResponse:
    """Of the account's fund: nothing is masked, it knows its own persons."""
    return render(request, "programmes/all.html", {"all": telling.of_fund(request.user.organisation_id)})


@requires(Permission.NATIONAL_FIGURES)
@require_safe
def of_nation(request: HttpRequest) -> HttpResponse:
    """Of all funds together."""
    return render(request, "programmes/all.html", {"all": telling.of_nation(), "is_national": True})
