"""Tables as spreadsheets, OpenDocument or Excel: numbers that add up and show as French readers write them, reasons in
words where there is no number, texts that are never formulas, headings that stay in sight."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..amounts import Amount

TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_NAME = 31
"""What spreadsheets accept as the name of a sheet."""
_FORBIDDEN = re.compile(r"[\[\]*?:/\\']")
GREY = "#5A5A5A"
WIDEST, LONG_HEADING = 50, 20


Cell = str | Amount | datetime.date | None


@dataclass(frozen=True)
class Sheet:
    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def widths(self) -> list[int]:
        """Of each column, in characters: enough for its words, long ones in several lines."""
        columns = zip(*([shown(cell) for cell in row] for row in self.rows), strict=True) if self.rows else ()
        longest = [max(map(len, column)) for column in columns] or [0] * len(self.headings)
        headings = [min(len(heading), LONG_HEADING) for heading in self.headings]
        return [min(max(below, above) + 4, WIDEST) for below, above in zip(longest, headings, strict=True)]


def shown(cell: Cell) -> str:
    """What a French reader sees."""
    return "" if cell is None else f"{cell:%d/%m/%Y}" if isinstance(cell, datetime.date) else str(cell)


@dataclass(frozen=True)
class Book:
    """`accent`: the colour of the headings, as RRGGBB."""

    title: str
    subject: str
    made_on: datetime.date
    sheets: Sequence[Sheet]
    accent: str


def names(titles: Sequence[str]) -> list[str]:
    """Names of sheets that a spreadsheet accepts, each once."""
    given: list[str] = []
    for title in titles:
        name = " ".join(_FORBIDDEN.sub(" ", title).split())
        short, place = name[:LONGEST_NAME].strip(), 2
        while short.casefold() in {one.casefold() for one in given}:
            ending = f" {place}"
            short, place = name[: LONGEST_NAME - len(ending)].strip() + ending, place + 1
        given.append(short)
    return given
