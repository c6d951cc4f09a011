"""What follows a « no » of the C2S: how near it was, from when a request would succeed, what else there is."""

import datetime

import pytest

from allervers.law import Situation, evaluate
from allervers.law.counting import add_months
from allervers.web.simulator import after, cases
from allervers.web.simulator.flow import Flow
from allervers.web.simulator.household import months_of, situation
from allervers.web.simulator.words import LANGUAGES, Words

from .test_cases import TODAY, card, flow, status_for

CODES = [code for code, _, _ in LANGUAGES]


def told(of: Flow) -> list[str]:
    return card("c2s", of).after


def paid(amount: str) -> dict:
    return {"mode": ["same"], "amount": [amount]}


def earning(cents: int, language: str = "fr", **answers) -> Flow:
    return flow("me.alsace_moselle", language, **{"me.resources.wage": paid(f"{cents / 100:.2f}"), **answers})


def last_paid(wage: str, months_ago: int) -> Flow:
    """A wage until so many months ago, nothing since."""
    months = months_of(TODAY)[: -1 - months_ago]
    typed = {"mode": ["varies"], **{f"m{month}": [wage] for month in months}}
    return flow("me.alsace_moselle", **{"me.resources.wage": typed})


def highest_wage() -> int:
    """The last monthly wage, in cents, with which the C2S is had."""
    of = earning(0)
    return list(cases._changes(lambda cents: status_for(of, cents), 0, cases.HIGHEST))[-1]


def test_at_the_ceiling_nothing_follows_and_a_cent_more_is_told_as_near():
    bound = highest_wage()
    assert told(earning(bound)) == []
    of = earning(bound + 1)
    amounts = evaluate(Situation.from_dict(situation(of.given, TODAY)), ["c2s"])["c2s"].amounts
    over = amounts["resources"] - amounts["ceiling_contribution"]
    assert 0 < over <= 12
    assert told(of)[0] == Words("fr")("after.near", over=Words("fr").euros(over))


def test_an_income_far_over_the_ceiling_is_told_so_and_that_stays_as_it_is_promises_no_month():
    lines = told(earning(500_000))
    assert lines[0].startswith("Vos ressources comptées dépassent")
    assert not any("aboutirait" in line for line in lines)


@pytest.mark.parametrize("months_ago", [1, 3, 6])
def test_who_earns_no_more_reads_in_which_month_a_request_would_succeed(months_ago):
    of = last_paid("2600", months_ago)
    opening = after._opening(situation(of.given, of.day), of.day)
    assert any(Words("fr").month(opening.year, opening.month) in line for line in told(of))
    # The same answers, read on the first of that month and of the one before.
    on = [Flow(of.answers, day, of.words) for day in (opening, add_months(opening, -1))]
    found = [evaluate(Situation.from_dict(situation(each.given, each.day)), ["c2s"])["c2s"].status for each in on]
    assert found[0] in ("free", "contribution")
    assert found[1] == "none"


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "qu’en octobre 2026"), ("falc", "en octobre 2026"), ("en", "in October 2026")]
)
def test_a_month_that_begins_with_a_vowel_is_said_well(language, said):
    ended = Flow(last_paid("3500", 3).answers, datetime.date(2026, 11, 15), Words(language))
    assert any(said in line for line in told(ended))


def test_a_refusal_for_another_reason_than_money_is_no_matter_of_ceilings():
    born = (TODAY - datetime.timedelta(days=19 * 365)).isoformat()
    at_parents = {"me.birth_date": {"value": [born]}, "me.attached": {"value": ["yes"]}}
    at_parents |= {"me.lives_with_parents": {"value": ["yes"]}, "me.own_tax_return": {"value": ["no"]}}
    of = earning(50_000, **at_parents)
    assert card("c2s", of).status_code == "none"
    assert told(of) == []


@pytest.mark.parametrize("language", CODES)
def test_each_language_says_what_to_do_and_only_the_employed_read_of_an_employer(language):
    words = Words(language)
    idle = told(earning(200_000, language))
    employed = told(earning(200_000, language, **{"me.activity": {"value": ["employed"]}}))
    assert set(words.lines("after.again")) | set(words.lines("after.aid")) <= set(idle)
    assert set(employed) - set(idle) == set(words.lines("after.employer"))
    assert not any("|" in line or "{" in line for line in employed)
