"""What an indicator is made of: populations of facts, and the figures that are computed from their sizes.

An indicator says *what* is counted. `queries.tally` counts everything that is asked for in one pass over each table,
fund by fund; a figure then computes its value from these counts, and `publication` knows from the same description
what a published figure would give away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Q, TextChoices

from .models import Fact

WHOLE = 0
"""Everything that was counted, the nation or one fund; any other scope is the identifier of a fund within it."""


@dataclass(frozen=True)
class Population:
    """The facts of one table that fall in the period by their date `dated_by` (empty: whatever their dates) and
    meet `condition`."""

    facts: type[Fact]
    dated_by: str
    condition: Q = field(default_factory=Q)

    def where(self, *args, **lookups) -> "Population":
        return replace(self, condition=self.condition & Q(*args, **lookups))

    @cached_property
    def _hash(self) -> int:
        return hash((self.facts, self.dated_by, self.condition))

    def __hash__(self):
        return self._hash


@dataclass(frozen=True)
class Rest:
    """Those of `whole` that are not in `part`: nobody shows their number, but a share gives it away."""

    whole: Population
    part: Population


Cell = Population | Rest


@dataclass
class Tally:
    """How many facts, and how many days in all, each population has: in the whole scope and fund by fund."""

    files_by_fund: dict[Population, dict[int, int]] = field(default_factory=dict)
    days_by_fund: dict[Population, dict[int, int]] = field(default_factory=dict)

    def files(self, cell: Cell, scope: int = WHOLE) -> int:
        if isinstance(cell, Rest):
            return self.files(cell.whole, scope) - self.files(cell.part, scope)
        return _in_scope(self.files_by_fund[cell], scope)

    def days(self, population: Population, scope: int = WHOLE) -> int:
        return _in_scope(self.days_by_fund[population], scope)

    def funds(self, population: Population) -> int:
        """In how many funds there is at least one."""
        return sum(1 for files in self.files_by_fund[population].values() if files)


def _in_scope(by_fund: Mapping[int, int], scope: int) -> int:
    return sum(by_fund.values()) if scope == WHOLE else by_fund.get(scope, 0)


class Figure:
    """What an indicator returns. `counted` are the populations whose size it needs, `timed` those whose days it needs,
    `sums` the additions it would reveal: the whole and its parts."""

    def counted(self) -> list[Population]:
        raise NotImplementedError

    def timed(self) -> list[Population]:
        return []

    def sums(self) -> list[tuple[Cell, list[Cell]]]:
        return []

    def cells(self) -> list[Cell]:
        """The numbers that its value gives away."""
        return [*self.counted(), *(part for _, parts in self.sums() for part in parts if isinstance(part, Rest))]

    def value(self, tally: Tally, scope: int = WHOLE):
        """As in files and commands: a number, None when it has no meaning, or a dictionary or list of them."""
        raise NotImplementedError


@dataclass(frozen=True)
class Count(Figure):
    """How many there are."""

    of: Population

    def counted(self):
        return [self.of]

    def value(self, tally, scope=WHOLE):
        return tally.files(self.of, scope)


@dataclass(frozen=True)
class Share(Figure):
    """How many of `among` are `of` (a part of them): a fraction with four decimals, None when there is nobody."""

    of: Population
    among: Population

    def counted(self):
        return [self.of, self.among]

    def sums(self):
        return [(self.among, [self.of, Rest(self.among, self.of)])]

    def value(self, tally, scope=WHOLE):
        whole = tally.files(self.among, scope)
        return round(tally.files(self.of, scope) / whole, 4) if whole else None


@dataclass(frozen=True)
class MeanDays(Figure):
    """The mean number of days from the receipt of the referral to the closure, to one decimal; None for nobody."""

    of: Population

    def counted(self):
        return [self.of]

    def timed(self):
        return [self.of]

    def value(self, tally, scope=WHOLE):
        files = tally.files(self.of, scope)
        return round(tally.days(self.of, scope) / files, 1) if files else None


@dataclass(frozen=True)
class Breakdown(Figure):
    """One figure for each code of a closed list. `whole`: the population that the parts add up to, if they do."""

    codes: type[TextChoices]
    parts: Mapping[str, Count | Share]
    whole: Population | None = None

    def counted(self):
        return [population for part in self.parts.values() for population in part.counted()]

    def sums(self):
        inner = [addition for part in self.parts.values() for addition in part.sums()]
        whole = [(self.whole, [part.of for part in self.parts.values()])] if self.whole else []
        return inner + whole

    def value(self, tally, scope=WHOLE):
        return {code: part.value(tally, scope) for code, part in self.parts.items()}


@dataclass(frozen=True)
class Ranking(Figure):
    """The codes of a closed list that have the most, at most ten, ties by code, with some shares of each."""

    codes: type[TextChoices]
    population_of: Mapping[str, Population]
    counted_as: str
    shares: Mapping[str, Mapping[str, Share]]
    """For each name of a share, the share of each code."""

    LENGTH = 10

    def counted(self):
        shares = [share for by_code in self.shares.values() for share in by_code.values()]
        return [*self.population_of.values(), *(population for share in shares for population in share.counted())]

    def sums(self):
        return [sum_ for by_code in self.shares.values() for share in by_code.values() for sum_ in share.sums()]

    def ranked(self, tally: Tally, scope: int = WHOLE) -> list[str]:
        """The codes, the largest first."""
        sizes = {code: tally.files(population, scope) for code, population in self.population_of.items()}
        there = [code for code, size in sizes.items() if size]
        return sorted(there, key=lambda code: (-sizes[code], code))[: self.LENGTH]

    def value(self, tally, scope=WHOLE):
        return [
            {
                "name": code,
                self.counted_as: tally.files(self.population_of[code], scope),
                **{name: by_code[code].value(tally, scope) for name, by_code in self.shares.items()},
                "funds": tally.funds(self.population_of[code]),
            }
            for code in self.ranked(tally, scope)
        ]


def all_counted(figures: Iterable[Figure]) -> list[Population]:
    """Every population that one of these figures needs, once."""
    return list(dict.fromkeys(population for figure in figures for population in figure.counted()))


def all_timed(figures: Iterable[Figure]) -> list[Population]:
    return list(dict.fromkeys(population for figure in figures for population in figure.timed()))
