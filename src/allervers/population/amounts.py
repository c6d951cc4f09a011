"""The long table of resources summed by person, for what only adds up; `months` has what is looked at month by month.

An absent row is 0, a null amount is unknown: it makes unknown every sum of its kind that holds its month.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.law.expression import PERSON, Expression, Name, SumOverMonths, walk
from allervers.population.columns import SUM, Column
from allervers.population.pieces import (
    BIGINT,
    Part,
    Sql,
    aliased,
    case_of,
    day,
    gathered_lists,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)
from allervers.population.sources import RESOURCES

if TYPE_CHECKING:
    from allervers.population.queries import Chain

Window = tuple[date, date]
AMOUNT, MONTH_COLUMN, KIND, GROUP = "amount_cents", "month", "kind", "kinds"


def first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


class Amounts:
    """The sums of a chain."""

    def __init__(self, chain: Chain):
        self.chain = chain
        today = chain.folding.day
        self.month = today.year * 12 + today.month - 1

    def window(self, node: SumOverMonths) -> Window:
        last = self.month - node.ending.value
        return first_of(last - node.months + 1), first_of(last)

    def kinds(self, node: Expression) -> list[str]:
        """The kinds of amounts that a tree reads, in order."""
        names = dict.fromkeys(each.name for each in walk(node) if isinstance(each, Name))
        return [name for name in names if name in self.chain.inputs and name not in self.chain.plan.columns]

    def _columns(self, level: str) -> list[Column]:
        return [column for column in self.chain.plan.columns.values() if (column.kind, column.level) == (SUM, level)]

    def rows(self, of_person: bool) -> exp.Select:
        """The rows of persons, or those of the household."""
        whose = is_null(exp.column("person_id"))
        query = exp.select().from_(self.chain.tables[RESOURCES])
        return query.where(exp.not_(whose, copy=False) if of_person else whose, copy=False)

    def _part(self, name: str, query: exp.Select) -> str:
        self.chain.parts[name] = Part(name, query, shared=True)
        return name

    # --- persons -----------------------------------------------------------------------------------------------------

    def of_persons(self) -> str:
        """Sums by person: of known amounts first by group of kinds, for there are many months and few groups."""
        name = "sums_of_persons"
        if name in self.chain.parts:
            return name
        columns = self._columns(PERSON)
        windows = sorted({self.window(column.node) for column in columns})
        groups = self._groups(columns)
        group = case_of((_is_one_of(kinds), integer(place)) for place, kinds in enumerate(groups))
        # The same kinds add up in the same sums: they are one group.
        rows = self.rows(of_person=True).select("person_id", aliased(group, GROUP), MONTH_COLUMN, AMOUNT, copy=False)
        by_group = exp.select("person_id", GROUP).from_(rows.subquery("r")).group_by("person_id", GROUP)
        for place, window in enumerate(windows):
            total = exp.Sum(this=case_of([(inside(window), exp.cast(exp.column(AMOUNT), BIGINT))]))
            by_group = by_group.select(aliased(exp.cast(total, BIGINT), f"sum_{place}"), copy=False)
        query = exp.select("person_id").from_(by_group.subquery("g")).group_by("person_id")
        for column in columns:
            wanted = [place for place, kinds in enumerate(groups) if set(kinds) <= set(self.kinds(column.node))]
            mine = exp.In(this=exp.column(GROUP), expressions=[exp.Literal.number(place) for place in wanted])
            total = exp.Sum(this=case_of([(mine, exp.column(f"sum_{windows.index(self.window(column.node))}"))]))
            total = exp.func("COALESCE", exp.cast(total, BIGINT), integer(0))
            query = query.select(aliased(total, column.name), copy=False)
        return self._part(name, query)

    def _groups(self, columns: list[Column]) -> list[list[str]]:
        kinds = sorted({kind for column in columns for kind in self.kinds(column.node)})
        groups: dict[tuple, list[str]] = {}
        for kind in kinds:
            signature = tuple(column.name for column in columns if kind in self.kinds(column.node))
            groups.setdefault(signature, []).append(kind)
        return list(groups.values())

    def unknown_of_persons(self) -> str:
        """The few persons with an amount unknown: which sums it makes unknown."""
        name = "unknown_of_persons"
        if name in self.chain.parts:
            return name
        rows = self.rows(of_person=True).where(is_null(exp.column(AMOUNT)), copy=False)
        query = rows.select("person_id").group_by("person_id")
        for column in self._columns(PERSON):
            query = query.select(aliased(_any_row(self._in(column)), column.name), copy=False)
            if self.chain.lacking:
                query = query.select(aliased(self._keys(column), lacking_of(column.name)), copy=False)
        return self._part(name, query)

    def join(self, query: exp.Select, columns: list[Column]) -> exp.Select:
        """Join the sums of persons to their table ``t``; who has no row has 0."""
        for name, alias in ((self.of_persons(), "s"), (self.unknown_of_persons(), "u")):
            query = query.join(
                f"{name} AS {alias}", on=f"t.person_id = {alias}.person_id", join_type="LEFT", copy=False
            )
        nobody = is_null(exp.column("person_id", "s"))
        for column in columns:
            unknown = exp.EQ(this=exp.column(column.name, "u"), expression=exp.Literal.number(1))
            value = case_of([(unknown, exp.null()), (nobody, integer(0))], exp.column(column.name, "s"))
            lacking = exp.func("COALESCE", exp.column(lacking_of(column.name), "u"), nothing_lacks())
            query = self.chain.select(query, column, value, lacking)
        return query

    # --- households --------------------------------------------------------------------------------------------------

    def of_households(self) -> str:
        """Sums of what the household itself receives."""
        name = "sums_of_households"
        if name not in self.chain.parts:
            query = self.rows(of_person=False).select("household_id").group_by("household_id")
            for column in self._columns("household"):
                total = exp.Sum(this=case_of([(self._in(column), exp.cast(exp.column(AMOUNT), BIGINT))]))
                unknown = exp.and_(self._in(column), is_null(exp.column(AMOUNT)), copy=False)
                some = exp.EQ(this=_any_row(unknown), expression=exp.Literal.number(1))
                known = exp.func("COALESCE", exp.cast(total, BIGINT), integer(0))
                value = case_of([(some, exp.null())], known)
                query = self.chain.select(query, column, value, self._keys(column))
            self._part(name, query)
        return name

    def _in(self, column: Column) -> Sql:
        """Is the row of a kind and of a month that the sum holds?"""
        return exp.and_(_is_one_of(self.kinds(column.node)), inside(self.window(column.node)), copy=False)

    def _keys(self, column: Column) -> Sql:
        """The months of a group whose amount is asked for."""
        wanted = exp.and_(self._in(column), is_null(exp.column(AMOUNT)), copy=False)
        return gathered_lists(case_of([(wanted, exp.Array(expressions=[month_key()]))], nothing_lacks()))


def month_key() -> Sql:
    """The name under which an amount of a month is asked for; two kinds unknown in a month are one question."""
    person = exp.cast(exp.column("person_id"), "TEXT")
    of_person = exp.DPipe(this=person, expression=exp.Literal.string(".resources."))
    whose = case_of([(is_null(exp.column("person_id")), exp.Literal.string("family_benefits."))], of_person)
    return exp.DPipe(this=whose, expression=exp.cast(exp.column(MONTH_COLUMN), "TEXT"))


def inside(window: Window) -> Sql:
    first, last = window
    if first == last:
        return exp.EQ(this=exp.column(MONTH_COLUMN), expression=day(first))
    return exp.Between(this=exp.column(MONTH_COLUMN), low=day(first), high=day(last))


def _is_one_of(kinds: list[str]) -> Sql:
    return exp.In(this=exp.column(KIND), expressions=[exp.Literal.string(kind) for kind in kinds])


def _any_row(condition: Sql) -> Sql:
    """1 if the condition holds for a row of the group, else null."""
    return exp.Max(this=case_of([(condition, exp.Literal.number(1))]))
