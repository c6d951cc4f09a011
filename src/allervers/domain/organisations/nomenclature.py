"""The list of funds as it was published (national nomenclature of funds, December 2020), read without a database."""

import csv
from importlib.resources import files

_DATA = "allervers.domain.organisations"


def read_funds() -> list[dict[str, str]]:
    """Rows of data/funds.csv: code, name (libelle_source), departement, type, statut_2020 (actif or ancien)."""
    text = (files(_DATA) / "data" / "funds.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def fund_name(row: dict[str, str]) -> str:
    if row["code"] == "976":
        return "CSSM Mayotte"
    if row["type"] == "CCSS":
        return row["libelle_source"].replace("CPAM", "CCSS")
    return row["libelle_source"]
