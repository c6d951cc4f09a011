"""Files written whole or not at all, and the engine that reads and writes them in bounded memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = "800MB"


class Refused(Exception):
    """What a person must mend first: one clear French line."""


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """A draft beside ``file`` that takes its place when the block ends well, and disappears otherwise.

    What a killed run left is written over by the next one.
    """
    draft = file.with_name(f".{file.name}.draft")
    try:
        yield draft
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def duckdb_connection(memory: str = MEMORY, spill: Path | None = None) -> Iterator:
    """A DuckDB of its own, that reads no setting of the account. Its failures become `Refused`.

    Beyond ``memory`` it writes to the folder ``spill`` if one is given, else it stops.
    """
    try:
        import duckdb
    except ImportError as error:
        raise Refused("DuckDB manque : installer allervers[population]") from error

    try:
        # Parts bound the memory: nothing spills into the folder that the command happens to be started in.
        config = {"memory_limit": memory, "preserve_insertion_order": "false", "temp_directory": str(spill or "")}
        with _connected(config) as engine:
            yield engine
    except duckdb.OutOfMemoryException as error:
        raise Refused(f"mémoire insuffisante (limite {memory}) : des parties plus petites passeront") from error
    except (duckdb.IOException, OSError) as error:
        raise Refused(f"lecture ou écriture impossible : {_first_line(error)}") from error


def _connected(config: dict[str, str]):
    import duckdb

    try:
        return duckdb.connect(config=config)
    except duckdb.ParserException as error:
        raise Refused(f"--memory {config['memory_limit']} : attendu une quantité, par exemple 600MB") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def quoted(path: Path) -> str:
    """A path inside quotes of SQL, to be written to."""
    return str(path).replace("'", "''")


def parquet(path: Path, pattern: str = "") -> str:
    """The rows of a file, or of the files of a folder that match ``pattern``, as the FROM of a query.

    No character of ``path`` stands for others, though the engine would read ``[1]`` as a choice, and no folder named
    ``month=2025-06-01`` is a column.
    """
    return f"read_parquet('{literal(path)}{pattern}', hive_partitioning = false)"


def literal(path: Path) -> str:
    """A path inside quotes of SQL, to be read from where an engine takes patterns."""
    return re.sub(r"([*?\[])", r"[\1]", quoted(path))


def counted(number: int, name: str) -> str:
    """« 1 personne », « 2 personnes »: French plurals start at two."""
    return f"{number} {name}{'s' * (number > 1)}"
