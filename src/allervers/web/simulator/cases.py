"""What the answer would be, case by case, for a question that nobody could answer: « si …, alors … ; sinon … »."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from allervers.law import Situation, SituationError, evaluate

from . import fields
from .household import situation
from .pages import Page

if TYPE_CHECKING:
    from .flow import Flow

# Cents a month; above it, no right that is told by cases depends on the amount.
HIGHEST = 5_000_000
UNKNOWN = "unknown"


class Cases(NamedTuple):
    """The question, a line for each case, and where the answer can be read."""

    question: str
    lines: list[str]
    look: str


def told(right: str, names: Iterable[str], flow: Flow) -> Cases | None:
    """The cases of the first of these unanswered pages that decides the right; None if none does alone."""
    for name in names:
        if not flow.answers.is_unknown(name):
            continue
        page = flow.page(name)
        found = _of_page(page, lambda values, name=name: _status(right, {**flow.given, name: values}, flow))
        if found and any(status != UNKNOWN for _, status in found):
            look = f"look.{page.field}"
            return Cases(page.title, list(_lines(right, found, page)), page.words.get(look, ""))
    return None


def _status(right: str, given: dict, flow: Flow) -> str | None:
    """The status for these answers; None if they cannot be together."""
    try:
        answers = evaluate(Situation.from_dict(situation(given, flow.day)), dict.fromkeys(("puma", right)))
    except SituationError:
        return None
    # As on the card: the C2S is worth nothing without basic rights.
    if right == "c2s" and answers["puma"].status == "not_entitled":
        return "none"
    return answers[right].status


def _of_page(page: Page, status: Callable[[dict], str | None]) -> list[tuple[str, str]]:
    """Each case in words, and its status; none for a question whose answers cannot be gone through."""
    if page.kind or page.field == "housing_benefit":
        return _amounts(page, status)
    if page.field in fields.TRUTHS:
        known = [("yes", True), ("no", False)]
        found = [(page.words[f"cases.{key}"], status({"value": value})) for key, value in known]
    elif page.field in fields.CHOICES:
        choices = page.form().fields["value"].choices
        found = [(page.words("cases.answer", answer=label), status({"value": code})) for code, label in choices if code]
    else:
        return []
    return [(case, each) for case, each in found if each]


def _amounts(page: Page, status: Callable[[dict], str | None]) -> list[tuple[str, str]]:
    """The bounds to the cent between which the status stays the same. More income never opens a right that less closes:
    between two amounts of one status there is no other."""

    @cache
    def at(cents: int) -> str:
        amount = Decimal(cents) / 100
        return status({"mode": "same", "amount": amount} if page.kind else {"value": amount}) or UNKNOWN

    bounds = [*_changes(at, 0, HIGHEST), HIGHEST]
    found, words = [], page.words
    for place, high in enumerate(bounds):
        low = bounds[place - 1] if place else None
        kinds = {(True, True): "all", (True, False): "up_to", (False, True): "over", (False, False): "between"}
        kind = kinds[low is None, high == HIGHEST]
        found.append((words(f"cases.{kind}", low=words.euros(low or 0), high=words.euros(high)), at(high)))
    return found


def _changes(at: Callable[[int], str], low: int, high: int) -> Iterator[int]:
    """The last amount of each status but the one of ``high``."""
    if at(low) == at(high):
        return
    if high - low == 1:
        yield low
        return
    middle = (low + high) // 2
    yield from _changes(at, low, middle)
    yield from _changes(at, middle, high)


def _lines(right: str, found: list[tuple[str, str]], page: Page) -> Iterator[str]:
    """A line a status, the cases that share it together; « sinon » for the last of several."""
    by_status: dict[str, list[str]] = {}
    for case, status in found:
        by_status.setdefault(status, []).append(case)
    groups = sorted(by_status.items(), key=lambda group: len(group[1]))
    words = page.words
    for number, (status, cases) in enumerate(groups, 1):
        result = words.get(f"s.{right}.{status}", words[f"s.{right}.unknown"]).replace("|", " ")
        is_rest = number == len(groups) > 1
        when = words["cases.else"] if is_rest else words["cases.or"].join(cases)
        yield words("cases.line", when=when[:1].upper() + when[1:], result=result)
