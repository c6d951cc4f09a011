"""How long the yearly report takes over 3 million accompaniments and as many referrals, from the command to the file.

On the database of `benchmarks.figures`, filled there. *Bare SQL*: the counts of the two years that the report compares,
asked from the facts by one statement per table, without row-level security and without Django.
"""

import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import figures

TARGET = 20  # seconds


def main() -> None:
    os.environ.setdefault("ALLERVERS_DATA", str(Path(__file__).parents[1] / "var" / "bench" / "figures"))
    from allervers.cli.database import database

    with database():
        logging.disable(logging.WARNING)
        figures._fill()
        figures._print_machine()
        largest = figures._largest_fund()
        code = figures._owner("select code from organisations_organisation where id = %s", (largest,))[0][0]
        nation, fund = figures._bare(None) / 1000, figures._bare(largest) / 1000
        print(f"{'report (target ' + str(TARGET) + ' s)':28}{'.pptx':>9}{'.pdf':>9}{'.ods':>9}{'bare SQL':>11}")
        for title, place, bare in (
            ("nation", [], nation),
            ("Occitanie", ["--region", "Occitanie"], nation),
            (f"largest fund ({code})", ["--fund", code], fund),
        ):
            took = "".join(f"{_took(place, suffix):7.1f} s" for suffix in ("pptx", "pdf", "ods"))
            print(f"{title:28}{took}{bare:9.1f} s", flush=True)


def _took(place: list[str], suffix: str) -> float:
    """As it is typed; the interpreter and its imports included (here the database runs already)."""
    command = Path(sys.executable).parent / "allervers"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"report.{suffix}"
        start = time.perf_counter()
        year = str(figures.LAST_YEAR)
        subprocess.run([command, "report", "--year", year, "--out", out, *place], check=True, capture_output=True)
        return time.perf_counter() - start
