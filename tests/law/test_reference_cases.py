"""The C2S agrees with an independent public engine on 1,800 households (see data/README of the reference set).

Four differences are the law's and are allowed for. An owner who repays a loan has the housing lump sum of R861-5, which
the engine gives to no buyer: its 387 rows of buyers are judged as tenants. The ceilings are the published tables, a
euro under the engine's for three and four persons and up to a euro more for each further person, so rows within 2 € of
a ceiling are left out of the comparison of classes. The housing lump sum is rounded to the cent each month, hence 6
cents a year. Presumptions of right are unknown to the engine, hence the rows that `is_to_be_compared` leaves out.
"""

import pytest

from allervers.law import Situation, evaluate
from tests.law.households import c2s
from tests.law.reference import STATUS, is_to_be_compared, rows, situation


@pytest.fixture(scope="module")
def compared():
    kept = [row for row in rows() if is_to_be_compared(row)]
    return [(row, evaluate(Situation.from_dict(situation(row)))["c2s"]) for row in kept]


def test_the_whole_set_is_there_and_few_rows_are_left_out(compared):
    assert len(rows()) == 1800
    assert len(compared) == 1741


def test_every_household_of_the_set_is_judged_without_anything_missing(compared):
    assert [row["menage"] for row, answer in compared if answer.missing or answer.status == "unknown"] == []


def test_resources_agree_within_six_cents(compared):
    gaps = [abs(answer.amounts["resources"] - cents(row["ressources_m13_m2"])) for row, answer in compared]
    assert max(gaps) <= 6


def test_the_class_agrees_outside_two_euros_of_a_ceiling(compared):
    clear = [(row, answer) for row, answer in compared if float(row["marge_plafond"]) > 2]
    assert len(clear) > 1700
    assert [row for row, answer in clear if answer.status != STATUS[row["classe_m13_m2"]]] == []


def test_the_contribution_agrees_with_the_age_on_1_january(compared):
    paying = [(row, answer) for row, answer in compared if answer.status == "contribution"]
    assert len(paying) > 390
    assert [
        row
        for row, answer in paying
        if answer.amounts["monthly_contribution"] != cents(row["participation_si_eligible_age_1er_janvier"])
    ] == []


def test_nobody_else_pays(compared):
    assert {answer.amounts["monthly_contribution"] for _, answer in compared if answer.status != "contribution"} == {0}


def test_ceilings_agree_within_a_euro_and_one_more_for_each_person_after_the_fourth(compared):
    for row, answer in compared:
        further = max(int(row["nb_personnes"]) - 4, 0)
        assert abs(answer.amounts["ceiling_free"] - cents(row["plafond_gratuite"])) <= 100 * (1 + further)
        gap = abs(answer.amounts["ceiling_contribution"] - cents(row["plafond_participation"]))
        # The engine does not round the 35 % increase; the published table does, sometimes downwards.
        assert gap <= 150 * (1 + further)


def test_the_rows_of_buyers_differ_by_the_housing_lump_sum_of_an_owner_alone():
    buyers = [row for row in rows() if row["logement"] == "primo_accedant"]
    assert len(buyers) == 387
    for row in [row for row in buyers if row["mode"] != "A_base"][::12]:
        told = {
            housing: c2s(situation(row) | {"housing": housing}).amounts["resources"]
            for housing in ("tenant", "owner", "owner_with_loan")
        }
        assert told["owner_with_loan"] == told["owner"] > told["tenant"]


def cents(euros: str) -> int:
    return round(float(euros) * 100)
