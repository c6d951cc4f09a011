"""Targets: who is on a list and why, who is left out, what an absent column does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from allervers.population import detection, margins, run, tables
from allervers.population.detection import detect
from allervers.population.files import Refused
from allervers.population.selection import EXCLUSIONS, Columns, texts
from allervers.population.synthetic import Wanted, synthesise
from allervers.population.targets import known, named
from tests.population.people import rights, written

DAY = date(2025, 6, 1)


# A campaign has its own days.
DAYS = {"flu_cohort": date(2025, 11, 3), "masks": date(2020, 10, 20)}


def listed(folder: Path, target: str, day: date | None = None) -> list[tuple]:
    out = folder / "list.parquet"
    detect(folder, [named(target)], day or DAYS.get(target, DAY), out)
    with duckdb.connect() as engine:
        return engine.execute(f"SELECT person_id, reason, priority FROM '{out}' ORDER BY 1").fetchall()


def numbers(folder: Path, target: str, day: date | None = None) -> list[int]:
    return [number for number, *_ in listed(folder, target, day)]


FOUND = {
    "c2s_ending": {"c2s_class": "free", "c2s_until": date(2025, 8, 31)},
    "ame_ending": {"ame_until": date(2025, 7, 31), "puma_since": None, "nationality_group": "OTHER"},
    "residence_title_ending": {"nationality_group": "OTHER", "residence_title_expires_on": date(2025, 7, 1)},
    "maintained_rights_ending": {"nationality_group": "OTHER", "residence_title_expires_on": date(2025, 1, 2)},
    "gap_ahead": {"nationality_group": "OTHER", "puma_until": date(2025, 8, 1)},
    "ald_without_doctor": {"ald": True, "gp_declared": False},
    "without_doctor": {"gp_declared": False},
    "child_welfare_17_years_10_months": {"in_child_welfare": True, "birth_date": date(2007, 8, 15)},
    "child_welfare_18_years": {"in_child_welfare": True, "birth_date": date(2007, 6, 1)},
    "child_welfare_19_years": {"in_child_welfare": True, "birth_date": date(2006, 6, 30)},
    "bereaved": {"bereaved_on": date(2025, 4, 3)},
    "job_seeker_without_cover": {"activity": "unemployed", "other_cover": False},
    "young_without_cover": {"birth_date": date(2005, 1, 1), "other_cover": False},
    "no_dentist_for_two_years": {"last_dentist_on": date(2023, 5, 31)},
    "no_doctor_for_two_years": {"last_gp_on": date(2023, 5, 31)},
    "screening_c2s_women": {
        "birth_date": date(1965, 1, 1),
        "c2s_class": "free",
        "c2s_until": date(2026, 1, 31),
        "last_screening_on": date(2022, 1, 1),
    },
    "flu_cohort": {"birth_date": date(1955, 1, 1)},
    "mes_not_activated": {"mes_status": "created"},
    "masks": {"c2s_class": "contribution", "c2s_until": date(2020, 9, 24)},
}
# The same person, one thing changed: not on the list.
SPARED = {
    "c2s_ending": [{"c2s_until": date(2025, 10, 2)}, {"c2s_until": date(2025, 7, 31)}, {"file_pending": True}],
    "ame_ending": [{"ame_until": date(2025, 8, 2)}, {"ame_until": date(2025, 5, 31)}],
    "residence_title_ending": [{"nationality_group": "EU"}, {"residence_title_expires_on": date(2025, 9, 30)}],
    "maintained_rights_ending": [{"residence_title_expires_on": date(2024, 11, 30)}, {"ame_until": date(2025, 7, 1)}],
    "gap_ahead": [{"ame_until": date(2026, 1, 1)}, {"puma_until": date(2025, 5, 1)}, {"file_pending": True}],
    "ald_without_doctor": [{"gp_declared": True}, {"gp_declared": None}, {"ald": None}],
    "without_doctor": [{"birth_date": date(2009, 6, 2)}, {"birth_date": None}],
    "child_welfare_17_years_10_months": [{"birth_date": date(2007, 9, 1)}, {"birth_date": date(2007, 7, 31)}],
    "child_welfare_18_years": [{"in_child_welfare": False}, {"birth_date": date(2007, 7, 1)}],
    "child_welfare_19_years": [{"birth_date": date(2006, 7, 1)}],
    "bereaved": [{"bereaved_on": date(2024, 12, 1)}, {"bereaved_on": date(2025, 6, 2)}],
    "job_seeker_without_cover": [{"other_cover": None}, {"c2s_class": "free"}, {"c2s_class": None}],
    "young_without_cover": [{"birth_date": date(1999, 6, 1)}, {"birth_date": date(2010, 1, 1)}],
    "no_dentist_for_two_years": [{"last_dentist_on": date(2023, 6, 1)}, {"last_dentist_on": None}],
    "no_doctor_for_two_years": [{"last_gp_on": date(2023, 6, 2)}],
    "screening_c2s_women": [{"sex": "M"}, {"c2s_class": "none"}, {"last_screening_on": date(2024, 1, 1)}],
    "flu_cohort": [{"last_flu_vaccine_on": date(2025, 10, 20)}, {"birth_date": date(1960, 11, 4)}],
    "mes_not_activated": [{"mes_status": "opposed"}, {"birth_date": date(2010, 1, 1)}],
    "masks": [{"c2s_until": date(2020, 9, 23)}, {"c2s_class": "none"}],
}


@pytest.mark.parametrize("target", FOUND)
def test_a_target_finds_whom_it_looks_for_and_nobody_else(tmp_path, target):
    spared = [FOUND[target] | change for change in SPARED[target]]
    assert numbers(written(tmp_path, [{}, FOUND[target], *spared]), target) == [2]


@pytest.mark.parametrize("target", FOUND)
@pytest.mark.parametrize(
    "change",
    [{"opposed_to_contact": True}, {"opposed_to_contact": None}, {"deceased_on": date(2020, 5, 20)}],
    ids=["opposed", "unknown", "deceased"],
)
def test_who_is_opposed_or_dead_is_on_no_list(tmp_path, target, change):
    assert numbers(written(tmp_path, [FOUND[target] | change]), target) == []


RECEIVED = {"aspa": "aspa_without_c2s", "asi": "asi_without_c2s", "aah": "aah_without_c2s", "ass": "ass_without_c2s"}


@pytest.mark.parametrize(("kind", "target"), RECEIVED.items())
def test_who_receives_a_minimum_benefit_this_month_and_has_no_c2s_is_found(tmp_path, kind, target):
    month = date(2025, 6, 1)
    held = {"c2s_class": "contribution", "c2s_until": date(2025, 9, 30)}
    paid = [(1, 1, kind, month, 50000), (2, 2, kind, month, 50000), (3, 3, kind, date(2025, 5, 1), 50000)]
    paid += [(4, 4, kind, month, None), (5, 5, kind, month, 100), (6, 6, "wage", month, 100)]
    folder = written(tmp_path, [{}, held, {}, {}, {"file_pending": True}, {}], paid)
    assert numbers(folder, target) == [1]


def test_the_household_on_rsa_is_told_once(tmp_path):
    spouse = {"role": "spouse", "household_id": 1}
    assert numbers(written(tmp_path, [{}, spouse], rsa=True), "rsa_without_c2s") == [1]


@pytest.mark.parametrize(
    ("target", "day", "said"),
    [
        ("flu_cohort", date(2025, 6, 1), "hors Mayotte) » : non au 2025-06-01 (la suivante : 2025-10-14) ; liste vide"),
        (
            "flu_cohort",
            date(2026, 11, 3),
            "hors Mayotte) » : pas connu au 2026-11-03, personne n'est retenu à ce titre ; liste vide",
        ),
        ("masks", DAY, "non au 2025-06-01 ; liste vide"),
        ("masks", date(2020, 10, 5), "non au 2020-10-05 (la suivante : 2020-10-06) ; liste vide"),
        ("masks", date(2020, 11, 16), "non au 2020-11-16 ; liste vide"),
    ],
)
def test_outside_of_a_campaign_the_list_is_empty_and_says_so(tmp_path, target, day, said):
    person = {"birth_date": date(1950, 1, 1), "c2s_class": "free", "c2s_until": None}
    detected = detect(written(tmp_path, [person]), [named(target)], day, tmp_path / "list.parquet")
    assert detected.rows == {target: 0}
    assert any(said in remark for remark in detected.remarks), detected.remarks


@pytest.mark.parametrize("day", [date(2020, 10, 6), date(2020, 11, 15), date(2025, 10, 14), date(2026, 2, 28)])
def test_on_its_first_and_last_day_a_campaign_lists_whom_it_aims_at(tmp_path, day):
    target = "masks" if day.year == 2020 else "flu_cohort"
    person = {"birth_date": date(1950, 1, 1), "c2s_class": "free", "c2s_until": None}
    assert numbers(written(tmp_path, [person]), target, day) == [1]


def test_mayotte_has_its_own_campaign(tmp_path):
    person = {"birth_date": date(1950, 1, 1)}
    assert numbers(written(tmp_path / "a", [person], territory="mayotte"), "flu_cohort", date(2025, 9, 9)) == [1]
    assert numbers(written(tmp_path / "b", [person]), "flu_cohort", date(2025, 9, 9)) == []


def test_rights_are_maintained_for_the_time_that_the_law_of_the_day_gives(tmp_path):
    title = {"nationality_group": "OTHER", "residence_title_expires_on": date(2018, 12, 15)}
    folder = written(tmp_path, [title])
    ((_, reason, _),) = listed(folder, "maintained_rights_ending", date(2019, 12, 1))
    assert "12 mois" in reason
    # A title is good for its last day still.
    assert "valait jusqu'au 15/12/2018" in reason
    assert numbers(folder, "maintained_rights_ending", date(2019, 12, 30)) == []


NUMBER = re.compile(r"\b(?!0\b|1\b)\d+\b")


@pytest.mark.parametrize("name", known())
def test_no_age_duration_or_date_is_typed_in_a_target(name):
    assert NUMBER.findall(named(name).where) == []


def test_an_entitled_household_is_told_with_its_size_and_what_it_would_pay(tmp_path):
    child = {"role": "child", "household_id": 1, "birth_date": date(2015, 1, 1)}
    folder = written(tmp_path, [{}, child, {}])
    cost = {"c2s_status": "contribution", "c2s_monthly_contribution_cents": 2205}
    rights(
        folder,
        {"household_id": 1, "person_id": 1, **cost},
        {"household_id": 1, "person_id": 2, **cost},
        {"household_id": 3, "person_id": 3, "c2s_status": "free"},
    )
    ((number, reason, priority),) = listed(folder, "c2s_contribution_not_taken_up")
    assert (number, priority) == (1, 3)
    assert "foyer de 2 personnes" in reason
    assert "22,05 €" in reason
    assert numbers(folder, "c2s_free_not_taken_up") == [3]


@pytest.mark.parametrize(
    "change",
    [
        {"c2s_class": "free", "c2s_until": date(2025, 6, 30)},
        {"c2s_class": None},
        {"ame_until": date(2025, 6, 1)},
        {"puma_until": date(2025, 5, 31)},
        {"file_pending": True},
    ],
    ids=["held", "unknown", "ame", "closed", "pending"],
)
def test_a_right_that_is_held_or_examined_is_not_offered(tmp_path, change):
    folder = written(tmp_path, [change])
    rights(folder, {"household_id": 1, "person_id": 1, "c2s_status": "free"})
    assert numbers(folder, "c2s_free_not_taken_up") == []


# Somebody without any income in the country, as complete as an evaluation asks.
WHOLE = {"lives_with_parents": False, "alternating_residence": False, "alsace_moselle": False, "activity": "inactive"}


def test_rights_that_nobody_computed_are_computed_for_the_list(tmp_path):
    wage = [(2, 2, "wage", date(2024, month, 1), 400_000) for month in range(6, 13)]
    held = {"c2s_class": "free", "c2s_until": date(2025, 12, 31)}
    people = [WHOLE, WHOLE, WHOLE | held, WHOLE | {"ame_until": date(2025, 9, 30)}]
    folder = written(tmp_path, people, wage, housing="tenant", housing_benefit_cents=0)
    assert numbers(folder, "c2s_free_not_taken_up") == [1]
    assert {file.name for file in tmp_path.iterdir()} == {"households", "persons", "resources", "list.parquet"}


def test_rights_of_another_day_are_computed_again_or_refused(tmp_path):
    folder = written(tmp_path, [WHOLE], housing="tenant", housing_benefit_cents=0)
    run.evaluate(folder, date(2024, 6, 1), folder)
    assert numbers(folder, "c2s_free_not_taken_up") == [1]
    with pytest.raises(Refused, match="droits calculés au 2024-06-01, demandés au 2025-06-01"):
        detect(folder, [named("c2s_free_not_taken_up")], DAY, tmp_path / "list.parquet", folder)
    with pytest.raises(Refused, match="entitlements/ absent"):
        detect(folder, [named("c2s_free_not_taken_up")], DAY, tmp_path / "list.parquet", tmp_path / "nowhere")


def test_rights_of_a_day_before_the_law_leave_their_targets_out_of_all(tmp_path):
    day = date(2019, 6, 1)
    person = FOUND["no_doctor_for_two_years"] | {"last_gp_on": date(2016, 1, 1)}
    folder = written(tmp_path, [person])
    asked = [named("c2s_free_not_taken_up"), named("no_doctor_for_two_years")]
    detected = detect(folder, asked, day, folder / "list.parquet", skip_absent=True)
    assert detected.rows == {"no_doctor_for_two_years": 1}
    assert any("droits non calculés" in remark for remark in detected.remarks)


@pytest.mark.parametrize(
    ("target", "column"),
    [
        ("no_dentist_for_two_years", "last_dentist_on"),
        ("no_doctor_for_two_years", "last_gp_on"),
        ("screening_c2s_women", "last_screening_on"),
        ("mes_not_activated", "mes_status"),
        ("bereaved", "bereaved_on"),
        ("young_without_cover", "other_cover"),
    ],
)
def test_a_target_whose_column_is_absent_says_so(tmp_path, target, column):
    folder = written(tmp_path, [FOUND[target]], without=(column,))
    with pytest.raises(Refused, match=f"{target} : colonne absente {column}"):
        listed(folder, target)
    assert not (folder / "list.parquet").exists()
    assert not list(folder.glob(".list*"))


def test_a_column_that_the_format_requires_is_asked_for_whatever_the_target(tmp_path):
    folder = written(tmp_path, [{}], without=("c2s_until",))
    with pytest.raises(Refused, match="colonne c2s_until absente, attendu date"):
        listed(folder, "bereaved")


def test_an_exclusion_that_cannot_be_made_is_told(tmp_path):
    folder = written(tmp_path, [FOUND["c2s_ending"]], without=("file_pending",))
    detected = detect(folder, [named("c2s_ending")], DAY, folder / "list.parquet")
    assert detected.rows == {"c2s_ending": 1}
    assert "colonne absente file_pending" in detected.remarks[0]


def test_all_targets_together_give_what_each_gives_alone(tmp_path):
    synthesise(Wanted(4_000, 3, margins.day(), 2_200), tmp_path)
    every = list(known().values())
    together = detect(tmp_path, every, DAY, tmp_path / "all.parquet", skip_absent=True)
    with duckdb.connect() as engine:

        def read(file):
            return engine.execute(f"FROM '{file}' ORDER BY ALL").fetchall()

        rows = read(tmp_path / "all.parquet")
        for name in ("gap_ahead", "ass_without_c2s", "flu_cohort", "masks"):
            detect(tmp_path, [named(name)], DAY, tmp_path / "one.parquet")
            assert read(tmp_path / "one.parquet") == [row for row in rows if row[3] == name]
        twice = "SELECT person_id FROM '{}' GROUP BY person_id, target HAVING count(*) > 1"
        assert engine.execute(twice.format(tmp_path / "all.parquet")).fetchall() == []
    assert {row[2] for row in rows} <= set(margins.funds())
    assert all(row[4].endswith(".") and 1 <= row[5] <= 5 for row in rows)
    assert {remark.split(" : ")[0] for remark in together.remarks} == {"flu_cohort", "masks"}  # closed that day
    assert {"c2s_free_not_taken_up", "c2s_contribution_not_taken_up"} <= {row[3] for row in rows}


def test_the_list_has_the_columns_of_the_format(tmp_path):
    detect(written(tmp_path, [FOUND["bereaved"]]), [named("bereaved")], DAY, tmp_path / "list.parquet")
    with duckdb.connect() as engine:
        described = engine.execute(f"DESCRIBE FROM '{tmp_path}/list.parquet'").fetchall()
    assert [row[0] for row in described] == ["person_id", "household_id", "fund_code", "target", "reason", "priority"]


def test_a_list_without_anybody_is_written_too(tmp_path):
    assert listed(written(tmp_path, [{}]), "bereaved") == []


@pytest.mark.parametrize("name", known())
def test_a_target_uses_known_columns_and_exclusions_and_tells_its_source(name):
    target = named(name)
    given = {
        table: frozenset(column.name for column in tables.TABLES[table].columns) for table in ("households", "persons")
    }
    entitlements = frozenset(column.name for column in tables.ENTITLEMENTS.columns)
    assert Columns(**given, entitlements=entitlements).absent(texts(target)) == []
    assert set(target.unless) <= EXCLUSIONS.keys()
    assert target.label
    assert target.source


def test_an_unknown_target_is_refused_with_the_nearest_names():
    with pytest.raises(Refused, match="bereaved"):
        named("bereavd")


def test_a_part_that_cannot_be_read_leaves_no_list(tmp_path):
    folder = written(tmp_path, [{}])
    (folder / "persons" / "part-00000.parquet").write_bytes(b"PAR1 cut short")
    with pytest.raises(Refused, match="partie illisible"):
        listed(folder, "bereaved")
    assert not list(folder.glob("*list*"))


def test_a_column_of_another_type_is_named(tmp_path):
    folder = written(tmp_path, [{}])
    with duckdb.connect() as engine:
        file = folder / "persons" / "part-00000.parquet"
        engine.execute(f"CREATE TABLE t AS SELECT * REPLACE (birth_date::VARCHAR AS birth_date) FROM '{file}'")
        engine.execute(f"COPY t TO '{file}' (FORMAT parquet)")
    with pytest.raises(Refused, match="colonne birth_date de type VARCHAR, attendu date"):
        listed(folder, "without_doctor")


def test_parts_that_do_not_match_are_refused(tmp_path):
    folder = written(tmp_path, [{}])
    (folder / "resources" / "part-00000.parquet").rename(folder / "resources" / "part-00001.parquet")
    with pytest.raises(Refused, match="part-0000"):
        listed(folder, "bereaved")


def test_the_list_of_another_run_survives_a_failure(tmp_path, monkeypatch):
    folder = written(tmp_path, [FOUND["bereaved"]])
    before = listed(folder, "bereaved")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(detection, "_copy", full)
    with pytest.raises(Refused, match="No space left"):
        listed(folder, "bereaved")
    with duckdb.connect() as engine:
        kept = engine.execute(f"SELECT person_id, reason, priority FROM '{folder}/list.parquet'").fetchall()
    assert kept == before
