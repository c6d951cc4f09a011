"""What a diagnosis counts apart and a reader knows to be a part of something else that it counts.

A list of persons without the C2S is a part of those without the C2S: of 17 of them, 12 of whom are on the list of the
free C2S, at most 5 have a contribution to pay. Each of these is an addition with a remainder that nobody reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from allervers.population import gaps
from allervers.population.targets import known as known_targets

Cell = tuple
"""A number of `publication`: its kind, its scope, and what it counts there."""

OPEN_AGAIN = "base_after_ame"
"""The one cause of a gap in base rights whose persons hold these rights again."""


def known(scopes: tuple[str, ...], here: str, funds: list[str]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """A whole and its parts, none of which has a person of another."""
    for scope in scopes:
        yield _take_up(scope, "all", "without"), (("gap", scope, "c2s", "all"),)
        yield _take_up(scope, "contribution", "without"), (("gap", scope, "c2s", "c2s_now_with_contribution"),)
        yield ("state", scope, "no_base_right"), tuple(_ended(scope, here))
        yield ("state", scope, "living"), (("gap", scope, "all", "all"),)
    for fund in funds:
        yield ("fund", fund, "living"), (("gap", ("fund", fund), "all", "all"),)
    yield ("state", here, "unknown"), (("doubtful", here, "c2s"),)
    for gap in gaps.known().values():
        if gap.ahead:
            yield _take_up(here, "all", "with"), (("ahead", here, gap.name),)
    for of in ("free", "contribution"):
        yield _take_up(here, of, "without"), (("target", here, f"c2s_{of}_not_taken_up"),)
    for name in known_targets():
        yield ("state", here, "living"), (("target", here, name),)


def remainders(
    numbers: Mapping[Cell, int], scopes: tuple[str, ...], here: str, funds: list[str]
) -> Iterator[tuple[Cell, list[Cell], int]]:
    """Each whole, its parts among these numbers, and what they leave of it."""
    for whole, all_parts in known(scopes, here, funds):
        parts = [part for part in all_parts if part in numbers]
        if whole in numbers and parts:
            yield whole, parts, numbers[whole] - sum(numbers[part] for part in parts)


def _take_up(scope: str, of: str, what: str) -> Cell:
    return "take_up", scope, "total", "", of, what


def _ended(scope: str, here: str) -> Iterator[Cell]:
    for gap in gaps.known().values():
        if gap.right == "base" and not gap.ahead and gap.name != OPEN_AGAIN:
            yield "gap", scope, "base", gap.name
    if scope == here:
        yield "doubtful", here, "base"
