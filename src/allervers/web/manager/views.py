"""The figures of one's own fund, unmasked: they do not leave it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires
from allervers.web.exports import csv_response
from allervers.web.figures import lines
from allervers.web.figures.forms import PeriodForm, label
from allervers.web.figures.lines import Edition


def _form(request) -> PeriodForm:
    asked = {name: request.GET[name] for name in ("annee", "mois") if name in request.GET}
    return PeriodForm(asked or None, today=timezone.localdate())


def _editions(request, period) -> tuple[Edition, Edition]:
    """What is asked for, and the period before."""
    fund_id = request.user.organisation_id
    asked = answerable(fund_id).values()
    dated = [indicator for indicator in asked if indicator.is_of_a_period]
    return Edition(tally(asked, period, fund_id)), Edition(tally(dated, period.previous, fund_id))


@requires(Permission.FUND_FIGURES)
@require_safe
def figures(request):
    """Key figures, then everything by subject; each with its definition and the period before."""
    form = _form(request)
    period = form.period()
    edition, former = _editions(request, period)
    context = {
        "form": form,
        "period": label(period),
        "former_period": label(period.previous),
        "nothing": not any(line.value.number for line in lines.lines(CATALOGUE["detections"], edition)),
        **lines.page(edition, former),
    }
    return render(request, "manager/figures.html", context)


@requires(Permission.FUND_FIGURES)
@require_safe
def export(request):
    """The same figures as a file."""
    period = _form(request).period()
    edition, former = _editions(request, period)
    before = period.previous
    rows = lines.file_rows(
        request.user.organisation.name,
        (period.start, period.end),
        (before.start, before.end),
        lines.all_lines(edition, former),
    )
    return csv_response(f"chiffres-{period.start}-{period.end}.csv", lines.FILE_HEADING, rows)
