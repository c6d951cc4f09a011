"""One agreement: what was said of it, who changed what; it is withdrawn with a reason, and brought back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.organisations.models import User
from allervers.domain.partners import queries, workflow
from allervers.domain.partners.models import Agreement
from allervers.domain.partners.permissions import RECORD, may_change, may_see
from allervers.domain.pieces.changes import read
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.refusals import refusals_in

from .forms import WithdrawForm
from .said import Row


def agreement_or_404(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """One of the account's fund; any other does not exist for it."""
    return get_object_or_404(Agreement.objects.select_related("fund", "author"), pk=agreement_id)


def trail(agreement: Agreement | None, here: str) -> list[dict]:
    """The list, the agreement, and the page itself last, without a link."""
    steps = [{"label": "Conventions", "url": reverse("partners:agreements")}]
    if agreement:
        steps.append({"label": str(agreement), "url": reverse("partners:one", args=[agreement.pk])})
    return [*steps, {"label": here}]


@requires(RECORD, of=agreement_or_404, may=may_see, refused=Http404)
@require_safe
def show(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The page of one agreement."""
    changes = sorted(read(agreement.events.all()), key=lambda change: change.at, reverse=True)
    names = User.objects.in_bulk({change.user_id for change in changes if change.user_id})
    context = {
        "agreement": agreement,
        "row": Row(agreement, timezone.localdate()),
        "alike": [] if agreement.is_withdrawn else queries.alike(agreement)[:5],
        "changes": [
            {"at": change.at, "who": names.get(change.user_id), "why": change.why, "fields": ", ".join(change.fields)}
            for change in changes
        ],
        "trail": trail(None, str(agreement)),
    }
    return render(request, "partners/one.html", context)


@requires(RECORD, of=agreement_or_404, may=may_change, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """It was never signed, or was noted twice: figures count it no longer."""
    if agreement.is_withdrawn:
        messages.info(request, "Cette convention est déjà retirée.")
        return redirect("partners:one", agreement.pk)
    form = WithdrawForm(**posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            workflow.withdraw(agreement, why=form.cleaned_data["why"])
        if not form.errors:
            messages.success(request, "La convention est retirée : elle ne compte plus dans les chiffres.")
            return redirect("partners:one", agreement.pk)
    context = {"form": form, "agreement": agreement, "trail": trail(agreement, "Retirer")}
    return render(request, "partners/withdraw.html", context)


@requires(RECORD, of=agreement_or_404, may=may_change, refused=Http404)
@require_POST
def bring_back(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """It was withdrawn by mistake."""
    if workflow.bring_back(agreement):
        messages.success(request, "La convention compte de nouveau dans les chiffres.")
    return redirect("partners:one", agreement.pk)
