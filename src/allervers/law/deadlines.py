"""The dates that follow from an event: when a right starts and ends, when an answer is due, when a file is erased.

    deadlines({"kind": "c2s_end", "date": "2024-06-30"})
    # {"kind": …, "date": …, "renewal_opens_on": "2024-02-29", "renewal_due_on": "2024-04-30", "sources": {…}, …}

The rule is that of the day of the event, read in ``parameters/deadlines.yaml``. Months are counted to the same day
number, else to the last day of the month. A date that is null follows from nothing: the law gave none at that date, or
gives none to that person; its source says why. The kinds of event stand in ``deadlines_c2s.py``,
``deadlines_residents.py`` and ``deadlines_others.py``, one function each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from allervers.law import deadlines_c2s, deadlines_others, deadlines_residents
from allervers.law.deadlines_reckoning import LABELS, Deadline, Reckoning
from allervers.law.fields import SituationError, a_date, a_nationality, a_text, one_of, read_fields, shown
from allervers.law.reading import documents
from allervers.law.registry import law

__all__ = ["KINDS", "LABELS", "Deadline", "Reckoning", "deadlines", "read", "reckon", "told"]

KINDS = {**deadlines_c2s.KINDS, **deadlines_residents.KINDS, **deadlines_others.KINDS}
EXPECTED = {a_date: "une date AAAA-MM-JJ", a_nationality: "un code de pays ISO à deux lettres (FR, IT…)"}


def reckon(event: object, origin: str = "") -> Reckoning:
    """Read and check an event, and find its dates. Raises `SituationError`, preceded by ``origin``."""
    try:
        of = Reckoning(_read(event))
        KINDS[of.event["kind"]].reckon(of)
    except SituationError as error:
        raise (error.found_in(origin) if origin else error) from None
    return of


def deadlines(event: Mapping[str, object]) -> dict[str, object]:
    """The event, the dates that follow from it (ISO text, or None), and where they come from.

    ``sources`` gives for each date its legal texts, confidence, and the day from which its rule applies. Raises
    `SituationError`, a ``ValueError`` of one line of French naming the field.
    """
    return told(reckon(event))


def told(of: Reckoning) -> dict[str, object]:
    """What `deadlines` answers, of an event already reckoned."""
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in of.event.items()}
    dates = {each.name: each.day and each.day.isoformat() for each in of.dates}
    sources = {each.name: _source(each) for each in of.dates}
    notes = {"notes": of.notes} if of.notes else {}
    return {**given, **dates, "sources": sources, **notes, "law_version": law().version}


def _source(deadline: Deadline) -> dict[str, object]:
    return {
        "sources": list(deadline.sources),
        "confidence": deadline.confidence,
        "valid_from": max(figure.valid_from for figure in deadline.figures).isoformat(),
    }


def _read(event: object) -> dict[str, object]:
    if not isinstance(event, Mapping):
        raise SituationError("", f"attendu un événement (kind, date…), reçu {shown(event)}")
    if event.get("kind") is None:
        raise SituationError("kind", f"champ absent, attendu : {', '.join(KINDS)}")
    kind = KINDS[one_of(*KINDS)(event["kind"], "kind")]
    required = {"kind": a_text, "date": a_date, **kind.required}
    fields = read_fields(event, {"id": a_text, **required, **kind.optional}, "")
    for name, parser in required.items():
        if fields.get(name) is None:
            raise SituationError(name, f"champ absent, attendu {_expected(parser)}")
    return fields


def _expected(parser: Callable) -> str:
    return EXPECTED.get(parser) or ", ".join(parser.schema["enum"])


def read(text: str, name: str) -> Iterator[tuple[str, object]]:
    """The events of a file, each with its place (« cas.yaml, événement 2 »). Raises `SituationError`."""
    if not text.strip():
        raise SituationError("", "aucun événement, attendu une liste YAML ou JSON", name)
    for document in documents(text, name, item="événement"):
        if isinstance(document.content, SituationError):
            raise document.content
        if isinstance(document.content, list):
            for place, event in enumerate(document.content, 1):
                yield f"{document.origin}, événement {place}", event
        else:
            yield document.origin, document.content
