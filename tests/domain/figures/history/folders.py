"""Folders of casework history, as a fund's former tool would export them."""

import datetime
from pathlib import Path

from allervers.config.database import as_owner
from allervers.domain.figures.history.loading import FileReport, import_folder
from allervers.domain.figures.models import AccompanimentFact, ReferralFact

TODAY = datetime.date(2025, 6, 2)

REFERRAL = {
    "referral_id": "S1",
    "fund_code": "811",
    "received_on": "2024-03-01",
    "detector_family": "partner",
    "detector_category": "caf",
    "detector_name": "Caf du Tarn",
    "reasons": "rights|forgone_care",
    "person_id": "P1",
    "sex": "F",
    "birth_date": "1990-05-17",
    "forgone_care": "consultation",
    "forgone_since": "3_to_12_months",
    "forgone_causes": "remaining_cost",
}
ACCOMPANIMENT = {
    "accompaniment_id": "A1",
    "referral_id": "S1",
    "opened_on": "2024-03-04",
    "closed_on": "2024-05-30",
    "themes": "rights|care",
    "closure_reason": "care_obtained",
    "outcomes": "complementary_cover|care_guidance",
    "care_types": "optical",
    "specialties": "ophtalmologue",
    "publics": "without_employment",
    "gp_declared_at_end": "true",
    "c2s_at_end": "free",
    "ald_exemption_at_end": "",
}


def referral(number: int = 1, **fields: str) -> dict[str, str]:
    return {**REFERRAL, "referral_id": f"S{number}", **fields}


def accompaniment(number: int = 1, **fields: str) -> dict[str, str]:
    return {**ACCOMPANIMENT, "accompaniment_id": f"A{number}", "referral_id": f"S{number}", **fields}


def text(usual: dict[str, str], rows: list[dict[str, str]]) -> str:
    """The lines of a file, header first."""
    return "\n".join([";".join(usual), *(";".join(row.values()) for row in rows)]) + "\n"


def folder(place: Path, referrals: list[dict] | str, accompaniments: list[dict] | str) -> Path:
    """Both files, from rows or as their text."""
    for name, usual, rows in (
        ("referrals.csv", REFERRAL, referrals),
        ("accompaniments.csv", ACCOMPANIMENT, accompaniments),
    ):
        (place / name).write_text(rows if isinstance(rows, str) else text(usual, rows), encoding="utf-8")
    return place


def imported(place: Path, dry_run: bool = False, again: bool = False) -> list[FileReport]:
    with as_owner():
        return import_folder(place, TODAY, lambda step, done, total: None, dry_run=dry_run, again=again)


def facts() -> tuple[int, int]:
    with as_owner():
        return ReferralFact.objects.count(), AccompanimentFact.objects.count()
