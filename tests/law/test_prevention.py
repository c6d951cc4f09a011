"""Vaccinations, check-ups, screenings and deliveries: both sides of each change, and what is missing when it counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allervers.law.fields import SituationError
from allervers.law.lookup import figures
from allervers.law.prevention import (
    COVID_RISKS,
    FLU_RISKS,
    Health,
    cancer_screening,
    covid_vaccination,
    dental_checkup,
    european_card,
    flu_vaccination,
    masks,
    pregnancy_dental_exam,
    prevention_appointment,
)

NO_RISK = dict.fromkeys((*COVID_RISKS, "lives_in_institution"), False)
OLD, YOUNG = date(1950, 1, 1), date(1990, 1, 1)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-10-22", "yes"),
        ("2022-01-31", "yes"),
        ("2022-02-01", "no"),
        ("2022-10-17", "no"),
        ("2022-10-18", "yes"),
        ("2023-10-17", "yes"),
        ("2025-10-13", "no"),
        ("2025-10-14", "yes"),
        ("2026-02-28", "yes"),  # extended
        ("2026-03-01", "no"),
        ("2026-11-21", "unknown"),  # no calendar was found
    ],
)
def test_a_person_of_65_is_invited_against_flu_during_the_campaigns(day, status):
    assert flu_vaccination(Health(birth_date=OLD), date.fromisoformat(day)).status == status


def test_mayotte_has_its_own_flu_campaign():
    day = date(2025, 9, 9)
    assert flu_vaccination(Health(birth_date=OLD), day, "mayotte").status == "yes"
    assert flu_vaccination(Health(birth_date=OLD), day).status == "no"


@pytest.mark.parametrize("risk", FLU_RISKS)
def test_under_65_each_risk_of_the_list_is_aimed_at(risk):
    day = date(2021, 11, 21)
    assert flu_vaccination(Health(birth_date=YOUNG, **NO_RISK | {risk: True}), day).status == "yes"
    assert flu_vaccination(Health(birth_date=YOUNG, **NO_RISK), day).status == "no"


def test_residents_of_institutions_are_aimed_at_since_2025():
    person = Health(birth_date=YOUNG, **NO_RISK | {"lives_in_institution": True})
    assert flu_vaccination(person, date(2024, 11, 1)).status == "no"
    assert flu_vaccination(person, date(2025, 11, 1)).status == "yes"


def test_a_healthy_child_is_covered_without_invitation_since_october_2023():
    child = Health(birth_date=date(2015, 1, 1), **NO_RISK)
    assert "65 %" not in flu_vaccination(child, date(2022, 11, 1)).reason
    assert "65 %" in flu_vaccination(child, date(2023, 11, 1)).reason


def test_what_is_not_known_is_asked_for_only_when_it_counts():
    finding = flu_vaccination(Health(birth_date=YOUNG, **NO_RISK | {"pregnant": None}), date(2021, 11, 21))
    assert (finding.status, finding.missing) == ("unknown", ("pregnant",))
    assert flu_vaccination(Health(birth_date=OLD), date(2021, 11, 21)).missing == ()
    assert flu_vaccination(Health(), date(2022, 6, 1)).missing == ()


@pytest.mark.parametrize(
    ("born", "day", "status"),
    [
        ("2003-11-27", "2021-11-27", "yes"),  # 18, the booster is for every adult
        ("2003-11-28", "2021-11-27", "no"),
        ("1963-01-01", "2022-11-01", "no"),  # 59
        ("1962-01-01", "2022-11-01", "yes"),
        ("1960-01-01", "2025-11-01", "yes"),
        ("1961-01-01", "2025-11-01", "no"),
    ],
)
def test_covid_vaccination_is_advised_from_the_age_of_each_campaign(born, day, status):
    person = Health(birth_date=date.fromisoformat(born), **NO_RISK)
    assert covid_vaccination(person, date.fromisoformat(day)).status == status


def test_covid_vaccination_is_advised_to_persons_at_risk_and_free_for_anyone_in_2025():
    at_risk = Health(birth_date=YOUNG, **NO_RISK | {"trisomy_21": True})
    assert covid_vaccination(at_risk, date(2025, 11, 1)).status == "yes"
    assert "sans frais" in covid_vaccination(Health(birth_date=YOUNG, **NO_RISK), date(2025, 11, 1)).reason
    assert covid_vaccination(Health(birth_date=YOUNG), date(2025, 11, 1)).status == "unknown"


@pytest.mark.parametrize(
    ("day", "ages"),
    [("2025-03-31", [3, 6, 9, 12, 15, 18, 21, 24]), ("2025-04-01", list(range(3, 25)))],
)
def test_the_dental_checkup_is_every_three_years_then_every_year_from_3_to_24(day, ages):
    day = date.fromisoformat(day)
    born = [date(day.year - age - 1, 12, 31) for age in range(30)]
    assert [age for age, birth in enumerate(born) if dental_checkup(birth, day).status == "yes"] == ages


def test_the_dental_checkup_is_open_for_a_year_from_the_birthday():
    finding = dental_checkup(date(2016, 2, 29), date(2025, 6, 1))
    assert (finding.starts_on, finding.ends_on) == (date(2025, 2, 28), date(2026, 2, 27))


def test_the_dental_exam_of_pregnancy_runs_from_the_fourth_month_to_the_birth_and_after():
    began = date(2024, 6, 10)
    assert pregnancy_dental_exam(date(2024, 9, 9), began).status == "no"
    assert pregnancy_dental_exam(date(2024, 9, 10), began).status == "yes"
    assert pregnancy_dental_exam(date(2024, 9, 10)).missing == ("began_on",)
    assert pregnancy_dental_exam(date(2025, 9, 10), began).missing == ("gave_birth_on",)


def test_after_the_birth_it_lasts_twelve_days_then_six_months_since_april_2025():
    before, since = date(2025, 3, 31), date(2025, 4, 1)
    assert pregnancy_dental_exam(date(2025, 4, 12), gave_birth_on=before).ends_on == date(2025, 4, 12)
    assert pregnancy_dental_exam(date(2025, 4, 13), gave_birth_on=before).status == "no"
    assert pregnancy_dental_exam(date(2025, 10, 1), gave_birth_on=since).status == "yes"
    assert pregnancy_dental_exam(date(2025, 10, 2), gave_birth_on=since).status == "no"


@pytest.mark.parametrize(
    ("age", "status"),
    [(17, "no"), (18, "yes"), (25, "yes"), (26, "no"), (45, "yes"), (51, "no"), (75, "yes"), (76, "no")],
)
def test_the_prevention_appointment_is_offered_in_four_bands_of_age(age, status):
    assert prevention_appointment(date(2025 - age, 1, 1), date(2025, 6, 1)).status == status


def test_it_is_offered_once_in_each_band():
    birth, day = date(1978, 1, 1), date(2025, 6, 1)
    assert prevention_appointment(birth, day, done_on=(date(2024, 7, 1),)).status == "no"
    assert prevention_appointment(birth, day, done_on=(date(2003, 7, 1),)).status == "yes"
    assert prevention_appointment(birth, day).ends_on == date(2028, 12, 31)


def test_it_does_not_exist_before_june_2024():
    with pytest.raises(SituationError, match="2024-06-01"):
        prevention_appointment(date(1978, 1, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    ("kind", "sex", "age", "status"),
    [
        ("breast", "F", 49, "no"),
        ("breast", "F", 50, "yes"),
        ("breast", "F", 74, "yes"),
        ("breast", "F", 75, "no"),
        ("breast", "M", 60, "no"),
        ("colorectal", "M", 60, "yes"),
        ("cervical", "F", 24, "no"),
        ("cervical", "F", 25, "yes"),
        ("cervical", "F", 65, "yes"),
        ("cervical", None, 30, "unknown"),
        ("cervical", None, 70, "no"),
    ],
)
def test_screenings_are_due_by_sex_and_age_and_all_rest_on_memory(kind, sex, age, status):
    finding = cancer_screening(kind, Health(birth_date=date(2025 - age, 1, 1), sex=sex), date(2025, 6, 1))
    assert (finding.status, finding.confidence) == (status, "low")


@pytest.mark.parametrize(("age", "due"), [(26, date(2026, 1, 15)), (40, date(2028, 1, 15))])
def test_a_cervical_screening_is_due_three_years_after_the_last_then_five_from_30(age, due):
    woman = Health(birth_date=date(2025 - age, 1, 1), sex="F")
    finding = cancer_screening("cervical", woman, date(2025, 6, 1), last_on=date(2023, 1, 15))
    assert (finding.status, finding.starts_on) == ("no", due)
    assert cancer_screening("cervical", woman, due, last_on=date(2023, 1, 15)).status == "yes"


def test_six_masks_are_sent_for_each_person_whose_right_was_open_on_24_september_2020():
    reference = date(2020, 9, 24)
    assert masks(date(2020, 10, 6), 4, (reference,)).number == 24
    assert masks(date(2020, 10, 6), 4, (date(2020, 9, 25),)).number == 0
    assert "CCAS" not in masks(date(2020, 10, 6), 4, (reference,)).finding.reason
    assert "CCAS" in masks(date(2020, 12, 1), 4, (reference,)).finding.reason


def test_the_european_card_is_asked_for_fifteen_days_before_leaving_or_replaced_by_a_certificate():
    departure = date(2024, 7, 20)
    in_time, late = european_card(departure, date(2024, 7, 5)), european_card(departure, date(2024, 7, 6))
    assert (in_time.asked_by, in_time.certificate, in_time.certificate_until) == (date(2024, 7, 5), False, None)
    assert (late.certificate, late.certificate_until) == (True, date(2024, 10, 6))


def test_every_figure_is_used_and_every_finding_has_a_source():
    day, woman = date(2025, 11, 3), Health(birth_date=date(1970, 1, 1), sex="F", **NO_RISK)
    found = [
        flu_vaccination(woman, day),
        flu_vaccination(woman, day, "mayotte"),
        covid_vaccination(woman, day),
        dental_checkup(date(2015, 1, 1), day),
        pregnancy_dental_exam(day, date(2025, 3, 1), date(2025, 11, 1)),
        prevention_appointment(date(1978, 1, 1), day),
        *(cancer_screening(kind, woman, day) for kind in ("breast", "colorectal", "cervical")),
        masks(date(2020, 10, 6), 1, (date(2020, 9, 24),)).finding,
        european_card(date(2025, 11, 10), day).finding,
    ]
    assert all(finding.sources and finding.reason for finding in found)
    assert {dated.name for finding in found for dated in finding.figures} == figures("prevention").keys()


@given(st.sampled_from(COVID_RISKS), st.sampled_from([True, False]), st.dates(date(2021, 11, 27), date(2026, 8, 31)))
def test_filling_a_missing_answer_never_changes_a_finding_that_was_known(name, value, day):
    holed = Health(birth_date=YOUNG, **NO_RISK | {name: None})
    full = Health(birth_date=YOUNG, **NO_RISK | {name: value})
    for rule in (flu_vaccination, covid_vaccination):
        before, after = rule(holed, day).status, rule(full, day).status
        assert before in ("unknown", after)
