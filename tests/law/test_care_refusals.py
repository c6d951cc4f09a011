"""Three answers tell a discriminatory refusal of care from another conflict."""

from dataclasses import replace
from datetime import date

import pytest

from allervers.law.care_refusals import GROUNDS, PRACTICES, QUESTIONS, Reported, grounds, judge
from allervers.law.fields import SituationError

DAY = date(2026, 6, 1)
REFUSED = Reported("refused", ground="c2s", hindered=True, same_for_all=False)


@pytest.mark.parametrize("practice", PRACTICES)
def test_any_practice_that_keeps_somebody_from_care_is_presumed_a_refusal(practice):
    finding = judge(replace(REFUSED, practice=practice), DAY)
    assert (finding.status, finding.missing) == ("yes", ())
    assert any("R1110-8" in source for source in finding.sources)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"hindered": False}, "Rien n’a empêché"),
        ({"same_for_all": True}, "tous les patients"),
        ({"ground": "none"}, "Aucun motif"),
        ({"ground": "cmuc"}, "Aucun motif"),  # replaced by the C2S in 2019
    ],
)
def test_each_answer_alone_makes_it_another_conflict(change, reason):
    finding = judge(replace(REFUSED, **change), DAY)
    assert finding.status == "no"
    assert reason in finding.reason


def test_what_is_missing_is_named():
    assert judge(Reported("card_not_read"), DAY).missing == tuple(QUESTIONS)
    assert judge(replace(REFUSED, same_for_all=None), DAY).missing == ("same_for_all",)
    assert judge(Reported("refused", same_for_all=True), DAY).status == "no"


def test_the_law_of_the_day_names_its_grounds_and_its_practices():
    assert set(grounds(date(2019, 10, 31))) == {"cmuc", "acs", "ame", "penal_code"}
    assert set(grounds(date(2019, 11, 1))) == {"c2s", "ame", "penal_code"}
    hidden = replace(REFUSED, practice="unusual_delay")
    assert judge(hidden, date(2020, 10, 4)).status == "unknown"
    assert judge(hidden, date(2020, 10, 5)).status == "yes"
    assert judge(REFUSED, date(2020, 10, 4)).status == "yes"


def test_an_unknown_code_or_a_day_before_the_first_rule_is_refused():
    with pytest.raises(ValueError, match="code inconnu « tarif »"):
        judge(Reported("tarif"), DAY)
    with pytest.raises(ValueError, match=f"attendu : {', '.join(GROUNDS)}, none"):
        judge(replace(REFUSED, ground="age"), DAY)
    with pytest.raises(SituationError, match="2019-01-01"):
        judge(REFUSED, date(2018, 12, 31))
