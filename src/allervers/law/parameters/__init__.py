"""The figures of the law: one YAML file per right, each value with its date, unit, legal source and confidence.

    right: c2s
    starts: 2019-11-01                  # before this day the right cannot be judged: DateTooEarly
    parameters:
      rsa_base_amount:
        label: Montant de base du RSA   # French, read by persons
        unit: euros                     # euros are stored as integer cents; other units as they are
        values:
          2024-04-01: {value: 635.71, source: décret 2024-396, confidence: high}

A value is a number, a boolean, a *scale* (``{threshold: figure, …}``, optionally with ``each_further``) or ``null``:
the law gives nothing, or nothing was published, from that date. ``confidence`` is one word, or for a scale a mapping
threshold → word with ``other`` for the rest. Values hold until the next date. A file without ``starts`` is not that of
a right: its figures begin each on its own day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources

CONFIDENCES = ("low", "medium", "high")
UNITS = ("euros", "percent", "per_thousand", "days", "months", "years", "count", "boolean")


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Figures by threshold (see `expression.Scale`), with the confidence of each."""

    thresholds: tuple[int, ...]
    figures: tuple[int, ...]
    confidences: tuple[str, ...]
    each_further: int | None
    each_further_confidence: str

    def at(self, argument: int) -> tuple[int, str]:
        """The figure for ``argument`` and its confidence."""
        place = max(bisect_right(self.thresholds, argument) - 1, 0)
        figure, confidence = self.figures[place], self.confidences[place]
        beyond = argument - self.thresholds[-1]
        if self.each_further is None or beyond <= 0:
            return figure, confidence
        return figure + beyond * self.each_further, lowest(confidence, self.each_further_confidence)


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """The value of a parameter from ``valid_from`` on; compared by identity, for a run keeps many in sets."""

    name: str
    label: str
    unit: str
    valid_from: date
    value: int | bool | Scale | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    label: str
    unit: str
    dates: tuple[date, ...]
    values: tuple[Dated, ...]

    def at(self, day: date) -> Dated:
        """The value in force on ``day``; ``LookupError`` before the first one."""
        place = bisect_right(self.dates, day) - 1
        if place < 0:
            raise LookupError(f"« {self.name} » n'a pas de valeur avant le {self.dates[0]}")
        return self.values[place]


@dataclass(frozen=True, slots=True)
class ParameterFile:
    right: str
    starts: date
    parameters: dict[str, Parameter]


def lowest(*confidences: str) -> str:
    """The least of several confidences."""
    return next((each for each in CONFIDENCES if each in confidences), "high")


def load(right: str) -> ParameterFile:
    """Read the file of a right. Raises ``ValueError`` naming the parameter and the date that are wrong."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files(__package__).joinpath(f"{right}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, loader)
    parameters = {name: _parameter(name, body) for name, body in data["parameters"].items()}
    starts = data.get("starts") or min(parameter.dates[0] for parameter in parameters.values())
    for parameter in parameters.values():
        # Figures that are not those of a right begin each on its day.
        if "starts" in data and parameter.dates[0] > starts:
            raise ValueError(f"{right}.yaml: {parameter.name} has no value on {starts}")
    return ParameterFile(data["right"], starts, parameters)


def files() -> tuple[str, ...]:
    """The names under which figures may be loaded, in alphabetical order."""
    entries = resources.files(__package__).iterdir()
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml")))


def _parameter(name: str, body: dict) -> Parameter:
    if body["unit"] not in UNITS:
        raise ValueError(f"{name}: unit {body['unit']!r} is not one of {UNITS}")
    values = tuple(_dated(name, body, day, entry) for day, entry in sorted(body["values"].items()))
    return Parameter(name, body["label"], body["unit"], tuple(value.valid_from for value in values), values)


def _dated(name: str, body: dict, day: date, entry: dict) -> Dated:
    if unexpected := entry.keys() - {"value", "source", "confidence"}:
        raise ValueError(f"{name} {day}: unexpected {sorted(unexpected)}")
    value, confidence, unit = entry["value"], entry["confidence"], body["unit"]
    by_threshold = confidence if isinstance(confidence, dict) else {"other": confidence}
    if unknown := set(by_threshold.values()) - set(CONFIDENCES):
        raise ValueError(f"{name} {day}: confidence {sorted(unknown)} is not one of {CONFIDENCES}")
    if isinstance(value, dict):
        value = _scale(value, by_threshold, unit)
    elif value is not None:
        value = _figure(value, unit)
    return Dated(name, body["label"], unit, day, value, entry["source"], lowest(*by_threshold.values()))


def _scale(figures: dict, confidences: dict[str, str], unit: str) -> Scale:
    thresholds = tuple(sorted(key for key in figures if key != "each_further"))
    further = figures.get("each_further")
    return Scale(
        thresholds,
        tuple(_figure(figures[threshold], unit) for threshold in thresholds),
        tuple(confidences.get(threshold, confidences.get("other")) for threshold in thresholds),
        None if further is None else _figure(further, unit),
        confidences.get("each_further", confidences.get("other")),
    )


def _figure(value: int | float | bool, unit: str) -> int | bool:
    if unit == "boolean":
        return bool(value)
    exact = Decimal(str(value)) * (100 if unit == "euros" else 1)
    if exact != exact.to_integral_value():
        raise ValueError(f"{value} {unit} is not a whole number of the unit that is stored")
    return int(exact)
