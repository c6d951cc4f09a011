"""Gaps of those who hold a right: what each cause counts, and what is not counted."""

from __future__ import annotations

import csv
import json
from datetime import date

import duckdb
import pytest

from allervers.population import gaps
from allervers.population.files import Refused
from allervers.population.gaps.counting import count
from tests.population.people import rights, written

DAY = date(2025, 6, 1)
FOREIGN = {"nationality_group": "OTHER"}
ENDED = date(2025, 3, 31)  # 62 days before
# By cause: who, his rights as computed, and the days that he lost.
FOUND = {
    "base_after_ame": ({"ame_until": date(2025, 1, 10), "puma_since": date(2025, 2, 1)}, {}, 21),
    "ame_after_base": ({"puma_until": date(2025, 1, 10), "ame_until": date(2026, 1, 31)}, {}, 21),
    "maintained_rights_ended": (
        {**FOREIGN, "residence_title_expires_on": date(2024, 9, 30), "puma_until": ENDED, "activity": "inactive"},
        {"c2s_status": "free"},
        62,
    ),
    "ame_ended": ({**FOREIGN, "puma_since": None, "ame_until": ENDED}, {"c2s_status": "free"}, 62),
    "base_right_ended": ({"puma_until": ENDED}, {}, 62),
    "c2s_renewal_pending": ({"c2s_until": ENDED, "file_pending": True}, {"c2s_status": "free"}, 62),
    "c2s_now_with_contribution": ({"c2s_until": ENDED, "c2s_class": "free"}, {"c2s_status": "contribution"}, 62),
    "c2s_not_renewed": ({"c2s_until": ENDED}, {"c2s_status": "free"}, 62),
    # A right asked for today may start on the first of September.
    "c2s_renewal_late": ({"c2s_until": date(2025, 6, 30), "c2s_class": "free"}, {"c2s_status": "free"}, 62),
}
# The same person, one thing changed: no gap, or another cause.
SPARED = {
    "base_after_ame": [{"ame_until": date(2025, 1, 31)}, {"ame_until": date(2024, 5, 31)}, {"ame_until": None}],
    "ame_after_base": [{"ame_until": date(2026, 1, 10)}, {"ame_until": date(2025, 12, 31)}, {"puma_until": None}],
    "maintained_rights_ended": [{"ame_until": DAY}, {"puma_until": DAY}, {"puma_until": date(2024, 5, 31)}],
    "ame_ended": [{"puma_since": date(2025, 4, 1)}, {"ame_until": DAY}, {"ame_until": date(2024, 5, 31)}],
    "base_right_ended": [{"puma_until": DAY}, {"puma_until": None}, {"ame_until": DAY}],
    "c2s_renewal_pending": [{"c2s_until": DAY}, {"c2s_until": None}, {"puma_until": ENDED}, {"ame_until": DAY}],
    "c2s_now_with_contribution": [{"c2s_until": DAY}, {"c2s_until": date(2024, 5, 31)}],
    "c2s_not_renewed": [{"c2s_until": DAY}, {"c2s_until": date(2024, 5, 31)}, {"puma_until": ENDED}],
    "c2s_renewal_late": [{"file_pending": True}, {"c2s_until": date(2025, 8, 1)}, {"c2s_class": "none"}],
}


def counted(folder, *persons: tuple[dict, dict], day: date = DAY, resources=(), **household):
    """The rows of (cause, established, persons, days)."""
    written(folder, [person for person, _ in persons], resources, **household)
    usual = {"c2s_status": "none", "non_take_up": False}
    computed = [usual | ({"non_take_up": True} if right.get("c2s_status") else {}) | right for _, right in persons]
    rights(folder, *({"household_id": n, "person_id": n} | right for n, right in enumerate(computed, 1)))
    rows = count(folder, day, folder / "gaps.csv").rows
    return [(row.cause, row.established, row.persons, row.days) for row in rows]


def test_every_cause_is_tried():
    assert set(FOUND) == set(SPARED) == set(gaps.known())


@pytest.mark.parametrize("cause", FOUND)
def test_a_cause_counts_the_days_between_the_end_of_a_right_and_what_follows(tmp_path, cause):
    person, right, days = FOUND[cause]
    assert counted(tmp_path, ({}, {}), (person, right)) == [(cause, True, 1, days)]


@pytest.mark.parametrize("cause", FOUND)
def test_who_has_no_gap_of_that_cause_is_not_counted_in_it(tmp_path, cause):
    person, right, _ = FOUND[cause]
    rows = counted(tmp_path, *((person | change, right) for change in SPARED[cause]))
    assert cause not in [name for name, established, *_ in rows if established]


@pytest.mark.parametrize("cause", FOUND)
def test_the_dead_lose_no_days(tmp_path, cause):
    person, right, _ = FOUND[cause]
    assert counted(tmp_path, (person | {"deceased_on": date(2025, 5, 30)}, right)) == []


def test_a_right_that_ended_yesterday_lost_one_day_and_one_that_ends_today_none(tmp_path):
    free = {"c2s_status": "free"}
    assert counted(tmp_path, ({"c2s_until": date(2025, 5, 31)}, free), ({"c2s_until": DAY}, free)) == [
        ("c2s_not_renewed", True, 1, 1)
    ]


def test_nobody_loses_more_than_a_year(tmp_path):
    free = {"c2s_status": "free"}
    assert counted(tmp_path, ({"c2s_until": date(2024, 6, 1)}, free)) == [("c2s_not_renewed", True, 1, 365)]


def test_a_base_right_that_ended_counts_once_though_the_c2s_ended_too(tmp_path):
    person = {"puma_until": ENDED, "c2s_until": date(2025, 4, 30)}
    assert counted(tmp_path, (person, {"c2s_status": "free"})) == [("base_right_ended", True, 1, 62)]


@pytest.mark.parametrize(
    ("cause", "change", "right"),
    [
        ("base_right_ended", {"activity": "inactive"}, {}),
        ("maintained_rights_ended", {}, {"c2s_status": "none"}),
        ("ame_ended", {}, {"c2s_status": "unknown", "non_take_up": None}),
        ("c2s_not_renewed", {}, {"c2s_status": "unknown", "non_take_up": None}),
    ],
)
def test_where_nothing_proves_that_a_right_was_held_the_gap_is_kept_apart(tmp_path, cause, change, right):
    person, usual, days = FOUND[cause]
    assert counted(tmp_path, (person | change, usual | right)) == [(cause, False, 1, days)]


def test_who_is_no_longer_entitled_to_the_c2s_lost_nothing(tmp_path):
    assert counted(tmp_path, ({"c2s_until": ENDED}, {"c2s_status": "none"})) == []


@pytest.mark.parametrize("household", [{"rsa": True}, {"housing_benefit_cents": 100}])
def test_what_is_paid_only_to_residents_proves_the_base_right(tmp_path, household):
    person = {"puma_until": ENDED, "activity": "inactive"}
    assert counted(tmp_path, (person, {}), **household) == [("base_right_ended", True, 1, 62)]


def test_a_c2s_that_renews_itself_is_not_late(tmp_path):
    person, right, _ = FOUND["c2s_renewal_late"]
    assert counted(tmp_path / "rsa", (person, right), rsa=True) == []
    assert counted(tmp_path / "aspa", (person, right), resources=[(1, 1, "aspa", DAY, 100000)]) == []
    # The law names neither the ASI nor the AAH: a request is needed.
    assert len(counted(tmp_path / "aah", (person, right), resources=[(1, 1, "aah", DAY, 100000)])) == 1


def test_the_three_formats_tell_the_same(tmp_path):
    person, right, _ = FOUND["c2s_not_renewed"]
    counted(tmp_path, (person, right), (person, right))
    for name in ("gaps.json", "gaps.parquet"):
        count(tmp_path, DAY, tmp_path / name)
    with (tmp_path / "gaps.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    (told,) = json.loads((tmp_path / "gaps.json").read_text(encoding="utf-8"))
    with duckdb.connect() as engine:
        (stored,) = engine.execute(f"SELECT * FROM '{tmp_path}/gaps.parquet'").fetchall()
    assert told == dict(zip(told, stored, strict=True))
    assert row == {key: str(value).lower() if key == "established" else str(value) for key, value in told.items()}
    assert (told["fund_code"], told["persons"], told["days"], told["state"]) == ("811", 2, 124, "past")


def test_without_the_column_of_pending_files_it_is_said(tmp_path):
    written(tmp_path, [{"c2s_until": ENDED}], without=("file_pending",))
    rights(tmp_path, {"household_id": 1, "person_id": 1, "c2s_status": "free"})
    done = count(tmp_path, DAY, tmp_path / "gaps.json")
    assert [row.cause for row in done.rows] == ["c2s_not_renewed"]
    assert "file_pending" in done.remarks[0]


def refused(*arguments, **options) -> str:
    with pytest.raises(Refused) as error:
        count(*arguments, **options)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_cannot_be_counted_is_refused_and_nothing_is_written(tmp_path):
    folder = written(tmp_path / "p", [{}])
    assert ".parquet, .csv, .json" in refused(folder, DAY, tmp_path / "gaps.txt")
    assert "evaluate" in refused(folder, DAY, tmp_path / "gaps.csv")
    rights(folder, {"household_id": 1, "person_id": 1, "c2s_status": "free"})
    (folder / "evaluation.json").write_text('{"date": "2025-05-01"}', encoding="utf-8")
    assert "2025-05-01, demandé 2025-06-01" in refused(folder, DAY, tmp_path / "gaps.csv")
    assert "households/" in refused(tmp_path / "nothing", DAY, tmp_path / "gaps.csv")
    bare = written(tmp_path / "q", [{}], without=("c2s_until",))
    rights(bare, {"household_id": 1, "person_id": 1, "c2s_status": "free"})
    assert "c2s_until" in refused(bare, DAY, tmp_path / "gaps.csv")
    assert not list(tmp_path.glob("*gaps*"))
