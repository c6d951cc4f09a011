"""A population checked before any work: types, codes, dates, identifiers, households whole in their part.

Every problem is counted over all the parts, and told with the first rows where it was met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb

from allervers.law.codes import FAMILY_KINDS
from allervers.law.situation import OLDEST
from allervers.population.files import Refused, parquet
from allervers.population.tables import TABLES, Column, Table

NAME = re.compile(r"part-\d{5}\.parquet")
SHOWN = 3
Told = Callable[[int, int], None]


class Rule(NamedTuple):
    """Rows of ``table`` where ``wrong`` holds; ``told`` is the column shown, ``expected`` what it should be."""

    table: str
    wrong: str
    told: str
    expected: str


@dataclass
class Problem:
    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, count: int, rows: list[str]) -> None:
        self.count += count
        self.first += rows[: SHOWN - len(self.first)]


def parts_of(folder: Path) -> list[str]:
    """The names of the parts, the same in the three folders."""
    found = {}
    for table in TABLES:
        place = folder / table
        if not place.is_dir():
            raise Refused(f"{folder} : dossier {table}/ absent, attendu households/, persons/ et resources/")
        found[table] = {file.name for file in place.glob("*.parquet") if not file.name.startswith((".", "_"))}
        for name in sorted(found[table]):
            if not NAME.fullmatch(name):
                raise Refused(f"{place / name} : nom inattendu, attendu part-00000.parquet, part-00001.parquet…")
    every = set().union(*found.values())
    for table, names in found.items():
        if absent := sorted(every - names):
            raise Refused(f"{folder / table / absent[0]} : partie absente, elle existe dans un autre dossier")
    if not every:
        raise Refused(f"{folder} : aucune partie, attendu households/part-00000.parquet")
    return sorted(every)


def check(connection, folder: Path, parts: list[str], day: date, told: Told = lambda done, parts: None) -> None:
    """Raise `Refused` with the report if anything is wrong; its first line says the first problem."""
    for part in parts:
        for table in TABLES.values():
            _check_columns(connection, folder / table.name / part, table)
    problems: dict[str, Problem] = {}
    rules = [rule for table in TABLES.values() for rule in _rules(table, day)]
    for part in _suspects(connection, folder, parts, rules, told):
        with readable(part):
            _open(connection, folder, part)
            for table in TABLES:
                _check_rows(connection, f"{table}/{part}", [rule for rule in rules if rule.table == table], problems)
            _check_households(connection, part, problems)
    _check_parts(connection, folder, problems)
    if problems:
        raise Refused(_report(folder, problems))


def _open(connection, folder: Path, part: str) -> None:
    for name in TABLES:
        source = parquet(folder / name / part, options="file_row_number = true")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {source}")


def _suspects(connection, folder: Path, parts: list[str], rules: list[Rule], told: Told) -> list[str]:
    """The parts with something wrong, two looked at at a time: each asks many short questions."""

    def right(part: str) -> bool:
        with readable(part), connection.cursor() as own:
            _open(own, folder, part)
            return _looks_right(own, rules)

    found = []
    with ThreadPoolExecutor(2) as pool:
        try:
            for done, (part, is_right) in enumerate(zip(parts, pool.map(right, parts), strict=True)):
                told(done, len(parts))
                if not is_right:
                    found.append(part)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return found


def _report(folder: Path, problems: dict[str, Problem]) -> str:
    title, first = next(iter(problems.items()))
    total = sum(problem.count for problem in problems.values())
    lines = [f"{folder} : {total} anomalies, rien n'a été calculé ; la première : {first.first[0]} — {title}"]
    for text, problem in problems.items():
        lines.append(f"  {problem.count} × {text}")
        lines += [f"      {row}" for row in problem.first]
    return "\n".join(lines)


@contextmanager
def readable(part: str) -> Iterator[None]:
    """A part damaged in its middle is found out only when it is read."""
    try:
        yield
    except (duckdb.InvalidInputException, duckdb.SerializationException, duckdb.InternalException) as error:
        raise Refused(f"{part} : partie illisible, attendu des fichiers Parquet entiers") from error


def _check_columns(connection, file: Path, table: Table) -> None:
    try:
        found = connection.execute(f"DESCRIBE SELECT * FROM {parquet(file)}").fetchall()
    except duckdb.Error as error:
        raise Refused(f"{file} : partie illisible, attendu un fichier Parquet entier") from error
    types = {name: kind for name, kind, *_ in found}
    for column in table.columns:
        if column.name not in types and not column.optional:
            raise Refused(f"{file} : colonne {column.name} absente, attendu {_expected(column)}")
        if column.name in types and types[column.name] not in (column.type, '"NULL"'):
            kind = types[column.name]
            raise Refused(f"{file} : colonne {column.name} de type {kind}, attendu {_expected(column)}")


def _expected(column: Column) -> str:
    names = {"BIGINT": "entier sur 64 bits", "VARCHAR": "texte", "BOOLEAN": "vrai ou faux", "DATE": "date"}
    return names[column.type]


def _rules(table: Table, day: date) -> list[Rule]:
    """What no row may hold. Null, which is unknown, is refused only where a column is required."""
    rules = []
    for column in table.columns:
        name = column.name
        if column.required:
            rules.append(Rule(table.name, f"{name} IS NULL", name, f"{name} absent"))
        if column.codes:
            known = ", ".join(f"'{code}'" for code in column.codes)
            expected = f"{name} : valeur inconnue, attendu {', '.join(column.codes)}"
            # A function: the engine calls it once for each text that a file keeps once.
            rules.append(Rule(table.name, f"NOT list_contains([{known}], {name})", name, expected))
        if name.endswith("_cents"):
            rules.append(Rule(table.name, f"{name} < 0", name, f"{name} : attendu un montant positif ou nul"))
    family = ", ".join(f"'{kind}'" for kind in FAMILY_KINDS)
    own = {
        "households": [],
        "persons": [
            ("birth_date", f"birth_date > DATE '{day}'", f"birth_date : naissance après le {day}"),
            ("birth_date", f"year(birth_date) < {day.year - OLDEST}", f"birth_date : plus de {OLDEST} ans"),
            ("deceased_on", "deceased_on < birth_date", "deceased_on : décès avant la naissance"),
            ("puma_until", "puma_until < puma_since", "puma_until : fin avant puma_since"),
        ],
        "resources": [
            ("month", "day(month) <> 1", "month : attendu le premier jour du mois"),
            ("month", "year(month) NOT BETWEEN 1900 AND 2200", "month : mois impossible"),
            (
                "person_id",
                f"person_id IS NOT NULL AND list_contains([{family}], kind)",
                "person_id : attendu vide, ressource du foyer",
            ),
            (
                "kind",
                f"person_id IS NULL AND NOT list_contains([{family}], kind)",
                "kind : ressource d'une personne, sans person_id",
            ),
        ],
    }
    return rules + [Rule(table.name, wrong, told, expected) for told, wrong, expected in own[table.name]]


# One row if some identifier or some link between the tables of a part is wrong: `_WHOLE` says which.
_QUICK = (
    "SELECT 1 WHERE (SELECT count(*) <> count(DISTINCT household_id) FROM households)"
    " OR (SELECT count(*) <> count(DISTINCT person_id) FROM persons)",
    # Persons without their household are missing from the total of sizes.
    "SELECT 1 FROM households LEFT JOIN (SELECT household_id, count(*) AS size,"
    " count(*) FILTER (WHERE role = 'applicant') AS applicants FROM persons GROUP BY household_id)"
    " USING (household_id)"
    " HAVING coalesce(sum(size), 0) <> (SELECT count(*) FROM persons) OR bool_or(applicants IS DISTINCT FROM 1)",
    # One key is found faster than two.
    "SELECT 1 FROM resources AS r LEFT JOIN persons AS p USING (person_id)"
    " WHERE r.person_id IS NOT NULL AND p.household_id IS DISTINCT FROM r.household_id LIMIT 1",
    "SELECT 1 FROM resources ANTI JOIN households USING (household_id) WHERE person_id IS NULL LIMIT 1",
)


def _looks_right(connection, rules: list[Rule]) -> bool:
    """A quick look: nearly every part has nothing wrong, and nothing to be counted and told.

    Each rule is asked alone: the engine then reads its columns only, or the bounds that the file gives for them.
    """
    of_rows = (f"SELECT 1 FROM {rule.table} WHERE {rule.wrong} LIMIT 1" for rule in rules)
    return not any(connection.execute(query).fetchone() for query in (*of_rows, *_QUICK))


def _check_rows(connection, file: str, rules: list[Rule], problems: dict[str, Problem]) -> None:
    counts = ", ".join(f"count(*) FILTER (WHERE {rule.wrong})" for rule in rules)
    found = connection.execute(f"SELECT {counts} FROM {rules[0].table}").fetchone()
    for rule, count in zip(rules, found, strict=True):
        if count:
            query = f"SELECT file_row_number + 1, {rule.told} FROM {rule.table} WHERE {rule.wrong} ORDER BY 1"
            rows = connection.execute(f"{query} LIMIT {SHOWN}").fetchall()
            shown = [f"{file}, ligne {row}, {rule.told} : {_shown(value)}" for row, value in rows]
            problems.setdefault(f"{rule.table} : {rule.expected}", Problem()).add(count, shown)


def _shown(value: object) -> str:
    return "vide" if value is None else f"« {value} »"


_WHOLE = {
    "households : household_id présent deux fois": (
        "households/{part}, household_id {}",
        "SELECT household_id FROM households GROUP BY 1 HAVING count(*) > 1",
    ),
    "persons : person_id présent deux fois": (
        "persons/{part}, person_id {}",
        "SELECT person_id FROM persons GROUP BY 1 HAVING count(*) > 1",
    ),
    "persons : foyer absent de la même partie de households (foyer réparti sur plusieurs parties ?)": (
        "persons/{part}, household_id {}",
        "SELECT DISTINCT household_id FROM persons ANTI JOIN households USING (household_id)",
    ),
    "persons : attendu un demandeur (role applicant), et un seul, par foyer": (
        "persons/{part}, household_id {}",
        "SELECT household_id FROM households LEFT JOIN persons USING (household_id) GROUP BY 1"
        " HAVING count(*) FILTER (WHERE role = 'applicant') <> 1",
    ),
    "resources : foyer absent de la même partie de households (foyer réparti sur plusieurs parties ?)": (
        "resources/{part}, household_id {}",
        "SELECT DISTINCT household_id FROM resources ANTI JOIN households USING (household_id)",
    ),
    "resources : personne absente du foyer": (
        "resources/{part}, person_id {}",
        "SELECT DISTINCT person_id FROM (SELECT DISTINCT household_id, person_id FROM resources"
        " WHERE person_id IS NOT NULL) ANTI JOIN persons USING (household_id, person_id)",
    ),
}


def _check_households(connection, part: str, problems: dict[str, Problem]) -> None:
    for text, (where, query) in _WHOLE.items():
        _add_identifiers(connection, text, where.replace("{part}", part), query, problems)


def _add_identifiers(connection, text: str, where: str, query: str, problems: dict[str, Problem]) -> None:
    (count,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    if count:
        rows = connection.execute(f"{query} ORDER BY 1 LIMIT {SHOWN}").fetchall()
        problems.setdefault(text, Problem()).add(count, [where.format(row[0]) for row in rows])


def _check_parts(connection, folder: Path, problems: dict[str, Problem]) -> None:
    """No identifier in two parts. Parts whose identifiers do not overlap, the usual case, are not compared."""
    for table, key in (("households", "household_id"), ("persons", "person_id")):
        files = parquet(folder / table, "/part-*.parquet", "filename = true")
        ranges = f"SELECT filename, min({key}), max({key}) FROM {files} GROUP BY 1 ORDER BY 2"
        found = connection.execute(ranges).fetchall()
        apart = (before[2] < after[1] for before, after in pairwise(found))
        if all(None not in each for each in found) and all(apart):
            continue
        query = f"SELECT {key} FROM {files} GROUP BY 1 HAVING count(DISTINCT filename) > 1"
        text = f"{table} : {key} présent dans deux parties (foyer réparti ?)"
        _add_identifiers(connection, text, f"{table}, {key} {{}}", query, problems)
