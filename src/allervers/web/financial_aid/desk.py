"""The desk of the aid service: what is to be examined, what has ended."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allervers.domain.financial_aid import queries
from allervers.domain.financial_aid.permissions import EXAMINE
from allervers.domain.organisations.services import services_of
from allervers.web.access import requires

PER_PAGE = 25


@requires(EXAMINE)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Requests to be examined, the oldest first; with `?etat=terminees`, those that ended."""
    user, over = request.user, request.GET.get("etat") == "terminees"
    rows = queries.ended(user) if over else queries.open_ones(user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for row in page:
        row.days = (today - row.received_on).days
    context = {"services": services_of(user), "over": over, "page": page}
    return render(request, "financial_aid/desk.html", context)
