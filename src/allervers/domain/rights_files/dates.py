"""The dates of a file, from its dated facts: pure functions on the law library, which never raise, in whatever order
the facts came.

Their names are those of the law library's events (`c2s_request_complete` gives `silence_accepts_on`, …).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from allervers.law.administration import PapersAsked, Silence, silence
from allervers.law.deadlines import deadlines

from .codes import Outcome, Right

Day = datetime.date


@dataclass(frozen=True)
class Asked:
    """Papers asked for: on which day, and on which they were there or not awaited any more (None: still awaited)."""

    on: Day
    ended_on: Day | None = None


@dataclass(frozen=True)
class Facts:
    """What happened to a file, by day; what did not happen is None.

    `missing_told_on`: the acknowledgement named the papers that miss, and until when they are awaited (L114-5 CRPA).
    """

    right: str
    received_on: Day
    complete_since: Day | None = None
    missing_told_on: Day | None = None
    care_need_certified: bool = False
    asked: tuple[Asked, ...] = ()
    portability_asked_on: Day | None = None
    outcome: str | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None


def dates(facts: Facts) -> dict[str, Day | None]:
    """Every date that follows from the facts, by its name; those of the decision come last and have the last word."""
    return dict(_dates(facts))


def _dates(facts: Facts) -> Iterator[tuple[str, Day | None]]:
    if facts.right == Right.C2S and facts.complete_since:
        yield from _of("c2s_request_complete", facts.complete_since)
    if facts.right == Right.AME:
        yield from _of("ame_deposit", facts.received_on)
        if facts.care_need_certified:
            yield from _of("ame_care_need_certified", facts.received_on)
    awaited = [asked for asked in facts.asked if asked.ended_on is None]
    if awaited:
        # Only the text on the AME says that a file is closed without the papers (decree 2005-860, article 4).
        of_request = dict(_of("ame_documents_requested", max(asked.on for asked in awaited)))
        yield from (each for each in of_request.items() if each[0] == "answer_due_on" or facts.right == Right.AME)
    if facts.portability_asked_on:
        yield from _of("eu_portability_requested", facts.portability_asked_on)
    if facts.outcome:
        yield from _of_decision(facts)


def _of_decision(facts: Facts) -> Iterator[tuple[str, Day | None]]:
    yield "starts_on", facts.starts_on
    yield "ends_on", facts.ends_on
    if facts.outcome != Outcome.ACCEPTED:
        yield "renewal_alert_on", None
    elif facts.right == Right.C2S and facts.ends_on:
        yield from _of("c2s_end", facts.ends_on)


def _of(kind: str, day: Day) -> Iterator[tuple[str, Day | None]]:
    """The dates of an event; none where the law of that day knows it not."""
    event = {"kind": kind, "date": day.isoformat()}
    try:
        found = deadlines(event)
    except ValueError:
        return
    for name in found["sources"]:
        yield name, found[name] and Day.fromisoformat(found[name])


def answer_due(right: str, asked_on: Day) -> tuple[Day, Day | None]:
    """The day until which papers are awaited, and the day on which the file is closed without them (AME alone)."""
    found = dict(_of("ame_documents_requested", asked_on))
    closes_on = found.get("closed_without_follow_up_on") if right == Right.AME else None
    return found.get("answer_due_on") or asked_on, closes_on


def silence_of(facts: Facts) -> Silence | None:
    """What silence says of this file, and on which day (CRPA)."""
    papers = [
        PapersAsked(asked.on, answer_due(facts.right, asked.on)[0], asked.ended_on and max(asked.on, asked.ended_on))
        for asked in sorted([*_told_at_once(facts), *facts.asked], key=lambda asked: asked.on)
        if asked.on >= facts.received_on
    ]
    return silence(facts.right, facts.received_on, papers)


def _told_at_once(facts: Facts) -> Iterator[Asked]:
    """What the acknowledgement asked for; a later letter takes its place, and no day is counted twice."""
    if facts.missing_told_on:
        ends = [facts.complete_since, *(asked.on for asked in facts.asked)]
        yield Asked(facts.missing_told_on, min((day for day in ends if day), default=None))


def to_treat_before(facts: Facts) -> Day | None:
    """The day that the queue is sorted by: the priority circuit's, else that on which silence decides.

    Where silence waits for the papers that the acknowledgement named, the day is that of a whole file: nobody waits at
    the end of the queue for a paper that may never come.
    """
    if facts.care_need_certified and facts.right == Right.AME:
        return dict(_of("ame_care_need_certified", facts.received_on)).get("decision_due_on")
    said = silence_of(facts)
    if said and said.on is None:
        said = silence_of(replace(facts, missing_told_on=None))
    return said and said.on
