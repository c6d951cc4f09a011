"""The lines of a file in a temporary table, where the database checks them and takes them from."""

import os
from itertools import islice
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper

from .layout import Layout
from .reading import Told, staged_lines
from .refusals import Refusals

BATCH = 2_000  # lines


def stage(cursor: CursorWrapper, path: Path, file: Layout, refusals: Refusals, told: Told, **more: str) -> int:
    """Put every line that is as wide as the header into the table `file.table`, which goes with the transaction, and
    give how many they are: its number in `line`, unreadable fields as nulls, named in `unreadable`.

    `more`: columns to be filled later, with their type.
    """
    read = {column.name: column.stored for column in file.staged}
    columns = read | more
    kind = file.table.removeprefix("staged_")
    cursor.execute("select stage_lines(%s, %s, %s)", [kind, list(columns), list(columns.values())])
    lines, count = staged_lines(path, file, refusals, told), 0
    copied = ", ".join(connection.ops.quote_name(name) for name in ("line", "unreadable", *read))
    with cursor.copy(f"copy {file.table} ({copied}) from stdin") as copy:
        while batch := list(islice(lines, BATCH)):
            copy.write("".join(batch))
            count += len(batch)
    analyze(cursor, file.table)
    return count


def analyze(cursor: CursorWrapper, table: str) -> None:
    """Let the database know how many lines there are, and of what sort, before it joins them."""
    cursor.execute("select analyze_lines(%s)", [table.removeprefix("staged_")])


def cut_short(cursor: CursorWrapper, path: Path, file: Layout, name: str) -> list[str]:
    """What is told, and not refused, of a staged file whose last line has no end: one that was cut looks like this
    where its last cell may be shorter or empty."""
    with path.open("rb") as given:
        if not given.seek(0, os.SEEK_END):
            return []
        given.seek(-1, os.SEEK_END)
        if given.read() == b"\n":
            return []
    cursor.execute(f"select max(line) from {file.table}")
    (line,) = cursor.fetchone()
    return [f"{name}, ligne {line} : pas de fin de ligne, le fichier est-il entier ?"] if line else []
