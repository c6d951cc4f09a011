"""Where the text runs. An engine is given parts of a population and writes the same parts of the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from allervers.population.amounts import SUMS
from allervers.population.compiler import ANSWERS, LIVING, MISSING, SUCCESSORS, CompiledLaw
from allervers.population.files import quoted
from allervers.population.opening import view
from allervers.population.tables import TABLES

if TYPE_CHECKING:
    import duckdb


class Job(NamedTuple):
    """One part: ``files`` maps the name of each table to its file; ``target``, to be written, does not exist."""

    files: dict[str, Path]
    target: Path


class Engine(Protocol):
    """``together``: how many parts it wants at a time, now."""

    together: int

    def evaluate_all(self, jobs: Sequence[Job]) -> int:
        """Write the results and return their number of rows."""


class DuckDB:
    """One part at a time: memory is bounded by the part, and beyond the limit spills to disk.

    ``connection``: its temporary tables and views are written over, from one part to the next.
    """

    dialect = "duckdb"
    together = 1

    def __init__(self, connection: duckdb.DuckDBPyConnection, text: CompiledLaw):
        self.connection, self.text = connection, text
        # It takes longer to plan than it saves here, and has the rules computed outside of the sums that read them.
        connection.execute("SET disabled_optimizers = 'partial_aggregate_pushdown'")

    def evaluate_all(self, jobs: Sequence[Job]) -> int:
        return sum(self.evaluate(*job) for job in jobs)

    def evaluate(self, files: dict[str, Path], target: Path) -> int:
        for name, table in TABLES.items():
            view(self.connection, name, files[name], table)
        self.answer()
        query = self.text.sql("entitlements", self.dialect)
        (count,) = self.connection.execute(f"COPY ({query}) TO '{quoted(target)}' (FORMAT parquet)").fetchone()
        return count

    def answer(self) -> None:
        """Fill the tables `answers` and `missing` from the three tables."""
        self._create(SUCCESSORS, "successors")
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {LIVING} AS {self.text.sql(LIVING, self.dialect)}")
        self._create(SUMS, "sums")
        self._create(ANSWERS, "answers")
        some = self.connection.execute(self.text.sql("some_unknown", self.dialect)).fetchone()
        self._create(MISSING, "missing_in_steps" if some else "none_missing")

    def _create(self, table: str, query: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {self.text.sql(query, self.dialect)}")
