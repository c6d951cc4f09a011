"""Working days of the administration: Monday to Friday, public holidays left out (L3133-1 du code du travail)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from allervers.law.counting import ONE_DAY

SATURDAY = 5
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
# The end of slavery is remembered where it was (article 2 of décret 83-1003, L3422-2 of the code du travail).
_END_OF_SLAVERY = {
    "guadeloupe": (5, 27),
    "martinique": (5, 22),
    "guyane": (6, 10),
    "reunion": (12, 20),
    "mayotte": (4, 27),
    "saint_barthelemy": (10, 9),
    "saint_martin": (5, 28),
}
_GOOD_FRIDAY = -2


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


@cache
def holidays_of(year: int, territory: str) -> frozenset[date]:
    """Public holidays in a territory: those of the whole country, and its own.

    Alsace-Moselle has Good Friday, everywhere as in communes with a mixed church, and 26 December (L3134-13); overseas
    have the day that slavery ended. A territory without holidays of its own has any other code.
    """
    own = {date(year, *_END_OF_SLAVERY[territory])} if territory in _END_OF_SLAVERY else set()
    if territory == "alsace_moselle":
        own = {easter_of(year) + timedelta(_GOOD_FRIDAY), date(year, 12, 26)}
    return _holidays(year) | own


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher."""
    golden, century, of_century = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
