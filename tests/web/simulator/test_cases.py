"""What the result says, case by case, of a question that nobody could answer."""

import datetime

import pytest

from allervers.law import Situation, evaluate
from allervers.web.simulator import cases
from allervers.web.simulator.answers import UNKNOWN, Answers
from allervers.web.simulator.flow import Flow
from allervers.web.simulator.household import situation
from allervers.web.simulator.results import cards
from allervers.web.simulator.words import Words

TODAY = datetime.date(2026, 6, 15)
KNOWN = {
    "household": {"couple": ["alone"], "children": ["0"], "others": ["0"]},
    "department": {"value": ["81"]},
    "me.nationality": {"value": ["FR"]},
    "me.birth_date": {"value": ["1980-03-04"]},
    "me.residence_since": {"value": ["2010-01-01"]},
    "me.activity": {"value": ["inactive"]},
    "me.statuses": {},
    "me.benefits": {},
    "me.alsace_moselle": {"value": ["no"]},
    "me.resources": {"value": ["wage"]},
    "me.resources.wage": {"mode": ["same"], "amount": ["500"]},
    "housing": {"value": ["tenant"]},
    "housing_benefit": {"value": ["0"]},
}


def flow(unknown: str, language: str = "fr", **answers) -> Flow:
    given = Answers()
    for name, raw in {**KNOWN, **answers, unknown: UNKNOWN}.items():
        given.answer(name, raw)
    return Flow(given, TODAY, Words(language))


def card(right: str, of: Flow):
    return next(card for card in cards(of) if card.right == right)


def status_for(of: Flow, cents: int) -> str:
    given = {**of.given, "me.resources.wage": {"mode": "same", "amount": cents / 100}}
    return evaluate(Situation.from_dict(situation(given, TODAY)), ["c2s"])["c2s"].status


def test_an_unknown_wage_is_told_with_the_bounds_of_the_law_to_the_cent():
    of = flow("me.resources.wage")
    told = cases.told("c2s", ["me.resources.wage"], of)
    changes = list(cases._changes(lambda cents: status_for(of, cents), 0, cases.HIGHEST))
    assert [status_for(of, cents) for cents in changes] == ["free", "contribution"]
    assert [status_for(of, cents + 1) for cents in changes] == ["contribution", "none"]
    first, second = (Words("fr").euros(cents) for cents in changes)
    assert len(told.lines) == 3
    assert f"Jusqu’à {first} par mois" in told.lines[0]
    assert f"Au-dessus de {first} et jusqu’à {second} par mois" in told.lines[1]
    assert told.lines[2].startswith("Sinon")
    assert "bulletins de paie" in told.look


def test_an_unknown_that_changes_nothing_is_told_so():
    told = card("c2s", flow("housing_benefit")).cases
    assert [line.partition("\N{NO-BREAK SPACE}:")[0] for line in told.lines] == ["Quel que soit le montant"]
    assert "gratuite" in told.lines[0]


@pytest.mark.parametrize(
    ("language", "rest", "look"),
    [("fr", "Sinon", "passeport"), ("falc", "Dans les autres cas", "passeport"), ("en", "Otherwise", "passport")],
)
def test_an_unknown_nationality_is_told_in_each_language_and_one_branch_may_stay_open(language, rest, look):
    told = card("puma", flow("me.nationality", language)).cases
    assert len(told.lines) == 2
    assert told.lines[1].startswith(rest)
    assert told.lines[0].endswith(Words(language)["s.puma.unknown"])
    assert told.lines[1].endswith(Words(language)["s.puma.entitled"])
    assert look in told.look


def test_a_question_that_was_not_asked_yet_has_no_cases():
    of = flow("me.nationality")
    del of.answers.given["me.nationality"]
    assert cases.told("puma", ["me.nationality"], of) is None
