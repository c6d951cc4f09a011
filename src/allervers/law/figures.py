"""Every figure of the law, all files together, as a person looks them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from allervers.law import parameters
from allervers.law.fields import SituationError, a_date, nearest, shown
from allervers.law.parameters import Dated, Parameter, Scale
from allervers.law.wording import value_text


@dataclass(frozen=True, slots=True)
class Figure:
    """A value from a date on, and the file that it stands in."""

    file: str
    dated: Dated

    @property
    def name(self) -> str:
        return self.dated.name

    @property
    def label(self) -> str:
        return self.dated.label

    @property
    def valid_from(self) -> date:
        return self.dated.valid_from

    @property
    def source(self) -> str:
        return self.dated.source

    @property
    def confidence(self) -> str:
        return self.dated.confidence

    @property
    def text(self) -> str:
        """The value in French; a scale has one line a threshold, with its doubt where the others have less."""
        dated = self.dated
        if isinstance(dated.value, Scale):
            return "\n".join(_scale_lines(dated))
        return value_text(dated.value, dated.unit)

    def to_json(self) -> dict[str, object]:
        """As in the files: amounts in euros."""
        dated = self.dated
        value = dated.value
        if isinstance(value, Scale):
            told = {str(key): _plain(each, dated.unit) for key, each, _ in _steps(value)}
            confidences = {str(key): confidence for key, _, confidence in _steps(value)}
        else:
            told, confidences = _plain(value, dated.unit), None
        return {
            "name": dated.name,
            "file": self.file,
            "label": dated.label,
            "unit": dated.unit,
            "valid_from": dated.valid_from.isoformat(),
            "value": told,
            "source": dated.source,
            "confidence": dated.confidence,
            **({"confidences": confidences} if confidences else {}),
        }


def listed(name: str | None = None, day: str | date | None = None) -> list[Figure]:
    """The figures of one name or of all, every value or only that in force on ``day``.

    Raises ``ValueError`` of one line: a name that is not known, an impossible date, a date before the first value.
    """
    if name is not None and name not in known():
        raise SituationError("", f"paramètre inconnu {shown(name)} ; {_nearest(name)}")
    on = None if day is None else a_date(day, "date")
    chosen = known().items() if name is None else [(name, known()[name])]
    figures = [Figure(file, dated) for _, (file, parameter) in chosen for dated in _values(parameter, on)]
    if not figures:
        first = min(parameter.dates[0] for _, (_, parameter) in chosen)
        nothing = "aucun paramètre n'a de valeur" if name is None else f"{shown(name)} n'a pas de valeur"
        raise SituationError("date", f"{nothing} le {on}, attendu le {first} ou après")
    return figures


@cache
def known() -> dict[str, tuple[str, Parameter]]:
    """Every parameter by name, with the file that it stands in."""
    return {
        name: (file, parameter)
        for file in parameters.files()
        for name, parameter in parameters.load(file).parameters.items()
    }


def _nearest(name: str) -> str:
    close = nearest(name, known())
    return close if close.startswith("vouliez") else "la commande sans nom les donne tous"


def _values(parameter: Parameter, day: date | None) -> tuple[Dated, ...]:
    if day is None:
        return parameter.values
    return () if day < parameter.dates[0] else (parameter.at(day),)


def _steps(scale: Scale) -> Iterator[tuple[int | str, int, str]]:
    yield from zip(scale.thresholds, scale.figures, scale.confidences, strict=True)
    if scale.each_further is not None:
        yield "each_further", scale.each_further, scale.each_further_confidence


def _scale_lines(dated: Dated) -> Iterator[str]:
    for key, figure, confidence in _steps(dated.value):
        where = "chacun au-delà" if key == "each_further" else f"à partir de {key}"
        doubt = {"high": "", "medium": " (à confirmer)", "low": " (confiance faible)"}[confidence]
        yield f"{where} : {value_text(figure, dated.unit)}{doubt}"


def _plain(value: int | bool | None, unit: str) -> int | float | bool | None:
    return value / 100 if unit == "euros" and value is not None else value
