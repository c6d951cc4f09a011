"""What an indicator is made of: populations of facts, and the figures that are computed from their sizes.

An indicator says *what* is counted. `queries.tally` counts everything that is asked for in one pass over each table,
fund by fund; a figure then computes its value from these counts, and `publication` knows from the same description
what a published figure would give away.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property

from django.db.models import Q, TextChoices

from .facts import AGES, DAYS, Fact
from .publics import CONDITIONS, EVERYBODY

WHOLE = 0
"""Everything that was counted, the nation or one fund; any other scope is the identifier of a fund within it."""


@dataclass(frozen=True, eq=False)
class Population:
    """The facts of one table that fall in the period by their date `dated_by` (empty: whatever their dates), meet
    `condition` and, with a `public`, concern that public."""

    facts: type[Fact]
    dated_by: str
    condition: Q = field(default_factory=Q)
    public: str = EVERYBODY

    def where(self, *args, **lookups) -> "Population":
        return replace(self, condition=self.condition & Q(*args, **lookups))

    def of_public(self, public: str) -> "Population":
        return replace(self, public=public)

    @property
    def knows_publics(self) -> bool:
        """Publics are said when a file is closed: of a referral or an open file one knows the age at most."""
        return bool(self.dated_by) and self.dated_by == self.facts.declaration.publics_by

    @property
    def whole_condition(self) -> Q:
        return self.condition & CONDITIONS[self.public] if self.public else self.condition

    @cached_property
    def demands(self) -> frozenset:
        """What each of its facts meets, one by one."""
        return frozenset(map(repr, split(self.condition)))

    def is_part_of(self, other: "Population") -> bool:
        """By the way they are written: it demands all that `other` demands."""
        return (
            (self.facts, self.dated_by) == (other.facts, other.dated_by)
            and (other.public in (EVERYBODY, self.public) or self._is_of(other.public))
            and other.demands <= self.demands
        )

    def _is_of(self, public: str) -> bool:
        """Whether it demands what makes a public by itself, as to be under 25."""
        return not self.demands.isdisjoint(repr(Q(alternative)) for alternative in CONDITIONS[public].children)

    @cached_property
    def meeting(self) -> tuple:
        """What tells it from others, however its condition is written."""
        return self.facts, self.dated_by, self.demands, self.public

    def and_also(self, other: "Population") -> tuple | None:
        """The `meeting` of those that are in both; None where they are of two publics."""
        if self.public and other.public and self.public != other.public:
            return None
        return self.facts, self.dated_by, self.demands | other.demands, self.public or other.public

    @cached_property
    def _key(self) -> tuple[str, ...]:
        """What tells it from others; conditions themselves are slow to compare."""
        return self.facts.__name__, self.dated_by, repr(self.condition), self.public

    @cached_property
    def _hash(self) -> int:
        return hash(self._key)

    def __eq__(self, other):
        return self is other or (isinstance(other, Population) and self._key == other._key)

    def __hash__(self):
        return self._hash


def split(condition: Q) -> list[Q]:
    """The conditions all of which it demands."""
    if condition.negated or condition.connector != Q.AND:
        return [condition]
    parts = [split(child) if isinstance(child, Q) else [Q(child)] for child in condition.children]
    return [demand for part in parts for demand in part]


@dataclass(frozen=True)
class Rest:
    """Those of `whole` that are not in `part`: nobody shows their number, but a share gives it away."""

    whole: Population
    part: Population


Cell = Population | Rest
Total = tuple[str, Population]
"""Days or ages, added up over a population."""


@dataclass
class Tally:
    """How many facts each population has, and how many days or years in all: in the whole scope and fund by fund."""

    files_by_fund: dict[Population, dict[int, int]] = field(default_factory=dict)
    totals_by_fund: dict[Total, dict[int, int]] = field(default_factory=dict)
    fund_codes: Mapping[int, str] = field(default_factory=dict)

    def files(self, cell: Cell, scope: int = WHOLE) -> int:
        if isinstance(cell, Rest):
            return self.files(cell.whole, scope) - self.files(cell.part, scope)
        return _in_scope(self.files_by_fund[cell], scope)

    def total(self, measure: str, population: Population, scope: int = WHOLE) -> int:
        return _in_scope(self.totals_by_fund[measure, population], scope)

    def funds_with(self, population: Population) -> list[int]:
        """The funds in which there is at least one."""
        return [fund for fund, files in self.files_by_fund[population].items() if files]

    def funds(self, population: Population) -> int:
        """In how many funds there is at least one."""
        return len(self.funds_with(population))

    def holds(self, figure: "Figure") -> bool:
        """Whether all that this figure needs was counted."""
        return all(population in self.files_by_fund for population in figure.counted())


def _in_scope(by_fund: Mapping[int, int], scope: int) -> int:
    return sum(by_fund.values()) if scope == WHOLE else by_fund.get(scope, 0)


class Figure:
    """What an indicator returns. `counted` are the populations whose size it needs, `totals` what it needs added up,
    `sums` the additions it would reveal: the whole and its parts.

    `of_several_funds`: it compares funds, and says nothing of one alone.
    """

    unit = ""
    of_several_funds = False

    def counted(self) -> list[Population]:
        raise NotImplementedError

    def totals(self) -> list[Total]:
        return []

    def sums(self) -> list[tuple[Cell, list[Cell]]]:
        return []

    def cells(self) -> list[Cell]:
        """The numbers that its value gives away."""
        return [*self.counted(), *(part for _, parts in self.sums() for part in parts if isinstance(part, Rest))]

    def value(self, tally: Tally, scope: int = WHOLE):
        """As in files and commands: a number, None when it has no meaning, or a dictionary or list of them."""
        raise NotImplementedError

    @property
    def knows_publics(self) -> bool:
        """Whether it can be asked for one public."""
        return all(population.knows_publics and not population.public for population in self.counted())

    def of_public(self, public: str) -> "Figure":
        """The same figure, counting this public alone."""
        return self if public == EVERYBODY else _changed(self, lambda population: population.of_public(public))


def _changed(thing, change: Callable[[Population], Population]):
    """The same with every population in it changed."""
    if isinstance(thing, Population):
        return change(thing)
    if isinstance(thing, Mapping):
        return {key: _changed(value, change) for key, value in thing.items()}
    if isinstance(thing, tuple):
        return tuple(_changed(value, change) for value in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{item.name: _changed(getattr(thing, item.name), change) for item in fields(thing)})
    return thing


@dataclass(frozen=True)
class Count(Figure):
    """How many there are."""

    of: Population
    unit = "nombre"

    def counted(self):
        return [self.of]

    def value(self, tally, scope=WHOLE):
        return tally.files(self.of, scope)


@dataclass(frozen=True)
class Share(Figure):
    """How many of `among` are `of` (a part of them): a fraction with four decimals, None when there is nobody."""

    of: Population
    among: Population
    unit = "part, de 0 à 1"

    def counted(self):
        return [self.of, self.among]

    def sums(self):
        return [(self.among, [self.of, Rest(self.among, self.of)])] if self.of != self.among else []

    def value(self, tally, scope=WHOLE):
        whole = tally.files(self.among, scope)
        return round(tally.files(self.of, scope) / whole, 4) if whole else None


@dataclass(frozen=True)
class Mean(Figure):
    """What is added up over a population, divided by its size, to one decimal; None for nobody."""

    of: Population
    measure = ""

    def counted(self):
        return [self.of]

    def totals(self):
        return [(self.measure, self.of)]

    def value(self, tally, scope=WHOLE):
        files = tally.files(self.of, scope)
        return round(tally.total(self.measure, self.of, scope) / files, 1) if files else None


class MeanDays(Mean):
    """The mean number of days from the receipt of what is counted to its end (a closure, an answer)."""

    measure, unit = DAYS, "jours"


class MeanAge(Mean):
    """The mean age at the referral, of a population whose age is known."""

    measure, unit = AGES, "années"


@dataclass(frozen=True)
class Sum(Figure):
    """What is added up over a population, where `measure` counts persons that each of its facts reached."""

    of: Population
    measure: str
    unit = "nombre"

    def counted(self):
        return [self.of]

    def totals(self):
        return [(self.measure, self.of)]

    def value(self, tally, scope=WHOLE):
        return tally.total(self.measure, self.of, scope)


@dataclass(frozen=True)
class SumShare(Figure):
    """One sum over another of the same population: a fraction with four decimals, None when the whole is nothing."""

    of: Population
    measure: str
    among: str
    unit = "part, de 0 à 1"

    def counted(self):
        return [self.of]

    def totals(self):
        return [(self.measure, self.of), (self.among, self.of)]

    def value(self, tally, scope=WHOLE):
        whole = tally.total(self.among, self.of, scope)
        return round(tally.total(self.measure, self.of, scope) / whole, 4) if whole else None


@dataclass(frozen=True)
class PerFile(Figure):
    """How many of these `parts`, which may overlap, there are for each of `among`, to two decimals."""

    parts: tuple[Population, ...]
    among: Population
    unit = "nombre par dossier"

    def counted(self):
        return [*self.parts, self.among]

    def value(self, tally, scope=WHOLE):
        whole = tally.files(self.among, scope)
        return round(sum(tally.files(part, scope) for part in self.parts) / whole, 2) if whole else None


@dataclass(frozen=True)
class Breakdown(Figure):
    """One figure for each code of a closed list. `whole`: the population that the parts add up to, if they do,
    together with those `left_out`, which nobody shows."""

    codes: type[TextChoices]
    parts: Mapping[str, Figure]
    whole: Population | None = None
    left_out: tuple[Population, ...] = ()

    @property
    def unit(self):
        return next(iter(self.parts.values())).unit

    @property
    def of_several_funds(self):
        return any(part.of_several_funds for part in self.parts.values())

    def counted(self):
        return [*(population for part in self.parts.values() for population in part.counted()), *self.left_out]

    def totals(self):
        return [total for part in self.parts.values() for total in part.totals()]

    def sums(self):
        inner = [addition for part in self.parts.values() for addition in part.sums()]
        if not self.whole:
            return inner
        return [*inner, (self.whole, [*(part.of for part in self.parts.values()), *self.left_out])]

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
    unit = "nombre et parts"

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


def all_totals(figures: Iterable[Figure]) -> list[Total]:
    return list(dict.fromkeys(total for figure in figures for total in figure.totals()))
