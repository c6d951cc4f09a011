"""A list of detected persons read back, checked whole before anything is done with it (formats §2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from allervers.population import targets
from allervers.population.files import Refused, duckdb_connection, literal
from allervers.population.opening import ROW, rows, texts_that_are_none
from allervers.population.tables import Column

COLUMNS = (
    Column("person_id", "BIGINT"),
    Column("household_id", "BIGINT"),
    Column("fund_code", "VARCHAR"),
    Column("target", "VARCHAR"),
    Column("reason", "VARCHAR"),
    Column("priority", "INTEGER"),
)
LONGEST_REASON = 500
PRIORITIES = (1, 5)
DATE_KEY = "date"
"""The day of the list, in the metadata of the file."""

# Field, when it is wrong (SQL), what was expected. {targets} are the names of those that are known.
FAULTS = (
    ("person_id", "person_id IS NULL", "vide, attendu un nombre entier"),
    ("household_id", "household_id IS NULL", "vide, attendu un nombre entier"),
    ("fund_code", "coalesce(trim(fund_code), '') = ''", "vide, attendu le code d'une caisse"),
    ("target", "coalesce(trim(target), '') = ''", "vide, attendu le nom d'une cible"),
    ("target", "target NOT IN ({targets})", "{unknown}"),
    ("reason", "coalesce(trim(reason), '') = ''", "vide, attendu une phrase en français"),
    ("reason", f"length(reason) > {LONGEST_REASON}", f"trop long, attendu {LONGEST_REASON} caractères au plus"),
    ("reason", "regexp_matches(reason, '[[:cntrl:]]')", "attendu une phrase sur une ligne, sans signe de commande"),
    (
        "priority",
        f"coalesce(priority, 0) NOT BETWEEN {PRIORITIES[0]} AND {PRIORITIES[1]}",
        f"attendu un nombre entier de {PRIORITIES[0]} (d'abord) à {PRIORITIES[1]}",
    ),
)
# What a person cannot be twice, and how it is said.
CONTRADICTIONS = (
    ("person_id, target", "count(*) > 1", "la même personne deux fois pour la même cible"),
    ("person_id", "min(fund_code) <> max(fund_code)", "la même personne dans deux caisses"),
    ("person_id", "min(household_id) <> max(household_id)", "la même personne dans deux foyers"),
)

# person_id, household_id, target, reason, priority, row number (from 1)
Line = tuple[int, int, str, str, int, int]


@dataclass(frozen=True)
class DetectedList:
    """``day``: that of the evaluation, if the file says it; ``funds``: code → the first row that names it."""

    file: Path
    day: date | None
    rows: int
    persons: int
    funds: dict[str, int]
    engine: Any

    def targets(self, fund: str) -> list[str]:
        """The targets that the list holds for this fund."""
        found = self.engine.execute("SELECT DISTINCT target FROM listed WHERE fund_code = ? ORDER BY target", [fund])
        return [name for (name,) in found.fetchall()]

    def lines(self, fund: str, size: int) -> Iterator[list[Line]]:
        """The rows of a fund by portions, always in the same order."""
        rows = self.engine.execute(
            f"SELECT person_id, household_id, target, reason, priority, {ROW} FROM listed"
            " WHERE fund_code = ? ORDER BY person_id, target",
            [fund],
        )
        while portion := rows.fetchmany(size):
            yield portion


@contextmanager
def opened(file: Path) -> Iterator[DetectedList]:
    """A list in which every row is right by itself and agrees with the others. Raises `Refused`."""
    if not file.is_file():
        raise Refused(f"{file} : fichier introuvable, attendu une liste .parquet de « allervers population detect »")
    with duckdb_connection() as engine:
        import duckdb

        try:
            read = rows(engine, file, COLUMNS, numbered=True)
            day = _day(engine, file)
            engine.execute(f"CREATE VIEW listed AS {read}")
            number = _check_rows(engine, file)
            _check_persons(engine, file)
            funds = dict(engine.execute(f"SELECT fund_code, min({ROW}) FROM listed GROUP BY 1").fetchall())
            (persons,) = engine.execute("SELECT count(DISTINCT person_id) FROM listed").fetchone()
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.InvalidInputException as error:
            _refuse_bytes(file)
            raise Refused(f"{file} : fichier illisible, attendu un fichier Parquet") from error
        except duckdb.Error as error:
            raise Refused(f"{file} : fichier illisible, attendu un fichier Parquet") from error
        yield DetectedList(file, day, number, persons, dict(sorted(funds.items())), engine)


def _day(engine, file: Path) -> date | None:
    found = engine.execute(
        "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE key = encode(?)",
        [literal(file).replace("''", "'"), DATE_KEY],
    ).fetchone()
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _refuse_bytes(file: Path) -> None:
    """Say which row holds bytes that are no UTF-8."""
    for name, wrong in texts_that_are_none(file, COLUMNS).items():
        raise Refused(f"{file} : ligne {wrong[0]}, champ {name} : texte illisible, attendu de l'UTF-8")


def _check_rows(engine, file: Path) -> int:
    """How many rows there are, all of them right."""
    names = ", ".join(f"'{name}'" for name in targets.known())
    wrong = [condition.format(targets=names) for _, condition, _ in FAULTS]
    first = ", ".join(f"min({ROW}) FILTER ({each}), count(*) FILTER ({each})" for each in wrong)
    number, *found = engine.execute(f"SELECT count(*), {first} FROM listed").fetchone()
    faults = [(row, count, fault) for row, count, fault in zip(found[::2], found[1::2], FAULTS, strict=True) if count]
    if faults:
        row, count, (field, _, expected) = min(faults, key=lambda each: each[0])
        if expected == "{unknown}":
            expected = _unknown_target(engine, row)
        others = f" ({count - 1} autre{'s' if count > 2 else ''} ligne{'s' if count > 2 else ''} aussi)"
        raise Refused(f"{file} : ligne {row}, champ {field} : {expected}{others if count > 1 else ''}")
    return number


def _unknown_target(engine, row: int) -> str:
    (name,) = engine.execute(f"SELECT target FROM listed WHERE {ROW} = ?", [row]).fetchone()
    try:
        return targets.named(name).name
    except Refused as unknown:
        return str(unknown)


def _check_persons(engine, file: Path) -> None:
    for keys, wrong, said in CONTRADICTIONS:
        # The rows are named, never the person.
        found = engine.execute(
            f"SELECT min({ROW}) AS first, max({ROW}) FROM listed GROUP BY {keys} HAVING {wrong} ORDER BY first LIMIT 1"
        ).fetchone()
        if found:
            raise Refused(f"{file} : lignes {found[0]} et {found[1]}, champ {keys} : {said}")
