"""What a household says of itself, as values by the name of `inputs`: the facts that rules are judged on.

An input that is absent from the situation is `Unknown`, with the name under which it is asked for.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import NamedTuple

from allervers.law.codes import FAMILY_KINDS, RESIDENCE_KINDS, RESIDENCE_MONTHS, STATUS_INPUTS, TAX_NOTICE_KINDS
from allervers.law.counting import month_number
from allervers.law.countries import EUROPEAN
from allervers.law.inputs import MissingKey, Unknown
from allervers.law.situation import Amount, Person, Situation


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
    # A paid benefit proves a residence; one that nobody told of proves nothing, and is not asked for.
    told = situation.rsa is True or (situation.housing_benefit or 0) > 0
    values["household_benefit"] = told or _proves_residence(situation, None)
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
    "c2s_suspended",
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
    values["benefit_declared"] = _listed(person, place, "benefits", bool(person.benefits))
    values["benefit_paid"] = _proves_residence(situation, place)
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


def _proves_residence(situation: Situation, place: int | None) -> bool | Unknown:
    """Whether a listed amount of a person, or of the household, is a benefit that proves residence and is paid now.

    A month that is not listed proves nothing and is not asked for; one whose amount is unknown may prove.
    """
    items, kinds, field = situation.family_benefits, FAMILY_KINDS, "family_benefits"
    if place is not None:
        items, kinds, field = situation.persons[place].resources, RESIDENCE_KINDS, "resources"
    if not items:
        return False
    month = month_number(situation.date)
    read = range(month - RESIDENCE_MONTHS + 1, month + 1)
    listed = [item for item in items if item.kind in kinds and month_number(item.month) in read]
    missing = {MissingKey(place, field, month_number(item.month)) for item in listed if item.cents is None}
    return Unknown(*missing) if missing else any(item.cents > 0 for item in listed)


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
        names = ("joins", "joined_insured", "dependent_on_insured", "joined_insured_resources")
        values |= dict.fromkeys(names, unknown)
        return
    joined = person.joins_insured or {"link": "nobody", "insured": "nobody"}
    values["joins"] = _known(joined.get("link"), place, "joins_insured.link")
    values["joined_insured"] = _known(joined.get("insured"), place, "joins_insured.insured")
    values["dependent_on_insured"] = _known(joined.get("dependent", False), place, "joins_insured.dependent")
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
