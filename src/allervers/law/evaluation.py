"""The rules interpreted for one household: every named value, known or unknown, and what it rests on.

Trees are turned into Python closures once for the life of the process; a run computes each named value at most once,
and only if it is asked for. `Run.uses` tells what each value used *in this run*: a branch that was not taken
leaves no trace, so an explanation and its confidence speak only of what decided.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from allervers.law import operations
from allervers.law.expression import (
    MONTH,
    PERSON,
    AtMonth,
    Expression,
    Literal,
    Name,
    OnDay,
    Published,
    Scale,
    children,
)
from allervers.law.inputs import Facts, MissingKey, Unknown, month_number
from allervers.law.operations import Compiled
from allervers.law.parameters import Dated
from allervers.law.registry import Law


class Use(NamedTuple):
    """A named value that was read: a rule or an input, of the household (``person`` None) or of a person."""

    name: str
    person: int | None


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
    compute: Compiled | None = None

    def read(run, person, month):
        nonlocal compute
        use = Use(name, person if of_person else None)
        outer = run.frame
        outer[use] = None
        if use in run.values:
            return run.values[use]
        if compute is None:
            compute = compile_node(law, rule.expression)
        run.frame = run.uses[use] = {}
        value = run.values[use] = compute(run, use.person, None)
        run.frame = outer
        return value

    return read


def _read_input(name: str, of_person: bool) -> Compiled:
    def read(run, person, month):
        if of_person:
            run.frame[Use(name, person)] = None
            return run.facts.persons[person].values[name]
        run.frame[Use(name, None)] = None
        return run.facts.values[name]

    return read


def _read_amount(kind: str, of_person: bool, field: str) -> Compiled:
    def of_one(run, person, month):
        facts = run.facts.persons[person]
        months = facts.amounts.get(kind)
        if months is not None:
            run.frame[Use(kind, person)] = None
            if month in months:
                return months[month]
        if facts.complete:
            return 0
        run.frame[Use(kind, person)] = None
        return Unknown(MissingKey(person, field, month))

    def of_household(run, person, month):
        months = run.facts.amounts.get(kind)
        if months is None:
            return 0
        run.frame[Use(kind, None)] = None
        return months.get(month, 0)

    return of_one if of_person else of_household


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
        day = date(month // 12, month % 12 + 1, 1)
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
