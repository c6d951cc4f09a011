"""What may be published of the regions: masked together, and together with what is published of the nation and of each
fund, since all of these are read side by side."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import repeat

from .indicators import CATALOGUE
from .layout import Layout
from .publication import FEWEST, OF_A_FUND, Publication, funds_to_show, numbers_of, own_numbers
from .shapes import WHOLE, Cell, Figure, Rest, Tally
from .sheet import Masks, Sheet


def within(counted: Tally, funds: Collection[int]) -> Tally:
    """The same counts, of these funds alone: a region's own tally."""
    kept = set(funds)

    def of(table: Mapping) -> dict:
        return {key: {fund: n for fund, n in by_fund.items() if fund in kept} for key, by_fund in table.items()}

    return replace(counted, files_by_fund=of(counted.files_by_fund), totals_by_fund=of(counted.totals_by_fund))


ELSEWHERE = "elsewhere"
"""The funds of these regions taken together: nobody shows them, and yet the nation less all the others tells them."""


def of_regions(
    counted: Tally,
    figures: list[Figure],
    regions: Mapping[str, Collection[int]],
    at_hand: Mapping[int, int],
    nation: Publication,
) -> Publication:
    """These figures for every region, beside those of the nation and of the funds as their own pages mask them.

    `counted` is the nation's tally, `regions` the funds of each region by its code; `mask` takes such a code as scope.
    What `nation` shows, of the nation or of a fund, a reader knows: the numbers of regions are masked around it. Of a
    small region nothing is shown.
    """
    regions = _large_enough(counted, regions)
    if regions.keys() <= {ELSEWHERE}:
        return Publication(Masks({}, {}))
    local = [entry.figure for entry in OF_A_FUND]
    place, fund, funds = Layout.of(figures + local), Layout.of(local), funds_to_show(counted)
    sheet = Sheet()
    for each in funds:
        sheet.add(each, fund, numbers_of(counted, fund, each), cost=0)
    sheet.add(WHOLE, place, numbers_of(counted, place), cost=0, own=own_numbers(counted, place))
    for region, numbers in _by_region(counted, list(place.rank), regions).items():
        own = own_numbers(counted, place, regions[region])
        sheet.add(region, place, numbers, cost=1, is_read=region != ELSEWHERE, own=own)
    sheet.carry(WHOLE, at_hand)
    for scope, those in [*regions.items(), *((each, [each]) for each in funds)]:
        sheet.carry(scope, {one: at_hand.get(one, 0) for one in those})
    sheet.add_up(WHOLE, regions, place.rank)
    for region, those in regions.items():
        sheet.add_up(region, [each for each in funds if each in those], fund.rank, of_funds=True)
    sheet.stand_beside(nation.masks)
    return Publication(sheet.masks())


def _large_enough(counted: Tally, regions: Mapping[str, Collection[int]]) -> dict[str, Collection[int]]:
    received = counted.files_by_fund[CATALOGUE["detections"].figure.of]
    large = {code: funds for code, funds in regions.items() if sum(received.get(each, 0) for each in funds) >= FEWEST}
    there = {fund for by_fund in counted.files_by_fund.values() for fund in by_fund}
    others = there - {fund for funds in large.values() for fund in funds}
    return large | ({ELSEWHERE: others} if others else {})


def _by_region(counted: Tally, cells: list[Cell], regions: Mapping[str, Collection[int]]) -> dict[str, list[int]]:
    """How many files each cell has in each region, in the order of the cells."""
    sizes = {
        population: {region: sum(map(by_fund.get, funds, repeat(0))) for region, funds in regions.items()}
        for population, by_fund in counted.files_by_fund.items()
    }
    return {
        region: [
            sizes[cell.whole][region] - sizes[cell.part][region] if isinstance(cell, Rest) else sizes[cell][region]
            for cell in cells
        ]
        for region in regions
    }
