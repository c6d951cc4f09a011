"""What a diagnosis is made of before it is laid out; cards, tables and bars are those of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allervers.population.diagnosis.plan import Step
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card, Chart, Table


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Sentences:
    """One after the other, as a list."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Cards:
    cards: Sequence[Card]


@dataclass(frozen=True)
class Map:
    """The rate of each département; ``description`` says to everybody what no table beside it says as well.
    ``outlined``: the one of the fund."""

    title: str
    rates: Mapping[str, Amount]
    outlined: str | None
    description: str


@dataclass(frozen=True)
class Terms:
    """Definitions."""

    terms: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Plan:
    """The action plan; without steps, rows to fill in by hand."""

    steps: Sequence[Step]


Block = Paragraph | Sentences | Cards | Table | Chart | Map | Terms | Plan


@dataclass(frozen=True)
class Section:
    name: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Diagnosis:
    """``warning``: what stands first and cannot be missed (a fictitious population); ``remarks``: what whoever asked
    for it must know of the files, on no page."""

    title: str
    place: str
    day: date
    warning: str
    sections: Sequence[Section]
    remarks: tuple[str, ...] = ()
