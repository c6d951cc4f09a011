"""How long the C2S of a whole population takes, beside what only reading and writing it takes with the same engine.

    ALLERVERS_BENCH_PERSONS=1000000,10000000 python -m benchmarks population

For each size, draws a fictitious population (kept in ``ALLERVERS_BENCH_DATA``, else in a temporary folder), then:

- the floor: reads every value of the columns that the rules use, and writes the results again, part by part;
- evaluates, checks of the input included, in a process of its own of which the peak memory is told;
- makes all lists of targets from these results.

Targets: 3 times the floor, under 1 GB; all lists within the time of one evaluation more; 100 times the persons a second
of OpenFisca-France, given the same months as arrays (`openfisca/population.py`), in the same run.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks import peer
from tests.law import reference

SIZES = [int(size) for size in os.environ.get("ALLERVERS_BENCH_PERSONS", "1000000").split(",")]
PEER_PERSONS = 20_000
DAY = "2025-06-01"
# What the text reads of each table.
READ = {
    "households": "household_id territory housing housing_benefit_cents rsa",
    "persons": "person_id household_id role birth_date activity lives_with_parents alternating_residence alsace_moselle"
    " in_child_welfare c2s_class c2s_until ame_until deceased_on",
    "resources": "household_id person_id kind month amount_cents",
}


class Run(NamedTuple):
    """``processor``: seconds of processor, which other work on the machine disturbs less."""

    seconds: float
    processor: float
    megabytes: float


@contextmanager
def folder(persons: int) -> Iterator[Path]:
    kept = os.environ.get("ALLERVERS_BENCH_DATA")
    if kept:
        place = Path(kept) / f"population-{persons}"
        place.parent.mkdir(parents=True, exist_ok=True)
        yield place
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def command(*arguments: str) -> Run:
    """What a command takes, its process included."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "allervers", "population", *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"population {arguments[0]}: exit status {process.returncode}")
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def floor(population: Path, result: Path, scratch: Path) -> Run:
    """To read every value of the columns and to write the result again, part by part."""
    from allervers.population.files import duckdb_connection, quoted

    start, processor = time.perf_counter(), time.process_time()
    with duckdb_connection() as engine:
        for part in sorted((population / "persons").glob("part-*.parquet")):
            for table, columns in READ.items():
                # A digest of the values: the bounds that the file keeps would answer less.
                read = f"bit_xor(hash({', '.join(columns.split())}))"
                engine.execute(f"SELECT {read} FROM '{quoted(population / table / part.name)}'").fetchall()
            written = f"(SELECT * FROM '{quoted(result / 'entitlements' / part.name)}') TO '{quoted(scratch)}'"
            engine.execute(f"COPY {written} (FORMAT parquet)")
    return Run(time.perf_counter() - start, time.process_time() - processor, 0)


def measured(persons: int) -> float:
    """Print one line; persons judged a second."""
    with folder(persons) as population, tempfile.TemporaryDirectory(dir=population.parent) as name:
        drawn = command("synthesise", "--persons", str(persons), "--seed", "1", "--out", str(population))
        result, scratch = Path(name) / "result", Path(name) / "scratch.parquet"
        judged = command("evaluate", str(population), "--date", DAY, "--out", str(result))
        least = floor(population, result, scratch)
        lists = command(
            *("detect", str(population), "--date", DAY, "--target", "all"),
            *("--entitlements", str(result), "--out", str(scratch)),
        )
        shutil.rmtree(result)
    print(
        f"{persons:>11,} {drawn.seconds:>7.1f} {least.seconds:>7.1f} {judged.seconds:>9.1f}"
        f" {judged.seconds / least.seconds:>6.1f} {least.processor:>7.1f} {judged.processor:>9.1f}"
        f" {judged.processor / least.processor:>6.1f} {judged.megabytes:>6.0f} {persons / judged.seconds:>10,.0f}"
        f" {lists.seconds:>7.1f} {lists.processor / judged.processor:>6.2f} {lists.megabytes:>6.0f}",
        flush=True,
    )
    return persons / judged.seconds


def beside_peer(ours: float) -> None:
    try:
        python = peer._installed()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{peer.PEER} cannot be installed: {error}")
        return
    others = [*peer._INCOMES, *peer._NO_INCOME, *peer._FAMILY, "paje_clca", "aide_logement"]
    asked = {
        "persons": PEER_PERSONS,
        "period": "2024-06",
        "months": reference.months_of(date(2024, 6, 1)),
        "incomes": ["salaire_net"],
    }
    for told, noughts in (("what is declared", ()), ("declared, and noughts", others)):
        given = json.dumps(asked | {"noughts": [each for each in noughts if each not in asked["incomes"]]})
        worker = Path(peer.WORKER).with_name("population.py")
        run = subprocess.run([python, worker], input=given, stdout=subprocess.PIPE, text=True, check=True)
        theirs = json.loads(run.stdout)["persons_per_second"]
        print(f"{peer.PEER} told {told}: {theirs:,.0f} persons a second; ours {ours / theirs:,.0f} times as many")


def main() -> None:
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
    print("seconds (of the clock, then of the processor), peak memory in MB; lists: all targets, beside one evaluation")
    print(
        f"{'persons':>11} {'drawn':>7} {'floor':>7} {'evaluated':>9} {'ratio':>6} {'floor':>7} {'evaluated':>9}"
        f" {'ratio':>6} {'MB':>6} {'persons/s':>10} {'lists':>7} {'ratio':>6} {'MB':>6}"
    )
    beside_peer([measured(persons) for persons in SIZES][-1])


if __name__ == "__main__":
    main()
