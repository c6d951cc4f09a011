"""« Droits qui ont fini »: why rights of the fund ended in a year, and how many opened again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.coverage.ended import of_fund
from allervers.domain.coverage.permissions import PREVENT_GAPS
from allervers.domain.figures import periods
from allervers.publishing import ended
from allervers.publishing.amounts import Amount
from allervers.web.access import requires

from .forms import YearForm


@requires(PREVENT_GAPS)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The fund's own numbers, none hidden."""
    today = timezone.localdate()
    form = YearForm(request.GET, today)
    period = periods.year(form.year).until(today)
    rights = of_fund(request.user.organisation, period.start, period.end, today)
    told = ended.Told(rights, masked=False)
    context = {
        "form": form,
        "rights": rights,
        "sentences": [text.replace("**", "") for text in told.sentences()],
        "tables": [
            ("Selon l’âge", ended.BY_AGE, _cells(ended.BY_AGE, told.by_age())),
            ("Selon la cause", ended.BY_CAUSE, _cells(ended.BY_CAUSE, told.by_cause())),
        ],
        "definition": ended.DEFINITION,
        "trail": [{"label": "Ruptures à éviter", "url": reverse("coverage:lines")}, {"label": "Droits qui ont fini"}],
    }
    return render(request, "coverage/ended.html", context)


def _cells(headings: tuple[str, ...], lines: list[ended.Line]) -> list[tuple[str, list[tuple[str, Amount]]]]:
    """Each line: its label, and each value with the heading of its column."""
    return [(label, list(zip(headings[1:], values, strict=True))) for label, *values in lines]
