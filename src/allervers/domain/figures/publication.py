"""What may leave a fund: figures over several funds, with the small numbers masked (`publishing.secrecy`).

The national page and what is exported from it go through here. A share or a mean is published only when every number
that it would give away is published too. Of two numbers one of which counts a part of the other, the reader knows
the difference as well: it is a number like the others.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from allervers.publishing.secrecy import Mask, is_small, masks

from .indicators import CATALOGUE, SUMS, Indicator
from .shapes import WHOLE, Cell, Count, Figure, Population, Rest, Tally
from .tables import ByFund

OF_A_FUND = [
    CATALOGUE[name]
    for name in (
        *("detections", "detections_care_share", "detections_external_share"),
        *("closures", "successes", "success_share", "mean_days_all_closed"),
    )
]
"""What is published of each fund."""


class Publication:
    """The figures of the nation and those of each fund, published together.

    All that is shown must be given at once: what two tables hide apart, they may tell together.
    """

    def __init__(self, tally: Tally, of_nation: Iterable[Indicator], of_funds: Iterable[Indicator], funds: list[int]):
        national = [indicator.figure for indicator in of_nation]
        local = [indicator.figure for indicator in of_funds]
        shown = {WHOLE: _cells(national + local), **{fund: _cells(local) for fund in funds}}
        cells = {(scope, cell): tally.files(cell, scope) for scope, those in shown.items() for cell in those}
        sums = [
            ((scope, whole), [(scope, part) for part in parts])
            for scope, figures in [(WHOLE, national + local), *((fund, local) for fund in funds)]
            for whole, parts in _sums(figures, shown[scope])
        ]
        for scope, those in shown.items():
            for whole, rest in _small_differences(tuple(those), {cell: cells[scope, cell] for cell in those}):
                cells[scope, rest] = tally.files(rest, scope)
                sums.append(((scope, whole), [(scope, rest.part), (scope, rest)]))
        if funds:
            sums += [((WHOLE, cell), [(fund, cell) for fund in funds]) for cell in _cells(local)]
        self._cells = cells.keys()
        self._masks = masks(cells, sums, _cost)

    def mask(self, figure: Figure, scope: int = WHOLE) -> Mask | None:
        """What to show instead of this count, share or mean; None when it may be published.

        A figure that is not among those published together is never shown: nothing was worked out for it.
        """
        if isinstance(figure, ByFund):
            return Mask.WITHHELD  # it is asked fund by fund, of its share
        if any((scope, cell) not in self._cells for cell in figure.cells()):
            return Mask.WITHHELD
        hidden = [self._masks[scope, cell] for cell in figure.cells() if (scope, cell) in self._masks]
        if hidden and isinstance(figure, Count):
            return hidden[0]
        return Mask.WITHHELD if hidden else None


def of_nation(counted: Tally) -> Publication:
    """All that was counted of the nation, together with what is published of each fund: every page, file and program
    that shows the nation's figures of a year shows these, so that no two of them tell more together."""
    indicators = [entry for entry in CATALOGUE.values() if counted.holds(entry.figure)]
    return Publication(counted, indicators, OF_A_FUND, funds_to_show(counted))


def funds_to_show(counted: Tally) -> list[int]:
    """The funds of which there is something to publish."""
    populations = [population for entry in OF_A_FUND for population in entry.figure.counted()]
    return sorted({fund for population in populations for fund in counted.funds_with(population)})


def _cells(figures: list[Figure]) -> list[Cell]:
    return list(dict.fromkeys(cell for figure in figures for cell in figure.cells()))


def _small_differences(shown: tuple[Cell, ...], numbers: Mapping[Cell, int]) -> list[tuple[Population, Rest]]:
    """The wholes and what small number a part of them leaves out; larger ones need no protection."""
    return [(whole, Rest(whole, part)) for whole, part in _nested(shown) if is_small(numbers[whole] - numbers[part])]


@cache
def _nested(shown: tuple[Cell, ...]) -> list[tuple[Population, Population]]:
    """The pairs of populations one of which is a part of the other."""
    populations = [cell for cell in shown if isinstance(cell, Population)]
    return [
        (whole, part) for whole in populations for part in populations if part is not whole and part.is_part_of(whole)
    ]


def _sums(figures: list[Figure], cells: list[Cell]) -> list[tuple[Cell, list[Cell]]]:
    """The additions that a reader of these figures can make."""
    known = set(cells)
    told = [*(addition for figure in figures for addition in figure.sums()), *SUMS]
    return [(whole, parts) for whole, parts in told if {whole, *parts} <= known]


def _cost(scoped: tuple[int, Population | Rest]) -> int:
    """A number that nobody reads costs nothing; one of a fund costs less than one of the nation."""
    scope, cell = scoped
    if isinstance(cell, Rest):
        return 0
    return 2 if scope == WHOLE else 1
