"""Noting an agreement; correcting it, as when it is prolonged."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.partners import queries, workflow
from allervers.domain.partners.models import Agreement
from allervers.domain.partners.permissions import RECORD, may_change
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.dates import said_back
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .forms import AgreementForm
from .one import agreement_or_404, trail

ALREADY = "Cette convention était déjà notée. Rien n’a été écrit une deuxième fois."


@requires(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def record(request: HttpRequest) -> HttpResponse:
    """One agreement more."""
    fund = request.user.organisation
    if request.method != "POST" and queries.agreements_of(fund).filter(pk=intent_of(request)).exists():
        messages.info(request, ALREADY)
        return redirect("partners:one", intent_of(request))
    form = AgreementForm(**posted(request), others=queries.words_of(fund), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            agreement, now = workflow.record(fund, key=form.cleaned_data["id"], author=request.user, **form.what())
        if not form.errors:
            messages.success(request, f"La convention est notée. {said_back(form)}".strip() if now else ALREADY)
            return redirect("partners:one", agreement.pk)
    context = {
        "form": form,
        "title": "Noter une convention",
        "submit": "Enregistrer",
        "trail": trail(None, "Noter une convention"),
    }
    return render(request, "partners/entry.html", context | {"back": reverse("partners:agreements")})


@requires(RECORD, of=agreement_or_404, may=may_change, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The same form, filled; what was written before stays in the trail."""
    back = redirect("partners:one", agreement.pk)
    if agreement.is_withdrawn:
        messages.warning(request, workflow.WITHDRAWN)
        return back
    form = AgreementForm(**posted(request), others=queries.words_of(agreement.fund), agreement=agreement)
    if request.method == "POST" and form.is_valid():
        changed = False
        with refusals_in(form):
            changed = workflow.correct(agreement, seen=form.cleaned_data["seen"], **form.what())
        if not form.errors:
            told = "La convention est corrigée." if changed else "Rien n’a changé dans cette convention."
            messages.success(request, f"{told} {said_back(form)}".strip())
            return back
        form.show_again(workflow.version(agreement))
    context = {"form": form, "title": "Corriger une convention", "submit": "Enregistrer la correction"}
    context |= {"trail": trail(agreement, "Corriger"), "back": back.url, "agreement": agreement}
    return render(request, "partners/entry.html", context)
