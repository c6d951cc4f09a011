"""When a structure is open: by the clock and the holidays of the place."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from allervers.domain.appointments.codes import Territory
from allervers.domain.directory.hours import is_open, is_understood, of_day, territory_of, week

HOURS = "Mo-Fr 08:30-12:30,13:30-17:00; PH off"
MAINLAND, ALSACE, MARTINIQUE = Territory.MAINLAND, Territory.ALSACE_MOSELLE, Territory.MARTINIQUE


def at(day: str, clock: str, zone: str = "Europe/Paris") -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone)).astimezone(datetime.UTC)


@pytest.mark.parametrize(
    ("clock", "opened"),
    [("08:29", False), ("08:30", True), ("12:29", True), ("12:30", False), ("13:30", True), ("17:00", False)],
)
def test_the_first_minute_is_open_and_the_last_one_is_not(clock, opened):
    assert is_open(HOURS, at("2026-11-30", clock), MAINLAND) is opened


@pytest.mark.parametrize(
    ("day", "territory", "opened"),
    [
        ("2026-12-25", MAINLAND, False),  # Friday, Christmas
        ("2025-12-26", MAINLAND, True),  # Friday
        ("2025-12-26", ALSACE, False),  # L3134-13 of the code du travail
        ("2026-04-03", MAINLAND, True),  # Good Friday
        ("2026-04-03", ALSACE, False),
        ("2026-05-22", MARTINIQUE, False),  # the end of slavery there
        ("2026-05-22", Territory.GUADELOUPE, True),
        ("2026-05-27", Territory.GUADELOUPE, False),
    ],
)
def test_holidays_are_those_of_the_place(day, territory, opened):
    assert is_open(HOURS, at(day, "10:00", territory.zone.key), territory) is opened


def test_hours_that_say_nothing_of_holidays_hold_on_them_too():
    assert is_open("Mo-Fr 09:00-12:00", at("2025-12-26", "10:00"), ALSACE)


@pytest.mark.parametrize("day", ["2026-03-30", "2026-10-26"])
def test_the_day_after_the_clocks_change_opens_at_its_own_clock(day):
    assert not is_open(HOURS, at(day, "08:29"), MAINLAND)
    assert is_open(HOURS, at(day, "08:30"), MAINLAND)


def test_a_place_overseas_is_open_by_its_own_clock():
    half_past_one_in_paris = at("2026-11-30", "13:30")
    assert is_open(HOURS, half_past_one_in_paris, MAINLAND)
    assert is_open(HOURS, half_past_one_in_paris, MARTINIQUE)  # 8:30 there
    assert not is_open(HOURS, half_past_one_in_paris - datetime.timedelta(minutes=1), MARTINIQUE)


def test_a_night_ends_on_the_next_morning():
    night = "Mo 20:00-06:00"
    assert is_open(night, at("2026-11-30", "23:59"), MAINLAND)
    assert is_open(night, at("2026-12-01", "05:59"), MAINLAND)
    assert not is_open(night, at("2026-12-01", "06:00"), MAINLAND)


def test_a_week_begins_today_with_the_holidays_that_come():
    days = week(HOURS, at("2026-12-24", "18:00"), MAINLAND)
    assert [day.on.day for day in days] == [24, 25, 26, 27, 28, 29, 30]
    assert [day.is_holiday for day in days] == [False, True, *[False] * 5]
    assert days[0].open == (
        (datetime.time(8, 30), datetime.time(12, 30)),
        (datetime.time(13, 30), datetime.time(17)),
    )
    assert days[1].open == ()


@pytest.mark.parametrize("hours", ["du lundi au vendredi", "Mo-Fr 9h-12h", ""])
def test_what_is_not_the_grammar_is_not_understood(hours):
    assert not is_understood(hours)


def test_a_department_lies_in_its_territory():
    assert [territory_of(code) for code in ("67", "57", "54", "972", "2A", "")] == [
        *(ALSACE, ALSACE, MAINLAND, MARTINIQUE, MAINLAND, MAINLAND)
    ]


def test_the_hours_of_a_holiday_that_welcomes_people_hold_there_alone():
    hours = "Mo-Fr 09:00-17:00; PH 10:00-12:00"
    day = datetime.date(2026, 4, 3)
    assert of_day(hours, day, ALSACE).open == ((datetime.time(10), datetime.time(12)),)
    assert of_day(hours, day, MAINLAND).open == ((datetime.time(9), datetime.time(17)),)
