"""The dates of a file are a pure function of its facts, and never raise."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from allervers.domain.rights_files.codes import Outcome, Right
from allervers.domain.rights_files.dates import Asked, Facts, dates, silence_of, to_treat_before

DAYS = st.dates(datetime.date(2019, 11, 1), datetime.date(2031, 12, 31))
MAYBE = st.none() | DAYS
FACTS = st.builds(
    Facts,
    right=st.sampled_from(Right.values),
    received_on=DAYS,
    complete_since=MAYBE,
    care_need_certified=st.booleans(),
    asked=st.lists(st.builds(Asked, on=DAYS, ended_on=MAYBE), max_size=4).map(tuple),
    portability_asked_on=MAYBE,
    outcome=st.none() | st.sampled_from(Outcome.values),
    starts_on=MAYBE,
    ends_on=MAYBE,
)


@given(FACTS)
@settings(max_examples=80, deadline=None)
def test_whatever_the_order_of_what_happened_dates_are_told(facts):
    told = dates(facts)
    assert all(day is None or isinstance(day, datetime.date) for day in told.values())
    to_treat_before(facts)


@given(FACTS)
@settings(max_examples=80, deadline=None)
def test_silence_never_decides_before_two_months(facts):
    said = silence_of(facts)
    assert (said is None) == (facts.right == Right.DEPARTURE)
    if said and said.on:
        assert said.on >= facts.received_on + datetime.timedelta(days=59)


def test_a_request_that_ended_is_not_awaited():
    day = datetime.date(2026, 3, 2)
    facts = Facts("ame", day, asked=(Asked(day, ended_on=day),))
    assert "answer_due_on" not in dates(facts)
