"""Counts without files behind them: what a report is laid out from, whatever its numbers."""

import datetime
from random import Random

from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.shapes import Tally, all_counted, all_totals
from allervers.publishing.ended import AGES, ALL, CAUSES, UNKNOWN, EndedRights, Ends
from allervers.report.content import compose
from allervers.report.document import Report, typeset
from allervers.report.reading import Reading, Years

FIGURES = [entry.figure for entry in CATALOGUE.values()]


def tally(number: int, seed: int = 0, funds: int = 1) -> Tally:
    """Every population has about `number` files; `seed` makes them differ."""
    rng = Random(seed)

    def drawn() -> dict[int, int]:
        return {fund: rng.randint(number * 7 // 10, number) for fund in range(1, funds + 1)}

    codes = {fund: str(fund) for fund in range(1, funds + 1)}
    totals = {total: {fund: n * 141 for fund, n in drawn().items()} for total in all_totals(FIGURES)}
    return Tally({population: drawn() for population in all_counted(FIGURES)}, totals, codes)


def ended_rights(most: int, seed: int = 0) -> EndedRights:
    """Up to `most` rights of each age and cause that ended, three in four long ago, a third of these open again."""
    rng, cells = Random(seed), {}
    for age in AGES:
        for cause in (*CAUSES, UNKNOWN):
            number = rng.randint(0, most)
            cells[age, cause] = (number, number * 3 // 4, number // 4, number // 3)
    ends = {}
    for age in (*AGES, ALL):
        for cause in (*CAUSES, UNKNOWN, ALL):
            those = [each for (a, c), each in cells.items() if age in (a, ALL) and cause in (c, ALL)]
            ends[age, cause] = Ends(*map(sum, zip(*those, strict=True)), days_without=40)
    days = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), datetime.date(2025, 6, 1)
    return EndedRights("811", *days, ends)


def years(now: Tally, before: Tally | None = None, several_funds: bool = False, **of_fund) -> Years:
    return Years(2024, Reading(now), Reading(before) if before else None, several_funds, **of_fund)


def report(asked: Years, place: str = "CPAM fictive", **fields) -> Report:
    sections, left_out = compose(asked)
    usual = {
        "title": "Accès aux droits, aux soins et à la santé : bilan 2024",
        "place": place,
        "period": "Année 2024",
        "source": "Source : Allervers, du 1er janvier au 31 décembre 2024.",
        "warning": "Document interne à la caisse.",
        "foot": f"{place} · Source : Allervers · document interne, non masqué",
        "made_of": datetime.date(2024, 12, 31),
    }
    return typeset(Report(**(usual | fields), sections=sections, left_out=left_out))


def large(place: str = "CPAM fictive", several_funds: bool = True) -> Report:
    """Numbers of eight digits: longer than any that the nation has."""
    return report(years(tally(99_999_999, 1, 12), tally(89_999_999, 2, 12), several_funds), place)


def usual() -> Report:
    return report(years(tally(5_000, 1), tally(4_000, 2), ended=ended_rights(500)))


def small() -> Report:
    """A fund that begins: a handful of files, no year before."""
    return report(years(tally(3, 4)))
