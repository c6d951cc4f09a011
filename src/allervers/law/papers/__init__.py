"""The papers of a file: one YAML file per request, each list with its date, legal source and confidence.

    right: ame
    label: Aide médicale de l'État
    papers:
      ame_residence:
        label: Preuve d'une résidence en France depuis plus de trois mois
        for: adults                       # household, applicant, adults, each (person)
        when: [not minor]                 # all of them: names of `conditions`, or « not » and a name
        dated:
          2016-01-01:
            form: copy                    # original or copy
            when: [renewed_otherwise]     # besides those of the paper, from this date
            number: 1                     # one unless it is said
            constraint: datée de plus de trois mois
            newer_than_months: 12         # older on the day it is handed in, it is out of date; any age unless said
            every: [a text]               # each of these, or:
            first: [a text, {text: another, when: hosted}]    # any one of these is enough
            second: [a text]              # when one has none of those
            source: …
            confidence: high

A version holds until the next date; null says that the paper is no more asked for. Without a list, the paper is what
its label names.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from allervers.law.parameters import CONFIDENCES

WHO = ("household", "applicant", "adults", "each")
FORMS = ("original", "copy")
FIELDS = {
    "form",
    "when",
    "number",
    "constraint",
    "newer_than_months",
    "every",
    "first",
    "second",
    "source",
    "confidence",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One of the papers that are accepted; ``when`` are names of conditions."""

    text: str
    intention: int
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    valid_from: date
    form: str
    when: tuple[str, ...]
    number: int
    constraint: str | None
    newer_than_months: int | None
    items: tuple[Item, ...]
    every: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Paper:
    code: str
    label: str
    whose: str
    when: tuple[str, ...]
    dates: tuple[date, ...]
    versions: tuple[Version | None, ...]

    def at(self, day: date) -> Version | None:
        """What is asked for on ``day``, or None."""
        place = bisect_right(self.dates, day) - 1
        return self.versions[place] if place >= 0 else None


@dataclass(frozen=True, slots=True)
class PaperFile:
    right: str
    label: str
    papers: tuple[Paper, ...]


@cache
def known() -> tuple[str, ...]:
    """The requests whose papers are known, in alphabetical order."""
    entries = resources.files(__package__).iterdir()
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml")))


@cache
def load(right: str) -> PaperFile:
    """Read the papers of a request. Raises ``ValueError`` naming the paper and what is wrong."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(resources.files(__package__).joinpath(f"{right}.yaml").read_text(encoding="utf-8"), loader)
    return PaperFile(right, data["label"], tuple(_paper(code, body) for code, body in data["papers"].items()))


def _paper(code: str, body: dict) -> Paper:
    if body["for"] not in WHO:
        raise ValueError(f"{code}: for {body['for']!r} is not one of {WHO}")
    if unexpected := body.keys() - {"label", "for", "when", "dated"}:
        raise ValueError(f"{code}: unexpected {sorted(unexpected)}")
    dated = sorted(body["dated"].items())
    versions = tuple(entry and _version(code, day, entry) for day, entry in dated)
    return Paper(code, body["label"], body["for"], _names(body), tuple(day for day, _ in dated), versions)


def _version(code: str, day: date, entry: dict) -> Version:
    if unexpected := entry.keys() - FIELDS:
        raise ValueError(f"{code} {day}: unexpected {sorted(unexpected)}")
    if entry["form"] not in FORMS or entry["confidence"] not in CONFIDENCES:
        raise ValueError(f"{code} {day}: form is one of {FORMS}, confidence one of {CONFIDENCES}")
    every = "every" in entry
    items = [_item(code, item, 1) for item in entry.get("every" if every else "first", ())]
    items += [_item(code, item, 2) for item in entry.get("second", ())]
    return Version(
        valid_from=day,
        form=entry["form"],
        when=_names(entry),
        number=entry.get("number", 1),
        constraint=entry.get("constraint"),
        newer_than_months=entry.get("newer_than_months"),
        items=tuple(items),
        every=every,
        source=entry["source"],
        confidence=entry["confidence"],
    )


def _item(code: str, item: str | dict, intention: int) -> Item:
    body = {"text": item} if isinstance(item, str) else item
    # A text with a comma that nobody put in quotes ends there, and goes on as a field of its own.
    if unexpected := body.keys() - {"text", "when"}:
        raise ValueError(f"{code}: unexpected {sorted(unexpected)}")
    return Item(body["text"], intention, _names(body))


def _names(body: dict) -> tuple[str, ...]:
    names = body.get("when", ())
    return (names,) if isinstance(names, str) else tuple(names)
