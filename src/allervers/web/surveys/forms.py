"""Forms of the surveys: that which opens one, and one made of the questions of a section."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from allervers.domain.surveys.conditions import holds
from allervers.domain.surveys.models import FIRST_DAY, LAST_DAY, LONGEST_REASON
from allervers.domain.surveys.questionnaire import Asked, Kind, Question, read_answer
from allervers.web.careful import Careful
from allervers.web.forms.dates import AnyDateField
from allervers.web.forms.fields import MintedIdField

MOST = 10_000_000
LONGEST_TEXT = 2_000
FEW = 4
"""Choices that stand on one line."""
OUT_OF_BOUNDS = "Cette réponse n’est pas possible ici. Vérifiez-la."


class LastDayField(AnyDateField):
    HOW = "Écrivez une date, par exemple 31/01/2027 ou +6 semaines."
    FIRST_YEAR = FIRST_DAY.year

    def check_range(self, date):
        if date > LAST_DAY:
            raise ValidationError("Cette date est trop loin. Vérifiez l’année.", "too_far")


class SurveyForm(forms.Form):
    """The file and the days of a survey."""

    id = MintedIdField()
    file = forms.FileField(
        label="Questionnaire",
        help_text="Un fichier XLSForm : .xlsx, .csv ou .md, 2 Mo au plus.",
        widget=forms.FileInput({"accept": ".xlsx,.csv,.md"}),
        error_messages={"required": "Choisissez le fichier du questionnaire.", "empty": "Ce fichier est vide."},
    )
    about = forms.IntegerField(
        label="Année décrite",
        help_text="L’année que les caisses comptent.",
        min_value=FIRST_DAY.year,
        max_value=LAST_DAY.year,
        widget=forms.TextInput({"inputmode": "numeric", "class": "width-short"}),
        error_messages={
            "required": "Écrivez l’année, par exemple 2026.",
            "invalid": "Écrivez l’année, par exemple 2026.",
            "min_value": "Cette année n’est pas possible.",
            "max_value": "Cette année n’est pas possible.",
        },
    )
    opens_on = LastDayField(label="Ouverte le", error_messages={"required": "Indiquez le premier jour."})
    closes_on = LastDayField(
        label="Dernier jour pour répondre", error_messages={"required": "Indiquez le dernier jour."}
    )

    def clean(self):
        given = super().clean()
        opens_on, closes_on = given.get("opens_on"), given.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", "L’enquête se fermerait avant d’ouvrir. Corrigez l’une des deux dates.")
        elif closes_on and closes_on < timezone.localdate():
            self.add_error("closes_on", "Le dernier jour est aujourd’hui ou plus tard.")
        return given


class ProlongForm(Careful, forms.Form):
    closes_on = LastDayField(
        label="Dernier jour pour répondre", error_messages={"required": "Indiquez le dernier jour."}
    )


class WithdrawForm(Careful, forms.Form):
    why = forms.CharField(
        label="Pourquoi la retirer ?",
        help_text="Par exemple : ouverte deux fois, question mal posée.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Dites pourquoi l’enquête est retirée."},
    )


class SectionForm(Careful, forms.Form):
    """The questions of a section that are asked of this fund. `asked`: what its answers led to until now."""

    def __init__(self, asked: Asked, questions: tuple[Question, ...], *, shown: str, **given):
        self.asked, self.questions = asked, questions
        self.required_when_shown = [each.name for each in questions if each.required]
        self.base_fields = {each.name: field for each in questions if (field := _field(each))}
        self.base_fields["seen"] = forms.CharField(max_length=16, widget=forms.HiddenInput, required=False)
        said = {name: asked.answers.get(name) for name in self.base_fields}
        super().__init__(**given, initial=said | {"seen": shown})

    def lines(self) -> Iterator[dict]:
        """Each explanation and each question, in order."""
        for question in self.questions:
            yield {"note": question.label} if question.kind == Kind.NOTE else {"field": self[question.name]}

    def clean(self):
        given = super().clean()
        self.answers = {}
        for question in self.questions:
            if question.kind != Kind.NOTE and question.name in given:
                self.answers[question.name] = read_answer(question, given[question.name])
        self._check_bounds()
        return given

    def _check_bounds(self) -> None:
        known = {**self.asked.answers, **self.answers}
        for question in self.questions:
            value = self.answers.get(question.name)
            if value is not None and not holds(question.constraint, known, value):
                self.add_error(question.name, question.message or OUT_OF_BOUNDS)


def _field(question: Question) -> forms.Field | None:
    """The field of a question. None is required here: a page is kept as far as it goes, what is missing is told before
    sending."""
    usual: dict[str, Any] = {"label": question.label, "help_text": question.hint, "required": False}
    match question.kind:
        case Kind.ONE:
            choices = question.choices if question.required else (*question.choices, ("", "Pas de réponse"))
            widget = forms.RadioSelect({"class": "in-columns"} if len(choices) <= FEW else None)
            return forms.ChoiceField(choices=choices, widget=widget, **usual)
        case Kind.SEVERAL:
            return forms.MultipleChoiceField(choices=question.choices, widget=forms.CheckboxSelectMultiple, **usual)
        case Kind.INTEGER:
            return WholeField(**usual)
        case Kind.DECIMAL:
            return NumberField(**usual)
        case Kind.DATE:
            return LastDayField(**usual)
        case Kind.TEXT:
            return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3}), **usual)
    return None


class NumberField(forms.DecimalField):
    """« 8,4 », « 1 200 »; below zero where the question's own bounds allow it."""

    INVALID = "Écrivez un nombre, par exemple 8,4."

    def __init__(self, **options):
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "width-short"})
        too_large = "Ce nombre est trop grand."
        messages = {"invalid": self.INVALID, "max_value": too_large, "min_value": too_large}
        super().__init__(min_value=-MOST, max_value=MOST, widget=widget, error_messages=messages, **options)

    def to_python(self, value):
        return super().to_python("".join(value.split()).replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value):
        return str(value).replace(".", ",") if isinstance(value, str | Decimal | int) else value


class WholeField(NumberField):
    """« 1 200 »"""

    INVALID = "Écrivez un nombre entier, par exemple 35."

    def to_python(self, value):
        number = super().to_python(value)
        if number is not None and number != number.to_integral_value():
            raise ValidationError(self.INVALID, "invalid")
        return number


def shown_answer(question: Question, value: Any) -> str:
    """An answer as people read it."""
    labels = dict(question.choices)
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(labels[code] for code in value)
    if question.kind == Kind.DATE:
        return f"{datetime.date.fromisoformat(value):%d/%m/%Y}"
    if question.kind == Kind.DECIMAL:
        return value.replace(".", ",")
    return labels.get(value, str(value))
