"""What the papers of a request hang on: one small function each, that answers True, False or None (unknown).

The lists of ``papers/`` name them (« minor », « not minor »); each has the French words that say it, for a person who
reads that a paper is needed *if*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from allervers.law.counting import add_months
from allervers.law.countries import is_european
from allervers.law.evaluation import Run
from allervers.law.facts import facts_of
from allervers.law.inputs import Unknown
from allervers.law.operations import age_at
from allervers.law.registry import law
from allervers.law.situation import Person, Situation

MAJORITY, OWN_TITLE_AGE, TAX_AGE = 18, 16, 25


class Case(NamedTuple):
    """A person of a household, and the status of the right if it has been judged."""

    situation: Situation
    person: Person
    status: str | None


class Condition(NamedTuple):
    """True, False or None (unknown); ``sentence`` and ``otherwise`` say « if » and « if not » in French."""

    holds: Callable[[Case], bool | None]
    sentence: str
    otherwise: str


CONDITIONS: dict[str, Condition] = {}


def _condition(sentence: str, otherwise: str):
    def declare(function: Callable[[Case], bool | None]) -> Callable[[Case], bool | None]:
        CONDITIONS[function.__name__] = Condition(function, sentence, otherwise)
        return function

    return declare


def _age(case: Case) -> int | None:
    birth = case.person.birth_date
    return None if birth is None else age_at(birth, case.situation.date)


@_condition("si la personne est mineure", "si la personne est majeure")
def minor(case: Case) -> bool | None:
    age = _age(case)
    if age is None:
        return None if case.person.role in ("child", "other_dependant", "applicant") else False
    return age < MAJORITY


@_condition("si la personne a 16 ans ou plus", "si la personne a moins de 16 ans")
def from_16(case: Case) -> bool | None:
    age = _age(case)
    return None if age is None else age >= OWN_TITLE_AGE


@_condition("si la personne est du foyer de la demande", "si la personne n'est pas de ce foyer")
def in_household(case: Case) -> bool | None:
    """As the rules of the household say (R861-2 CSS)."""
    return next(iter(_judged(case, ["c2s_member"])))


@_condition("si la personne est le demandeur ou son conjoint", "si la personne n'est ni le demandeur ni son conjoint")
def of_couple(case: Case) -> bool | None:
    return case.person.role in ("applicant", "spouse", "partner")


@_condition("si le jeune n'a pas d'adulte avec lui", "si le jeune est avec un adulte")
def unaccompanied_minor(case: Case) -> bool | None:
    young = minor(case)
    if "under_minority_assessment" in case.person.statuses:
        return True
    return young if len(case.situation.persons) == 1 else False


@_condition("si le demandeur a moins de 25 ans et demande seul", "si le demandeur a 25 ans ou plus")
def under_25(case: Case) -> bool | None:
    age = _age(case)
    return None if age is None else age < TAX_AGE


@_condition(
    "si la personne est française, européenne ou suisse", "si la personne n'est ni française, ni européenne, ni suisse"
)
def european(case: Case) -> bool | None:
    nationality = case.person.nationality
    return None if nationality is None else is_european(nationality, case.situation.date)


@_condition("si la nationalité dispense d'un visa de court séjour", "si la nationalité demande un visa de court séjour")
def without_short_stay_visa(case: Case) -> bool | None:
    # Which other nationalities need none stands in a European list that was not read.
    return True if european(case) else None


@_condition("si la personne est française", "si la personne n'est pas française")
def french(case: Case) -> bool | None:
    nationality = case.person.nationality
    return None if nationality is None else nationality == "FR"


@_condition("si la personne est née à l'étranger ou à Wallis-et-Futuna", "si la personne est née en France")
def born_abroad(case: Case) -> bool | None:
    # The place of birth is no field of a situation.
    return None


@_condition("si le demandeur est hébergé gratuitement", "si le demandeur n'est pas hébergé")
def hosted(case: Case) -> bool | None:
    return _housing(case, "lodged_free")


@_condition("si le demandeur est sans domicile fixe", "si le demandeur a un domicile")
def homeless(case: Case) -> bool | None:
    return _housing(case, "no_fixed_home")


def _housing(case: Case, kind: str) -> bool | None:
    housing = case.situation.housing
    return None if housing is None else housing == kind


@_condition("si le demandeur est propriétaire", "si le demandeur n'est pas propriétaire")
def owner(case: Case) -> bool | None:
    housing = case.situation.housing
    return None if housing is None else housing in ("owner", "owner_with_loan")


@_condition("si la personne a vécu à l'étranger depuis un an", "sans séjour à l'étranger depuis un an")
def lived_abroad(case: Case) -> bool | None:
    since = case.person.residence_since
    return None if since is None else since > add_months(case.situation.date, -12)


@_condition("si le montant ou l'organisme ne changent pas au renouvellement", "si le montant ou l'organisme changent")
def renewed_as_before(case: Case) -> bool | None:
    """Neither is in a situation: of a first request it is no, of a renewal nobody knows."""
    return False if case.situation.previous_c2s_ends_on is None else None


@_condition("si une personne à charge qui n'est ni conjoint ni enfant vit au foyer", "sans autre personne à charge")
def cohabitant(case: Case) -> bool:
    return case.person.role == "other_dependant"


@_condition("s'il y a des enfants mineurs à rattacher", "sans enfant mineur")
def minor_children(case: Case) -> bool | None:
    children = [person for person in case.situation.persons if person.role == "child"]
    return _any(minor(case._replace(person=child)) for child in children)


@_condition("si des soins ont déjà été reçus", "sans soins reçus")
def care_received(case: Case) -> bool | None:
    received = case.person.care_received_on
    return None if received is None else received <= case.situation.date


@_condition("si des soins sont nécessaires bientôt", "sans besoin de soins")
def care_needed(case: Case) -> bool | None:
    return case.person.care_needed


@_condition("si la personne n'a aucune ressource", "si la personne a des ressources")
def no_resources(case: Case) -> bool | None:
    person = case.person
    if person.annual_resources is not None:
        return person.annual_resources == 0
    if any(item.cents for item in person.resources):
        return False
    return True if person.resources_complete and None not in [item.cents for item in person.resources] else None


def _receives(*kinds: str) -> Callable[[Case], bool | None]:
    def holds(case: Case) -> bool | None:
        paid = [item.cents for item in case.person.resources if item.kind in kinds]
        if any(paid):
            return True
        if None in paid or not case.person.resources_complete:
            return False if case.person.annual_resources == 0 else None
        return False

    return holds


CONDITIONS |= {
    "wages": Condition(_receives("wage"), "s'il y a des salaires", "sans salaire"),
    "pensions": Condition(
        _receives("retirement_pension", "disability_pension"), "s'il y a une pension ou une retraite", "sans pension"
    ),
    "maintenance": Condition(
        _receives("maintenance_received", "maintenance_paid"), "s'il y a une pension alimentaire", "sans pension"
    ),
    "foreign_income": Condition(
        _receives("foreign"), "s'il y a des revenus de l'étranger", "sans revenus de l'étranger"
    ),
    "other_income": Condition(
        _receives(
            "unemployment_benefit", "sick_pay", "self_employed", "aah", "asi", "aspa", "ass", "capital_income", "other"
        ),
        "s'il y a d'autres revenus",
        "sans autre revenu",
    ),
}


@_condition("si la personne travaille en France", "si la personne ne travaille pas en France")
def works(case: Case) -> bool | None:
    start = case.person.employment_start
    if case.person.activity == "employed" or (start and start <= case.situation.date):
        return True
    return None if case.person.activity is None and start is None else False


@_condition("si la personne demande l'asile", "si la personne ne demande pas l'asile")
def asylum_seeker(case: Case) -> bool | None:
    if case.person.stay is None:
        return False if european(case) else None
    return case.person.stay == "asylum_seeker"


def _paid_this_month(*kinds: str) -> Callable[[Case], bool | None]:
    """Declared among the benefits, or listed in the month of the request."""

    def holds(case: Case) -> bool | None:
        person, month = case.person, case.situation.date.replace(day=1)
        paid = [item.cents for item in person.resources if item.kind in kinds and item.month == month]
        if any(paid) or any(kind in person.benefits for kind in kinds):
            return True
        known = person.resources_complete and None not in paid and "benefits" not in person.asked
        return False if known or person.annual_resources == 0 else None

    return holds


CONDITIONS |= {
    "receives_aspa": Condition(_paid_this_month("aspa"), "si la personne reçoit l'ASPA", "sans ASPA"),
    "receives_aspa_or_asi": Condition(
        _paid_this_month("aspa", "asi"), "si la personne reçoit l'ASPA ou l'ASI", "sans ASPA ni ASI"
    ),
    "receives_aspa_asi_or_aah": Condition(
        _paid_this_month("aspa", "asi", "aah"), "si la personne reçoit l'ASPA, l'ASI ou l'AAH", "sans ASPA, ASI ni AAH"
    ),
    "receives_ass_or_youth_contract": Condition(
        _paid_this_month("ass", "youth_contract_allowance"),
        "si la personne reçoit l'ASS ou l'allocation du contrat d'engagement jeune",
        "sans ASS ni allocation du contrat d'engagement jeune",
    ),
    "left_tax_household": Condition(
        lambda case: case.person.left_tax_household,
        "si la personne a quitté le foyer fiscal depuis la dernière déclaration",
        "si la personne n'a pas changé de foyer fiscal",
    ),
    "new_business": Condition(
        lambda case: None if "new_business" in case.person.asked else case.person.new_business is not None,
        "si la personne débute une activité indépendante",
        "sans activité indépendante nouvelle",
    ),
    "idle_assets": Condition(
        lambda case: None if "idle_assets" in case.person.asked else case.person.idle_assets is not None,
        "si la personne a des biens qui ne rapportent rien",
        "sans biens qui ne rapportent rien",
    ),
}


def _activity(case: Case, kind: str) -> bool | None:
    activity = case.person.activity
    return None if activity is None else activity == kind


def _has_status(*statuses: str) -> Callable[[Case], bool]:
    return lambda case: any(status in case.person.statuses for status in statuses)


CONDITIONS |= {
    "student": Condition(
        lambda case: _any(("student" in case.person.statuses, _activity(case, "student"))),
        "si la personne est étudiante",
        "si la personne n'est pas étudiante",
    ),
    "trainee": Condition(_has_status("trainee"), "si la personne est stagiaire", "sans stage"),
    "prisoner": Condition(_has_status("prisoner"), "si la personne est écrouée", "si la personne n'est pas écrouée"),
    "sick_leave": Condition(
        lambda case: True if case.person.sick_leave_since else _receives("sick_pay")(case),
        "si la personne est en arrêt de travail pour maladie",
        "sans arrêt de travail pour maladie",
    ),
    "training_pay_ended": Condition(
        lambda case: False if "in_paid_training" in case.person.statuses else _receives("training_pay")(case),
        "si une rémunération de stage a cessé",
        "sans rémunération de stage qui a cessé",
    ),
    "returning_volunteer": Condition(
        _has_status("returning_volunteer"), "au retour d'un volontariat international", "sans volontariat"
    ),
    "protected": Condition(
        _has_status("refugee", "subsidiary_protection"), "si la personne est réfugiée ou protégée", "sans protection"
    ),
    "in_care": Condition(
        _has_status("child_welfare", "judicial_protection"), "si le jeune est confié", "si le jeune n'est pas confié"
    ),
    "joins_family": Condition(
        lambda case: case.person.joins_insured is not None,
        "si la personne rejoint un assuré de sa famille",
        "si la personne ne rejoint pas un assuré",
    ),
    "proving_benefit": Condition(
        lambda case: bool(case.person.benefits), "si la personne reçoit une prestation", "sans prestation"
    ),
    "rsa": Condition(
        lambda case: True if "rsa" in case.person.benefits else case.situation.rsa,
        "si le foyer reçoit le RSA",
        "si le foyer ne reçoit pas le RSA",
    ),
    "contribution": Condition(
        lambda case: None if case.status in (None, "unknown") else case.status == "contribution",
        "si la C2S est avec participation",
        "si la C2S est gratuite",
    ),
}


@_condition("si la personne n'a pas d'autre preuve de trois mois en France", "si elle n'a pas à prouver trois mois")
def three_months_to_prove(case: Case) -> bool | None:
    """Neither work nor a situation without delay (D160-2 II CSS) opens the right; whom the rules know as the family of
    an insured person, or as an asylum seeker without delay, is asked of them."""
    names = ("works", "student", "trainee", "returning_volunteer", "protected", "in_care", "prisoner")
    rules = ("puma_minor_dependant", "puma_family_member", "puma_asylum_without_delay")
    excused = _any([*(CONDITIONS[name].holds(case) for name in names), *_judged(case, rules)])
    return None if excused is None else not excused


def _judged(case: Case, rules: Iterable[str]) -> Iterable[bool | None]:
    run, place = Run(law(), facts_of(case.situation)), case.situation.persons.index(case.person)
    for rule in rules:
        value = run.value(rule, place)
        yield None if isinstance(value, Unknown) else value


@_condition("si un autre État assure la personne (formulaire S1)", "si aucun autre État n'assure la personne")
def insured_elsewhere(case: Case) -> bool | None:
    return _of_previous_scheme(case, "s1")


@_condition("si l'attestation de fin de droits manque", "si l'attestation de fin de droits est obtenue")
def no_end_of_rights_certificate(case: Case) -> bool | None:
    held = _of_previous_scheme(case, "end_of_rights_certificate")
    return None if held is None else not held


def _of_previous_scheme(case: Case, name: str) -> bool | None:
    return (case.person.previous_scheme or {}).get(name)


def _any(values: Iterable[bool | None]) -> bool | None:
    values = list(values)
    if True in values:
        return True
    return None if None in values else False
