"""The small language that rules are written in.

A rule receives *names* and returns an *expression*: a tree of the few node types below, never a computed number.
`evaluation.py` interprets the tree for one household; a compiler can turn the same tree into SQL for a country. So
the set of nodes is closed, holds no Python callback, and every value is a 64-bit integer (amounts are cents, rates
are percents or thousandths), a date, a boolean or a text.

Dimensions. A value of the household has none; a value of a person has ``person``; an amount received in a month has
``month`` besides. `sum_over_members` and its kin remove ``person``, `sum_over_months` removes ``month``.

Unknown. A missing input is *unknown* and spreads by Kleene's logic: a result is known only if it is the same however
the missing inputs are filled in (``unknown and False`` is False; a `case` whose branches agree is known).

Integers only. ``//`` refuses a negative dividend, on which engines differ; ``*`` and ``+`` are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PERSON = "person"
MONTH = "month"

Value = int | bool | str | date


class Expression:
    """A node. Operators build trees; compare with ``==`` to get a node, with ``is`` to compare two trees."""

    __slots__ = ()

    def __add__(self, other):
        return Operation("+", (self, wrap(other)))

    def __radd__(self, other):
        return Operation("+", (wrap(other), self))

    def __sub__(self, other):
        return Operation("-", (self, wrap(other)))

    def __rsub__(self, other):
        return Operation("-", (wrap(other), self))

    def __mul__(self, other):
        return Operation("*", (self, wrap(other)))

    def __rmul__(self, other):
        return Operation("*", (wrap(other), self))

    def __floordiv__(self, other):
        return Operation("//", (self, wrap(other)))

    def __eq__(self, other):
        return Operation("==", (self, wrap(other)))

    def __ne__(self, other):
        return Operation("!=", (self, wrap(other)))

    def __lt__(self, other):
        return Operation("<", (self, ordered(other)))

    def __le__(self, other):
        return Operation("<=", (self, ordered(other)))

    def __gt__(self, other):
        return Operation(">", (self, ordered(other)))

    def __ge__(self, other):
        return Operation(">=", (self, ordered(other)))

    def __and__(self, other):
        return Operation("and", (self, wrap(other)))

    def __or__(self, other):
        return Operation("or", (self, wrap(other)))

    def __invert__(self):
        return Operation("not", (self,))

    __hash__ = object.__hash__

    def __bool__(self):
        raise TypeError("an expression has no truth value: write &, |, ~ and case(…), not and, or, not, if")

    def is_in(self, *texts: str) -> Expression:
        """True if the value is one of ``texts``."""
        return any_of(*(self == text for text in texts))


def ordered(other: object) -> Expression:
    """What a value may be more or less than. Codes of the law have no order."""
    if isinstance(other, str | bool):
        raise TypeError(f"a text or a truth has no order: write == or is_in, not < or >, beside {other!r}")
    return wrap(other)


def _node(cls):
    return dataclass(frozen=True, eq=False, slots=True)(cls)


@_node
class Literal(Expression):
    """A value written in the rule."""

    value: Value


@_node
class Name(Expression):
    """A named value: another rule, an input of the situation, or a parameter of the law at the date of the request."""

    name: str


@_node
class AtMonth(Expression):
    """The parameter ``name`` as it was in the month under `sum_over_months`, not at the date of the request."""

    name: str


@_node
class Published(Expression):
    """True if the parameter ``name`` has a figure at the date of the request (some tables were never published)."""

    name: str


@_node
class Operation(Expression):
    """``+ - * // == != < <= > >= and or not min max`` over ``arguments``."""

    operator: str
    arguments: tuple[Expression, ...]


@_node
class Case(Expression):
    """The value of the first branch whose condition holds, else ``otherwise``."""

    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression


@_node
class Scale(Expression):
    """The figure of the scale ``name`` for ``argument``: that of the highest threshold not above it.

    Beyond the last threshold a scale that has a ``each_further`` figure adds it once for every unit in excess. An
    argument under the first threshold takes the first figure.
    """

    name: str
    argument: Expression


@_node
class Age(Expression):
    """Complete years from ``birth`` to ``on``; 0 if ``on`` comes first. Born on 29 February: a year on 1 March."""

    birth: Expression
    on: Expression


@_node
class FirstOfYear(Expression):
    """1 January of the year of ``day``."""

    day: Expression


@_node
class Shifted(Expression):
    """``day`` moved by ``months`` (same day number, else the last day of the month), then by ``days``."""

    day: Expression
    months: Expression
    days: Expression


@_node
class OnDay(Expression):
    """The parameter ``name`` as it was on ``day`` (its first figure before that), not at the date of the request."""

    name: str
    day: Expression


@_node
class OfApplicant(Expression):
    """The value of ``body`` for the applicant."""

    body: Expression


@_node
class SumOverMonths(Expression):
    """Sum of ``body`` over ``months`` civil months, the last being ``ending`` months before that of the request."""

    body: Expression
    ending: Expression
    months: int


@_node
class OverMembers(Expression):
    """``sum``, ``count``, ``any`` or ``all`` of ``body`` over the persons listed for whom ``where`` holds."""

    kind: str
    body: Expression
    where: Expression


@_node
class Rank(Expression):
    """Place (from 1) of the person among those for whom ``where`` holds, in the order of ``keys``, then of listing."""

    keys: tuple[Expression, ...]
    where: Expression


def wrap(value: Expression | Value) -> Expression:
    """A literal for a plain value; floats are refused, for money is exact."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, (bool, int, str, date)):
        return Literal(value)
    raise TypeError(f"{value!r} cannot stand in a rule: integers, booleans, texts and dates only")


def case(*branches: tuple[Expression, Expression | Value], otherwise: Expression | Value) -> Case:
    """First branch whose condition holds. ``otherwise`` is compulsory: a rule that gives no answer is an error."""
    return Case(tuple((wrap(condition), wrap(result)) for condition, result in branches), wrap(otherwise))


def all_of(*conditions: Expression) -> Expression:
    return Operation("and", tuple(map(wrap, conditions)))


def any_of(*conditions: Expression) -> Expression:
    return Operation("or", tuple(map(wrap, conditions)))


def total(*amounts: Expression) -> Expression:
    return Operation("+", tuple(map(wrap, amounts)))


def min_of(*values: Expression | Value) -> Expression:
    return Operation("min", tuple(map(wrap, values)))


def max_of(*values: Expression | Value) -> Expression:
    return Operation("max", tuple(map(wrap, values)))


def scale(parameter: Name, argument: Expression | Value) -> Scale:
    """Read a scale of the law: ``scale(contribution_scale, age)``."""
    return Scale(parameter.name, wrap(argument))


def at_month(parameter: Name) -> AtMonth:
    return AtMonth(parameter.name)


def published(parameter: Name) -> Published:
    return Published(parameter.name)


def age_on(birth: Expression, on: Expression) -> Age:
    return Age(birth, on)


def first_of_year(day: Expression) -> FirstOfYear:
    return FirstOfYear(day)


def months_after(day: Expression, months: Expression | int) -> Shifted:
    """Same day number so many months later, else the last day of that month."""
    return Shifted(day, wrap(months), Literal(0))


def days_after(day: Expression, days: Expression | int) -> Shifted:
    return Shifted(day, Literal(0), wrap(days))


def on_day(parameter: Name, day: Expression) -> OnDay:
    """The figure of the law in force on ``day``: a rule that changed holds as of the day of the event."""
    return OnDay(parameter.name, day)


def of_applicant(body: Expression) -> OfApplicant:
    return OfApplicant(body)


def sum_over_months(body: Expression, *, ending: Expression | int, months: int) -> SumOverMonths:
    """``ending=0`` is the month of the request, 1 the month before."""
    return SumOverMonths(body, wrap(ending), months)


def in_month_of_request(body: Expression) -> SumOverMonths:
    """The amount received in the month of the request (month M)."""
    return sum_over_months(body, ending=0, months=1)


def sum_over_members(body: Expression, where: Expression | bool = True) -> OverMembers:
    return OverMembers("sum", wrap(body), wrap(where))


def count_members(where: Expression) -> OverMembers:
    return OverMembers("count", Literal(True), where)


def any_member(body: Expression, where: Expression | bool = True) -> OverMembers:
    return OverMembers("any", wrap(body), wrap(where))


def all_members(body: Expression, where: Expression | bool = True) -> OverMembers:
    return OverMembers("all", wrap(body), wrap(where))


def rank_among_members(*keys: Expression, where: Expression) -> Rank:
    return Rank(tuple(map(wrap, keys)), where)


def percent_of(amount: Expression, percent: Expression | int) -> Expression:
    """``percent`` % of a non-negative amount in cents, to the nearest cent, half a cent up."""
    return (amount * percent + 50) // 100


def to_nearest_euro(cents: Expression) -> Expression:
    """A non-negative amount in cents to the nearest euro (still in cents), 0.50 € up."""
    return (cents + 50) // 100 * 100


def children(node: Expression) -> tuple[Expression, ...]:
    """The nodes directly under ``node``; with the classes above, all that a walker of trees needs."""
    match node:
        case Operation():
            return node.arguments
        case Case():
            return (*(part for branch in node.branches for part in branch), node.otherwise)
        case Scale():
            return (node.argument,)
        case Age():
            return (node.birth, node.on)
        case FirstOfYear() | OnDay():
            return (node.day,)
        case Shifted():
            return (node.day, node.months, node.days)
        case OfApplicant():
            return (node.body,)
        case SumOverMonths():
            return (node.body, node.ending)
        case OverMembers():
            return (node.body, node.where)
        case Rank():
            return (*node.keys, node.where)
    return ()


def walk(node: Expression):
    """Every node of the tree, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)
