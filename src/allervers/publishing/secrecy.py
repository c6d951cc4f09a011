"""Statistical secrecy: no number from 1 to 10 is published, nor what would allow one to be worked out.

The *cells* are all the numbers that a publication shows or gives away, the *sums* the additions between them (a total
and its parts). Small cells are masked first. Then we read the rest as an attentive reader would: with the additions as
equations and the masked cells as unknowns (1 to 10 if small; 0, 11 or more if masked for another one's sake), which
unknown can have only one value? For each of them one more cell is masked, the one that costs least, until none is left.

The reader imagined here solves the equations exactly, then narrows every unknown by every equation in turn.
"""

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Mapping
from dataclasses import dataclass
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
    sums: Iterable[tuple[Hashable, Collection[Hashable]]],
    cost: Callable[[Hashable], int] = lambda cell: 0,
    *,
    masked: Mapping[Hashable, Mask] | None = None,
    known: Container[Hashable] = frozenset(),
) -> dict[Hashable, Mask]:
    """The cells that must not be published, and why. Of two that would protect as well, the one of lower `cost` is
    masked, then the smaller number. `masked` and `known` are those that another publication hides or shows already:
    what it shows is never masked here, since that would protect nothing.

    Masked cells that no addition links, directly or through others, are read apart; those whose neighbours have not
    changed are not read again. Cells are compared all the time: numbers in place of long keys make it quick.
    """
    hidden = {cell: Mask.SMALL for cell, number in cells.items() if is_small(number)} | (masked or {})
    additions = _Additions(cells, sums)

    def price(cell: Hashable) -> tuple:
        # Zeros protect badly (one guesses them): they come last.
        return cells[cell] == 0, cost(cell), cells[cell]

    groups = additions.groups(hidden, hidden)
    while groups:
        chosen = _to_mask([equation for group in groups for equation in group.exact()], groups, price, known)
        if not chosen:
            found = [(group, _to_mask(_narrowing(group, hidden), [group], price, known)) for group in groups]
            groups = [group for group, beside in found if beside]
            chosen = {cell: None for _, beside in found for cell in beside}
        hidden |= dict.fromkeys(chosen, Mask.WITHHELD)
        touched = additions.holding(chosen)
        same = [group for group in groups if touched.isdisjoint(group.additions)]
        again = [cell for group in groups if group not in same for cell in group.masked]
        groups = same + additions.groups([*chosen, *again], hidden)
    return hidden


@dataclass(frozen=True, eq=False)
class _Given:
    """An addition as an equation, its masked cells apart from those that are published. It stands for the latter where
    equations are combined: they are many, and seldom asked for."""

    masked: Equation
    published: Equation
    known: int
    """What the published ones come to."""

    @property
    def shortened(self) -> Equation:
        return {**self.masked, self: 1}


@dataclass(frozen=True, eq=False)
class _Group:
    """Masked cells that equations link, with these equations: as given, and combined. All are shortened."""

    masked: set[Hashable]
    additions: set[int]
    given: list[Equation]
    combined: list[Equation]

    @property
    def all(self) -> list[Equation]:
        """Each once: what was combined with nothing else is as it was given."""
        return self.given + [each for each in self.combined if sum(isinstance(one, _Given) for one in each) > 1]

    def exact(self) -> list[Equation]:
        """Those in which a single masked cell is left."""
        return [equation for equation in self.combined if sum(cell in self.masked for cell in equation) == 1]


def _published(equation: Equation) -> list[Hashable]:
    """The published cells of a shortened equation."""
    found: Equation = {}
    for given, times in equation.items():
        if isinstance(given, _Given):
            _subtract(found, given.published, -times)
    return list(found)


class _Additions:
    """The additions, found by the cells that stand in them; written as equations once they concern a masked one."""

    def __init__(self, cells: Mapping[Hashable, int], sums: Iterable[tuple[Hashable, Collection[Hashable]]]):
        self._cells = cells
        self._sums = list(sums)
        self._with: dict[Hashable, list[int]] = {}
        self._written: dict[int, Equation] = {}
        for number, (whole, parts) in enumerate(self._sums):
            for cell in (whole, *parts):
                self._with.setdefault(cell, []).append(number)

    def groups(self, cells: Iterable[Hashable], hidden: Mapping[Hashable, Mask]) -> list[_Group]:
        """The groups that these masked cells belong to."""
        found: list[_Group] = []
        seen: set[Hashable] = set()
        for cell in cells:
            if cell not in seen:
                masked, numbers = self._around(cell, hidden)
                seen |= masked
                # In the order given: combined in another one, they would have more cells masked.
                given = [self._given(self._equation(number), masked).shortened for number in sorted(numbers)]
                found.append(_Group(masked, numbers, given, _solved(given, masked)))
        return found

    def holding(self, cells: Iterable[Hashable]) -> set[int]:
        """The numbers of the additions in which one of these cells stands."""
        return {number for cell in cells for number in self._with.get(cell, ())}

    def _around(self, cell: Hashable, hidden: Mapping[Hashable, Mask]) -> tuple[set[Hashable], set[int]]:
        """The masked cells linked to this one, and the numbers of the additions that link them."""
        masked, numbers, to_follow = {cell}, set(), [cell]
        while to_follow:
            for number in self._with.get(to_follow.pop(), ()):
                if number not in numbers:
                    numbers.add(number)
                    new = [other for other in self._equation(number) if other in hidden and other not in masked]
                    masked.update(new)
                    to_follow += new
        return masked, numbers

    def _given(self, equation: Equation, masked: Container[Hashable]) -> _Given:
        published = {cell: times for cell, times in equation.items() if cell not in masked}
        known = sum(times * self._cells[cell] for cell, times in published.items())
        return _Given({cell: times for cell, times in equation.items() if cell in masked}, published, known)

    def _equation(self, number: int) -> Equation:
        if number not in self._written:
            whole, parts = self._sums[number]
            self._written[number] = {whole: 1, **dict.fromkeys(parts, -1)}
        return self._written[number]


def _to_mask(
    revealing: list[Equation],
    groups: list[_Group],
    price: Callable[[Hashable], tuple],
    known: Container[Hashable],
) -> dict[Hashable, None]:
    """Which published cells to mask against equations that leave a single value to a masked cell; none when there are
    no such equations, or nothing left to mask."""
    chosen: dict[Hashable, None] = {}
    for equation in revealing:
        published = _published(equation)
        free = [cell for cell in published if cell not in known]
        if free and chosen.keys().isdisjoint(published):
            chosen[min(free, key=price)] = None
    if revealing and not chosen:
        # Unknowns that hold each other, none of whose equations has a cell left to mask: open each of those beside.
        unknown = {cell for equation in revealing for cell in equation}
        for equation in (equation for group in groups for equation in group.given):
            free = [] if unknown.isdisjoint(equation) else [cell for cell in _published(equation) if cell not in known]
            if free and chosen.keys().isdisjoint(free):
                chosen[min(free, key=price)] = None
    return chosen


def _solved(equations: list[Equation], hidden: Container[Hashable]) -> list[Equation]:
    """Gauss and Jordan's elimination of the masked cells; what stands for published ones is carried along."""
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


def _note(uses: dict, pivot: Hashable, equation: Equation, changed: Iterable[Hashable], hidden: Container) -> None:
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


def _narrowing(group: _Group, hidden: Mapping[Hashable, Mask]) -> list[Equation]:
    """The first equation by which the bounds of a masked cell meet, if any."""
    bounds = {cell: _possible(hidden[cell], -inf, inf) for cell in group.masked}
    read = []
    for equation in group.all:
        unknown = {cell: times for cell, times in equation.items() if cell in group.masked}
        known = sum(times * given.known for given, times in equation.items() if isinstance(given, _Given))
        read.append((equation, unknown, known))
    changed = set(bounds)
    while changed:
        to_follow, changed = changed, set()
        for equation, unknown, known in read:
            for cell in () if to_follow.isdisjoint(unknown) else unknown:
                low, high = _implied(cell, unknown, known, bounds)
                new = _possible(hidden[cell], max(bounds[cell][0], low), min(bounds[cell][1], high))
                if hidden[cell] is Mask.SMALL:
                    new = _beside_gaps(cell, unknown, known, bounds, hidden, new)
                if new != bounds[cell]:
                    bounds[cell] = new
                    changed.add(cell)
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
    for other, times in unknown.items():
        if other != cell:
            least, most = bounds[other] if times > 0 else bounds[other][::-1]
            low, high = low + times * least, high + times * most
    times = unknown[cell]
    low, high = (-high / times, -low / times) if times > 0 else (-low / times, -high / times)
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
    if all(hidden[other] is Mask.SMALL for other in unknown):
        return within
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
