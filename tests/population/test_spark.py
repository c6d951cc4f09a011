"""A cluster of three cores gives the files that DuckDB gives."""

from __future__ import annotations

import sys
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from typer.testing import CliRunner

from allervers.cli.population import app
from allervers.population import spark
from allervers.population.files import Refused
from tests.law.reference import rows, situation
from tests.population.country import as_household, create_tables
from tests.population.households import households
from tests.population.test_run import NAMES

# A cluster whose own settings would give other answers, and a Java that is quick to start. It takes three parts:
# to plan the whole law is what takes time.
CLUSTER = (
    "--master local[3] --conf spark.sql.shuffle.partitions=2 --conf spark.sql.ansi.enabled=false"
    " --conf spark.sql.session.timeZone=Europe/Paris --conf spark.sql.files.maxRecordsPerFile=100"
    ' --driver-java-options "-Duser.timezone=America/New_York -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" pyspark-shell'
)
REFERENCE = date(2025, 6, 1)
HELD = (
    {},
    {"c2s_class": "free", "c2s_until": date(2025, 6, 1)},
    {"c2s_class": "contribution", "c2s_until": date(2021, 12, 30)},
    {"c2s_class": None},
    {"ame_until": date(2030, 1, 1)},
    {"deceased_on": date(2024, 12, 31)},
)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """One session for all: the command uses the one that is open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", CLUSTER)
        with spark.opened(tmp_path_factory.mktemp("spark") / "log") as session:
            yield session


def drawn(day: date, number: int, first: int = 1) -> list[dict]:
    """Random households with holes, in every state of the rights they hold."""
    found: list[dict] = []

    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(households(1, day))
    def collect(each):
        found.append(each)

    collect()
    for place, each in enumerate(found, first):
        each["household_id"] = place
        for rank, person in enumerate(each["persons"]):
            person |= {"household_id": place, "person_id": place * 100 + rank} | HELD[(place + rank) % len(HELD)]
    return found


def write(folder, parts: list[list[dict]]):
    for number, found in enumerate(parts):
        with duckdb.connect() as engine:
            create_tables(engine, found)
            for name in NAMES:
                (folder / name).mkdir(parents=True, exist_ok=True)
                place = str(folder / name / f"part-{number:05}.parquet").replace("'", "''")
                engine.execute(f"COPY {name} TO '{place}' (FORMAT parquet)")
    return folder


def evaluate(folder, day: date, out, engine: str):
    asked = ["evaluate", str(folder), "--date", str(day), "--out", str(out), "--engine", engine]
    return CliRunner().invoke(app, asked)


def written(out) -> dict[str, tuple]:
    """By file: its columns and types, its rows."""
    found = {}
    for file in (out / "entitlements").iterdir():
        table = duckdb.read_parquet(str(file))
        found[file.name] = table.columns, table.types, sorted(table.fetchall(), key=lambda row: row[1])
    return found


def test_reference_cases_and_random_households_get_what_duckdb_gives_them_and_a_cluster_finishes_what_it_began(
    cluster, tmp_path
):
    cases = [case for case in map(situation, rows()) if case["date"] == REFERENCE]
    known = [as_household(number, case) for number, case in enumerate(cases, 1_001)]
    folder = write(tmp_path / "été 2025", [drawn(REFERENCE, 150), known, drawn(REFERENCE, 10, first=5_001), []])
    one, other = tmp_path / "duckdb", tmp_path / "l'autre {spark}"
    for out in (one, other):
        result = evaluate(folder, REFERENCE, out, "duckdb")
        assert result.exit_code == 0, result.output
    parts = [f"part-0000{number}.parquet" for number in range(4)]
    for part in parts[:2] + parts[3:]:
        (other / "entitlements" / part).unlink()
    result = evaluate(folder, REFERENCE, other, "spark")
    assert result.exit_code == 0, result.output
    assert "1 déjà faite" in result.stdout
    assert written(other) == written(one)
    assert sorted(written(one)) == parts
    assert sorted(place.name for place in other.iterdir()) == [".evaluation.lock", "entitlements", "evaluation.json"]


def test_what_spark_cannot_compute_is_said_in_one_line_and_overflows_are_no_silent_nulls(cluster, tmp_path):
    with pytest.raises(Refused, match="OVERFLOW") as refused, spark.opened(tmp_path / "log") as session:
        session.sql("SELECT 9223372036854775807 + id FROM range(1, 2)").collect()
    assert len(str(refused.value).splitlines()) == 1


def test_a_population_that_is_wrong_is_refused_without_a_cluster(tmp_path):
    folder = write(tmp_path / "in", [drawn(REFERENCE, 2)])
    (folder / "persons" / "part-00000.parquet").unlink()
    result = evaluate(folder, REFERENCE, tmp_path / "out", "spark")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "persons/part-00000.parquet" in result.stderr


@pytest.mark.parametrize(("lacking", "said"), [("pyspark", "allervers[spark]"), ("java", "Java 17")])
def test_what_must_be_installed_first_is_said(tmp_path, monkeypatch, lacking, said):
    if lacking == "java":
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
    else:
        monkeypatch.setitem(sys.modules, "pyspark", None)
    result = evaluate(tmp_path, REFERENCE, tmp_path / "out", "spark")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert said in result.stderr
    assert not (tmp_path / "out").exists()
