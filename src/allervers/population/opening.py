"""The parts of a population as every command and engine opens them: the columns of formats §2, whatever else is there.

Nothing is read from a path, nor from the columns that an engine adds. A column of another type is refused; one that is
absent where the format allows it, or that holds nothing but nulls of no type, is null, which is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from allervers.population import tables
from allervers.population.files import Refused, counted, literal, parquet
from allervers.population.selection import Columns
from allervers.population.tables import TABLES, Column, Table
from allervers.publishing.formats import kind_of

ENTITLEMENTS = tables.ENTITLEMENTS
PART = re.compile(r"part-\d{5}\.parquet")
INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"}
NO_TYPE = '"NULL"'
WORDS = {"BIGINT": "entier sur 64 bits", "INTEGER": "entier", "VARCHAR": "texte", "BOOLEAN": "vrai ou faux"}
WORDS |= {"DATE": "date"}
ROW = "row_in_file"
"""The number of the row, from 1, where `rows` is asked for it."""


def parts_of(folder: Path) -> list[str]:
    """The names of the parts, the same in the three folders."""
    found = {}
    for table in TABLES:
        place = folder / table
        if not place.is_dir():
            raise Refused(f"{folder} : dossier {table}/ absent, attendu households/, persons/ et resources/")
        found[table] = {file.name for file in place.glob("*.parquet") if not file.name.startswith((".", "_"))}
        for name in sorted(found[table]):
            if not PART.fullmatch(name):
                raise Refused(f"{place / name} : nom inattendu, attendu part-00000.parquet, part-00001.parquet…")
    every = set().union(*found.values())
    for table, names in found.items():
        if absent := sorted(every - names):
            raise Refused(f"{folder / table / absent[0]} : partie absente, elle existe dans un autre dossier")
    if not every:
        raise Refused(f"{folder} : aucune partie, attendu households/part-00000.parquet")
    return sorted(every)


def types_in(engine, file: Path, columns: Iterable[Column]) -> dict[str, str]:
    """The type that a file gives to each of ``columns`` that it has. Raises `Refused`: absent, another type, twice."""
    try:
        described = engine.execute(f"DESCRIBE FROM {parquet(file)}").fetchall()
        names = [name.casefold() for name in _top_level(engine, file)]
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, UnicodeDecodeError) as error:
        raise Refused(f"{file} : {_what_it_is(file)}") from error
    found = {name: kind for name, kind, *_ in described}
    types = {}
    for column in columns:
        expected = f"attendu {WORDS[column.type]} ({column.type})"
        if names.count(column.name) > 1:
            raise Refused(f"{file} : colonne {column.name} présente deux fois (majuscules comprises)")
        if column.name not in found:
            if not column.optional:
                raise Refused(f"{file} : colonne {column.name} absente, {expected}")
            continue
        kind = found[column.name]
        narrower = {kind, column.type} <= INTEGERS
        if kind not in (column.type, NO_TYPE) and not narrower:
            raise Refused(f"{file} : colonne {column.name} de type {kind[:60]}, {expected}")
        types[column.name] = kind
    return types


def _what_it_is(file: Path) -> str:
    if not file.is_file():
        return "introuvable, attendu un fichier Parquet"
    with file.open("rb") as opened:
        kind = kind_of(opened.read(4))
    if kind and "Parquet" not in kind:
        return f"c'est {kind}, attendu un fichier Parquet"
    return "partie illisible, attendu un fichier Parquet entier"


def _top_level(engine, file: Path) -> list[str]:
    """The names as they are in the file: DuckDB tells a second one of the same name by a number."""
    rows = iter(engine.execute(f"SELECT name, num_children FROM parquet_schema('{literal(file)}')").fetchall())
    _, columns = next(rows)

    def skip(children: int | None) -> None:
        for _ in range(children or 0):
            skip(next(rows)[1])

    names = []
    for _ in range(columns or 0):
        name, children = next(rows)
        names.append(name)
        skip(children)
    return names


def rows(engine, file: Path, columns: Iterable[Column], numbered: bool = False) -> str:
    """The query that reads ``columns`` of a file, in their types and this order, with their number if ``numbered``."""
    columns = list(columns)
    types = types_in(engine, file, columns)
    listed = [_read(column, types.get(column.name)) for column in columns]
    if numbered:
        physical = "file_row_number" in {name.casefold() for name in _top_level(engine, file)}
        # The engine's own number hides behind a column of that name: rows are then counted, in their order.
        engine.execute(f"SET preserve_insertion_order = {'true' if physical else 'false'}")
        listed.append(f"{'row_number() OVER ()' if physical else 'file_row_number + 1'} AS {ROW}")
    return f"SELECT {', '.join(listed)} FROM {parquet(file)}"


def _read(column: Column, kind: str | None) -> str:
    if kind is None or kind == NO_TYPE:
        return f"NULL::{column.type} AS {column.name}"
    return column.name if kind == column.type else f"{column.name}::{column.type} AS {column.name}"


def view(engine, name: str, file: Path, table: Table, numbered: bool = False) -> None:
    engine.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {rows(engine, file, table.columns, numbered)}")


def texts_that_are_none(file: Path, columns: Iterable[Column]) -> dict[str, list[int]]:
    """By column of text, the rows (from 1) whose bytes are no UTF-8: DuckDB refuses to read them, Arrow hands them
    over."""
    import pyarrow
    from pyarrow import parquet as arrow

    found = {}
    with arrow.ParquetFile(file) as opened:
        for name in (column.name for column in columns if column.type == "VARCHAR"):
            if name in opened.schema_arrow.names:
                values = opened.read(columns=[name])[name].cast(pyarrow.binary()).to_pylist()
                if wrong := [row for row, value in enumerate(values, 1) if not _is_utf8(value)]:
                    found[name] = wrong
    return found


def _is_utf8(value: bytes | None) -> bool:
    try:
        return value is None or value.decode("utf-8") is not None
    except UnicodeDecodeError:
        return False


def columns_of(engine, folder: Path, rights: Path, parts: Iterable[str]) -> Columns:
    """The columns that a population gives, by table: one that some part has. No entitlements if none were computed."""
    found: dict[str, set[str]] = {"households": set(), "persons": set(), ENTITLEMENTS.name: set()}
    for part in parts:
        for name in ("households", "persons"):
            found[name].update(types_in(engine, folder / name / part, TABLES[name].columns))
        if (file := rights / ENTITLEMENTS.name / part).exists():
            found[ENTITLEMENTS.name].update(types_in(engine, file, ENTITLEMENTS.columns))
    return Columns(**{name: frozenset(columns) for name, columns in found.items()})


def open_part(engine, folder: Path, rights: Path | None, part: str) -> None:
    """The tables of a part as views, with the entitlements that the folder `rights` has for it, if one is given."""
    for name, table in TABLES.items():
        view(engine, name, folder / name / part, table)
    if rights is None:
        return
    file = rights / ENTITLEMENTS.name / part
    if not file.exists():
        raise Refused(f"{file} : partie absente, les droits de toutes les parties sont attendus")
    view(engine, ENTITLEMENTS.name, file, ENTITLEMENTS)
    lacking = "SELECT count(*), min(person_id) FROM persons ANTI JOIN entitlements USING (household_id, person_id)"
    count, first = engine.execute(lacking).fetchone()
    if count:
        raise Refused(
            f"{file} : {counted(count, 'personne')} de persons/{part} sans droits calculés (person_id {first} la"
            " première), attendu les droits de cette population"
        )
