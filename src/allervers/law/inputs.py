"""The inputs that rules may name: what a household says of itself, seen as values by name.

Household inputs have no dimension, a person's has ``person``; the kinds of resource have ``month`` besides. An input
that is absent from the situation is `Unknown`, with the name under which it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from allervers.law.codes import (
    FAMILY_WORDS,
    RESOURCE_WORDS,
    STATUS_INPUTS,
    STATUS_LABELS,
    TAX_NOTICE_KINDS,
)
from allervers.law.counting import month_number
from allervers.law.countries import EUROPEAN
from allervers.law.expression import MONTH, PERSON
from allervers.law.situation import Amount, Person, Situation


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
        if other.missing <= self.missing:
            return self
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
        ("awarded_on", nobody, "date", "Date de la décision", "awarded_on"),
        ("unpaid_c2s_contributions", nobody, "boolean", "Participations à la C2S impayées", "unpaid_c2s_contributions"),
        (
            "unpaid_c2s_closing_known",
            nobody,
            "boolean",
            "Fin du droit dont les participations sont impayées déclarée",
            "unpaid_c2s_closed_on",
        ),
        (
            "unpaid_c2s_closed_on",
            nobody,
            "date",
            "Fin du droit dont les participations sont impayées",
            "unpaid_c2s_closed_on",
        ),
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
        (
            "maintenance_court_ordered",
            person,
            "boolean",
            "Pension alimentaire fixée par un juge",
            "maintenance_court_ordered",
        ),
        (
            "left_tax_household",
            person,
            "boolean",
            "N'est plus rattaché à ses parents depuis la dernière déclaration",
            "left_tax_household",
        ),
        ("lives_as_couple", person, "boolean", "Vit au foyer avec son concubin", "lives_as_couple"),
        (
            "non_taxable_household",
            person,
            "boolean",
            "Son foyer fiscal n'est pas imposable à l'impôt sur le revenu",
            "non_taxable_household",
        ),
        (
            "works_outside_prison",
            person,
            "boolean",
            "Écroué qui travaille au-dehors, aux conditions de tous",
            "works_outside_prison",
        ),
        ("annual_resources_given", person, "boolean", "Total des ressources déclaré", "annual_resources"),
        ("annual_resources", person, "euros", "Total des ressources de la période de référence", "annual_resources"),
        ("rsa_declared", person, "boolean", "RSA parmi les prestations déclarées", "benefits"),
        ("aah_declared", person, "boolean", "AAH parmi les prestations déclarées", "benefits"),
        ("aspa_declared", person, "boolean", "ASPA parmi les prestations déclarées", "benefits"),
        ("asi_declared", person, "boolean", "ASI parmi les prestations déclarées", "benefits"),
        ("puma_open_since", person, "date", "Droits de base ouverts depuis le", "puma_open_since"),
        *((name, person, "boolean", label, "statuses") for name, label in STATUS_LABELS.items()),
        *_of_work(person),
        *_of_tax_notice(person),
        *_of_residence(person),
        *_of_previous_scheme(person),
    ]
    rows += [(kind, person | {MONTH}, "euros", label, "resources") for kind, label in RESOURCE_WORDS.items()]
    rows += [(kind, frozenset({MONTH}), "euros", label, "family_benefits") for kind, label in FAMILY_WORDS.items()]
    return {row[0]: Input(*row) for row in rows}


def _of_work(person: frozenset[str]) -> list[tuple]:
    granted, leave = "unemployment_benefit_granted_on", "sick_leave_since"
    return [
        ("unemployment_benefit_granted", person, "boolean", "Allocation de chômage accordée", granted),
        (granted, person, "date", "Conditions de l'allocation de chômage remplies depuis le", granted),
        ("sick_leave_start_known", person, "boolean", "Début de l'arrêt de travail déclaré", leave),
        ("new_business_given", person, "boolean", "Activité indépendante nouvelle déclarée", "new_business"),
        ("new_business", person, "text", "Nature de l'activité nouvelle", "new_business"),
        ("new_business_turnover", person, "euros", "Chiffre d'affaires des quatre derniers trimestres", "new_business"),
        (
            "new_business_profit_share",
            person,
            "euros",
            "Part du bénéfice soumise à l'impôt sur le revenu",
            "new_business",
        ),
        ("new_business_pay", person, "euros", "Rémunération de dirigeant de la période de référence", "new_business"),
        (
            "new_business_earlier_income",
            person,
            "euros",
            "Revenus de l'année qui a précédé l'activité, ou de sa première année",
            "new_business",
        ),
        ("idle_buildings", person, "euros", "Valeur locative des immeubles qui ne rapportent rien", "idle_assets"),
        ("idle_land", person, "euros", "Valeur locative des terrains qui ne rapportent rien", "idle_assets"),
        ("idle_capital", person, "euros", "Capitaux qui ne rapportent rien", "idle_assets"),
        (
            "declared_by_the_year",
            person,
            "boolean",
            "Avis d'imposition, activité nouvelle ou biens sans revenu déclarés",
            "last_tax_notice",
        ),
        (leave, person, "date", "En arrêt de travail pour maladie depuis le", leave),
    ]


def _of_tax_notice(person: frozenset[str]) -> list[tuple]:
    """Each sum of the last notice: whether it is told, and how much."""
    rows = []
    for kind in TAX_NOTICE_KINDS:
        label = f"{RESOURCE_WORDS[kind]} du dernier avis d'imposition"
        rows.append((f"tax_notice_tells_{kind}", person, "boolean", f"{label} : montant connu", "last_tax_notice"))
        rows.append((f"tax_notice_{kind}", person, "euros", label, "last_tax_notice"))
    return rows


def _of_residence(person: frozenset[str]) -> list[tuple]:
    """What the base rights, AME and the rules for inactive Europeans ask of a person's stay."""
    return [
        ("nationality", person, "text", "Nationalité", "nationality"),
        ("stay", person, "text", "Séjour", "stay"),
        ("residence_since", person, "date", "Présence en France depuis le", "residence_since"),
        ("stay_irregular_since", person, "date", "Séjour irrégulier depuis le", "stay_irregular_since"),
        ("title_given", person, "boolean", "Titre de séjour présenté", "residence_title"),
        ("title_expires_on", person, "date", "Fin de validité du titre de séjour", "residence_title.expires_on"),
        ("employment_start_given", person, "boolean", "Début d'activité déclaré", "employment_start"),
        ("employment_start", person, "date", "Travaille en France depuis le", "employment_start"),
        ("lawful_residence_given", person, "boolean", "Début du séjour légal déclaré", "lawful_residence_since"),
        ("lawful_residence_since", person, "date", "Séjour légal depuis le", "lawful_residence_since"),
        ("last_job_given", person, "boolean", "Dernier travail déclaré", "last_job"),
        ("last_job_started_on", person, "date", "Dernier travail commencé le", "last_job"),
        ("last_job_ended_on", person, "date", "Dernier travail fini le", "last_job"),
        ("joins", person, "text", "Lien avec l'assuré rejoint", "joins_insured"),
        ("joined_insured", person, "text", "Assuré rejoint", "joins_insured"),
        (
            "joined_insured_resources",
            person,
            "euros",
            "Ressources de l'assuré rejoint, s'il n'est pas du foyer déclaré",
            "persons",
        ),
        ("residence_benefit", person, "boolean", "Prestation qui prouve la résidence", "benefits"),
        ("care_received_on", person, "date", "Soins reçus le", "care_received_on"),
        ("care_needed", person, "boolean", "A besoin de soins", "care_needed"),
    ]


def _of_previous_scheme(person: frozenset[str]) -> list[tuple]:
    rows = [
        ("ceam", "boolean", "Titulaire d'une carte européenne d'assurance maladie", "ceam"),
        ("s1", "boolean", "Titulaire d'un formulaire S1", "s1"),
        ("end_of_rights_certificate", "boolean", "Attestation de fin de droits", "end_of_rights_certificate"),
        ("portability_requested", "boolean", "Droits demandés au pays d'origine", "portability_requested_on"),
        ("portability_requested_on", "date", "Droits demandés au pays d'origine le", "portability_requested_on"),
        ("portability_answered", "boolean", "Le pays d'origine a répondu", "portability_answer"),
        ("rights_elsewhere", "boolean", "Droits encore ouverts dans le pays d'origine", "portability_answer"),
    ]
    return [(name, person, unit, label, f"previous_scheme.{field}") for name, unit, label, field in rows]


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


def facts_of(situation: Situation) -> Facts:
    """Every input of `INPUTS` for this situation, known or `Unknown`."""
    persons = [person_facts(situation, place) for place in range(len(situation.persons))]
    return Facts(household_values(situation), amounts_of_household(situation), persons)


def household_values(situation: Situation) -> dict[str, object]:
    """The inputs of the household."""
    values = {name: _known(getattr(situation, name), None, name) for name in _HOUSEHOLD_FIELDS}
    # Whoever owes something and cannot say since when is asked nothing more: the debt alone decides.
    values["unpaid_c2s_closing_known"] = situation.unpaid_c2s_closed_on is not None
    return values


def amounts_of_household(situation: Situation) -> dict[str, dict[int, int | Unknown]]:
    """The family benefits by kind and month."""
    return _by_kind(situation.family_benefits, None, "family_benefits")


_HOUSEHOLD_FIELDS = (
    "date",
    "territory",
    "housing",
    "housing_benefit",
    "rsa",
    "awarded_on",
    "unpaid_c2s_contributions",
    "unpaid_c2s_closed_on",
)
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
    "maintenance_court_ordered",
    "left_tax_household",
    "lives_as_couple",
    "non_taxable_household",
    "works_outside_prison",
    "sick_leave_since",
    "annual_resources",
    "puma_open_since",
    "stay",
    "residence_since",
    "stay_irregular_since",
    "care_received_on",
    "care_needed",
)
_person_fields = attrgetter(*_PERSON_FIELDS)


@cache
def _unknown(place: int | None, name: str) -> Unknown:
    return Unknown(MissingKey(place, name))


def person_facts(situation: Situation, place: int) -> PersonFacts:
    """The inputs of the person in that place."""
    person = situation.persons[place]
    couple = any(each.role in ("spouse", "partner") for each in situation.persons)
    values = {
        name: _unknown(place, name) if value is None else value
        for name, value in zip(_PERSON_FIELDS, _person_fields(person), strict=True)
    }
    given = values["annual_resources_given"] = person.annual_resources is not None
    for benefit in ("rsa", "aah", "aspa", "asi"):
        values[f"{benefit}_declared"] = _listed(person, place, "benefits", benefit in person.benefits)
    for status, name in STATUS_INPUTS.items():
        values[name] = _listed(person, place, "statuses", status in person.statuses)
    values["residence_benefit"] = _listed(person, place, "benefits", bool(person.benefits))
    values["nationality"] = _nationality(person, place)
    values["sick_leave_start_known"] = person.sick_leave_since is not None
    _add_none_when_absent(values, person, place, couple)
    _add_tax_notice(values, person, place)
    _add_business_and_assets(values, person, place)
    _add_previous_scheme(values, person, place)
    # A total that is known replaces the months: those that are not listed are not asked for.
    complete = given or person.resources_complete
    return PersonFacts(values, _by_kind(person.resources, place, "resources"), complete)


def _known(value: object, place: int | None, name: str) -> object:
    return _unknown(place, name) if value is None else value


def _listed(person: Person, place: int, name: str, value: bool) -> bool | Unknown:
    """What a list of the person says; unknown when the list is there with an explicit null."""
    return _unknown(place, name) if name in person.asked else value


def _nationality(person: Person, place: int) -> str | Unknown:
    """The group of countries whose rules apply; that of the United Kingdom depends on the date."""
    match person.nationality:
        case None:
            return _unknown(place, "nationality")
        case "FR":
            return "french"
        case "GB":
            return "british"
    return "european" if person.nationality in EUROPEAN else "third_country"


# Whether a field of which absence means *none* is there.
_GIVEN = (
    ("residence_title", "title_given"),
    ("employment_start", "employment_start_given"),
    ("lawful_residence_since", "lawful_residence_given"),
    ("last_job", "last_job_given"),
)


def _add_none_when_absent(values: dict, person: Person, place: int, couple: bool) -> None:
    """Fields of which absence means *none*; asked for only when they are there with an explicit null."""
    for name, given in _GIVEN:
        asked = name in person.asked
        values[given] = _unknown(place, name) if asked else getattr(person, name) is not None
    values["employment_start"] = _known(person.employment_start, place, "employment_start")
    values["lawful_residence_since"] = _known(person.lawful_residence_since, place, "lawful_residence_since")
    for name in ("started_on", "ended_on"):
        values[f"last_job_{name}"] = _known((person.last_job or {}).get(name), place, "last_job")
    granted_on = "unemployment_benefit_granted_on"
    values[granted_on] = _known(person.unemployment_benefit_granted_on, place, granted_on)
    asked = granted_on in person.asked
    values["unemployment_benefit_granted"] = (
        _unknown(place, granted_on) if asked else person.unemployment_benefit_granted_on is not None
    )
    title = person.residence_title or {}
    values["title_expires_on"] = _known(title.get("expires_on"), place, "residence_title.expires_on")
    if "joins_insured" in person.asked:
        unknown = _unknown(place, "joins_insured")
        values |= {"joins": unknown, "joined_insured": unknown, "joined_insured_resources": unknown}
        return
    joined = person.joins_insured or {"link": "nobody", "insured": "nobody"}
    values["joins"] = _known(joined.get("link"), place, "joins_insured.link")
    values["joined_insured"] = _known(joined.get("insured"), place, "joins_insured.insured")
    listed = joined.get("link") == "nobody" or (couple and joined.get("link") in ("spouse", "partner"))
    values["joined_insured_resources"] = 0 if listed else Unknown(MissingKey(None, "persons"))


def _add_tax_notice(values: dict, person: Person, place: int) -> None:
    """Sums of the last notice; what it does not tell is asked for where the months list such an income."""
    amounts = (person.last_tax_notice or {}).get("amounts") or {}
    listed = {item.kind for item in person.resources}
    for kind in TAX_NOTICE_KINDS:
        cents = amounts.get(kind)
        values[f"tax_notice_tells_{kind}"] = cents is not None
        values[f"tax_notice_{kind}"] = _known(cents, place, "last_tax_notice") if kind in listed else cents or 0


def _add_business_and_assets(values: dict, person: Person, place: int) -> None:
    """What is not written in the records is nought; all of a record that is there with an explicit null is unknown."""
    declared = (person.last_tax_notice, person.new_business, person.idle_assets)
    values["declared_by_the_year"] = any(each is not None for each in declared) or not person.asked.isdisjoint(
        ("new_business", "idle_assets")
    )
    business, assets = person.new_business, person.idle_assets
    unknown = _unknown(place, "new_business") if "new_business" in person.asked else None
    values["new_business_given"] = unknown or business is not None
    values["new_business"] = _known((business or {}).get("kind"), place, "new_business")
    for name in ("profit_share", "pay", "earlier_income"):
        values[f"new_business_{name}"] = _known((business or {}).get(name), place, "new_business")
    values["new_business_turnover"] = _known(_turnover(business or {}), place, "new_business")
    for name, field in (
        ("idle_buildings", "buildings_rental_value"),
        ("idle_land", "land_rental_value"),
        ("idle_capital", "capital"),
    ):
        amount = None if "idle_assets" in person.asked else (assets or {}).get(field, 0)
        values[name] = _known(amount, place, "idle_assets")


def _turnover(business: dict) -> int | None:
    """That of the four quarters: told whole, or quarter by quarter."""
    quarters = [each.get("turnover") for each in business.get("quarters") or ()]
    if not quarters:
        return business.get("turnover")
    return None if None in quarters else sum(quarters)


def _add_previous_scheme(values: dict, person: Person, place: int) -> None:
    """All unknown without the object; in it, what is not written is not held, not asked for, not answered."""
    scheme = person.previous_scheme
    if scheme is None:
        unknown = _unknown(place, "previous_scheme")
        values |= dict.fromkeys(_PREVIOUS_SCHEME, unknown)
        return

    def read(name: str, absent: object) -> object:
        return _known(scheme.get(name, absent), place, f"previous_scheme.{name}")

    for name in ("ceam", "s1", "end_of_rights_certificate"):
        values[name] = read(name, False)
    values["portability_requested_on"] = read("portability_requested_on", None)
    requested = read("portability_requested_on", False)
    values["portability_requested"] = requested if isinstance(requested, Unknown) else requested is not False
    answer = read("portability_answer", "none")
    values["portability_answered"] = answer if isinstance(answer, Unknown) else answer != "none"
    # No answer yet: whether rights remain is what nobody knows.
    known = answer in ("rights", "no_rights")
    values["rights_elsewhere"] = _known(
        answer == "rights" if known else None, place, "previous_scheme.portability_answer"
    )


_PREVIOUS_SCHEME = (
    "ceam",
    "s1",
    "end_of_rights_certificate",
    "portability_requested",
    "portability_requested_on",
    "portability_answered",
    "rights_elsewhere",
)


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
