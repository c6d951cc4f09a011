"""Small populations: rows of the three tables, the same households as situations, and the tables in an engine."""

from __future__ import annotations

from datetime import date

import duckdb

from allervers.law import Situation, evaluate
from allervers.law.codes import IDLE_ASSETS, TAX_NOTICE_KINDS
from allervers.population.tables import IDLE, NEW_BUSINESS, TABLES, Table

HOUSEHOLD = {
    "fund_code": "811",
    "territory": "metropole",
    "housing": "tenant",
    "housing_benefit_cents": 0,
    "rsa": False,
}
PERSON = {
    "role": "applicant",
    "birth_date": date(1984, 3, 2),
    "sex": "F",
    "nationality_group": "FR",
    "activity": "inactive",
    "lives_with_parents": False,
    "alternating_residence": False,
    "alsace_moselle": False,
    "in_child_welfare": False,
    "c2s_class": "none",
    "opposed_to_contact": False,
}


def household(number: int, *persons: dict, family: tuple = (), **fields) -> dict:
    """A household with its persons; each may hold ``resources``: (kind, month, cents)."""
    people = [
        PERSON | {"person_id": number * 100 + place, "household_id": number, "resources": ()} | person
        for place, person in enumerate(persons or ({},))
    ]
    return HOUSEHOLD | fields | {"household_id": number, "persons": people, "family": family}


def rows(households: list[dict]) -> dict[str, list[dict]]:
    """The rows of the three tables."""
    persons = [person for each in households for person in each["persons"]]
    resources = [
        {"household_id": each["household_id"], "person_id": who, "kind": kind, "month": month, "amount_cents": cents}
        for each in households
        for who, items in [(None, each["family"])] + [(p["person_id"], p["resources"]) for p in each["persons"]]
        for kind, month, cents in items
    ]
    return {"households": households, "persons": persons, "resources": resources}


def create_tables(engine: duckdb.DuckDBPyConnection, households: list[dict]) -> None:
    for name, found in rows(households).items():
        fill(engine, TABLES[name], found)


def fill(engine: duckdb.DuckDBPyConnection, table: Table, found: list[dict]) -> None:
    columns = table.columns
    typed = ", ".join(f"{column.name} {column.type}" for column in columns)
    engine.execute(f"CREATE OR REPLACE TABLE {table.name} ({typed})")
    if found:
        values = ", ".join(f"unnest(?::{column.type}[])" for column in columns)
        lists = [[row.get(column.name) for row in found] for column in columns]
        engine.execute(f"INSERT INTO {table.name} SELECT {values}", lists)


def situation(each: dict, day: date) -> Situation:
    return Situation.from_dict(described(each, day))


def described(each: dict, day: date) -> dict:
    """The household as it would describe itself; null is an explicit unknown."""
    return {
        "date": day,
        "territory": each["territory"],
        "housing": each["housing"],
        "housing_benefit": _euros(each["housing_benefit_cents"]),
        "rsa": each["rsa"],
        "unpaid_c2s_contributions": bool(each.get("unpaid_c2s_contributions")),
        "unpaid_c2s_closed_on": each.get("unpaid_c2s_closed_on"),
        "c2s_suspended": bool(each.get("c2s_suspended")),
        "family_benefits": _items(each["family"]),
        "persons": [_person(person, day) for person in living(each, day)],
    }


def living(each: dict, day: date) -> list[dict]:
    """The persons who live, somebody in the place of an applicant who is dead: of the couple, else the eldest."""

    def dead(person: dict) -> bool:
        return (person.get("deceased_on") or date.max) <= day

    alive = [person for person in each["persons"] if not dead(person)]
    if not alive or any(person["role"] == "applicant" for person in alive):
        return alive
    order = {"spouse": 0, "partner": 0}
    first = min(alive, key=lambda p: (order.get(p["role"], 1), p["birth_date"] or date.max, p["person_id"]))
    return [person | {"role": "applicant"} if person is first else person for person in alive]


_SAME = ("role", "birth_date", "activity", "lives_with_parents", "alternating_residence", "alsace_moselle")


# Statuses, and the columns that say them.
STATUSES = {
    "expecting_child": "pregnant",
    "broken_family_ties": "broken_family_ties",
    "yearly_emergency_aid": "yearly_emergency_aid",
    "prisoner": "prisoner",
    "in_paid_training": "in_paid_training",
    "student": "student",
    "judicial_protection": "judicial_protection",
}


def _person(person: dict, day: date) -> dict:
    welfare = person["in_child_welfare"]
    statuses = [status for status, column in STATUSES.items() if person.get(column)]
    amounts = {kind: person.get(f"tax_notice_{kind}_cents") for kind in TAX_NOTICE_KINDS}
    notice = {kind: _euros(cents) for kind, cents in amounts.items() if cents is not None}
    granted_on = person.get("unemployment_benefit_granted_on")
    return {name: person[name] for name in _SAME} | {
        "id": str(person["person_id"]),
        "statuses": None if welfare is None else ["child_welfare"] * welfare + statuses,
        **({"last_tax_notice": {"year": day.year - 2, "amounts": notice}} if notice else {}),
        **({"unemployment_benefit_granted_on": granted_on} if granted_on else {}),
        **({"sick_leave_since": since} if (since := person.get("sick_leave_since")) else {}),
        **_business_and_assets(person),
        **{name: bool(person.get(name)) for name in SAID},
        "non_taxable_household": person.get("non_taxable_household"),
        "works_outside_prison": person.get("works_outside_prison") if person.get("prisoner") else None,
        "lives_as_couple": bool(person.get("lives_as_couple")) and person["role"] in ("child", "other_dependant"),
        "resources": _items(person["resources"]),
        "resources_complete": True,
    }


SAID = ("maintenance_from_parents", "maintenance_court_ordered", "left_tax_household")


def _business_and_assets(person: dict) -> dict:
    kind = person.get("new_business")
    sums = {name.removeprefix("new_business_"): _euros(person.get(f"{name}_cents")) for name in NEW_BUSINESS}
    idle = {field: person.get(f"{name}_cents") for name, field in zip(IDLE, IDLE_ASSETS, strict=True)}
    assets = {field: _euros(cents) for field, cents in idle.items() if cents is not None}
    return {
        **({"new_business": {"kind": kind, **sums}} if kind else {}),
        **({"idle_assets": assets} if assets else {}),
    }


def _items(items: tuple) -> list[dict]:
    return [{"kind": kind, "month": month, "amount": _euros(cents)} for kind, month, cents in items]


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def interpreted(households: list[dict], day: date) -> dict[int, tuple]:
    """What the interpreter answers, by person, in the columns of the result."""
    told = {}
    for each in households:
        if not living(each, day):
            told |= {
                person["person_id"]: (each["household_id"], person["person_id"], "none", None, None, None, None, 0)
                for person in each["persons"]
            }
            continue
        answer = evaluate(situation(each, day), rights=["c2s"])["c2s"]
        amounts = answer.amounts
        for person in each["persons"]:
            told[person["person_id"]] = (
                each["household_id"],
                person["person_id"],
                answer.status,
                amounts["monthly_contribution"],
                amounts["resources"],
                amounts["ceiling_free"],
                amounts["ceiling_contribution"],
                len(answer.missing),
            )
    return told


def as_household(number: int, case: dict) -> dict:
    """A situation as rows of a population. A total of the period becomes the amount of one of its months."""
    people = [
        {name: person[name] for name in _SAME}
        | {"birth_date": date.fromisoformat(person["birth_date"]), "resources": _of_person(person, case["date"])}
        for person in case["persons"]
    ]
    given = any("annual_resources" in person for person in case["persons"])
    return household(
        number,
        *people,
        family=() if given else _cents(case["family_benefits"]),
        territory=case["territory"],
        # The total holds the housing lump sum.
        housing="tenant" if given else case["housing"],
        housing_benefit_cents=0 if given else round(case["housing_benefit"] * 100),
        rsa=case["rsa"],
    )


def _of_person(person: dict, day: date) -> tuple:
    if "annual_resources" not in person:
        return _cents(person["resources"])
    return (("other", date(day.year - 1, 12, 1), round(person["annual_resources"] * 100)),)


def _cents(items: list[dict]) -> tuple:
    return tuple(
        (item["kind"], date.fromisoformat(f"{item['month']}-01"), round(item["amount"] * 100)) for item in items
    )
