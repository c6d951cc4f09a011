"""Numbers that readers see side by side, in several places, and what they can add and subtract: see `publication`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from allervers.publishing.secrecy import SMALLEST_PUBLISHED, Mask, is_small, masks

from .indicators import SUMS
from .populations import CLOSED, OPEN, RECEIVED
from .publics import EVERYBODY
from .shapes import Cell, Figure, Population, Rest

Scope = int | str
"""The whole nation, a region by its code, a fund by its identifier."""


Rank = Mapping[Cell, int]
"""The cells that are shown of one place. They are known by their rank, quicker to compare than what they count."""


def rank_of(figures: Iterable[Figure]) -> dict[Cell, int]:
    """Every number that these figures give away, once."""
    return {cell: rank for rank, cell in enumerate(dict.fromkeys(c for figure in figures for c in figure.cells()))}


@dataclass(frozen=True)
class Masks:
    """What is masked of all that is published together: by place, the cells and the ranks of the masked ones."""

    ranks: Mapping[Scope, Rank]
    hidden: Mapping[Scope, Collection[int]]

    def of(self, scope: Scope, cell: Cell) -> Mask | None:
        """What to show instead of this number. One that is not published is never shown: nothing was worked out."""
        rank = self.ranks.get(scope, {}).get(cell)
        return Mask.HIDDEN if rank is None or rank in self.hidden[scope] else None


@dataclass(frozen=True)
class Layout:
    """What is shown of one place, and what a reader can make of it."""

    rank: Rank
    sums: list[tuple[int, tuple[int, ...]]]
    """The additions that a reader can make: a whole and its parts."""
    nested: list[tuple[int, int]]
    """Wholes and a part of them whose difference is not shown."""
    crossed: list[tuple[int, int, int, int]]
    """Wholes, two parts of them, and what is in both: who is in neither is not shown."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "Layout":
        rank = rank_of(figures)
        told = [*(addition for figure in figures for addition in figure.sums()), *SUMS]
        sums = [
            (rank[whole], tuple(rank[part] for part in parts))
            for whole, parts in told
            if whole in rank and all(part in rank for part in parts)
        ]
        return cls(rank, sums, _nested(tuple(rank)), _crossed(tuple(rank)))


@cache
def _parts(cells: tuple[Cell, ...]) -> dict[int, list[int]]:
    """Of each of these, by its rank, those that are a part of it. Which is a part of which does not depend on the
    public: it is asked once for all of them."""
    alike: dict[Population, list[tuple[int, Population]]] = {}
    for rank, cell in enumerate(cells):
        if isinstance(cell, Population):
            alike.setdefault(cell.of_public(EVERYBODY), []).append((rank, cell))
    found: dict[int, list[int]] = {}
    for larger, wholes in alike.items():
        for smaller, parts in alike.items():
            if smaller.is_part_of(larger):
                for of, whole in wholes:
                    found.setdefault(of, []).extend(r for r, part in parts if r != of and part.is_part_of(whole))
    return found


@cache
def _nested(cells: tuple[Cell, ...]) -> list[tuple[int, int]]:
    shown = {(cell.whole, cell.part) for cell in cells if isinstance(cell, Rest)}
    return [(of, r) for of, parts in _parts(cells).items() for r in parts if (cells[of], cells[r]) not in shown]


@cache
def _crossed(cells: tuple[Cell, ...]) -> list[tuple[int, int, int, int]]:
    """As closures, the successful ones, those of a public, and the successful ones of that public."""
    ranks = {cell.meeting: rank for rank, cell in enumerate(cells) if isinstance(cell, Population)}
    return [
        (whole, one, other, both)
        for whole, parts in _parts(cells).items()
        for one, other in combinations(parts, 2)
        if (both := ranks.get(cells[one].and_also(cells[other]))) is not None and both not in (one, other)
    ]


class Sheet:
    """Everything that is published together, place by place; when all of it stands there, `masks` are worked out."""

    def __init__(self):
        self._numbers: list[int] = []
        self._costs: list[int] = []
        self._sums: list[tuple[int, tuple[int, ...]]] = []
        self._contributions: list[tuple[int, tuple[int, ...]]] = []
        self._places: dict[Scope, tuple[int, Layout]] = {}
        self._hidden: set[int] = set()
        self._known: set[int] = set()

    def add(self, scope: Scope, layout: Layout, numbers: Sequence[int], cost: int) -> None:
        """What is shown of one place. Of two numbers that would protect as well, that of lower `cost` is masked; what
        is left out of a whole by its part costs nothing: nobody reads it."""
        start = len(self._numbers)
        self._places[scope] = start, layout
        self._numbers += numbers
        self._costs += [0 if isinstance(cell, Rest) else cost for cell in layout.rank]
        self._sums += [(start + whole, tuple(start + part for part in parts)) for whole, parts in layout.sums]
        # Larger differences need no protection.
        for whole, part in layout.nested:
            if is_small(rest := numbers[whole] - numbers[part]):
                self._leave(start + whole, start + part, rest)
        for whole, one, other, both in layout.crossed:
            # A part under eleven is masked, or nobody: it may be nobody, and what remains is a difference seen above.
            if min(numbers[one], numbers[other]) < SMALLEST_PUBLISHED:
                continue
            outside, inside = numbers[whole] - numbers[one], numbers[other] - numbers[both]
            if is_small(outside - inside):
                without = self._leave(start + whole, start + one, outside)
                self._leave(without, self._leave(start + other, start + both, inside), outside - inside)

    def _leave(self, whole: int, part: int, rest: int) -> int:
        """A reader takes the part from the whole; where the rest stands."""
        place = len(self._numbers)
        self._sums.append((whole, (part, place)))
        self._numbers.append(rest)
        self._costs.append(0)
        return place

    def add_up(self, whole: Scope, parts: Collection[Scope], cells: Iterable[Cell], *, of_funds: bool = False) -> None:
        """One place is these others taken together, as these cells show; each fund knows what is its own."""
        sums = self._contributions if of_funds else self._sums
        start, layout = self._places[whole]
        others = [self._places[part] for part in parts]
        for cell in cells:
            sums.append((start + layout.rank[cell], tuple(place + each.rank[cell] for place, each in others)))

    def carry(self, scope: Scope, before: int) -> None:
        """Add what several years tell together: received less closed, of this year and of those before (`before`), are
        the files at hand when it ends; of these, those that are open leave out those that wait to be examined.

        `before` is taken for known, whatever the former years mask. It may be small: it is moved by eleven, with the
        sum, so that it is not masked in place of what this year tells.
        """
        start, layout = self._places[scope]
        if RECEIVED not in layout.rank or CLOSED not in layout.rank:
            return
        received, closed = (start + layout.rank[cell] for cell in (RECEIVED, CLOSED))
        at_hand = before + self._numbers[received] - self._numbers[closed]
        if before < 0 or at_hand < 0:
            return  # More was closed than was received in the years that are shown: nothing follows from them.
        moved, known = before + SMALLEST_PUBLISHED, len(self._numbers)
        self._numbers += [moved, moved + self._numbers[received], at_hand, SMALLEST_PUBLISHED]
        self._costs += [0, 0, 0, 0]
        self._known |= {known, known + 3}
        self._sums += [(known + 1, (known, received)), (known + 1, (known + 3, closed, known + 2))]
        if OPEN in layout.rank:
            now_open = start + layout.rank[OPEN]
            if (waiting := at_hand - self._numbers[now_open]) >= 0:
                self._leave(known + 2, now_open, waiting)

    def stand_beside(self, other: Masks) -> None:
        """What is shown there is known here, with all that can be added up from it; what is hidden there is hidden."""
        for scope, (start, layout) in self._places.items():
            for cell, rank in layout.rank.items():
                if cell in other.ranks.get(scope, ()):
                    (self._hidden if other.of(scope, cell) else self._known).add(start + rank)

    def withhold(self, scope: Scope, cell: Cell) -> None:
        """Hide a number for another sheet's sake, unless it stands there."""
        start, layout = self._places[scope]
        if (place := start + layout.rank[cell]) not in self._known:
            self._hidden.add(place)

    def masks(self) -> Masks:
        """The small numbers and those that would tell them."""
        hidden = masks(
            dict(enumerate(self._numbers)),
            self._sums,
            self._costs.__getitem__,
            contributions=self._contributions,
            masked=self._hidden,
            known=self._known,
        )
        return Masks(
            {scope: layout.rank for scope, (_, layout) in self._places.items()},
            {
                scope: frozenset(rank for rank in layout.rank.values() if start + rank in hidden)
                for scope, (start, layout) in self._places.items()
            },
        )
