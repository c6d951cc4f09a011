"""The long table of resources summed by person, for what only adds up; `months` has what is looked at month by month.

An absent row is 0, a null amount is unknown: it makes unknown every sum of its kind that holds its month.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.law.expression import PERSON, Expression, Name, SumOverMonths, walk
from allervers.population.columns import PAID, SUM, Column
from allervers.population.folding import NotCompiled
from allervers.population.pieces import (
    BIGINT,
    BITS,
    Part,
    Sql,
    aliased,
    bits,
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
AMOUNT, MONTH_COLUMN, KIND = "amount_cents", "month", "kind"
READ, FLAGS = "read_by", "flags"


def first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def month_after(month: date) -> date:
    return first_of(month.year * 12 + month.month)


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
        columns = self.chain.plan.columns.values()
        return [column for column in columns if column.kind in (SUM, PAID) and column.level == level]

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
        """Sums by person, the long table read once: what a row must be added to is the bits of one integer.

        Each column has two bits: some amount is unknown, some amount is paid. A row holds those of the columns of its
        kind and of its month; gathered by ``BIT_OR`` with those of its amount, they say it all but the totals.
        """
        name = "sums_of_persons"
        if name not in self.chain.parts:
            if 2 * len(self._columns(PERSON)) > BITS:
                raise NotCompiled(f"more than {BITS // 2} sums over the months of a person")
            read = exp.BitwiseAnd(this=self._bits_of_kind(), expression=exp.paren(self._bits_of_month()))
            rows = self.rows(of_person=True).select("person_id", AMOUNT, aliased(read, READ), copy=False)
            found = exp.BitwiseAnd(this=exp.column(READ), expression=exp.paren(self._bits_of_amount()))
            query = exp.select("person_id", aliased(exp.BitwiseOrAgg(this=found), FLAGS)).from_(rows.subquery("r"))
            for column in self._columns(PERSON):
                if column.kind == SUM:
                    mine = has(exp.column(READ), self._unknown(column))
                    total = exp.Sum(this=case_of([(mine, exp.cast(exp.column(AMOUNT), BIGINT))]))
                    query = query.select(aliased(exp.cast(total, BIGINT), column.name), copy=False)
            self._part(name, query.group_by("person_id"))
        return name

    def _unknown(self, column: Column) -> int:
        """The bit that says that an amount of the sum is unknown; the next says that one is paid."""
        return 4 ** self._columns(PERSON).index(column)

    def _bits_of_kind(self) -> Sql:
        held: dict[str, int] = {}
        for column in self._columns(PERSON):
            for kind in self.kinds(column.node):
                held[kind] = held.get(kind, 0) + 3 * self._unknown(column)
        # A table to look in rather than a CASE: an engine that keeps each text once looks each up once.
        kinds = exp.Array(expressions=[exp.Literal.string(kind) for kind in held])
        table = exp.Map(keys=kinds, values=exp.Array(expressions=[bits(each) for each in held.values()]))
        return exp.Bracket(this=table, expressions=[exp.column(KIND)])

    def _bits_of_month(self) -> Sql:
        """The bits of each month, the changes alone written."""
        windows = [(self.window(column.node), 3 * self._unknown(column)) for column in self._columns(PERSON)]
        starts = {first for (first, _), _ in windows} | {month_after(last) for (_, last), _ in windows}
        branches = []
        for start in sorted(starts, reverse=True):
            held = sum(each for (first, last), each in windows if first <= start <= last)
            branches.append((exp.GTE(this=exp.column(MONTH_COLUMN), expression=day(start)), bits(held)))
        return case_of(branches, bits(0))

    def _bits_of_amount(self) -> Sql:
        columns = self._columns(PERSON)
        unknown = sum(map(self._unknown, columns))
        paid = sum(2 * self._unknown(column) for column in columns if column.kind == PAID)
        more = exp.GT(this=exp.column(AMOUNT), expression=exp.Literal.number(0))
        return case_of([(is_null(exp.column(AMOUNT)), bits(unknown)), (more, bits(paid))], bits(0))

    def unknown_of_persons(self) -> str:
        """The few persons with an amount unknown: what each column lacks."""
        name = "unknown_of_persons"
        if name not in self.chain.parts:
            rows = self.rows(of_person=True).where(is_null(exp.column(AMOUNT)), copy=False)
            query = rows.select("person_id").group_by("person_id")
            for column in self._columns(PERSON):
                query = query.select(aliased(self._keys(column), lacking_of(column.name)), copy=False)
            self._part(name, query)
        return name

    def join(self, query: exp.Select, columns: list[Column]) -> exp.Select:
        """Join the sums of persons to their table ``t``; who has no row has 0."""
        joined = {"s": self.of_persons()}
        if self.chain.lacking:
            joined["u"] = self.unknown_of_persons()
        for alias, name in joined.items():
            on = f"t.person_id = {alias}.person_id"
            query = query.join(f"{name} AS {alias}", on=on, join_type="LEFT", copy=False)
        flags = exp.column(FLAGS, "s")
        for column in columns:
            value: Sql = exp.func("COALESCE", exp.column(column.name, "s"), integer(0))
            branches = [(has(flags, self._unknown(column)), exp.null())]
            if column.kind == PAID:
                branches.append((has(flags, 2 * self._unknown(column)), exp.true()))
                value = exp.false()
            lacking = exp.func("COALESCE", exp.column(lacking_of(column.name), "u"), nothing_lacks())
            query = self.chain.select(query, column, case_of(branches, value), lacking)
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


def has(flags: Sql, bit: int) -> Sql:
    masked = exp.BitwiseAnd(this=flags, expression=exp.Literal.number(bit))
    return exp.NEQ(this=exp.paren(masked), expression=exp.Literal.number(0))


def _any_row(condition: Sql) -> Sql:
    """1 if the condition holds for a row of the group, else null."""
    return exp.Max(this=case_of([(condition, exp.Literal.number(1))]))
