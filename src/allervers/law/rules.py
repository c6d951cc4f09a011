"""How a rule and a right are declared.

    @rule(household, source="L861-1 CSS", unit="text", words={"free": "gratuite", "none": "aucune"})
    def c2s_class(rsa, c2s_resources, c2s_ceiling_free):
        \"\"\"Classe de la C2S.

        Gratuite avec le RSA ou sous le plafond.
        \"\"\"
        return case((rsa, "free"), (c2s_resources <= c2s_ceiling_free, "free"), otherwise="none")

The argument names are the values the rule needs: other rules, inputs (`inputs.py`) or parameters (YAML). The function
is called once, with `Name` nodes. The docstring is French, for it is shown: its first paragraph is the label, the rest
the explanation.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType

from allervers.law.expression import PERSON, Expression, Name, wrap

household: frozenset[str] = frozenset()
person: frozenset[str] = frozenset({PERSON})


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A named expression. ``unit``: euros (integer cents), percent, persons, years, months, boolean, text, date."""

    name: str
    dimensions: frozenset[str]
    sources: tuple[str, ...]
    unit: str
    label: str
    detail: str
    words: Mapping[str, str]
    confidence: str
    expression: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A value that an answer gives only when the rule ``when`` holds."""

    rule: Rule
    when: Rule


@dataclass(frozen=True, slots=True)
class Note:
    """A French sentence that goes with an answer, when the rule ``when`` holds, unless ``unless`` is known to hold.

    ``figure`` is a parameter: the note is told only if the law has a figure at that date, ``{}`` takes its place, and
    its source and doubt follow.
    """

    text: str
    when: Rule | None = None
    figure: str | None = None
    unless: Rule | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Right:
    """A right that a situation can be judged for.

    ``amounts`` maps the names of the answer to rules in euros, ``values`` to other values (dates, texts); ``basis`` is
    the rule that names the ground of the status, ``reason`` the one whose words say it in French (``basis`` if None);
    ``also`` are rules told in the explanation without deciding; ``asks_for`` are the rules whose missing inputs the
    answer lists. ``judges_applicant``: the right of that one person, for whom a condition not met is worth telling.
    ``refusing``: rules that leave somebody out, or refuse, when they are false: always told, with all they rest on.
    ``granted_by``: by status, the event of `deadlines` that the award is (None: it waits for papers); the first and
    last days follow from it, unless one of ``not_yet_while`` is known to hold.
    """

    name: str
    label: str
    rules: tuple[Rule, ...]
    status: Rule
    amounts: Mapping[str, Rule]
    basis: Rule | Told | None = None
    reason: Rule | None = None
    values: Mapping[str, Told] = field(default_factory=dict)
    asks_for: tuple[Rule, ...] = ()
    also: tuple[Rule, ...] = ()
    notes: tuple[str | Note, ...] = field(default=())
    judges_applicant: bool = False
    granted_by: Mapping[str, str | None] = field(default_factory=dict)
    not_yet_while: tuple[Rule, ...] = ()
    refusing: frozenset[str] = frozenset()

    @property
    def told(self) -> tuple[Rule, ...]:
        """Every rule that the answer may give, in the order in which it is explained."""
        given = (self.status, *self.amounts.values(), *(told.rule for told in self.values.values()), *self.also)
        decided = (self.basis.rule if isinstance(self.basis, Told) else self.basis, self.reason)
        noted = (rule for note in self.notes if isinstance(note, Note) for rule in (note.when, note.unless))
        return tuple(rule for rule in (*given, *decided, *noted) if rule is not None)


def rule(
    level: frozenset[str],
    *,
    source: str | tuple[str, ...],
    unit: str = "boolean",
    words: Mapping[str, str] | None = None,
    confidence: str = "high",
):
    """Declare a rule of the ``household`` or of a ``person``; ``source`` is its legal text (or several).

    ``confidence`` lower than high marks a reading of the law that is to be confirmed. ``words`` gives the French of
    each text value.
    """

    def declare(function) -> Rule:
        arguments = {name: Name(name) for name in inspect.signature(function).parameters}
        label, _, detail = inspect.cleandoc(function.__doc__).partition("\n\n")
        return Rule(
            name=function.__name__,
            dimensions=level,
            sources=(source,) if isinstance(source, str) else source,
            unit=unit,
            label=" ".join(label.split()).removesuffix("."),
            detail=" ".join(detail.split()),
            words=words or {},
            confidence=confidence,
            expression=wrap(function(**arguments)),
        )

    return declare


def rules_of(*modules: ModuleType | Mapping[str, object]) -> tuple[Rule, ...]:
    """The rules declared in modules (or in a module's ``globals()``), in order of writing."""
    namespaces = (vars(module) if isinstance(module, ModuleType) else module for module in modules)
    return tuple(value for namespace in namespaces for value in list(namespace.values()) if isinstance(value, Rule))
