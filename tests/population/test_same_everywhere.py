"""The same file gets the same answer, or the same refusal in one line, from every command that reads a population."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from allervers.cli.population import app
from allervers.population.files import parquet as entitlements
from tests.population.people import written

DAY = date(2025, 6, 1)
MONTHS = [date(2024, month, 1) for month in range(5, 13)] + [date(2025, month, 1) for month in range(1, 6)]
PERSON = {"birth_date": date(1980, 3, 2), "lives_with_parents": False, "alternating_residence": False}
HOME = {"housing": "tenant", "housing_benefit_cents": 0}


def wages(cents: int, person: int = 1, household: int = 1) -> list[tuple]:
    return [(household, person, "wage", month, cents) for month in MONTHS]


def population(folder, *persons: dict, resources=None, **household):
    """One household of persons numbered from 1, the first with 1,150.00 € a month unless said otherwise."""
    usual = PERSON | {"household_id": 1}
    people = [usual | ({"role": "applicant"} if n == 0 else {}) | person for n, person in enumerate(persons or ({},))]
    return written(folder, people, wages(115_000) if resources is None else resources, **HOME | household)


def changed(folder, table: str, query: str):
    """The same population, one table written again as what ``query`` (SQL over `t`) gives."""
    file = folder / table / "part-00000.parquet"
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE t AS FROM read_parquet('{file}', hive_partitioning = false)")
        engine.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
    return folder


def arrow(folder, table: str, name: str, values: pa.Array):
    """The same population, one column replaced or added."""
    file = folder / table / "part-00000.parquet"
    found = parquet.ParquetFile(file).read()
    found = found.drop_columns([name]) if name in found.column_names else found
    parquet.write_table(found.append_column(name, values), file)
    return folder


def ask(*words) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def evaluated(folder, person: int = 1) -> dict:
    """The row of a person; remarks under ``said``."""
    out = folder / "out"
    status, _, said = ask("evaluate", folder, "--date", DAY, "--out", out)
    assert status == 0, said
    with duckdb.connect() as engine:
        found = engine.execute(f"FROM {entitlements(out / 'entitlements', '/*.parquet')} WHERE person_id = {person}")
        names = [column[0] for column in found.description]
        return dict(zip(names, found.fetchone(), strict=True)) | {"said": said}


def detected(folder, target: str = "c2s_contribution_not_taken_up") -> list[tuple]:
    out = folder / "list.parquet"
    status, _, said = ask("detect", folder, "--target", target, "--date", DAY, "--out", out)
    assert status == 0, said
    with duckdb.connect() as engine:
        query = f"SELECT person_id, fund_code FROM read_parquet('{out}', hive_partitioning = false) ORDER BY 1"
        return engine.execute(query).fetchall()


def refusals(folder) -> set[str]:
    """What each command says of a population that it refuses; each in one line."""
    rights = folder / "rights"
    (rights / "entitlements").mkdir(parents=True, exist_ok=True)
    commands = {
        "evaluate": ["--out", folder / "out"],
        "detect": ["--target", "all", "--out", folder / "list.parquet"],
        "gaps": ["--entitlements", rights, "--out", folder / "gaps.csv"],
        "diagnose": ["--entitlements", rights, "--out", folder / "diagnosis.html"],
    }
    said = set()
    for command, options in commands.items():
        status, shown, error = ask(command, folder, "--date", DAY, *options)
        assert (status, shown, len(error.splitlines())) == (2, "", 1), (command, shown, error)
        said.add(error)
    assert not list(folder.glob("*.parquet")) + list(folder.glob("gaps*")) + list(folder.glob("diagnosis*"))
    return said


def test_nothing_is_read_from_a_path(tmp_path):
    folder = population(tmp_path / "month=2025-06-01" / "territory=mayotte" / "fund_code=011" / "rsa=true" / "country")
    row = evaluated(folder)
    assert (row["c2s_status"], row["resources_cents"], row["ceiling_free_cents"]) == (
        "contribution",
        1_380_000,
        1_033_900,
    )
    assert detected(folder) == [(1, "811")]


def test_columns_with_the_names_of_those_of_the_engine_are_ignored_like_others(tmp_path):
    folder = population(tmp_path)
    more = "7 AS filename, 7 AS file_row_number, 7 AS file_index, 7 AS hive_partition, 7 AS ROWID"
    for table in ("households", "persons", "resources"):
        changed(folder, table, f"SELECT *, {more} FROM t")
    assert evaluated(folder)["c2s_status"] == "contribution"
    assert detected(folder) == [(1, "811")]


def test_the_row_that_is_wrong_is_named_also_when_a_column_takes_the_name_of_the_number(tmp_path):
    people = [{}, {"role": "child"}, {"role": "boss"}]
    folder = changed(
        population(tmp_path, *people), "persons", "SELECT *, 7 AS file_row_number FROM t ORDER BY person_id"
    )
    (said,) = refusals(folder)
    assert "persons/part-00000.parquet, ligne 3, role : « boss »" in said


# Nobody whose birth is unknown is judged: that column is tried alone.
NULLS = {
    "birth_date": {"birth_date": pa.date32()},
    "others": {
        "deceased_on": pa.date32(),
        "activity": pa.string(),
        "c2s_until": pa.date32(),
        "lives_with_parents": pa.bool_(),
    },
}


@pytest.mark.parametrize("which", NULLS)
def test_columns_of_nothing_but_nulls_are_unknown(tmp_path, which):
    untyped, typed = population(tmp_path / "untyped"), population(tmp_path / "typed")
    for column, kind in NULLS[which].items():
        arrow(untyped, "persons", column, pa.nulls(1))
        arrow(typed, "persons", column, pa.nulls(1, kind))
    assert evaluated(untyped) | {"said": ""} == evaluated(typed) | {"said": ""}
    assert detected(untyped) == detected(typed)


def test_a_required_column_of_nothing_but_nulls_is_refused(tmp_path):
    folder = arrow(population(tmp_path), "resources", "month", pa.nulls(13))
    (said,) = refusals(folder)
    assert "13 × resources : month absent" in said


def test_an_optional_column_that_one_part_lacks_is_unknown_there(tmp_path):
    folder = population(tmp_path, {"file_pending": True})
    other = population(tmp_path / "other", {"person_id": 9, "household_id": 2}, resources=wages(115_000, 9, 2))
    for table in ("households", "persons", "resources"):
        (other / table / "part-00000.parquet").rename(folder / table / "part-00001.parquet")
    with duckdb.connect() as engine:
        file = folder / "persons" / "part-00001.parquet"
        engine.execute(f"CREATE TABLE t AS SELECT * EXCLUDE (file_pending, commune_code) FROM '{file}'")
        engine.execute(f"COPY t TO '{file}' (FORMAT parquet)")
    assert evaluated(folder, 9)["c2s_status"] == "contribution"
    assert detected(folder) == [(9, "811")]
    for command in (
        ["gaps", folder, "--out", folder / "g.csv"],
        ["detect", folder, "--target", "all", "--out", folder / "a.parquet"],
    ):
        assert ask(*command, "--date", DAY, *(["--entitlements", folder / "out"]))[0] == 0


AMOUNTS = {
    "resources": ["amount_cents", 10_000_000_001, 2**63 - 1, 10**12],
    "households": ["housing_benefit_cents", 10_000_000_001, 2**63 - 1],
}


@pytest.mark.parametrize(("table", "column", "cents"), [(t, c, n) for t, (c, *ns) in AMOUNTS.items() for n in ns])
def test_an_amount_beyond_a_hundred_million_euros_is_impossible_everywhere(tmp_path, table, column, cents):
    folder = changed(population(tmp_path), table, f"SELECT * REPLACE ({cents}::BIGINT AS {column}) FROM t")
    (said,) = refusals(folder)
    assert f"{column} : montant impossible" in said


def test_the_largest_amount_is_an_amount(tmp_path):
    folder = population(tmp_path, resources=[(1, 1, "wage", MONTHS[0], 10_000_000_000)])
    assert evaluated(folder)["resources_cents"] == 10_000_000_000


@pytest.mark.parametrize(
    ("table", "column"),
    [("persons", "commune_code"), ("persons", "mes_status"), ("households", "fund_code"), ("persons", "sex")],
)
def test_bytes_that_are_no_text_are_refused_and_never_shown(tmp_path, table, column):
    folder = population(tmp_path, {}, {"role": "child", "birth_date": date(2015, 1, 1)})
    size = 2 if table == "persons" else 1
    broken = pa.StringArray.from_buffers(
        size,
        pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in ([0, 1, 6] if size == 2 else [0, 6]))),
        pa.py_buffer(b"F\xe9PRIV"),
    )
    (said,) = refusals(arrow(folder, table, column, broken))
    assert f"{table}/part-00000.parquet, ligne {size}, {column}" in said
    assert "UTF-8" in said
    assert "PRIV" not in said


def test_a_child_older_than_its_parents_is_refused(tmp_path):
    (said,) = refusals(population(tmp_path, {}, {"role": "child", "birth_date": date(1980, 3, 2)}))
    assert "enfant né avant ses parents" in said


def test_a_stepchild_older_than_one_of_the_couple_is_judged(tmp_path):
    old = {"role": "spouse", "birth_date": date(1950, 1, 1)}
    folder = population(tmp_path, {}, old, {"role": "child", "birth_date": date(1979, 1, 1)})
    assert evaluated(folder)["c2s_status"] == "free"


@pytest.mark.parametrize(("size", "status"), [(50, 0), (51, 2)])
def test_fifty_persons_are_a_household_and_fifty_one_are_not(tmp_path, size, status):
    children = [{"role": "child", "birth_date": date(2015, 1, 1)}] * (size - 1)
    folder = population(tmp_path, {}, *children)
    if status:
        (said,) = refusals(folder)
        assert "plus de 50 personnes" in said
    else:
        assert evaluated(folder)["c2s_status"] == "free"


@pytest.mark.parametrize("day", ["infinity", "-infinity", "10000-01-01"])
@pytest.mark.parametrize(
    ("table", "column"), [("resources", "month"), ("persons", "birth_date"), ("persons", "c2s_until")]
)
def test_a_day_that_no_calendar_has_is_refused(tmp_path, table, column, day):
    folder = changed(population(tmp_path), table, f"SELECT * REPLACE (DATE '{day}' AS {column}) FROM t")
    (said,) = refusals(folder)
    assert f"{column} : date impossible" in said
    assert f"« {day} »" in said


def test_amounts_given_twice_are_told_by_every_command(tmp_path):
    folder = population(tmp_path, resources=wages(50_000) * 2)
    row = evaluated(folder)
    assert row["resources_cents"] == 1_200_000
    assert "13 lignes de resources répètent une autre ligne" in row["said"]
    assert "resources/part-00000.parquet, ligne 1" in row["said"]
    for command, name, *options in (
        ("detect", "l.parquet", "--target", "all"),
        ("gaps", "g.csv", "--entitlements", folder / "out"),
        ("evaluate", "out"),
    ):
        status, _, said = ask(command, folder, "--date", DAY, "--out", folder / name, *options)
        assert (status, "répètent" in said) == (0, True), command


def test_two_employers_are_no_repetition(tmp_path):
    assert evaluated(population(tmp_path, resources=wages(50_000) + wages(40_000)))["said"] == ""


DEAD = date(2022, 5, 4)


def test_after_the_death_of_the_applicant_who_lives_there_is_judged_and_on_the_list(tmp_path):
    spouse = {"role": "spouse", "person_id": 2}
    folder = population(tmp_path, {"deceased_on": DEAD}, spouse, resources=wages(50_000, 2))
    row = evaluated(folder, 2)
    assert (row["c2s_status"], row["non_take_up"], row["c2s_member"]) == ("free", True, True)
    assert row["ceiling_free_cents"] == 1_033_900
    dead = evaluated(folder, 1)
    assert (dead["non_take_up"], dead["c2s_member"]) == (False, False)
    assert detected(folder, "c2s_free_not_taken_up") == [(2, "811")]


def test_a_grown_child_stands_for_the_household_when_both_of_the_couple_are_dead(tmp_path):
    young, grown = {"role": "child", "birth_date": date(2010, 1, 1)}, {"role": "child", "birth_date": date(2003, 1, 1)}
    folder = population(
        tmp_path, {"deceased_on": DEAD}, {"role": "spouse", "deceased_on": DEAD}, young, grown, rsa=True
    )
    assert detected(folder, "rsa_without_c2s") == [(4, "811")]


def test_the_dead_raise_no_ceiling_and_bring_no_resources(tmp_path):
    spouse = {"role": "spouse", "deceased_on": date(2022, 6, 1)}
    row = evaluated(population(tmp_path, {}, spouse, resources=wages(115_000) + wages(90_000, 2)))
    assert (row["c2s_status"], row["ceiling_free_cents"], row["resources_cents"]) == (
        "contribution",
        1_033_900,
        1_380_000,
    )


def test_who_dies_the_day_after_counts_and_who_died_that_day_does_not(tmp_path):
    alive = population(tmp_path / "a", {}, {"role": "spouse", "deceased_on": date(2025, 6, 2)})
    dead = population(tmp_path / "d", {}, {"role": "spouse", "deceased_on": DAY})
    assert (evaluated(alive)["c2s_status"], evaluated(dead)["c2s_status"]) == ("free", "contribution")


def test_a_household_of_the_dead_keeps_its_rows_and_is_entitled_to_nothing(tmp_path):
    row = evaluated(population(tmp_path, {"deceased_on": DEAD}))
    assert (row["c2s_status"], row["non_take_up"], row["c2s_member"], row["missing"]) == ("none", False, False, 0)


def test_the_row_of_somebody_outside_the_household_says_so(tmp_path):
    born = {"birth_date": date(1970, 1, 1)}
    children = [{"role": "child", "birth_date": birth} for birth in (date(1999, 5, 31), date(2000, 6, 2))]
    folder = population(tmp_path, born, *children)
    assert [evaluated(folder, person)["c2s_member"] for person in (1, 2, 3)] == [True, False, True]
    assert evaluated(folder, 2)["non_take_up"] is False


def test_the_sentence_counts_the_household_of_the_c2s_alone(tmp_path):
    folder = population(
        tmp_path, {}, {"role": "child", "birth_date": date(1999, 5, 31)}, {"role": "spouse", "deceased_on": DEAD}
    )
    assert detected(folder) == [(1, "811")]
    with duckdb.connect() as engine:
        [(said,)] = engine.execute("SELECT reason FROM read_parquet($1)", [str(folder / "list.parquet")]).fetchall()
    assert "ce foyer de 1 personne a droit" in said


def test_rights_of_another_population_are_refused(tmp_path):
    folder = population(tmp_path)
    evaluated(folder)
    changed(folder, "persons", "SELECT * REPLACE ('F' AS sex) FROM t")
    status, _, said = ask("gaps", folder, "--date", DAY, "--out", tmp_path / "g.csv", "--entitlements", folder / "out")
    assert (status, "droits d'une autre population" in said) == (2, True)


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    folder = changed(population(tmp_path), "persons", "SELECT *, role AS r FROM t")
    file = folder / "persons" / "part-00000.parquet"
    found = parquet.ParquetFile(file).read()
    parquet.write_table(found.rename_columns([*found.column_names[:-1], "ROLE"]), file)
    (said,) = refusals(folder)
    assert "colonne role présente deux fois" in said
