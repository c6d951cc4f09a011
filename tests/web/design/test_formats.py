import datetime

import pytest

from allervers.web.templatetags import design

NARROW, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (101605, f"1{NARROW}016,05{NO_BREAK}€"),
        (0, f"0,00{NO_BREAK}€"),
        (5, f"0,05{NO_BREAK}€"),
        (-123456, f"−1{NARROW}234,56{NO_BREAK}€"),
        (None, ""),
    ],
)
def test_amounts_are_whole_cents_written_in_euros(cents, text):
    assert design.euros(cents) == text


def test_numbers_are_grouped_by_three():
    assert design.number(1234567) == f"1{NARROW}234{NARROW}567"
    assert design.number(0) == "0"
    assert design.number(None) == ""
    assert design.percent(0.125, 1) == f"12,5{NO_BREAK}%"


def test_dates_read_as_they_are_said():
    assert design.day(datetime.date(2024, 3, 12)) == f"12{NO_BREAK}mars 2024"
    assert design.day(datetime.date(2024, 8, 1)) == f"1er{NO_BREAK}août 2024"
    assert design.day(None) == ""


def test_a_moment_is_read_at_the_clock_of_the_fund():
    moment = datetime.datetime(2024, 12, 31, 23, 30, tzinfo=datetime.UTC)
    assert design.moment(moment) == f"1er{NO_BREAK}janvier 2025 à 0{NO_BREAK}h{NO_BREAK}30"
    assert design.day(moment) == f"1er{NO_BREAK}janvier 2025"
    assert design.moment(datetime.date(2024, 3, 12)) == f"12{NO_BREAK}mars 2024"


@pytest.mark.parametrize("given", ["0123456789", "01 23 45 67 89", "+33 1 23 45 67 89", "0033123456789"])
def test_french_telephones_are_written_by_pairs(given):
    assert design.phone(given) == NO_BREAK.join(["01", "23", "45", "67", "89"])


@pytest.mark.parametrize("given", ["+32 2 123 45 67", "poste 12"])
def test_other_telephones_stay_as_given(given):
    assert design.phone(given) == given


def test_bars_are_measured_against_the_longest_and_a_masked_value_has_none():
    rows = design.bars([{"label": "a", "value": 200}, {"label": "b", "value": 50}, {"label": "c", "value": None}])
    assert [row["width"] for row in rows] == ["1000", "250", ""]
    assert [row["display"] for row in rows] == ["200", "50", "non communiqué"]
    assert design.bars([]) == []
