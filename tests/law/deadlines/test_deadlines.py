"""Dates that follow from events: the cases of `cases.yaml`, and what must hold for any event."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allervers.law.counting import add_months, last_day, last_of_month
from allervers.law.deadlines import KINDS, LABELS, deadlines, reckon
from allervers.law.fields import SituationError
from allervers.law.lookup import figures
from allervers.law.parameters import CONFIDENCES, lowest
from allervers.law.reading import documents

# The order in which dates are told is that of the days, but where one is told before what it is counted from.
OUT_OF_ORDER = (
    *("ame_deposit", "care_refusal_complaint", "c2s_adult_joins", "c2s_households_join"),
    "residence_title_expired",  # before 2023, closing waited for nothing
)
CASES = Path(__file__).with_name("cases.yaml")

# The table of the exchange format.
PROMISED = {
    "c2s_request_complete": ["silence_accepts_on"],
    "c2s_free_decision": ["starts_on", "ends_on"],
    "c2s_adhesion_sent": ["adhesion_due_on"],
    "c2s_adhesion_received": ["starts_on", "ends_on"],
    "c2s_urgent_request": ["starts_on", "ends_on"],
    "c2s_hospital_request": ["starts_on", "ends_on"],
    "c2s_end": ["renewal_opens_on", "renewal_due_on"],
    "c2s_automatic_renewal_notice": ["silence_renews_on"],
    "c2s_renunciation_received": ["ends_on"],
    "c2s_request_after_renunciation": ["starts_on", "ends_on"],
    "c2s_child_joins": ["starts_on", "ends_on"],
    "c2s_adult_joins": ["starts_on", "ends_on", "previous_right_ends_on"],
    "c2s_households_join": ["starts_on", "ends_on", "other_right_ends_on"],
    "c2s_death": ["ends_on", "others_end_on"],
    "c2s_departure": ["ends_on"],
    "c2s_unpaid_notice": ["payment_due_on", "suspended_from"],
    "c2s_suspension_notice": ["payment_due_on"],
    "c2s_closed_for_debt": ["new_request_from"],
    "ame_deposit": ["starts_on", "ends_on", "renewal_alert_on"],
    "ame_documents_requested": ["answer_due_on", "closed_without_follow_up_on"],
    "ame_care_need_certified": ["decision_due_on"],
    "residence_title_expired": ["rights_maintained_until", "may_be_maintained_until", "earliest_closing_on"],
    "ame_first_admission": ["programmed_care_from"],
    "ame_prior_agreement_requested": ["silence_accepts_on"],
    "care_refusal_complaint": ["acknowledgement_due_on", "hearing_due_on", "conciliation_due_on", "summons_due_on"],
    "puma_control_notice": ["answer_due_on"],
    "puma_closing_notice": ["closes_on"],
    "eu_portability_requested": ["presumed_no_rights_on"],
    "mes_notice": ["code_expires_on", "created_on"],
    "covid_last_dose": ["booster_from", "pass_until"],
    "birth_in_child_welfare": ["c2s_renewal_on", "majority_on", "appointment_on"],
    "accompaniment_closed": ["erase_on"],
}
FIELDS = {
    "c2s_hospital_request": lambda day: {"admitted_on": day},
    "c2s_request_after_renunciation": lambda day: {"renounced_ends_on": day},
    "c2s_child_joins": lambda day: {"household_ends_on": day + timedelta(days=61)},
    "c2s_adult_joins": lambda day: {"household_ends_on": last_of_month(day)},
    "c2s_households_join": lambda day: {
        "previous_ends_on": last_of_month(day),
        "other_ends_on": day + timedelta(days=61),
    },
    "c2s_death": lambda day: {"household_ends_on": day},
    "residence_title_expired": lambda day: {"nationality": "MA"},
    "mes_notice": lambda day: {"phase": "pilot"},
    "covid_last_dose": lambda day: {"vaccine": "other"},
}


def event_of(kind: str, day: date) -> dict:
    """An event of that kind with the fields that it must have."""
    return {"kind": kind, "date": day, **FIELDS.get(kind, lambda day: {})(day)}


def cases():
    (document,) = documents(CASES.read_text(encoding="utf-8"), CASES.name, ours=True)
    return document.content


@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"]) for case in cases()])
def test_case(case):
    of = reckon(case["event"])
    assert {each.name: each.day and each.day.isoformat() for each in of.dates} == case["dates"]
    if "confidence" in case:
        assert lowest(*(each.confidence for each in of.dates)) == case["confidence"]


def test_every_case_says_its_sentence_and_its_source_and_every_kind_has_one():
    known = list(cases())
    assert all(case["sentence"] and case["source"] for case in known)
    assert len({case["sentence"] for case in known}) == len(known)
    assert {case["event"]["kind"] for case in known} == set(KINDS)


@pytest.mark.parametrize("kind", PROMISED)
def test_every_event_of_the_format_gives_the_dates_of_the_format(kind):
    event = event_of(kind, date(2024, 5, 14))
    told = deadlines(event)
    assert PROMISED[kind] == [name for name in told if name in LABELS]
    assert told["date"] == "2024-05-14"
    for name in PROMISED[kind]:
        source = told["sources"][name]
        assert source["sources"]
        assert source["confidence"] in CONFIDENCES
        assert source["valid_from"] <= "2024-05-14"
    assert len(told["law_version"]) == 16


def test_no_kind_of_event_is_missing_and_none_is_in_excess():
    assert PROMISED.keys() == KINDS.keys()


def test_every_figure_is_used_by_an_event_of_the_cases():
    used = {dated.name for case in cases() for each in reckon(case["event"]).dates for dated in each.figures}
    assert used == figures("deadlines").keys()


def test_the_identifier_of_an_event_is_given_back():
    assert deadlines({"id": "lettre-3", "kind": "c2s_end", "date": "2024-08-31"})["id"] == "lettre-3"


def test_an_accompaniment_is_erased_on_the_day_that_the_retention_rule_of_the_files_says():
    from allervers.domain.privacy.retention import erase_on

    for closed in (date(2024, 8, 31), date(2024, 2, 29), date(2023, 12, 15)):
        told = deadlines({"kind": "accompaniment_closed", "date": closed})
        assert told["erase_on"] == erase_on(closed).isoformat()


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ([], "attendu un événement (kind, date…), reçu « [] »"),
        ({}, "kind : champ absent, attendu : c2s_request_complete, "),
        (
            {"kind": "c2s_ende", "date": "2024-01-01"},
            "kind : valeur inconnue « c2s_ende » ; vouliez-vous dire « c2s_end » ?",
        ),
        ({"kind": "c2s_end"}, "date : champ absent, attendu une date AAAA-MM-JJ"),
        ({"kind": "c2s_end", "date": None}, "date : champ absent, attendu une date AAAA-MM-JJ"),
        ({"kind": "c2s_end", "date": "2023-02-29"}, "date : date impossible « 2023-02-29 », attendu AAAA-MM-JJ"),
        ({"kind": "c2s_end", "date": "1/2/2024"}, "date : date illisible « 1/2/2024 », attendu AAAA-MM-JJ"),
        ({"kind": "c2s_end", "date": 20240131}, "date : date illisible « 20240131 »"),
        ({"kind": "c2s_end", "date": "2024-01-01", "care_on": "2024-01-01"}, "care_on : champ inconnu"),
        (
            {"kind": "ame_deposit", "date": "2024-01-01", "care": "2024-01-01"},
            "care : champ inconnu ; vouliez-vous dire « care_on » ?",
        ),
        ({"kind": "mes_notice", "date": "2022-02-03"}, "phase : champ absent, attendu pilot, national"),
        ({"kind": "mes_notice", "date": "2022-02-03", "phase": "test"}, "phase : valeur inconnue « test »"),
        (
            {"kind": "residence_title_expired", "date": "2024-01-01"},
            "nationality : champ absent, attendu un code de pays",
        ),
        (
            {"kind": "residence_title_expired", "date": "2024-01-01", "nationality": "Maroc"},
            "nationality : attendu un code",
        ),
        (
            {"kind": "residence_title_expired", "date": "2024-01-01", "nationality": "XX"},
            "nationality : pays inconnu « XX »",
        ),
        (
            {"kind": "c2s_end", "date": "2019-10-31"},
            "date : le 2019-10-31 précède la première règle connue, attendu le 2019-11-01",
        ),
        (
            {"kind": "puma_closing_notice", "date": "2024-06-20", "ground": "travel"},
            "ground : valeur inconnue « travel » ; attendu : residence, regularity",
        ),
        (
            {"kind": "puma_closing_notice", "date": "2024-06-20", "ground": "residence"},
            "established_on : champ absent, attendu le jour que le contrôle établit",
        ),
        (
            {
                "kind": "puma_closing_notice",
                "date": "2024-06-20",
                "ground": "residence",
                "established_on": "2024-06-21",
            },
            "established_on : le 2024-06-21 vient après « date », le 2024-06-20 ; attendu des dates dans l'ordre",
        ),
        (
            {"kind": "puma_closing_notice", "date": "2024-06-20", "title_expired_on": "2024-06-21"},
            "title_expired_on : le 2024-06-21 vient après « date », le 2024-06-20",
        ),
        (
            {"kind": "puma_closing_notice", "date": "2024-06-20", "ame_admitted_on": "2024-07-01"},
            "c2s_open : champ absent, attendu true ou false",
        ),
        ({"kind": "c2s_hospital_request", "date": "2024-08-12"}, "admitted_on : champ absent, attendu une date"),
        (
            {"kind": "c2s_hospital_request", "date": "2024-08-12", "admitted_on": "2024-08-13"},
            "admitted_on : le 2024-08-13 vient après « date », le 2024-08-12",
        ),
        (
            {
                "kind": "c2s_hospital_request",
                "date": "2024-08-12",
                "admitted_on": "2024-08-02",
                "discharged_on": "2024-08-01",
            },
            "discharged_on : le 2024-08-01 vient avant « admitted_on », le 2024-08-02",
        ),
        (
            {"kind": "c2s_child_joins", "date": "2024-12-01", "household_ends_on": "2024-11-30"},
            "household_ends_on : le 2024-11-30 vient avant « date », le 2024-12-01",
        ),
        ({"kind": "c2s_adult_joins", "date": "2024-12-01"}, "household_ends_on : champ absent, attendu une date"),
        (
            {
                "kind": "c2s_households_join",
                "date": "2024-06-10",
                "previous_ends_on": "2024-12-01",
                "other_ends_on": "2024-11-30",
            },
            "other_ends_on : le 2024-11-30 vient avant « previous_ends_on », le 2024-12-01",
        ),
        ({"kind": "c2s_closed_for_debt", "date": "9999-01-01"}, "date : année impossible « 9999-01-01 », attendu"),
        (
            {"kind": "c2s_death", "date": "2024-06-01", "household_ends_on": "9999-12-31"},
            "household_ends_on : année impossible « 9999-12-31 », attendu de 1880 à 2200",
        ),
        (
            {"kind": "covid_last_dose", "date": "2021-06-01", "vaccine": "other", "birth_date": "2021-06-02"},
            "birth_date : le 2021-06-02 vient après « date », le 2021-06-01",
        ),
        (
            {"kind": "c2s_adhesion_received", "date": "2024-06-01", "requested_on": "2024-06-02"},
            "requested_on : le 2024-06-02 vient après « date », le 2024-06-01",
        ),
        (
            {
                "kind": "c2s_adhesion_received",
                "date": "2024-06-03",
                "requested_on": "2024-06-02",
                "sent_on": "2024-06-01",
            },
            "sent_on : le 2024-06-01 vient avant « requested_on », le 2024-06-02",
        ),
    ],
)
def test_an_event_that_cannot_be_read_is_one_line_naming_the_field(event, problem):
    with pytest.raises(SituationError) as error:
        deadlines(event)
    assert str(error.value).startswith(problem)
    assert "\n" not in str(error.value)


DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(DAYS, st.integers(-600, 600))
def test_months_keep_the_day_number_else_the_last_of_the_month(day, months):
    then = add_months(day, months)
    assert then.year * 12 + then.month - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + (date(2, 1, 2) - date(2, 1, 1))).day == 1)


@given(DAYS, st.integers(0, 240), st.integers(0, 240))
def test_months_are_counted_in_the_order_of_days(day, fewer, more):
    assert (add_months(day, fewer) <= add_months(day, more)) == (fewer <= more)


@given(DAYS)
def test_a_year_is_twelve_months_and_two_years_that_follow_each_other_leave_no_day_between(day):
    first = day.replace(day=1)
    end = last_day(first, 12)
    assert last_day(end + (date(2, 1, 2) - date(2, 1, 1)), 12) == add_months(first, 24) - (
        date(2, 1, 2) - date(2, 1, 1)
    )


@given(st.dates(date(2022, 6, 1), date(2100, 12, 31)), st.sampled_from(sorted(PROMISED)))
def test_every_event_of_a_day_that_the_rules_know_has_its_dates_in_order(day, kind):
    of = reckon(event_of(kind, day))
    days = [each.day for each in of.dates]
    assert None not in days
    if kind not in OUT_OF_ORDER:
        assert days == sorted(days)
