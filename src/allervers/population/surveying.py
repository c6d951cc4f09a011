"""A population with its computed rights, opened part by part to be counted (gaps, diagnosis): nothing is listed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from allervers.population import selection
from allervers.population.files import Refused
from allervers.population.opening import columns_of, open_part, parts_of
from allervers.population.run import MANIFEST
from allervers.population.selection import Columns
from allervers.population.tables import HOUSEHOLDS, PERSONS

Told = Callable[[int, int], None]
OPTIONAL = frozenset(column.name for column in PERSONS.columns if column.optional)
EXPECTED = frozenset(column.name for table in (HOUSEHOLDS, PERSONS) for column in table.columns) - OPTIONAL


@dataclass(frozen=True)
class Survey:
    """``absent``: the optional columns of persons that this population does not have."""

    engine: object
    folder: Path
    rights: Path
    day: date
    parts: list[str]
    columns: Columns

    @classmethod
    def of(cls, engine, folder: Path, rights: Path | None, day: date) -> Survey:
        """Raises `Refused`: no rights of that day, a column that formats §2 requires, parts that differ."""
        rights = rights or folder
        parts = parts_of(folder)
        _check_day(rights, day)
        columns = columns_of(engine, folder, rights, parts[0])
        if not columns.entitlements:
            raise Refused(f"{rights} : droits non calculés, lancer d'abord « allervers population evaluate »")
        if lacking := sorted(EXPECTED - columns.given):
            raise Refused(f"{folder} : colonne absente {', '.join(lacking)}")
        for part in parts[1:]:
            if columns_of(engine, folder, rights, part) != columns:
                raise Refused(f"{folder} : la partie {part} n'a pas les mêmes colonnes que {parts[0]}")
        return cls(engine, folder, rights, day, parts, columns)

    @property
    def absent(self) -> frozenset[str]:
        return OPTIONAL - self.columns.persons

    def people(self, texts: Iterable[str], told: Told) -> Iterator[None]:
        """Each part in turn as the table `people`, with the columns that ``texts`` (SQL) name; absent ones are null."""
        texts = set(texts)
        query = selection.people(texts, self.columns, self.day)
        types = {column.name: column.type for column in PERSONS.columns}
        nulls = [f"NULL::{types[name]} AS {name}" for name in sorted(selection.needed(texts) & self.absent)]
        for done, part in enumerate(self.parts):
            told(done, len(self.parts))
            open_part(self.engine, self.folder, self.rights, part)
            listed = ", ".join(["*", *nulls])
            self.engine.execute(f"CREATE OR REPLACE TEMP TABLE people AS SELECT {listed} FROM ({query})")
            yield
        told(len(self.parts), len(self.parts))


def _check_day(rights: Path, day: date) -> None:
    manifest = rights / MANIFEST
    if not manifest.exists():
        return
    try:
        computed = json.loads(manifest.read_text(encoding="utf-8")).get("date")
    except ValueError as error:
        raise Refused(f"{manifest} : illisible") from error
    if computed != day.isoformat():
        raise Refused(f"{rights} : droits calculés au {computed}, demandé {day}")
