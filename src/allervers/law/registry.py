"""All rights together: their rules, inputs and parameters, checked once.

A new right is a module of rules that ends with ``RIGHT = Right(…)``, a YAML file of the same name in ``parameters/``,
and its name in `KNOWN_RIGHTS`; nothing else changes. Names are common to all rights, so a rule may use another right's
values (the ceiling of the C2S, for instance); the same name written twice is an error.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib import import_module, resources

from allervers.law import parameters as parameter_files
from allervers.law.expression import (
    MONTH,
    PERSON,
    AtMonth,
    Expression,
    Name,
    OfApplicant,
    OnDay,
    OverMembers,
    Published,
    Rank,
    Scale,
    SumOverMonths,
    children,
    walk,
)
from allervers.law.inputs import INPUTS, Input
from allervers.law.parameters import Dated, Parameter
from allervers.law.rules import Right, Rule

KNOWN_RIGHTS = ("c2s", "puma", "ame", "urgent_care", "eu_inactive")
# Figures that are not those of one right: rules of several may name them.
SHARED_FIGURES = ("deadlines",)

NOTHING: frozenset[str] = frozenset()


class UnknownRight(ValueError):
    """A right that is not known here; the text lists those that are."""


class DateTooEarly(ValueError):
    """A request made before the first parameter of the right."""


@dataclass(frozen=True, eq=False)
class Law:
    """Everything that may be named. ``starts`` gives, for each right, the first day on which it can be judged.

    ``compiled`` is where the interpreter keeps the rules it has prepared.
    """

    rights: dict[str, Right]
    rules: dict[str, Rule]
    inputs: dict[str, Input]
    parameters: dict[str, Parameter]
    starts: dict[str, date]
    compiled: dict = field(default_factory=dict)

    def parameters_at(self, day: date) -> dict[str, Dated]:
        """The figures in force on ``day``, by name; those that start later are left out."""
        return _parameters_at(self, day)

    def check_date(self, right: str, day: date) -> None:
        """Raise `DateTooEarly` if ``right`` cannot be judged on ``day``."""
        if day < self.starts[right]:
            first = self.starts[right]
            raise DateTooEarly(
                f"date : le {day} précède les premiers paramètres de « {right} », attendu le {first} ou après"
            )

    def rules_of_right(self, right: str) -> list[Rule]:
        """The rules that the answer of ``right`` rests on, each after those it uses."""
        found: dict[str, Rule] = {}

        def visit(rule: Rule) -> None:
            if rule.name in found:
                return
            for name in names_in(rule.expression):
                if name in self.rules:
                    visit(self.rules[name])
            found[rule.name] = rule

        for rule in self.rights[right].told:
            visit(rule)
        return list(found.values())

    @cached_property
    def version(self) -> str:
        """A digest of the rules, the parameters and what interprets them: same version, same answers."""
        digest = hashlib.sha256()
        package = resources.files("allervers.law")
        for folder in (package, package / "parameters", package / "papers"):
            for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if entry.name.endswith((".py", ".yaml")):
                    digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
        return digest.hexdigest()[:16]


def names_in(expression: Expression) -> list[str]:
    """Names of rules and inputs (not of parameters read as scales) that a tree uses, in order, without repetition."""
    return list(dict.fromkeys(node.name for node in walk(expression) if isinstance(node, Name)))


@cache
def law() -> Law:
    """The law as this program knows it; loaded and checked at the first call."""
    rights, starts, rules, parameters = {}, {}, {}, {}
    for name in KNOWN_RIGHTS:
        right = rights[name] = import_module(f"allervers.law.{name}").RIGHT
        figures = parameter_files.load(name)
        starts[name] = figures.starts
        _add(rules, {rule.name: rule for rule in right.rules})
        _add(parameters, figures.parameters)
    for name in SHARED_FIGURES:
        _add(parameters, parameter_files.load(name).parameters)
    return assemble(rights, rules, parameters, starts)


def assemble(
    rights: dict[str, Right], rules: dict[str, Rule], parameters: dict[str, Parameter], starts: dict[str, date]
) -> Law:
    """Check that every name has one meaning, that no rule goes round in a circle, that levels agree."""
    for one, other in ((rules, INPUTS), (rules, parameters), (parameters, INPUTS)):
        if twice := one.keys() & other.keys():
            raise ValueError(f"names with two meanings: {sorted(twice)}")
    result = Law(rights, rules, INPUTS, parameters, starts)
    _check_names(result)
    _check_circles(result)
    for rule in rules.values():
        if extra := dimensions(result, rule.expression) - rule.dimensions:
            raise ValueError(f"{rule.name}: uses values by {sorted(extra)} without summing over them")
    return result


def dimensions(law: Law, node: Expression) -> frozenset[str]:
    """What the value of a node varies with: nothing (the household), ``person``, ``month``."""
    match node:
        case Name():
            known = law.rules.get(node.name) or law.inputs.get(node.name)
            return known.dimensions if known else NOTHING
        case AtMonth():
            return frozenset({MONTH})
    inner = NOTHING.union(*(dimensions(law, child) for child in children(node)))
    match node:
        case SumOverMonths():
            return inner - {MONTH}
        case OverMembers() | OfApplicant():
            return inner - {PERSON}
        case Rank():
            return inner | {PERSON}
    return inner


@lru_cache(maxsize=64)
def _parameters_at(law: Law, day: date) -> dict[str, Dated]:
    return {name: parameter.at(day) for name, parameter in law.parameters.items() if parameter.dates[0] <= day}


def _add(known: dict, added: dict) -> None:
    if twice := known.keys() & added.keys():
        raise ValueError(f"declared by two rights: {sorted(twice)}")
    known.update(added)


def _check_names(law: Law) -> None:
    for rule in law.rules.values():
        for node in walk(rule.expression):
            if isinstance(node, (Scale, AtMonth, OnDay, Published)):
                known = node.name in law.parameters
            else:
                known = not isinstance(node, Name) or any(
                    node.name in names for names in (law.rules, law.inputs, law.parameters)
                )
            if not known:
                raise ValueError(f"{rule.name}: nothing is called « {node.name} »")


def _check_circles(law: Law) -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError(f"rules go round in a circle: {' → '.join((*path, name))}")
        if name in done or name not in law.rules:
            return
        for used in names_in(law.rules[name].expression):
            visit(used, (*path, name))
        done.add(name)

    for name in law.rules:
        visit(name, ())
