"""A file of structures in the vocabulary of data·inclusion v1, read with its own schema (formats §9).

A word of a list that the schema does not know is kept. A field that cannot be used is set aside as it was written, and
the structure kept without it. Only what a structure cannot be without (source, id, name, day) refuses its line.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_inclusion.schema.v1 import ReseauPorteur, Structure
from pydantic import ValidationError

from allervers.publishing.formats import kind_of

from ..imports.refusals import Refusals
from .hours import is_understood

REQUIRED = ("source", "id", "nom", "date_maj")
COLUMNS = tuple(Structure.model_fields)
NETWORKS = {network.value: network.label for network in ReseauPorteur}
_LONGEST = {
    "source": 100, "id": 300, "commune": 200, "adresse": 500, "complement_adresse": 500, "telephone": 50,
    "lien_source": 2000, "site_web": 2000, "accessibilite_lieu": 2000, "horaires_accueil": 1000,
}  # fmt: skip
Told = Callable[[int, int], object]


@dataclass
class Found:
    """A structure as its source says it. `values`: fields of the schema, None where nothing is said."""

    line: int
    values: dict[str, Any]
    networks: list[str] = field(default_factory=list)
    not_understood: dict[str, str] = field(default_factory=dict)


def structures(path: Path, refusals: Refusals, told: Told) -> Iterator[Found]:
    """Each structure that can be kept; what is wrong goes to `refusals`. `line`: of a CSV file, that on which the
    record ends; of JSON, the rank of the structure."""
    text = _text(path, refusals)
    if text is None:
        return
    rows = list(_of_json(text, refusals) if text.lstrip()[:1] in ("[", "{") else _of_csv(text, refusals))
    for done, (line, row) in enumerate(rows, 1):
        found = _read(line, row, refusals)
        if found:
            yield found
        if not done % 2_000:
            told(done, len(rows))


def columns_ignored(path: Path) -> list[str]:
    """Columns of a CSV file that the schema does not have, such as what a publisher adds."""
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
    if first.lstrip()[:1] in ("[", "{"):
        return []
    header = next(csv.reader([first], delimiter=_delimiter(first)))
    return [name for name in header if name and name not in COLUMNS]


def _text(path: Path, refusals: Refusals) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError:
        refusals.add(0, "", "fichier illisible", "un fichier CSV ou JSON")
        return None
    if kind := kind_of(raw[:4]):
        refusals.add(0, "", f"le fichier est {kind}", "un fichier CSV ou JSON en UTF-8")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refusals.add(line, "", "caractères illisibles", "de l'UTF-8")
        return None
    if "\0" in text:
        refusals.add(text.count("\n", 0, text.index("\0")) + 1, "", "caractère nul", "du texte")
        return None
    if not text.strip():
        refusals.add(0, "", "fichier vide", "un fichier CSV ou JSON de structures data·inclusion")
        return None
    return text


def _of_json(text: str, refusals: Refusals) -> Iterator[tuple[int, dict]]:
    try:
        given = json.loads(text)
    except ValueError as error:
        refusals.add(getattr(error, "lineno", 0), "", "JSON illisible", "une liste de structures entre crochets")
        return
    if not isinstance(given, list):
        refusals.add(0, "", "pas une liste", "une liste de structures entre crochets")
        return
    for rank, row in enumerate(given, 1):
        if isinstance(row, dict):
            yield rank, row
        else:
            refusals.add(rank, "", "pas une structure", "un objet entre accolades")


def _delimiter(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","


def _of_csv(text: str, refusals: Refusals) -> Iterator[tuple[int, dict]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.split("\n", 1)[0]), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        missing = [name for name in REQUIRED if name not in header]
        if missing or len(set(header)) < len(header):
            problem = f"il manque {', '.join(missing)}" if missing else "une colonne est en double"
            refusals.add(
                1, "", problem, f"en première ligne les colonnes de data·inclusion, dont {', '.join(REQUIRED)}"
            )
            return
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                refusals.add(reader.line_num, "", f"{len(cells)} colonnes", f"{len(header)} colonnes")
                continue
            row = dict(zip(header, cells, strict=True))
            yield reader.line_num, {name: row[name] or None for name in COLUMNS if name in row}
    except csv.Error:
        refusals.add(reader.line_num, "", "guillemets mal fermés, ou champ trop long", "du CSV")


def _read(line: int, row: dict, refusals: Refusals) -> Found | None:
    """The structure of a line, or None when it cannot be known which one it is."""
    row = {name: _bare(row.get(name)) for name in COLUMNS}
    found = Found(line, {})
    found.networks = _networks(row.pop("reseaux_porteurs"), found)
    for name, longest in _LONGEST.items():
        if len(str(row.get(name) or "")) > longest:
            _set_aside(name, row, found)
    hours = row.get("horaires_accueil")
    if hours and not is_understood(str(hours)):
        _set_aside("horaires_accueil", row, found)
    while True:
        try:
            found.values = Structure.model_validate(row).model_dump(mode="json", exclude={"reseaux_porteurs"})
            return found
        except ValidationError as error:
            wrong = {str(problem["loc"][0]) for problem in error.errors(include_url=False)}
        if needed := [name for name in REQUIRED if name in wrong]:
            for name in needed:
                refusals.add(line, name, _what_is_wrong(name, row), _EXPECTED[name])
            return None
        for name in wrong:
            _set_aside(name, row, found)


_EXPECTED = {
    "source": "le nom court de la source, 100 caractères au plus",
    "id": "« source--identifiant », 300 caractères au plus",
    "nom": "un nom de 3 à 150 caractères",
    "date_maj": "une date passée depuis 2000, AAAA-MM-JJ",
}


def _what_is_wrong(name: str, row: dict) -> str:
    value = row[name]
    if value in (None, ""):
        return "le champ est vide"
    text = str(value)
    return f"« {text} » n'est pas reconnu" if len(text) <= 40 and text.isprintable() else "valeur non reconnue"


def _bare(value: Any) -> Any:
    """Text without blanks around it; nothing where there is none."""
    if isinstance(value, str):
        return value.strip() or None
    return value


def _set_aside(name: str, row: dict, found: Found) -> None:
    found.not_understood[name] = str(row[name])[:2_000]
    row[name] = None


def _networks(given: Any, found: Found) -> list[str]:
    """Each network once, known ones and others; JSON has a list, CSV the same between brackets, or words in a row."""
    if given is None:
        return []
    if isinstance(given, str):
        given = _listed(given)
    if not isinstance(given, list) or not all(isinstance(word, str) and len(word) <= 100 for word in given):
        found.not_understood["reseaux_porteurs"] = str(given)[:2_000]
        return []
    return list(dict.fromkeys(" ".join(word.split()) for word in given if word.strip()))


def _listed(text: str) -> Any:
    if text.startswith("["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    words = text.strip("{}").replace("|", ",").split(",")
    return [word.strip().strip('"') for word in words]
