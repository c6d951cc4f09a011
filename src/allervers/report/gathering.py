"""From a year and a place to the report: what is asked of the facts, and what may be shown of it."""

import datetime

from allervers.domain.coverage import ended as ended_rights
from allervers.domain.figures import centres, periods
from allervers.domain.figures.editions import REGIONS, edition
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import Period
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.figures.shapes import WHOLE, Tally
from allervers.domain.organisations.models import Organisation
from allervers.law.counting import last_day
from allervers.publishing.ended import EndedRights
from allervers.publishing.numbers import NO_BREAK

from .content import compose
from .document import LeftOut, Report, typeset
from .places import Place
from .reading import Reading, Years

TITLE = "Accès aux droits, aux soins et à la santé"
MASKED = "Les effectifs de 1 à 10 sont masqués, et ceux qui permettraient de les retrouver (secret statistique)."
UNMASKED = "Document interne à la caisse : les petits effectifs n'y sont pas masqués. Ne pas le diffuser à l'extérieur."
COUNTED = [CATALOGUE[name] for name in ("detections", "closures")]
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


class NothingToReport(Exception):
    """There is no figure at all for this year and this place."""


def report(year: int, place: Place, today: datetime.date) -> Report:
    """The report of a year, or of the part of it that is over. Row-level security must let these facts be seen.

    Raises NothingToReport when nothing was received nor closed, NotPrepared while figures of several funds are masked.
    """
    whole = periods.year(year)
    period = whole.until(today)
    now = _reading(period, place)
    if _is_empty(now.tally):
        raise NothingToReport
    before = _reading(whole.previous, place) if period == whole and _is_covered(year - 1, place) else None
    of_fund = {"ended": _ended(period, place, today), "centres": _centres(period, place)}
    sections, left_out = compose(Years(year, now, before, several_funds=place.is_published, **of_fund))
    left_out = [*_not_compared(year, now, before, is_over=period == whole), *left_out]
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
    if place.region:
        made = edition(period, REGIONS)
        return Reading(made.of(place.region), made.publication, place.region)
    made = edition(period)
    return Reading(made.counted, made.publication, WHOLE)


def _ended(period: Period, place: Place, today: datetime.date) -> EndedRights | None:
    """Of a fund, in its context; nothing of several."""
    if place.fund is None:
        return None
    return ended_rights.of_fund(Organisation.objects.get(pk=place.fund), period.start, period.end, today)


def _centres(period: Period, place: Place) -> list[centres.Centre]:
    """Of a fund; several are told by who examines, masked."""
    return [] if place.fund is None else centres.of_fund(place.fund, period.start, period.end)


def _is_covered(year: int, place: Place) -> bool:
    """Whether a year can be compared with: files were received and closed in it, and from its first quarter on.

    A history that starts with the closures of a year brings some referrals of the year before; these are not that year.
    """
    whole = periods.year(year)
    start = Period(whole.start, last_day(whole.start, 3), 3)
    return all(_all_kinds(tally(COUNTED, period, place.fund or place.funds())) for period in (start, whole))


def _all_kinds(counted: Tally) -> bool:
    return all(counted.files(population) for entry in COUNTED for population in entry.figure.counted())


def _not_compared(year: int, now: Reading, before: Reading | None, *, is_over: bool) -> list[LeftOut]:
    """Why nothing, or not quite the same, is compared with the year before."""
    if not is_over:
        return [LeftOut(f"L'évolution depuis {year - 1}", f"{year} n'est pas terminée")]
    if before is None:
        return [LeftOut(f"L'évolution depuis {year - 1}", f"{year - 1} manque, ou n'y est qu'en partie")]
    there, former = (len(_funds_of(reading.tally)) for reading in (now, before))
    if there == former:
        return []
    return [
        LeftOut("L'évolution à caisses constantes", f"{former} caisse{_s(former)} en {year - 1}, {there} en {year}")
    ]


def _is_empty(counted: Tally) -> bool:
    return not any(counted.files(population) for entry in COUNTED for population in entry.figure.counted())


def _funds(counted: Tally, place: Place) -> str:
    """« , 107 caisses », of several."""
    if not place.is_published:
        return ""
    there = len(_funds_of(counted))
    return f", {there}{NO_BREAK}caisse{_s(there)}"


def _funds_of(counted: Tally) -> set[int]:
    """Those that received or closed something."""
    populations = [population for entry in COUNTED for population in entry.figure.counted()]
    return {fund for population in populations for fund in counted.funds_with(population)}


def _days(period: Period) -> str:
    start, end = _day(period.start), _day(period.end)
    return f"du {start.removesuffix(f' {period.start.year}')} au {end}"


def _day(day: datetime.date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK}{MONTHS[day.month - 1]} {day.year}"


def _s(number: int) -> str:
    return "s" if number > 1 else ""
