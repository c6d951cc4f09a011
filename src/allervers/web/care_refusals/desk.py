"""The desk of the mediation service: steps to do, files under way, those that ended."""

import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allervers.domain.care_refusals import queries
from allervers.domain.care_refusals.permissions import MEDIATE
from allervers.domain.organisations.services import services_of
from allervers.web.access import requires

PER_PAGE = 25
AHEAD = datetime.timedelta(days=15)


@requires(MEDIATE)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Files under way, the oldest first, below what is to be done; with `?etat=termines`, those that ended."""
    user, over = request.user, request.GET.get("etat") == "termines"
    rows = queries.ended(user) if over else queries.open_ones(user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.who = queries.who(row)
    steps = [] if over else list(queries.to_do(user, timezone.localdate() + AHEAD)[:20])
    for step in steps:
        step.is_late = queries.late(step)
    context = {"services": services_of(user), "over": over, "page": page, "steps": steps}
    return render(request, "care_refusals/desk.html", context)
