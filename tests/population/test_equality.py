"""The text answers what the interpreter answers, values and types, for any household."""

from __future__ import annotations

from datetime import date
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.law.situation import ACTIVITIES, FAMILY_KINDS, HOUSING, RESOURCE_KINDS
from allervers.population.compiler import Text
from allervers.population.engines import DuckDB
from allervers.population.tables import ENTITLEMENTS
from tests.law.reference import STATUS, is_to_be_compared, rows, situation
from tests.population.country import as_household, create_tables, household, interpreted

# One day in each state of the law: former period, presumptions one by one, tables published or not, Mayotte.
DAYS = [
    date(2019, 11, 1),
    date(2021, 12, 31),
    date(2022, 5, 1),
    date(2024, 2, 29),
    date(2024, 8, 15),
    date(2025, 9, 1),
    date(2026, 6, 1),
]
BOOLEANS = st.sampled_from([False, False, True, True, None])
CENTS = st.one_of(st.just(0), st.integers(1, 300_000), st.none())


@cache
def text(day: date) -> Text:
    return Text(day)


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        yield connection


def answered(engine, households: list[dict], day: date) -> dict[int, tuple]:
    create_tables(engine, households)
    DuckDB(engine, text(day)).answer()
    found = engine.execute(text(day).sql("entitlements", "duckdb")).fetchall()
    return {row[1]: row for row in found}


def month(day: date, lag: int) -> date:
    number = day.year * 12 + day.month - 1 - lag
    return date(number // 12, number % 12 + 1, 1)


@st.composite
def items(draw, kinds: tuple[str, ...], day: date) -> list[tuple]:
    """Amounts of some kinds: the same every month, or in a few of them, the same month twice perhaps."""
    found = []
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=3, unique=True)):
        if draw(st.booleans()):
            amount = draw(st.integers(0, 200_000))
            found += [(kind, month(day, lag), amount) for lag in range(15)]
        else:
            lags = draw(st.lists(st.integers(0, 14), max_size=3))
            found += [(kind, month(day, lag), draw(CENTS)) for lag in lags]
    return found


@st.composite
def persons(draw, role: str, day: date) -> dict:
    adult = role in ("applicant", "spouse", "partner")
    years = draw(st.integers(17, 95) if adult else st.integers(0, 27))
    birth = date(day.year - years - 1, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    # The income of who lives on benefits looks at each month: drawn more often than the rest.
    kinds = draw(st.sampled_from([RESOURCE_KINDS, ("aah", "asi", "aspa", "sick_pay", "wage"), ()]))
    return {
        "role": role,
        "birth_date": draw(st.one_of(st.just(birth), st.just(birth), st.just(birth), st.none())),
        "activity": draw(st.sampled_from([*ACTIVITIES, None])),
        "lives_with_parents": draw(BOOLEANS),
        "alternating_residence": draw(BOOLEANS),
        "alsace_moselle": draw(BOOLEANS),
        "in_child_welfare": draw(BOOLEANS),
        "resources": tuple(draw(items(kinds, day))) if kinds else (),
    }


@st.composite
def countries(draw) -> tuple[list[dict], date]:
    day = draw(st.sampled_from(DAYS))
    found = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        roles = ["applicant", *draw(st.sampled_from([[], ["spouse"], ["partner"]]))]
        roles += draw(st.lists(st.sampled_from(["child", "child", "other_dependant"]), max_size=4))
        people = [draw(persons(role, day)) for role in roles]
        # A parent is older than the children.
        births = [person["birth_date"] for person in people if person["birth_date"]]
        people[0]["birth_date"] = people[0]["birth_date"] and min(births).replace(day=1, month=1)
        found.append(
            household(
                number,
                *people,
                family=tuple(draw(items(FAMILY_KINDS, day))),
                territory=draw(st.sampled_from(["metropole", "metropole", "guadeloupe", "mayotte", None])),
                housing=draw(st.sampled_from([*HOUSING, None])),
                housing_benefit_cents=draw(CENTS),
                rsa=draw(st.sampled_from([False, False, False, True, None])),
            )
        )
    return found, day


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(country=countries())
def test_any_household_gets_the_answer_of_the_interpreter(engine, country):
    households, day = country
    found = {person: row[:8] for person, row in answered(engine, households, day).items()}
    assert found == interpreted(households, day)


def test_the_result_has_the_columns_and_types_of_the_format(engine):
    answered(engine, [household(1)], DAYS[0])
    described = engine.execute("DESCRIBE " + text(DAYS[0]).sql("entitlements", "duckdb")).fetchall()
    assert [tuple(row[:2]) for row in described] == [(column.name, column.type) for column in ENTITLEMENTS.columns]


def test_the_reference_cases_get_the_answer_of_the_interpreter(engine):
    cases: dict[date, list[dict]] = {}
    status = {}
    for number, row in enumerate(rows(), 1):
        case = situation(row)
        cases.setdefault(case["date"], []).append(as_household(number, case))
        if is_to_be_compared(row) and float(row["marge_plafond"]) > 2:
            status[number] = STATUS[row["classe_m13_m2"]]
    assert sum(map(len, cases.values())) == 1_800
    for day, households in cases.items():
        found = {person: row[:8] for person, row in answered(engine, households, day).items()}
        assert found == interpreted(households, day)
        judged = {household: answer for household, _, answer, *_ in found.values()}
        assert {number for number in judged if judged[number] != status.get(number, judged[number])} == set()
