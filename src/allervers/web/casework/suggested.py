"""A suggested step, planned or set aside in one click. What is asked for is looked up again: the page may be old."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.codes import ActionStatus
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.accompaniment.permissions import may_work_in
from allervers.domain.accompaniment.usual_actions import THEME_OF_ACTION
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web import undo
from allervers.web.access import requires

from .forms import back_to, file_or_404, not_possible_now


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_POST
def take(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """`label` is one of the usual actions; `what` plans it, or leaves it (it is written as abandoned, and not suggested
    again)."""
    label, what = request.POST.get("label", ""), request.POST.get("what", "")
    if label not in THEME_OF_ACTION or what not in ("plan", "leave"):
        return not_possible_now(request, file.person, "Rien n’a été noté : utilisez les boutons de la page.")
    if file.actions.filter(label=label).exists():
        return not_possible_now(request, file.person, f"« {label} » est déjà dans ce dossier.")
    key = uuid.uuid5(file.pk, label)
    try:
        action = workflow.plan_action(
            file,
            action_id=key,
            author=request.user,
            label=label,
            theme=THEME_OF_ACTION[label].value,
            due_on=None,
            note="",
        )
        if what == "leave":
            workflow.mark_action(action, status=ActionStatus.DROPPED, result="Proposée, jugée pas utile.")
    except Refused as refusal:
        return not_possible_now(request, file.person, str(refusal))
    status = reverse("casework:action-status", args=[action.pk])
    if what == "leave":
        undo.done(request, f"« {label} » ne sera plus proposée.", undo=status, status=ActionStatus.TO_DO.value)
    else:
        messages.success(request, f"« {label} » est à faire.")
    return back_to(file.person)
