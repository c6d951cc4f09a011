"""What is shown of one place, and what a reader can make of it by additions and subtractions: see `sheet`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from .indicators import COVERED, SUMS
from .publics import EVERYBODY
from .shapes import Cell, Figure, Population, Rest

Rank = Mapping[Cell, int]
"""The cells that are shown of one place. They are known by their rank, quicker to compare than what they count."""
Sum = tuple[Population, tuple[Population, ...]]
Ranks = tuple[int, ...]


def rank_of(figures: Iterable[Figure]) -> dict[Cell, int]:
    """Every number that these figures give away, once."""
    return {cell: rank for rank, cell in enumerate(dict.fromkeys(c for figure in figures for c in figure.cells()))}


@dataclass(frozen=True)
class Layout:
    """Everything here is said by ranks; those after the last shown cell are of what follows."""

    rank: Rank
    worked_out: tuple[tuple[Ranks, Ranks], ...]
    """What nobody shows and a reader works out in order to find something else: what to add up, less what."""
    sums: list[tuple[int, Ranks]]
    """The additions that a reader can make: a whole and its parts."""
    partial: list[tuple[int, Ranks]]
    """Wholes and parts of them that exclude each other: who is in none is not shown."""
    crossed: list[tuple[int, int, int, int]]
    """Wholes, two parts of them, and what is in both: who is in neither is not shown."""
    covered: list[tuple[int, int, int]]
    """Wholes and two parts of them in one of which everybody is: who is in both is not shown."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "Layout":
        rank = rank_of(figures)
        told = [(whole, tuple(parts)) for whole, parts in (*(s for f in figures for s in f.sums()), *SUMS)]
        sums = [
            (rank[whole], tuple(rank[part] for part in parts))
            for whole, parts in told
            if whole in rank and all(part in rank for part in parts)
        ]
        cut = _cut(tuple(rank), tuple(s for s in told if all(isinstance(c, Population) for c in (s[0], *s[1]))))
        covered = [tuple(map(rank.get, each)) for each in COVERED if all(cell in rank for cell in each)]
        return cls(
            rank,
            cut.worked_out,
            sums + cut.complete,
            _nested(cut.cells) + cut.partial,
            _crossed(cut.cells),
            covered,
        )


@cache
def _parts(cells: tuple[Cell, ...]) -> dict[int, list[int]]:
    """Of each of these, by its rank, those that are a part of it. Which is a part of which hardly depends on the
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
def _nested(cells: tuple[Cell, ...]) -> list[tuple[int, Ranks]]:
    """A part of a part goes without saying: both differences are protected, hence their sum."""
    shown = {(cell.whole, cell.part) for cell in cells if isinstance(cell, Rest)}
    parts = {of: set(those) for of, those in _parts(cells).items()}

    def lies_between(middle: int, of: int, part: int) -> bool:
        below = parts.get(middle, ())
        return part in below and of not in below and middle not in parts.get(part, ())

    return [
        (of, (part,))
        for of, those in _parts(cells).items()
        for part in those
        if (cells[of], cells[part]) not in shown and not any(lies_between(middle, of, part) for middle in those)
    ]


@cache
def _crossed(cells: tuple[Cell, ...]) -> list[tuple[int, int, int, int]]:
    """As closures, the successful ones, those of a public, and the successful ones of that public."""
    ranks = _by_meeting(cells)
    return [
        (whole, one, other, both)
        for whole, parts in _parts(cells).items()
        for one, other in combinations(parts, 2)
        if (both := ranks.get(cells[one].and_also(cells[other]))) is not None and both not in (one, other)
    ]


def _by_meeting(cells: Iterable[Cell]) -> dict[tuple | None, int]:
    return {cell.meeting: rank for rank, cell in enumerate(cells) if isinstance(cell, Population)}


@dataclass(frozen=True)
class _Cut:
    cells: tuple[Cell, ...]
    """What is shown, then what is worked out."""
    worked_out: tuple[tuple[Ranks, Ranks], ...]
    complete: list[tuple[int, Ranks]]
    partial: list[tuple[int, Ranks]]


@cache
def _cut(shown: tuple[Cell, ...], told: tuple[Sum, ...]) -> _Cut:
    """An addition holds of what is cut out of it too: closures are successes and failures, so those of a theme are the
    successes and the failures of that theme. Of these the reader works out the one that nobody shows, if something that
    is shown is a part of it."""
    cells, worked_out = list(shown), []
    ranks = _by_meeting(cells)
    complete: dict[tuple[int, Ranks], None] = {}
    partial: dict[tuple[int, Ranks], None] = {}

    def work_out(population: Population, plus: Ranks, minus: Ranks) -> None:
        ranks[population.meeting] = len(cells)
        cells.append(population)
        worked_out.append((plus, minus))

    for whole, parts in told:
        if whole.meeting not in ranks and all(part.meeting in ranks for part in parts):
            work_out(whole, tuple(ranks[part.meeting] for part in parts), ())
    for rank, cut in _growing(cells):
        for whole, parts in told:
            if not isinstance(cut, Population) or not cut.is_part_of(whole):
                continue
            each = {part: ranks.get(cut.and_also(part)) for part in parts}
            missing = [part for part, place in each.items() if place is None]
            there = tuple(sorted(place for place in each.values() if place is not None))
            if rank in there:
                continue
            if len(missing) == 1 and there:
                rest = _both(cut, missing[0])
                if any(isinstance(cell, Population) and cell.is_part_of(rest) for cell in cells):
                    work_out(rest, (rank,), there)
                    there, missing = (*there, len(cells) - 1), []
            if not missing:
                complete[rank, there] = None
            elif len(there) > 1:
                partial[rank, there] = None
    return _Cut(tuple(cells), tuple(worked_out), list(complete), list(partial))


def _growing(cells: list[Cell]) -> Iterable[tuple[int, Cell]]:
    """Those that are added meanwhile too."""
    rank = 0
    while rank < len(cells):
        yield rank, cells[rank]
        rank += 1


def _both(one: Population, other: Population) -> Population:
    return one.where(other.condition).of_public(one.public or other.public)
