"""A fictitious population: its margins, its parts, what it refuses."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from string import Template

import duckdb
import pytest

from allervers.law import Situation, evaluate, parameters
from allervers.law.codes import TAX_NOTICE_KINDS
from allervers.population import margins, opening, tables
from allervers.population.compiler import CompiledLaw
from allervers.population.engines import DuckDB
from allervers.population.files import Refused
from allervers.population.synthetic import TABLES, Wanted, synthesise

DAY = margins.day()
PERSONS = 20_000
# Count and sum in cents of 300 persons of seed 1: housing benefits, resources.
HOUSEHOLDS_DRAWN, RESOURCES_DRAWN = (164, 304_313), (3_468, 650_998_149)


def rows(folder: Path, table: str, columns: str = "*", where: str = "true") -> list[tuple]:
    with duckdb.connect() as engine:
        query = f"SELECT {columns} FROM read_parquet('{folder}/{table}/*.parquet') WHERE {where} ORDER BY ALL"
        return engine.execute(query).fetchall()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("population") / "drawn"
    synthesise(Wanted(PERSONS, 1, DAY, 6_000), folder)
    return folder


def test_there_are_as_many_persons_as_asked_for_each_with_one_number(folder):
    numbers = [number for (number,) in rows(folder, "persons", "person_id")]
    assert numbers == list(range(1, PERSONS + 1))


@pytest.mark.parametrize("persons", [1, 2, 7, 2_159, 2_160, 2_161, 5_000])
def test_any_number_of_persons_can_be_asked_for(tmp_path, persons):
    synthesise(Wanted(persons, 5, DAY), tmp_path / "p")
    assert rows(tmp_path / "p", "persons", "count(*)") == [(persons,)]
    applicants = rows(tmp_path / "p", "persons", "count(*)", "role = 'applicant'")
    assert applicants == rows(tmp_path / "p", "households", "count(*)")


def test_a_household_is_in_the_same_part_of_the_three_folders(folder):
    names = {table: sorted(file.name for file in (folder / table).iterdir()) for table in TABLES}
    assert names["households"] == names["persons"] == names["resources"]
    assert len(names["households"]) > 1
    for name in names["households"]:
        with duckdb.connect() as engine:
            engine.execute(f"CREATE VIEW h AS FROM '{folder}/households/{name}'")
            for table in ("persons", "resources"):
                strangers = f"FROM '{folder}/{table}/{name}' WHERE household_id NOT IN (SELECT household_id FROM h)"
                assert engine.execute(f"SELECT count(*) {strangers}").fetchone() == (0,)


def test_the_size_of_the_parts_changes_nobody(folder, tmp_path):
    synthesise(Wanted(PERSONS, 1, DAY), tmp_path / "whole")
    for table in TABLES:
        assert rows(tmp_path / "whole", table) == rows(folder, table)


def test_another_seed_draws_other_persons(folder, tmp_path):
    synthesise(Wanted(PERSONS, 2, DAY), tmp_path / "other")
    assert rows(tmp_path / "other", "persons") != rows(folder, "persons")


def test_the_same_seed_gives_the_same_persons_as_it_always_did(tmp_path):
    """Other figures here mean another generator: raise `GENERATOR`, so that no folder mixes two of them."""
    synthesise(Wanted(300, 1, DAY), tmp_path / "p")
    assert rows(tmp_path / "p", "households", "count(*)::INT, sum(housing_benefit_cents)::INT") == [HOUSEHOLDS_DRAWN]
    assert rows(tmp_path / "p", "resources", "count(*)::INT, sum(amount_cents)::INT") == [RESOURCES_DRAWN]


def test_a_lost_part_is_drawn_again_and_the_others_are_kept(folder, tmp_path):
    synthesise(Wanted(PERSONS, 1, DAY, 6_000), tmp_path / "p")
    kept = tmp_path / "p" / "persons" / "part-00000.parquet"
    written = kept.stat().st_mtime_ns
    (tmp_path / "p" / "resources" / "part-00001.parquet").unlink()
    (tmp_path / "p" / "resources" / ".part-00001.parquet.draft").write_bytes(b"half a part")
    assert synthesise(Wanted(PERSONS, 1, DAY, 6_000), tmp_path / "p") == 1
    assert kept.stat().st_mtime_ns == written
    assert not list((tmp_path / "p").rglob("*.draft"))
    assert rows(tmp_path / "p", "resources") == rows(folder, "resources")


def test_the_progress_is_told_part_by_part(tmp_path):
    told = []
    synthesise(Wanted(5_000, 1, DAY, 2_200), tmp_path / "p", lambda *done: told.append(done))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_folder_with_another_population_is_refused(folder):
    with pytest.raises(Refused, match="seed 1, demandé 2"):
        synthesise(Wanted(PERSONS, 2, DAY, 6_000), folder)


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="dossier non vide"):
        synthesise(Wanted(10, 1, DAY), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("persons", "seed", "day", "part"),
    [
        (0, 1, DAY, 1),
        (-3, 1, DAY, 1),
        (10, -1, DAY, 1),
        (10, 2**63, DAY, 1),
        (10, 1, DAY, 0),
        (10, 1, date(2015, 1, 1), 1),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(persons, seed, day, part):
    with pytest.raises(Refused) as refusal:
        Wanted(persons, seed, day, part)
    assert "\n" not in str(refusal.value)
    assert "attendu" in str(refusal.value)


def test_the_files_say_that_nobody_in_them_exists(folder):
    assert "aucune de ces personnes n'existe" in json.loads((folder / "population.json").read_text())["notice"]
    with duckdb.connect() as engine:
        file = f"{folder}/persons/part-00000.parquet"
        notes = dict(engine.execute(f"SELECT key, value FROM parquet_kv_metadata('{file}')").fetchall())
    assert "fictive" in notes[b"notice"].decode()


def test_communes_are_on_no_map(folder):
    communes = rows(folder, "persons", "DISTINCT commune_code")
    assert all(len(code) == 5 and code[-2] == "9" and (code[:2] == "97" or code[2] == "9") for (code,) in communes)


def test_resources_are_given_for_the_month_of_the_day_and_the_thirteen_before(folder):
    months = rows(folder, "resources", "min(month), max(month), count(DISTINCT month)")
    assert months == [(date(2024, 5, 1), date(2025, 6, 1), 14)]


# --- what the law says of them ---------------------------------------------------------------------------------------


def situation(folder: Path, households: int) -> list[tuple[str, Situation]]:
    """The first households as the interpreter reads them, with the class that each holds."""
    where = f"household_id <= {households}"
    persons, resources = {}, {}
    columns = (
        "household_id, person_id, role, birth_date, activity, lives_with_parents, alternating_residence,"
        f" in_child_welfare, {', '.join(f'tax_notice_{kind}_cents' for kind in TAX_NOTICE_KINDS)}, c2s_class"
    )
    for row in rows(folder, "persons", columns, where):
        persons.setdefault(row[0], []).append(row[1:])
    for household, *item in rows(folder, "resources", "household_id, person_id, kind, month, amount_cents", where):
        resources.setdefault(household, []).append(item)
    told = []
    for household, territory, housing, benefit, rsa in rows(
        folder, "households", "household_id, territory, housing, housing_benefit_cents, rsa", where
    ):
        items = resources.get(household, [])
        data = {
            "date": DAY,
            "territory": territory,
            "housing": housing,
            "housing_benefit": benefit / 100,
            "rsa": rsa,
            "family_benefits": amounts(items, None),
            "persons": [person(row, items) for row in persons[household]],
        }
        told.append((persons[household][0][-1], Situation.from_dict(data)))
    return told


def person(row: tuple, items: list) -> dict:
    number, role, birth_date, activity, with_parents, alternating, child_welfare, *notice, _ = row
    told = {kind: cents / 100 for kind, cents in zip(TAX_NOTICE_KINDS, notice, strict=True) if cents is not None}
    return {
        "last_tax_notice": {"year": DAY.year - 2, "amounts": told} if told else None,
        "id": str(number),
        "role": role,
        "birth_date": birth_date,
        "activity": activity,
        "lives_with_parents": with_parents,
        "alternating_residence": alternating,
        "statuses": ["child_welfare"] if child_welfare else [],
        "resources": amounts(items, number),
        "resources_complete": True,
    }


def amounts(items: list, owner: int | None) -> list[dict]:
    return [
        {"kind": kind, "month": month.strftime("%Y-%m"), "amount": None if cents is None else cents / 100}
        for whose, kind, month, cents in items
        if whose == owner
    ]


def test_a_class_that_is_held_is_the_one_that_the_law_gives(folder):
    for held, household in situation(folder, 400):
        status = evaluate(household, ["c2s"])["c2s"].status
        assert held in ("none", status)


@pytest.fixture(scope="module")
def measured(folder):
    """The persons with what the margins speak of, and the rights that the compiled law gives them."""
    with duckdb.connect() as engine:
        for table in TABLES:
            columns = tables.TABLES[table].columns
            parts = [opening.rows(engine, part, columns) for part in sorted((folder / table).glob("*.parquet"))]
            engine.execute(f"CREATE VIEW {table} AS {' UNION ALL '.join(parts)}")
        DuckDB(engine, CompiledLaw(DAY)).answer()
        engine.execute("CREATE VIEW entitled AS SELECT DISTINCT household_id, c2s_status FROM answers")
        law = parameters.load("c2s").parameters
        text = Template((Path(__file__).parent / "measured.sql").read_text())
        values = {"day": DAY, "line": margins.amount("poverty_line"), "rsa_base": law["rsa_base_amount"].at(DAY).value}
        engine.execute(text.substitute(values))
        yield engine


@pytest.mark.parametrize("margin", margins.published(), ids=lambda margin: margin.name)
def test_a_published_margin_is_found_again(measured, margin):
    (found,) = measured.execute(f"SELECT {margin.measure} FROM measured").fetchone()
    group = margin.measure.partition("FILTER")[2] or "(true)"
    (size,) = measured.execute(f"SELECT count(*) FROM measured WHERE {group}").fetchone()
    # The tolerance is that of a whole country; so few persons, drawn by households, stray by chance besides.
    share = margin.value / 100
    chance = 3 * 100 * math.sqrt(2.5 * share * (1 - share) / size)
    assert abs(found - margin.value) <= margin.tolerance + chance


def test_who_holds_a_class_is_given_it_by_the_compiled_law(measured):
    others = "c2s_class <> 'none' AND c2s_class IS DISTINCT FROM entitled"
    assert measured.execute(f"SELECT count(*) FROM measured WHERE {others}").fetchone() == (0,)


def test_every_figure_has_a_source_and_a_confidence():
    def check(name: str, body: object) -> None:
        if not isinstance(body, dict):
            return
        if "label" in body:
            assert body.get("source"), name
            assert body.get("confidence") in margins.CONFIDENCES, name
        for key, inner in body.items():
            check(f"{name}.{key}", inner)

    for name, body in margins.read().items():
        check(name, body)


def test_the_size_of_a_fund_follows_its_inhabitants(folder):
    sizes = dict(rows(folder, "households", "fund_code, count(*)", "true GROUP BY 1"))
    assert set(sizes) <= set(margins.funds())
    assert max(sizes, key=sizes.get) in ("751", "131", "691", "931", "921", "331")
