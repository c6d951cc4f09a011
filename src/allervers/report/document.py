"""What a report is made of, before it is laid out: sections of pages, with sentences, cards, charts and tables.

In sentences and cards, `**…**` marks what stands out. Numbers are `Amount`s as long as possible, so that each writer
can give them as its readers need them: a text, a bar, a cell that a spreadsheet adds up.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum

from allervers.publishing.numbers import NO_BREAK, grouped
from allervers.publishing.secrecy import Mask

NOTHING = "sans objet"
"""A share or a mean of nobody."""


class Unit(Enum):
    FILES = "nombre"
    SHARE = "part"
    DAYS = "jours"
    PER_FILE = "nombre moyen"


@dataclass(frozen=True)
class Amount:
    """One number as it may be shown; `mask` says why it is not."""

    number: float | None
    unit: Unit = Unit.FILES
    mask: Mask | None = None

    def __str__(self) -> str:
        if self.mask:
            return self.mask.value
        if self.number is None:
            return NOTHING
        if self.unit is Unit.SHARE:
            return f"{grouped(self.number * 100, 1)}{NO_BREAK}%"
        if self.unit is Unit.DAYS:
            return f"{grouped(self.number)}{NO_BREAK}jour{'s' if round(self.number) > 1 else ''}"
        return grouped(self.number, 1 if self.unit is Unit.PER_FILE else 0)

    @property
    def is_known(self) -> bool:
        return self.number is not None


@dataclass(frozen=True)
class Card:
    """A figure that is seen first: how much, of what, and what to compare it with."""

    label: str
    amount: Amount
    comment: str = ""


@dataclass(frozen=True)
class Series:
    name: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Chart:
    """Bars by category, one colour per series; the first series is the one that the page is about.

    `is_a_total`: one number for each of two years, the former first; such bars stand, all others lie.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_a_total: bool = False

    @property
    def unit(self) -> Unit:
        return self.series[0].amounts[0].unit

    def shown_as(self, place: int) -> str:
        """The category's name, with the reason why a bar is missing, and which one when others are there."""
        missing = {series.name: str(series.amounts[place]) for series in self.series
                   if not series.amounts[place].is_known}  # fmt: skip
        if not missing:
            return self.categories[place]
        if len(missing) == len(self.series):
            return f"{self.categories[place]} ({next(iter(missing.values()))})"
        return f"{self.categories[place]} ({', '.join(f'{name} : {why}' for name, why in missing.items())})"

    @property
    def says_something(self) -> bool:
        """About what the page is about: what it is compared with is not enough."""
        return any(amount.is_known for amount in self.series[0].amounts)

    def as_table(self) -> "Table":
        rows = [
            (category, *(series.amounts[place] for series in self.series))
            for place, category in enumerate(self.categories)
        ]
        return Table(self.title, ("", *(series.name for series in self.series)), tuple(rows))

    @property
    def description(self) -> str:
        """What a person who does not see the chart is told."""
        lines = []
        for place, category in enumerate(self.categories):
            amounts = [f"{series.name} {series.amounts[place]}" for series in self.series]
            single = str(self.series[0].amounts[place])
            lines.append(f"{category} : {single if len(self.series) == 1 else ', '.join(amounts)}")
        return f"{self.title}. {' ; '.join(lines)}."


@dataclass(frozen=True)
class Table:
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | Amount, ...], ...]

    @property
    def says_something(self) -> bool:
        numbers = [value for row in self.rows for value in row if isinstance(value, Amount)]
        return not numbers or any(number.is_known for number in numbers)


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


def plain(text: str) -> str:
    """Without the marks of what stands out."""
    return text.replace("**", "")


def runs(text: str) -> list[tuple[str, bool]]:
    """The text cut at its marks: each piece, and whether it stands out."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(text.split("**")) if piece]
