"""The local action plan (PLANIR): objectives, owners, dates, read from a small file, or rows to fill in by hand.

YAML (a list of mappings) or CSV (`;`, UTF-8, header), the same fields: ``objective`` (required), ``action``, ``owner``,
``partners``, ``due_on`` (ISO date), ``measure``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from allervers.population.files import Refused
from allervers.publishing.machine import why

FIELDS = {
    "objective": "Objectif",
    "action": "Action",
    "owner": "Pilote",
    "partners": "Partenaires",
    "due_on": "Échéance",
    "measure": "Mesure du résultat",
}
EMPTY_ROWS = 6
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Step:
    objective: str
    action: str = ""
    owner: str = ""
    partners: str = ""
    due_on: date | None = None
    measure: str = ""


def read(file: Path) -> list[Step]:
    """Raises `Refused`: which row, which field, what was expected."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else "attendu de l'UTF-8"
        raise Refused(f"{file} : plan illisible ({reason})") from error
    reader = {".csv": _rows_of_csv, ".yaml": _rows_of_yaml, ".yml": _rows_of_yaml}.get(file.suffix)
    if reader is None:
        raise Refused(f"{file} : attendu un plan .yaml ou .csv")
    return [_step(f"{file.name}, {where}", row) for where, row in reader(file, text)]


def _rows_of_csv(file: Path, text: str) -> list[tuple[str, dict]]:
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    if "objective" not in (rows.fieldnames or ()):
        raise Refused(f"{file.name}, ligne 1 : attendu l'en-tête {';'.join(FIELDS)}")
    found = []
    for row in rows:
        if None in row or None in row.values():
            count = len(rows.fieldnames)
            raise Refused(f"{file.name}, ligne {rows.line_num} : attendu {count} champs séparés par « ; »")
        found.append((f"ligne {rows.line_num}", row))
    return found


def _rows_of_yaml(file: Path, text: str) -> list[tuple[str, dict]]:
    import yaml

    try:
        body = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise Refused(f"{file.name}, ligne {line} : YAML illisible") from error
    if not isinstance(body, list):
        raise Refused(f"{file.name} : attendu une liste d'objectifs")
    for place, row in enumerate(body, 1):
        if not isinstance(row, dict):
            raise Refused(f"{file.name}, objectif {place} : attendu des champs parmi {', '.join(FIELDS)}")
    return [(f"objectif {place}", row) for place, row in enumerate(body, 1)]


def _step(where: str, row: dict) -> Step:
    if unknown := [str(name) for name in row if name not in FIELDS]:
        raise Refused(f"{where}, {unknown[0]} : champ inconnu, attendu {', '.join(FIELDS)}")
    values = {name: _text(where, name, value) for name, value in row.items() if name != "due_on"}
    if not values.get("objective"):
        raise Refused(f"{where}, objective : vide, attendu une phrase")
    return Step(**values, due_on=_day(where, row.get("due_on")))


def _text(where: str, name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = ", ".join(value)
    text = "" if value is None else value
    if not isinstance(text, str) or len(text) > LONGEST:
        raise Refused(f"{where}, {name} : attendu un texte de {LONGEST} caractères au plus")
    if any(not each.isprintable() for each in text.replace("\n", "")):
        raise Refused(f"{where}, {name} : attendu un texte sans signe de commande")
    return " ".join(text.split())


def _day(where: str, value: object) -> date | None:
    if value in (None, ""):
        return None
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"{where}, due_on : « {value} », attendu une date AAAA-MM-JJ") from None
