"""What the end of a simulation shows: each right, why or why not yet, documents, where to file, dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Protocol

from allervers.law import KNOWN_RIGHTS, Answer, evaluate
from allervers.law.deadlines import deadlines
from allervers.law.documents import REFUSED, Accepted, Document
from allervers.law.explanation import Step
from allervers.law.questions import Question

from . import after, cases
from .cases import Cases
from .flow import Flow
from .household import Member, may_be_of_local_scheme
from .words import Words

# Dates that would follow if the request were accepted, or made, today.
EVENTS = {("c2s", "free"): "c2s_free_decision", ("c2s", "contribution"): "c2s_adhesion_received"}
EVENTS |= {("ame", "entitled"): "ame_deposit"}
MOST_MISSING = 6


@dataclass
class Paper:
    """A document to gather, ready for the page. `french`: what a fund calls it, on a page in another language;
    `person`: whose, when the household is of several."""

    label: str
    french: str
    person: str
    note: str
    is_certain: bool
    any_or_every: str
    first: list[str]
    second: list[str]


@dataclass(kw_only=True)
class Request:
    """How a right is asked for: papers to join, where to file, the dates that follow."""

    papers: list[Paper] = field(default_factory=list)
    papers_if: list[Paper] = field(default_factory=list)
    filing: list[str] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)
    dates_if: str = ""


class Told(Protocol):
    """For whom a request is told: in which words, of which persons, on which day. A `Flow` is one."""

    words: Words
    people: list[Member]
    day: datetime.date


@dataclass(kw_only=True)
class Card(Request):
    """One right, ready for the page. `tone`: yes, unknown or no."""

    right: str
    tone: str
    status_code: str
    label: str
    what: str
    status: list[str]
    reason: str | None
    low: bool
    amounts: list[str]
    notes: list[str]
    explanation: dict | None
    law_version: str
    asks: list[tuple[str, str]] = field(default_factory=list)
    cases: Cases | None = None
    after: list[str] = field(default_factory=list)


def cards(flow: Flow) -> list[Card]:
    """One card a right that the questions are for, in the order of the law library."""
    answers = evaluate(flow.situation, flow.rights or KNOWN_RIGHTS)
    return [_card(answer, flow, _base(right, answers)) for right, answer in answers.items()]


def assumed(flow: Flow, found: list[Card]) -> list[tuple[str, str]]:
    """What was taken for granted and changes what is told, and the question that would say it."""
    lines = [(flow.words["result.card.valid"], "card")] if flow.card == "valid" else []
    pays = any(card.right == "c2s" and card.status_code == "contribution" for card in found)
    is_asked = may_be_of_local_scheme(flow.given) or flow.situation.territory != "metropole"
    answered = any(name.endswith(".alsace_moselle") for name in flow.answers.given)
    if pays and not is_asked and not answered:
        lines.append((flow.words["result.local_scheme"], "me.alsace_moselle"))
    return lines


def _base(right: str, answers: dict[str, Answer]) -> str:
    """The status of the right that this one completes: the C2S judges resources alone, and is worth nothing without
    basic rights."""
    return answers["puma"].status if right == "c2s" and "puma" in answers else ""


def _card(answer: Answer, flow: Flow, base: str) -> Card:
    words = flow.words
    reason, status = words.reason(answer), answer.status
    tone = _tone(status)
    if base == "not_entitled":
        tone, status, reason = "no", "none", words["c2s.needs_base"]
    handler = f"v.{answer.values.get('handled_by')}"
    card = Card(
        right=answer.right,
        tone=tone,
        status_code=status,
        label=words.get(f"right.{answer.right}", answer.label),
        what=words.get(f"what.{answer.right}", ""),
        status=words.get(f"s.{answer.right}.{status}", answer.status_text).split("|"),
        reason=reason,
        low=tone != "unknown" and answer.confidence == "low",
        amounts=[] if tone == "no" and base == "not_entitled" else _amounts(answer, words),
        notes=[line for note in answer.told_notes for line in words.note(note)],
        explanation=None if words.leaves_calculation_out else node(answer.explanation, flow, unfolded=True),
        law_version=answer.law_version,
        **({} if base == "not_entitled" else vars(request(answer, flow))),
    )
    if handler in words:
        card.status.append(words[handler])
    if tone == "unknown":
        card.asks = _asks(answer, flow)
        card.cases = cases.told(answer.right, _unanswered(answer, flow), flow)
    if tone == "no" and base != "not_entitled":
        card.after = after.told(answer, flow)
    if tone == "yes" and base == "unknown":
        card.status.append(words["c2s.if_base"])
    return card


def request(answer: Answer, to: Told) -> Request:
    """How the right is asked for; of one that is refused or not known yet, only the dates that are."""
    dates_if, dates = _dates(answer, to)
    if _tone(answer.status) != "yes":
        return Request(dates=dates, dates_if=dates_if)
    papers = _together([_paper(document, to) for document in answer.documents])
    return Request(
        papers=[paper for paper in papers if paper.is_certain],
        papers_if=[paper for paper in papers if not paper.is_certain],
        filing=to.words.lines(f"w.{answer.right}") if f"w.{answer.right}" in to.words else [],
        dates=dates,
        dates_if=dates_if,
    )


def _tone(status: str) -> str:
    return "no" if status in REFUSED else "unknown" if status == "unknown" else "yes"


def _amounts(answer: Answer, words: Words) -> list[str]:
    known = {name: words.euros(cents) for name, cents in answer.amounts.items() if cents is not None}
    lines = []
    if answer.status == "contribution" and "monthly_contribution" in known:
        lines.append(words("result.contribution", amount=known["monthly_contribution"]))
    if "resources" in known:
        lines.append(words("result.resources", amount=known["resources"]))
    if "ceiling_free" in known and "ceiling_contribution" in known:
        ceilings = {"free": known["ceiling_free"], "contribution": known["ceiling_contribution"]}
        lines.append(words("result.ceilings", **ceilings))
    return lines


def _asks(answer: Answer, flow: Flow) -> list[tuple[str, str]]:
    """Page and question of what is missing, the most useful first: what nobody knew, or what is still to be asked."""
    open_to_it = [question for question in flow.questions if answer.right in question.rights]
    found = {name: flow.page(name).title for name in map(flow.page_of, open_to_it)}
    if not found:
        found = {name: flow.page(name).title for name in _unanswered(answer, flow)}
    if not found and any(missing.field == "persons" for missing in answer.missing):
        found["household"] = flow.words["result.persons"]
    return list(found.items())[:MOST_MISSING]


def _unanswered(answer: Answer, flow: Flow) -> list[str]:
    """The pages of what is missing that were shown, in the order of the law."""
    names = dict.fromkeys(_page_name(missing, flow) for missing in answer.missing)
    return [name for name in names if name in flow.answers.given and flow.is_shown(name)]


def _page_name(missing, flow: Flow) -> str:
    parts = [part for part in (missing.person_id, missing.field.partition(".")[0]) if part]
    name = flow.page_of(Question(".".join(parts), "", None, "", (), ()))
    # The resources are known, the amounts of one of them are not.
    unknown = [given for given in flow.answers.given if given.startswith(f"{name}.") and flow.answers.is_unknown(given)]
    return unknown[0] if unknown else name


def _paper(document: Document, to: Told) -> Paper:
    words = to.words
    member = next((member for member in to.people if member.id == document.person_id), None)
    alone = len(to.people) == 1
    form = words[f"result.form.{document.form}"]
    constraint = document.constraint and words.of_law(document.constraint)
    notes = [f"{document.number} × {form}" if document.number > 1 else form, constraint, _if(document, words)]
    told = {1: [], 2: []}
    for each in document.accepted:
        text, condition = words.of_law(each.text), _if(each, words)
        told[each.intention].append(f"{text} ({condition})" if condition else text)
    which = "" if len(told[1]) < 2 else words["result.every" if document.every else "result.any"]
    return Paper(
        label=words.of_law(document.label),
        french="" if words.is_french else document.label,
        person="" if member is None or alone else member.called(words),
        note=", ".join(note for note in notes if note),
        is_certain=not document.conditions,
        any_or_every=which,
        first=told[1],
        second=told[2],
    )


def _if(paper: Document | Accepted, words: Words) -> str:
    return words["result.and"].join(map(words.of_law, paper.conditions))


def _together(papers: list[Paper]) -> list[Paper]:
    """The same paper of several persons, told once."""
    found: list[Paper] = []
    for paper in papers:
        same = next((each for each in found if replace(each, person="") == replace(paper, person="")), None)
        if same:
            same.person = ", ".join(person for person in (same.person, paper.person) if person)
        else:
            found.append(paper)
    return found


def _dates(answer: Answer, to: Told) -> tuple[str, list[tuple[str, str]]]:
    words = to.words
    dates = [(f"d.{name}", value) for name, value in answer.values.items() if isinstance(value, datetime.date)]
    intro = ""
    if kind := EVENTS.get((answer.right, answer.status)):
        intro = words[f"d.if_today.{answer.right}"]
        given = deadlines({"kind": kind, "date": to.day.isoformat()})
        if answer.right == "c2s" and given.get("ends_on"):
            given |= _renewal(given["ends_on"])
        dates += [(f"d.{name}", datetime.date.fromisoformat(value)) for name, value in _known_dates(given)]
    return intro, [(words[key], words.day(value)) for key, value in dates if key in words]


def _renewal(ends_on: str) -> dict:
    given = deadlines({"kind": "c2s_end", "date": ends_on})
    return {name: given[name] for name in ("renewal_opens_on", "renewal_due_on")}


def _known_dates(given: dict) -> list[tuple[str, str]]:
    names = ("starts_on", "ends_on", "renewal_opens_on", "renewal_due_on", "renewal_alert_on")
    return [(name, given[name]) for name in names if given.get(name)]


def node(step: Step, flow: Flow, unfolded: bool = False) -> dict:
    """A step of the explanation, as the tree of the page shows it."""
    words = flow.words
    whose = next((member.called(words) for member in flow.people if member.id == step.person_id), "")
    notes = [whose]
    if step.valid_from:
        notes.append(words("tree.since", day=words.day(step.valid_from)))
    if step.confidence == "low" and step.kind == "parameter":
        notes.append(words["tree.doubt"])
    if step.repeated:
        notes.append(words["tree.above"])
    return {
        "label": words.of_law(step.label),
        "value": words.value(step),
        "unknown": words["tree.unknown"],
        "source": ", ".join(step.sources),
        "note": " · ".join(note for note in notes if note),
        "children": [node(inner, flow) for inner in step.steps],
        "open": unfolded,
    }
