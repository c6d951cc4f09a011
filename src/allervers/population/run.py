"""A whole population evaluated part by part: checked first, resumed where it stopped, never half a part.

The folder of the result holds ``evaluation.json``, which ties it to a date, a version of the law and these very files:
another date, law or population is refused rather than mixed in.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from allervers.law.registry import DateTooEarly
from allervers.population import persons, spark
from allervers.population.checks import check, readable
from allervers.population.compiler import CompiledLaw
from allervers.population.engines import DuckDB, Engine, Job
from allervers.population.files import Refused, duckdb_connection, replaced
from allervers.population.opening import parts_of
from allervers.population.persons import CompiledLawOfPersons
from allervers.population.tables import TABLES
from allervers.publishing.machine import why

MEMORY = "600MB"
ENGINES = DUCKDB, SPARK = "duckdb", "spark"
C2S = "c2s"
RIGHTS = (C2S, *persons.RIGHTS)
MANIFEST, LOCK, SPILL, RESULT = "evaluation.json", ".evaluation.lock", ".evaluation.spill", "entitlements"
SPARK_LOG = "evaluation.spark.log"
WRITTEN = "successors", "living", "sums", "answers", "missing_in_steps", "entitlements"
LABELS = {
    "date": "la date",
    "right": "le droit",
    "law_version": "la version de la loi",
    "text": "le calcul",
    "inputs": "la population",
}
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """``rows``: persons answered in this run; ``kept``: parts that an earlier run had finished; ``remarks``: what a
    person must know of the population (French sentences)."""

    rows: int
    parts: int
    kept: int
    remarks: tuple[str, ...] = ()


def evaluate(
    folder: Path,
    day: date,
    out: Path,
    engine: str = DUCKDB,
    memory: str = MEMORY,
    told: Told = lambda done, parts: None,
    right: str = C2S,
) -> Evaluated:
    """Write ``out/entitlements/part-NNNNN.parquet`` for every part of ``folder``. Raises `Refused`.

    ``told(done, steps)``: each part is checked, then evaluated.
    """
    if engine not in ENGINES:
        raise Refused(f"--engine {engine} : moteur inconnu, attendu {' ou '.join(ENGINES)}")
    if right not in RIGHTS:
        raise Refused(f"--right {right} : droit inconnu, attendu {' ou '.join(RIGHTS)}")
    if engine == SPARK and right != C2S:
        raise Refused(f"--engine spark : juge la C2S seule, attendu --engine duckdb pour {right}")
    if engine == SPARK:
        spark.require()
    try:
        text = text_of(day, right)
    except DateTooEarly as error:
        raise Refused(str(error)) from error
    parts = parts_of(folder)
    ours = _manifest(folder, parts, text)
    with _claimed(out), duckdb_connection(memory, out / SPILL) as connection:
        if not _resumed(out, ours):
            ours["remarks"] = check(connection, folder, parts, day, lambda done, of: told(done, 2 * of))
            with replaced(out / MANIFEST) as draft:
                draft.write_text(json.dumps(ours, indent=1), encoding="utf-8")
        with _opened(engine, connection, text, out) as ready:
            done = _evaluate_parts(ready, folder, parts, out, told)
    return replace(done, remarks=remarks_in(out))


@cache
def text_of(day: date, right: str = C2S) -> CompiledLaw:
    """The text of a day, written once in a program. Raises `DateTooEarly`."""
    return CompiledLaw(day) if right == C2S else CompiledLawOfPersons(day, right)


@contextmanager
def _opened(engine: str, connection, text: CompiledLaw, out: Path) -> Iterator[Engine]:
    if engine != SPARK:
        yield DuckDB(connection, text)
        return
    with spark.opened(out / SPARK_LOG) as session:
        yield spark.Spark(session, text, out / SPILL / SPARK)


def _evaluate_parts(engine: Engine, folder: Path, parts: list[str], out: Path, told: Told) -> Evaluated:
    (out / RESULT).mkdir(exist_ok=True)
    to_do = [part for part in parts if not (out / RESULT / part).exists()]
    rows, done = 0, 0
    while done < len(to_do):
        told(2 * len(parts) - len(to_do) + done, 2 * len(parts))
        now = to_do[done : done + engine.together]
        rows += _evaluate_together(engine, folder, now, out)
        done += len(now)
    told(2 * len(parts), 2 * len(parts))
    return Evaluated(rows, len(parts), len(parts) - len(to_do))


def _evaluate_together(engine: Engine, folder: Path, parts: list[str], out: Path) -> int:
    with ExitStack() as drafts:
        jobs = []
        for part in parts:
            drafts.enter_context(readable(part))
            draft = drafts.enter_context(replaced(out / RESULT / part))
            jobs.append(Job({table: folder / table / part for table in TABLES}, draft))
        return engine.evaluate_all(jobs)


def _manifest(folder: Path, parts: list[str], text: CompiledLaw) -> dict:
    """What the result hangs on. Files are known by their size and the time they were written."""
    written = "\n".join(text.sql(query, "duckdb") for query in WRITTEN)
    return {
        "date": text.day.isoformat(),
        "right": C2S if type(text) is CompiledLaw else text.right,
        "law_version": text.law_version,
        "text": hashlib.sha256(written.encode()).hexdigest()[:16],
        "inputs": _inputs(folder, parts),
    }


def _inputs(folder: Path, parts: list[str]) -> dict[str, list[int]]:
    files = [folder / table / part for table in TABLES for part in parts]
    return {str(file.relative_to(folder)): [file.stat().st_size, file.stat().st_mtime_ns] for file in files}


def _resumed(out: Path, ours: dict) -> bool:
    """True if an earlier run began this very evaluation here; `Refused` if it was another."""
    manifest = out / MANIFEST
    if not manifest.exists():
        if any((out / RESULT).glob("*.parquet")):
            raise Refused(f"{out / RESULT} : contient déjà des résultats sans {MANIFEST}, choisir un autre dossier")
        return False
    try:
        theirs = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refused(f"{manifest} : illisible, choisir un autre dossier ou effacer celui-ci") from error
    theirs.setdefault("right", C2S)
    for key, label in LABELS.items():
        if theirs.get(key) != ours[key]:
            values = "" if key == "inputs" else f" ({theirs.get(key)}, demandé {ours[key]})"
            raise Refused(f"{out} : contient une autre évaluation, {label} a changé{values} ; choisir un autre dossier")
    return True


def sure(
    engine, folder: Path, parts: list[str], day: date, rights: Path, told: Told = lambda done, parts: None
) -> tuple[str, ...]:
    """Check a population as an evaluation does, unless the one in ``rights`` did, of these very files and that day.

    The remarks of the check. Raises `Refused`, also where ``rights`` are those of other files.
    """
    theirs = _manifest_in(rights)
    if "inputs" in theirs and theirs.get("date") == day.isoformat():
        if theirs["inputs"] == _inputs(folder, parts):
            return remarks_in(rights)
        raise Refused(f"{rights} : droits d'une autre population, ou elle a changé depuis ; les calculer à nouveau")
    return check(engine, folder, parts, day, told)


def _manifest_in(out: Path) -> dict:
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refused(f"{out / MANIFEST} : illisible, attendu ce que « population evaluate » y écrit") from error
    if not isinstance(found, dict):
        raise Refused(f"{out / MANIFEST} : illisible, attendu ce que « population evaluate » y écrit")
    return found


def remarks_in(out: Path) -> tuple[str, ...]:
    return tuple(_manifest_in(out).get("remarks", ()))


def day_of(out: Path) -> date | None:
    """The day on which the C2S in a folder was judged, if it tells. Raises `Refused` if it tells no day, or another
    right."""
    if (right := _manifest_in(out).get("right", C2S)) != C2S:
        raise Refused(f"{out} : droits d'une autre sorte ({right}), attendu ceux de la C2S (population evaluate)")
    try:
        found = _manifest_in(out).get("date")
        return date.fromisoformat(found) if found is not None else None
    except (TypeError, ValueError) as error:
        raise Refused(f"{out / MANIFEST} : date illisible, attendu AAAA-MM-JJ") from error


@contextmanager
def _claimed(out: Path) -> Iterator[None]:
    """The folder, for this run alone; what it spilled is removed, even after a run that was killed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / LOCK).open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refused(f"{out} : une autre évaluation y est en cours") from error
            shutil.rmtree(out / SPILL, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(out / SPILL, ignore_errors=True)
    except OSError as error:
        raise Refused(f"{out} : écriture impossible ({why(error)})") from error
