"""One household as it describes itself, checked. Field names and their readings are those of the exchange format.

`None` means *unknown* everywhere. An absent field takes its documented reading: lists are empty; the persons listed
are the household (spouse taxed jointly, child attached); ``alsace_moselle``, ``alternating_residence``,
``lives_with_parents``, ``maintenance_from_parents``, ``maintenance_court_ordered``, ``left_tax_household``,
``lives_as_couple``, ``care_needed``, ``unpaid_c2s_contributions`` and ``c2s_suspended`` are false; no C2S is renewed
(``previous_c2s_ends_on``), nobody is in hospital; there is no ``residence_title``, no
``employment_start`` besides what ``activity`` says, no ``last_job``, a stay that has been lawful since
``residence_since`` (``lawful_residence_since``), nobody in ``joins_insured``, no ``new_business``, no
``idle_assets``, no unemployment benefit granted; the award is on the day of the request; the rest is unknown. A field
that is present with an explicit null is unknown, whatever its reading when absent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from allervers.law.agreement import check_agreement
from allervers.law.codes import (
    ACTIVITIES,
    BENEFITS,
    FAMILY_KINDS,
    HOUSING,
    IDLE_ASSETS,
    NEW_BUSINESSES,
    RESOURCE_KINDS,
    ROLES,
    STATUSES,
    TAX_NOTICE_KINDS,
    TERRITORIES,
)
from allervers.law.fields import (
    SituationError,
    a_boolean,
    a_country,
    a_date,
    a_month,
    a_nationality,
    a_quarter,
    a_text,
    a_year,
    accepts,
    an_amount,
    list_of,
    one_of,
    read_fields,
    record,
    schema_of,
    shown,
)

NONE_WHEN_ABSENT = (
    "new_business",
    "idle_assets",
    "residence_title",
    "employment_start",
    "lawful_residence_since",
    "last_job",
    "joins_insured",
    "statuses",
    "benefits",
    "unemployment_benefit_granted_on",
)
MOST_PERSONS = 50
OLDEST = 130


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount received in a month (``month`` is its first day); ``cents`` None when it is unknown."""

    kind: str
    month: date
    cents: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the household. ``annual_resources`` is in cents; None there means *not given*, not unknown."""

    id: str
    role: str
    birth_date: date | None = None
    nationality: str | None = None
    activity: str | None = None
    lives_with_parents: bool | None = False
    alternating_residence: bool | None = False
    alsace_moselle: bool | None = False
    joint_taxation: bool | None = True
    attached: bool | None = True
    own_tax_return: bool | None = None
    maintenance_from_parents: bool | None = False
    maintenance_court_ordered: bool | None = False
    left_tax_household: bool | None = False
    lives_as_couple: bool | None = False
    non_taxable_household: bool | None = None
    works_outside_prison: bool | None = None
    annual_resources: int | None = None
    resources: tuple[Amount, ...] = ()
    resources_complete: bool = False
    last_tax_notice: dict | None = None
    new_business: dict | None = None
    idle_assets: dict | None = None
    unemployment_benefit_granted_on: date | None = None
    sick_leave_since: date | None = None
    residence_since: date | None = None
    stay: str | None = None
    stay_irregular_since: date | None = None
    residence_title: dict | None = None
    puma_open_since: date | None = None
    employment_start: date | None = None
    lawful_residence_since: date | None = None
    last_job: dict | None = None
    statuses: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    joins_insured: dict | None = None
    previous_scheme: dict | None = None
    care_received_on: date | None = None
    care_needed: bool | None = False
    # Fields of which absence means *none*, written with an explicit null: unknown.
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Situation:
    """One household on the day of its request. Amounts are integer cents."""

    date: date
    persons: tuple[Person, ...]
    id: str | None = None
    territory: str | None = None
    housing: str | None = None
    housing_benefit: int | None = None
    rsa: bool | None = None
    family_benefits: tuple[Amount, ...] = ()
    awarded_on: date | None = None
    unpaid_c2s_contributions: bool | None = False
    unpaid_c2s_closed_on: date | None = None
    c2s_suspended: bool | None = False
    previous_c2s_ends_on: date | None = None
    hospital_admitted_on: date | None = None
    hospital_discharged_on: date | None = None

    @classmethod
    def from_dict(cls, data: object, origin: str = "") -> Situation:
        """Read and check a mapping. Raises `SituationError`, preceded by ``origin`` (the file and its row)."""
        try:
            return _situation(data)
        except SituationError as error:
            raise (error.found_in(origin) if origin else error) from None


def _amounts(kinds: tuple[str, ...], elsewhere: tuple[str, ...], where: str):
    fields = {"kind": one_of(*kinds), "month": a_month, "amount": an_amount}

    @accepts(**schema_of(fields, required=("kind", "month")))
    def parse(value: object, path: str) -> Amount:
        if isinstance(value, dict) and value.get("kind") in elsewhere:
            raise SituationError(f"{path}.kind", f"{shown(value['kind'])} se déclare dans « {where} »")
        item = read_fields(value, fields, path)
        for name, expected in (("kind", "une nature de ressource"), ("month", "un mois AAAA-MM")):
            if item.get(name) is None:
                raise SituationError(f"{path}.{name}", f"champ absent, attendu {expected}")
        return Amount(item["kind"], item["month"], item.get("amount"))

    return parse


_PERSON = {
    "id": a_text,
    "role": one_of(*ROLES),
    "birth_date": a_date,
    "nationality": a_nationality,
    "activity": one_of(*ACTIVITIES),
    "lives_with_parents": a_boolean,
    "alternating_residence": a_boolean,
    "alsace_moselle": a_boolean,
    "joint_taxation": a_boolean,
    "attached": a_boolean,
    "own_tax_return": a_boolean,
    "maintenance_from_parents": a_boolean,
    "maintenance_court_ordered": a_boolean,
    "left_tax_household": a_boolean,
    "lives_as_couple": a_boolean,
    "non_taxable_household": a_boolean,
    "works_outside_prison": a_boolean,
    "annual_resources": an_amount,
    "resources": list_of(_amounts(RESOURCE_KINDS, FAMILY_KINDS, "family_benefits")),
    "resources_complete": a_boolean,
    "last_tax_notice": record(year=a_year, amounts=record(**dict.fromkeys(TAX_NOTICE_KINDS, an_amount))),
    "new_business": record(
        kind=one_of(*NEW_BUSINESSES),
        turnover=an_amount,
        quarters=list_of(record(quarter=a_quarter, turnover=an_amount)),
        profit_share=an_amount,
        pay=an_amount,
        earlier_income=an_amount,
    ),
    "idle_assets": record(**dict.fromkeys(IDLE_ASSETS, an_amount)),
    "unemployment_benefit_granted_on": a_date,
    "sick_leave_since": a_date,
    "residence_since": a_date,
    "stay": one_of("regular", "irregular", "asylum_seeker", "short_stay_visa"),
    "stay_irregular_since": a_date,
    "residence_title": record(kind=a_text, expires_on=a_date),
    "puma_open_since": a_date,
    "employment_start": a_date,
    "lawful_residence_since": a_date,
    "last_job": record(started_on=a_date, ended_on=a_date),
    "statuses": list_of(one_of(*STATUSES)),
    "benefits": list_of(one_of(*BENEFITS)),
    "joins_insured": record(
        link=one_of("spouse", "partner", "child", "parent", "relative"),
        insured=one_of("worker", "resident", "eu_citizen"),
        dependent=a_boolean,
    ),
    "previous_scheme": record(
        country=a_country,
        ceam=a_boolean,
        s1=a_boolean,
        end_of_rights_certificate=a_boolean,
        portability_requested_on=a_date,
        portability_answer=one_of("none", "no_rights", "rights"),
    ),
    "care_received_on": a_date,
    "care_needed": a_boolean,
}


@accepts(**schema_of(_PERSON, required=("role",)))
def _person(value: object, path: str) -> Person:
    fields = read_fields(value, _PERSON, path)
    if fields.get("role") is None:
        raise SituationError(f"{path}.role", f"champ absent, attendu : {', '.join(ROLES)}")
    asked = frozenset(name for name in NONE_WHEN_ABSENT if name in fields and fields[name] is None)
    for name in ("resources", "statuses", "benefits"):
        fields[name] = fields.get(name) or ()
    fields["resources_complete"] = bool(fields.get("resources_complete"))
    # An adult who asks fills in a tax return; a child or dependant is on that of the household, unless it is said.
    fields.setdefault("own_tax_return", fields["role"] not in ("child", "other_dependant"))
    fields["id"] = fields.get("id") or ""
    return Person(**fields, asked=asked)


_HOUSEHOLD = {
    "id": a_text,
    "date": a_date,
    "territory": one_of(*TERRITORIES),
    "housing": one_of(*HOUSING),
    "housing_benefit": an_amount,
    "rsa": a_boolean,
    "awarded_on": a_date,
    "unpaid_c2s_contributions": a_boolean,
    "unpaid_c2s_closed_on": a_date,
    "c2s_suspended": a_boolean,
    "previous_c2s_ends_on": a_date,
    "hospital_admitted_on": a_date,
    "hospital_discharged_on": a_date,
    "family_benefits": list_of(_amounts(FAMILY_KINDS, RESOURCE_KINDS, "resources")),
    "persons": list_of(_person, minItems=1, maxItems=MOST_PERSONS),
}
SCHEMA = schema_of(_HOUSEHOLD, required=("date", "persons"))


def _situation(data: object) -> Situation:
    fields = read_fields(data, _HOUSEHOLD, "")
    if fields.get("date") is None:
        raise SituationError("date", "champ absent, attendu la date de la demande AAAA-MM-JJ")
    fields["family_benefits"] = fields.get("family_benefits") or ()
    fields.setdefault("awarded_on", fields["date"])
    persons = fields["persons"] = _named(fields.get("persons") or ())
    _check_places(persons)
    _check_births(persons, fields["date"])
    situation = Situation(**fields)
    check_agreement(situation)
    return situation


def _named(persons: tuple[Person, ...]) -> tuple[Person, ...]:
    """Persons without an id are p1, p2… by their place; no two may have the same."""
    named, seen = [], set()
    for place, person in enumerate(persons):
        identifier = person.id or f"p{place + 1}"
        if identifier in seen:
            raise SituationError(
                f"persons[{place}].id", f"{shown(identifier)} est déjà l'identifiant d'une autre personne"
            )
        seen.add(identifier)
        named.append(person if person.id else replace(person, id=identifier))
    return tuple(named)


def _check_places(persons: tuple[Person, ...]) -> None:
    if not persons:
        raise SituationError("persons", "foyer vide, attendu au moins le demandeur")
    if len(persons) > MOST_PERSONS:
        raise SituationError("persons", f"{len(persons)} personnes, attendu {MOST_PERSONS} au plus")
    applicants = [place for place, person in enumerate(persons) if person.role == "applicant"]
    if not applicants:
        raise SituationError("persons", "aucun demandeur, attendu une personne de rôle « applicant »")
    if len(applicants) > 1:
        raise SituationError(f"persons[{applicants[1]}].role", "deuxième demandeur, attendu un seul « applicant »")


def _check_births(persons: tuple[Person, ...], request: date) -> None:
    adults = [person for person in persons if person.role in ("applicant", "spouse", "partner")]
    births = [adult.birth_date for adult in adults]
    for place, person in enumerate(persons):
        path, birth = f"persons[{place}].birth_date", person.birth_date
        if birth is None:
            continue
        if birth > request:
            raise SituationError(path, f"naissance le {birth} après la demande du {request}")
        if request.year - birth.year > OLDEST:
            raise SituationError(path, f"date impossible {shown(birth)}, plus de {OLDEST} ans avant la demande")
        # A stepchild may be older than one of the couple, never than both.
        if person.role == "child" and None not in births and all(birth <= parent for parent in births):
            raise SituationError(path, f"enfant né le {birth}, avant son parent né le {max(births)}")
