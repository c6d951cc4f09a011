"""The catalogue of indicators: what an entry holds, and how a function becomes one."""

import datetime
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass

from .shapes import EVERYBODY, Figure

FIRST_DEFINITIONS = datetime.date(2026, 11, 22)
"""When this catalogue was first complete. A definition that changes brings its own date."""


@dataclass(frozen=True)
class Basis:
    """Over what an indicator is counted, and what is not in it; in French."""

    counted: str
    left_out: str


RECEIVED_FILES = Basis("Saisines reçues pendant la période.", "Aucune exclusion.")
CLOSED_FILES = Basis(
    "Dossiers clos pendant la période.", "Les dossiers en cours, et ceux qui ont été rouverts depuis leur clôture."
)
WON_FILES = Basis("Dossiers clos avec un succès pendant la période.", "Les dossiers clos pour un autre motif.")
WON_CARE_FILES = Basis(
    "Dossiers clos avec un succès pendant la période, dont l'accompagnement comprend la thématique « soins ».",
    "Les dossiers clos pour un autre motif, et les accompagnements hors soins.",
)


@dataclass(frozen=True)
class Indicator:
    """A figure with its name in files, its label on screens and its definition, both in French.

    `since`: from which day on it has been counted in this way.
    """

    name: str
    label: str
    definition: str
    figure: Figure
    theme: str
    basis: Basis
    since: datetime.date

    @property
    def is_of_a_period(self) -> bool:
        """False for what is counted as it stands now."""
        return all(population.dated_by for population in self.figure.counted())

    @property
    def unit(self) -> str:
        return self.figure.unit

    def of_public(self, public: str) -> "Indicator":
        """The same indicator for one public alone; `figure.knows_publics` says whether it can be asked for."""
        if public == EVERYBODY:
            return self
        figure = self.figure.of_public(public)
        return Indicator(self.name, self.label, self.definition, figure, self.theme, self.basis, self.since)


CATALOGUE: dict[str, Indicator] = {}


def indicator(label: str, basis: Basis, since: datetime.date = FIRST_DEFINITIONS) -> Callable:
    """Enter a function into the catalogue, under its own name; its docstring is the definition, and the TITLE of its
    module the theme."""

    def enter(function: Callable[[], Figure]) -> Indicator:
        definition = " ".join(inspect.getdoc(function).split())
        theme = sys.modules[function.__module__].TITLE
        entry = Indicator(function.__name__, label, definition, function(), theme, basis, since)
        CATALOGUE[entry.name] = entry
        return entry

    return enter
