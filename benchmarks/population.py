"""How long the C2S of a whole population takes, beside what only reading and writing it takes with the same engine.

    ALLERVERS_BENCH_PERSONS=1000000 python -m benchmarks population

Draws a fictitious population (in ``ALLERVERS_BENCH_DATA``, else a temporary folder), reads the columns that
the rules use and writes a result of the same size (the floor), then evaluates, checks of the input included, in a
process of its own of which it tells the peak memory. Targets: 3 times the floor, under 1 GB.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PERSONS = int(os.environ.get("ALLERVERS_BENCH_PERSONS", 1_000_000))
DAY = "2025-06-01"
# What the text reads of each table.
READ = {
    "households": "household_id territory housing housing_benefit_cents rsa",
    "persons": "person_id household_id role birth_date activity lives_with_parents alternating_residence alsace_moselle"
    " in_child_welfare c2s_class c2s_until deceased_on",
    "resources": "household_id person_id kind month amount_cents",
}


@contextmanager
def folder():
    kept = os.environ.get("ALLERVERS_BENCH_DATA")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def command(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "allervers", "population", *arguments], check=True)


def floor(population: Path, result: Path, scratch: Path) -> float:
    """Seconds to read every value of the columns and to write the result again, part by part."""
    from allervers.population.files import duckdb_connection, quoted

    start = time.perf_counter()
    with duckdb_connection() as engine:
        for part in sorted((population / "persons").glob("part-*.parquet")):
            for table, columns in READ.items():
                read = ", ".join(f"max({column})" for column in columns.split())
                engine.execute(f"SELECT {read} FROM '{quoted(population / table / part.name)}'").fetchall()
            written = f"(SELECT * FROM '{quoted(result / 'entitlements' / part.name)}') TO '{quoted(scratch)}'"
            engine.execute(f"COPY {written} (FORMAT parquet)")
    return time.perf_counter() - start


def main() -> None:
    with folder() as place:
        population = place / f"population-{PERSONS}"
        command("synthesise", "--persons", str(PERSONS), "--seed", "1", "--out", str(population))
        with tempfile.TemporaryDirectory() as name:
            result, scratch = Path(name) / "result", Path(name) / "scratch.parquet"
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            start = time.perf_counter()
            command("evaluate", str(population), "--date", DAY, "--out", str(result))
            ours = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            least = floor(population, result, scratch)
    print(f"{PERSONS} persons: {ours:.1f} s; only reading and writing {least:.1f} s; ratio {ours / least:.1f}")
    print(
        f"peak memory {peak / 1024:.0f} MB" + (" (of the drawing: evaluation took no more)" if peak == before else "")
    )


if __name__ == "__main__":
    main()
