"""The figures of the law under the names that the SQL of targets and gaps calls them by, as they are on a day.

A name is that of a parameter; of a scale by age, ``…_first`` and ``…_last`` are its bounds; ``…_opening`` is the first
day on which a rule holds. A figure that the law had not, or that is not known, on that day is null: nobody is selected
by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from allervers.law.lookup import figures
from allervers.law.parameters import Dated, Parameter, Scale

FILES = ("deadlines", "outreach", "prevention")
FIRST, LAST, OPENING = "_first", "_last", "_opening"


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
    return frozenset(plain | openings | {f"{name}{end}" for name in scales for end in (FIRST, LAST)})


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


def literal(name: str, day: date) -> str:
    """The figure in SQL."""
    found = value(name, day)
    if found is None:
        return "NULL"
    return f"DATE '{found}'" if isinstance(found, date) else str(found).upper()


def is_day(name: str) -> bool:
    return name.endswith(OPENING)


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
