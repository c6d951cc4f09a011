"""Hours are those of the clock at the place, on both changes of clock too; holidays are those of the territory."""

import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allervers.domain.appointments.codes import Territory
from allervers.domain.appointments.desks import WEEKDAYS, weekly
from allervers.domain.appointments.models import Opening, Place
from allervers.domain.appointments.slots import days_of, slots_of
from allervers.law.working_days import holidays_of

YEAR = 2027
FIRST, LAST = datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31)
SUMMER, WINTER = datetime.date(YEAR, 3, 28), datetime.date(YEAR, 10, 31)
HOUR = datetime.timedelta(hours=1)
# What clocks say is behind or ahead of universal time by, in January and in July.
OFFSETS = {
    Territory.MAINLAND: (1, 2),
    Territory.ALSACE_MOSELLE: (1, 2),
    Territory.GUADELOUPE: (-4, -4),
    Territory.MARTINIQUE: (-4, -4),
    Territory.GUYANE: (-3, -3),
    Territory.REUNION: (4, 4),
    Territory.MAYOTTE: (3, 3),
    Territory.SAINT_PIERRE: (-3, -2),
    Territory.SAINT_BARTHELEMY: (-4, -4),
    Territory.SAINT_MARTIN: (-4, -4),
}


def opening(territory=Territory.MAINLAND, rule="FREQ=DAILY", **fields):
    hours = {"first_time": datetime.time(0), "minutes": 60, "per_day": 24, "starts_on": FIRST, "ends_on": LAST}
    return Opening(place=Place(territory=territory), rule=rule, **{**hours, **fields})


def wall_of(slot):
    return slot.local_start.replace(tzinfo=None)


@pytest.mark.parametrize("territory", Territory)
def test_a_whole_year_hour_by_hour_on_the_clock_of_the_place(territory):
    zone, slots = territory.zone, list(slots_of(opening(territory), FIRST, LAST))
    walls = [wall_of(slot) for slot in slots]
    midnight = datetime.datetime.combine(FIRST, datetime.time())
    year = [midnight + number * HOUR for number in range(365 * 24)]
    begin = midnight.replace(tzinfo=datetime.UTC)
    moments = [begin + number * HOUR for number in range(-24, 366 * 24)]
    shown = {moment.astimezone(zone).replace(tzinfo=None) for moment in moments}
    holidays = holidays_of(YEAR, territory)
    assert walls == [wall for wall in year if wall in shown and wall.date() not in holidays]
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(slots))
    assert all(slot.ends_at - slot.starts_at == HOUR for slot in slots)


@pytest.mark.parametrize("territory", Territory)
def test_an_afternoon_is_so_far_from_universal_time_in_winter_and_in_summer(territory):
    afternoon = opening(territory, first_time=datetime.time(14), per_day=1)
    for month, offset in zip((1, 7), OFFSETS[territory], strict=True):
        day = datetime.date(YEAR, month, 12)
        assert [slot.starts_at.hour + offset for slot in slots_of(afternoon, day, day)] == [14]


def test_the_hour_that_spring_skips_has_no_slot():
    half_hours = opening(minutes=30, per_day=48)
    walls = [wall_of(slot).time() for slot in slots_of(half_hours, SUMMER, SUMMER)]
    assert len(walls) == 46
    assert datetime.time(1, 30) in walls
    assert datetime.time(3) in walls
    assert not {datetime.time(2), datetime.time(2, 30)} & set(walls)


def test_the_hour_that_autumn_shows_twice_has_one_slot_the_first_time():
    slots = {wall_of(slot).time(): slot for slot in slots_of(opening(minutes=30, per_day=48), WINTER, WINTER)}
    assert len(slots) == 48
    twice, after = slots[datetime.time(2, 30)], slots[datetime.time(3)]
    assert twice.starts_at == datetime.datetime(YEAR, 10, 31, 0, 30, tzinfo=datetime.UTC)
    assert after.starts_at - twice.ends_at == HOUR


@pytest.mark.parametrize("day", [SUMMER, WINTER])
def test_an_afternoon_is_at_its_hour_on_the_days_that_the_clock_changes(day):
    slots = slots_of(opening(first_time=datetime.time(14), minutes=45, per_day=3), day, day)
    assert [f"{slot.local_start:%H:%M}" for slot in slots] == ["14:00", "14:45", "15:30"]


@pytest.mark.parametrize(
    ("territory", "own"),
    [
        (Territory.MAINLAND, set()),
        (Territory.ALSACE_MOSELLE, {(3, 26), (12, 26)}),
        (Territory.GUADELOUPE, {(5, 27)}),
        (Territory.MARTINIQUE, {(5, 22)}),
        (Territory.GUYANE, {(6, 10)}),
        (Territory.REUNION, {(12, 20)}),
        (Territory.MAYOTTE, {(4, 27)}),
        (Territory.SAINT_PIERRE, set()),
        (Territory.SAINT_BARTHELEMY, {(10, 9)}),
        (Territory.SAINT_MARTIN, {(5, 28)}),
    ],
)
def test_nobody_receives_on_holidays_of_the_territory(territory, own):
    closed = {FIRST + number * datetime.timedelta(days=1) for number in range(365)}
    closed -= set(days_of(opening(territory), FIRST, LAST))
    everywhere = {(1, 1), (3, 29), (5, 1), (5, 6), (5, 8), (5, 17), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    assert {(day.month, day.day) for day in closed} == everywhere | own


@settings(max_examples=25)
@given(
    days=st.lists(st.sampled_from(list(WEEKDAYS)), min_size=1, unique=True),
    every=st.integers(1, 4),
    begin=st.integers(0, 300),
    lasts=st.integers(0, 60),
)
def test_days_are_those_of_the_rule_and_within_it(days, every, begin, lasts):
    starts_on = FIRST + datetime.timedelta(days=begin)
    ends_on = starts_on + datetime.timedelta(days=lasts)
    found = list(days_of(opening(rule=weekly(days, every), starts_on=starts_on, ends_on=ends_on), FIRST, LAST))
    monday = starts_on - datetime.timedelta(days=starts_on.weekday())
    names = [*WEEKDAYS, "SU"]
    assert found == [
        day
        for day in (starts_on + datetime.timedelta(days=number) for number in range(lasts + 1))
        if names[day.weekday()] in days
        and (day - monday).days // 7 % every == 0
        and day not in holidays_of(day.year, Territory.MAINLAND)
    ]


def test_an_exception_has_no_slot():
    monday = datetime.date(YEAR, 2, 1)
    assert list(days_of(opening(except_on=[monday]), monday, monday)) == []


def test_zones_are_those_of_the_time_zone_database():
    assert all(isinstance(territory.zone, ZoneInfo) for territory in Territory)
