"""Financial aid of the fund, and the missions of the social service."""

from dataclasses import replace
from datetime import date

import pytest

from allervers.law.financial_aid import AIDS, Request, financial_aid
from allervers.law.social_service import MISSIONS, social_service

DAY = date(2024, 6, 1)
GOOD = Request(
    "dental",
    affiliated=True,
    ame=False,
    migrants_scheme=False,
    financial_difficulty=True,
    other_funders_asked=True,
    comfort=False,
)


@pytest.mark.parametrize("kind", set(AIDS) - {"emergency"})
def test_an_affiliated_person_in_difficulty_may_ask_once_the_others_have_answered(kind):
    assert financial_aid(replace(GOOD, kind=kind), DAY).status == "yes"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"affiliated": False}, "affiliée"),
        ({"ame": True}, "AME"),
        ({"migrants_scheme": True}, "Migrants"),
        ({"financial_difficulty": False}, "difficulté"),
        ({"other_funders_asked": False}, "autres financeurs"),
        ({"comfort": True}, "confort"),
    ],
)
def test_each_condition_alone_refuses_and_says_why(change, reason):
    finding = financial_aid(replace(GOOD, **change), DAY)
    assert finding.status == "no"
    assert reason in finding.reason


def test_an_emergency_needs_the_evaluation_of_the_social_service():
    emergency = replace(GOOD, kind="emergency")
    assert financial_aid(emergency, DAY).missing == ("social_evaluation",)
    assert financial_aid(replace(emergency, social_evaluation=True), DAY).status == "yes"


def test_what_is_missing_is_named_and_a_refusal_asks_for_nothing():
    finding = financial_aid(Request("optical"), DAY)
    assert finding.status == "unknown"
    assert "ame" in finding.missing
    assert financial_aid(Request("optical", ame=True), DAY).missing == ()


def test_an_unknown_aid_or_need_is_told_with_those_known():
    with pytest.raises(ValueError, match="aide inconnue « cure », attendu : optical"):
        financial_aid(Request("cure"), DAY)
    with pytest.raises(ValueError, match="besoin inconnu « cure », attendu : forgone_care"):
        social_service("cure", DAY)


@pytest.mark.parametrize("need", MISSIONS)
def test_the_four_missions_of_2019_are_two_since_2024(need):
    kept = need in ("forgone_care", "heavy_pathology", "occupational_exclusion")
    before, since = social_service(need, date(2023, 12, 31)), social_service(need, date(2024, 1, 1))
    assert before.status == "yes"
    assert since.status == ("yes" if kept else "no")
    assert since.confidence == ("high" if kept else "low")
    assert since.sources
