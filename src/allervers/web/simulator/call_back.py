"""« Être rappelé »: whoever answers the simulator asks their fund to call them (decision 0094).

What is typed here goes into a referral of oneself, and nowhere else; nothing of it is kept before it is sent.
"""

import datetime

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.organisations.queries import active_funds
from allervers.domain.people import nir
from allervers.domain.people.models import Language
from allervers.domain.people.texts import telephone, tidied, written_in_latin_letters
from allervers.domain.pieces.refusals import AlreadyUsed
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.workflow import ask_for_oneself, may_ask_for_oneself
from allervers.web.client_address import client_address
from allervers.web.forms.dates import BirthDateField
from allervers.web.forms.widgets import PhoneInput
from allervers.web.intent import intent_of, one_intent

from .flow import Flow
from .interview import RESULT, Interview
from .results import cards
from .views import address, links, of_interview
from .words import Words

NAMES = ("first_name", "birth_name", "usage_name")
WHEN = ("any", "morning", "afternoon")
SPOKEN = {"en": Language.ENGLISH}
# What the adviser reads, in French whatever the language of the page.
TO_CALL = {
    "any": "À appeler à toute heure.",
    "morning": "À appeler le matin.",
    "afternoon": "À appeler l’après-midi.",
}
AUTOCOMPLETE = {"first_name": "given-name", "birth_name": "family-name", "birth_date": "bday", "phone": "tel"}
# A fund serves these too, whose département is none of its own.
SERVED_BY = {"977": "971", "978": "971"}


class CallBackForm(forms.Form):
    """Who to call, when, and the agreement; every sentence of it in the language of the page."""

    first_name = forms.CharField(max_length=100)
    birth_name = forms.CharField(max_length=100)
    usage_name = forms.CharField(max_length=100, required=False)
    birth_date = BirthDateField()
    phone = forms.CharField(max_length=30, widget=PhoneInput)
    when = forms.ChoiceField(widget=forms.RadioSelect, initial="any")
    language = forms.ChoiceField(choices=Language.choices)
    fund = forms.ModelChoiceField(queryset=None, empty_label="")
    with_result = forms.BooleanField(required=False)
    agrees = forms.BooleanField()

    def __init__(self, *args, interview: Interview, **options):
        self.interview, self.words = interview, interview.words
        super().__init__(*args, use_required_attribute=False, **options)
        words = self.words
        for name, field in self.fields.items():
            field.label, field.help_text = words[f"back.{name}"], words.get(f"back.{name}.help", "")
            field.error_messages |= {"required": words[f"back.{name}.missing"]} if field.required else {}
            field.error_messages |= {"max_length": words["e.too_long"], "invalid_choice": words["e.choice"]}
            field.widget.attrs["autocomplete"] = AUTOCOMPLETE.get(name, "off")
        born = self.fields["birth_date"]
        born.HOW = words["back.birth_date.missing"]
        born.error_messages["unreadable"] = words["back.birth_date.missing"]
        self.fields["when"].choices = [(code, words[f"back.when.{code}"]) for code in WHEN]
        self.fields["language"].initial = SPOKEN.get(words.code, Language.FRENCH)
        born.initial = self._told_birth_date()
        self._choose_fund()

    def _told_birth_date(self) -> datetime.date | None:
        values = self.interview.flow.given.get("me.birth_date")
        return values and values.get("value")

    def _choose_fund(self) -> None:
        """Those of the département that was told; of several, or where none was, the person chooses."""
        told = self.interview.flow.given.get("department")
        department = told and SERVED_BY.get(told["value"], told["value"])
        here = active_funds().filter(department=department) if department else active_funds().none()
        field = self.fields["fund"]
        field.queryset = here if here.exists() else active_funds()
        field.empty_label = self.words["back.fund.choose"]
        if here.count() == 1:
            field.initial = here.get()

    def clean_phone(self) -> str:
        return self._said_by(telephone, "phone", "back.phone.missing")

    def clean(self):
        if self.errors.pop("birth_date", None):
            self.add_error("birth_date", self.words["back.birth_date.missing"])
        for name in NAMES:
            typed = tidied(self.cleaned_data.get(name, "")).strip()
            self.cleaned_data[name] = typed
            if typed and nir.is_in(typed):
                self.add_error(name, self.words["back.name.number"])
            elif typed:
                self._said_by(written_in_latin_letters, name, "back.name.letters")
        return self.cleaned_data

    def _said_by(self, rule, name: str, otherwise: str) -> str:
        """What was typed, if the rule lets it pass; else its refusal, in the language of the page."""
        typed = self.cleaned_data.get(name, "")
        try:
            rule(typed)
        except ValidationError:
            self.add_error(name, self.words[otherwise])
        return typed

    def referral(self, identifier) -> Referral:
        """The referral as it was typed, not written yet."""
        given = self.cleaned_data
        who = {name: given[name] for name in (*NAMES, "birth_date", "phone", "language", "fund")}
        return Referral(id=identifier, note=self._note(), **who)

    def _note(self) -> str:
        french = Words("fr")
        lines = ["Rappel demandé en ligne par la personne.", TO_CALL[self.cleaned_data["when"]]]
        if self.cleaned_data["with_result"]:
            answers = self.interview.answers
            found = cards(Flow(answers, self.interview.kept.day, french, self.interview.rights))
            told = " ; ".join(f"{card.label} : {card.status[0].rstrip('.')}" for card in found)
            lines.append(f"Sa simulation du {french.day(self.interview.kept.day)} : {told}.")
        return " ".join(lines)[:2000]


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
@of_interview
def ask(request: HttpRequest, interview: Interview) -> HttpResponse:
    """The form; sent, it is a referral of oneself to the fund of the place."""
    words = interview.words
    form = CallBackForm(request.POST or None, interview=interview)
    if request.method == "POST" and form.is_valid():
        if not may_ask_for_oneself(client_address(request)):
            form.add_error(None, words["back.later"])
            return _shown(request, interview, form, status=429)
        try:
            ask_for_oneself(form.referral(intent_of(request)))
        except AlreadyUsed:
            form.add_error(None, words["back.already"])
            return _shown(request, interview, form, is_used=True)
        return redirect(f"{reverse('simulator-call-back-asked')}?{interview.query()}")
    return _shown(request, interview, form)


@login_not_required
@never_cache
@require_safe
@of_interview
def asked(request: HttpRequest, interview: Interview) -> HttpResponse:
    """What comes next, once the request is sent."""
    context = {"words": interview.words, "languages": links(interview.words, interview), "result": _result(interview)}
    return render(request, "simulator/call_back_asked.html", context)


def _shown(
    request: HttpRequest, interview: Interview, form: CallBackForm, *, status: int = 200, is_used: bool = False
) -> HttpResponse:
    context = {
        "words": interview.words,
        "languages": links(interview.words, interview),
        "form": form,
        "back": address(interview),
        "again": f"{reverse('simulator-call-back')}?{interview.query()}" if is_used else "",
    }
    return render(request, "simulator/call_back.html", context, status=status)


def _result(interview: Interview) -> str:
    interview.kept.page = RESULT
    return address(interview)
