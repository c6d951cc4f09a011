"""From a population to the lists of targets: who, in which fund, why, how urgent (formats §2).

Each part is read once for all the targets asked for, and its rows wait in a draft: the list is written whole, or not.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from allervers.population import figures, run, selection, tables
from allervers.population.files import Refused, duckdb_connection, parquet, quoted, replaced
from allervers.population.opening import columns_of, open_part, parts_of
from allervers.population.selection import IDENTITY, Columns
from allervers.population.targets import Target
from allervers.publishing.machine import why

ENTITLEMENTS = tables.ENTITLEMENTS.name
# Columns that the entitlements alone have.
OF_RIGHTS = {column.name for column in tables.ENTITLEMENTS.columns if column.name not in IDENTITY}
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Detected:
    """How many rows were written, by target, and what a person must know of them (French sentences)."""

    rows: dict[str, int]
    remarks: tuple[str, ...]


def detect(
    folder: Path,
    targets: Sequence[Target],
    day: date,
    out: Path,
    rights: Path | None = None,
    skip_absent: bool = False,
    told: Told = lambda done, parts: None,
) -> Detected:
    """Write to ``out`` the persons of ``folder`` that each of ``targets`` selects on ``day``.

    ``rights``: the folder in which `evaluate` put the entitlements of that day, by default ``folder`` itself; where
    they are needed and nobody computed them, they are computed for this list alone. With ``skip_absent`` a target
    whose columns are absent is left out and told, instead of refused. Raises `Refused`.
    """
    parts = parts_of(folder)
    if out.suffix != ".parquet" or out.is_dir():
        raise Refused(f"{out} : attendu un fichier .parquet à écrire")
    with _drafts(out) as drafts, duckdb_connection(spill=drafts / "spill") as engine:
        rights, problem = _rights(folder, rights, targets, day, drafts / "rights", skip_absent, told)
        known = run.sure(engine, folder, parts, day, rights, told)
        columns = columns_of(engine, folder, rights, parts)
        asked, remarks = _answerable(targets, columns, problem, skip_absent)
        closed = [f"{target.name} : {each}" for target in asked for each in figures.said(target.campaigns, day)]
        remarks = [*known, *remarks, *closed]
        needed = {text for target in asked for text in _texts(target, columns)}
        with_rights = any(name in columns.entitlements for name in selection.needed(needed))
        for done, part in enumerate(parts):
            told(done, len(parts))
            open_part(engine, folder, rights if with_rights else None, part)
            engine.execute(f"CREATE OR REPLACE TEMP TABLE people AS {selection.people(needed, columns, day)}")
            rows = " UNION ALL ".join(selection.listing(target, columns, day) for target in asked)
            _copy(engine, rows, drafts / part)
        told(len(parts), len(parts))
        with replaced(out) as draft:
            _copy(engine, f"SELECT * FROM {parquet(drafts, '/*.parquet')}", draft, day)
            found = f"SELECT target, count(*) FROM {parquet(draft)} GROUP BY target"
            counts = dict(engine.execute(found).fetchall())
    return Detected({target.name: counts.get(target.name, 0) for target in asked}, tuple(remarks))


@contextmanager
def _drafts(out: Path) -> Iterator[Path]:
    drafts = out.with_name(f".{out.name}.parts")
    try:
        shutil.rmtree(drafts, ignore_errors=True)
        drafts.mkdir(parents=True)
        yield drafts
    except OSError as error:
        raise Refused(f"{out} : écriture impossible ({why(error)})") from error
    finally:
        shutil.rmtree(drafts, ignore_errors=True)


def _rights(
    folder: Path, given: Path | None, targets: Sequence[Target], day: date, place: Path, skip: bool, told: Told
) -> tuple[Path, str]:
    """The folder of the entitlements of that day, and why there are none; computed in ``place`` if nobody did."""
    if given is not None and not (given / ENTITLEMENTS).is_dir():
        raise Refused(f"{given} : dossier {ENTITLEMENTS}/ absent, attendu un résultat de « population evaluate »")
    judged = run.day_of(given or folder)
    if given is not None and judged not in (None, day):
        raise Refused(f"{given} : droits calculés au {judged}, demandés au {day}")
    here = (folder / ENTITLEMENTS).is_dir() and judged in (None, day)
    if given or here or not any(OF_RIGHTS & selection.needed(selection.texts(target)) for target in targets):
        return given or folder, ""
    try:
        run.evaluate(folder, day, place, told=told)
    except Refused as error:
        if not skip:
            raise
        return place, str(error).splitlines()[0]
    return place, ""


def _answerable(
    targets: Sequence[Target], columns: Columns, problem: str, skip: bool
) -> tuple[list[Target], list[str]]:
    """The targets that this population can answer, and what must be told."""
    asked, remarks = [], []
    for target in targets:
        if absent := columns.absent(selection.texts(target)):
            problem = _told_absent(target, absent, columns, problem)
            if not skip:
                raise Refused(problem)
            remarks.append(problem)
            continue
        asked.append(target)
        for each in selection.left_unsaid(target, columns):
            names = ", ".join(columns.absent(each.column))
            remarks.append(f"{target.name} : colonne absente {names}, « {each.label} » n'est pas écartée")
    if not asked:
        raise Refused("aucune cible ne peut être calculée : " + " ; ".join(remarks))
    return asked, remarks


def _told_absent(target: Target, absent: list[str], columns: Columns, problem: str) -> str:
    if not columns.entitlements and OF_RIGHTS.issuperset(absent):
        return f"{target.name} : droits non calculés ({problem})"
    plural = "s" if len(absent) > 1 else ""
    return f"{target.name} : colonne{plural} absente{plural} {', '.join(absent)}, la liste ne peut pas être faite"


def _texts(target: Target, columns: Columns) -> list[str]:
    """Everything that the rows of a target read, the exclusions that can be applied included."""
    unsaid = selection.left_unsaid(target, columns)
    soft = [each.column for each in selection.exclusions(target) if not each.strict and each not in unsaid]
    return [*selection.texts(target), *soft]


def _copy(engine, query: str, file: Path, day: date | None = None) -> None:
    """The list says of which day it is, for whoever is handed it (`lists`)."""
    said = f", KV_METADATA {{date: '{day}'}}" if day else ""
    engine.execute(f"COPY ({query}) TO '{quoted(file)}' (FORMAT parquet, COMPRESSION zstd{said})")
