"""The figures of the law under the names that the SQL of targets and gaps calls them by, as they are on a day.

A name is that of a parameter; of a scale by age, ``…_first`` and ``…_last`` are its bounds; ``…_opening`` is the first
day on which a rule holds; ``…_said`` is an age or a duration in French, with its unit. A figure that the law had not,
or that is not known, on that day is null: nobody is selected by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from allervers.law.lookup import figures
from allervers.law.parameters import Dated, Parameter, Scale

FILES = ("deadlines", "outreach", "prevention", "renewal")
FIRST, LAST, OPENING, SAID = "_first", "_last", "_opening", "_said"


@cache
def _parameters() -> dict[str, Parameter]:
    return {name: parameter for file in FILES for name, parameter in figures(file).items()}


@cache
def names() -> frozenset[str]:
    """Every name that a text may use."""
    known = _parameters()
    scales = {name for name, each in known.items() if any(isinstance(dated.value, Scale) for dated in each.values)}
    plain = known.keys() - scales
    openings = {f"{name}{OPENING}" for name in plain if known[name].unit == "boolean"}
    told = {f"{name}{SAID}" for name in plain if has_unit(name)}
    return frozenset(plain | openings | told | {f"{name}{end}" for name in scales for end in (FIRST, LAST)})


def value(name: str, day: date) -> int | bool | date | None:
    """The figure on ``day``; None where there is none."""
    for end in (FIRST, LAST, OPENING):
        if name not in _parameters() and name.endswith(end):
            parameter = _parameters()[name.removesuffix(end)]
            if end == OPENING:
                return next((dated.valid_from for dated in parameter.values if dated.value), None)
            scale = _at(parameter, day)
            return scale and (scale.thresholds[0] if end == FIRST else scale.figures[-1])
    return _at(_parameters()[name], day)


def _at(parameter: Parameter, day: date):
    try:
        return parameter.at(day).value
    except LookupError:
        return None


class Period(NamedTuple):
    """Days on which a rule is known to hold. `last` is None where it holds still; `ends` is false where what follows
    the last day is not known."""

    first: date
    last: date | None
    ends: bool


def periods(name: str) -> list[Period]:
    """When a rule that is true or false held, holds or will, from the first."""
    found: list[Period] = []
    first = None
    for dated in _parameters()[name].values:
        if dated.value and first is None:
            first = dated.valid_from
        elif not dated.value and first is not None:
            found.append(Period(first, dated.valid_from - timedelta(days=1), dated.value is not None))
            first = None
    return found if first is None else [*found, Period(first, None, ends=False)]


def literal(name: str, day: date) -> str:
    """The figure in SQL."""
    if name not in _parameters() and name.endswith(SAID):
        return f"'{in_words(name.removesuffix(SAID), day)}'"
    found = value(name, day)
    if found is None:
        return "NULL"
    return f"DATE '{found}'" if isinstance(found, date) else str(found).upper()


def is_day(name: str) -> bool:
    return name.endswith(OPENING)


def has_unit(name: str) -> bool:
    """Whether the figure is an age or a duration, which is told with its unit."""
    return name in _parameters() and _parameters()[name].unit in ("years", "months", "days")


def in_words(name: str, day: date) -> str:
    """An age or a duration as it is on ``day``, in French: « 2 mois », « 17 ans et 10 mois »."""
    count, unit = _at(_parameters()[name], day), _parameters()[name].unit
    if count is None:
        return "une durée inconnue"
    if unit == "days":
        return f"{count} jour{'s' * (count > 1)}"
    years, months = (count, 0) if unit == "years" else divmod(count, 12)
    if unit == "months" and years < 2:
        return f"{count} mois"
    return f"{years} an{'s' * (years > 1)}" + (f" et {months} mois" if months else "")


def filled(text: str, day: date) -> str:
    """The text with its {figures} as they are on ``day``; what else stands in braces stays."""

    def told(found: re.Match) -> str:
        name = found[1]
        if has_unit(name):
            return in_words(name, day)
        return str(value(name, day)) if name in names() else found[0]

    return re.sub(r"\{(\w+)\}", told, text)


def said(campaigns: Iterable[str], day: date) -> list[str]:
    """What must be told of campaigns that are not under way on ``day``, or of which it is not known (French)."""
    states = {name: _at(_parameters()[name], day) for name in campaigns}
    empty = "" if any(states.values()) else " ; liste vide"
    told = []
    for name, state in states.items():
        parameter = _parameters()[name]
        if state is None:
            told.append(f"« {parameter.label} » : pas connu au {day}, personne n'est retenu à ce titre{empty}")
        elif not state:
            told.append(f"« {parameter.label} » : non au {day}{_next(parameter, day)}{empty}")
    return told


def _next(parameter: Parameter, day: date) -> str:
    following: Dated | None = next((dated for dated in parameter.values if dated.valid_from > day), None)
    return f" (la suivante : {following.valid_from})" if following and following.value else ""
