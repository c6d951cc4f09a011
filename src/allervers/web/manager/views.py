"""The figures of one's own fund, unmasked: they do not leave it."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.figures.periods import Period
from allervers.domain.figures.permissions import FUND_FIGURES
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.organisations.roles import Permission
from allervers.domain.snapshots.permissions import FREEZE_FIGURES
from allervers.web.access import requires
from allervers.web.figures import behind, lines
from allervers.web.figures.files import KINDS, file_response
from allervers.web.figures.forms import PeriodForm, label
from allervers.web.figures.lines import Edition

PER_PAGE = 50
ASKED = ("annee", "mois", "comparaison", "public")


def _form(request) -> PeriodForm:
    asked = {name: request.GET[name] for name in ASKED if name in request.GET}
    return PeriodForm(asked or None, today=timezone.localdate())


def _editions(request, form: PeriodForm) -> tuple[Edition, Edition]:
    """What is asked for, and what it is compared with."""
    fund_id, public = request.user.organisation_id, form.of_public()
    known = answerable(fund_id, public)
    dated = [indicator for indicator in known.values() if indicator.is_of_a_period]
    lists = f"{reverse('manager:behind')}?{_back(request)}" if request.user.may(Permission.TRIAGE) else ""
    edition = Edition(tally(known.values(), form.period(), fund_id), indicators=known, lists=lists)
    return edition, Edition(tally(dated, form.compared(), fund_id), indicators=known)


def _as_long(period: Period, other: Period) -> bool:
    """Whether a change between the two means something: a leap day apart, they are of one length."""
    return abs((period.end - period.start) - (other.end - other.start)).days <= 3


@requires(FUND_FIGURES)
@require_safe
def figures(request):
    """Key figures, then everything by subject; each with its definition and the period it is compared with."""
    form = _form(request)
    period, compared = form.period(), form.compared()
    edition, former = _editions(request, form)
    comparable = _as_long(period, compared)
    context = {
        "form": form,
        "period": label(period),
        "former_period": label(compared),
        "comparable": comparable,
        "public": dict(form.fields["public"].choices)[form.of_public()] if form.of_public() else "",
        "not_by_public": [
            entry.label
            for name, entry in answerable(request.user.organisation_id).items()
            if name not in edition.indicators
        ],
        "nothing": not any(edition.tally.files(p) for p in edition.tally.files_by_fund),
        "kinds": KINDS,
        "may_freeze": request.user.may(FREEZE_FIGURES),
        "may_use_api": request.user.may(Permission.USE_API),
        **lines.page(edition, former, comparable=comparable),
    }
    return render(request, "manager/figures.html", context)


@requires(FUND_FIGURES)
@require_safe
def export(request):
    """The same figures as a file; `format` is one of `KINDS`."""
    form = _form(request)
    period, compared = form.period(), form.compared()
    edition, former = _editions(request, form)
    place = request.user.organisation.name
    rows = lines.file_rows(
        place,
        (period.start, period.end),
        (compared.start, compared.end),
        lines.all_lines(edition, former),
    )
    name, subject = f"chiffres-{period.start}-{period.end}", f"{place}, {label(period)}"
    return file_response(request.GET.get("format", "csv"), name, subject, rows, edition.indicators.values())


@requires(Permission.TRIAGE)
@require_safe
def behind_figure(request):
    """The files that a figure of the page counts, those that can still be opened with a link."""
    form = _form(request)
    period = form.period()
    entry = answerable(request.user.organisation_id, form.of_public()).get(request.GET.get("indicateur", ""))
    code = request.GET.get("detail", "")
    population = entry and behind.population_behind(entry.figure, code)
    context = {"entry": entry, "period": label(period), "form": form, "back": _back(request)}
    if population:
        page = Paginator(behind.facts_behind(population, period, request.user.organisation_id), PER_PAGE).get_page(
            request.GET.get("page")
        )
        context |= {
            "page": page,
            "rows": behind.rows(page.object_list),
            "detail": entry.figure.codes(code).label if code else "",
            "dates": [date.verbose_name for date in behind.dates_of(population.facts)],
        }
    return render(request, "manager/behind.html", context, status=200 if population else 400)


def _back(request) -> str:
    """The query of the page of figures that the list was opened from."""
    return urlencode({name: request.GET[name] for name in ASKED if request.GET.get(name)})
