"""« Jeunes confiés »: whom to act for before they leave care without cover, and the numbers of a year."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.appointments.permissions import BOOK
from allervers.domain.child_welfare import queries
from allervers.domain.coverage.permissions import PREVENT_GAPS
from allervers.web.access import requires
from allervers.web.coverage.forms import YearForm

PER_PAGE = 25


@requires(PREVENT_GAPS)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Of the account's fund alone, nothing masked: what is to be done, the year, and where its numbers come from."""
    today = timezone.localdate()
    fund = request.user.organisation
    form = YearForm(request.GET, today)
    everybody = queries.young(fund, today)
    renewals, appointments = queries.ahead(everybody, today)
    page = Paginator(appointments, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "renewals": renewals,
        "page": page,
        "year": queries.year(fund, everybody, form.year, today),
        "nobody": not everybody,
        "may_book": request.user.may(BOOK),
        "today": today,
        "trail": [{"label": "Ruptures à éviter", "url": reverse("coverage:lines")}, {"label": "Jeunes confiés"}],
    }
    return render(request, "child_welfare/young.html", context)
