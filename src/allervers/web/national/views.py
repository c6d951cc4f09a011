"""The figures of the nation and of every fund, over facts alone, small numbers masked.

Only whole calendar years are proposed, each beside the one before: from overlapping periods, a masked month could be
worked out (docs/decisions/).
"""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.figures import periods
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import Period
from allervers.domain.figures.publication import OF_A_FUND, funds_to_show, of_nation
from allervers.domain.figures.queries import tally
from allervers.domain.figures.shapes import Tally
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires
from allervers.web.exports import csv_response
from allervers.web.figures import lines
from allervers.web.figures.forms import YearForm, label
from allervers.web.figures.lines import Edition

DATED = [indicator for indicator in CATALOGUE.values() if indicator.is_of_a_period]


def _form(request) -> YearForm:
    return YearForm({"annee": request.GET["annee"]} if "annee" in request.GET else None, today=timezone.localdate())


def _edition(counted: Tally) -> Edition:
    return Edition(counted, of_nation(counted))


def _asked(request) -> tuple[YearForm, Period, Edition, Period, Edition]:
    """The year that was asked for and the whole year before."""
    form = _form(request)
    period = form.period()
    before = periods.year(period.start.year - 1)
    return form, period, _edition(tally(CATALOGUE.values(), period)), before, _edition(tally(DATED, before))


def _by_fund(edition: Edition, former: Edition) -> list[dict]:
    """The lines of each fund, by name of fund."""
    funds = Organisation.objects.filter(pk__in=funds_to_show(edition.tally)).order_by("name", "code")
    return [
        {
            "fund": fund,
            "lines": [line for entry in OF_A_FUND for line in lines.lines(entry, edition, former, scope=fund.pk)],
        }
        for fund in funds
    ]


@requires(Permission.NATIONAL_FIGURES)
@require_safe
def figures(request):
    """The same indicators as a fund's page, for the nation, then fund by fund."""
    form, period, edition, before, former = _asked(request)
    context = {
        "form": form,
        "period": label(period),
        "former_period": label(before),
        "comparable": period == periods.year(period.start.year),
        "by_fund": _by_fund(edition, former),
        "fund_columns": OF_A_FUND,
        **lines.page(edition, former, comparable=period == periods.year(period.start.year)),
    }
    return render(request, "national/figures.html", context)


@requires(Permission.NATIONAL_FIGURES)
@require_safe
def export(request):
    """The same figures as a file, masked alike."""
    _, period, edition, before, former = _asked(request)
    days, former_days = (period.start, period.end), (before.start, before.end)
    rows = lines.file_rows("France", days, former_days, lines.all_lines(edition, former))
    for entry in _by_fund(edition, former):
        rows += lines.file_rows(entry["fund"].name, days, former_days, entry["lines"])
    return csv_response(f"chiffres-france-{period.start.year}.csv", lines.FILE_HEADING, rows)
