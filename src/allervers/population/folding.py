"""The rules of one day: every figure of the law put in its place, and what follows from it worked out.

What a date settles (which presumption exists, whether a table was published) disappears from the tree, so that the
text a country runs reads only what matters that day. Folding never changes a value, known or unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date

from allervers.law.expression import (
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
    Published,
    Rank,
    Scale,
    Shifted,
    SumOverMonths,
    Value,
    all_of,
    any_of,
)
from allervers.law.operations import age_at, floor_division, shifted
from allervers.law.registry import Law

NEUTRAL: dict[str, Value] = {"sum": 0, "count": 0, "any": False, "all": True}

_STRICT: dict[str, Callable] = {
    "-": operator.sub,
    "//": floor_division,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "min": min,
    "max": max,
}


class NotCompiled(ValueError):
    """A form of rule that no text is written for yet; the message names it."""


def is_literal(node: Expression, *values: Value) -> bool:
    """True for a literal, or for one of those ``values``."""
    return isinstance(node, Literal) and (not values or any(node.value is value for value in values))


class Folding:
    """``given`` says what inputs are in the tables: a literal, or an expression of other names."""

    def __init__(self, law: Law, day: date, rules: Mapping[str, Expression], given: Mapping[str, Expression]):
        self.law, self.day = law, day
        self.written = {**rules, **given, "date": Literal(day)}
        self.figures = law.parameters_at(day)
        self.folded: dict[str, Expression] = {}

    def rule(self, name: str) -> Expression:
        """The tree of a rule or of a given input, on this day."""
        if name not in self.folded:
            self.folded[name] = self.fold(self.written[name])
        return self.folded[name]

    def fold(self, node: Expression) -> Expression:
        match node:
            case Name():
                return self._name(node)
            case Published():
                return Literal(node.name in self.figures and self.figures[node.name].value is not None)
            case Operation():
                return fold_operation(node.operator, self._arguments(node))
            case Case():
                return self._case(node)
            case Scale():
                argument = self.fold(node.argument)
                return (
                    Literal(self.scale(node.name).at(argument.value)[0])
                    if is_literal(argument)
                    else (Scale(node.name, argument))
                )
            case SumOverMonths():
                return SumOverMonths(self.fold(node.body), self.fold(node.ending), node.months)
            case OverMembers():
                return self._over_members(node)
            case Rank():
                return Rank(tuple(map(self.fold, node.keys)), self.fold(node.where))
            case Literal() | AtMonth():
                return node
        return self._of_days(node)

    def _arguments(self, node: Operation) -> tuple[Expression, ...]:
        """Those that count: nothing is read after what decides, for the law may have no figure there."""
        decisive = {"and": False, "or": True}.get(node.operator)
        folded: list[Expression] = []
        for argument in node.arguments:
            folded.append(self.fold(argument))
            if decisive is not None and is_literal(folded[-1], decisive):
                break
        return tuple(folded)

    def _case(self, node: Case) -> Expression:
        branches: list[tuple[Expression, Expression]] = []
        for condition, result in node.branches:
            holds = self.fold(condition)
            if is_literal(holds, True):
                return fold_case(tuple(branches), self.fold(result))
            if not is_literal(holds, False):
                branches.append((holds, self.fold(result)))
        return fold_case(tuple(branches), self.fold(node.otherwise))

    def scale(self, name: str):
        """The scale in force; `NotCompiled` where the law has no figure that day and the rule did not ask."""
        if name not in self.figures or self.figures[name].value is None:
            raise NotCompiled(f"{name} has no figure on {self.day}: ask published() first")
        return self.figures[name].value

    def _name(self, node: Name) -> Expression:
        if node.name in self.written:
            folded = self.rule(node.name)
            return folded if is_literal(folded) else node
        if node.name in self.law.parameters:
            return Literal(self.scale(node.name))
        return node

    def _over_members(self, node: OverMembers) -> Expression:
        """What each person brings, whether ``where`` holds or not: one tree, by the same logic as two."""
        body, where = self.fold(node.body), self.fold(node.where)
        match node.kind:
            case "any":
                chosen = fold_operation("and", (where, body))
            case "all":
                chosen = fold_operation("or", (fold_operation("not", (where,)), body))
            case "count":
                chosen = where
            case _:
                chosen = fold_case(((where, body),), Literal(0))
        if node.kind in ("any", "all") and is_literal(chosen, NEUTRAL[node.kind]):
            return chosen
        if node.kind in ("sum", "count") and is_literal(chosen) and not chosen.value:
            return Literal(0)
        return OverMembers(node.kind, chosen, Literal(True))

    def _of_days(self, node: Expression) -> Expression:
        match node:
            case Age():
                birth, on = self.fold(node.birth), self.fold(node.on)
                both = is_literal(birth) and is_literal(on)
                return Literal(age_at(birth.value, on.value)) if both else Age(birth, on)
            case FirstOfYear():
                day = self.fold(node.day)
                return Literal(date(day.value.year, 1, 1)) if is_literal(day) else FirstOfYear(day)
            case Shifted():
                parts = tuple(map(self.fold, (node.day, node.months, node.days)))
                known = all(map(is_literal, parts))
                return Literal(shifted(*(part.value for part in parts))) if known else Shifted(*parts)
            case OnDay():
                day = self.fold(node.day)
                if not is_literal(day):
                    return OnDay(node.name, day)
                parameter = self.law.parameters[node.name]
                return Literal(parameter.at(max(day.value, parameter.dates[0])).value)
        raise NotCompiled(f"{type(node).__name__} has no text yet")


def fold_operation(name: str, arguments: tuple[Expression, ...]) -> Expression:
    match name:
        case "and":
            return _fold_all(arguments, decisive=False)
        case "or":
            return _fold_all(arguments, decisive=True)
        case "not":
            (argument,) = arguments
            if isinstance(argument, Operation) and argument.operator == "not":
                return argument.arguments[0]
            return Literal(not argument.value) if is_literal(argument) else Operation("not", arguments)
        case "+":
            return _fold_sum(arguments)
        case "*":
            return _fold_product(*arguments)
    if all(map(is_literal, arguments)):
        return Literal(_STRICT[name](*(argument.value for argument in arguments)))
    return Operation(name, arguments)


def _fold_all(arguments: tuple[Expression, ...], decisive: bool) -> Expression:
    left = [argument for argument in arguments if not is_literal(argument, not decisive)]
    if any(is_literal(argument, decisive) for argument in left):
        return Literal(decisive)
    if not left:
        return Literal(not decisive)
    return left[0] if len(left) == 1 else (any_of(*left) if decisive else all_of(*left))


def _fold_sum(arguments: tuple[Expression, ...]) -> Expression:
    flat = [part for each in arguments for part in (each.arguments if _is_sum(each) else (each,))]
    constant = sum(part.value for part in flat if is_literal(part))
    left = [part for part in flat if not is_literal(part)]
    if not left:
        return Literal(constant)
    if constant:
        left.append(Literal(constant))
    return left[0] if len(left) == 1 else Operation("+", tuple(left))


def _is_sum(node: Expression) -> bool:
    return isinstance(node, Operation) and node.operator == "+"


def _fold_product(one: Expression, other: Expression) -> Expression:
    if is_literal(one) and is_literal(other):
        return Literal(one.value * other.value)
    for factor, rest in ((one, other), (other, one)):
        if is_literal(factor) and factor.value == 0:
            return Literal(0)
        if is_literal(factor) and factor.value == 1:
            return rest
    return Operation("*", (one, other))


def fold_case(branches: tuple[tuple[Expression, Expression], ...], otherwise: Expression) -> Expression:
    left = []
    for condition, result in branches:
        if is_literal(condition, True):
            otherwise = result
            break
        if not is_literal(condition, False):
            left.append((condition, result))
    # A last branch that says the same as what follows it decides nothing.
    while left and is_literal(left[-1][1]) and is_literal(otherwise) and left[-1][1].value == otherwise.value:
        left.pop()
    return Case(tuple(left), otherwise) if left else otherwise
