"""Seasons of flu vaccination, as the law's library knows them: no day of theirs stands here.

A season is called by the year in which it begins. Mayotte has days of its own.
"""

import datetime

from allervers.population import figures

from ..pieces.refusals import Refused

CALENDARS = {False: "flu_campaign", True: "flu_campaign_mayotte"}
"""The law's parameter, by whether it is Mayotte's."""


def coming(on: datetime.date) -> int:
    """The season that is under way on this day somewhere, else the next that is known. Raises `Refused` for none."""
    periods = [period for name in CALENDARS.values() for period in figures.periods(name)]
    due = [period.first for period in periods if period.last is None or period.last >= on]
    if not due:
        raise Refused(f"--date {on} : aucune saison de vaccination contre la grippe n’est connue, en cours ni à venir")
    return min(due).year


def last_day(season: int, in_mayotte: bool) -> datetime.date | None:
    """The last day of a season; None where it is not known."""
    periods = figures.periods(CALENDARS[in_mayotte])
    return next((period.last for period in periods if period.first.year == season and period.ends), None)


def latest(season: int) -> datetime.date:
    """The eve of the next season's vaccines: nothing later is of this season, even where its last day is not known."""
    month = figures.value("flu_season_starts_in", datetime.date(season + 1, 1, 1))
    return datetime.date(season + 1, month, 1) - datetime.timedelta(days=1)


def under_way(season: int, on: datetime.date) -> list[bool]:
    """Where its campaign is known to be under way on this day: elsewhere than in Mayotte (false), in Mayotte (true)."""
    return [
        in_mayotte
        for in_mayotte, name in CALENDARS.items()
        for period in figures.periods(name)
        if period.first.year == season and period.first <= on and (period.last is None or on <= period.last)
    ]


def said(season: int) -> str:
    return f"{season}-{season + 1}"
