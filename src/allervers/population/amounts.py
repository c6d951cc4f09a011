"""The long table of resources summed by person, for what only adds up; `months` has what is looked at month by month.

An absent row is 0, a null amount is unknown: it makes unknown every sum of its kind that holds its month.

The long table is read once for all of it (`summed`): the few rows that something looks at one by one are kept as a list
beside the sums of their person.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.law.counting import first_of, first_of_next_month
from allervers.law.expression import PERSON, Expression, Name, SumOverMonths, walk
from allervers.population.columns import MONTHS, PAID, SUM, Column
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
    from allervers.population.queries import DayQueries

Window = tuple[date, date]
AMOUNT, MONTH_COLUMN, KIND = ROW_FIELDS = "amount_cents", "month", "kind"
READ, FLAGS = "read_by", "flags"
SUMS, KEPT, ROW = "sums_of_persons", "kept", "kept_row"


class Amounts:
    """The sums of a chain."""

    def __init__(self, chain: DayQueries):
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

    def _part(self, name: str, query: exp.Select) -> str:
        self.chain.parts[name] = Part(name, query, shared=True)
        return name

    # --- persons -----------------------------------------------------------------------------------------------------

    def summed(self) -> exp.Select:
        """One row by person: what a row of resources must be added to is the bits of one integer.

        Each column has two bits: some amount is unknown, some amount is paid. A row holds those of the columns of its
        kind and of its month; gathered by ``BIT_OR`` with those of its amount, they say it all but the totals. One bit
        more is that of the rows kept.
        """
        if 2 * len(self._columns(PERSON)) >= BITS:
            raise NotCompiled(f"more than {BITS // 2 - 1} sums over the months of a person")
        amount = exp.column(AMOUNT)
        read = exp.BitwiseAnd(this=self._bits_of_kind(), expression=exp.paren(self._bits_of_month()))
        rows = exp.select("household_id", "person_id", MONTH_COLUMN, KIND, AMOUNT, aliased(read, READ))
        rows = rows.from_(self.chain.tables[RESOURCES]).where("NOT person_id IS NULL")
        found = exp.BitwiseAnd(this=exp.column(READ), expression=exp.paren(self._bits_of_amount()))
        query = exp.select("person_id", aliased(exp.Min(this=exp.column("household_id")), "household_id"))
        query = query.select(aliased(exp.BitwiseOrAgg(this=found), FLAGS)).from_(rows.subquery("r"))
        for column in self._columns(PERSON):
            if column.kind == SUM:
                mine = has(exp.column(READ), self._unknown(column))
                total = exp.Sum(this=case_of([(mine, exp.cast(amount, BIGINT))]))
                query = query.select(aliased(exp.cast(total, BIGINT), column.name), copy=False)
        fields = [exp.PropertyEQ(this=exp.to_identifier(name), expression=exp.column(name)) for name in ROW_FIELDS]
        kept = exp.or_(has(exp.column(READ), self._looked_at()), is_null(amount), copy=False)
        rows_kept = exp.Filter(this=exp.ArrayAgg(this=exp.Struct(expressions=fields)), expression=exp.Where(this=kept))
        return query.select(aliased(rows_kept, KEPT), copy=False).group_by("person_id")

    def rows_kept(self) -> str:
        """The rows of persons that are looked at one by one, and those of which the amount is unknown."""
        name = "rows_kept"
        if name not in self.chain.parts:
            each = exp.select("household_id", "person_id", aliased(exp.Explode(this=exp.column(KEPT)), ROW))
            each = each.from_(self.chain.tables[SUMS])
            fields = (aliased(exp.column(field, ROW), field) for field in ROW_FIELDS)
            rows = exp.select("household_id", "person_id", *fields).from_(each.subquery("t"))
            self._part(name, rows)
        return name

    def _unknown(self, column: Column) -> int:
        """The bit that says that an amount of the sum is unknown; the next says that one is paid."""
        return 4 ** self._columns(PERSON).index(column)

    def _looked_at(self) -> int:
        """The bit of the rows that are looked at month by month."""
        return 4 ** len(self._columns(PERSON))

    def _by_month(self) -> list[Column]:
        return [column for column in self.chain.plan.columns.values() if column.kind == MONTHS]

    def _bits_of_kind(self) -> Sql:
        held: dict[str, int] = {}
        for column in self._columns(PERSON):
            for kind in self.kinds(column.node):
                held[kind] = held.get(kind, 0) + 3 * self._unknown(column)
        for kind in dict.fromkeys(kind for column in self._by_month() for kind in self.kinds(column.node)):
            held[kind] = held.get(kind, 0) + self._looked_at()
        # A table to look in rather than a CASE: an engine that keeps each text once looks each up once.
        kinds = exp.Array(expressions=[exp.Literal.string(kind) for kind in held])
        table = exp.Map(keys=kinds, values=exp.Array(expressions=[bits(each) for each in held.values()]))
        return exp.Bracket(this=table, expressions=[exp.column(KIND)])

    def _bits_of_month(self) -> Sql:
        """The bits of each month, the changes alone written."""
        windows = [(self.window(column.node), 3 * self._unknown(column)) for column in self._columns(PERSON)]
        if looked_at := [self.window(column.node) for column in self._by_month()]:
            whole = min(first for first, _ in looked_at), max(last for _, last in looked_at)
            windows.append((whole, self._looked_at()))
        starts = {first for (first, _), _ in windows} | {first_of_next_month(last) for (_, last), _ in windows}
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
            rows = exp.select("person_id").from_(self.rows_kept()).where(is_null(exp.column(AMOUNT)))
            query = rows.group_by("person_id")
            for column in self._columns(PERSON):
                query = query.select(aliased(self._keys(column), lacking_of(column.name)), copy=False)
            self._part(name, query)
        return name

    def join(self, query: exp.Select, columns: list[Column]) -> exp.Select:
        """Join the sums of persons to their table ``t``; who has no row has 0."""
        joined = {"s": self.chain.tables[SUMS]}
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
            query = exp.select("household_id").from_(self.chain.tables[RESOURCES])
            query = query.where("person_id IS NULL").group_by("household_id")
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
