"""Households drawn at random, with holes: any of what a rule reads may be unknown."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from allervers.law.agreement import FIRST_C2S
from allervers.law.codes import (
    ACTIVITIES,
    FAMILY_KINDS,
    HOUSING,
    LEFT_OUT_KINDS,
    NEW_BUSINESSES,
    RESOURCE_KINDS,
    TAX_NOTICE_KINDS,
)
from allervers.population.tables import IDLE, NEW_BUSINESS
from tests.population.country import STATUSES, household

BOOLEANS = st.sampled_from([False, False, True, True, None])
ADULTS = ("applicant", "spouse", "partner")
CENTS = st.one_of(st.just(0), st.integers(1, 300_000), st.none())


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
    adult = role in ADULTS
    years = draw(st.integers(17, 95) if adult else st.integers(0, 27))
    birth = date(day.year - years - 1, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    # The income of who lives on benefits looks at each month: drawn more often than the rest.
    looked_at = ("aah", "asi", "aspa", "sick_pay", "wage")
    abated = ("wage", "training_pay", "unemployment_benefit", "partial_unemployment", "ass")
    kinds = draw(st.sampled_from([RESOURCE_KINDS, looked_at, TAX_NOTICE_KINDS, abated, LEFT_OUT_KINDS, ()]))
    notice = draw(st.lists(st.sampled_from(TAX_NOTICE_KINDS), max_size=2, unique=True)) if adult else ()
    # Statuses are one list in a situation: unknown together. Columns are unknown one by one, so none is here.
    statuses = {column: draw(st.sampled_from([False, False, True, None])) for column in STATUSES.values()}
    return {
        "role": role,
        "birth_date": draw(st.one_of(st.just(birth), st.just(birth), st.just(birth), st.none())),
        "activity": draw(st.sampled_from([*ACTIVITIES, None])),
        "lives_with_parents": draw(BOOLEANS),
        "alternating_residence": draw(BOOLEANS),
        "alsace_moselle": draw(BOOLEANS),
        "in_child_welfare": draw(st.sampled_from([False, False, False, True])),
        **statuses,
        "non_taxable_household": draw(st.sampled_from([True, True, False, None])),
        "works_outside_prison": draw(st.sampled_from([True, False, None])) if statuses["prisoner"] else None,
        "lives_as_couple": not adult and draw(st.sampled_from([False, False, True])),
        "unemployment_benefit_granted_on": draw(st.sampled_from([None, None, day, month(day, 1), month(day, -1)])),
        **(draw(rarely_said(day)) if adult else {"maintenance_from_parents": draw(st.booleans())}),
        "maintenance_court_ordered": draw(BOOLEANS),
        "left_tax_household": draw(BOOLEANS),
        **{f"tax_notice_{kind}_cents": draw(st.integers(0, 2_000_000)) for kind in notice},
        "resources": tuple(draw(items(kinds, day))) if kinds else (),
        "deceased_on": draw(st.sampled_from([None, None, None, None, day, date(day.year + 1, 1, 1)])),
    }


@st.composite
def rarely_said(draw, day: date) -> dict:
    """A sick leave that began around six months ago, a new business, assets that bring in nothing."""
    business = draw(st.sampled_from([None, None, None, *NEW_BUSINESSES]))
    return {
        "sick_leave_since": draw(st.sampled_from([None, None, None, day, *(month(day, lag) for lag in (5, 6, 7))])),
        "new_business": business,
        **{f"{name}_cents": draw(st.one_of(CENTS, st.none())) if business else None for name in NEW_BUSINESS},
        **{f"{name}_cents": draw(st.sampled_from([None, None, None, 0, 1, 123_456])) for name in IDLE},
    }


@st.composite
def households(draw, number: int, day: date) -> dict:
    roles = ["applicant", *draw(st.sampled_from([[], ["spouse"], ["partner"]]))]
    roles += draw(st.lists(st.sampled_from(["child", "child", "other_dependant"]), max_size=4))
    people = [draw(persons(role, day)) for role in roles]
    # Of twins whose parents are dead one would stand for the household, and the other be born with who stands for it.
    taken: set[date] = set()
    for person in people:
        while person["role"] not in ADULTS and person["birth_date"] in taken:
            person["birth_date"] -= timedelta(days=1)
        taken |= {person["birth_date"]} - {None}
    # Parents are older than the children, also the one who is left when the other has died.
    eldest = min(
        (person["birth_date"] for person in people if person["role"] == "child" and person["birth_date"]), default=None
    )
    for adult in people[:2] if eldest else ():
        if adult["role"] in ADULTS and adult["birth_date"] and adult["birth_date"] >= eldest:
            adult["birth_date"] = date(eldest.year - 1, 1, 1)
    debt = draw(st.sampled_from([False, False, None, True]))
    closed = draw(st.sampled_from([None, day, *(max(month(day, lag), FIRST_C2S) for lag in (23, 24))]))
    return household(
        number,
        *people,
        family=tuple(draw(items(FAMILY_KINDS, day))),
        territory=draw(st.sampled_from(["metropole", "metropole", "guadeloupe", "mayotte", None])),
        housing=draw(st.sampled_from([*HOUSING, None])),
        housing_benefit_cents=draw(CENTS),
        rsa=draw(st.sampled_from([False, False, False, True, None])),
        unpaid_c2s_contributions=debt,
        unpaid_c2s_closed_on=closed if debt else None,
        c2s_suspended=draw(st.booleans()) if debt and closed is None else None,
    )
