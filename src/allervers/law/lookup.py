"""Figures of one file on one day, with those that were used: for dated rules that are plain functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from allervers.law import parameters
from allervers.law.fields import SituationError
from allervers.law.parameters import Dated, Parameter, Scale, lowest


@cache
def figures(file: str) -> dict[str, Parameter]:
    """The parameters of a file, by name."""
    return parameters.load(file).parameters


@dataclass
class Lookup:
    """Reads figures of ``file`` as they were on ``day``, and keeps in ``used`` what was read."""

    file: str
    day: date
    used: list[Dated] = field(default_factory=list)

    def figure(self, name: str) -> int | bool | Scale | None:
        """Raises `SituationError` before the first date of the parameter."""
        return self.figure_on(name, self.day)

    def figure_on(self, name: str, day: date) -> int | bool | Scale | None:
        """The figure as it was on another day than that of the event; raises as `figure` does."""
        parameter = figures(self.file)[name]
        try:
            dated = parameter.at(day)
        except LookupError:
            first = parameter.dates[0]
            problem = f"le {day} précède la première règle connue, attendu le {first} ou après"
            raise SituationError("date", problem) from None
        self.used.append(dated)
        return dated.value

    def opening(self, name: str) -> date:
        """The first day on which a rule holds, which ``day`` may precede."""
        opened = next(dated for dated in figures(self.file)[name].values if dated.value)
        self.used.append(opened)
        return opened.valid_from

    def taken(self) -> tuple[Dated, ...]:
        """What was read since the last time, to be told with what it served for."""
        used = tuple(dict.fromkeys(self.used))
        self.used.clear()
        return used


@dataclass(frozen=True)
class Finding:
    """What a dated rule says to a person: a status, its reason, its dates, where they come from.

    ``status`` is "yes", "no" or "unknown"; ``missing`` are the names of the inputs that would settle it.
    """

    code: str
    label: str
    status: str
    reason: str
    figures: tuple[Dated, ...]
    starts_on: date | None = None
    ends_on: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def confidence(self) -> str:
        return lowest(*(figure.confidence for figure in self.figures))


def word(holds: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[holds]
