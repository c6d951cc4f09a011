"""The desk of a social service: what waits for an answer, what is under way, whom one meets next."""

import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allervers.domain.organisations.services import services_of
from allervers.domain.social_service import notes, queries
from allervers.domain.social_service.permissions import ANSWER, WORK
from allervers.web.access import requires

PER_PAGE = 25
COMING = 10
# How long an author finds on the desk that somebody opened their notes exceptionally.
TOLD_FOR = datetime.timedelta(days=30)


@requires(ANSWER)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Requests that wait, the oldest first; with `?etat=en-cours`, the files under way."""
    user, going_on = request.user, request.GET.get("etat") == "en-cours"
    if going_on:
        rows = queries.under_way(user).order_by("referral__received_at", "pk")
    else:
        rows = queries.waiting(user).select_related("fund", "author__organisation")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for row in page:
        asked = row.referral if going_on else row
        row.days = (today - timezone.localdate(asked.received_at)).days
    context = {
        "services": services_of(user),
        "going_on": going_on,
        "works": user.may(WORK),
        "page": page,
        "coming": queries.coming(user).order_by("starts_at")[:COMING],
        "now": timezone.now(),
        "told": notes.told_to(user, timezone.now() - TOLD_FOR),
        "by_month": notes.by_month(user)[:12],
    }
    return render(request, "social_service/desk.html", context)
