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
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from allervers.law.registry import DateTooEarly
from allervers.population import spark
from allervers.population.checks import check, parts_of, readable
from allervers.population.compiler import Text
from allervers.population.engines import DuckDB, Engine, Job
from allervers.population.files import Refused, duckdb_connection, replaced
from allervers.population.tables import TABLES

MEMORY = "600MB"
ENGINES = DUCKDB, SPARK = "duckdb", "spark"
MANIFEST, LOCK, SPILL, RESULT = "evaluation.json", ".evaluation.lock", ".evaluation.spill", "entitlements"
SPARK_LOG = "evaluation.spark.log"
WRITTEN = "sums", "answers", "missing_in_steps", "entitlements"
LABELS = {"date": "la date", "law_version": "la version de la loi", "text": "le calcul", "inputs": "la population"}
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """``rows``: persons answered in this run; ``kept``: parts that an earlier run had finished."""

    rows: int
    parts: int
    kept: int


def evaluate(
    folder: Path,
    day: date,
    out: Path,
    engine: str = DUCKDB,
    memory: str = MEMORY,
    told: Told = lambda done, parts: None,
) -> Evaluated:
    """Write ``out/entitlements/part-NNNNN.parquet`` for every part of ``folder``. Raises `Refused`.

    ``told(done, steps)``: each part is checked, then evaluated.
    """
    if engine not in ENGINES:
        raise Refused(f"--engine {engine} : moteur inconnu, attendu {' ou '.join(ENGINES)}")
    if engine == SPARK:
        spark.require()
    try:
        text = Text(day)
    except DateTooEarly as error:
        raise Refused(str(error)) from error
    parts = parts_of(folder)
    ours = _manifest(folder, parts, text)
    with _claimed(out), duckdb_connection(memory, out / SPILL) as connection:
        if not _resumed(out, ours):
            check(connection, folder, parts, day, lambda done, of: told(done, 2 * of))
            with replaced(out / MANIFEST) as draft:
                draft.write_text(json.dumps(ours, indent=1), encoding="utf-8")
        with _opened(engine, connection, text, out) as ready:
            return _evaluate_parts(ready, folder, parts, out, told)


@contextmanager
def _opened(engine: str, connection, text: Text, out: Path) -> Iterator[Engine]:
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


def _manifest(folder: Path, parts: list[str], text: Text) -> dict:
    """What the result hangs on. Files are known by their size and the time they were written."""
    written = "\n".join(text.sql(query, "duckdb") for query in WRITTEN)
    files = [folder / table / part for table in TABLES for part in parts]
    return {
        "date": text.day.isoformat(),
        "law_version": text.law_version,
        "text": hashlib.sha256(written.encode()).hexdigest()[:16],
        "inputs": {str(file.relative_to(folder)): [file.stat().st_size, file.stat().st_mtime_ns] for file in files},
    }


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
    for key, label in LABELS.items():
        if theirs.get(key) != ours[key]:
            values = "" if key == "inputs" else f" ({theirs.get(key)}, demandé {ours[key]})"
            raise Refused(f"{out} : contient une autre évaluation, {label} a changé{values} ; choisir un autre dossier")
    return True


def day_of(out: Path) -> date | None:
    """The day on which the results in a folder were judged, if it tells."""
    try:
        return date.fromisoformat(json.loads((out / MANIFEST).read_text(encoding="utf-8"))["date"])
    except (OSError, ValueError, KeyError):
        return None


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
        raise Refused(f"{out} : écriture impossible ({error.strerror})") from error
