"""Loads the list of funds; the file comes from the national nomenclature of funds (December 2020)."""

import csv
from importlib.resources import files

from .models import Organisation
from .nomenclature import fund_name, read_funds

_DATA = "allervers.domain.organisations"
NATIONAL_BODY_CODE = "cnam"


def load_funds() -> None:
    """Create or bring up to date the 107 active funds, the old codes (inactive) and the national body; idempotent."""
    funds = [
        Organisation(
            code=row["code"],
            name=fund_name(row),
            kind=Organisation.Kind.FUND,
            department=row["departement"],
            is_active=row["statut_2020"] == "actif",
        )
        for row in read_funds()
    ]
    national = Organisation(code=NATIONAL_BODY_CODE, name="Assurance Maladie (national)", kind="national")
    Organisation.objects.bulk_create(
        [*funds, national],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "department", "is_active"],
    )


def taken_over() -> dict[str, str]:
    """Old code → the code of the fund that took it over, where that is known (data/taken_over.csv).

    The only fund left in the department; in those that kept several, the one whose name or territory says it (mergers
    of 2010 in the Nord, the Pas-de-Calais and Seine-Maritime). The fund of the inland waterways has no known heir.
    """
    text = (files(_DATA) / "data" / "taken_over.csv").read_text(encoding="utf-8")
    return {row["code"]: row["taken_over_by"] for row in csv.DictReader(text.splitlines(), delimiter=";")}
