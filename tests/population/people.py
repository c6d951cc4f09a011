"""Small populations written by hand, for lists and counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from allervers.population import tables

# Somebody of forty-five who is on no list.
NOBODY = {
    "role": "applicant",
    "birth_date": date(1980, 3, 2),
    "sex": "F",
    "nationality_group": "FR",
    "activity": "employed",
    "ald": False,
    "gp_declared": True,
    "pregnant": False,
    "in_child_welfare": False,
    "puma_since": date(2001, 1, 1),
    "c2s_class": "none",
    "digital_account": True,
    "contact": "email",
    "opposed_to_contact": False,
    "other_cover": True,
    "last_gp_on": date(2025, 1, 10),
    "last_dentist_on": date(2025, 1, 10),
    "last_screening_on": date(2024, 9, 1),
    "file_pending": False,
    "mes_status": "activated",
    "last_flu_vaccine_on": None,
    "bereaved_on": None,
}


def written(folder: Path, persons: list[dict], resources: list[tuple] = (), without: tuple[str, ...] = (), **household):
    """A population of one part: each person alone in a household of the same number, or where `household_id` says."""
    listed = [NOBODY | {"person_id": place, "household_id": place} | person for place, person in enumerate(persons, 1)]
    homes = [
        {"household_id": number, "fund_code": "811", "territory": "metropole", "rsa": False} | household
        for number in sorted({person["household_id"] for person in listed})
    ]
    amounts = [
        dict(zip(("household_id", "person_id", "kind", "month", "amount_cents"), row, strict=True)) for row in resources
    ]
    save(folder, tables.HOUSEHOLDS, homes, without)
    save(folder, tables.PERSONS, listed, without)
    save(folder, tables.RESOURCES, amounts, without)
    return folder


def save(folder: Path, table: tables.Table, rows: list[dict], without: tuple[str, ...] = ()) -> None:
    columns = [column for column in table.columns if column.name not in without]
    (folder / table.name).mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE t ({', '.join(f'{column.name} {column.type}' for column in columns)})")
        for row in rows:
            marks = ", ".join("?" for _ in columns)
            engine.execute(f"INSERT INTO t VALUES ({marks})", [row.get(column.name) for column in columns])
        engine.execute(f"COPY t TO '{folder / table.name}/part-00000.parquet' (FORMAT parquet)")


def rights(folder: Path, *rows: dict) -> None:
    usual = {"missing": 0, "c2s_monthly_contribution_cents": 0, "non_take_up": True}
    save(folder, tables.ENTITLEMENTS, [usual | row for row in rows])
