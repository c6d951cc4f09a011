"""The command over a folder: checks before any work, resumes, refuses what it cannot do, writes no half part."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from datetime import date

import duckdb
import pytest
from typer.testing import CliRunner

from allervers.cli.population import app
from allervers.population import run
from allervers.population.engines import DuckDB
from allervers.population.files import Refused, duckdb_connection
from allervers.population.tables import ENTITLEMENTS
from tests.population.country import create_tables, household

DAY = date(2024, 6, 1)
NAMES = ("households", "persons", "resources")


def wages(cents: int | None) -> tuple:
    return tuple(("wage", date(2023, month, 1), cents) for month in range(6, 13))


def country(part: int, size: int = 3) -> list[dict]:
    return [household(part * 1000 + n, {"resources": wages(n * 50_000)}) for n in range(1, size + 1)]


def write(folder, parts: list[list[dict]], change: str = ""):
    """The tables of each part in files; ``change`` is SQL on the tables of the last one."""
    for number, households in enumerate(parts):
        with duckdb.connect() as engine:
            create_tables(engine, households)
            if change and number == len(parts) - 1:
                engine.execute(change)
            for name in NAMES:
                (folder / name).mkdir(parents=True, exist_ok=True)
                engine.execute(f"COPY {name} TO '{folder / name}/part-{number:05}.parquet' (FORMAT parquet)")
    return folder


def answered(out) -> list[tuple]:
    return duckdb.sql(f"SELECT * FROM '{out}/entitlements/part-*.parquet' ORDER BY person_id").fetchall()


def evaluate(folder, out, *options: str):
    return CliRunner().invoke(app, ["evaluate", str(folder), "--date", str(DAY), "--out", str(out), *options])


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "in", [country(0), country(1), country(2)])


def test_every_person_is_answered_in_a_part_of_the_same_number(folder, tmp_path):
    result = evaluate(folder, tmp_path / "out")
    assert result.exit_code == 0, result.output
    files = sorted((tmp_path / "out" / "entitlements").iterdir())
    assert [file.name for file in files] == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
    assert len(answered(tmp_path / "out")) == 9
    described = duckdb.sql(f"DESCRIBE SELECT * FROM '{files[0]}'").fetchall()
    assert [row[:2] for row in described] == [(column.name, column.type) for column in ENTITLEMENTS.columns]


def test_no_character_of_a_folder_stands_for_others(tmp_path):
    folder = write(tmp_path / "in", [country(0)]).rename(tmp_path / "in[1] *?'")
    result = evaluate(folder, tmp_path / "out[2]")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out[2]" / "entitlements" / "part-00000.parquet").exists()


def test_a_person_who_holds_a_right_or_is_dead_is_no_non_take_up(tmp_path):
    people = [
        {},
        {"c2s_class": "free", "c2s_until": date(2024, 6, 1)},
        {"c2s_class": "free", "c2s_until": date(2024, 5, 31)},
        {"c2s_class": None},
        {"deceased_on": date(2024, 1, 1)},
        {"ame_until": date(2024, 6, 1)},
        {"ame_until": date(2024, 5, 31)},
    ]
    folder = write(tmp_path / "in", [[household(n, person) for n, person in enumerate(people, 1)]])
    evaluate(folder, tmp_path / "out")
    assert [row[-2] for row in answered(tmp_path / "out")] == [True, False, True, None, False, False, True]


WRONG = {
    "INSERT INTO persons SELECT * FROM persons LIMIT 1": "person_id présent deux fois",
    "INSERT INTO households SELECT * FROM households LIMIT 1": "household_id présent deux fois",
    "UPDATE persons SET household_id = 5": "foyer absent de la même partie",
    "UPDATE persons SET role = 'boss'": "role : valeur inconnue",
    "UPDATE persons SET role = NULL": "role absent",
    "UPDATE persons SET role = 'child'": "un demandeur",
    "UPDATE persons SET birth_date = DATE '2024-06-02'": "naissance après le 2024-06-01",
    "UPDATE persons SET birth_date = DATE '1850-01-01'": "plus de 130 ans",
    "UPDATE persons SET deceased_on = DATE '1980-01-01'": "décès avant la naissance",
    "UPDATE persons SET deceased_on = DATE '9999-12-31'": "deceased_on : date impossible, attendu une année de 1880",
    "UPDATE persons SET last_care_on = DATE '0001-01-01'": "last_care_on : date impossible",
    "UPDATE resources SET month = month + 1": "premier jour du mois",
    "UPDATE resources SET kind = 'lottery'": "kind : valeur inconnue",
    "UPDATE resources SET amount_cents = -1": "montant positif",
    "UPDATE resources SET person_id = NULL": "sans person_id",
    "UPDATE resources SET person_id = 7": "personne absente du foyer",
    "ALTER TABLE persons DROP role": "colonne role absente",
    "ALTER TABLE persons ALTER birth_date TYPE VARCHAR": "birth_date de type VARCHAR, attendu date",
}


@pytest.mark.parametrize("change", WRONG)
def test_a_population_that_is_wrong_is_refused_before_any_work(tmp_path, change):
    folder = write(tmp_path / "in", [country(0), country(1)], change)
    result = evaluate(folder, tmp_path / "out")
    assert result.exit_code == 2
    assert WRONG[change] in result.stderr
    assert "part-00001" in result.stderr
    assert not (tmp_path / "out" / "entitlements").exists()


def test_the_report_counts_and_shows_the_first_rows_in_one_line(tmp_path):
    folder = write(tmp_path / "in", [country(0, 9)], "UPDATE persons SET role = 'boss'")
    (line,) = evaluate(folder, tmp_path / "out").stderr.splitlines()
    assert "9 × persons : role : valeur inconnue" in line
    assert "(persons/part-00000.parquet, ligne 1, role : « boss » ; persons/part-00000.parquet, ligne 2" in line
    assert "ligne 4" not in line


def test_a_household_in_two_parts_is_refused(tmp_path):
    folder = write(tmp_path / "in", [country(0), country(0)])
    result = evaluate(folder, tmp_path / "out")
    assert (result.exit_code, "présent dans deux parties" in result.stderr) == (2, True)


@pytest.mark.parametrize("damage", ["absent", "cut", "odd"])
def test_a_part_that_cannot_be_read_is_named(folder, tmp_path, damage):
    file = folder / "persons" / "part-00001.parquet"
    if damage == "absent":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-20])
    else:
        file.rename(file.with_name("more.parquet"))
    result = evaluate(folder, tmp_path / "out")
    assert result.exit_code == 2
    assert ("more.parquet" if damage == "odd" else "persons/part-00001.parquet") in result.stderr


def test_a_run_that_stops_is_resumed_with_its_finished_parts(folder, tmp_path, monkeypatch):
    whole, out = tmp_path / "whole", tmp_path / "out"
    evaluate(folder, whole)
    answer, first = DuckDB.evaluate, out / "entitlements" / "part-00000.parquet"

    def fails_at_the_second(engine, files, target):
        if "00000" in target.name:
            return answer(engine, files, target)
        target.write_bytes(b"half")
        while not first.exists():
            time.sleep(0.01)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DuckDB, "evaluate", fails_at_the_second)
    result = evaluate(folder, out)
    assert (result.exit_code, "No space left" in result.stderr) == (2, True)
    assert [file.name for file in (out / "entitlements").iterdir()] == ["part-00000.parquet"]
    monkeypatch.setattr(DuckDB, "evaluate", answer)
    result = evaluate(folder, out)
    assert "1 déjà faite" in result.stdout
    assert answered(out) == answered(whole)


def test_a_disk_that_is_full_leaves_no_part_and_says_so(tmp_path):
    folder, out = write(tmp_path / "in", [country(0, 900)]), tmp_path / "out"
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A file that may not grow stands for a disk that may not fill.
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, allowed[1]))
    try:
        result = evaluate(folder, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "écriture impossible" in result.stderr
    assert list((out / "entitlements").iterdir()) == []
    assert evaluate(folder, out).exit_code == 0
    assert len(answered(out)) == 900


HEAVY = "SELECT count(*) FROM (SELECT range AS n, count(*) FROM range(1_500_000) GROUP BY n)"


def test_beyond_its_memory_the_engine_writes_where_it_is_told_and_cleans_up(tmp_path):
    with duckdb_connection("40MB", tmp_path / "spill") as engine:
        assert engine.execute(HEAVY).fetchone() == (1_500_000,)
        assert list((tmp_path / "spill").iterdir())
    assert not (tmp_path / "spill").exists() or not list((tmp_path / "spill").iterdir())


def test_without_a_place_to_write_what_exceeds_its_memory_is_refused():
    with pytest.raises(Refused, match="mémoire insuffisante"), duckdb_connection("40MB") as engine:
        engine.execute(HEAVY)


def test_a_run_killed_in_the_middle_is_resumed(folder, tmp_path):
    whole, out = tmp_path / "whole", tmp_path / "out"
    evaluate(folder, whole)
    program = (
        "import sys, time; from pathlib import Path; from datetime import date\n"
        "from allervers.population import run\nfrom allervers.population.engines import DuckDB\n"
        "answer = DuckDB.evaluate\n"
        "def slow(self, files, target):\n"
        "    rows = answer(self, files, target); time.sleep(60 if '00001' in target.name else 0); return rows\n"
        "DuckDB.evaluate = slow\n"
        "run.evaluate(Path(sys.argv[1]), date(2024, 6, 1), Path(sys.argv[2]))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(folder), str(out)])
    try:
        draft = out / "entitlements" / ".part-00001.parquet.draft"
        deadline = time.monotonic() + 60
        while not draft.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert draft.exists()
    assert evaluate(folder, out).exit_code == 0
    assert answered(out) == answered(whole)
    assert not draft.exists()


def test_another_date_or_another_population_is_refused(folder, tmp_path):
    evaluate(folder, tmp_path / "out")
    with pytest.raises(run.Refused, match="la date a changé"):
        run.evaluate(folder, date(2024, 7, 1), tmp_path / "out")
    write(folder, [country(0, 4), country(1), country(2)])
    with pytest.raises(run.Refused, match="la population a changé"):
        run.evaluate(folder, DAY, tmp_path / "out")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "abacus"], "duckdb ou spark"),
        (["--date", "2010-01-01"], "2019-11-01"),
        (["--memory", "1MB"], "mémoire"),
        (["--memory", "beaucoup"], "--memory beaucoup"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(folder, tmp_path, options, said):
    result = evaluate(folder, tmp_path / "out", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not list((tmp_path / "out").glob("entitlements/*"))
