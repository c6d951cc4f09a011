"""When a structure welcomes people: opening hours in the grammar of OpenStreetMap, with the holidays of where it is."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from opening_hours import OpeningHours, State, validate

from allervers.law.working_days import holidays_of

from ..appointments.codes import Territory

_COUNTRY = "FR"
_TERRITORIES = {
    **dict.fromkeys(("57", "67", "68"), Territory.ALSACE_MOSELLE),
    "971": Territory.GUADELOUPE,
    "972": Territory.MARTINIQUE,
    "973": Territory.GUYANE,
    "974": Territory.REUNION,
    "975": Territory.SAINT_PIERRE,
    "976": Territory.MAYOTTE,
    "977": Territory.SAINT_BARTHELEMY,
    "978": Territory.SAINT_MARTIN,
}


def territory_of(department: str) -> Territory:
    """Where a department lies: its clock and its holidays."""
    return _TERRITORIES.get(department, Territory.MAINLAND)


def is_understood(hours: str) -> bool:
    """Whether the hours can be read."""
    return validate(hours)


@dataclass(frozen=True)
class Day:
    """One day: the stretches of time in which people are welcomed, as clock times of the place. `is_holiday`: there."""

    on: datetime.date
    open: tuple[tuple[datetime.time, datetime.time], ...]
    is_holiday: bool


def of_day(hours: str, day: datetime.date, territory: Territory) -> Day:
    """The hours of this day, which must be understood. A stretch until midnight ends at 00:00."""
    is_holiday = day in holidays_of(day.year, territory)
    start = datetime.datetime.combine(_read_as(day, is_holiday), datetime.time())
    stretches = _parsed(hours).intervals(start, start + datetime.timedelta(1))
    found = tuple((begin.time(), end.time()) for begin, end, state, _ in stretches if state == State.OPEN)
    return Day(day, found, is_holiday)


def week(hours: str, moment: datetime.datetime, territory: Territory) -> list[Day]:
    """That day, at the place, and the six that follow."""
    first = moment.astimezone(territory.zone).date()
    return [of_day(hours, first + datetime.timedelta(days), territory) for days in range(7)]


def is_open(hours: str, moment: datetime.datetime, territory: Territory) -> bool:
    """Whether people are welcomed at this moment, by the clock and the holidays of the place."""
    there = moment.astimezone(territory.zone)
    today = of_day(hours, there.date(), territory)
    midnight, now = datetime.time(), there.time()
    return any(begin <= now and (now < end or end == midnight) for begin, end in today.open)


@lru_cache(maxsize=4096)
def _parsed(hours: str) -> OpeningHours:
    return OpeningHours(hours, country=_COUNTRY, auto_country=False, auto_timezone=False)


def _read_as(day: datetime.date, is_holiday: bool) -> datetime.date:
    """The day whose hours hold: the library knows the holidays of the whole country alone. For a holiday of Alsace or
    Martinique, the nearest day of the same name that is one everywhere."""
    if not is_holiday or day in holidays_of(day.year, Territory.MAINLAND):
        return day
    years = range(day.year - 6, day.year + 7)
    everywhere = (other for year in years for other in holidays_of(year, Territory.MAINLAND))
    return min((other for other in everywhere if other.weekday() == day.weekday()), key=lambda other: abs(other - day))
