"""How long a fund's history takes to come in, beside a bare COPY of the same two files.

The history is that of the replay of 2024: 360,669 referrals and 297,484 accompaniments, in an installation of its own.
The command is run as somebody would run it, start of the program and counting of the figures included: once on an empty
installation, then again on the same folder. The bare COPY puts the same files, read by PostgreSQL alone, into tables
without an index nor a check: less than anybody could do with. Target: 120 s, for 300,000 accompaniments.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TARGET = 120  # s


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        os.environ["ALLERVERS_DATA"] = str(place / "data")
        history = place / "history"
        written = _command("fictitious", "history", "--out", str(history))
        print(f"the history written: {written:.0f} s", flush=True)
        from allervers.cli.database import database

        with database():  # the server runs, as it does in an installation
            alone = _bare_copy(history)
            first = _command("import", "casework", str(history))
            again = _command("import", "casework", str(history))
            at_end = _bare_copy(history)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"first import {first:.0f} s, the same folder again {again:.0f} s (target {TARGET} s)")
    print(f"bare COPY before {alone:.1f} s, after {at_end:.1f} s; ratio {2 * first / (alone + at_end):.0f}")
    print(f"peak memory of the commands {peak:.0f} MB")


def _command(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "allervers", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _bare_copy(history: Path) -> float:
    """Seconds for both files as text columns, in one transaction that is taken back."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    from allervers.config.database import parameters

    start = time.perf_counter()
    with psycopg.connect(make_conninfo(**parameters("owner"))) as owner, owner.cursor() as cursor:
        for file in sorted(history.glob("*.csv")):
            header = file.open(encoding="utf-8").readline().strip().split(";")
            columns = ", ".join(f"{column} text" for column in header)
            cursor.execute(f"create unlogged table bare_{file.stem} ({columns})")
            with (
                cursor.copy(f"copy bare_{file.stem} from stdin (format csv, delimiter ';', header)") as copy,
                file.open("rb") as lines,
            ):
                while block := lines.read(1 << 20):
                    copy.write(block)
        owner.rollback()
    return time.perf_counter() - start
