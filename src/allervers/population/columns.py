"""The rules of one day laid out as columns of two tables, persons and households, and the order to compute them in.

A rule is a column. What sums over persons or months, or ranks them, becomes a column of its own. Columns are
computed in *rounds*: round 0 reads the tables; a sum over the persons of round n is a column of the households of
round n + 1, which the persons of round n + 1 may read. Each column waits for the last round that can use it, so that
the long table of resources is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allervers.law.expression import (
    MONTH,
    PERSON,
    Age,
    AtMonth,
    Case,
    Expression,
    FirstOfYear,
    Literal,
    Name,
    OnDay,
    Operation,
    OverMembers,
    Rank,
    Scale,
    Shifted,
    SumOverMonths,
    children,
    walk,
)
from allervers.law.inputs import Input
from allervers.population.folding import NEUTRAL, Folding, NotCompiled, fold_operation, is_literal

HOUSEHOLD = "household"
ALWAYS = Literal(True)
# How a column comes to be.
SOURCE, SCALAR, MEMBERS, RANK, SUM, PAID, MONTHS = "source", "scalar", "members", "rank", "sum", "paid", "months"


@dataclass(slots=True, eq=False)
class Column:
    """``uses`` names the columns it is computed from; ``nullable`` says that it may be unknown.

    ``node``: an expression of columns (scalar), `OverMembers` of one column (members), `Rank` of columns (rank),
    `SumOverMonths` (sum: of amounts added up; paid: whether that sum is more than nothing; months: of anything else).
    ``read_if``, of a rank: a condition of the household; where it is false, nothing reads the column.
    """

    name: str
    level: str
    kind: str
    node: Expression
    uses: tuple[str, ...] = ()
    nullable: bool = True
    round: int = 0
    read_if: Expression = ALWAYS


@dataclass(eq=False)
class Plan:
    """Columns in an order in which each comes after those it uses."""

    columns: dict[str, Column] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    rounds: int = 0

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]


class Planner:
    """Builds the columns that ``outputs`` need. ``sources``: level and nullability of what the tables give."""

    def __init__(self, folding: Folding, inputs: Mapping[str, Input], sources: Mapping[str, tuple[str, bool]]):
        self.folding, self.sources = folding, sources
        self.amounts = {name: given for name, given in inputs.items() if MONTH in given.dimensions}
        self.nothing = Folding(folding.law, folding.day, {}, dict.fromkeys(self.amounts, Literal(0)))
        self.plan = Plan()

    def build(self, outputs: Iterable[str]) -> Plan:
        self.plan.outputs = tuple(outputs)
        for name in self.plan.outputs:
            self.column(name)
        return self.plan

    def column(self, name: str) -> Column:
        """The column of a rule or of an input, made with all it uses."""
        if name not in self.plan.columns:
            if name in self.sources:
                level, nullable = self.sources[name]
                return self._add(Column(name, level, SOURCE, Name(name), nullable=nullable))
            if name not in self.folding.written:
                raise NotCompiled(f"« {name} » is in no table of a population")
            self._scalar(name, self._hoisted(self.folding.rule(name), name))
        return self.plan[name]

    def _add(self, column: Column) -> Column:
        self.plan.columns[column.name] = column
        return column

    def _fresh(self, owner: str) -> str:
        number = 1
        while f"{owner}__{number}" in self.plan.columns:
            number += 1
        return f"{owner}__{number}"

    def _scalar(self, name: str, node: Expression) -> Column:
        uses = tuple(dict.fromkeys(each.name for each in walk(node) if isinstance(each, Name)))
        level = PERSON if any(self.column(use).level == PERSON for use in uses) else HOUSEHOLD
        return self._add(Column(name, level, SCALAR, node, uses, self.nullable(node)))

    def _named(self, node: Expression, owner: str) -> Column:
        """A column for any expression: itself if it is one already."""
        node = self._hoisted(node, owner)
        return self.column(node.name) if isinstance(node, Name) else self._scalar(self._fresh(owner), node)

    def _hoisted(self, node: Expression, owner: str) -> Expression:
        """The tree with every sum, rank and unknown-prone tail replaced by the name of its own column."""
        match node:
            case Name():
                self.column(node.name)
                return node
            case OverMembers():
                return Name(self._members(node, owner).name)
            case SumOverMonths():
                return Name(self._months(node, owner).name)
            case Rank():
                return Name(self._rank(node, owner).name)
            case Case():
                return self._case(node, owner)
            case Operation(">", (SumOverMonths() as summed, Literal(0))):
                column = self._months(summed, owner, PAID)
                # Of the household, the sum is there: what is asked of it is a comparison like any other.
                return Name(column.name) if column.kind == PAID else Operation(">", (Name(column.name), Literal(0)))
        return rebuilt(node, [self._hoisted(child, owner) for child in children(node)])

    def _case(self, node: Case, owner: str) -> Expression:
        """A condition that may be unknown compares its result with what follows: that is written once, apart."""
        (condition, result), *rest = node.branches
        condition, result = self._hoisted(condition, owner), self._hoisted(result, owner)
        following = Case(tuple(rest), node.otherwise) if rest else node.otherwise
        following = self._hoisted(following, owner)
        if not self.nullable(condition):
            if isinstance(following, Case):
                return Case(((condition, result), *following.branches), following.otherwise)
            return Case(((condition, result),), following)
        condition, result, following = (self._apart(part, owner) for part in (condition, result, following))
        return Case(((condition, result),), following)

    def _apart(self, node: Expression, owner: str) -> Expression:
        """The name of a column for what would be long to write twice."""
        if all(not children(part) for part in children(node)):
            return node
        return Name(self._scalar(self._fresh(owner), node).name)

    def _members(self, node: OverMembers, owner: str) -> Column:
        chosen = self._named(node.body, f"{owner}__of_person")
        if is_literal(chosen.node):
            chosen.level = PERSON
        body = OverMembers(node.kind, Name(chosen.name), Literal(True))
        return self._add(Column(self._fresh(owner), HOUSEHOLD, MEMBERS, body, (chosen.name,), chosen.nullable))

    def _rank(self, node: Rank, owner: str) -> Column:
        keys = [self._named(key, f"{owner}__key") for key in node.keys]
        where = self._named(node.where, f"{owner}__where")
        ranked = Rank(tuple(Name(key.name) for key in keys), Name(where.name))
        uses = tuple(dict.fromkeys(column.name for column in (*keys, where)))
        nullable = any(column.nullable for column in (*keys, where))
        return self._add(Column(self._fresh(owner), PERSON, RANK, ranked, uses, nullable))

    def _months(self, node: SumOverMonths, owner: str, wanted: str = SUM) -> Column:
        """``wanted``: `SUM`, or `PAID` where only that is read (amounts of persons alone have such columns)."""
        if not is_literal(node.ending):
            raise NotCompiled(f"{owner}: the end of a period varies from one household to the next")
        names = {each.name for each in walk(node.body) if isinstance(each, Name)}
        amounts = names & self.amounts.keys()
        of_person = {PERSON in self.amounts[name].dimensions for name in amounts}
        if len(of_person) != 1:
            raise NotCompiled(f"{owner}: a sum over months of amounts of persons and of the household together")
        level = PERSON if of_person.pop() else HOUSEHOLD
        if _is_plain(node.body, self.amounts):
            return self._add(Column(self._fresh(owner), level, wanted if level == PERSON else SUM, node))
        return self._months_apart(node, owner, level, tuple(sorted(names - amounts)))

    def _months_apart(self, node: SumOverMonths, owner: str, level: str, others: tuple[str, ...]) -> Column:
        """A sum that looks at each month: only at those with an amount, so the others must bring nothing."""
        for each in (node.body, *(part for part in walk(node.body) if isinstance(part, OverMembers))):
            neutral = NEUTRAL[each.kind] if isinstance(each, OverMembers) else 0
            brought = self.nothing.fold(each.body if isinstance(each, OverMembers) else each)
            if not (is_literal(brought) and brought.value == neutral):
                raise NotCompiled(f"{owner}: a month without any amount would count")
        if level == HOUSEHOLD:
            raise NotCompiled(f"{owner}: months of the household looked at one by one")
        for other in others:
            self.column(other)
        return self._add(Column(self._fresh(owner), level, MONTHS, node, others))

    def nullable(self, node: Expression) -> bool:
        """May the value be unknown?"""
        match node:
            case Name():
                return self.plan[node.name].nullable if node.name in self.plan.columns else True
            case Literal() | AtMonth():
                return False
        return any(self.nullable(child) for child in children(node))


def rebuilt(node: Expression, parts: list[Expression]) -> Expression:
    """The same node with other children, in the order of `children`."""
    match node:
        case Operation():
            return fold_operation(node.operator, tuple(parts))
        case Case():
            *branches, otherwise = parts
            return Case(tuple(zip(branches[::2], branches[1::2], strict=True)), otherwise)
        case Scale():
            return Scale(node.name, *parts)
        case Age():
            return Age(*parts)
        case Shifted():
            return Shifted(*parts)
        case FirstOfYear():
            return FirstOfYear(*parts)
        case OnDay():
            return OnDay(node.name, *parts)
    if parts:
        raise NotCompiled(f"{type(node).__name__} cannot stand there yet")
    return node


def _is_plain(body: Expression, amounts: Mapping[str, Input]) -> bool:
    """An amount, or several added up."""
    if isinstance(body, Name):
        return body.name in amounts
    return (
        isinstance(body, Operation)
        and body.operator == "+"
        and all(_is_plain(each, amounts) for each in body.arguments)
    )
