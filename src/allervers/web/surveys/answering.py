"""The fund's side: surveys to answer, page by page, then sent."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.pieces.refusals import Refused
from allervers.domain.surveys import queries, workflow
from allervers.domain.surveys.models import FundAnswer, Survey
from allervers.domain.surveys.permissions import ANSWER, may_answer
from allervers.domain.surveys.questionnaire import Asked, Kind, Question
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.forms.refusals import refusals_in

from .forms import SectionForm, shown_answer


def survey_or_404(request: HttpRequest, survey_id: UUID) -> Survey:
    """One that was not withdrawn."""
    return get_object_or_404(queries.surveys(), pk=survey_id)


def _answer(request: HttpRequest, survey: Survey) -> FundAnswer | None:
    return FundAnswer.objects.filter(survey=survey, fund=request.user.organisation).select_related("author").first()


@requires(ANSWER)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Surveys that wait for the fund, then those that are closed."""
    today = timezone.localdate()
    of_survey = {answer.survey_id: answer for answer in FundAnswer.objects.filter(fund=request.user.organisation)}
    seen = queries.surveys().filter(opens_on__lte=today)
    rows = [{"survey": each, "answer": of_survey.get(each.pk), "open": each.is_open(today)} for each in seen]
    rows.sort(key=lambda row: not row["open"])
    context = {"rows": rows, "today": today}
    return render(request, "surveys/mine.html", context)


@requires(ANSWER, of=survey_or_404, may=may_answer, refused=Http404)
@require_safe
def overview(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The pages of the questionnaire, what was answered, what is missing, and sending."""
    answer = _answer(request, survey)
    asked = survey.questionnaire.asked(answer.given if answer else {})
    missing = {question.name for _, question in asked.missing}
    sections = [
        {
            "section": section,
            "url": _page(survey, number),
            "missing": sum(1 for question in questions if question.name in missing),
            "answered": sum(1 for question in questions if asked.has(question)),
            "questions": sum(1 for question in questions if question.kind != Kind.NOTE),
            "rows": _rows(asked, questions),
        }
        for number, (section, questions) in enumerate(asked.sections, 1)
    ]
    context = {
        "survey": survey,
        "answer": answer,
        "is_open": survey.is_open(timezone.localdate()),
        "sections": sections,
        "missing": len(missing),
        "trail": _trail(survey, None),
    }
    return render(request, "surveys/answer.html", context)


def _rows(asked: Asked, questions: tuple[Question, ...]) -> list[dict]:
    return [
        {"label": each.label, "value": shown_answer(each, asked.answers.get(each.name)), "missing": "Pas de réponse"}
        for each in questions
        if each.kind != Kind.NOTE
    ]


def _page(survey: Survey, number: int) -> str:
    return f"{reverse('surveys:page', args=[survey.pk])}?{urlencode({'partie': number})}"


def _trail(survey: Survey, here: str | None) -> list[dict]:
    steps = [{"label": "Enquêtes", "url": reverse("surveys:mine")}]
    if here is None:
        return [*steps, {"label": str(survey)}]
    return [*steps, {"label": str(survey), "url": reverse("surveys:answer", args=[survey.pk])}, {"label": here}]


@requires(ANSWER, of=survey_or_404, may=may_answer, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, survey: Survey) -> HttpResponse:
    """One section: kept when it is sent, whatever is still missing; then the next one."""
    questionnaire, answer = survey.questionnaire, _answer(request, survey)
    asked = questionnaire.asked(answer.given if answer else {})
    number = _number(request.GET.get("partie", ""), len(asked.sections))
    if not survey.is_open(timezone.localdate()) or number is None:
        if number is not None:
            messages.warning(request, workflow.CLOSED)
        return redirect("surveys:answer", survey.pk)
    section, questions = asked.sections[number - 1]
    form = SectionForm(asked, questions, shown=workflow.seen(answer, section), **posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            kept = workflow.save(
                survey, request.user.organisation, section, form.answers,
                shown=form.cleaned_data["seen"], by=request.user,
            )  # fmt: skip
        if not form.errors:
            return _after(request, survey, questionnaire.asked(kept.given), section.name, questions)
        form.data = form.data.copy()
        form.data["seen"] = workflow.seen(_answer(request, survey), section)
    context = {
        "survey": survey,
        "section": section,
        "form": form,
        "number": number,
        "pages": len(asked.sections),
        "before": _page(survey, number - 1) if number > 1 else "",
        "was_sent": bool(answer and answer.sent_at),
        "trail": _trail(survey, section.label),
    }
    return render(request, "surveys/page.html", context)


def _number(asked: str, pages: int) -> int | None:
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    return number if 1 <= number <= pages else None


def _after(request: HttpRequest, survey: Survey, asked: Asked, name: str, shown: tuple[Question, ...]) -> HttpResponse:
    """The same page again where answers have brought questions into it; else the next page, or the overview."""
    names = [section.name for section, _ in asked.sections]
    if name not in names:
        return redirect("surveys:answer", survey.pk)
    here = names.index(name) + 1
    new = [each for each in asked.sections[here - 1][1] if each not in shown and not asked.has(each)]
    if new:
        several = len(new) > 1
        told = f"Enregistré. {len(new)} question{'s' * several} s’ajoute{'nt' * several} d’après vos réponses."
        messages.info(request, told)
        return redirect(f"{_page(survey, here)}#id_{new[0].name}")
    if here < len(names):
        messages.success(request, "La page est enregistrée.")
        return redirect(_page(survey, here + 1))
    messages.success(request, "La page est enregistrée. Relisez l’ensemble, puis envoyez la réponse.")
    return redirect("surveys:answer", survey.pk)


@requires(ANSWER, of=survey_or_404, may=may_answer, refused=Http404)
@require_POST
def send(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The fund has answered."""
    try:
        workflow.send(survey, request.user.organisation, by=request.user)
        messages.success(request, "La réponse de la caisse est envoyée. Elle peut être corrigée jusqu’à la fermeture.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("surveys:answer", survey.pk)
