"""Noting an action, on a telephone, in under a minute; correcting it later, when more is known."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.field_actions import queries, workflow
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.field_actions.permissions import RECORD, may_change
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.dates import said_back
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .forms import ActionForm
from .one import action_or_404, trail

ALREADY = "Cette action était déjà notée. Rien n’a été écrit une deuxième fois."
MORE_HELPED = "Plus de personnes aidées qu’informées : vérifiez, et corrigez s’il le faut."


@requires(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def record(request: HttpRequest) -> HttpResponse:
    """One action more."""
    fund = request.user.organisation
    if request.method != "POST" and queries.actions_of(fund).filter(pk=intent_of(request)).exists():
        messages.info(request, ALREADY)
        return redirect("field_actions:one", intent_of(request))
    form = ActionForm(
        **posted(request), used=queries.usual_words(fund), intent=intent_of(request), today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            action, now = workflow.record(fund, key=form.cleaned_data["id"], author=request.user, **form.what())
        if not form.errors:
            messages.success(request, f"L’action est notée. {said_back(form)}".strip() if now else ALREADY)
            return _told(request, action)
    context = {
        "form": form,
        "title": "Noter une action d’aller-vers",
        "submit": "Enregistrer",
        "trail": trail(None, "Noter une action"),
    }
    return render(request, "field_actions/entry.html", context | {"back": reverse("field_actions:all")})


@requires(RECORD, of=action_or_404, may=may_change, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, action: FieldAction) -> HttpResponse:
    """The same form, filled; what was written before stays in the trail."""
    back = redirect("field_actions:one", action.pk)
    if action.is_withdrawn:
        messages.warning(request, workflow.WITHDRAWN)
        return back
    form = ActionForm(**posted(request), used=queries.usual_words(action.fund), action=action)
    if request.method == "POST" and form.is_valid():
        changed = False
        with refusals_in(form):
            changed = workflow.correct(action, seen=form.cleaned_data["seen"], **form.what())
        if not form.errors:
            told = "L’action est corrigée." if changed else "Rien n’a changé dans cette action."
            messages.success(request, f"{told} {said_back(form)}".strip())
            action.refresh_from_db()
            return _told(request, action)
        form.show_again(workflow.version(action))
    context = {"form": form, "title": "Corriger une action d’aller-vers", "submit": "Enregistrer la correction"}
    context |= {"trail": trail(action, "Corriger"), "back": back.url, "action": action}
    return render(request, "field_actions/entry.html", context)


def _told(request: HttpRequest, action: FieldAction) -> HttpResponse:
    if action.helped is not None and action.informed is not None and action.helped > action.informed:
        messages.warning(request, MORE_HELPED)
    return redirect("field_actions:one", action.pk)
