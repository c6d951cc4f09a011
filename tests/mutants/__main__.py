"""What tests would not notice: each part of `parts.toml` is changed in one place at a time, and its tests must fail.

    make mutants                        # every part; hours
    make mutants PART=coverage/ahead  # parts whose path holds this
    make mutants PART=law SAMPLE=40     # at most so many changes of each, drawn always the same way

Works in a copy of the checkout, so that a run that is killed leaves nothing changed.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPY = ROOT / "build" / "mutants"
BARE = (
    *("-c", "/dev/null", "--rootdir", ".", "-o", "pythonpath=.", "--import-mode=importlib", "--noconftest"),
    *(f"-p no:{plugin}" for plugin in ("django", "playwright", "xdist", "schemathesis")),
)
NOTICED = (TestOutcome.KILLED, TestOutcome.INCOMPETENT)


@dataclass(frozen=True)
class Part:
    """``bare``: its tests need neither Django nor the fixtures of tests/conftest.py, which take seconds to load."""

    module: str
    tests: list[str]
    bare: bool = False


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("part", nargs="?", default="")
    asked.add_argument("--sample", type=int, default=0)
    given = asked.parse_args()
    parts = [Part(**part) for part in tomllib.loads((HERE / "parts.toml").read_text())["part"]]
    _copy()
    for part in parts:
        if given.part in part.module:
            _try(part, given.sample)


def _copy() -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (COPY / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, COPY / name)


def _try(part: Part, sample: int) -> None:
    name = part.module.removeprefix("src/allervers/").replace("/", "-").removesuffix(".py")
    config, session = COPY / f"{name}.toml", COPY / f"{name}.sqlite"
    # The copy's code comes before the installed one; the order of tests does not matter, the first failure ends.
    options = " ".join(BARE if part.bare else ())
    command = (
        f"env PYTHONPATH={COPY}/src {sys.executable} -m pytest -x -q -p no:randomly {options} {' '.join(part.tests)}"
    )
    start = time.monotonic()
    if subprocess.run(command.split(), cwd=COPY, capture_output=True).returncode:
        sys.exit(f"{part.module}: its tests fail before anything is changed, so that they would notice whatever it is")
    # A change that ends no more is noticed; what takes longer because others use the machine is not.
    patience = max(30, 10 * (time.monotonic() - start))
    config.write_text(
        f'[cosmic-ray]\nmodule-path = "{part.module}"\ntimeout = {patience:.0f}.0\nexcluded-modules = []\n'
        f'test-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n'
    )
    _run("init", config.name, session.name)
    _leave_out_annotations(session, ROOT / part.module)
    if sample:
        _leave_out_all_but(session, sample)
    _run("exec", config.name, session.name)
    _tell(part, session)


def _run(*arguments: str) -> None:
    subprocess.run([Path(sys.executable).with_name("cosmic-ray"), *arguments], cwd=COPY, check=True)


def _leave_out_annotations(session: Path, module: Path) -> None:
    """Annotations that Python never evaluates: a change there is no change."""
    text = module.read_text()
    if "from __future__ import annotations" not in text:
        return
    ranges = []
    for node in ast.walk(ast.parse(text)):
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(note, ast.AST):
                ranges.append(((note.lineno, note.col_offset), (note.end_lineno, note.end_col_offset)))
    with use_db(session, WorkDB.Mode.open) as work:
        for item in list(work.work_items):
            if all(any(first <= each.start_pos < last for first, last in ranges) for each in item.mutations):
                work.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED))


def _leave_out_all_but(session: Path, sample: int) -> None:
    with use_db(session, WorkDB.Mode.open) as work:
        done = {job for job, _ in work.results}
        items = sorted((item for item in work.work_items if item.job_id not in done), key=lambda item: item.job_id)
        items.sort(key=lambda item: str(item.mutations))
        random.Random(1).shuffle(items)
        for item in items[sample:]:
            work.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED))


def _tell(part: Part, session: Path) -> None:
    with use_db(session, WorkDB.Mode.open) as work:
        results = [result for _, result in work.results if result.worker_outcome != WorkerOutcome.SKIPPED]
    survivors = [result for result in results if result.test_outcome not in NOTICED]
    noticed = len(results) - len(survivors)
    print(f"{part.module}: {noticed} of {len(results)} noticed ({noticed / max(len(results), 1):.0%})")
    for result in survivors:
        changed = [
            line for line in (result.diff or "").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
        ]
        print("   survived: " + "  →  ".join(line[1:].strip() for line in changed))


if __name__ == "__main__":
    main()
