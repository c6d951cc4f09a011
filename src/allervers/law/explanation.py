"""Why an answer is what it is: the tree of the named values that it used, in French."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from allervers.law import articles
from allervers.law.evaluation import ParameterUse, Run, Use
from allervers.law.expression import MONTH
from allervers.law.inputs import MissingKey, Unknown
from allervers.law.parameters import lowest
from allervers.law.situation import Situation
from allervers.law.wording import UNKNOWN, Missing, missing_text, months_text, person_text, value_text


@dataclass(slots=True)
class Step:
    """One named value. Every field is described in the package's docstring."""

    name: str
    label: str
    kind: str
    value: int | bool | str | date | None
    text: str
    person_id: str | None = None
    person: str | None = None
    detail: str = ""
    sources: tuple[str, ...] = ()
    valid_from: date | None = None
    confidence: str = "high"
    missing: list[Missing] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    repeated: bool = False
    unit: str = "text"
    amounts: tuple[tuple[int, int | None], ...] = ()

    def to_json(self) -> dict:
        """The step and those it rests on, without the fields that say nothing."""
        value = self.value
        if isinstance(value, date):
            value = value.isoformat()
        elif self.unit == "euros" and value is not None:
            value = value / 100
        told = {"name": self.name, "label": self.label, "kind": self.kind, "value": value, "text": self.text}
        if self.person_id is not None:
            told["person"] = self.person_id
        if self.detail:
            told["detail"] = self.detail
        if self.sources:
            told["sources"] = list(self.sources)
        if self.valid_from:
            told["valid_from"] = self.valid_from.isoformat()
        if self.missing:
            told["missing"] = [missing.name for missing in self.missing]
        if self.steps:
            told["steps"] = [step.to_json() for step in self.steps]
        if self.repeated:
            told["repeated"] = True
        told["confidence"] = self.confidence
        return told


class Explainer:
    """Builds steps from what a run has used, for every answer of that run.

    In one explanation a value is told once, with what it rests on, then only recalled. A step that several
    explanations tell alike is one object in all of them: nobody changes it.
    """

    def __init__(self, run: Run, situation: Situation):
        self.run, self.situation = run, situation
        # Steps that rest on nothing or only recall; and those that tell all that they rest on and recall nothing.
        self.leaves: dict[Use | ParameterUse, Step] = {}
        self.trees: dict[Use, Step] = {}
        # Each rule of the run: its confidence, its place as a bit, the bits of all the rules that it rests on.
        self.confidences: dict[Use, str] = {}
        self.bits: dict[Use, int] = {}
        self.under: dict[Use, int] = {}
        self.shown = 0
        self.ids = [person.id for person in situation.persons]
        self.persons = [person_text(situation, place) for place in range(len(situation.persons))]

    def explanation(self, first: Use, others: Iterable[Use]) -> Step:
        """The step of ``first``, and under it what it rests on, then each of the others not yet told."""
        self._weigh()
        self.shown = 0
        root = self._step(first)
        told = [self._step(use) for use in others if not self.bits[use] & self.shown]
        return replace(root, steps=root.steps + told)

    def _step(self, use: Use | ParameterUse) -> Step:
        bit = self.bits.get(use)
        if bit is None or bit & self.shown:
            step = self.leaves.get(use)
            if step is None:
                step = self.leaves[use] = self._leaf(use)
            return step
        under = self.under[use]
        nothing_to_recall = not under & self.shown
        if nothing_to_recall and use in self.trees:
            self.shown |= under
            return self.trees[use]
        self.shown |= bit
        step = self._rule(use)
        step.steps = [self._step(inner) for inner in self.run.uses[use]]
        if nothing_to_recall:
            self.trees[use] = step
        return step

    def _weigh(self) -> None:
        """Fill what is kept of each rule, for all that has been computed; a run notes each after what it rests on."""
        confidences, under = self.confidences, self.under
        for use in itertools.islice(self.run.values, len(under), None):
            bits = self.bits[use] = 1 << len(under)
            confidence = self.run.law.rules[use.name].confidence
            for inner in self.run.uses[use]:
                bits |= under.get(inner, 0)
                other = inner.confidence if inner.__class__ is ParameterUse else confidences.get(inner, "high")
                if other != "high":
                    confidence = lowest(confidence, other)
            under[use], confidences[use] = bits, confidence

    def _leaf(self, use: Use | ParameterUse) -> Step:
        if use.__class__ is ParameterUse:
            return self._parameter(use)
        if use not in self.run.uses:
            return self._input(use)
        step = self._rule(use)
        step.repeated = True
        return step

    def _rule(self, use: Use) -> Step:
        rule, value = self.run.law.rules[use.name], self.run.values[use]
        sources, confidence = self._dated(rule.sources), self.confidence_of(use)
        return self._named(use, "rule", rule.label, value, rule.unit, rule.words, rule.detail, sources, confidence)

    def _dated(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        """Each article with the version of it that was in force on the day of the request."""
        return articles.all_dated(sources, self.run.day)

    def _input(self, use: Use) -> Step:
        given = self.run.law.inputs[use.name]
        if MONTH in given.dimensions:
            return self._months(use, given.label)
        facts = self.run.facts
        values = facts.values if use.person is None else facts.persons[use.person].values
        return self._named(use, "input", given.label, values[use.name], given.unit, {})

    def _months(self, use: Use, label: str) -> Step:
        facts = self.run.facts if use.person is None else self.run.facts.persons[use.person]
        listed = sorted(facts.amounts.get(use.name, {}).items())
        step = self._named(use, "input", label, None, "euros", {})
        step.amounts = tuple((month, None if isinstance(cents, Unknown) else cents) for month, cents in listed)
        step.text = months_text(step.amounts) or UNKNOWN
        return step

    def _parameter(self, use: ParameterUse) -> Step:
        dated = use.dated
        return Step(
            name=dated.name,
            label=dated.label,
            kind="parameter",
            value=use.value,
            text=value_text(use.value, dated.unit),
            sources=self._dated((dated.source,)),
            valid_from=dated.valid_from,
            confidence=use.confidence,
            unit=dated.unit,
        )

    def _named(
        self,
        use: Use,
        kind: str,
        label: str,
        value: object,
        unit: str,
        words: Mapping[str, str],
        detail: str = "",
        sources: tuple[str, ...] = (),
        confidence: str = "high",
    ) -> Step:
        unknown = value.__class__ is Unknown
        person = use.person
        # In the order of the fields: a run makes hundreds of steps, and names would take a fifth of its time.
        return Step(
            use.name,
            label,
            kind,
            None if unknown else value,
            UNKNOWN if unknown else value_text(value, unit, words),
            None if person is None else self.ids[person],
            None if person is None else self.persons[person],
            detail,
            sources,
            None,
            confidence,
            self.missing_of(value.missing) if unknown else [],
            [],
            False,
            unit,
        )

    def missing_of(self, keys: frozenset[MissingKey]) -> list[Missing]:
        def place(key: MissingKey):
            return (-1 if key.person is None else key.person, key.field, key.month or 0)

        return [missing_text(self.situation, key) for key in sorted(keys, key=place)]

    def confidence_of(self, use: Use) -> str:
        """The lowest confidence of the value of a rule and of all that it rests on."""
        if use not in self.confidences:
            self._weigh()
        return self.confidences[use]

    def sources_of(self, uses: list[Use]) -> list[str]:
        """Legal texts of these values and of all they rest on, in order, each once."""
        found: dict[str, None] = {}
        seen: set[Use] = set()

        def visit(use: Use | ParameterUse) -> None:
            if isinstance(use, ParameterUse):
                found[use.dated.source] = None
            elif use in self.run.uses and use not in seen:
                seen.add(use)
                found.update(dict.fromkeys(self.run.law.rules[use.name].sources))
                for inner in self.run.uses[use]:
                    visit(inner)

        for use in uses:
            visit(use)
        return list(found)
