"""What is asked of an agreement."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from allervers.domain.imports.fields import holds_a_number
from allervers.domain.partners import words
from allervers.domain.partners.codes import OF_THE_YEARLY_REPORT, AgreementKind, Network
from allervers.domain.partners.models import FIRST_DAY, LAST_DAY, LONGEST_NAME, LONGEST_REASON, Agreement
from allervers.domain.partners.workflow import version
from allervers.web.careful import Careful
from allervers.web.forms.dates import AnyDateField, TypedDateField
from allervers.web.forms.fields import MintedIdField

NO_NUMBER = "Pas de numéro ici : ni téléphone, ni numéro de sécurité sociale. Le SIRET a son champ."
ENDS_FIRST = "La convention finirait avant d’avoir été signée. Corrigez l’une des deux dates."


def network_choices(others: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Networks in the order of the yearly report, then our others, then the words of another tool."""
    yearly = [(code.value, code.label) for code in OF_THE_YEARLY_REPORT]
    ours = sorted(((code.value, code.label) for code in Network if code not in OF_THE_YEARLY_REPORT), key=_last_other)
    groups = [("Réseaux du bilan annuel", yearly), ("Autres réseaux", ours)]
    return [*groups, ("D’un autre outil", [(word, word) for word in others])] if others else groups


def _last_other(choice: tuple[str, str]) -> tuple[bool, str]:
    return choice[0] == Network.OTHER, choice[1]


class SignedOnField(TypedDateField):
    FIRST_YEAR = FIRST_DAY.year


class EndsOnField(AnyDateField):
    HOW = "Écrivez une date, par exemple 31/12/2027 ou +3 ans, ou laissez vide."
    FIRST_YEAR = FIRST_DAY.year

    def check_range(self, date):
        if date > LAST_DAY:
            raise ValidationError("Cette date est trop loin. Vérifiez l’année.", "too_far")


class AgreementForm(Careful, forms.Form):
    """One agreement. `others`: words of another tool that the fund uses; `agreement`: the one that is corrected."""

    holds_nir = frozenset({"siret"})  # fourteen digits, which are a body's

    id = MintedIdField()
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)  # of the agreement that is corrected
    network = forms.ChoiceField(
        label="Avec quel réseau ?", error_messages={"required": "Choisissez le réseau, ou « Autre partenaire »."}
    )
    partner_name = forms.CharField(
        label="Nom du partenaire",
        help_text="Par exemple Caf du Tarn, unité locale d’Albi. Vide si le réseau suffit.",
        max_length=LONGEST_NAME,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Quelle sorte de convention ?",
        choices=AgreementKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la sorte de convention."},
    )
    signed_on = SignedOnField(
        label="Signée le",
        help_text="Par exemple 28/11/2026 ou hier.",
        error_messages={"required": "Indiquez le jour de la signature."},
    )
    ends_on = EndsOnField(
        label="Dernier jour",
        help_text="Par exemple 31/12/2027. Vide pour une convention sans date de fin.",
        required=False,
    )
    siret = forms.CharField(
        label="SIRET du partenaire",
        help_text="Quatorze chiffres, avec ou sans espaces.",
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self, *args, others: list[str], agreement: Agreement | None = None, intent: UUID | None = None, **options
    ):
        initial = _written(agreement) if agreement else {"id": intent} if intent else {}
        super().__init__(*args, initial=initial, **options)
        self.fields["network"].choices = [("", "Choisissez"), *network_choices(others)]

    def clean_partner_name(self) -> str:
        name = " ".join(self.cleaned_data["partner_name"].split())
        if holds_a_number(name):
            raise ValidationError(NO_NUMBER)
        return name

    def clean_siret(self) -> str:
        digits = "".join(self.cleaned_data["siret"].split())
        if digits and not words.is_siret(digits):
            raise ValidationError("Ce n’est pas un SIRET : quatorze chiffres, dont les derniers vérifient les autres.")
        return digits

    def clean(self):
        given = super().clean()
        signed_on, ends_on = given.get("signed_on"), given.get("ends_on")
        if signed_on and ends_on and ends_on < signed_on:
            self.add_error("ends_on", ENDS_FIRST)
        if (
            given.get("network") == Network.OTHER
            and not given.get("partner_name")
            and "partner_name" not in self.errors
        ):
            self.add_error("partner_name", "Écrivez le nom de cet autre partenaire.")
        return given

    def show_again(self, seen: int) -> None:
        """What was typed stays, and is sent for this version of the agreement."""
        self.data = self.data.copy()
        self.data["seen"] = seen

    def what(self) -> dict:
        """Fields of the model."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen")}


def _written(agreement: Agreement) -> dict:
    """The agreement as the form asks for it."""
    plain = ("network", "partner_name", "kind", "signed_on", "ends_on", "siret")
    return {name: getattr(agreement, name) for name in plain} | {"id": agreement.pk, "seen": version(agreement)}


class WithdrawForm(Careful, forms.Form):
    """Why it counts no longer."""

    why = forms.CharField(
        label="Pourquoi la retirer ?",
        help_text="Par exemple : notée deux fois, jamais signée.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Dites pourquoi la convention est retirée."},
    )
