"""Whether the service holds: the load of each adviser, what waits and since when, how long files last."""

import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.accompaniment import load
from allervers.domain.accompaniment.hands import colleagues
from allervers.domain.accompaniment.permissions import REASSIGN
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import Period, twelve_months
from allervers.domain.figures.queries import tally
from allervers.domain.organisations.models import User
from allervers.law.counting import add_months
from allervers.web.access import requires
from allervers.web.figures.lines import Edition
from allervers.web.templatetags.design import number

DURATIONS = ("mean_days_successes", "mean_days_all_closed")
NO_SHOWS = ("appointments_no_show_share_by_origin", "appointments_no_show_share_by_partner")
YEARS = 4


@requires(REASSIGN)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Four pictures with their tables; from each line, the list of what it counts, where files are reassigned."""
    today, fund_id = timezone.localdate(), request.user.organisation_id
    loads = load.loads(fund_id, [*colleagues(request.user), request.user], today)
    waiting, silent = load.waiting_by_age(fund_id, today), load.silent_by_age(fund_id, today)
    context = {
        "loads": loads,
        "load_rows": [_load_row(one) for one in loads],
        "formula": load.FORMULA,
        "waiting": sum(waiting),
        "waiting_rows": _ages(load.WAITING, waiting, reverse("casework:inbox"), "depuis"),
        "silent_rows": _ages(load.SILENCE, silent, f"{reverse('casework:open-files')}?whose=all", "sans_contact"),
        "durations": [_durations(name, fund_id, today) for name in DURATIONS],
        "no_shows": _no_shows(fund_id, today),
    }
    return render(request, "manager/team.html", context)


def _load_row(one: load.Load) -> dict:
    return {
        "label": _named(one.adviser),
        "value": one.value,
        "display": number(one.value, 1 if one.value % 1 else 0),
        "url": files_of(one.adviser),
    }


def _named(adviser: User | None) -> str:
    if adviser is None:
        return "Sans conseiller"
    return f"{adviser}{'' if adviser.is_active else ' (compte fermé)'}"


def files_of(adviser: User | None) -> str:
    """The list of the files that an account answers for, with the boxes that reassign them."""
    asked = {"whose": "all", "conseiller": adviser.pk if adviser else "0"}
    return f"{reverse('casework:open-files')}?{urlencode(asked)}"


def _ages(spans: tuple[int, ...], counted: list[int], listed: str, parameter: str) -> list[dict]:
    """One row a span, which leads to the list of those as old and older."""
    rows = []
    for place, (first, count) in enumerate(zip(spans, counted, strict=True)):
        following = spans[place + 1] if place + 1 < len(spans) else None
        label = f"De {first} à {following - 1} jours" if following else f"{first} jours et plus"
        join = "&" if "?" in listed else "?"
        url = f"{listed}{join}{urlencode({parameter: first})}" if first else listed
        # The count is of the span, its list of all who wait as long or longer: the link says so.
        leads_to = f"Voir la liste : {first} jours et plus" if first else "Voir toute la liste"
        rows.append({"label": label, "value": count, "url": url, "leads_to": leads_to})
    return rows


def _durations(name: str, fund_id: int, today: datetime.date) -> dict:
    """An indicator over the last twelve months and the same months of the years before."""
    indicator = CATALOGUE[name]
    rows = []
    for years in range(YEARS):
        last = twelve_months(add_months(today, -12 * years))
        amount = Edition(tally([indicator], last, fund_id)).read(indicator.figure)
        rows.append({"label": _said(last), "value": amount.number, "display": str(amount)})
    return {"caption": indicator.label, "rows": rows, "definition": indicator.definition}


def _said(period: Period) -> str:
    return f"Jusqu’au {period.end:%d/%m/%Y}"


def _no_shows(fund_id: int, today: datetime.date) -> list[dict]:
    """Over twelve months; who has no appointment of which the end is known has no line."""
    found = [CATALOGUE[name] for name in NO_SHOWS]
    edition = Edition(tally(found, twelve_months(today), fund_id))
    charts = []
    for indicator in found:
        breakdown = indicator.figure
        rows = []
        for code, figure in breakdown.parts.items():
            amount = edition.read(figure)
            if amount.is_known:
                label = breakdown.codes(code).label
                rows.append({"label": label, "value": amount.number, "display": str(amount)})
        charts.append({"caption": indicator.label, "rows": rows, "definition": indicator.definition})
    return charts
