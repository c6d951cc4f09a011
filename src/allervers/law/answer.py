"""The answer to a situation for one right."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import NamedTuple

from allervers.law import papers
from allervers.law.documents import Document, documents
from allervers.law.evaluation import Run, Use, use_of
from allervers.law.explanation import Explainer, Step
from allervers.law.expression import Literal, SumOverMonths, walk
from allervers.law.facts import facts_of
from allervers.law.inputs import Unknown
from allervers.law.parameters import Dated, lowest
from allervers.law.questions import Question, next_question
from allervers.law.registry import KNOWN_RIGHTS, UnknownRight, law
from allervers.law.rules import Note, Right, Rule, Told
from allervers.law.situation import Situation
from allervers.law.wording import CONFIDENCE, UNKNOWN, Missing, month_code, value_text

_DOUBT = {"high": "", "medium": ", à confirmer", "low": ", confiance faible"}


class NoteTold(NamedTuple):
    """A note that applies: its sentence, and the figure that takes the place of ``{}`` or by which it holds."""

    sentence: str
    figure: Dated | None

    @property
    def text(self) -> str:
        """The French sentence with its figure, the source and the doubt of that figure."""
        if self.figure is None:
            return self.sentence
        figure = self.figure
        sentence = self.sentence.format(value_text(figure.value, figure.unit))
        return f"{sentence} ({figure.source}{_DOUBT[figure.confidence]})"


class Answer:
    """What the law gives this household for one right. Every field is described in the package's docstring."""

    def __init__(self, right: Right, explainer: Explainer):
        run, situation = explainer.run, explainer.situation
        self._right, self._run, self.situation = right, run, situation
        self._explainer = explainer
        self.right, self.label, self.judges_applicant = right.name, right.label, right.judges_applicant
        self.refusing = right.refusing
        self.status: str = self._known(right.status, otherwise="unknown")
        basis = right.basis
        self.basis: str | None = self._told(basis) if isinstance(basis, Told) else basis and self._known(basis)
        self.amounts = {name: self._known(rule) for name, rule in right.amounts.items()}
        self.values = {name: self._told(told) for name, told in right.values.items()}
        for rule in right.also:
            run.value(rule.name)
        self.missing = self._missing()
        self.law_version = run.law.version

    @cached_property
    def unused(self) -> list[str]:
        return unused_months(self._run, self.situation, self._right)

    @property
    def status_text(self) -> str:
        return UNKNOWN if self.status == "unknown" else value_text(self.status, "text", self._right.status.words)

    @property
    def reason(self) -> str | None:
        said = self._right.reason
        if said is None:
            return self.basis and value_text(self.basis, "text", self._right.basis.words)
        code = self._known(said)
        return code and value_text(code, "text", said.words)

    @property
    def value_texts(self) -> dict[str, str]:
        """The French of each of `values` that is not None, by the label of its rule."""
        rules = {name: told.rule for name, told in self._right.values.items()}
        return {
            rules[name].label: value_text(value, rules[name].unit, rules[name].words)
            for name, value in self.values.items()
            if value is not None
        }

    @cached_property
    def sources(self) -> list[str]:
        return self._explainer.sources_of(self._answered())

    @cached_property
    def confidence(self) -> str:
        return lowest(*map(self._explainer.confidence_of, self._answered()))

    @property
    def confidence_text(self) -> str:
        return CONFIDENCE[self.confidence]

    @property
    def notes(self) -> list[str]:
        notes = [note.text for note in self.told_notes] + self._award.get("notes", [])
        if self.unused:
            notes.append(f"Mois qu'aucune règle ne lit : {', '.join(self.unused)}.")
        if twice := listed_twice(self._run, self.situation, self._right):
            notes.append(
                f"Montants donnés plusieurs fois pour le même mois, et comptés autant de fois : {', '.join(twice)}."
            )
        return notes

    @property
    def told_notes(self) -> list[NoteTold]:
        """The notes of the right that apply, the sentence and its figure apart."""
        return [told for note in self._right.notes if (told := self._note(note))]

    @cached_property
    def next_question(self) -> Question | None:
        """The one question that would settle most; None when nothing is missing."""
        return next_question(self.situation, [self.right]) if self.missing else None

    @cached_property
    def documents(self) -> list[Document]:
        """The papers to join to the request; none for a right that is refused or whose papers are not known."""
        return documents(self.right, self) if self.right in papers.known() else []

    @cached_property
    def period(self) -> dict[str, str | None]:
        """First and last day of the right, ISO text, if it is awarded on the day that the situation says; None if the
        status does not tell them (a contribution is still to be paid, the right is refused)."""
        return {name: self._award.get(name) for name in ("starts_on", "ends_on")}

    @cached_property
    def _award(self) -> dict:
        """What `deadlines` says of the award: of a hospital's request, of a renewal, of any other."""
        from allervers.law.deadlines import deadlines

        known, of = self._right.granted_by, self.situation
        if self.status not in known or any(self._run.value(rule.name) is True for rule in self._right.not_yet_while):
            return {}
        if of.hospital_admitted_on:
            days = {"admitted_on": of.hospital_admitted_on, "discharged_on": of.hospital_discharged_on}
            asked = deadlines({"kind": "c2s_hospital_request", "date": of.date, **days, "class": self.status})
            if asked["starts_on"]:
                return asked
        if known[self.status] is None or of.awarded_on is None:
            return {}
        renewed = {"previous_ends_on": of.previous_c2s_ends_on, "requested_on": of.date}
        return deadlines(
            {"kind": known[self.status], "date": of.awarded_on, **(renewed if of.previous_c2s_ends_on else {})}
        )

    @cached_property
    def explanation(self) -> Step:
        """The status and what it used, then what else the answer gives, then what is told besides."""
        values = (told.rule for name, told in self._right.values.items() if self.values[name] is not None)
        others = (*self._right.amounts.values(), *values, *self._right.also)
        return self._explainer.explanation(
            use_of(self._right.status.name, None), [use_of(rule.name, None) for rule in others]
        )

    def to_json(self) -> dict:
        """The object of the exchange format; amounts in euros, null when unknown."""
        amounts = {name: None if cents is None else cents / 100 for name, cents in self.amounts.items()}
        values = {name: value.isoformat() if isinstance(value, date) else value for name, value in self.values.items()}
        return {
            "status": self.status,
            **amounts,
            **values,
            "missing": [missing.name for missing in self.missing],
            **self.period,
            "documents": [document.to_json() for document in self.documents],
            "next_question": self.next_question and self.next_question.name,
            "basis": self.basis,
            "reason": self.reason,
            "confidence": self.confidence,
            "sources": self.sources,
            "notes": self.notes,
            "unused": self.unused,
            "law_version": self.law_version,
            "explanation": self.explanation.to_json(),
        }

    def _known(self, rule: Rule, otherwise=None):
        value = self._run.value(rule.name)
        return otherwise if isinstance(value, Unknown) else value

    def _told(self, told: Told):
        return self._known(told.rule) if self._run.value(told.when.name) is True else None

    def _note(self, note: str | Note) -> NoteTold | None:
        if isinstance(note, str):
            return NoteTold(note, None)
        if note.when is not None and self._run.value(note.when.name) is not True:
            return None
        if note.unless is not None and self._run.value(note.unless.name) is True:
            return None
        if note.figure is None:
            return NoteTold(note.text, None)
        dated = self._run.parameters.get(note.figure)
        return None if dated is None or dated.value in (None, False) else NoteTold(note.text, dated)

    def _answered(self) -> list[Use]:
        values = (told.rule for name, told in self._right.values.items() if self.values[name] is not None)
        rules = (self._right.status, *self._right.amounts.values(), *values)
        return [use_of(rule.name, None) for rule in rules]

    def _missing(self) -> list[Missing]:
        told = (told.rule for told in self._right.values.values() if self._run.value(told.when.name) is True)
        values = (self._run.value(rule.name) for rule in (*self._right.asks_for, *told))
        keys = frozenset().union(*(value.missing for value in values if isinstance(value, Unknown)))
        return self._explainer.missing_of(keys)


def evaluate(situation: Situation, rights: list[str] | tuple[str, ...] | None = None) -> dict[str, Answer]:
    """An answer for each right asked for (all known rights when ``rights`` is None), in that order.

    Raises `UnknownRight`, and `DateTooEarly` when the request precedes the first parameter of a right.
    """
    known = law()
    wanted = KNOWN_RIGHTS if rights is None else tuple(dict.fromkeys(rights))
    check_rights(wanted)
    for name in wanted:
        known.check_date(name, situation.date)
    # One run for all: what two rights share is computed once.
    explainer = Explainer(Run(known, facts_of(situation)), situation)
    return {name: Answer(known.rights[name], explainer) for name in wanted}


def check_rights(wanted: tuple[str, ...]) -> None:
    """Raise `UnknownRight` with the names that are known."""
    for name in wanted:
        if name not in KNOWN_RIGHTS:
            raise UnknownRight(f"droit inconnu « {name} », attendu : {', '.join(KNOWN_RIGHTS)}")


def unused_months(run: Run, situation: Situation, right: Right) -> list[str]:
    """Names of the months listed that lie outside every period that the rules of the right read."""
    if not _periods(run, right):
        return []
    first, last = months_read(run, right)
    lists = [("family_benefits", run.facts)]
    lists += zip((f"{person.id}.resources" for person in situation.persons), run.facts.persons, strict=True)
    return [
        f"{name}.{month_code(month)}"
        for name, facts in lists
        for month in sorted(set().union(*facts.amounts.values()))
        if not first <= month <= last
    ]


def listed_twice(run: Run, situation: Situation, right: Right) -> list[str]:
    """Months that list one kind of one person with the same amount more than once: two employers, or a repetition.

    As for a population (`population.checks`): amounts are summed, and the doubt is told. Of a right that reads amounts.
    """
    if not _periods(run, right):
        return []
    lists = [("family_benefits", situation.family_benefits)]
    lists += [(f"{person.id}.resources", person.resources) for person in situation.persons]
    return [
        f"{name}.{month:%Y-%m}.{kind}"
        for name, amounts in lists
        for (month, kind, cents), times in sorted(Counter((a.month, a.kind, a.cents or 0) for a in amounts).items())
        if times > 1 and cents > 0
    ]


def months_read(run: Run, right: Right) -> tuple[int, int]:
    """First and last month that any rule of the right reads at the date of the run."""
    # Only a parameter or a literal says when a period ends: the period varies with the date, not with the household.
    lasts = [(run.month - _ending(run, node), node.months) for node in _periods(run, right)]
    return min(last - months + 1 for last, months in lasts), max(last for last, _ in lasts)


def _ending(run: Run, node: SumOverMonths) -> int:
    ending = node.ending
    return ending.value if isinstance(ending, Literal) else run.parameters[ending.name].value


def _periods(run: Run, right: Right) -> list[SumOverMonths]:
    key = ("periods", right.name)
    if key not in run.law.compiled:
        nodes = [node for rule in run.law.rules_of_right(right.name) for node in walk(rule.expression)]
        run.law.compiled[key] = [node for node in nodes if isinstance(node, SumOverMonths)]
    return run.law.compiled[key]
