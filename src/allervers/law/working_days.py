"""Working days of the administration: Monday to Friday, public holidays left out (L3133-1 du code du travail)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from allervers.law.counting import ONE_DAY

SATURDAY = 5
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)


def is_working_day(day: date) -> bool:
    """The holidays of the whole country only: those of Alsace-Moselle and of overseas are days like others here."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def add_working_days(day: date, days: int) -> date:
    """The ``days``-th working day after ``day``."""
    while days:
        day += ONE_DAY
        days -= is_working_day(day)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    easter = easter_of(year)
    moving = {easter + timedelta(days) for days in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher."""
    golden, century, of_century = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
