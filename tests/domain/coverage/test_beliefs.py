"""Two calendars: when a right was open, and when that was known."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from allervers.domain.coverage.beliefs import FOR_EVER, ONE_DAY, Kind, Period, Statement, as_known, beliefs

FREE, CONTRIBUTION = Kind("free", "811"), Kind("contribution", "811")
JANUARY, JUNE, DECEMBER = (datetime.date(2025, month, 1) for month in (1, 6, 12))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def stated(known_on: str, starts_on: str, ends_on: str = "", kind: Kind = FREE) -> Statement:
    return Statement(day(known_on), day(starts_on), day(ends_on) if ends_on else FOR_EVER, kind)


def open_days(statements, on="2030-01-01"):
    return [(str(one.starts_on), str(one.ends_on), one.kind.c2s_class) for one in as_known(statements, day(on))]


def test_a_right_that_was_shortened_is_believed_short_from_the_day_that_it_was_known():
    told = [stated("2025-01-05", "2025-01-01", "2025-12-31"), stated("2025-07-10", "2025-01-01", "2025-06-30")]
    assert open_days(told, "2025-07-09") == [("2025-01-01", "2025-12-31", "free")]
    assert open_days(told, "2025-07-10") == [("2025-01-01", "2025-06-30", "free")]


def test_nothing_is_believed_before_it_was_known():
    assert open_days([stated("2025-01-05", "2024-01-01")], "2025-01-04") == []


def test_a_class_that_changes_in_the_middle_ends_the_former_one_the_day_before():
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        stated("2025-07-10", "2025-07-01", "2026-06-30", CONTRIBUTION),
    ]
    assert open_days(told) == [("2025-01-01", "2025-06-30", "free"), ("2025-07-01", "2026-06-30", "contribution")]


def test_a_renewal_continues_the_right_without_a_gap():
    told = [stated("2025-01-05", "2025-01-01", "2025-12-31"), stated("2025-12-10", "2026-01-01", "2026-12-31")]
    assert open_days(told) == [("2025-01-01", "2026-12-31", "free")]
    assert len(beliefs(told)) == 2  # what was held for true in between is kept


def test_a_renewal_that_is_shortened_leaves_the_year_before_it():
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        stated("2025-12-10", "2026-01-01", "2026-12-31"),
        stated("2026-03-10", "2026-01-01", "2026-02-28"),
    ]
    assert open_days(told) == [("2025-01-01", "2026-02-28", "free")]


days = st.integers(0, 60).map(lambda number: JANUARY + datetime.timedelta(days=number))


@st.composite
def histories(draw):
    """Statements of one right, those of one day apart from each other, as the database demands."""
    kept: list[Statement] = []
    for _ in range(draw(st.integers(0, 8))):
        starts_on = draw(days)
        ends_on = draw(st.one_of(st.just(FOR_EVER), st.integers(0, 30).map(lambda n: starts_on + n * ONE_DAY)))  # noqa: B023
        new = Statement(draw(days), starts_on, ends_on, draw(st.sampled_from([FREE, CONTRIBUTION])))
        if not any(
            one.known_on == new.known_on and one.starts_on <= new.ends_on and new.starts_on <= one.ends_on
            for one in kept
        ):
            kept.append(new)
    return kept


@given(histories(), days)
def test_periods_never_overlap_and_equal_ones_that_touch_are_one(told, on):
    for before, after in pairwise(as_known(told, on)):
        assert before.ends_on < after.starts_on
        assert before.ends_on + ONE_DAY < after.starts_on or before.kind != after.kind


@given(histories())
def test_two_periods_without_an_end_are_never_believed_together(told):
    assert sum(belief.until is None and belief.period.ends_on == FOR_EVER for belief in beliefs(told)) <= 1


@given(histories(), days)
def test_what_was_known_on_a_day_is_what_the_statements_until_then_say(told, on):
    held = {one.period for one in beliefs(told) if one.known_on <= on and (one.until is None or on < one.until)}
    assert held == set(as_known([one for one in told if one.known_on <= on], on))


@given(histories(), st.randoms())
def test_neither_the_order_of_arrival_nor_a_second_arrival_changes_anything(told, random):
    shuffled = told + told[:1]
    random.shuffle(shuffled)
    assert as_known(set(shuffled), DECEMBER) == as_known(told, DECEMBER)
    assert {*beliefs(set(shuffled))} == {*beliefs(told)}


@given(histories())
def test_the_last_word_on_a_day_is_that_of_the_last_statement_that_begins_there(told):
    if told:
        last = max(told)
        found = [one for one in as_known(told, FOR_EVER) if one.starts_on <= last.starts_on <= one.ends_on]
        assert [one.kind for one in found] == [last.kind]


@given(histories())
def test_a_belief_was_held_for_at_least_a_day(told):
    assert all(belief.until is None or belief.known_on < belief.until for belief in beliefs(told))
    assert all(isinstance(belief.period, Period) for belief in beliefs(told))


def test_a_right_that_is_withdrawn_is_open_on_none_of_its_days_and_was_believed_before():
    told = [
        stated("2025-01-05", "2025-01-01", "2025-12-31"),
        Statement(day("2025-03-10"), day("2025-01-01"), day("2025-12-31"), FREE, withdrawn=True),
    ]
    assert open_days(told, "2025-03-09") == [("2025-01-01", "2025-12-31", "free")]
    assert open_days(told, "2025-03-10") == []


def test_what_is_withdrawn_leaves_the_days_before_and_may_be_open_again():
    closed = Statement(day("2025-03-10"), day("2025-07-01"), FOR_EVER, withdrawn=True)
    told = [stated("2025-01-05", "2025-01-01"), closed]
    assert open_days(told) == [("2025-01-01", "2025-06-30", "free")]
    told.append(stated("2025-08-01", "2025-07-01"))
    assert open_days(told) == [("2025-01-01", "9999-12-31", "free")]


@given(st.permutations(range(4)))
def test_of_several_on_one_day_the_last_turn_holds_in_whatever_order_they_come(order):
    told = [Statement(JANUARY, JANUARY, DECEMBER, FREE, withdrawn=bool(turn % 2), turn=turn) for turn in range(4)]
    assert as_known([told[place] for place in order], JANUARY) == ()
    assert as_known([told[place] for place in order if place < 3], JANUARY) == (Period(JANUARY, DECEMBER, FREE),)
