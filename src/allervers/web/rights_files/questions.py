"""What each form asks beside who the person is: for the law library (the situation), or for the form alone (details).

A question is asked for a right only where its answer changes what is asked for or what is given; a test holds it.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django import forms

from allervers.domain.rights_files.codes import Right
from allervers.web.forms.countries import nationalities
from allervers.web.forms.dates import AnyDateField, TypedDateField
from allervers.web.forms.fields import AmountField
from allervers.web.templatetags.design import day

YES_NO = [("", "Je ne sais pas"), ("yes", "Oui"), ("no", "Non")]
HOUSING = [
    ("", "Je ne sais pas"),
    ("tenant", "Locataire"),
    ("owner", "Propriétaire"),
    ("owner_with_loan", "Propriétaire, avec un prêt"),
    ("lodged_free", "Hébergé gratuitement"),
    ("no_fixed_home", "Sans domicile fixe"),
]
ACTIVITIES = [
    ("", "Je ne sais pas"),
    ("employed", "Travaille"),
    ("unemployed", "Au chômage"),
    ("retired", "À la retraite"),
    ("student", "Étudiante"),
    ("inactive", "Sans activité"),
]


@dataclass(frozen=True)
class Question:
    """One question: the field, the rights whose form asks it, and where its answer goes.

    `place` writes a given answer into the situation (its household, its applicant); without it the answer is a detail
    of the form. `needed`: the form cannot do without.
    """

    field: Callable[[], forms.Field]
    rights: frozenset[str]
    place: Callable[[dict, dict, object], None] | None = None
    needed: str = ""


def _choice(label: str, choices, **options) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect if len(choices) < 5 else forms.Select,
        **options,
    )  # fmt: skip


def _of_household(name: str, read=lambda value: value):
    return lambda household, applicant, value: household.update({name: read(value)})


def _of_applicant(name: str, read=lambda value: value):
    return lambda household, applicant, value: applicant.update({name: read(value)})


def _of_previous_scheme(name: str, read=lambda value: value):
    return lambda household, applicant, value: applicant.setdefault("previous_scheme", {}).update({name: read(value)})


def _without_resources(household: dict, applicant: dict, value: str) -> None:
    if value == "yes":
        applicant["annual_resources"] = 0


def _iso(day) -> str:
    return day.isoformat()


def _is_yes(value: str) -> bool:
    return value == "yes"


QUESTIONS: dict[str, Question] = {
    "rsa": Question(
        _choice("Le foyer reçoit-il le RSA ?", YES_NO), frozenset({Right.C2S}), _of_household("rsa", _is_yes)
    ),
    "housing": Question(
        _choice("Comment la personne est-elle logée ?", HOUSING),
        frozenset({Right.C2S, Right.AME, Right.PUMA}),
        _of_household("housing"),
    ),
    "housing_benefit": Question(
        lambda: AmountField(label="Aide au logement par mois, en euros (0 s’il n’y en a pas)", required=False),
        frozenset({Right.C2S}),
        _of_household("housing_benefit", float),
    ),
    "activity": Question(
        _choice("Que fait la personne ?", ACTIVITIES),
        frozenset({Right.PUMA, Right.EU_INACTIVE}),
        _of_applicant("activity"),
    ),
    "residence_since": Question(
        lambda: TypedDateField(label="Vit en France depuis le", required=False),
        frozenset({Right.AME, Right.PUMA, Right.EU_INACTIVE}),
        _of_applicant("residence_since", _iso),
    ),
    "no_resources": Question(
        _choice("La personne n’a-t-elle aucune ressource ?", YES_NO), frozenset({Right.AME}), _without_resources
    ),
    "care_received_on": Question(
        lambda: TypedDateField(
            label="Premiers soins reçus le", required=False, help_text="Laissez vide s’il n’y en a pas eu."
        ),
        frozenset({Right.AME}),
        _of_applicant("care_received_on", _iso),
    ),
    "insured_elsewhere": Question(
        _choice("Un autre État assure-t-il la personne (formulaire S1) ?", YES_NO),
        frozenset({Right.PUMA, Right.CHILD_ATTACHMENT}),
        _of_previous_scheme("s1", _is_yes),
    ),
    "end_of_rights": Question(
        _choice("A-t-elle l’attestation de fin de droits de l’État où elle était assurée ?", YES_NO),
        frozenset({Right.EU_INACTIVE}),
        _of_previous_scheme("end_of_rights_certificate", _is_yes),
    ),
    "previous_country": Question(
        lambda: forms.ChoiceField(label="Dernier État d’assurance", choices=nationalities, required=False),
        frozenset({Right.EU_INACTIVE}),
    ),
    "parent": Question(
        lambda: forms.CharField(
            label="Parent qui l’assure aujourd’hui (nom et prénom)", required=False, max_length=150
        ),
        frozenset({Right.OWN_TITLE}),
        needed="Écrivez le nom du parent qui assure la personne aujourd’hui.",
    ),
    "attached_to": Question(
        _choice(
            "À qui rattacher l’enfant ?", [("", "—"), ("one", "À cette personne seule"), ("both", "Aux deux parents")]
        ),
        frozenset({Right.CHILD_ATTACHMENT}),
        needed="Dites à qui l’enfant est rattaché.",
    ),
    "second_parent": Question(
        lambda: forms.CharField(label="Autre parent (nom et prénom)", required=False, max_length=150),
        frozenset({Right.CHILD_ATTACHMENT}),
    ),
    "leaves_on": Question(
        lambda: AnyDateField(label="Quitte la France le", required=False),
        frozenset({Right.DEPARTURE}),
        needed="Indiquez le jour du départ, passé ou à venir.",
    ),
    "address_abroad": Question(
        lambda: forms.CharField(
            label="Adresse à l’étranger", required=False, max_length=300, widget=forms.Textarea({"rows": 3})
        ),
        frozenset({Right.DEPARTURE}),
        needed="Écrivez l’adresse à l’étranger.",
    ),
}


def asked_for(right: str) -> dict[str, Question]:
    return {name: question for name, question in QUESTIONS.items() if right in question.rights}


def details_of(right: str, given: dict) -> dict[str, object]:
    """The answers that the law library does not read, as they are kept."""
    told = {name: given.get(name) for name, question in asked_for(right).items() if question.place is None}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items() if value}


LABELS = {name: str(question.field().label) for name, question in QUESTIONS.items()}


def told_of(details: dict) -> list[tuple[str, str]]:
    """The details of a file in words, in the order of the questions."""
    return [(LABELS[name], _in_words(name, details[name])) for name in QUESTIONS if name in details]


def _in_words(name: str, value: str) -> str:
    field = QUESTIONS[name].field()
    if isinstance(field, forms.DateField):
        return day(datetime.date.fromisoformat(value))
    return str(dict(getattr(field, "choices", ())).get(value, value))
