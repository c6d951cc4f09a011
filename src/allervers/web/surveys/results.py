"""What the funds answer: who has, what it adds up to, each answer whole, and all of them as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.surveys import queries
from allervers.domain.surveys.models import FundAnswer, Survey
from allervers.domain.surveys.permissions import RUN, may_read, may_run
from allervers.domain.surveys.queries import Response, Told
from allervers.domain.surveys.questionnaire import Kind
from allervers.web.access import requires
from allervers.web.exports import csv_response

from .forms import shown_answer
from .one import survey_or_404, trail

STATES = {"sent": ("Répondu", "success"), "draft": ("Commencé", "info"), "not_begun": ("Pas commencé", "warning")}


@requires(RUN, of=survey_or_404, may=may_run)
@require_safe
def show(request: HttpRequest, survey: Survey) -> HttpResponse:
    """How many funds have answered, which have not, and what those that have say together."""
    found = queries.responses(survey)
    sent = [response.answer for response in found if response.state == "sent"]
    questionnaire = survey.questionnaire
    context = {
        "survey": survey,
        "is_open": survey.is_open(timezone.localdate()),
        "number": len(sent),
        "asked": len(found),
        "states": [
            {"label": label, "kind": kind, "funds": [each for each in found if each.state == state]}
            for state, (label, kind) in reversed(STATES.items())
        ],
        "progress": [
            {"label": label, "value": sum(1 for each in found if each.state == state)}
            for state, (label, _) in STATES.items()
        ],
        "sections": [
            {"section": section, "tables": [_table(told) for told in questions]}
            for section, questions in queries.told(questionnaire, (answer.given for answer in sent))
        ],
        "trail": trail(survey),
    }
    return render(request, "surveys/one.html", context)


def _table(told: Told) -> dict:
    """A question as a table of bars, or a line of numbers."""
    return {
        "question": told.question,
        "told": told,
        "rows": [{"label": line.label, "value": line.count, "display": _counted(told, line)} for line in told.lines],
        "kind": Kind(told.question.kind).label,
        "base": _base(told),
        "is_text": told.question.kind in (Kind.TEXT, Kind.DATE),
        "mean": told.total / told.answered if told.total is not None else None,
    }


def _base(told: Told) -> str:
    """« 87 caisses ont répondu sur 101 à qui la question est posée. »"""
    if not told.answered:
        return "Aucune réponse."
    said = "1 caisse a répondu" if told.answered == 1 else f"{told.answered} caisses ont répondu"
    return f"{said} sur {told.asked} à qui la question est posée."


def _counted(told: Told, line: queries.Line) -> str:
    share = told.share(line)
    return f"{line.count}" if share is None else f"{line.count} ({round(share)} %)"


@requires(RUN, of=survey_or_404, may=may_run)
@require_safe
def export(request: HttpRequest, survey: Survey) -> HttpResponse:
    """One line a fund that is asked, one column a question; `etat` says whether it was sent."""
    questions = [each for each in survey.questionnaire.questions if each.kind != Kind.NOTE]
    header = ["caisse", "nom", "etat", "envoyee_le", *(question.name for question in questions)]
    rows = (_line(response, survey, questions) for response in queries.responses(survey))
    return csv_response(f"enquete-{survey.about}.csv", header, rows)


def _line(response: Response, survey: Survey, questions: list) -> list:
    answer = response.answer
    given = answer.asked(survey.questionnaire).answers if answer else {}
    sent_on = timezone.localdate(answer.sent_at) if answer and answer.sent_at else None
    cells = [_cell(given.get(question.name)) for question in questions]
    return [response.fund.code, response.fund.name, STATES[response.state][0], sent_on, *cells]


def _cell(value):
    return "|".join(value) if isinstance(value, list) else value


def answer_or_404(request: HttpRequest, fund_answer_id: UUID) -> FundAnswer:
    """One that the database shows to the account."""
    return get_object_or_404(FundAnswer.objects.select_related("survey", "fund", "author"), pk=fund_answer_id)


@requires(RUN, of=answer_or_404, may=may_read, refused=Http404)
@require_safe
def of_fund(request: HttpRequest, answer: FundAnswer) -> HttpResponse:
    """The whole answer of a fund."""
    asked = answer.asked(answer.survey.questionnaire)
    sections = [
        {
            "section": section,
            "rows": [
                {
                    "label": each.label,
                    "value": shown_answer(each, asked.answers.get(each.name)),
                    "missing": "Pas de réponse",
                }
                for each in questions
                if each.kind != Kind.NOTE
            ],
        }
        for section, questions in asked.sections
    ]
    context = {"answer": answer, "survey": answer.survey, "sections": sections}
    return render(request, "surveys/of_fund.html", context | {"trail": trail(answer.survey, answer.fund.name)})
