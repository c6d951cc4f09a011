"""The reader from whom numbers are kept: what can be proved of a masked one, from all additions together.

A cell is *safe* once another table of whole numbers is found that agrees with everything published and gives it a
value that the rule of `secrecy` asks for: the reader cannot tell that table from the true one. Such a table is checked
by whole-number arithmetic; a solver (HiGHS) merely proposes it. When the solver says that there is none, the additions
from which this follows are the proof, and the published numbers in it are those that can be masked against it.

Some readers know more than others: of a number that several of them make up, each knows its own part (`Owned`), below
which the number cannot be. All of these floors are believed at once, by a reader who knows more than each of them: a
table that stands on them stands for everybody.

Linear programmes come first: their solutions are nearly always whole here, and their bounds hold for whole numbers
too. A whole-number programme is solved for what they leave in doubt; what even this leaves in doubt counts as proved.
"""

import itertools
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from .additions import SMALLEST_PUBLISHED, Addition, Owned, is_small

NEARLY = 1e-6
MOST_BRANCHES = 2000
"""Of a whole-number programme; enough for every one met so far, and no publication waits for ever."""


@dataclass(frozen=True)
class Proof:
    """A masked cell of which too much can be proved, and the published cells from which it follows."""

    cell: Hashable
    rests_on: Collection[Hashable]


def proofs(
    cells: Mapping[Hashable, int],
    holding: Mapping[Hashable, list[Addition]],
    hidden: Collection[Hashable],
    safe: set[Hashable],
    owned: Mapping[Hashable, Owned],
) -> Iterator[Proof]:
    """All that a reader can prove of the masked cells. Those that no addition links, directly or through others, are
    read apart. Of which nothing can be proved is added to `safe` and never asked again: the table
    that shows it stands however many more cells are masked."""
    for masked, additions in _groups(holding, hidden):
        doubtful = [cell not in safe for cell in masked]
        if any(doubtful):
            found = list(_Reader(cells, masked, additions, doubtful, owned).proofs())
            safe.update(set(itertools.compress(masked, doubtful)) - {proof.cell for proof in found})
            yield from found


def _groups(
    holding: Mapping[Hashable, list[Addition]], hidden: Collection[Hashable]
) -> Iterator[tuple[list[Hashable], list[Addition]]]:
    """Masked cells that additions link, with these additions."""
    seen: set[Hashable] = set()
    # In the order of the additions, so that the same numbers are always masked alike.
    for start in holding:
        if start in seen or start not in hidden:
            continue
        seen.add(start)
        masked, additions, to_follow = [], {}, [start]
        while to_follow:
            masked.append(cell := to_follow.pop())
            for addition in holding[cell]:
                if addition not in additions:
                    additions[addition] = None
                    new = [other for other in addition.cells if other in hidden and other not in seen]
                    seen.update(new)
                    to_follow += new
        yield masked, list(additions)


class _Quiet(highspy.Highs):
    """Without its banner, which would stand in what our commands print."""

    def enableCallbacks(self):
        self.silent()
        super().enableCallbacks()


class _Reader:
    """One group. Each masked cell is an unknown in two pieces, one up to what is to be reached, one beyond: a table
    that brings as many as possible there is then a linear programme."""

    def __init__(
        self,
        cells: Mapping[Hashable, int],
        masked: list[Hashable],
        additions: list[Addition],
        doubtful: list[bool],
        owned: Mapping[Hashable, Owned],
    ):
        self.masked, self.additions, self.doubtful = masked, additions, np.array(doubtful)
        self.place = {cell: place for place, cell in enumerate(masked)}
        self.truth = np.array([cells[cell] for cell in masked], dtype=np.int64)
        self.owned = [owned.get(cell, {}) for cell in masked]
        goals = [self._goal(place) for place in range(len(masked))]
        self.must_reach = np.array([goal is not None for goal in goals])
        self.goal = np.array([goal or truth + 1 for goal, truth in zip(goals, self.truth, strict=True)])
        self.floor = _highest(self.owned)
        self.at_least = _highest(addition.owned for addition in additions)
        self._write_down(cells)
        self._solver = self._programme()

    def _goal(self, place: int) -> int | None:
        """What a protected number must be able to reach: eleven, and eleven more than what a reader knows as its own
        where few are left to the others."""
        truth, own = int(self.truth[place]), [0, *self.owned[place].values()]
        return max((part + SMALLEST_PUBLISHED for part in own if is_small(truth - part)), default=None)

    def _write_down(self, cells: Mapping[Hashable, int]) -> None:
        """Left − right = 0 (or more): on the left the masked cells with their coefficients, on the right what is
        published."""
        starts, columns, signs, right = [0], [], [], []
        for addition in self.additions:
            total = 0
            for sign, cell in addition.terms:
                if (place := self.place.get(cell)) is None:
                    total -= sign * cells[cell]
                else:
                    columns.append(place)
                    signs.append(sign)
            starts.append(len(columns))
            right.append(total)
        self.starts, self.columns, self.signs = (np.array(each, dtype=np.int64) for each in (starts, columns, signs))
        self.right = np.array(right, dtype=np.int64)
        self.is_exact = np.array([addition.is_exact for addition in self.additions])
        self.rows = np.repeat(np.arange(len(right)), np.diff(self.starts))

    def _programme(self) -> highspy.Highs:
        size = len(self.masked)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = 2 * size, len(self.right)
        programme.col_cost_ = np.zeros(2 * size)
        programme.col_lower_ = np.concatenate([self.floor, np.zeros(size)]).astype(float)
        programme.col_upper_ = np.concatenate([self.goal, np.full(size, highspy.kHighsInf)]).astype(float)
        programme.row_lower_ = (self.right + self.at_least).astype(float)
        programme.row_upper_ = np.where(self.is_exact, self.right, highspy.kHighsInf)
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        # Both pieces of a cell stand side by side in each row.
        matrix.start_ = 2 * self.starts
        matrix.index_ = np.column_stack([self.columns, self.columns + size]).ravel()
        matrix.value_ = np.repeat(self.signs, 2).astype(float)
        programme.sense_ = highspy.ObjSense.kMaximize
        solver = _Quiet()
        for option, value in (("threads", 1), ("mip_max_nodes", MOST_BRANCHES)):
            solver.setOptionValue(option, value)
        solver.passModel(programme)
        return solver

    def proofs(self) -> Iterator[Proof]:
        """First as many as possible are found safe at once, then what is left is asked one by one."""
        before = -1
        while self.doubtful.any() and before != (before := int(self.doubtful.sum())):
            self._note(self._table(self.doubtful.nonzero()[0]))
        for place in self.doubtful.nonzero()[0]:
            if self.doubtful[place] and (proof := self._proof(place)):
                yield proof

    def _proof(self, place: int) -> Proof | None:
        """Against one cell; none when it is safe."""
        one = np.array([place])
        rests_on: list[Hashable] = []
        # A small number must be able to reach its goal; any other must be able to be more, or less, than it is.
        for least in (False,) if self.must_reach[place] else (False, True):
            self._note(self._table(one, least=least))
            if not self.doubtful[place]:
                return None
            reached = self._solver.getInfo().objective_function_value
            limit = 1 - self.truth[place] if least else self.goal[place]
            if reached < limit - NEARLY:
                rests_on += self._rests_on()
                continue
            self._note(self._table(one, least=least, whole=True))
            if not self.doubtful[place]:
                return None
            rests_on += self._beside()
        return Proof(self.masked[place], rests_on)

    def _table(self, places: np.ndarray, *, least: bool = False, whole: bool = False) -> np.ndarray:
        """The table in which these cells are as near as possible to their goal (or, with `least`, to zero)."""
        size = len(self.masked)
        costs = np.zeros(2 * size)
        costs[places] = -1 if least else 1
        if least:
            costs[places + size] = -1
        every = np.arange(2 * size, dtype=np.int32)
        self._solver.changeColsCost(2 * size, every, costs)
        kinds = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        if whole:
            self._solver.changeColsIntegrality(2 * size, every, np.full(2 * size, int(kinds), dtype=np.uint8))
        self._solver.run()
        values = np.array(self._solver.getSolution().col_value)
        if whole:
            kind = int(highspy.HighsVarType.kContinuous)
            self._solver.changeColsIntegrality(2 * size, every, np.full(2 * size, kind, dtype=np.uint8))
        return values[:size] + values[size:] if len(values) else self.truth

    def _note(self, table: Iterable[float]) -> None:
        """What this table shows safe, if it is one: of whole numbers, none below its floor, that agree with what is
        published."""
        numbers = np.rint(table).astype(np.int64)
        sums = np.zeros(len(self.right), dtype=np.int64)
        np.add.at(sums, self.rows, self.signs * numbers[self.columns])
        left = sums - self.right
        if (numbers < self.floor).any() or np.where(self.is_exact, left != 0, left < self.at_least).any():
            return
        self.doubtful &= np.where(self.must_reach, numbers < self.goal, numbers == self.truth)

    def _beside(self) -> list[Hashable]:
        """Every published cell of the group, where no weights tell which of them count."""
        return list(dict.fromkeys(c for addition in self.additions for c in addition.cells if c not in self.place))

    def _rests_on(self) -> list[Hashable]:
        """The published cells in the additions, so weighted, from which the last answer follows."""
        weights = np.array(self._solver.getSolution().row_dual)
        found: dict[Hashable, float] = {}
        for row in np.flatnonzero(np.abs(weights) > NEARLY):
            for sign, cell in self.additions[row].terms:
                if cell not in self.place:
                    found[cell] = found.get(cell, 0) + sign * weights[row]
        return [cell for cell, weight in found.items() if abs(weight) > NEARLY]


def _highest(owned: Iterable[Owned]) -> np.ndarray:
    """The largest part of each number that one of its readers knows."""
    return np.array([max(each.values(), default=0) for each in owned], dtype=np.int64)
