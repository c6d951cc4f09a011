"""Detections to examine: persons whom lists found over the population of the fund, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from allervers.domain.detections.codes import Status
from allervers.domain.detections.models import Detection
from allervers.domain.detections.permissions import EXAMINE_DETECTIONS
from allervers.domain.detections.queries import label_of, of_person
from allervers.web.access import requires

from .forms import STATES, DetectionFilters, NumberForm

PER_PAGE = 25


@dataclass(frozen=True)
class Row:
    """One line of the list; `reasons` are pairs of a sentence and what its target looks for."""

    detection: Detection
    reasons: list[tuple[str, str]]


def _rows(detections: Iterable[Detection]) -> list[Row]:
    return [
        Row(detection, [(reason.sentence, label_of(reason.target)) for reason in detection.reasons.all()])
        for detection in detections
    ]


def _with_their_lines(detections: QuerySet[Detection]) -> QuerySet[Detection]:
    return detections.prefetch_related("reasons", "decided_by")


@requires(EXAMINE_DETECTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page, narrowed by the filters of the address; or what is known of a number that was posted."""
    fund_id = request.user.organisation_id
    filters = DetectionFilters(request.GET)
    form = NumberForm(request.POST, request.FILES) if request.method == "POST" else NumberForm()
    context = {"filters": filters, "form": form, "states": STATES}
    if form.is_valid():
        rows = _rows(_with_their_lines(of_person(fund_id, form.cleaned_data["number"])))
        found = {"searched": True, "tells_state": True, "rows": rows}
        return render(request, "detections/list.html", context | found)
    page = Paginator(_with_their_lines(filters.detections(fund_id)), PER_PAGE).get_page(request.GET.get("page"))
    tells_state = filters.chosen_state in (Status.SET_ASIDE, Status.REFERRED)
    context |= {"page": page, "rows": _rows(page), "tells_state": tells_state}
    return render(request, "detections/list.html", context)
