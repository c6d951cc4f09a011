"""What is done with a survey that was opened: another last day, or its end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.surveys import workflow
from allervers.domain.surveys.models import Survey
from allervers.domain.surveys.permissions import RUN, may_run
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.dates import said_back
from allervers.web.forms.refusals import refusals_in

from .forms import ProlongForm, WithdrawForm


def survey_or_404(request: HttpRequest, survey_id: UUID) -> Survey:
    """Any survey, withdrawn or not."""
    return get_object_or_404(Survey.objects.select_related("author"), pk=survey_id)


def trail(survey: Survey, here: str | None = None) -> list[dict]:
    """The list, the survey, and the page itself last, without a link."""
    steps = [{"label": "Enquêtes auprès des caisses", "url": reverse("surveys:all")}]
    if here is None:
        return [*steps, {"label": str(survey)}]
    return [*steps, {"label": str(survey), "url": reverse("surveys:one", args=[survey.pk])}, {"label": here}]


@requires(RUN, of=survey_or_404, may=may_run)
@require_http_methods(["GET", "HEAD", "POST"])
def prolong(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Funds have until another day."""
    form = ProlongForm(**posted(request), initial={"closes_on": survey.closes_on})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            workflow.prolong(survey, form.cleaned_data["closes_on"])
        if not form.errors:
            messages.success(request, f"Le dernier jour est changé. {said_back(form)}".strip())
            return redirect("surveys:one", survey.pk)
    context = {"form": form, "survey": survey, "title": "Changer le dernier jour", "submit": "Enregistrer"}
    return render(request, "surveys/change.html", context | {"trail": trail(survey, "Dernier jour")})


@requires(RUN, of=survey_or_404, may=may_run)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, survey: Survey) -> HttpResponse:
    """It was opened by mistake: no fund sees it any more."""
    form = WithdrawForm(**posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            workflow.withdraw(survey, why=form.cleaned_data["why"])
        if not form.errors:
            messages.success(request, "L’enquête est retirée : les caisses ne la voient plus.")
            return redirect("surveys:one", survey.pk)
    context = {"form": form, "survey": survey, "title": "Retirer l’enquête", "submit": "Retirer cette enquête"}
    context["told"] = "Les caisses ne la verront plus. Ce qu’elles ont déjà répondu reste lisible ici."
    return render(request, "surveys/change.html", context | {"trail": trail(survey, "Retirer")})
