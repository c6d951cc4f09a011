"""Whatever a file holds and wherever it lies, each command answers right or refuses it in one line, all alike."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from allervers.population.tables import TABLES
from tests.population.test_same_everywhere import DAY, ask, evaluated, population

# A value that a column of this kind may hold; the column is told by each of them whether it is what was expected.
VALUES = {
    pa.int8(): 7, pa.int16(): -3, pa.int32(): 1, pa.int64(): 1, pa.uint8(): 1, pa.uint64(): 2**64 - 1,
    pa.float32(): 0.5, pa.float64(): float("nan"), pa.decimal128(12, 2): Decimal("1.50"), pa.bool_(): True,
    pa.string(): "c2s", pa.large_string(): "é", pa.binary(): b"\xe9", pa.date32(): DAY, pa.date64(): date(1900, 1, 1),
    pa.timestamp("us"): datetime(2025, 1, 1, 12), pa.timestamp("ns", "Europe/Paris"): datetime(2025, 1, 1),
    pa.time64("us"): None, pa.duration("s"): None, pa.null(): None, pa.list_(pa.int64()): [1],
    pa.struct([("a", pa.int64())]): {"a": 1}, pa.dictionary(pa.int8(), pa.string()): "c2s",
    pa.map_(pa.string(), pa.int64()): None,
}  # fmt: skip
COLUMNS = [(table, column) for table, found in TABLES.items() for column in found.columns]
FOLDERS = ["country", "month=2025-06-01", "territory=mayotte", "x=[1]", "fonds d'été", "a*b?", "{q}", "100 %", "é=à"]


@st.composite
def changes(draw):
    """A column of a table: taken away, of another type, all null or null in one row."""
    table, column = draw(st.sampled_from(COLUMNS))
    how = draw(st.sampled_from(["absent", "typed", "typed", "nulls", "one null", "capitals"]))
    return table, column.name, how, draw(st.sampled_from(list(VALUES)))


def apply(folder, change) -> None:
    table, name, how, kind = change
    file = folder / table / "part-00000.parquet"
    found = parquet.ParquetFile(file).read()
    size = len(found)
    former = found[name].to_pylist() if name in found.column_names else [None] * size
    rest = found.drop_columns([name]) if name in found.column_names else found
    added = {
        "typed": lambda: pa.array([VALUES[kind]] * size, kind),
        "nulls": lambda: pa.nulls(size, kind),
        "one null": lambda: pa.array([None, *former[1:]], found.schema.field(name).type) if former[1:] else None,
        "capitals": lambda: found[name] if name in found.column_names else None,
        "absent": lambda: None,
    }[how]()
    if added is not None:
        rest = rest.append_column(name.upper() if how == "capitals" else name, added)
    parquet.write_table(rest, file)


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """The population as it is, and the answer of the first person."""
    folder = population(tmp_path_factory.mktemp("usual") / "country", {}, {"role": "child", "birth_date": DAY})
    return folder, evaluated(folder)


@given(folder=st.sampled_from(FOLDERS), made=st.lists(changes(), max_size=2, unique_by=lambda change: change[:2]))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(folder="x=[1]", made=[])
@example(folder="month=2025-06-01", made=[])
@example(folder="fonds d'été", made=[("resources", "month", "nulls", pa.null())])
def test_each_file_is_answered_right_or_refused_in_one_line_by_every_command(tmp_path, usual, folder, made):
    place = tmp_path / folder
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(usual[0], place, ignore=shutil.ignore_patterns("out"))
    for change in made:
        apply(place, change)
    status, shown, said = ask("evaluate", place, "--date", DAY, "--out", place / "out")
    rights = ("--entitlements", place / "out")
    for command, file, options in (
        ("detect", "list.parquet", ("--target", "all")),
        ("gaps", "gaps.csv", rights),
        ("diagnose", "diagnosis.html", rights),
    ):
        answered, _, also_said = ask(command, place, "--date", DAY, "--out", place / file, *options)
        assert answered == status, (command, said, also_said)
        assert (place / file).exists() == (not status), command
        if status:
            assert (status, shown, len(said.splitlines()), also_said) == (2, "", 1, said), command
    if not status and not made:
        assert evaluated(place) == usual[1]
