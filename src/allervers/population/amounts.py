"""The long table of resources summed: once by person and kind for what only adds up, by month for the few amounts that
the law looks at month by month.

An absent row is 0, a null amount is unknown: it makes unknown every sum of its kind that
holds its month.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.law.expression import (
    PERSON,
    Expression,
    Name,
    OverMembers,
    SumOverMonths,
    children,
    walk,
)
from allervers.population.columns import HOUSEHOLD, MONTHS, SUM, Column, rebuilt
from allervers.population.pieces import (
    BIGINT,
    Part,
    Sql,
    aggregate,
    aliased,
    around,
    case_of,
    day,
    gathered_lists,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)
from allervers.population.sources import RESOURCES
from allervers.population.writing import Writer

if TYPE_CHECKING:
    from allervers.population.queries import Chain

Window = tuple[date, date]
AMOUNT, MONTH_COLUMN, KIND = "amount_cents", "month", "kind"


def first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


class Amounts:
    """The queries over the resources of a chain."""

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

    def _of_kind(self, kind: str) -> list[Column]:
        return [column for column in self.chain.plan.columns.values() if column.kind == kind]

    def _rows(self, kinds: list[str], windows: list[Window]) -> exp.Select:
        """The rows of these kinds in the months from the first to the last of the windows."""
        from_, to = min(first for first, _ in windows), max(last for _, last in windows)
        return (
            exp.select()
            .from_(self.chain.tables[RESOURCES])
            .where(_is_one_of(kinds))
            .where(exp.Between(this=exp.column(MONTH_COLUMN), low=day(from_), high=day(to)))
        )

    # --- what only adds up -------------------------------------------------------------------------------------------

    def sums(self, level: str) -> str:
        """The query of the sums of persons, or of households."""
        name = f"sums_of_{level}s"
        if name not in self.chain.parts:
            columns = [column for column in self._of_kind(SUM) if column.level == level]
            key = "household_id" if level == HOUSEHOLD else "person_id"
            query = exp.select(key).from_(self._by_kind()).group_by(key)
            whose = is_null(exp.column("person_id"))
            query = query.where(whose if level == HOUSEHOLD else exp.not_(whose, copy=False))
            for column in columns:
                query = self.chain.select(query, column, self._sum(column), self._sum_lacking(column))
            self.chain.parts[name] = Part(name, query, shared=True)
        return name

    def _windows(self) -> list[Window]:
        return sorted({self.window(column.node) for column in self._of_kind(SUM)})

    def _by_kind(self) -> str:
        """One row by person and kind: the sum of each period, and whether an amount in it is unknown."""
        name = "sums_by_kind"
        if name in self.chain.parts:
            return name
        keys = ("household_id", "person_id", KIND)
        windows = self._windows()
        kinds = sorted({kind for column in self._of_kind(SUM) for kind in self.kinds(column.node)})
        query = self._rows(kinds, windows).select(*keys).group_by(*keys)
        for place, window in enumerate(windows):
            inside = _inside(window)
            total = exp.Sum(this=case_of([(inside, exp.cast(exp.column(AMOUNT), BIGINT))]))
            query = query.select(aliased(exp.cast(total, BIGINT), f"sum_{place}"), copy=False)
            unknown = exp.and_(inside, is_null(exp.column(AMOUNT)))
            query = query.select(aliased(_any_row(unknown), f"unknown_{place}"), copy=False)
            if self.chain.lacking:
                listed = exp.Filter(this=exp.ArrayAgg(this=month_key()), expression=exp.Where(this=unknown))
                listed = exp.func("COALESCE", listed, nothing_lacks())
                query = query.select(aliased(listed, f"lacking_{place}"), copy=False)
        self.chain.parts[name] = Part(name, query, shared=True)
        return name

    def _sum(self, column: Column) -> Sql:
        place = self._windows().index(self.window(column.node))
        mine = _is_one_of(self.kinds(column.node))
        unknown = exp.and_(mine, exp.EQ(this=exp.column(f"unknown_{place}"), expression=exp.Literal.number(1)))
        total = exp.Sum(this=case_of([(mine, exp.column(f"sum_{place}"))]))
        total = exp.func("COALESCE", exp.cast(total, BIGINT), integer(0))
        some = exp.EQ(this=_any_row(unknown), expression=exp.Literal.number(1))
        return case_of([(some, exp.null())], total)

    def _sum_lacking(self, column: Column) -> Sql:
        place = self._windows().index(self.window(column.node))
        mine = _is_one_of(self.kinds(column.node))
        return gathered_lists(case_of([(mine, exp.column(f"lacking_{place}"))], nothing_lacks()))

    # --- what is looked at month by month ----------------------------------------------------------------------------

    def months_apart(self, number: int) -> str:
        """The query of the sums that look at each month, of one round."""
        chain = self.chain
        name = f"months_{number}"
        if name not in chain.parts:
            columns = [column for column in self._of_kind(MONTHS) if column.round == number]
            query = self._bodies(self._month_rows(columns, number), columns)
            query = exp.select("person_id").from_(query.subquery("months")).group_by("person_id")
            for column in columns:
                query = self._month_sum(query, column)
            chain.parts[name] = Part(name, query, shared=True)
        return name

    def _month_rows(self, columns: list[Column], number: int) -> exp.Select:
        """One row by person and month with an amount: the amounts by kind, and what the rules read beside them."""
        chain, keys = self.chain, ("household_id", "person_id", MONTH_COLUMN)
        kinds = sorted({kind for column in columns for kind in self.kinds(column.node)})
        rows = self._rows(kinds, [self.window(column.node) for column in columns]).select(*keys).group_by(*keys)
        for kind in kinds:
            mine = exp.EQ(this=exp.column(KIND), expression=exp.Literal.string(kind))
            unknown = exp.EQ(
                this=_any_row(exp.and_(mine, is_null(exp.column(AMOUNT)))), expression=exp.Literal.number(1)
            )
            zero = integer(0)
            total = exp.Sum(this=case_of([(mine, exp.cast(exp.column(AMOUNT), BIGINT))], zero))
            value = case_of([(unknown, exp.null())], exp.cast(total, BIGINT))
            rows = rows.select(aliased(value, kind), copy=False)
            if chain.lacking:
                listed = case_of([(unknown, exp.Array(expressions=[month_key()]))], nothing_lacks())
                rows = rows.select(aliased(listed, lacking_of(kind)), copy=False)
        query = exp.select("r.*").from_(rows.subquery("r"))
        uses = dict.fromkeys(use for column in columns for use in column.uses)
        for level, alias, on, table in (
            (PERSON, "p", "r.person_id = p.person_id", number - 1),
            (HOUSEHOLD, "h", "r.household_id = h.household_id", number),
        ):
            mine = [chain.plan[use] for use in uses if chain.plan[use].level == level]
            if mine:
                query = query.join(f"{chain.table(level, table)} AS {alias}", on=on)
            for column in mine:
                given = exp.column(column.name, alias), exp.column(lacking_of(column.name), alias)
                query = chain.select(query, column, *given)
        return query

    def _bodies(self, query: exp.Select, columns: list[Column]) -> exp.Select:
        """First what is counted over the members in each month, then the figure of each month."""
        chain, bodies, counts = self.chain, {}, {}
        for column in columns:
            bodies[column.name] = self._apart(column.node.body, column.name, counts)
        writer = Writer(chain.folding, chain.nullable, months=self._months(columns))
        query = around(query)
        for name, node in counts.items():
            query = self._with(query, writer, f"{name}__of_person", node.body)
        query = around(query)
        for name, node in counts.items():
            query = self._over_month(query, name, node)
        query = around(query)
        for name, body in bodies.items():
            query = self._with(query, writer, f"{name}__of_month", body)
        return query

    def _months(self, columns: list[Column]) -> tuple[date, ...]:
        windows = [self.window(column.node) for column in columns]
        first, last = min(first for first, _ in windows), max(last for _, last in windows)
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return tuple(map(first_of, numbers))

    def _apart(self, node: Expression, owner: str, counts: dict[str, OverMembers]) -> Expression:
        if isinstance(node, OverMembers):
            name = f"{owner}__members_{len(counts)}"
            counts[name] = node
            return Name(name)
        return rebuilt(node, [self._apart(child, owner, counts) for child in children(node)])

    def _with(self, query: exp.Select, writer: Writer, name: str, node: Expression) -> exp.Select:
        query = query.select(aliased(writer.value(node), name), copy=False)
        if not self.chain.lacking:
            return query
        return query.select(aliased(writer.lacking(node) or nothing_lacks(), lacking_of(name)), copy=False)

    def _over_month(self, query: exp.Select, name: str, node: OverMembers) -> exp.Select:
        value = aggregate(node.kind, exp.column(f"{name}__of_person"), nullable=True)
        over = [exp.column("household_id"), exp.column(MONTH_COLUMN)]
        for each in list(value.find_all(exp.AggFunc)):
            each.replace(exp.Window(this=each.copy(), partition_by=over))
        query = query.select(aliased(value, name), copy=False)
        if not self.chain.lacking:
            return query
        lists = exp.Window(this=exp.ArrayAgg(this=exp.column(lacking_of(f"{name}__of_person"))), partition_by=over)
        unknown = is_null(exp.paren(value))
        listed = case_of([(unknown, exp.Flatten(this=lists))], nothing_lacks())
        return query.select(aliased(listed, lacking_of(name)), copy=False)

    def _month_sum(self, query: exp.Select, column: Column) -> exp.Select:
        zero = integer(0)
        name, inside = f"{column.name}__of_month", _inside(self.window(column.node))
        value = case_of([(inside, exp.column(name))], zero)
        lacking = case_of([(inside, exp.column(lacking_of(name)))], nothing_lacks())
        return self.chain.select(query, column, aggregate("sum", value, nullable=True), gathered_lists(lacking))


def month_key() -> Sql:
    """The name under which an amount of a month is asked for; null months of two kinds are one question."""
    person = exp.cast(exp.column("person_id"), "TEXT")
    of_person = exp.DPipe(this=person, expression=exp.Literal.string(".resources."))
    prefix = case_of([(is_null(exp.column("person_id")), exp.Literal.string("family_benefits."))], of_person)
    return exp.DPipe(this=prefix, expression=exp.cast(exp.column(MONTH_COLUMN), "TEXT"))


def _inside(window: Window) -> Sql:
    first, last = window
    if first == last:
        return exp.EQ(this=exp.column(MONTH_COLUMN), expression=day(first))
    return exp.Between(this=exp.column(MONTH_COLUMN), low=day(first), high=day(last))


def _is_one_of(kinds: list[str]) -> Sql:
    return exp.In(this=exp.column(KIND), expressions=[exp.Literal.string(kind) for kind in kinds])


def _any_row(condition: Sql) -> Sql:
    """1 if the condition holds for a row of the group, else null."""
    return exp.Max(this=case_of([(condition, exp.Literal.number(1))]))
