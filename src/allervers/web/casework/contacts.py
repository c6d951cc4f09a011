"""Noting a contact, or an attempt, with the person."""

import datetime
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment import corrections, workflow
from allervers.domain.accompaniment.codes import Channel, ContactResult
from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.accompaniment.permissions import may_accompany, may_triage, may_work_in
from allervers.domain.organisations.roles import Permission
from allervers.domain.referrals.models import Referral
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent
from allervers.web.templatetags.design import day

from .forms import Place, already_saved, file_or_404, form_page, not_possible_now

ALREADY_NOTED = "Ce contact était déjà enregistré : rien n’a été écrit une deuxième fois."
CLOSED = "Cet accompagnement est clos : on ne peut plus rien y noter. Annulez d’abord la clôture."
CORRECTION_TOLD = "Ce qui était écrit reste dans l’historique, avec le moment de la correction et votre nom."
HOUR_HOW = "Écrivez l’heure et les minutes, par exemple 14:30."


class TypedHourField(forms.TimeField):
    """An hour as people type it: 14:30, 14h30, 14 h."""

    def __init__(self, **options):
        widget = forms.TimeInput({"autocomplete": "off", "class": "width-short"}, format="%H:%M")
        formats = ["%H:%M", "%Hh%M", "%H:%M:%S"]
        super().__init__(widget=widget, input_formats=formats, error_messages={"invalid": HOUR_HOW}, **options)

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.lower().split())
            value = f"{value}00" if value.endswith("h") else value
        return super().to_python(value)


class ContactForm(Careful, forms.Form):
    """When, how, and with which result. The moment proposed is now."""

    id = MintedIdField()
    on = TypedDateField(
        label="Date",
        help_text="Par exemple 28/11 ou hier.",
        error_messages={"required": "Indiquez le jour du contact."},
    )
    at = TypedHourField(label="Heure", required=True)
    incoming = forms.TypedChoiceField(
        label="Qui a pris contact ?",
        choices=[("no", "Nous"), ("yes", "La personne")],
        initial="no",
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Dites qui a pris contact."},
    )
    channel = forms.ChoiceField(
        label="Par quel moyen ?",
        choices=Channel.choices,
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Choisissez un moyen de contact."},
    )
    result = forms.ChoiceField(
        label="Avec quel résultat ?",
        choices=ContactResult.choices,
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Choisissez un résultat."},
    )
    next_on = ComingDateField(
        label="Rappeler le",
        help_text="Par exemple demain, lundi ou 28/11 : la personne revient ce jour-là dans votre journée.",
        required=False,
    )
    note = forms.CharField(
        label="Compte rendu",
        help_text="Ce qui est utile pour la suite. Pas de diagnostic.",
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, referral: Referral, intent: uuid.UUID | None = None, initial=None, **options):
        now = timezone.localtime()
        minted = {"id": intent} if intent else {}
        super().__init__(*args, initial={"on": now.date(), "at": now.time(), **minted, **(initial or {})}, **options)
        self.referral = referral
        self.fields["at"].error_messages["required"] = "Indiquez l’heure du contact."

    def clean(self):
        given = super().clean()
        if "on" in given and "at" in given:
            try:
                given["moment"] = self._moment(given["on"], given["at"])
            except ValidationError as error:
                self.add_error("at" if error.code == "future" else "on", error)
        return given

    def _moment(self, on: datetime.date, at: datetime.time) -> datetime.datetime:
        moment = forms.utils.from_current_timezone(datetime.datetime.combine(on, at))
        if moment > timezone.now():
            raise ValidationError("Cette heure n’est pas encore passée.", "future")
        received_on = timezone.localdate(self.referral.received_at)
        if on < received_on:
            raise ValidationError(f"Cette date est avant la saisine, reçue le {day(received_on)}.", "too_early")
        return moment

    def what(self) -> dict:
        """What is written of the contact."""
        given = self.cleaned_data
        return {
            "at": given["moment"],
            **{name: given[name] for name in ("channel", "incoming", "result", "note", "next_on")},
        }


def _contact(request: HttpRequest, contact_id: uuid.UUID) -> Contact:
    return get_object_or_404(Contact, pk=contact_id)


@requires(Permission.ACCOMPANY, of=file_or_404, may=may_work_in)
@require_http_methods(["GET", "POST"])
@one_intent
def note(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """One contact more in the file."""
    if request.method == "GET":
        if written := file.referral.contacts.filter(pk=intent_of(request)).first():
            return already_saved(request, file, written, "Noter un contact")
        if not file.is_open:
            return not_possible_now(request, file.person, CLOSED)
    form = ContactForm(**posted(request), referral=file.referral, intent=intent_of(request))

    def save(given: dict) -> str:
        if file.referral.contacts.filter(pk=given["id"], **form.what()).exists():
            return ALREADY_NOTED
        workflow.note_contact(file.referral, contact_id=given["id"], author=request.user, **form.what())
        if given["result"] == ContactResult.WRONG_DETAILS:
            return "Le contact est noté. Pensez à corriger les coordonnées de la personne."
        return "Le contact est noté."

    return form_page(
        request,
        form,
        file.person,
        title="Noter un contact",
        submit="Enregistrer le contact",
        save=save,
        template="casework/person_contact.html",
    )


@requires(Permission.ACCOMPANY, of=_contact)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, contact: Contact) -> HttpResponse:
    """A contact as it should have been noted: by its author, on the same day, in a file where they may still write."""
    referral, file = contact.referral, corrections.file_of(contact)
    if file and file.person:
        place, may_write = Place.of_person(file.person), may_accompany(request.user, file)
    else:
        place = Place(
            referral, "Saisines à examiner", reverse("casework:inbox"), reverse("casework:triage", args=[referral.pk])
        )
        may_write = may_triage(request.user, referral)
    refusal = corrections.why_not_correctable(request.user, contact) or ("" if may_write else CLOSED)
    if refusal:
        return not_possible_now(request, place, refusal)
    then = timezone.localtime(contact.at)
    written = {name: getattr(contact, name) for name in ("channel", "result", "note", "next_on")}
    written |= {"on": then.date(), "at": then.time(), "incoming": "yes" if contact.incoming else "no"}
    form = ContactForm(**posted(request), referral=referral, intent=contact.pk, initial=written)

    def save(given: dict) -> str:
        what = form.what()
        # The form says no seconds.
        if what["at"] == contact.at.replace(second=0, microsecond=0):
            what["at"] = contact.at
        changed = corrections.correct(contact, author=request.user, **what)
        return "Le contact est corrigé." if changed else "Rien n’a changé dans ce contact."

    return form_page(
        request,
        form,
        place,
        title="Corriger un contact",
        lead=CORRECTION_TOLD,
        submit="Enregistrer la correction",
        save=save,
        template="casework/person_contact.html",
    )
