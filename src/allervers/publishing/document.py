"""What reports and diagnoses are made of before they are laid out. In texts, `**…**` marks what stands out."""

from collections.abc import Sequence
from dataclasses import dataclass

from .amounts import Amount, Unit


@dataclass(frozen=True)
class Card:
    """A figure that is seen first: how much, of what, and what to compare it with."""

    label: str
    amount: Amount
    comment: str = ""


@dataclass(frozen=True)
class Table:
    """The first column names the row."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | Amount]]
    note: str = ""

    @property
    def says_something(self) -> bool:
        numbers = [value for row in self.rows for value in row if isinstance(value, Amount)]
        return not numbers or any(number.is_known for number in numbers)


@dataclass(frozen=True)
class Series:
    name: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Chart:
    """Bars by category, one colour per series; the first series is the one that the page is about.

    `is_a_total`: one number for each of two years, the former first; on slides such bars stand, all others lie.
    `reference`: a line across the bars, of what `reference_of` says.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_a_total: bool = False
    reference: Amount | None = None
    reference_of: str = ""

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

    def as_table(self) -> Table:
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
        return " ".join([f"{self.title}. {' ; '.join(lines)}.", *([self.line_told] if self.line_told else [])])

    @property
    def line_told(self) -> str:
        """What the line across is; nothing where there is none."""
        has_line = self.reference is not None and self.reference.is_known
        return f"Le trait est {self.reference_of} : {self.reference}." if has_line else ""

    @property
    def longest(self) -> float:
        """The number that the longest bar, or the line across, stands for."""
        numbers = [amount.number for series in self.series for amount in (*series.amounts, self.reference)
                   if amount and amount.number]  # fmt: skip
        return max(numbers, default=1)


def plain(text: str) -> str:
    """Without the marks of what stands out."""
    return text.replace("**", "")


def runs(text: str) -> list[tuple[str, bool]]:
    """The text cut at its marks: each piece, and whether it stands out."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(text.split("**")) if piece]
