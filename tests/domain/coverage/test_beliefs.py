"""Two calendars: when a right was open, and when that was known. The database works it out; a day after day reckoning
beside it says the same."""

import datetime
from itertools import pairwise
from operator import attrgetter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.domain.coverage.beliefs import FOR_EVER, ONE_DAY, Kind, Period, Statement
from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.coverage.workflow import Stated, learn, period_of
from allervers.domain.organisations.context import acting_for
from tests import factories

pytestmark = pytest.mark.django_db

FREE, CONTRIBUTION = Kind("free", "811"), Kind("contribution", "811")
JANUARY, DECEMBER = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
LAST = JANUARY + 130 * ONE_DAY
"""After every day that a random history speaks of, but for what has no end."""
USUAL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def people():
    """Three persons of a fund."""
    fund = factories.fund()
    return [factories.person(fund) for _ in range(3)]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def stated(known_on: str, starts_on: str, ends_on: str = "", kind: Kind = FREE) -> Statement:
    return Statement(day(known_on), day(starts_on), day(ends_on) if ends_on else FOR_EVER, kind)


def held(people, *told: list[Statement]) -> list[list[CoveragePeriod]]:
    """For each of the lists, told one after the other about the C2S of one person: every period that was ever held for
    true, in order. Nothing of it stays."""
    with transaction.atomic(), acting_for(people[0].fund, "test"):
        for place in range(max(map(len, told), default=0)):
            said = [(one, list_[place]) for one, list_ in zip(people, told, strict=False) if place < len(list_)]
            learn(people[0].fund_id, [Stated(one.pk, "c2s", each) for one, each in said])
        found = CoveragePeriod.objects.order_by("validity", "believed")
        rows = [list(found.filter(person=one)) for one, _ in zip(people, told, strict=False)]
        transaction.set_rollback(True)
    return rows


def as_known(rows: list[CoveragePeriod], on: datetime.date) -> list[Period]:
    return [period_of(row) for row in rows if on in row.believed]


def open_days(people, told, on="2030-01-01"):
    (rows,) = held(people, told)
    return [(str(one.starts_on), str(one.ends_on), one.kind.c2s_class) for one in as_known(rows, day(on))]


def test_a_right_that_was_shortened_is_believed_short_from_the_day_that_it_was_known(people):
    told = [stated("2025-01-05", "2025-01-01", "2025-12-31"), stated("2025-07-10", "2025-01-01", "2025-06-30")]
    assert open_days(people, told, "2025-07-09") == [("2025-01-01", "2025-12-31", "free")]
    assert open_days(people, told, "2025-07-10") == [("2025-01-01", "2025-06-30", "free")]


def test_nothing_is_believed_before_it_was_known(people):
    assert open_days(people, [stated("2025-01-05", "2024-01-01")], "2025-01-04") == []


def test_a_class_that_changes_in_the_middle_ends_the_former_one_the_day_before(people):
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        stated("2025-07-10", "2025-07-01", "2026-06-30", CONTRIBUTION),
    ]
    assert open_days(people, told) == [
        ("2025-01-01", "2025-06-30", "free"),
        ("2025-07-01", "2026-06-30", "contribution"),
    ]


def test_a_renewal_continues_the_right_without_a_gap(people):
    told = [stated("2025-01-05", "2025-01-01", "2025-12-31"), stated("2025-12-10", "2026-01-01", "2026-12-31")]
    assert open_days(people, told) == [("2025-01-01", "2026-12-31", "free")]
    assert len(held(people, told)[0]) == 2  # what was held for true in between is kept


def test_a_renewal_that_is_shortened_leaves_the_year_before_it(people):
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        stated("2025-12-10", "2026-01-01", "2026-12-31"),
        stated("2026-03-10", "2026-01-01", "2026-02-28"),
    ]
    assert open_days(people, told) == [("2025-01-01", "2026-02-28", "free")]


def test_what_took_days_and_was_shortened_since_does_not_give_them_back(people):
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        stated("2025-03-10", "2025-04-01", "2025-09-30", CONTRIBUTION),
        stated("2025-05-10", "2025-04-01", "2025-06-30", CONTRIBUTION),
    ]
    assert open_days(people, told) == [
        ("2025-01-01", "2025-03-31", "free"),
        ("2025-04-01", "2025-06-30", "contribution"),
        ("2025-10-01", "2025-12-31", "free"),
    ]


def test_what_is_stated_again_month_after_month_is_one_belief(people):
    told = [stated(f"2025-{month:02}-05", "2025-01-01", "2025-12-31") for month in range(1, 13)]
    ((row,),) = held(people, told)
    assert (row.believed.lower, row.believed.upper) == (day("2025-01-05"), None)


days = st.integers(0, 60).map(lambda number: JANUARY + datetime.timedelta(days=number))


KINDS = st.sampled_from([FREE, CONTRIBUTION])
TURNS = st.sampled_from([0, 0, 1, 2])
WITHDRAWN = st.sampled_from([False, False, False, True])
in_order = attrgetter("known_on", "turn")


@st.composite
def histories(draw):
    """Statements of one right, those of one turn of one day apart from each other, as the database demands."""
    kept: list[Statement] = []
    for _ in range(draw(st.integers(0, 8))):
        starts_on = draw(days)
        ends_on = draw(st.one_of(st.just(FOR_EVER), st.integers(0, 30).map(lambda n: starts_on + n * ONE_DAY)))  # noqa: B023
        known_on = draw(st.one_of(days, *(st.just(one.known_on) for one in kept)))
        kind, turn, withdrawn = draw(KINDS), draw(TURNS), draw(WITHDRAWN)
        new = Statement(known_on, starts_on, ends_on, kind, withdrawn=withdrawn, turn=turn)
        if not any(
            in_order(one) == in_order(new) and one.starts_on <= new.ends_on and new.starts_on <= one.ends_on
            for one in kept
        ):
            kept.append(new)
    return kept


def day_by_day(told: list[Statement], on: datetime.date) -> dict[datetime.date, Kind]:
    """The last statement that speaks of a day has it, unless it withdraws it, or a later one begins on the same day as
    that statement and does not speak of it."""
    known = sorted((one for one in told if one.known_on <= on), key=in_order)
    found: dict[datetime.date, Kind] = {}
    for number in range((LAST - JANUARY).days + 1):
        looked_at = JANUARY + number * ONE_DAY
        speaking = [place for place, one in enumerate(known) if one.starts_on <= looked_at <= one.ends_on]
        if not speaking:
            continue
        last = known[speaking[-1]]
        replaced = any(one.starts_on == last.starts_on for one in known[speaking[-1] + 1 :])
        if not replaced and not last.withdrawn:
            found[looked_at] = last.kind
    return found


def days_of(periods: list[Period]) -> dict[datetime.date, Kind]:
    return {
        one.starts_on + number * ONE_DAY: one.kind
        for one in periods
        for number in range((min(one.ends_on, LAST) - one.starts_on).days + 1)
    }


@given(st.tuples(histories(), histories(), histories()), days)
@USUAL
def test_the_database_believes_of_each_day_what_is_reckoned_day_after_day(people, told, on):
    for rows, history in zip(held(people, *told), told, strict=True):
        for looked_at in (on, *(one.known_on for one in history), LAST):
            assert days_of(as_known(rows, looked_at)) == day_by_day(history, looked_at)


@given(histories(), days)
@USUAL
def test_periods_never_overlap_and_equal_ones_that_touch_are_one(people, told, on):
    (rows,) = held(people, told)
    assert not any(row.validity.isempty or row.believed.isempty for row in rows)
    for before, after in pairwise(as_known(rows, on)):
        assert before.ends_on < after.starts_on
        assert before.ends_on + ONE_DAY < after.starts_on or before.kind != after.kind
    # Nor is a period that was held without a break in two pieces.
    pieces = [(row.validity, row.c2s_class, row.believed.lower) for row in rows]
    assert not any((row.validity, row.c2s_class, row.believed.upper) in pieces for row in rows)


@given(histories())
@USUAL
def test_two_periods_without_an_end_are_never_believed_together(people, told):
    (rows,) = held(people, told)
    assert sum(row.believed.upper is None and row.validity.upper is None for row in rows) <= 1


@given(histories(), days)
@USUAL
def test_what_was_known_on_a_day_is_what_the_statements_until_then_say(people, told, on):
    rows, until_then = held(people, told, [one for one in told if one.known_on <= on])
    assert as_known(rows, on) == as_known(until_then, LAST)


@given(histories(), st.randoms())
@USUAL
def test_neither_the_order_of_arrival_nor_a_second_arrival_changes_anything(people, told, random):
    shuffled = told + told[:1]
    random.shuffle(shuffled)
    one, other = (
        [(row.validity, row.believed, row.c2s_class) for row in rows] for rows in held(people, told, shuffled)
    )
    assert one == other


@given(histories())
@USUAL
def test_the_last_word_on_a_day_is_that_of_the_last_statement_that_begins_there(people, told):
    if told:
        (rows,) = held(people, told)
        last = max(told, key=in_order)
        found = [one.kind for one in as_known(rows, LAST) if one.starts_on <= last.starts_on <= one.ends_on]
        assert found == ([] if last.withdrawn else [last.kind])


def test_a_right_that_is_withdrawn_is_open_on_none_of_its_days_and_was_believed_before(people):
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        Statement(day("2025-03-10"), day("2025-01-01"), day("2025-12-31"), FREE, withdrawn=True),
    ]
    assert open_days(people, told, "2025-03-09") == [("2025-01-01", "2025-12-31", "free")]
    assert open_days(people, told, "2025-03-10") == []


def test_what_is_withdrawn_leaves_the_days_before_and_may_be_open_again(people):
    closed = Statement(day("2025-03-10"), day("2025-07-01"), FOR_EVER, FREE, withdrawn=True)
    told = [stated("2025-01-05", "2025-01-01"), closed]
    assert open_days(people, told) == [("2025-01-01", "2025-06-30", "free")]
    told.append(stated("2025-08-01", "2025-07-01"))
    assert open_days(people, told) == [("2025-01-01", "9999-12-31", "free")]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_of_several_on_one_day_the_last_turn_holds_in_whatever_order_they_come(people, order):
    """What an earlier turn said was held for no day, and never believed."""
    told = [Statement(JANUARY, JANUARY, DECEMBER, FREE, withdrawn=bool(turn % 2), turn=turn) for turn in range(4)]
    none, (row,) = held(people, [told[place] for place in order], [told[place] for place in order if place < 3])
    assert none == []
    assert (period_of(row), row.believed.lower, row.believed.upper) == (Period(JANUARY, DECEMBER, FREE), JANUARY, None)
