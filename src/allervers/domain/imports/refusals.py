"""What is wrong with a file, said so that whoever made it finds the place and knows what to write there."""

import heapq
from dataclasses import dataclass, field

SHOWN = 20
"""Refusals listed for one file; of the others only the number is said."""


class Unreadable(ValueError):
    """A cell that is not what its column asks for. `problem` may quote the cell, `expected` says what to write."""

    def __init__(self, problem: str, expected: str):
        super().__init__(problem)
        self.problem, self.expected = problem, expected


@dataclass(frozen=True, order=True)
class Refusal:
    """Line 0: the file as a whole. Without a field: the line as a whole."""

    line: int
    field: str
    problem: str
    expected: str

    def __str__(self):
        place = ", ".join([f"ligne {self.line}"] * bool(self.line) + [self.field] * bool(self.field))
        return f"{place} : " * bool(place) + f"{self.problem} ; attendu {self.expected}"


@dataclass
class Refusals:
    """The refusals of one file: the first of them, and how many there are in all. Memory does not grow with them."""

    file: str
    total: int = 0
    _kept: list[Refusal] = field(default_factory=list)

    def add(self, line: int, field: str, problem: str, expected: str) -> None:
        self.extend([Refusal(line, field, problem, expected)] if self._is_among_the_first(line) else [], 1)

    def extend(self, found: list[Refusal], total: int) -> None:
        """`found` are the first of `total`, by line."""
        self.total += total
        if found:
            self._kept = heapq.nsmallest(SHOWN, [*self._kept, *found])

    def _is_among_the_first(self, line: int) -> bool:
        return len(self._kept) < SHOWN or line <= self._kept[-1].line

    def first(self) -> Refusal:
        """The one that is highest in the file, where there is one."""
        return self._kept[0]

    def sentences(self) -> list[str]:
        """One line each, by line of the file; the last one says how many are not listed."""
        lines = [f"{self.file}, {refusal}" for refusal in self._kept]
        if hidden := self.total - len(lines):
            are = "autres anomalies ne sont pas listées" if hidden > 1 else "autre anomalie n'est pas listée"
            lines.append(f"{self.file} : {hidden} {are}")
        return lines
