"""Who may ask the fund for financial aid."""

from dataclasses import replace
from datetime import date

import pytest

from allervers.law.fields import SituationError
from allervers.law.financial_aid import AIDS, Asking, may_ask

DAY = date(2026, 6, 1)
GOOD = Asking(
    "dental",
    affiliated=True,
    ame=False,
    migrants_scheme=False,
    financial_difficulty=True,
    comfort=False,
    other_funders_asked=True,
)


@pytest.mark.parametrize("kind", sorted(set(AIDS) - {"emergency"}))
def test_an_affiliated_person_in_difficulty_may_ask_once_the_others_have_answered(kind):
    assert may_ask(replace(GOOD, kind=kind), DAY).status == "yes"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"affiliated": False}, "affiliée"),
        ({"ame": True}, "AME"),
        ({"migrants_scheme": True}, "Migrants"),
        ({"financial_difficulty": False}, "difficulté"),
        ({"other_funders_asked": False}, "en dernier"),
        ({"comfort": True}, "confort"),
    ],
)
def test_each_condition_alone_refuses_and_says_why(change, reason):
    finding = may_ask(replace(GOOD, **change), DAY)
    assert (finding.status, finding.missing) == ("no", ())
    assert reason in finding.reason
    assert finding.confidence == "medium"


def test_an_emergency_needs_the_evaluation_of_the_social_service():
    emergency = replace(GOOD, kind="emergency")
    assert may_ask(emergency, DAY).missing == ("social_evaluation",)
    assert may_ask(replace(emergency, social_evaluation=True), DAY).status == "yes"


def test_what_is_missing_is_named_and_a_refusal_asks_for_nothing():
    assert "ame" in may_ask(Asking("optical"), DAY).missing
    assert may_ask(Asking("optical", ame=True), DAY).missing == ()


def test_an_unknown_aid_or_a_day_before_the_first_rule_is_refused():
    with pytest.raises(ValueError, match="aide inconnue « cure », attendu : optical"):
        may_ask(Asking("cure"), DAY)
    with pytest.raises(SituationError, match="2019-01-01"):
        may_ask(GOOD, date(2018, 12, 31))
