"""docs/indicators.md, written from the catalogue: ``python -m allervers.domain.figures``, which `make docs` runs."""

from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from .indicators import CATALOGUE
from .tables import Table

DOCUMENT = Path(__file__).parents[4] / "docs" / "indicators.md"

HEAD = """# Les indicateurs

Écrit par `make docs` à partir du catalogue (`src/allervers/domain/figures/indicators/`) ; un test compare. Ces
définitions sont celles des écrans, des fichiers, du rapport annuel et de l'interface de programmation.

Une saisine compte dans la période où elle a été reçue, un dossier clos dans celle où il a été clos. Les parts sont des
fractions de 0 à 1 ; elles n'ont pas de valeur quand il n'y a personne. Chaque nombre, part et durée se compare à
l'année précédente. Les personnes qui s'opposent aux études sont comptées : ce sont des chiffres d'activité, sans
identité. Dans tout ce qui sort d'une caisse, les nombres de 1 à 10 sont masqués, et ceux qui permettraient de les
retrouver (`docs/decisions/0008-statistical-secrecy.md`).

Un indicateur « par public » peut être demandé pour un seul public : moins de 25 ans, travailleurs indépendants, HELP,
situation de handicap, sans emploi.
"""


def document() -> str:
    """Every indicator under its theme: name in files, definition, unit, what is counted, what is not, since when."""
    parts = [HEAD]
    for theme, entries in groupby(CATALOGUE.values(), key=attrgetter("theme")):
        parts += [f"## {theme}\n", *(_entry(entry) for entry in entries)]
    return "\n".join(parts)


def _entry(entry) -> str:
    whom = "plusieurs caisses ensemble" if entry.figure.of_several_funds else "une caisse, une région, la France"
    lines = [
        ("Unité", entry.unit),
        ("Compte", entry.basis.counted),
        ("Ne compte pas", entry.basis.left_out),
        ("Pour", whom),
        ("Par public", "oui" if entry.figure.knows_publics else "non"),
        ("Définition en vigueur depuis le", f"{entry.since:%d/%m/%Y}"),
        *((what, ", ".join(f"`{code}`" for code in codes)) for what, codes in _codes(entry.figure)),
    ]
    told = "\n".join(f"- {what} : {text}" for what, text in lines)
    return f"### {entry.label}\n\n`{entry.name}`\n\n{entry.definition}\n\n{told}\n"


def _codes(figure) -> list[tuple[str, list[str]]]:
    """The keys of what is not a single number."""
    if isinstance(figure, Table):
        return [("Lignes", list(figure.row_labels)), ("Colonnes", [*figure.column_labels, figure.DIFFERENCE])]
    names = [name for name in ("parts", "population_of", "starts") if isinstance(getattr(figure, name, None), Mapping)]
    return [("Codes", list(getattr(figure, name))) for name in names]
