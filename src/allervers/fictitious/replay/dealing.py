"""Exact apportionment: so many of each, no more and no less, and a shuffle that is always the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import TypeVar

Label = TypeVar("Label")
Row = TypeVar("Row")


def apportion(total: int, weights: Mapping[Label, float]) -> dict[Label, int]:
    """Whole numbers in proportion to the weights, that add up to `total` (largest remainder)."""
    whole = sum(weights.values())
    exact = {label: total * weight / whole for label, weight in weights.items()}
    given = {label: int(value) for label, value in exact.items()}
    by_remainder = sorted(exact, key=lambda label: given[label] - exact[label])
    for label in by_remainder[: total - sum(given.values())]:
        given[label] += 1
    return given


def bounded(total: int, weights: Mapping[Label, float], most: Mapping[Label, int]) -> dict[Label, int]:
    """The same, and none above its bound: what does not fit goes to the others."""
    if total > sum(most.values()):
        raise ValueError(f"{total} do not fit into {sum(most.values())}")
    given = dict.fromkeys(weights, 0)
    open_to = {label: weight for label, weight in weights.items() if weight > 0 and most[label]}
    left = total
    while left:
        if not open_to:  # only those without a weight have room
            open_to = {label: most[label] - given[label] for label in weights if most[label] > given[label]}
        for label, more in apportion(left, open_to).items():
            given[label] += min(more, most[label] - given[label])
        left = total - sum(given.values())
        open_to = {label: weight for label, weight in open_to.items() if given[label] < most[label]}
    return given


class Dealer:
    """Deals labels to rows."""

    def __init__(self, name: str):
        self._rng = Random(name)

    def shuffled(self, rows: Iterable[Row]) -> list[Row]:
        rows = list(rows)
        self._rng.shuffle(rows)
        return rows

    def deal(self, rows: Sequence[Row], counts: Mapping[Label, int]) -> Iterator[tuple[Row, Label]]:
        """Every row with its label; there must be as many labels as rows."""
        labels = [label for label, count in counts.items() for _ in range(count)]
        return zip(self.shuffled(rows), labels, strict=True)

    def deal_shares(self, rows: Sequence[Row], shares: Mapping[Label, float]) -> Iterator[tuple[Row, Label]]:
        return self.deal(rows, apportion(len(rows), shares))

    def some(self, rows: Sequence[Row], count: int) -> list[Row]:
        """So many of these rows."""
        if not 0 <= count <= len(rows):
            raise ValueError(f"{count} asked for among {len(rows)}")
        return self.shuffled(rows)[:count]


def skewed(count: int, mean: float) -> list[int]:
    """Whole numbers from 0 to three times the mean, more of them small than large, whose mean is exact."""
    values = [int(3 * mean * ((place + 0.5) / count) ** 2) for place in range(count)]
    for place in range(round(mean * count) - sum(values)):
        values[-1 - place % count] += 1
    return values
