"""From a year and a place to the report: what is asked of the facts, and what may be shown of it."""

import datetime

from allervers.domain.figures import periods
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import Period
from allervers.domain.figures.publication import of_nation
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.figures.regional import RegionalPublication, within
from allervers.domain.figures.shapes import Tally
from allervers.domain.organisations.regions import REGIONS, funds_of
from allervers.publishing.numbers import NO_BREAK

from .content import compose
from .document import Report, typeset
from .places import Place
from .reading import Reading, Years

TITLE = "Accès aux droits, aux soins et à la santé"
MASKED = "Les effectifs de 1 à 10 sont masqués, et ceux qui permettraient de les retrouver (secret statistique)."
UNMASKED = "Document interne à la caisse : les petits effectifs n'y sont pas masqués. Ne pas le diffuser au-dehors."
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


class NothingToReport(Exception):
    """There is no figure at all for this year and this place."""


def report(year: int, place: Place, today: datetime.date) -> Report:
    """The report of a year, or of the part of it that is over. Row-level security must let these facts be seen.

    Raises NothingToReport when nothing was received nor closed.
    """
    whole = periods.year(year)
    period = whole.until(today)
    now = _reading(period, place)
    if _is_empty(now.tally):
        raise NothingToReport
    former = _reading(whole.previous, place) if period == whole else None
    before = None if former is None or _is_empty(former.tally) else former
    sections, left_out = compose(Years(year, now, before, several_funds=place.is_published))
    source = f"Source : Allervers, {_days(period)}"
    source += _funds(now.tally, place)
    warning = MASKED if place.is_published else UNMASKED
    in_short = "petits effectifs masqués" if place.is_published else "document interne, non masqué"
    made = Report(
        title=f"{TITLE} : bilan {year}",
        place=place.name,
        period=f"Année {year}" if period == whole else f"Année en cours, {_days(period)}",
        source=f"{source}.",
        warning=warning,
        foot=f"{place.name} · {source} · {in_short}",
        made_of=period.end,
        sections=sections,
        left_out=left_out,
    )
    return typeset(made)


def _reading(period: Period, place: Place) -> Reading:
    asked = [entry for entry in answerable(place.fund).values() if entry.is_of_a_period]
    if not place.is_published:
        return Reading(tally(asked, period, place.fund))
    counted = tally(asked, period)
    if not place.region:
        return Reading(counted, of_nation(counted))
    regions = {code: frozenset(funds_of(code)) for code in REGIONS}
    publication = RegionalPublication(counted, [entry.figure for entry in asked], regions)
    return Reading(within(counted, regions[place.region]), publication, place.region)


def _is_empty(counted: Tally) -> bool:
    return not any(
        counted.files(population)
        for name in ("detections", "closures")
        for population in CATALOGUE[name].figure.counted()
    )


def _funds(counted: Tally, place: Place) -> str:
    """« , 107 caisses », of several."""
    if not place.is_published:
        return ""
    populations = [p for name in ("detections", "closures") for p in CATALOGUE[name].figure.counted()]
    there = {fund for population in populations for fund in counted.funds_with(population)}
    return f", {len(there)}{NO_BREAK}caisse{'s' if len(there) > 1 else ''}"


def _days(period: Period) -> str:
    start, end = _day(period.start), _day(period.end)
    return f"du {start.removesuffix(f' {period.start.year}')} au {end}"


def _day(day: datetime.date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK}{MONTHS[day.month - 1]} {day.year}"
