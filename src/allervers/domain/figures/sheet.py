"""Numbers that readers see side by side, in several places, and what they can add and subtract: see `publication`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from allervers.publishing.secrecy import SMALLEST_PUBLISHED, Mask, is_small, masks

from .layout import Layout, Rank
from .populations import CLOSED, OPEN, RECEIVED
from .shapes import Cell, Rest

Scope = int | str
"""The whole nation, a region by its code, a fund by its identifier."""


@dataclass(frozen=True)
class Masks:
    """What is masked of all that is published together: by place, the cells and the ranks of the masked ones."""

    ranks: Mapping[Scope, Rank]
    hidden: Mapping[Scope, Collection[int]]

    def of(self, scope: Scope, cell: Cell) -> Mask | None:
        """What to show instead of this number. One that is not published is never shown: nothing was worked out."""
        rank = self.ranks.get(scope, {}).get(cell)
        return Mask.HIDDEN if rank is None or rank in self.hidden[scope] else None


class Sheet:
    """Everything that is published together, place by place; when all of it stands there, `masks` are worked out."""

    def __init__(self):
        self._numbers: list[int] = []
        self._costs: list[int] = []
        self._sums: list[tuple[int, tuple[int, ...]]] = []
        self._contributions: list[tuple[int, tuple[int, ...]]] = []
        self._balances: list[tuple[list[int], list[int]]] = []
        self._at_least: list[tuple[list[int], list[int]]] = []
        self._places: dict[Scope, tuple[int, Layout]] = {}
        self._hidden: set[int] = set()
        self._known: set[int] = set()
        self._unread: set[int] = set()

    def add(self, scope: Scope, layout: Layout, numbers: Sequence[int], cost: int, *, is_read: bool = True) -> None:
        """What is shown of one place. Of two numbers that would protect as well, that of lower `cost` is masked; what
        is left out of a whole by its part costs nothing: nobody reads it."""
        start = len(self._numbers)
        self._places[scope] = start, layout
        self._costs += [0 if isinstance(cell, Rest) else cost for cell in layout.rank]
        numbers = list(numbers)
        self._unread |= set(range(start + len(numbers) * is_read, start + len(numbers) + len(layout.worked_out)))
        for plus, minus in layout.worked_out:
            numbers.append(sum(numbers[rank] for rank in plus) - sum(numbers[rank] for rank in minus))
        self._numbers += numbers
        self._costs += [0] * len(layout.worked_out)
        self._sums += [(start + whole, tuple(start + part for part in parts)) for whole, parts in layout.sums]
        for whole, parts in layout.partial:
            self._differ([whole], parts, start, numbers)
        for whole, one, other, both in layout.crossed:
            self._differ([whole, both], [one, other], start, numbers)
        for whole, one, other in layout.covered:
            self._differ([one, other], [whole], start, numbers)

    def _differ(self, more: Sequence[int], less: Sequence[int], start: int, numbers: Sequence[int]) -> None:
        """The reader takes these from those. A larger difference needs no protection: that it is none suffices."""
        rest = sum(numbers[rank] for rank in more) - sum(numbers[rank] for rank in less)
        left, right = ([start + rank for rank in each] for each in (more, less))
        if is_small(rest):
            self._balances.append((left, [*right, self._place(rest)]))
        else:
            self._at_least.append((left, right))

    def _place(self, number: int) -> int:
        """Where it stands; nobody shows it."""
        self._numbers.append(number)
        self._costs.append(0)
        return len(self._numbers) - 1

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
                self._sums.append((known + 2, (now_open, self._place(waiting))))

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
            balances=self._balances,
            at_least=self._at_least,
            masked=self._hidden,
            known=self._known,
            unread=self._unread,
        )
        return Masks(
            {scope: layout.rank for scope, (_, layout) in self._places.items()},
            {
                scope: frozenset(rank for rank in layout.rank.values() if start + rank in hidden)
                for scope, (start, layout) in self._places.items()
            },
        )
