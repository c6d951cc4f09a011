"""One detection: why the person is listed, and what an adviser decides: a referral, or set aside."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.detections import workflow
from allervers.domain.detections.codes import Status
from allervers.domain.detections.models import Detection
from allervers.domain.detections.permissions import EXAMINE_DETECTIONS
from allervers.domain.detections.queries import label_of, of_person
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.web import undo
from allervers.web.access import requires
from allervers.web.pieces import beside

from .forms import DetectionReferralForm, SetAsideForm


def mine(request: HttpRequest, detection_id: uuid.UUID) -> Detection:
    """One of the account's fund; any other does not exist for it."""
    mine = Detection.objects.filter(fund_id=request.user.organisation_id).prefetch_related("reasons", "decided_by")
    return get_object_or_404(mine, pk=detection_id)


def shown_on(request: HttpRequest) -> set[int]:
    """The reasons that stood on the page from which this was sent."""
    return {int(key) for key in request.POST.get("shown", "").split(",") if key.isdecimal() and len(key) < 19}


@requires(EXAMINE_DETECTIONS, of=mine)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, detection: Detection) -> HttpResponse:
    """The detection. What is posted sets it aside, or takes that back (`what`)."""
    what = request.POST.get("what") if request.method == "POST" else None
    if what == "take-back":
        return _take_back(request, detection)
    form = SetAsideForm(request.POST, request.FILES) if what == "set-aside" else SetAsideForm()
    if form.is_valid():
        try:
            workflow.set_aside(detection, adviser=request.user, shown=shown_on(request), **form.cleaned_data)
        except Refused as refusal:
            if detection.status != Status.WAITING:
                return _already_decided(request, detection)
            form.add_error(None, str(refusal))
            detection = mine(request, detection.pk)
        else:
            told = "La détection est écartée. Vous la retrouvez parmi les détections écartées."
            undo.done(request, told, undo=request.path, what="take-back")
            return redirect("detections:list")
    context = _context(detection) | {"form": form, "beside": beside.detections(request.user, detection)}
    return render(request, "detections/detection.html", context)


@requires(EXAMINE_DETECTIONS, of=mine)
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, detection: Detection) -> HttpResponse:
    """The referral form. The adviser knows by now who the person is, and has their consent."""
    if detection.status == Status.SET_ASIDE or not detection.is_listed:
        return _already_decided(request, detection)
    if detection.status == Status.REFERRED and request.method != "POST":
        return _already_decided(request, detection)
    form = DetectionReferralForm(request.POST or None, request.FILES or None, sender=request.user, detection=detection)
    if request.method == "POST" and form.is_valid():
        try:
            referral, written_now = workflow.refer(
                detection, form.referral(), sender=request.user, shown=shown_on(request)
            )
        except AlreadyUsed:
            form.was_already_used()
        except Refused as refusal:
            detection = mine(request, detection.pk)
            if detection.status != Status.WAITING:
                return _already_decided(request, detection)
            form.add_error(None, str(refusal))
        else:
            if written_now:
                messages.success(request, "La saisine est créée. Vous pouvez l’examiner tout de suite.")
            else:
                messages.info(request, "Cette saisine était déjà créée : rien n’a été écrit une deuxième fois.")
            return redirect("casework:triage", referral.pk)
    context = _context(detection) | {"form": form, "shorter": not form.is_bound}
    context["trail"] = [
        *context["trail"][:-1],
        {"label": "Détection", "url": reverse("detections:detection", args=[detection.pk])},
        {"label": "En faire une saisine"},
    ]
    return render(request, "detections/referral.html", context)


def _take_back(request: HttpRequest, detection: Detection) -> HttpResponse:
    try:
        workflow.take_back(detection)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "La détection n’est plus écartée.")
    return redirect("detections:detection", detection.pk)


def _already_decided(request: HttpRequest, detection: Detection) -> HttpResponse:
    """Somebody else, or the same adviser a moment ago: nothing more is written, the page says what became of it."""
    if request.method == "POST":
        messages.warning(request, "Cette détection a été examinée entre-temps : rien n’a été écrit.")
    return redirect("detections:detection", detection.pk)


def reasons_of(detection: Detection) -> dict:
    """The reasons, and which ones the page shows: what is decided is decided of these."""
    reasons = list(detection.reasons.all())
    return {
        "reasons": [(reason, label_of(reason.target)) for reason in reasons],
        "shown": ",".join(str(reason.pk) for reason in reasons),
    }


def _context(detection: Detection) -> dict:
    others = of_person(detection.fund_id, detection.person_number).exclude(pk=detection.pk)
    return reasons_of(detection) | {
        "detection": detection,
        "others": others.prefetch_related("decided_by"),
        "trail": [
            {"label": "Détections à examiner", "url": reverse("detections:list")},
            {"label": "Détection"},
        ],
    }
