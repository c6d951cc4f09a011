"""The nation's side: which surveys there are, and opening one from a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.surveys import queries, workflow
from allervers.domain.surveys.permissions import RUN
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.exports import file_response
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .forms import SurveyForm

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALREADY = "Cette enquête était déjà ouverte. Rien n’a été écrit une deuxième fois."


@requires(RUN)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All surveys, the last to close first, with how many funds have answered."""
    today = timezone.localdate()
    asked = queries.funds_asked().count()
    rows = [
        {"survey": each, "open": each.is_open(today), "coming": each.opens_on > today, "answered": each.answered}
        for each in queries.with_answers()
    ]
    return render(request, "surveys/all.html", {"rows": rows, "asked": asked})


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def open_one(request: HttpRequest) -> HttpResponse:
    """A questionnaire from a file, and the days on which funds answer it."""
    today = timezone.localdate()
    intent = intent_of(request)
    if request.method != "POST" and queries.surveys().filter(pk=intent).exists():
        messages.info(request, ALREADY)
        return redirect("surveys:one", intent)
    form = SurveyForm(**posted(request), initial={"id": intent, "about": today.year - 1, "opens_on": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            survey, now = workflow.open_survey(
                _questionnaire(given["file"]), key=given["id"], about=given["about"],
                opens_on=given["opens_on"], closes_on=given["closes_on"], author=request.user,
            )  # fmt: skip
        if not form.errors:
            messages.success(
                request, "L’enquête est ouverte. Relisez-la comme une caisse la verra." if now else ALREADY
            )
            return redirect("surveys:one", survey.pk)
    trail = [{"label": "Enquêtes auprès des caisses", "url": reverse("surveys:all")}, {"label": "Ouvrir une enquête"}]
    return render(request, "surveys/new.html", {"form": form, "trail": trail})


def _questionnaire(file):
    from allervers.domain.surveys.xlsform import read  # a second of libraries, which no other page needs

    return read(file.read(), file.name)


@requires(RUN)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The questionnaire of the yearly survey, to change in a spreadsheet."""
    from allervers.domain.surveys.yearly import workbook

    return file_response(workbook(), WORKBOOK, "enquete-annuelle.xlsx")
