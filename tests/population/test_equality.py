"""The text answers what the interpreter answers, values and types, for any household."""

from __future__ import annotations

from datetime import date
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.population.compiler import CompiledLaw
from allervers.population.engines import DuckDB
from allervers.population.tables import ENTITLEMENTS
from tests.law.reference import STATUS, is_to_be_compared, rows, situation
from tests.population.country import as_household, create_tables, household, interpreted
from tests.population.households import households

# One day in each state of the law: former period, presumptions one by one, tables published or not, Mayotte.
DAYS = [
    date(2019, 11, 1),
    date(2021, 12, 31),
    date(2022, 5, 1),
    date(2024, 2, 29),
    date(2024, 8, 15),
    date(2025, 9, 1),
    date(2026, 6, 1),
    date(2026, 7, 1),
]


@cache
def text(day: date) -> CompiledLaw:
    return CompiledLaw(day)


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        yield connection


def answered(engine, households: list[dict], day: date) -> dict[int, tuple]:
    create_tables(engine, households)
    DuckDB(engine, text(day)).answer()
    found = engine.execute(text(day).sql("entitlements", "duckdb")).fetchall()
    return {row[1]: row for row in found}


@st.composite
def countries(draw) -> tuple[list[dict], date]:
    day = draw(st.sampled_from(DAYS))
    return [draw(households(number, day)) for number in range(1, draw(st.integers(1, 8)) + 1)], day


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(country=countries())
def test_any_household_gets_the_answer_of_the_interpreter(engine, country):
    drawn, day = country
    found = {person: row[:8] for person, row in answered(engine, drawn, day).items()}
    assert found == interpreted(drawn, day)


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
    for day, listed in cases.items():
        found = {person: row[:8] for person, row in answered(engine, listed, day).items()}
        assert found == interpreted(listed, day)
        judged = {household: answer for household, _, answer, *_ in found.values()}
        assert {number for number in judged if judged[number] != status.get(number, judged[number])} == set()
