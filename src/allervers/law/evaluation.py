"""The rules interpreted for one household: every named value, known or unknown, and what it rests on.

Trees are turned into Python closures once for the life of the process; a run computes each named value at most once,
and only if it is asked for. `Run.uses` tells what each value used *in this run*: a branch that was not taken
leaves no trace, so an explanation and its confidence speak only of what decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from allervers.law import operations
from allervers.law.counting import first_of, month_number
from allervers.law.expression import (
    MONTH,
    PERSON,
    AtMonth,
    Case,
    Expression,
    Literal,
    Name,
    OnDay,
    Operation,
    Published,
    Scale,
    SumOverMonths,
    children,
)
from allervers.law.facts import Facts
from allervers.law.inputs import Input, MissingKey, Unknown
from allervers.law.operations import Compiled
from allervers.law.parameters import Dated
from allervers.law.registry import Law
from allervers.law.situation import MOST_PERSONS

_NONE_LISTED: dict[int, int] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """A named value that was read: a rule or an input, of the household (``person`` None) or of a person.

    There is one of each (`use_of`), compared by identity: they are the keys of everything that a run notes.
    """

    name: str
    person: int | None


use_of = cache(Use)


class ParameterUse(NamedTuple):
    """A figure of the law that was read; ``argument`` is the place on a scale."""

    dated: Dated
    argument: int | None
    value: int | bool | None
    confidence: str


class Run:
    """One household under the law of one day."""

    def __init__(self, law: Law, facts: Facts):
        self.law = law
        self.facts = facts
        self.day: date = facts.values["date"]
        self.month = month_number(self.day)
        self.applicant = next(
            place for place, person in enumerate(facts.persons) if person.values["role"] == "applicant"
        )
        self.parameters = law.parameters_at(self.day)
        self.values: dict[Use, object] = {}
        self.uses: dict[Use, dict] = {}
        self.frame: dict = {}

    def value(self, name: str, person: int | None = None) -> object:
        """The value of a rule: an integer, a boolean, a text, a date, or `Unknown`."""
        return compiled_name(self.law, name)(self, person, None)


def compiled_name(law: Law, name: str) -> Compiled:
    """A closure that reads a named value; one per name and law."""
    if name not in law.compiled:
        law.compiled[name] = _read_name(law, name)
    return law.compiled[name]


def compile_node(law: Law, node: Expression) -> Compiled:
    """A closure that computes the node, made of those of the nodes under it."""
    if isinstance(node, Name):
        return compiled_name(law, node.name)
    if isinstance(node, SumOverMonths) and (amounts := _amounts_added(law, node.body)):
        return _sum_of_amounts(node, amounts, compile_node(law, node.ending))
    if isinstance(node, SumOverMonths) and (amount := _amount_needed(law, node.body)):
        return _sum_where_listed(node, amount, *(compile_node(law, part) for part in (node.body, node.ending)))
    return _NODES[type(node)](node, [compile_node(law, child) for child in children(node)])


def _read_name(law: Law, name: str) -> Compiled:
    if name in law.rules:
        return _read_rule(law, name)
    if name in law.parameters:
        return _read_parameter(name)
    given = law.inputs[name]
    if MONTH in given.dimensions:
        return _read_amount(name, PERSON in given.dimensions, given.field)
    return _read_input(name, PERSON in given.dimensions)


def _read_rule(law: Law, name: str) -> Compiled:
    rule = law.rules[name]
    of_person = PERSON in rule.dimensions
    uses = _uses(name)
    compute: Compiled | None = None

    def read(run, person, month):
        nonlocal compute
        place = person if of_person else None
        use = uses[place]
        outer = run.frame
        outer[use] = None
        values = run.values
        if use in values:
            return values[use]
        if compute is None:
            compute = compile_node(law, rule.expression)
        run.frame = run.uses[use] = {}
        value = values[use] = compute(run, place, None)
        run.frame = outer
        return value

    return read


def _uses(name: str) -> dict[int | None, Use]:
    """The `Use` of a name by the household and by each person, at hand for every reading."""
    return {place: use_of(name, place) for place in (None, *range(MOST_PERSONS))}


def _read_input(name: str, of_person: bool) -> Compiled:
    uses = _uses(name)

    def of_one(run, person, month):
        run.frame[uses[person]] = None
        return run.facts.persons[person].values[name]

    def of_household(run, person, month):
        run.frame[uses[None]] = None
        return run.facts.values[name]

    return of_one if of_person else of_household


def _read_amount(kind: str, of_person: bool, field: str) -> Compiled:
    uses = _uses(kind)

    def of_one(run, person, month):
        facts = run.facts.persons[person]
        months = facts.amounts.get(kind)
        if months is not None:
            run.frame[uses[person]] = None
            if month in months:
                return months[month]
        if facts.complete:
            return 0
        run.frame[uses[person]] = None
        return Unknown(MissingKey(person, field, month))

    def of_household(run, person, month):
        months = run.facts.amounts.get(kind)
        if months is None:
            return 0
        run.frame[uses[None]] = None
        return months.get(month, 0)

    return of_one if of_person else of_household


def _amounts_added(law: Law, node: Expression) -> list[Input] | None:
    """The amounts of a month that a tree only adds up, or None if it does anything else."""
    if isinstance(node, Name):
        given = law.inputs.get(node.name)
        return [given] if given and MONTH in given.dimensions else None
    if not isinstance(node, Operation) or node.operator != "+":
        return None
    parts = [_amounts_added(law, part) for part in node.arguments]
    return None if None in parts else [amount for part in parts for amount in part]


def _sum_of_amounts(node: SumOverMonths, amounts: list[Input], ending_of: Compiled) -> Compiled:
    """A sum of amounts over months, in one loop a kind: most of what a rule on resources does."""
    kinds = [(given, PERSON in given.dimensions, _uses(given.name)) for given in amounts]

    def compute(run, person, month):
        last = run.month - ending_of(run, person, month)
        months = range(last - node.months + 1, last + 1)
        result, missing = 0, set()
        for given, of_person, uses in kinds:
            facts = run.facts.persons[person] if of_person else run.facts
            place, whole = (person, facts.complete) if of_person else (None, True)
            listed = facts.amounts.get(given.name)
            if listed is None and whole:
                continue
            run.frame[uses[place]] = None
            for each in months:
                value = (listed or _NONE_LISTED).get(each)
                if value.__class__ is Unknown:
                    missing |= value.missing
                elif value is not None:
                    result += value
                elif not whole:
                    missing.add(MissingKey(place, given.field, each))
        return Unknown(*missing) if missing else result

    return compute


def _amount_needed(law: Law, node: Expression) -> Input | None:
    """The amount without which a tree is nought: that of a case whose first branch is « amount == 0, 0 »."""
    if not isinstance(node, Case):
        return None
    condition, result = node.branches[0]
    if not (_is_nought(result) and isinstance(condition, Operation) and condition.operator == "=="):
        return None
    name, other = condition.arguments
    given = law.inputs.get(name.name) if isinstance(name, Name) and _is_nought(other) else None
    return given if given and given.dimensions == {PERSON, MONTH} else None


def _is_nought(node: Expression) -> bool:
    return isinstance(node, Literal) and node.value == 0


def _sum_where_listed(node: SumOverMonths, amount: Input, body: Compiled, ending_of: Compiled) -> Compiled:
    """A sum over the months in which the amount is listed, those without it being nought."""
    uses = _uses(amount.name)

    def compute(run, person, month):
        last = run.month - ending_of(run, person, month)
        months: Iterable[int] = range(last - node.months + 1, last + 1)
        facts = run.facts.persons[person]
        if facts.complete:
            listed = facts.amounts.get(amount.name)
            if listed is None:
                return 0
            run.frame[uses[person]] = None
            months = [each for each in months if listed.get(each, 0) != 0]
        return operations.total(body(run, person, each) for each in months)

    return compute


def _read_parameter(name: str) -> Compiled:
    def read(run, person, month):
        dated = run.parameters[name]
        if dated.value is None:
            raise LookupError(f"{name} has no figure on {run.day}: ask published() first")
        run.frame[ParameterUse(dated, None, dated.value, dated.confidence)] = None
        return dated.value

    return read


def _literal(node: Literal, parts: list[Compiled]) -> Compiled:
    value = node.value
    return lambda run, person, month: value


def _at_month(node: AtMonth, parts: list[Compiled]) -> Compiled:
    def read(run, person, month):
        parameter = run.law.parameters[node.name]
        day = first_of(month)
        # The first figure known stands for what came before: a period cannot reach further back than it.
        dated = parameter.at(max(day, parameter.dates[0]))
        run.frame[ParameterUse(dated, None, dated.value, dated.confidence)] = None
        return dated.value

    return read


def _on_day(node: OnDay, parts: list[Compiled]) -> Compiled:
    (day_of,) = parts

    def read(run, person, month):
        day = day_of(run, person, month)
        if day.__class__ is Unknown:
            return day
        parameter = run.law.parameters[node.name]
        dated = parameter.at(max(day, parameter.dates[0]))
        run.frame[ParameterUse(dated, None, dated.value, dated.confidence)] = None
        return dated.value

    return read


def _published(node: Published, parts: list[Compiled]) -> Compiled:
    def read(run, person, month):
        dated = run.parameters[node.name]
        if dated.value is None:
            run.frame[ParameterUse(dated, None, None, dated.confidence)] = None
        return dated.value is not None

    return read


def _scale(node: Scale, parts: list[Compiled]) -> Compiled:
    (argument_of,) = parts

    def read(run, person, month):
        argument = argument_of(run, person, month)
        if argument.__class__ is Unknown:
            return argument
        dated = run.parameters[node.name]
        if dated.value is None:
            raise LookupError(f"{node.name} has no figure on {run.day}: ask published() first")
        figure, confidence = dated.value.at(argument)
        run.frame[ParameterUse(dated, argument, figure, confidence)] = None
        return figure

    return read


_NODES = {
    Literal: _literal,
    AtMonth: _at_month,
    OnDay: _on_day,
    Published: _published,
    Scale: _scale,
    **operations.NODES,
}
