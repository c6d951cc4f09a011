"""A questionnaire: sections of questions, each with its type, its condition and its bounds, in the terms of XLSForm.

Read from a spreadsheet by `xlsform`, kept as JSON with the survey that asks it, and never changed afterwards.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import TextChoices

from .conditions import holds

Answers = Mapping[str, Any]
"""By the name of the question: a code, a list of codes, a whole number, a decimal or a date as text, a text. What was
not answered is absent."""

BLANK = ("", None, [])


class Kind(TextChoices):
    ONE = "select one", "Un choix"
    SEVERAL = "select all that apply", "Plusieurs choix"
    INTEGER = "integer", "Nombre entier"
    DECIMAL = "decimal", "Nombre"
    DATE = "date", "Date"
    TEXT = "text", "Texte"
    NOTE = "note", "Explication"

    @property
    def is_number(self) -> bool:
        return self in (Kind.INTEGER, Kind.DECIMAL)

    @property
    def has_choices(self) -> bool:
        return self in (Kind.ONE, Kind.SEVERAL)


@dataclass(frozen=True)
class Question:
    """One question. `relevant`: when it is asked; `constraint`: what an answer must satisfy, `message` what to say
    otherwise; both are expressions of `conditions`, empty for always."""

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """Questions of one subject, shown on one page; `relevant` as of a question."""

    name: str
    label: str
    questions: tuple[Question, ...]
    relevant: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """All that a survey asks, in order. Names are unique over all sections."""

    title: str
    sections: tuple[Section, ...]

    @property
    def questions(self) -> list[Question]:
        return [question for section in self.sections for question in section.questions]

    def asked(self, answers: Answers) -> "Asked":
        """What these answers lead to. A condition sees only answers to questions that are asked themselves: what was
        answered before another answer changed counts no longer."""
        seen: dict[str, Any] = {}
        sections: list[tuple[Section, tuple[Question, ...]]] = []
        for section in self.sections:
            if not holds(section.relevant, seen):
                continue
            shown = []
            for question in section.questions:
                if not holds(question.relevant, seen):
                    continue
                shown.append(question)
                if answers.get(question.name) not in BLANK:
                    seen[question.name] = answers[question.name]
            if shown:
                sections.append((section, tuple(shown)))
        return Asked(tuple(sections), seen)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(question.name for question in self.questions)

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping) -> "Questionnaire":
        return cls(kept["title"], tuple(map(_section, kept["sections"])))


def _section(kept: Mapping) -> Section:
    return Section(**{**kept, "questions": tuple(map(_question, kept["questions"]))})


def _question(kept: Mapping) -> Question:
    return Question(**{**kept, "choices": tuple((code, label) for code, label in kept["choices"])})


@dataclass(frozen=True)
class Asked:
    """The sections that are asked, each with its questions; `answers`: those to questions that are asked."""

    sections: tuple[tuple[Section, tuple[Question, ...]], ...]
    answers: Answers

    @property
    def missing(self) -> list[tuple[Section, Question]]:
        """Questions that want an answer and have none."""
        return [(section, question) for section, question in self if question.required and not self.has(question)]

    def has(self, question: Question) -> bool:
        return question.name in self.answers

    def __iter__(self) -> Iterator[tuple[Section, Question]]:
        return ((section, question) for section, shown in self.sections for question in shown)


def read_answer(question: Question, given: Any) -> Any:
    """The answer as it is kept, None where there is none. Raises ValueError where it is none of this question."""
    if given in BLANK or question.kind == Kind.NOTE:
        return None
    codes = [code for code, _ in question.choices]
    match question.kind:
        case Kind.ONE:
            return _one_of(given, codes)
        case Kind.SEVERAL:
            chosen = {_one_of(each, codes) for each in given}
            return [code for code in codes if code in chosen]
        case Kind.INTEGER:
            return int(given)
        case Kind.DECIMAL:
            return _decimal(given)
        case Kind.DATE:
            return (given if isinstance(given, datetime.date) else datetime.date.fromisoformat(given)).isoformat()
    return str(given).strip() or None


def _one_of(given: str, codes: list[str]) -> str:
    if given not in codes:
        raise ValueError(given)
    return given


def _decimal(given: Any) -> str:
    try:
        number = Decimal(given)
    except InvalidOperation:
        raise ValueError(given) from None
    if not number.is_finite():
        raise ValueError(given)
    return f"{number.normalize():f}"
