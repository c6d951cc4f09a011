"""Numbers that a publication shows or hides, and the additions between them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

SMALLEST_PUBLISHED = 11
Owned = Mapping[Hashable, int]
"""Of a number, how much of it each of its readers knows as its own."""


def is_small(number: int) -> bool:
    return number in range(1, SMALLEST_PUBLISHED)


@dataclass(frozen=True, eq=False)
class Addition:
    """What is on the left adds up to what is on the right: mostly a whole and its parts. Not `is_exact`: the left is
    more, or as much; `owned`: how much more at least, as each reader knows. `of_contributors`: each number on the right
    is that of somebody who knows it, and reads the left.
    """

    left: tuple[Hashable, ...]
    right: tuple[Hashable, ...]
    is_exact: bool = True
    of_contributors: bool = False
    owned: Owned = field(default_factory=dict)

    @cached_property
    def cells(self) -> tuple[Hashable, ...]:
        return *self.left, *self.right

    @cached_property
    def terms(self) -> list[tuple[int, Hashable]]:
        """What adds up to nothing, or more, each with its sign."""
        return [*((1, cell) for cell in self.left), *((-1, cell) for cell in self.right)]
