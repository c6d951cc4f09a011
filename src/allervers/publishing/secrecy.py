"""Statistical secrecy: no number from 1 to 10 is published, nor what would allow one to be worked out.

The *cells* are all the numbers that a publication shows or gives away, the *sums* the additions between them (a total
and its parts). Small cells are masked first. Then we read the rest as an attentive reader would: with the additions as
equations and the masked cells as unknowns (1 to 10 if small; 0, 11 or more if masked for another one's sake), which
unknown can have only one value? For each of them one more cell is masked, the one that costs least, until none is left.

The reader imagined here solves the equations exactly, then narrows every unknown by every equation in turn.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from math import ceil, floor, inf

SMALLEST_PUBLISHED = 11

Equation = dict[Hashable, int | Fraction]
"""Cells and their coefficients: the numbers, so weighted, add up to zero."""


class Mask(Enum):
    """What stands in place of a number that is not published."""

    SMALL = "moins de 11"
    WITHHELD = "non communiqué"


def is_small(number: int) -> bool:
    return 0 < number < SMALLEST_PUBLISHED


def masks(
    cells: Mapping[Hashable, int],
    sums: Iterable[tuple[Hashable, Iterable[Hashable]]],
    cost: Callable[[Hashable], int] = lambda cell: 0,
) -> dict[Hashable, Mask]:
    """The cells that must not be published, and why. Of two that would protect as well, the one of lower `cost` is
    masked, then the smaller number."""
    hidden = {cell: Mask.SMALL for cell, number in cells.items() if is_small(number)}
    equations = [_equation(whole, parts) for whole, parts in sums]

    def price(cell: Hashable) -> tuple:
        # Zeros protect badly (one guesses them): they come last.
        return cells[cell] == 0, cost(cell), cells[cell]

    while revealing := _revealing(equations, hidden, cells):
        chosen: set[Hashable] = set()
        for equation in revealing:
            published = [cell for cell in equation if cell not in hidden]
            if published and chosen.isdisjoint(equation):
                chosen.add(min(published, key=price))
        if not chosen:
            # Unknowns that hold each other, none of whose equations has a published cell left: open a neighbouring one.
            unknown = {cell for equation in revealing for cell in equation}
            near = {cell for equation in equations if not unknown.isdisjoint(equation) for cell in equation}
            chosen = set(sorted(near - hidden.keys(), key=price)[:1])
        if not chosen:
            break
        hidden |= dict.fromkeys(chosen, Mask.WITHHELD)
    return hidden


def _equation(whole: Hashable, parts: Iterable[Hashable]) -> Equation:
    return {whole: 1, **dict.fromkeys(parts, -1)}


def _revealing(
    equations: list[Equation], hidden: Mapping[Hashable, Mask], cells: Mapping[Hashable, int]
) -> list[Equation]:
    """The equations, as given or combined, each of which leaves a single value to one masked cell at least."""
    concerned = [equation for equation in equations if not hidden.keys().isdisjoint(equation)]
    solved = _solved(concerned, hidden)
    exact = [equation for equation in solved if sum(cell in hidden for cell in equation) == 1]
    return exact or _narrowing(concerned + solved, hidden, cells)


def _solved(equations: list[Equation], hidden: Mapping[Hashable, Mask]) -> list[Equation]:
    """Gauss and Jordan's elimination of the masked cells; published cells are carried along."""
    pivots: dict[Hashable, Equation] = {}
    uses: dict[Hashable, set[Hashable]] = {}  # masked cell → pivots in whose equation it stands
    for equation in equations:
        row = dict(equation)
        for cell in [cell for cell in row if cell in pivots]:
            _subtract(row, pivots[cell], row[cell])
        pivot = next((cell for cell in row if cell in hidden), None)
        if pivot is None:
            continue
        row = _divided(row, row[pivot])
        for other in uses.get(pivot, set()).copy():
            _subtract(pivots[other], row, pivots[other][pivot])
            _note(uses, other, pivots[other], row, hidden)
        pivots[pivot] = row
        _note(uses, pivot, row, row, hidden)
    return list(pivots.values())


def _divided(row: Equation, by: int | Fraction) -> Equation:
    if by in (1, -1):  # nearly always: whole numbers stay whole, and quick
        return {cell: coefficient * by for cell, coefficient in row.items()}
    return {cell: Fraction(coefficient) / by for cell, coefficient in row.items()}


def _note(uses: dict, pivot: Hashable, equation: Equation, changed: Iterable[Hashable], hidden: Mapping) -> None:
    for cell in changed:
        if cell in hidden:
            (set.add if cell in equation else set.discard)(uses.setdefault(cell, set()), pivot)


def _subtract(row: Equation, other: Equation, times: Fraction) -> None:
    for cell, coefficient in other.items():
        remaining = row.get(cell, 0) - times * coefficient
        if remaining:
            row[cell] = remaining
        else:
            row.pop(cell, None)


def _narrowing(
    equations: list[Equation], hidden: Mapping[Hashable, Mask], cells: Mapping[Hashable, int]
) -> list[Equation]:
    """The first equation by which the bounds of a masked cell meet, if any."""
    bounds = {cell: _possible(mask, -inf, inf) for cell, mask in hidden.items()}
    read = []
    for equation in equations:
        unknown = {cell: coefficient for cell, coefficient in equation.items() if cell in hidden}
        known = sum(coefficient * cells[cell] for cell, coefficient in equation.items() if cell not in hidden)
        read.append((equation, unknown, known))
    narrowed = True
    while narrowed:
        narrowed = False
        for equation, unknown, known in read:
            for cell in unknown:
                low, high = _implied(cell, unknown, known, bounds)
                new = _possible(hidden[cell], max(bounds[cell][0], low), min(bounds[cell][1], high))
                if hidden[cell] is Mask.SMALL:
                    new = _beside_gaps(cell, unknown, known, bounds, hidden, new)
                if new != bounds[cell]:
                    bounds[cell], narrowed = new, True
                    if new[0] == new[1]:
                        return [equation]
    return []


def _possible(mask: Mask, low: float, high: float) -> tuple[float, float]:
    """The bounds that remain, knowing what the mask says of the number."""
    if mask is Mask.SMALL:
        return max(low, 1), min(high, SMALLEST_PUBLISHED - 1)
    if high < SMALLEST_PUBLISHED:
        return 0, 0
    return (max(low, SMALLEST_PUBLISHED) if low > 0 else 0), high


def _implied(
    cell: Hashable, unknown: Equation, known: float, bounds: Mapping[Hashable, tuple[float, float]]
) -> tuple[float, float]:
    """Between which whole numbers an equation leaves a cell, given the bounds of the other unknowns."""
    low = high = known
    for other, coefficient in unknown.items():
        if other != cell:
            ends = [coefficient * bound for bound in bounds[other]]
            low, high = low + min(ends), high + max(ends)
    ends = [-low / unknown[cell], -high / unknown[cell]]
    low, high = min(ends), max(ends)
    return (ceil(low) if low > -inf else low), (floor(high) if high < inf else high)


def _beside_gaps(
    cell: Hashable,
    unknown: Equation,
    known: float,
    bounds: Mapping[Hashable, tuple[float, float]],
    hidden: Mapping[Hashable, Mask],
    within: tuple[float, float],
) -> tuple[float, float]:
    """The bounds of a small cell, knowing that those withheld beside it are 0, or 11 and more, and nothing between.

    Read where the others are added up as they are, and none of those withheld is known to be 11 or more: 12 = a small
    number + two withheld leaves 1 to the small one.
    """
    open_ = {other: unknown[other] for other in unknown if other != cell and bounds[other][0] != bounds[other][1]}
    signs = set(open_.values())
    withheld = [other for other in open_ if hidden[other] is Mask.WITHHELD]
    if not withheld or len(signs) > 1 or abs(next(iter(signs))) != 1 or any(bounds[other][0] for other in withheld):
        return within
    pinned = known + sum(unknown[other] * bounds[other][0] for other in unknown.keys() - open_.keys() - {cell})
    smalls = [bounds[other] for other in open_ if hidden[other] is Mask.SMALL]
    low, high = sum(bound[0] for bound in smalls), sum(bound[1] for bound in smalls)
    most = high + sum(bounds[other][1] for other in withheld)

    def can_be(value: int) -> bool:
        rest = -(pinned + unknown[cell] * value) / next(iter(signs))
        return low <= rest <= high or low + SMALLEST_PUBLISHED <= rest <= most

    left = [value for value in range(within[0], within[1] + 1) if can_be(value)]
    return (left[0], left[-1]) if left else within
