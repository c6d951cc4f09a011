"""What a population may say besides: each optional column changes the answer as the field of a situation does."""

from __future__ import annotations

from datetime import date

import pytest

from tests.population.test_same_everywhere import DAY, evaluated, population, refusals, wages

ALONE = {"c2s_status": "contribution", "resources_cents": 1_380_000}


def of_person(folder, **columns) -> dict:
    row = evaluated(population(folder, columns))
    return {name: row[name] for name in ALONE}


def test_without_any_of_them(tmp_path):
    assert of_person(tmp_path) == ALONE


@pytest.mark.parametrize(
    ("columns", "resources"),
    [
        ({"idle_capital_cents": 1_000_000}, 1_410_000),
        ({"idle_buildings_cents": 100_000}, 1_430_000),
        ({"idle_land_cents": 100_000}, 1_460_000),
        ({"new_business": "services", "new_business_turnover_cents": 100_000}, 1_430_000),
        # 30 % off income from work: on sick leave for more than six months, or for six months to the day.
        ({"sick_leave_since": date(2024, 11, 30)}, 966_000),
        ({"sick_leave_since": date(2024, 12, 1)}, 1_380_000),
    ],
)
def test_what_a_person_has_or_is_moves_the_resources(tmp_path, columns, resources):
    assert of_person(tmp_path, **columns)["resources_cents"] == resources


def test_a_new_business_without_its_turnover_is_unknown(tmp_path):
    assert of_person(tmp_path, new_business="farm")["c2s_status"] == "unknown"


@pytest.mark.parametrize(
    ("closed_on", "suspended", "status"),
    [
        (None, None, "none"),
        (None, True, "none"),
        (date(2023, 6, 2), False, "none"),
        (date(2023, 6, 1), False, "contribution"),
    ],
)
def test_unpaid_contributions_bar_a_new_right_for_two_years(tmp_path, closed_on, suspended, status):
    debt = {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": closed_on, "c2s_suspended": suspended}
    row = evaluated(population(tmp_path, **debt))
    assert row["c2s_status"] == status


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        ({}, "contribution"),
        ({"maintenance_from_parents": True}, "none"),
        ({"maintenance_from_parents": True, "maintenance_court_ordered": True}, "contribution"),
        ({"maintenance_from_parents": True, "left_tax_household": True}, "contribution"),
    ],
)
def test_a_young_person_whom_parents_pay_a_deducted_maintenance_asks_with_them_unless_a_judge_ordered_it(
    tmp_path, columns, status
):
    assert evaluated(population(tmp_path, {"birth_date": date(2003, 1, 1)} | columns))["c2s_status"] == status


@pytest.mark.parametrize(
    ("person", "household", "said"),
    [
        ({}, {"unpaid_c2s_closed_on": DAY}, "unpaid_c2s_closed_on : fin d'un droit impayé"),
        ({}, {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": date(2025, 6, 2)}, "après le 2025-06-01"),
        ({}, {"unpaid_c2s_contributions": True, "unpaid_c2s_closed_on": date(2019, 10, 31)}, "avant la C2S"),
        ({}, {"c2s_suspended": True}, "c2s_suspended : suspension d'un droit impayé en cours"),
        ({"sick_leave_since": date(2025, 6, 2)}, {}, "sick_leave_since : après le 2025-06-01"),
        ({"new_business_turnover_cents": 1}, {}, "qui n'est pas dite (new_business)"),
        ({"new_business": "shop"}, {}, "new_business : valeur inconnue"),
        ({"idle_land_cents": -1}, {}, "idle_land_cents : attendu un montant positif ou nul"),
        ({"lives_as_couple": True}, {}, "lives_as_couple : se dit d'un enfant"),
        ({"works_outside_prison": True}, {}, "works_outside_prison : se dit d'une personne écrouée"),
        ({"last_job_ended_on": date(2025, 6, 2)}, {}, "last_job_ended_on : après le 2025-06-01"),
        (
            {"last_job_started_on": date(2025, 5, 2), "last_job_ended_on": date(2025, 5, 1)},
            {},
            "last_job_started_on : après la fin",
        ),
        ({"lawful_residence_since": date(2025, 6, 2)}, {}, "lawful_residence_since : après le 2025-06-01"),
        (
            {"lawful_residence_since": date(2020, 1, 1), "residence_since": date(2020, 1, 2)},
            {},
            "lawful_residence_since : avant l'arrivée",
        ),
        ({"new_business_earlier_income_cents": 1}, {}, "revenus d'avant d'une activité qui n'est pas dite"),
    ],
)
def test_what_a_situation_refuses_a_population_refuses(tmp_path, person, household, said):
    (refusal,) = refusals(population(tmp_path, person, resources=wages(1), **household))
    assert said in refusal
