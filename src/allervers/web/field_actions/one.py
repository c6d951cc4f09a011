"""One action: what was said of it, who changed what; it is withdrawn with a reason, and brought back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.field_actions import origins, queries, workflow
from allervers.domain.field_actions.models import LONGEST_REASON, FieldAction
from allervers.domain.field_actions.permissions import RECORD, may_change, may_see
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.changes import read
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.refusals import refusals_in

from .said import Row


def action_or_404(request: HttpRequest, field_action_id: UUID) -> FieldAction:
    """One of the account's fund; any other does not exist for it."""
    return get_object_or_404(FieldAction.objects.select_related("fund", "author"), pk=field_action_id)


def trail(action: FieldAction | None, here: str) -> list[dict]:
    """The list, the action, and the page itself last, without a link."""
    steps = [{"label": "Actions d’aller-vers", "url": reverse("field_actions:all")}]
    if action:
        steps.append({"label": str(action), "url": reverse("field_actions:one", args=[action.pk])})
    return [*steps, {"label": here}]


@requires(RECORD, of=action_or_404, may=may_see, refused=Http404)
@require_safe
def show(request: HttpRequest, action: FieldAction) -> HttpResponse:
    """The page of one action."""
    changes = sorted(read(action.events.all()), key=lambda change: change.at, reverse=True)
    names = User.objects.in_bulk({change.user_id for change in changes if change.user_id})
    context = {
        "action": action,
        "row": Row(action),
        "came_of": origins.came_of(action),
        "may_refer": request.user.may(Permission.REFER) and origins.is_recent(action),
        "alike": [] if action.is_withdrawn else queries.alike(action)[:5],
        "changes": [
            {"at": change.at, "who": names.get(change.user_id), "why": change.why, "fields": ", ".join(change.fields)}
            for change in changes
        ],
        "trail": trail(None, str(action)),
    }
    return render(request, "field_actions/one.html", context)


class WithdrawForm(Careful, forms.Form):
    """Why it counts no longer."""

    why = forms.CharField(
        label="Pourquoi la retirer ?",
        help_text="Par exemple : notée deux fois, annulée au dernier moment.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Dites pourquoi l’action est retirée."},
    )


@requires(RECORD, of=action_or_404, may=may_change, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, action: FieldAction) -> HttpResponse:
    """It did not take place, or was noted twice: figures count it no longer."""
    if action.is_withdrawn:
        messages.info(request, "Cette action est déjà retirée.")
        return redirect("field_actions:one", action.pk)
    form = WithdrawForm(**posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            workflow.withdraw(action, why=form.cleaned_data["why"])
        if not form.errors:
            messages.success(request, "L’action est retirée : elle ne compte plus dans les chiffres.")
            return redirect("field_actions:one", action.pk)
    context = {"form": form, "action": action, "trail": trail(action, "Retirer")}
    return render(request, "field_actions/withdraw.html", context)


@requires(RECORD, of=action_or_404, may=may_change, refused=Http404)
@require_POST
def bring_back(request: HttpRequest, action: FieldAction) -> HttpResponse:
    """It was withdrawn by mistake."""
    if workflow.bring_back(action):
        messages.success(request, "L’action compte de nouveau dans les chiffres.")
    return redirect("field_actions:one", action.pk)
