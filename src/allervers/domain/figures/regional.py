"""What may be published of the regions: masked together, and together with what is published of the nation and of each
fund, since all of these are read side by side."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256

from allervers.publishing.secrecy import Mask, masks

from ..organisations.regions import funds_by_region
from .indicators import CATALOGUE
from .publication import OF_A_FUND, Publication, _cells, _small_differences, _sums, funds_to_show, of_nation
from .shapes import WHOLE, Cell, Figure, Rest, Tally

Scope = int | str
"""The whole nation, a region by its code, a fund by its identifier."""
Scoped = tuple[Scope, Cell]


def within(counted: Tally, funds: Collection[int]) -> Tally:
    """The same counts, of these funds alone: a region's own tally."""
    kept = set(funds)

    def of(table: Mapping) -> dict:
        return {key: {fund: n for fund, n in by_fund.items() if fund in kept} for key, by_fund in table.items()}

    return replace(counted, files_by_fund=of(counted.files_by_fund), totals_by_fund=of(counted.totals_by_fund))


def of_place(counted: Tally, asked: Iterable[Figure], region: str = "") -> tuple[Tally, Publication]:
    """What may be published of the nation, whose tally is given, or of one region: its own tally, and the publication
    to ask with the region's code. Screens, reports and files of one year all show this."""
    if not region:
        return counted, of_nation(counted)
    regions = funds_by_region()
    return within(counted, regions[region]), _masked(_Same.of(counted, asked, regions))


@dataclass(frozen=True)
class _Same:
    """What a regional publication is made of. Two are the same when the same figures have the same numbers: these are
    masked once, however many regions are then looked at."""

    numbers: bytes
    identities: tuple[int, ...]
    figures: tuple[Figure, ...] = field(compare=False)  # held, so that no other takes its identity
    counted: Tally = field(compare=False)
    regions: Mapping[str, Collection[int]] = field(compare=False)

    @classmethod
    def of(cls, counted: Tally, asked: Iterable[Figure], regions: Mapping[str, Collection[int]]) -> "_Same":
        figures = tuple(asked)
        told = sha256(repr([(code, sorted(funds)) for code, funds in regions.items()]).encode())
        for population in counted.files_by_fund:
            told.update(repr(sorted(counted.files_by_fund[population].items())).encode())
        return cls(told.digest(), tuple(map(id, figures)), figures, counted, regions)


@lru_cache(maxsize=8)
def _masked(same: _Same) -> "RegionalPublication":
    return RegionalPublication(same.counted, list(same.figures), same.regions)


FEWEST = 50
"""A region with fewer files received would have nearly everything masked: nothing is said of it."""
ELSEWHERE = "elsewhere"
"""The funds of these regions taken together: nobody shows them, and yet the nation less all the others tells them."""


def _large_enough(counted: Tally, regions: Mapping[str, Collection[int]]) -> dict[str, Collection[int]]:
    received = CATALOGUE["detections"].figure.of
    large = {code: funds for code, funds in regions.items() if within(counted, funds).files(received) >= FEWEST}
    there = {fund for by_fund in counted.files_by_fund.values() for fund in by_fund}
    others = there - {fund for funds in large.values() for fund in funds}
    return large | ({ELSEWHERE: others} if others else {})


class RegionalPublication(Publication):
    """These figures for every region, beside those of the nation and of the funds as their own pages mask them.

    `counted` is the nation's tally, `regions` the funds of each region by its code; `mask` takes such a code as scope.
    Of the numbers that would protect as well, a region's is masked before one that is shown elsewhere; should one of
    those be needed all the same, every region keeps that number to itself. Of a small region nothing is shown.
    """

    def __init__(self, counted: Tally, figures: list[Figure], regions: Mapping[str, Collection[int]]):
        regions = _large_enough(counted, regions)
        self.regions = regions.keys() - {ELSEWHERE}
        local = [entry.figure for entry in OF_A_FUND]
        funds, shown, of_funds = funds_to_show(counted), _cells(figures + local), _cells(local)
        numbers: dict[Scoped, int] = {(fund, cell): counted.files(cell, fund) for fund in funds for cell in of_funds}
        sums = [_scoped(fund, addition) for fund in funds for addition in _sums(local, of_funds)]
        additions = _sums(figures + local, shown)
        for scope, tally in {
            WHOLE: counted,
            **{code: within(counted, those) for code, those in regions.items()},
        }.items():
            here = {cell: tally.files(cell) for cell in shown}
            sums += [_scoped(scope, addition) for addition in additions]
            for whole, rest in _small_differences(tuple(shown), here):
                numbers[scope, rest] = tally.files(rest)
                sums.append(_scoped(scope, (whole, [rest.part, rest])))
            numbers |= {(scope, cell): number for cell, number in here.items()}
        sums += [((WHOLE, cell), [(region, cell) for region in regions]) for cell in shown]
        for region, those in regions.items():
            inside = [fund for fund in funds if fund in those]
            sums += [((region, cell), [(fund, cell) for fund in inside]) for cell in of_funds]
        self._cells = numbers.keys()
        self._masks = masks(numbers, sums, _cost)
        self._keep_for_others(of_nation(counted), regions)

    def _keep_for_others(self, national: Publication, regions: Collection[str]) -> None:
        """What had to be masked here and is shown on the page of the nation: no region may tell it."""
        told = {cell for scope, cell in self._masks if scope not in regions and (scope, cell) not in national._masks}
        self._masks |= {(region, cell): Mask.WITHHELD for region in regions for cell in told}


def _scoped(scope: Scope, addition: tuple[Cell, list[Cell]]) -> tuple[Scoped, list[Scoped]]:
    whole, parts = addition
    return (scope, whole), [(scope, part) for part in parts]


def _cost(scoped: Scoped) -> int:
    """What nobody reads costs nothing; a region's number less than one that is shown elsewhere."""
    scope, cell = scoped
    if isinstance(cell, Rest) or scope == ELSEWHERE:
        return 0
    return 1 if isinstance(scope, str) else 3 if scope == WHOLE else 2
