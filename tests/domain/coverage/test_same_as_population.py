"""A country and one person are told the same: lists and gaps select exactly those of whom `ahead` says so."""

import datetime

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from allervers.domain.coverage.ahead import Event, Held, Known, ahead
from allervers.domain.coverage.beliefs import ONE_DAY, Kind, Period
from allervers.domain.coverage.codes import Circumstance
from allervers.law.counting import add_months
from allervers.population import figures, gaps, selection
from allervers.population.selection import Columns
from allervers.population.tables import ENTITLEMENTS, HOUSEHOLDS, PERSONS, RESOURCES
from allervers.population.targets import named
from tests.population.country import fill

# The last days of months of every length, and an ordinary day. The law of titles that ended before 2020 is another one.
DAYS = [datetime.date(*day) for day in ((2022, 2, 28), (2024, 2, 29), (2025, 6, 1), (2025, 10, 31), (2026, 4, 30))]
COLUMNS = Columns(
    *(frozenset(column.name for column in table.columns) for table in (HOUSEHOLDS, PERSONS, ENTITLEMENTS))
)
NATIONALITIES = {"FR": "FR", "EU": "DE", "OTHER": "DZ"}
SINCE = datetime.date(2015, 1, 1)
LISTS = ("c2s_ending", "ame_ending", "residence_title_ending", "maintained_rights_ending", "gap_ahead")
LATE = gaps.known()["c2s_renewal_late"]


@st.composite
def around(draw, day: datetime.date) -> datetime.date | None:
    """A day that a rule may hang on: some months away, or title's 120 days, one day more or less; or none."""
    if draw(st.integers(0, 3)) == 0:
        return None
    months, days = draw(st.sampled_from([-12, -6, -4, -2, 0, 0, 2, 3, 4])), draw(st.integers(-3, 3))
    moved = draw(st.sampled_from([add_months(day, months), day + 120 * ONE_DAY]))
    return moved + days * ONE_DAY


@st.composite
def persons(draw, day: datetime.date) -> dict:
    title, since = draw(around(day)), draw(st.sampled_from([SINCE, SINCE, None]))
    return {
        "nationality_group": draw(st.sampled_from(["FR", "EU", "OTHER", "OTHER"])),
        "residence_title_expires_on": title,
        "puma_since": since,
        # A known end of the base right is another matter than the title.
        "puma_until": None if title or not since else draw(around(day)),
        "c2s_class": "free",
        "c2s_until": draw(around(day)),
        "ame_until": draw(around(day)) if title is None else None,
        "rsa": draw(st.sampled_from([False, False, True, None])),
        "paid": draw(st.sampled_from([None, None, "aspa", "aah", "asi"])),
    }


def known(person: dict, day: datetime.date) -> Known:
    """The same person as the casework would know it. An AME lasts as the law says, so its end tells its beginning."""
    periods = {}
    if person["c2s_until"]:
        periods["c2s"] = [Period(SINCE, person["c2s_until"], Kind("free"))]
    if person["ame_until"]:
        first = add_months(person["ame_until"] + ONE_DAY, -figures.value("ame_duration", day))
        periods["ame"] = [Period(first, person["ame_until"])]
    if person["puma_since"]:
        periods["puma"] = [Period(person["puma_since"], person["puma_until"] or datetime.date.max)]
    held = [Held(person["paid"], SINCE)] if person["paid"] else []
    held += [Held("rsa", SINCE)] if person["rsa"] else []
    unknown = person["rsa"] is None and not held
    title = person["residence_title_expires_on"]
    events = (
        [Event(Circumstance.RESIDENCE_TITLE.value, title, NATIONALITIES[person["nationality_group"]])] if title else []
    )
    return Known(periods, None if unknown else held, events)


def selected(engine, drawn: list[dict], day: datetime.date) -> dict[str, set[int]]:
    """By list, and by the gap that lies ahead, the persons whom the population selects."""
    numbered = list(enumerate(drawn, 1))
    usual = {
        "role": "applicant",
        "birth_date": datetime.date(1980, 1, 1),
        "opposed_to_contact": False,
        "file_pending": False,
    }
    fill(engine, HOUSEHOLDS, [{"household_id": n, "fund_code": "811", "rsa": person["rsa"]} for n, person in numbered])
    fill(engine, PERSONS, [usual | {"household_id": n, "person_id": n} | person for n, person in numbered])
    month = {"month": day.replace(day=1), "amount_cents": 1}
    paid = [month | {"household_id": n, "person_id": n, "kind": p["paid"]} for n, p in numbered if p["paid"]]
    fill(engine, RESOURCES, paid)
    rights = {"c2s_status": "free", "non_take_up": False, "c2s_member": True}
    fill(engine, ENTITLEMENTS, [rights | {"household_id": n, "person_id": n} for n, _ in numbered])
    targets = [named(name) for name in LISTS]
    late = LATE.where.replace("puma_open", f"({gaps.SITUATED['puma_open']})")
    texts = {late, "file_pending", *(text for target in targets for text in selection.texts(target))}
    engine.execute(f"CREATE OR REPLACE TABLE people AS {selection.people(texts, COLUMNS, day)}")
    found = {
        target.name: {row[0] for row in engine.execute(selection.listing(target, COLUMNS, day)).fetchall()}
        for target in targets
    }
    query = f"SELECT person_id FROM people WHERE {selection.on_day(late, day)}"
    found["late"] = {row[0] for row in engine.execute(query).fetchall()}
    return found


def expected(person: dict, day: datetime.date) -> set[str]:
    """The lists on which somebody of whom `ahead` tells this stands. What is no law is the list's own (`outreach`)."""
    told = {each.kind: each for each in ahead(known(person, day), day)}
    c2s, late = told.get("c2s_renewal"), told.get("c2s_renewal_late")
    found = set()
    if c2s and not c2s.automatic:
        found.add("c2s_ending")
    base = told.get("base_to_ame") or told.get("base_right_ending")
    near = add_months(day, figures.value("base_right_ending_within", day))
    if late or (base and base.act_before <= near):
        found.add("gap_ahead")
    # Days are counted only where the benefits are known, the base rights open, and no AME held.
    puma_open = (person["puma_until"] or day) >= day and (
        person["puma_since"] is not None or person["ame_until"] is None
    )
    if late and puma_open and person["rsa"] is not None:
        found.add("late")
    if "ame_renewal" in told:
        found.add("ame_ending")
    if "title_ending" in told:
        found.add("residence_title_ending")
    maintained = told.get("maintained_rights_ending")
    within = add_months(day, figures.value("title_ending_within", day))
    if maintained and day <= maintained.act_before <= within:
        found.add("maintained_rights_ending")
    return found


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        yield connection


@st.composite
def countries(draw):
    day = draw(st.sampled_from(DAYS))
    return day, draw(st.lists(persons(day), min_size=30, max_size=60))


@given(country=countries())
# Sixty persons are no smaller for being fewer: what fails is told with the one person.
@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_lists_and_gaps_select_those_of_whom_the_person_s_reckoning_says_so(engine, country):
    day, drawn = country
    found = selected(engine, drawn, day)
    for number, person in enumerate(drawn, 1):
        assert {name for name, numbers in found.items() if number in numbers} == expected(person, day), (day, person)
