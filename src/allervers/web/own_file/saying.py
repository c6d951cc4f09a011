"""What the person says: how to reach them, that something is wrong, that they object, that they ask no more."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from allervers.domain.people import nir
from allervers.domain.people.texts import telephone
from allervers.domain.rights_files import person_words
from allervers.domain.rights_files.codes import WordKind
from allervers.domain.rights_files.contact import told
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.workflow import Refused
from allervers.web.careful import posted, tidy_texts
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .visit import of_visit, shown, words_of
from .words import Words


class Plain(forms.Form):
    """Texts are kept tidy, and hold no social-security number."""

    mark_optional = False

    def __init__(self, *args, words: Words, **options):
        super().__init__(*args, **options)
        self.words = words
        tidy_texts(self)

    def clean(self):
        given = super().clean()
        for name, value in list(given.items()):
            if isinstance(value, str) and nir.is_in(value):
                self.add_error(name, self.words["write.nir"])
        return given


class ContactForm(Plain):
    """Where to reach the person."""

    phone = forms.CharField(required=False, max_length=30, widget=forms.TextInput({"type": "tel"}))
    email = forms.EmailField(required=False)
    postal_address = forms.CharField(required=False, max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, words: Words, **options):
        super().__init__(*args, words=words, **options)
        for name, word in (("phone", "phone"), ("email", "email"), ("postal_address", "address")):
            self.fields[name].label = words[f"mine.{word}"]
        self.fields["email"].error_messages["invalid"] = words["contact.email.wrong"]

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        try:
            if text:
                telephone(text)
        except ValidationError:
            raise ValidationError(self.words["contact.phone.wrong"]) from None
        return text


@of_visit
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Telephone, e-mail and address: corrected at once."""
    words = words_of(request)
    form = ContactForm(**posted(request), initial=told(file), words=words)
    if request.method == "POST" and form.is_valid():
        person_words.correct_contact(file, **form.cleaned_data)
        messages.success(request, words["contact.done"])
        return redirect("own_file:file")
    return shown(request, "own_file/contact.html", form=form)


class WordForm(Plain):
    """A message to whoever examines."""

    id = MintedIdField()
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    text = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args, words: Words, intent: uuid.UUID | None = None, **options):
        initial = {"kind": WordKind.CORRECTION} | ({"id": intent} if intent else {})
        super().__init__(*args, words=words, initial=initial, **options)
        kind, text = self.fields["kind"], self.fields["text"]
        kind.label, kind.choices = words["write.kind"], [(each, words[f"word.{each}"]) for each in WordKind]
        kind.error_messages["required"] = words["write.kind.missing"]
        text.label, text.error_messages["required"] = words["write.text"], words["write.missing"]


@one_intent
@of_visit
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """« Quelque chose est faux », or an objection; whoever examines reads it."""
    words = words_of(request)
    form = WordForm(**posted(request), words=words, intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person_words.write(file, given["kind"], given["text"], key=given["id"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words["write.done"])
            return redirect("own_file:file")
    return shown(request, "own_file/write.html", form=form)


@of_visit
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """Asked again before it is done."""
    words = words_of(request)
    if request.method == "POST":
        try:
            person_words.withdraw(file)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, words["withdraw.done"])
        return redirect("own_file:file")
    return shown(request, "own_file/withdraw.html")
