"""The inputs that rules may name: what a household says of itself, seen as values by name.

Household inputs have no dimension, a person's has ``person``; the kinds of resource have ``month`` besides. An input
that is absent from the situation is `Unknown`, with the name under which it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from allervers.law.expression import MONTH, PERSON
from allervers.law.situation import FAMILY_KINDS, RESOURCE_KINDS, WORDS, Amount, Person, Situation


class MissingKey(NamedTuple):
    """What is missing: a field of the household (``person`` None) or of the person in that place, in a month or not."""

    person: int | None
    field: str
    month: int | None = None


class Unknown:
    """A value that the situation does not let us know, and the inputs it hangs on."""

    __slots__ = ("missing",)

    def __init__(self, *missing: MissingKey):
        self.missing = frozenset(missing)

    def __or__(self, other: Unknown) -> Unknown:
        union = Unknown()
        union.missing = self.missing | other.missing
        return union

    def __repr__(self):
        return f"Unknown({sorted(map(str, self.missing))})"


@dataclass(frozen=True, slots=True)
class Input:
    """``field`` is the field of the situation to ask for when the value is missing."""

    name: str
    dimensions: frozenset[str]
    unit: str
    label: str
    field: str


def _catalogue() -> dict[str, Input]:
    person, nobody = frozenset({PERSON}), frozenset()
    rows = [
        ("date", nobody, "date", "Date de la demande", "date"),
        ("territory", nobody, "text", "Territoire de résidence", "territory"),
        ("housing", nobody, "text", "Logement", "housing"),
        ("housing_benefit", nobody, "euros", "Aide au logement du mois de la demande", "housing_benefit"),
        ("rsa", nobody, "boolean", "RSA perçu le mois de la demande", "rsa"),
        ("role", person, "text", "Place dans le foyer", "role"),
        ("birth_date", person, "date", "Date de naissance", "birth_date"),
        ("activity", person, "text", "Activité", "activity"),
        ("lives_with_parents", person, "boolean", "Vit chez ses parents", "lives_with_parents"),
        ("alternating_residence", person, "boolean", "En résidence alternée", "alternating_residence"),
        ("alsace_moselle", person, "boolean", "Régime local d'Alsace-Moselle", "alsace_moselle"),
        ("joint_taxation", person, "boolean", "Imposition commune avec le demandeur", "joint_taxation"),
        ("attached", person, "boolean", "Rattaché au foyer fiscal", "attached"),
        ("own_tax_return", person, "boolean", "Déclare seul ses revenus", "own_tax_return"),
        (
            "maintenance_from_parents",
            person,
            "boolean",
            "Reçoit de ses parents une pension alimentaire déduite de leurs impôts",
            "maintenance_from_parents",
        ),
        ("annual_resources_given", person, "boolean", "Total des ressources déclaré", "annual_resources"),
        ("annual_resources", person, "euros", "Total des ressources de la période de référence", "annual_resources"),
        ("rsa_declared", person, "boolean", "RSA parmi les prestations déclarées", "benefits"),
        ("aah_declared", person, "boolean", "AAH parmi les prestations déclarées", "benefits"),
        ("aspa_declared", person, "boolean", "ASPA parmi les prestations déclarées", "benefits"),
        ("asi_declared", person, "boolean", "ASI parmi les prestations déclarées", "benefits"),
        ("in_child_welfare", person, "boolean", "Confié à l'aide sociale à l'enfance", "statuses"),
        ("in_judicial_protection", person, "boolean", "Suivi par la protection judiciaire", "statuses"),
        ("puma_open_since", person, "date", "Droits de base ouverts depuis le", "puma_open_since"),
    ]
    rows += [(kind, person | {MONTH}, "euros", WORDS[kind], "resources") for kind in RESOURCE_KINDS]
    rows += [(kind, frozenset({MONTH}), "euros", WORDS[kind], "family_benefits") for kind in FAMILY_KINDS]
    return {row[0]: Input(*row) for row in rows}


INPUTS = _catalogue()


class PersonFacts(NamedTuple):
    values: dict[str, object]
    amounts: dict[str, dict[int, int | Unknown]]
    complete: bool


class Facts(NamedTuple):
    """A situation as the interpreter reads it. Months are counted from year 0: ``year * 12 + month - 1``."""

    values: dict[str, object]
    amounts: dict[str, dict[int, int | Unknown]]
    persons: list[PersonFacts]


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def facts_of(situation: Situation) -> Facts:
    """Every input of `INPUTS` for this situation, known or `Unknown`."""
    values = {
        name: _known(getattr(situation, name), None, name)
        for name in ("date", "territory", "housing", "housing_benefit", "rsa")
    }
    persons = [_person_facts(person, place) for place, person in enumerate(situation.persons)]
    return Facts(values, _by_kind(situation.family_benefits, None, "family_benefits"), persons)


_PERSON_FIELDS = (
    "role",
    "birth_date",
    "activity",
    "lives_with_parents",
    "alternating_residence",
    "alsace_moselle",
    "joint_taxation",
    "attached",
    "own_tax_return",
    "maintenance_from_parents",
    "annual_resources",
    "puma_open_since",
)


def _person_facts(person: Person, place: int) -> PersonFacts:
    values = {name: _known(getattr(person, name), place, name) for name in _PERSON_FIELDS}
    given = values["annual_resources_given"] = person.annual_resources is not None
    for benefit in ("rsa", "aah", "aspa", "asi"):
        values[f"{benefit}_declared"] = benefit in person.benefits
    values["in_child_welfare"] = "child_welfare" in person.statuses
    values["in_judicial_protection"] = "judicial_protection" in person.statuses
    # A total that is known replaces the months: those that are not listed are not asked for.
    complete = given or person.resources_complete
    return PersonFacts(values, _by_kind(person.resources, place, "resources"), complete)


def _known(value: object, place: int | None, name: str) -> object:
    return Unknown(MissingKey(place, name)) if value is None else value


def _by_kind(items: tuple[Amount, ...], place: int | None, field: str) -> dict[str, dict[int, int | Unknown]]:
    amounts: dict[str, dict[int, int | Unknown]] = {}
    for item in items:
        month = month_number(item.month)
        months = amounts.setdefault(item.kind, {})
        before = months.get(month, 0)
        if item.cents is None or isinstance(before, Unknown):
            months[month] = Unknown(MissingKey(place, field, month))
        else:
            months[month] = before + item.cents
    return amounts
