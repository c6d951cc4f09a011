"""A population with its computed rights, opened part by part to be counted (gaps, diagnosis): nothing is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from allervers.population import run, selection
from allervers.population.files import Refused
from allervers.population.opening import columns_of, open_part, parts_of
from allervers.population.selection import Columns
from allervers.population.tables import PERSONS

Told = Callable[[int, int], None]
OPTIONAL = frozenset(column.name for column in PERSONS.columns if column.optional)


@dataclass(frozen=True)
class Survey:
    """``absent``: the optional columns of persons that this population does not have; ``remarks``: what a person must
    know of it (French sentences)."""

    engine: object
    folder: Path
    rights: Path
    day: date
    parts: list[str]
    columns: Columns
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, engine, folder: Path, rights: Path | None, day: date) -> Survey:
        """Raises `Refused`: no rights of that day, a column that formats §2 requires, parts that differ."""
        rights = rights or folder
        parts = parts_of(folder)
        computed = run.day_of(rights)
        if computed not in (None, day):
            raise Refused(f"{rights} : droits calculés au {computed}, demandé {day}")
        remarks = run.sure(engine, folder, parts, day, rights)
        columns = columns_of(engine, folder, rights, parts)
        if not columns.entitlements:
            raise Refused(f"{rights} : droits non calculés, lancer d'abord « allervers population evaluate »")
        return cls(engine, folder, rights, day, parts, columns, remarks)

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
