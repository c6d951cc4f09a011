"""Correcting who a person is and how to reach them."""

import uuid

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.permissions import may_change_identity
from allervers.domain.organisations.context import because
from allervers.domain.organisations.roles import Permission
from allervers.domain.people import nir
from allervers.domain.people.models import Language, Person, Sex
from allervers.domain.people.texts import telephone, written_in_latin_letters
from allervers.domain.privacy import journal
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import BirthDateField
from allervers.web.forms.widgets import PhoneInput, RevealingSelect

from .forms import form_page

CHANGED_MEANWHILE = (
    "Quelqu’un d’autre a modifié cette fiche pendant que vous écriviez. Vos réponses sont gardées ci-dessous. "
    "Comparez-les avec la fiche, puis enregistrez de nouveau si elles sont justes."
)
NIR_OF_ANOTHER = "Une autre fiche de votre caisse porte déjà ce numéro de sécurité sociale."
CONFIRM = "Vérifiez l’un et l’autre ; si les deux sont exacts, cochez la case sous le numéro."


class PersonForm(Careful, forms.ModelForm):
    """Identity and contact details. The NIR is never shown in the form: it is kept, replaced or removed.

    `twin` is the person of the fund who already carries the number that was typed.
    """

    holds_nir = frozenset({"nir"})
    required_when_shown = {"language_note"}

    birth_date = BirthDateField(label="Date de naissance", help_text="Jour, mois, année : 09/03/1984.", required=False)
    nir = forms.CharField(
        label="Numéro de sécurité sociale",
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "width-medium"}),
    )
    nir_removed = forms.BooleanField(label="Retirer le numéro enregistré", required=False)
    nir_confirmed = forms.BooleanField(
        label="Le numéro, la date de naissance et le sexe sont exacts, même s’ils ne concordent pas", required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Person
        fields = [
            *("birth_name", "usage_name", "first_name", "birth_date", "sex"),
            *("phone", "call_when", "email", "postal_address", "language", "language_note", "interpreter_needed"),
        ]
        labels = {
            "birth_name": "Nom de naissance",
            "usage_name": "Nom d’usage",
            "first_name": "Prénom",
            "sex": "Sexe",
            "phone": "Téléphone",
            "call_when": "Quand l’appeler",
            "email": "Adresse électronique",
            "postal_address": "Adresse postale",
            "language": "Langue parlée",
            "language_note": "Quelle langue ?",
            "interpreter_needed": "Un interprète est nécessaire",
        }
        help_texts = {
            "call_when": "Par exemple : le matin avant 10 h.",
            "postal_address": "Une domiciliation convient.",
        }
        error_messages = {
            "birth_name": {"required": "Indiquez le nom de naissance."},
            "first_name": {"required": "Indiquez le prénom."},
        }
        widgets = {
            "phone": PhoneInput,
            "email": forms.EmailInput({"autocomplete": "off"}),
            "postal_address": forms.Textarea({"rows": 3, "autocomplete": "off"}),
            "language": RevealingSelect(reveals={Language.OTHER: "language"}),
        }

    def __init__(self, *args, instance: Person, **options):
        self.was = _fingerprint(instance)
        super().__init__(*args, instance=instance, initial={"seen": self.was}, **options)
        self.twin: Person | None = None
        self.is_contradicted = False
        self.fields["sex"].choices = [("", "Non précisé"), *Sex.choices]
        for name in ("birth_name", "usage_name", "first_name"):
            self.fields[name].validators.append(written_in_latin_letters)
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].validators.append(telephone)
        if instance.nir_digest:
            self.fields[
                "nir"
            ].help_text = (
                f"Enregistré : {instance.nir_masked}. Laissez vide pour le garder ; un nouveau numéro le remplace."
            )
        else:
            self.fields["nir"].help_text = "Aucun numéro enregistré. 15 caractères avec la clé, sur la carte Vitale."
            del self.fields["nir_removed"]

    @property
    def changes(self) -> set[str]:
        """The fields that say something else than the person's record."""
        said = set(self.changed_data) - {"seen", "nir", "nir_confirmed"}
        number = self.cleaned_data.get("nir")
        return said | {"nir"} if number and nir.digest(number) != _bytes(self.instance.nir_digest) else said

    def clean_nir(self) -> str:
        number = self.cleaned_data["nir"]
        return nir.clean_nir(number) if number else ""

    def clean(self):
        given = super().clean()
        if "nir" in given:
            self._check_nir(given)
        if given.get("language") == Language.OTHER and not given.get("language_note"):
            self.add_error("language_note", "Précisez.")
        if not self.errors and self.changes and given["seen"] != self.was:
            self.add_error(None, CHANGED_MEANWHILE)
            self.data = self.data.copy()
            self.data["seen"] = self.was
        return given

    def _check_nir(self, given: dict) -> None:
        if given["nir"] and given.get("nir_removed"):
            self.add_error("nir", "Donnez un nouveau numéro, ou retirez celui qui est enregistré : pas les deux.")
        elif given["nir"]:
            others = Person.objects.filter(fund_id=self.instance.fund_id).exclude(pk=self.instance.pk)
            self.twin = others.filter(nir_digest=nir.digest(given["nir"])).first()
            if self.twin:
                self.add_error("nir", NIR_OF_ANOTHER)
            elif "birth_date" in given and "sex" in given:
                said = nir.contradiction(given["nir"], birth_date=given["birth_date"], sex=given["sex"])
                self.is_contradicted = bool(said)
                if said and not given["nir_confirmed"]:
                    self.add_error("nir", f"{said} {CONFIRM}")

    def save(self, commit=True):
        number = self.cleaned_data["nir"]
        if number or self.cleaned_data.get("nir_removed"):
            self.instance.set_nir(number)
        return super().save(commit)


def _bytes(digest) -> bytes | None:
    return None if digest is None else bytes(digest)


def _fingerprint(person: Person) -> str:
    """Changes when the record changes; tells nothing of what is in it."""
    values = [getattr(person, name) for name in PersonForm.Meta.fields]
    return salted_hmac("allervers.person", repr([*values, _bytes(person.nir_digest)]), algorithm="sha256").hexdigest()


def _held(request: HttpRequest, person_id: uuid.UUID) -> Person:
    """Two accounts that save at the same time wait for each other: the second one is told."""
    persons: QuerySet[Person] = Person.objects.select_for_update() if request.method == "POST" else Person.objects.all()
    return get_object_or_404(persons, pk=person_id)


@requires(Permission.ACCOMPANY, of=_held, may=may_change_identity)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, person: Person) -> HttpResponse:
    """The record of the person, to be corrected; opening it is written into the journal of reads."""
    if request.method == "GET":
        journal.note_reading(person, request.user, journal.IDENTITY_FORM)
    return _edit(request, person)


def _edit(request: HttpRequest, person: Person) -> HttpResponse:
    # The form writes into its instance even when it is refused; the page keeps showing the record as it is.
    as_it_is = Person.objects.get(pk=person.pk)
    form = PersonForm(instance=person, **posted(request))

    def save(given: dict) -> str:
        if form.changes:
            because("identité ou coordonnées corrigées")
            form.save()
        return "La fiche est à jour."

    return form_page(
        request,
        form,
        as_it_is,
        title="Corriger l’identité et les coordonnées",
        submit="Enregistrer",
        save=save,
        template="casework/person_edit.html",
    )
