"""Numbers that readers see side by side, in several places, and what they can add and subtract: see `publication`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import sub

from allervers.publishing.additions import Owned
from allervers.publishing.secrecy import SMALLEST_PUBLISHED, Mask, is_small, masks

from .layout import Layout, Rank, Ranks
from .populations import CLOSED, OPEN, RECEIVED
from .shapes import Cell, Rest

Scope = int | str
"""The whole nation, a region by its code, a fund by its identifier."""


Numbers = Sequence[int]
"""Of one place, in the order of its layout."""


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
        self._at_least: list[tuple[list[int], list[int], Owned]] = []
        self._owned: dict[int, Owned] = {}
        self._places: dict[Scope, tuple[int, Layout]] = {}
        self._hidden: set[int] = set()
        self._known: set[int] = set()
        self._unread: set[int] = set()

    def add(
        self,
        scope: Scope,
        layout: Layout,
        numbers: Numbers,
        cost: int,
        *,
        is_read: bool = True,
        own: Mapping[Scope, Numbers] | None = None,
    ) -> None:
        """What is shown of one place. Of two numbers that would protect as well, that of lower `cost` is masked; what
        is left out of a whole by its part costs nothing: nobody reads it.

        `own`: the same numbers of each fund whose files are a part of this place. It knows them, and must not find how
        few are left to the others.
        """
        start, shown = len(self._numbers), len(layout.rank)
        self._places[scope] = start, layout
        self._costs += [0 if isinstance(cell, Rest) else cost for cell in layout.rank]
        numbers = _with_what_is_worked_out(layout, numbers)
        own = _readers(
            layout, numbers, {fund: _with_what_is_worked_out(layout, each) for fund, each in (own or {}).items()}
        )
        self._unread |= set(range(start + shown * is_read, start + len(numbers)))
        self._numbers += numbers
        self._costs += [0] * len(layout.worked_out)
        for rank in range(len(numbers) if own else 0):
            self._owned[start + rank] = {fund: each[rank] for fund, each in own.items() if each[rank]}
        self._sums += [(start + whole, tuple(start + part for part in parts)) for whole, parts in layout.sums]
        for more, less in _differences(layout):
            self._differ(more, less, start, numbers, own)

    def _differ(self, more: Ranks, less: Ranks, start: int, numbers: Numbers, own: Mapping[Scope, Numbers]) -> None:
        """The reader takes these from those. A larger difference needs no protection: that it is none suffices."""
        rest = _left(more, less, numbers)
        known = {fund: part for fund, each in own.items() if (part := _left(more, less, each))}
        left, right = ([start + rank for rank in each] for each in (more, less))
        if is_small(rest) or any(is_small(rest - part) for part in known.values()):
            self._balances.append((left, [*right, self._place(rest, known)]))
        else:
            self._at_least.append((left, right, known))

    def _place(self, number: int, own: Owned | None = None) -> int:
        """Where it stands; nobody shows it."""
        self._numbers.append(number)
        self._costs.append(0)
        if own:
            self._owned[len(self._numbers) - 1] = own
        return len(self._numbers) - 1

    def add_up(self, whole: Scope, parts: Collection[Scope], cells: Iterable[Cell], *, of_funds: bool = False) -> None:
        """One place is these others taken together, as these cells show; each fund knows what is its own."""
        sums = self._contributions if of_funds else self._sums
        start, layout = self._places[whole]
        others = [self._places[part] for part in parts]
        for cell in cells:
            sums.append((start + layout.rank[cell], tuple(place + each.rank[cell] for place, each in others)))

    def carry(self, scope: Scope, before: Mapping[int, int]) -> None:
        """Add what several years tell together: received less closed, of this year and of those before (`before`, fund
        by fund), are the files at hand when it ends; of these, those that are open leave out those that wait to be
        examined.

        `before` is taken for known, whatever the former years mask. It may be small: it is moved by eleven, with the
        sum, so that it is not masked in place of what this year tells.
        """
        start, layout = self._places[scope]
        if RECEIVED not in layout.rank or CLOSED not in layout.rank:
            return
        received, closed = (start + layout.rank[cell] for cell in (RECEIVED, CLOSED))
        at_first = sum(before.values())
        at_hand = at_first + self._numbers[received] - self._numbers[closed]
        if at_first < 0 or at_hand < 0:
            return  # More was closed than was received in the years that are shown: nothing follows from them.
        own = {
            fund: max(0, before.get(fund, 0) + part - self._owned[closed].get(fund, 0))
            for fund, part in self._owned.get(received, {}).items()
        }
        moved, known = at_first + SMALLEST_PUBLISHED, len(self._numbers)
        self._numbers += [moved, moved + self._numbers[received], at_hand, SMALLEST_PUBLISHED]
        self._costs += [0, 0, 0, 0]
        self._known |= {known, known + 3}
        self._owned[known + 2] = own
        self._sums += [(known + 1, (known, received)), (known + 1, (known + 3, closed, known + 2))]
        if OPEN in layout.rank:
            now_open = start + layout.rank[OPEN]
            if (waiting := at_hand - self._numbers[now_open]) >= 0:
                opened = self._owned.get(now_open, {})
                of_own = {fund: max(0, there - opened.get(fund, 0)) for fund, there in own.items()}
                self._sums.append((known + 2, (now_open, self._place(waiting, of_own))))

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
            owned=self._owned,
        )
        return Masks(
            {scope: layout.rank for scope, (_, layout) in self._places.items()},
            {
                scope: frozenset(rank for rank in layout.rank.values() if start + rank in hidden)
                for scope, (start, layout) in self._places.items()
            },
        )


def _with_what_is_worked_out(layout: Layout, numbers: Numbers) -> list[int]:
    numbers = list(numbers)
    for plus, minus in layout.worked_out:
        numbers.append(_left(plus, minus, numbers))
    return numbers


def _left(more: Ranks, less: Ranks, numbers: Numbers) -> int:
    return sum(numbers[rank] for rank in more) - sum(numbers[rank] for rank in less)


def _differences(layout: Layout) -> Iterator[tuple[Ranks, Ranks]]:
    """What a reader takes from what, where nobody shows what is left."""
    yield from (((whole,), parts) for whole, parts in layout.partial)
    yield from (((whole, both), (one, other)) for whole, one, other, both in layout.crossed)
    yield from ((parts, (whole,)) for whole, *parts in layout.covered)


def _readers(layout: Layout, numbers: Numbers, own: Mapping[Scope, Numbers]) -> dict[Scope, Numbers]:
    """The funds from which something of this place is to be kept: those that would find few left of a number, or of a
    difference. What the others know need not be thought of."""
    if len(own) < 2:
        return {}
    differences = [(more, less, _left(more, less, numbers)) for more, less in _differences(layout)]

    def finds_few(each: Numbers) -> bool:
        if any(map(is_small, map(sub, numbers, each))):
            return True
        return any(is_small(rest - _left(more, less, each)) for more, less, rest in differences)

    return {fund: each for fund, each in own.items() if finds_few(each)}
