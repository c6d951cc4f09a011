"""What a diagnosis is made of before it is laid out. In sentences, `**…**` marks what stands out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from allervers.population.diagnosis.plan import Step
from allervers.population.diagnosis.publication import Shown


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Sentences:
    """One after the other, as a list."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Card:
    label: str
    number: Shown
    comment: str = ""


@dataclass(frozen=True)
class Cards:
    cards: Sequence[Card]


@dataclass(frozen=True)
class Table:
    """The first column names the row; `**…**` around the name of a total."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | Shown]]
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """``draw``: the SVG, in a typeface; ``description`` says the same to who does not see it.

    ``shows_description``: it is read by everybody, because no table beside the chart says as much.
    """

    title: str
    draw: Callable[[str], str]
    description: str
    shows_description: bool = False


@dataclass(frozen=True)
class Terms:
    """Definitions."""

    terms: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Plan:
    """The action plan; without steps, rows to fill in by hand."""

    steps: Sequence[Step]


Block = Paragraph | Sentences | Cards | Table | Chart | Terms | Plan


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


def runs(text: str) -> list[tuple[str, bool]]:
    """The text cut at its marks: each piece, and whether it stands out."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(text.split("**")) if piece]
