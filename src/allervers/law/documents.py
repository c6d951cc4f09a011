"""The papers to join to a request, person by person, at its date.

    for document in documents("ame", situation):
        document.text            # « Photo d'identité — conjoint (p2) »
        document.accepted        # any one of these is enough: Accepted(text, intention)

A paper whose need the situation does not settle is listed with its ``condition`` (« si la personne est née à
l'étranger »); one that is not needed is not listed. Lists are in ``papers/``, what they hang on is in `conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from allervers.law import papers
from allervers.law.conditions import CONDITIONS, Case, minor
from allervers.law.fields import nearest
from allervers.law.papers import Item, Paper, Version
from allervers.law.situation import Situation
from allervers.law.wording import person_text

if TYPE_CHECKING:
    from allervers.law.answer import Answer

REFUSED = ("none", "not_entitled", "not_competent")


class Accepted(NamedTuple):
    """One of the papers that do: in first ``intention`` (1), or when one has none of those (2)."""

    text: str
    intention: int
    conditions: tuple[str, ...]

    @property
    def condition(self) -> str | None:
        """What the situation does not settle, in French."""
        return " et ".join(self.conditions) or None

    def to_json(self) -> dict[str, object]:
        return _without_none({"text": self.text, "intention": self.intention, "condition": self.condition})


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to join. ``person_id`` is None for one that is asked of the household once.

    ``accepted`` lists what may stand for it, any one, or each of them if ``every``; empty when the label says it all.
    """

    code: str
    label: str
    person_id: str | None
    person: str | None
    form: str
    number: int
    accepted: tuple[Accepted, ...]
    every: bool
    constraint: str | None
    newer_than_months: int | None
    conditions: tuple[str, ...]
    source: str
    valid_from: date
    confidence: str

    @property
    def condition(self) -> str | None:
        """What the situation does not settle, in French."""
        return " et ".join(self.conditions) or None

    @property
    def text(self) -> str:
        """One line of French."""
        parts = [self.label]
        if self.person:
            parts.append(f" — {self.person}")
        if self.number > 1:
            parts.append(f", en {self.number} exemplaires")
        if self.condition:
            parts.append(f", {self.condition}")
        return "".join(parts)

    @property
    def form_text(self) -> str:
        return "original" if self.form == "original" else "copie"

    def to_json(self) -> dict[str, object]:
        """The fields that say something, for ``json.dumps``."""
        told = {
            "code": self.code,
            "label": self.label,
            "person": self.person_id,
            "form": self.form,
            "number": self.number,
            "accepted": [each.to_json() for each in self.accepted],
            "every": self.every,
            "constraint": self.constraint,
            "condition": self.condition,
            "source": self.source,
            "valid_from": self.valid_from.isoformat(),
            "confidence": self.confidence,
        }
        return _without_none(told)


class UnknownRequest(ValueError):
    """A request whose papers are not known; the text lists those that are."""


def documents(right: str, of: Situation | Answer) -> list[Document]:
    """The papers of a request: a right (c2s, puma, ame, eu_inactive, urgent_care), or a step (own_title, …).

    With an answer, nothing is asked for a right that is refused, and what hangs on the status is settled.
    """
    if right not in papers.known():
        raise UnknownRequest(f"demande inconnue ; {nearest(right, papers.known())}")
    situation, status = (of, None) if isinstance(of, Situation) else (of.situation, of.status)
    if status in REFUSED:
        return []
    return list(_documents(papers.load(right).papers, situation, status))


def _documents(listed: tuple[Paper, ...], situation: Situation, status: str | None) -> Iterator[Document]:
    for paper in listed:
        version = paper.at(situation.date)
        if version is None:
            continue
        for place in _places(paper, situation):
            found = _document(paper, version, Case(situation, situation.persons[place], status), place)
            if found:
                yield found


def _places(paper: Paper, situation: Situation) -> list[int]:
    """The persons of whom the paper is asked. That of the household is judged for the applicant."""
    places = range(len(situation.persons))
    if paper.whose == "each":
        return list(places)
    applicant = [place for place in places if situation.persons[place].role == "applicant"]
    if paper.whose != "adults":
        return applicant
    return [
        place for place in places if place in applicant or not minor(Case(situation, situation.persons[place], None))
    ]


def _document(paper: Paper, version: Version, case: Case, place: int) -> Document | None:
    needed, conditions = _settled((*paper.when, *version.when), case)
    if needed is False:
        return None
    accepted = tuple(_accepted(version.items, case))
    if version.items and not accepted:
        return None
    alone = len(case.situation.persons) == 1
    person = None if alone or paper.whose == "household" else person_text(case.situation, place)
    return Document(
        code=paper.code,
        label=paper.label,
        person_id=None if paper.whose == "household" else case.person.id,
        person=person,
        form=version.form,
        number=version.number,
        accepted=accepted,
        every=version.every,
        constraint=version.constraint,
        newer_than_months=version.newer_than_months,
        conditions=conditions,
        source=version.source,
        valid_from=version.valid_from,
        confidence=version.confidence,
    )


def _accepted(items: tuple[Item, ...], case: Case) -> Iterator[Accepted]:
    for item in items:
        holds, conditions = _settled(item.when, case)
        if holds is not False:
            yield Accepted(item.text, item.intention, conditions)


def _settled(names: tuple[str, ...], case: Case) -> tuple[bool | None, tuple[str, ...]]:
    """Whether all conditions hold (None: unknown), and in French those that are not known."""
    unknown = []
    for name in names:
        negated = name.startswith("not ")
        rule = CONDITIONS[name.removeprefix("not ")]
        holds = rule.holds(case)
        if holds is None:
            unknown.append(rule.otherwise if negated else rule.sentence)
        elif holds is negated:
            return False, ()
    return (None, tuple(unknown)) if unknown else (True, ())


def _without_none(told: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if value is not None}
