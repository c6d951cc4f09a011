"""Detections worked as calls, one after the other: who it is, why, what to say, what came of it, the next one."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allervers.domain.detections import calls, workflow
from allervers.domain.detections.codes import CallResult, SetAsideReason, Status
from allervers.domain.detections.identities import who_is
from allervers.domain.detections.models import Detection
from allervers.domain.detections.permissions import EXAMINE_DETECTIONS
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import journal
from allervers.web import undo
from allervers.web.access import requires

from .detection import mine, reasons_of, shown_on

READING = "Appel d’une personne repérée"
# What a call may decide at once; other reasons, and words, are given on the page of the detection.
DECIDED = (SetAsideReason.DECLINED, SetAsideReason.ALREADY_DONE)


@requires(EXAMINE_DETECTIONS)
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """The next person to call; the page says so when nobody is left."""
    found = calls.next_call(request.user, timezone.localdate())
    if found is None:
        return render(request, "detections/calls_done.html", {"trail": _trail()})
    return redirect("detections:call", found.pk)


@requires(EXAMINE_DETECTIONS, of=mine)
@require_safe
def call(request: HttpRequest, detection: Detection) -> HttpResponse:
    """One call. Who the person is is written into the journal of reads."""
    who = who_is(detection)
    if detection.status != Status.WAITING or not detection.is_listed or who is None:
        return redirect("detections:detection", detection.pk)
    journal.note_reading_of(detection.fund_id, detection.pk, request.user, READING)
    context = reasons_of(detection) | {
        "detection": detection,
        "who": who,
        "age": _age(who.born),
        "calls": detection.calls.select_related("author"),
        "left": calls.to_call(detection.fund_id, timezone.localdate()).count(),
        "results": [CallResult.NO_ANSWER, CallResult.LATER, CallResult.WRONG_NUMBER],
        "decided": DECIDED,
        "trail": _trail(),
    }
    return render(request, "detections/call.html", context)


@requires(EXAMINE_DETECTIONS, of=mine)
@require_POST
def came_of(request: HttpRequest, detection: Detection) -> HttpResponse:
    """What the call came to (`result`), under the identifier `id`; then the next one."""
    result = request.POST.get("result", "")
    try:
        if result in CallResult.values:
            _note(request, detection, result)
        elif result in DECIDED:
            workflow.set_aside(detection, adviser=request.user, reason=result, note="", shown=shown_on(request))
            told = f"Détection écartée : {SetAsideReason(result).label.lower()}."
            address = reverse("detections:detection", args=[detection.pk])
            undo.done(request, told, undo=address, what="take-back")
        else:
            messages.warning(request, "Rien n’a été noté : utilisez les boutons de la page.")
            return redirect("detections:call", detection.pk)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("detections:calls")


def _note(request: HttpRequest, detection: Detection, result: str) -> None:
    try:
        key = uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        messages.warning(request, "Rien n’a été noté : utilisez les boutons de la page.")
        return
    if calls.note_call(detection, call_id=key, author=request.user, result=result):
        messages.success(request, f"Appel noté : {CallResult(result).label.lower()}.")
    else:
        messages.info(request, "Cet appel était déjà noté : rien n’a été écrit une deuxième fois.")


def _age(born) -> int | None:
    today = timezone.localdate()
    return born and today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _trail() -> list[dict]:
    return [{"label": "Détections à examiner", "url": reverse("detections:list")}, {"label": "Appeler"}]
