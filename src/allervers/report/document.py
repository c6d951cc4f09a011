"""What a report is made of, before it is laid out: sections of pages, with sentences, cards, charts and tables.

Numbers are `Amount`s as long as possible, so that each writer can give them as its readers need them: a text, a bar, a
cell that a spreadsheet adds up.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from allervers.publishing.document import Card, Chart, Table
from allervers.publishing.numbers import NO_BREAK

Visual = Chart | Table


@dataclass(frozen=True)
class Definition:
    """What one figure counts, as the catalogue says it."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Page:
    title: str
    sentences: Sequence[str] = ()
    cards: Sequence[Card] = ()
    visuals: Sequence[Visual] = ()
    definitions: Sequence[Definition] = ()


@dataclass(frozen=True)
class LeftOut:
    """What the report on 2024 showed and this one does not, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Section:
    title: str
    pages: Sequence[Page]


@dataclass(frozen=True)
class Report:
    """`warning` is what a reader must know before passing the report on, `foot` what stands at the foot of every page,
    `made_of` the last day that is counted: the date of the files, which are then the same for the same figures."""

    title: str
    place: str
    period: str
    source: str
    warning: str
    foot: str
    made_of: datetime.date
    sections: Sequence[Section]
    left_out: Sequence[LeftOut] = ()

    @property
    def pages(self) -> list[Page]:
        return [page for section in self.sections for page in section.pages]

    @property
    def definitions(self) -> list[Definition]:
        """Every definition once, in the order of the pages."""
        return list(dict.fromkeys(definition for page in self.pages for definition in page.definitions))


def typeset(thing):
    """The same content with French spacing: none of « 12 % », « : » or quotation marks is ever torn apart."""
    if isinstance(thing, str):
        return _TORN.sub(lambda match: match[0].replace(" ", NO_BREAK), thing)
    if isinstance(thing, tuple | list):
        return type(thing)(typeset(one) for one in thing)
    if is_dataclass(thing):
        return replace(thing, **{one.name: typeset(getattr(thing, one.name)) for one in fields(thing)})
    return thing


_TORN = re.compile(r"« | [»:;?!%€]|(?<=\d) (?=\d{3}\b)")
