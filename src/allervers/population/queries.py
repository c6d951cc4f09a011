"""The plan of a day written as a chain of queries: persons and households by round, sums, months, ranks between.

`DayQueries` writes the chain once for the values and, for the few households whose answer is unknown, once more with
the inputs lacking beside every value.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from allervers.law.expression import PERSON, Expression, Name, children
from allervers.law.inputs import Input
from allervers.population.amounts import Amounts
from allervers.population.columns import HOUSEHOLD, MEMBERS, MONTHS, PAID, RANK, SCALAR, SOURCE, SUM, Column, Plan
from allervers.population.folding import Folding
from allervers.population.gathering import Gathered, gather
from allervers.population.months import Months
from allervers.population.pieces import (
    BIGINT,
    Part,
    Sql,
    aliased,
    around,
    case_of,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)
from allervers.population.ranks import rank_query
from allervers.population.sources import HOUSEHOLDS, PERSONS, SOURCES
from allervers.population.writing import Writer

KEYS = {HOUSEHOLD: ("household_id",), PERSON: ("household_id", "person_id")}


@dataclass
class DayQueries:
    """``tables`` are the names under which the three tables are read; ``lacking`` asks for the inputs lacking."""

    plan: Plan
    folding: Folding
    inputs: dict[str, Input]
    tables: dict[str, str]
    lacking: bool = False
    parts: dict[str, Part] = field(default_factory=dict)

    def __post_init__(self):
        self.writer = Writer(self.folding, self.nullable)
        self.amounts = Amounts(self)

    def nullable(self, node: Expression) -> bool:
        if isinstance(node, Name):
            return self.plan[node.name].nullable if node.name in self.plan.columns else True
        return any(map(self.nullable, children(node)))

    # --- what each table of a round must hold ------------------------------------------------------------------------

    def needed(self, level: str, number: int) -> list[Column]:
        """Columns of ``level`` that the table of a round holds: those asked of it and what they are made of."""
        asked = {name for name in self.plan.outputs if number == self.plan.rounds and self._here(name, level)}
        for column in self.plan.columns.values():
            if column.kind in (MEMBERS, RANK, MONTHS):
                at = column.round if level == HOUSEHOLD else column.round - 1
                if at == number:
                    asked |= {use for use in column.uses if self._here(use, level)}
        if level == HOUSEHOLD:
            asked |= {use for column in self.needed(PERSON, number) for use in column.uses if self._here(use, level)}
        for column in reversed(self.plan.columns.values()):
            if column.name in asked and column.kind == SCALAR:
                asked |= {use for use in column.uses if self._here(use, level)}
        return [column for column in self.plan.columns.values() if column.name in asked]

    def _here(self, name: str, level: str) -> bool:
        return self.plan[name].level == level

    # --- the tables of a round ---------------------------------------------------------------------------------------

    def table(self, level: str, number: int) -> str:
        """The name of the query of a level in a round, written at first call."""
        name = f"{'persons' if level == PERSON else 'households'}_{number}"
        if name not in self.parts:
            columns = self.needed(level, number)
            joined = [column for column in columns if column.kind not in (SOURCE, SCALAR)]
            query = self._layered(self._base(level, number, columns), columns)
            self.parts[name] = Part(name, query, shared=bool(joined) or level == HOUSEHOLD)
        return name

    def _base(self, level: str, number: int, columns: list[Column]) -> exp.Select:
        table = PERSONS if level == PERSON else HOUSEHOLDS
        query = exp.select(*(exp.column(key, "t") for key in KEYS[level])).from_(f"{self.tables[table]} AS t")
        for column in columns:
            if column.kind == SOURCE:
                query = self.select(query, column, self._source(column))
        if level == PERSON:
            query = self._with_household(query, number)
        sums = [column for column in columns if column.kind in (SUM, PAID) and level == PERSON]
        if sums:
            query = self.amounts.join(query, sums)
        by_query: dict[str, list[Column]] = {}
        for column in columns:
            if column.kind not in (SOURCE, SCALAR) and column not in sums:
                by_query.setdefault(self._aggregate(column), []).append(column)
        for place, (name, brought) in enumerate(by_query.items()):
            query = self._joined(query, name, f"j{place}", brought)
        return query

    def _source(self, column: Column) -> Sql:
        source = SOURCES[column.name]
        read: Sql = exp.column(source.column, "t")
        if source.column.endswith("_cents"):
            read = exp.cast(read, BIGINT)
        if source.whether_told:
            return exp.not_(is_null(read))
        return exp.func("COALESCE", read, exp.maybe_parse(source.absent)) if source.absent else read

    def brought(self, number: int) -> list[Column]:
        """The columns of households that the persons of a round read."""
        wanted = {use for column in self.needed(PERSON, number) for use in column.uses}
        outputs = set(self.plan.outputs) if number == self.plan.rounds else set()
        found = [column for column in self.plan.columns.values() if column.name in wanted | outputs]
        return [column for column in found if column.level == HOUSEHOLD]

    def _with_household(self, query: exp.Select, number: int) -> exp.Select:
        brought = self.brought(number)
        if not brought:
            return query
        query = query.join(f"{self.table(HOUSEHOLD, number)} AS h", on="t.household_id = h.household_id", copy=False)
        for column in brought:
            query = self.select(query, column, exp.column(column.name, "h"), exp.column(lacking_of(column.name), "h"))
        return query

    def _aggregate(self, column: Column) -> str:
        """The name of the query that brings a sum, a rank or months."""
        if column.kind == MEMBERS:
            return self._members(column.round)
        if column.kind == RANK:
            return self._rank(column)
        return self.amounts.of_households() if column.kind == SUM else Months(self, column.round).query()

    def _joined(self, query: exp.Select, name: str, alias: str, columns: list[Column]) -> exp.Select:
        """Join what an aggregate brings; who has no row there has 0, or is first."""
        key = "household_id" if columns[0].level == HOUSEHOLD else "person_id"
        kind = columns[0].kind
        side = "INNER" if kind == MEMBERS else "LEFT"
        query = query.join(f"{name} AS {alias}", on=f"t.{key} = {alias}.{key}", join_type=side, copy=False)
        for column in columns:
            value: Sql = exp.column(column.name, alias)
            lacking: Sql = exp.column(lacking_of(column.name), alias)
            if kind != MEMBERS:
                absent = is_null(exp.column(key, alias))
                alone = integer(1 if kind == RANK else 0)
                value = case_of([(absent, alone)], value)
                lacking = case_of([(absent, nothing_lacks())], lacking)
            query = self.select(query, column, value, lacking)
        return query

    def select(self, query: exp.Select, column: Column, value: Sql, lacking: Sql | None = None) -> exp.Select:
        """Add a column, and what it lacks when that is written too."""
        query = query.select(aliased(value, column.name), copy=False)
        if not (self.lacking and column.nullable):
            return query
        if lacking is None:
            key = self._key(column)
            lacking = case_of([(is_null(value), exp.Array(expressions=[key]))], nothing_lacks())
        return query.select(aliased(lacking, lacking_of(column.name)), copy=False)

    def _key(self, column: Column) -> Sql:
        field_name = self.inputs[column.name].field if column.name in self.inputs else column.name
        if column.level == HOUSEHOLD:
            return exp.Literal.string(field_name)
        person = exp.cast(exp.column("person_id", "t"), "TEXT")
        return exp.DPipe(this=person, expression=exp.Literal.string(f".{field_name}"))

    def _layered(self, query: exp.Select, columns: list[Column]) -> exp.Select:
        """Scalars, those that read others in a query around these."""
        depth: dict[str, int] = {}
        for column in columns:
            if column.kind == SCALAR:
                depth[column.name] = 1 + max((depth.get(use, 0) for use in column.uses), default=0)
        for layer in range(1, max(depth.values(), default=0) + 1):
            here = [column for column in columns if depth.get(column.name) == layer]
            query = around(query)
            for column in here:
                query.select(aliased(self.writer.value(column.node), column.name), copy=False)
            lacking = [column for column in here if self.lacking and column.nullable]
            if lacking:
                query = around(query)
            for column in lacking:
                listed = self.writer.lacking(column.node, exp.column(column.name))
                query.select(aliased(listed, lacking_of(column.name)), copy=False)
        return query

    # --- aggregates --------------------------------------------------------------------------------------------------

    def _members(self, number: int) -> str:
        name = f"members_{number}"
        if name not in self.parts:
            columns = [
                column for column in self.plan.columns.values() if (column.kind, column.round) == (MEMBERS, number)
            ]
            items = [Gathered(each.name, each.node.kind, each.uses[0], each.nullable) for each in columns]
            rows = exp.select("*").from_(self.table(PERSON, number - 1))
            self.parts[name] = Part(name, gather(rows, ["household_id"], items, self.lacking), shared=True)
        return name

    def _rank(self, column: Column) -> str:
        name = f"ranks_{column.name}"
        if name not in self.parts:
            self.parts[name] = Part(name, rank_query(self, column), shared=True)
        return name
