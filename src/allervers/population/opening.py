"""The parts of a population as they are opened to be asked: the same in every folder, of the types of formats §2."""

from __future__ import annotations

from pathlib import Path

from allervers.population import tables
from allervers.population.files import Refused, parquet
from allervers.population.selection import Columns

TABLES = tuple(tables.TABLES)
ENTITLEMENTS = tables.ENTITLEMENTS.name
FORMATS = tables.TABLES | {ENTITLEMENTS: tables.ENTITLEMENTS}
INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"}


def parts_of(folder: Path) -> list[str]:
    """The names of the parts, the same in the three folders."""
    names = {}
    for table in TABLES:
        if not (folder / table).is_dir():
            raise Refused(f"{folder} : dossier {table}/ absent, attendu households/, persons/ et resources/")
        names[table] = {file.name for file in (folder / table).glob("*.parquet")}
    for table in TABLES[1:]:
        if odd := sorted(names[table] ^ names["households"]):
            raise Refused(f"{folder} : la partie {odd[0]} n'est pas à la fois dans households/ et {table}/")
    if not names["households"]:
        raise Refused(f"{folder} : aucune partie, attendu households/part-00000.parquet")
    return sorted(names["households"])


def columns_of(engine, folder: Path, rights: Path, part: str) -> Columns:
    """The columns that a part gives, by table; no entitlements if they were not computed."""
    found = {}
    for table, place in (("households", folder), ("persons", folder), (ENTITLEMENTS, rights)):
        file = place / table / part
        there = table != ENTITLEMENTS or file.exists()
        found[table] = frozenset(_described(engine, file, table)) if there else frozenset()
    return Columns(**found)


def _described(engine, file: Path, table: str) -> list[str]:
    """The columns of a part, each of the type of formats §2."""
    import duckdb

    try:
        found = engine.execute(f"DESCRIBE FROM {parquet(file)}").fetchall()
    except duckdb.Error as error:
        raise Refused(f"{file} : partie illisible, attendu un fichier Parquet") from error
    expected = {column.name: column.type for column in FORMATS[table].columns}
    for name, kind, *_ in found:
        if kind != expected.get(name, kind) and not (kind in INTEGERS and expected[name] in INTEGERS):
            raise Refused(f"{file} : colonne {name} de type {kind}, attendu {expected[name]}")
    return [name for name, *_ in found]


def open_part(engine, folder: Path, rights: Path | None, part: str) -> None:
    """The tables of a part as views, with the entitlements that the folder `rights` has for it, if one is given."""
    places = dict.fromkeys(TABLES, folder) | ({ENTITLEMENTS: rights} if rights else {})
    for table, place in places.items():
        file = place / table / part
        if not file.exists():
            raise Refused(f"{file} : partie absente, les droits de toutes les parties sont attendus")
        _described(engine, file, table)
        engine.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS FROM {parquet(file)}")
