"""The sums that the law makes by looking at each month: an abatement every month, « paid in each of seven months ».

Few persons have such amounts. Their rows are read apart, one by person and month; months without any bring nothing
(`columns` has checked it).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.law.counting import first_of, month_number
from allervers.law.expression import PERSON, Expression, Name, OverMembers, children
from allervers.population.amounts import AMOUNT, FLAGS, KIND, MONTH_COLUMN, Window, has, inside, month_key
from allervers.population.columns import HOUSEHOLD, MONTHS, rebuilt
from allervers.population.gathering import Gathered, gather
from allervers.population.pieces import (
    BIGINT,
    Part,
    Sql,
    aliased,
    around,
    bits,
    case_of,
    day,
    gathered_lists,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)
from allervers.population.writing import Writer

if TYPE_CHECKING:
    from allervers.population.queries import DayQueries

KEYS = ("household_id", "person_id", MONTH_COLUMN)


class Months:
    """The sums month by month of one round of a chain."""

    def __init__(self, chain: DayQueries, number: int):
        self.chain, self.number, self.name = chain, number, f"months_{number}"
        self.columns = [
            column for column in chain.plan.columns.values() if (column.kind, column.round) == (MONTHS, number)
        ]
        self.windows: dict[str, Window] = {column.name: chain.amounts.window(column.node) for column in self.columns}
        self.counts: dict[str, OverMembers] = {}
        self.bodies = {column.name: self._counted_apart(column.node.body, column.name) for column in self.columns}
        self.writer = Writer(chain.folding, chain.nullable, months=self._months())

    def query(self) -> str:
        """The name of the query: one row by person who has such amounts."""
        if self.name not in self.chain.parts:
            rows = self._with_counts(self._part("rows", self._beside(self._rows())))
            for name, body in self.bodies.items():
                rows = self._with(rows, f"{name}__of_month", body, self.windows[name])
            items = [Gathered(column.name, "sum", f"{column.name}__of_month", True) for column in self.columns]
            self.chain.parts[self.name] = Part(self.name, gather(rows, ["person_id"], items, self.chain.lacking), True)
        return self.name

    def _part(self, what: str, query: exp.Select) -> str:
        name = f"{self.name}_{what}"
        self.chain.parts[name] = Part(name, query, shared=True)
        return name

    def _months(self) -> tuple[date, ...]:
        first = min(first for first, _ in self.windows.values())
        last = max(last for _, last in self.windows.values())
        return tuple(map(first_of, range(month_number(first), month_number(last) + 1)))

    def _rows(self) -> exp.Select:
        """One row by person and month with an amount, and the amounts by kind."""
        kinds = sorted({kind for column in self.columns for kind in self.chain.amounts.kinds(column.node)})
        months = self.writer.months
        known = exp.Array(expressions=[exp.Literal.string(kind) for kind in kinds])
        rows = exp.select().from_(self.chain.amounts.rows_kept())
        rows = rows.where(exp.ArrayContains(this=known, expression=exp.column(KIND)))
        rows = rows.where(exp.Between(this=exp.column(MONTH_COLUMN), low=day(months[0]), high=day(months[-1])))
        null = is_null(exp.column(AMOUNT))
        unknown = [(exp.and_(_is(kind), null, copy=False), bits(2**place)) for place, kind in enumerate(kinds)]
        rows = rows.select(*KEYS, aliased(exp.BitwiseOrAgg(this=case_of(unknown, bits(0))), FLAGS), copy=False)
        for kind in kinds:
            total = exp.Sum(this=case_of([(_is(kind), exp.cast(exp.column(AMOUNT), BIGINT))]))
            rows = rows.select(aliased(exp.cast(total, BIGINT), kind), copy=False)
            if self.chain.lacking:
                mine = exp.and_(_is(kind), null, copy=False)
                asked = case_of([(mine, exp.Array(expressions=[month_key()]))], nothing_lacks())
                rows = rows.select(aliased(gathered_lists(asked), lacking_of(kind)), copy=False)
        query = exp.select(*KEYS).from_(rows.group_by(*KEYS).subquery("g"))
        for place, kind in enumerate(kinds):
            known_amount = exp.func("COALESCE", exp.column(kind), integer(0))
            value = case_of([(has(exp.column(FLAGS), 2**place), exp.null())], known_amount)
            query = query.select(aliased(value, kind), copy=False)
            if self.chain.lacking:
                query = query.select(lacking_of(kind), copy=False)
        return query

    def _beside(self, rows: exp.Select) -> exp.Select:
        """What the rules read of the person and of the household beside the amounts."""
        chain = self.chain
        query = exp.select("r.*").from_(rows.subquery("r"))
        uses = dict.fromkeys(use for column in self.columns for use in column.uses)
        for level, alias, key, number in (
            (PERSON, "p", "person_id", self.number - 1),
            (HOUSEHOLD, "h", "household_id", self.number),
        ):
            read = [chain.plan[use] for use in uses if chain.plan[use].level == level]
            if read:
                on = f"r.{key} = {alias}.{key}"
                query = query.join(f"{chain.table(level, number)} AS {alias}", on=on, copy=False)
            for column in read:
                given = exp.column(column.name, alias), exp.column(lacking_of(column.name), alias)
                query = chain.select(query, column, *given)
        return query

    def _counted_apart(self, node: Expression, owner: str) -> Expression:
        """The tree with what is counted over the members in a month replaced by a name."""
        if isinstance(node, OverMembers):
            name = f"{owner}__members_{len(self.counts)}"
            self.counts[name] = node
            return Name(name)
        return rebuilt(node, [self._counted_apart(child, owner) for child in children(node)])

    def _with_counts(self, rows: str) -> exp.Select:
        """The rows with what the members of the household make together in each month."""
        query = exp.select("r.*").from_(f"{rows} AS r")
        if not self.counts:
            return query
        counted = exp.select("*").from_(rows)
        for name, node in self.counts.items():
            counted = self._with(counted, f"{name}__of_person", node.body)
        items = [Gathered(name, node.kind, f"{name}__of_person", True) for name, node in self.counts.items()]
        counts = self._part("counts", gather(counted, ["household_id", MONTH_COLUMN], items, self.chain.lacking))
        on = f"r.household_id = c.household_id AND r.{MONTH_COLUMN} = c.{MONTH_COLUMN}"
        query = query.join(f"{counts} AS c", on=on, copy=False)
        for name in self.counts:
            query = query.select(exp.column(name, "c"), copy=False)
            if self.chain.lacking:
                query = query.select(exp.column(lacking_of(name), "c"), copy=False)
        return around(query)

    def _with(self, query: exp.Select, name: str, node: Expression, window: Window | None = None) -> exp.Select:
        """Add a column to the rows: the value of ``node`` in the months of ``window``, 0 in the others."""
        value, lacking = self.writer.value(node), None
        if self.chain.lacking:
            lacking = self.writer.lacking(node) or nothing_lacks()
        if window is not None:
            value = case_of([(inside(window), value)], integer(0))
            lacking = lacking and case_of([(inside(window), lacking)], nothing_lacks())
        query = query.select(aliased(value, name), copy=False)
        return query if lacking is None else query.select(aliased(lacking, lacking_of(name)), copy=False)


def _is(kind: str) -> Sql:
    return exp.EQ(this=exp.column(KIND), expression=exp.Literal.string(kind))
