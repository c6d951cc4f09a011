"""The catalogue of the inputs that rules may name, and the value of one that nobody told.

Household inputs have no dimension, a person's has ``person``; the kinds of resource have ``month`` besides. `facts`
reads them in a situation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from allervers.law.codes import FAMILY_WORDS, RESOURCE_WORDS, STATUS_LABELS, TAX_NOTICE_KINDS
from allervers.law.expression import MONTH, PERSON


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
        ("household_benefit", nobody, "boolean", "RSA, aide au logement ou prestation familiale du foyer", "rsa"),
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
        ("c2s_suspended", nobody, "boolean", "C2S suspendue pour participations impayées", "c2s_suspended"),
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
        ("dependent_on_insured", person, "boolean", "À la charge de l'assuré rejoint", "joins_insured.dependent"),
        (
            "joined_insured_resources",
            person,
            "euros",
            "Ressources de l'assuré rejoint, s'il n'est pas du foyer déclaré",
            "persons",
        ),
        ("benefit_declared", person, "boolean", "Prestation qui prouve la résidence, déclarée", "benefits"),
        ("benefit_paid", person, "boolean", "Prestation qui prouve la résidence, versée en ce moment", "resources"),
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
