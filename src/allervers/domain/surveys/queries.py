"""Surveys as they are read: who has answered, and what was answered in all."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from ..organisations.models import Organisation
from .models import FundAnswer, Survey
from .questionnaire import Answers, Asked, Kind, Question, Questionnaire, Section


def surveys() -> QuerySet[Survey]:
    """Those that were not withdrawn, the last to close first."""
    return Survey.objects.filter(withdrawn_at=None)


def with_answers() -> QuerySet[Survey]:
    """Every survey, withdrawn or not, with how many funds have `answered`."""
    sent = Count("answers", filter=Q(answers__sent_at__isnull=False))
    return Survey.objects.annotate(answered=sent).defer("kept")


def open_on(day: datetime.date) -> QuerySet[Survey]:
    """Those that wait for answers, the first to close first."""
    return surveys().filter(opens_on__lte=day, closes_on__gte=day).order_by("closes_on", "title")


def waiting(fund: Organisation, day: datetime.date) -> int:
    """How many open surveys the fund has not answered."""
    answered = FundAnswer.objects.filter(fund=fund, sent_at__isnull=False)
    return open_on(day).exclude(pk__in=answered.values("survey")).count()


def funds_asked() -> QuerySet[Organisation]:
    """Every fund that is active: whom a national survey asks."""
    return Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True).order_by("code")


@dataclass(frozen=True)
class Response:
    """A fund and what became of the survey there; `answer` is None where nobody has begun."""

    fund: Organisation
    answer: FundAnswer | None

    @property
    def state(self) -> str:
        if self.answer is None:
            return "not_begun"
        return "sent" if self.answer.sent_at else "draft"


def responses(survey: Survey) -> list[Response]:
    """Every fund that is asked, and any other that answered while it was active."""
    answers = {answer.fund_id: answer for answer in survey.answers.select_related("fund", "author")}
    asked = {fund.pk: fund for fund in funds_asked()}
    asked |= {key: answer.fund for key, answer in answers.items()}
    found = [Response(fund, answers.get(fund.pk)) for fund in asked.values()]
    return sorted(found, key=lambda response: response.fund.code)


@dataclass(frozen=True)
class Line:
    """One answer that could be given: how many funds gave it."""

    label: str
    count: int


@dataclass(frozen=True)
class Told:
    """What was answered to a question, over the funds that sent an answer and were asked it.

    `answered`: those that said something; shares are over them. `total`: the sum of numbers, None for other questions.
    Nobody is in these numbers but funds: nothing is masked.
    """

    question: Question
    asked: int
    answered: int
    lines: tuple[Line, ...] = ()
    total: Decimal | None = None
    smallest: Decimal | None = None
    largest: Decimal | None = None

    def share(self, line: Line) -> Decimal | None:
        """Of those that answered, in percent; None where nobody did."""
        return Decimal(100 * line.count) / self.answered if self.answered else None


def told(questionnaire: Questionnaire, answers: Iterable[Answers]) -> list[tuple[Section, list[Told]]]:
    """Question by question, what these answers say together."""
    given = [questionnaire.asked(each) for each in answers]
    return [
        (section, [_told(question, given) for question in section.questions if question.kind != Kind.NOTE])
        for section in questionnaire.sections
    ]


def _told(question: Question, given: list[Asked]) -> Told:
    asked = sum(1 for each in given if any(question.name == other.name for _, other in each))
    values = [each.answers[question.name] for each in given if each.has(question)]
    kind = Kind(question.kind)
    if kind.has_choices:
        counts = Counter(code for value in values for code in (value if isinstance(value, list) else [value]))
        lines = tuple(Line(label, counts[code]) for code, label in question.choices)
        return Told(question, asked, len(values), lines)
    if kind.is_number and values:
        numbers = [Decimal(value) for value in values]
        return Told(question, asked, len(values), (), sum(numbers), min(numbers), max(numbers))
    return Told(question, asked, len(values))
