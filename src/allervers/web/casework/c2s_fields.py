"""The forms of a C2S check: the household, each person, a line of resources."""

import datetime

from django import forms
from django.utils import timezone

from allervers.law import DateTooEarly
from allervers.law.codes import (
    ACTIVITIES,
    HOUSING,
    RESOURCE_KINDS,
    ROLES,
    STATUS_INPUTS,
    STATUS_LABELS,
    TERRITORIES,
    WORDS,
)
from allervers.law.counting import months_to
from allervers.law.registry import law
from allervers.web.careful import Careful
from allervers.web.forms.dates import AnyDateField, BirthDateField, TypedDateField
from allervers.web.forms.fields import AmountField, YesNoField

from .c2s_yearly import YEARLY

UNKNOWN = ("", "Ne sait pas")
TRAITS = {
    "alternating_residence": "Enfant en résidence alternée, à la charge des deux parents",
    "lives_with_parents": "Demandeur de moins de 25 ans qui vit chez ses parents",
    "alsace_moselle": "Régime local d'Alsace-Moselle",
    "left_tax_household": "N'est plus rattaché à ses parents depuis la dernière déclaration d'impôts",
    "lives_as_couple": "Enfant ou personne à charge qui vit au foyer avec son concubin",
    "works_outside_prison": "Personne écrouée qui travaille au-dehors, aux conditions de tous",
}
# What the C2S reads, of all that a person may be.
STATUSES = ("student", "expecting_child", "child_welfare", "judicial_protection", "broken_family_ties")
STATUSES += ("yearly_emergency_aid", "prisoner", "in_paid_training")
DATES = ("sick_leave_since", "unemployment_benefit_granted_on")


def words(codes) -> list[tuple[str, str]]:
    return [(code, WORDS[code][0].upper() + WORDS[code][1:]) for code in codes]


def months_read(on: datetime.date) -> list[datetime.date]:
    """The months that the rules read for a request of that day: M-13 to M, oldest first."""
    return months_to(on, 14)


class HouseholdForm(Careful, forms.Form):
    """What is asked once for the household."""

    mark_optional = False  # here every answer may be unknown: saying so at each field would tell nothing

    date = AnyDateField(label="Date de la demande", initial=timezone.localdate)
    territory = forms.ChoiceField(label="Territoire", choices=words(TERRITORIES))
    housing = forms.ChoiceField(
        label="Logement", choices=[UNKNOWN, *words(HOUSING)], required=False, help_text="Le mois de la demande."
    )
    housing_benefit = AmountField(
        label="Aide au logement, par mois", required=False, help_text="0 s'il n'y en a pas ; vide si vous ne savez pas."
    )
    rsa = YesNoField("Le foyer reçoit le RSA", unknown=UNKNOWN[1])
    unpaid_c2s_contributions = forms.BooleanField(
        label="Des participations à une C2S d'avant restent impayées, sans aide, remise ni échéancier",
        required=False,
        widget=forms.CheckboxInput({"data-reveals": "unpaid"}),
    )
    unpaid_c2s_closed_on = TypedDateField(
        label="Cette C2S a pris fin le",
        required=False,
        help_text="Deux ans après, la dette ne ferme plus le droit ; vide si vous ne savez pas.",
    )
    c2s_suspended = forms.BooleanField(label="Cette C2S est en cours, et suspendue", required=False)

    def clean_date(self) -> datetime.date:
        """Between the first day that the law library knows and a year from now."""
        day = self.cleaned_data["date"]
        try:
            law().check_date("c2s", day)
        except DateTooEarly as error:
            raise forms.ValidationError(str(error)) from error
        if day > timezone.localdate() + datetime.timedelta(days=366):
            raise forms.ValidationError("Les plafonds d'une date aussi lointaine ne sont pas connus.")
        return day

    def situation(self) -> dict:
        given = self.cleaned_data
        unpaid = given["unpaid_c2s_contributions"]
        return {
            "date": given["date"],
            "territory": given["territory"],
            "housing": given["housing"] or None,
            "housing_benefit": given["housing_benefit"],
            "rsa": given["rsa"],
            "unpaid_c2s_contributions": unpaid,
            "unpaid_c2s_closed_on": given["unpaid_c2s_closed_on"] if unpaid else None,
            "c2s_suspended": unpaid and given["c2s_suspended"],
        }


class PersonForm(Careful, forms.Form):
    """One person of the household."""

    tells_resumed = False
    mark_optional = False

    role = forms.ChoiceField(label="Place dans le foyer", choices=words(ROLES))
    birth_date = BirthDateField(label="Date de naissance", required=False)
    activity = forms.ChoiceField(
        label="Activité", choices=[UNKNOWN, *words(ACTIVITIES)], required=False, help_text="Le mois de la demande."
    )
    traits = forms.MultipleChoiceField(
        label="Particularités",
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "in-columns"}),
        choices=list(TRAITS.items()),
    )
    statuses = forms.MultipleChoiceField(
        label="Situation",
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "in-columns"}),
        choices=[(status, STATUS_LABELS[STATUS_INPUTS[status]]) for status in STATUSES],
    )
    sick_leave_since = TypedDateField(label="En arrêt de travail pour maladie depuis le", required=False)
    unemployment_benefit_granted_on = TypedDateField(
        label="Allocation de chômage accordée, due depuis le", required=False, help_text="Même si rien n'est versé."
    )
    annual_resources = AmountField(
        label="Total de la période de référence, s'il est déjà connu",
        required=False,
        help_text="Il remplace le détail ci-dessus ; abattements et forfait logement y sont déjà comptés.",
    )
    resources_complete = forms.BooleanField(
        label="Toutes les ressources de cette personne sont notées, ou elle n'en a pas", required=False
    )

    def clean(self):
        given = super().clean()
        traits, statuses = given.get("traits", ()), given.get("statuses", ())
        if "works_outside_prison" in traits and "prisoner" not in statuses:
            self.add_error("statuses", "Cochez aussi « Écroué », ou décochez le travail au-dehors.")
        if "lives_as_couple" in traits and given.get("role") not in ("child", "other_dependant"):
            self.add_error("traits", "Le concubin au foyer se dit d'un enfant ou d'une personne à charge.")
        return given

    def situation(self) -> dict:
        given = self.cleaned_data
        person = {
            "role": given["role"],
            "birth_date": given["birth_date"],
            "activity": given["activity"] or None,
            "resources_complete": given["resources_complete"],
            "statuses": given["statuses"],
            **{trait: trait in given["traits"] for trait in TRAITS},
            **{field: given[field] for field in DATES if given[field]},
        }
        if "prisoner" not in given["statuses"]:
            del person["works_outside_prison"]
        if given["annual_resources"] is not None:
            person["annual_resources"] = given["annual_resources"]
        return person


class LineForm(Careful, forms.Form):
    """One resource: its kind, its amount a month, and the months in which it was received."""

    tells_resumed = False
    mark_optional = False

    kind = forms.ChoiceField(label="Nature", required=False)
    amount = AmountField(label="Montant par mois", required=False)
    first = forms.ChoiceField(label="De", required=False)
    last = forms.ChoiceField(label="À", required=False)

    def __init__(self, *args, kinds, months, **options):
        super().__init__(*args, **options)
        yearly = YEARLY.items() if kinds is RESOURCE_KINDS else ()
        self.fields["kind"].choices = [("", "—"), *words(kinds), *yearly]
        choices = [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in months]
        outside = {"invalid_choice": "Ce mois n'est pas lu pour une demande à cette date."}
        for name, initial in (("first", choices[0][0]), ("last", choices[-1][0])):
            self.fields[name].choices = choices
            self.fields[name].error_messages.update(outside)
            self.fields[name].initial = self.initial.get(name, initial)

    def clean(self):
        given = super().clean()
        if given.get("kind") and given.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Indiquez le montant par mois.")
        if given.get("amount") is not None and not given.get("kind"):
            self.add_error("kind", "Dites de quelle ressource il s'agit.")
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            self.add_error("last", "La fin est avant le début.")
        return given

    def items(self, months) -> list[dict]:
        """One item a month, in the shape of the law library."""
        given = self.cleaned_data if self.is_bound else {}
        if not given.get("kind") or given["kind"] in YEARLY:
            return []
        concerned = [month for month in months if given["first"] <= f"{month:%Y-%m}" <= given["last"]]
        return [{"kind": given["kind"], "month": f"{month:%Y-%m}", "amount": given["amount"]} for month in concerned]
