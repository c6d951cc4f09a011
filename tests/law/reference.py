"""The cases of `data/c2s_reference_cases.csv` read as situations. An independent public engine computed the answers."""

import csv
import json
from datetime import date
from pathlib import Path

ROWS = Path(__file__).parent / "data" / "c2s_reference_cases.csv"

_HOUSING = {
    "proprietaire": "owner",
    # The engine gives a buyer no housing lump sum, R861-5 does: read as somebody whose home brings in nothing.
    "primo_accedant": "tenant",
    "loge_gratuitement": "lodged_free",
    "locataire_sans_al": "tenant",
    "locataire_avec_al": "tenant",
}
_ROLES = {"demandeur": "applicant", "conjoint": "partner", "enfant": "child"}
_ACTIVITIES = {"actif": "employed", "chomeur": "unemployed", "retraite": "retired", "inactif": "inactive"}
_KINDS = {
    "salaire_net": "wage",
    "chomage_net": "unemployment_benefit",
    "retraite_nette": "retirement_pension",
    "aah": "aah",
    "asi": "asi",
}
_FAMILY = {
    "af": "family_allowance",
    "asf": "family_support_allowance",
    "cf": "family_supplement",
    "paje_prepare": "parental_leave_benefit",
}
STATUS = {"gratuite": "free", "participation": "contribution", "aucune": "none"}


def rows() -> list[dict]:
    with ROWS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def months_of(request: date) -> list[str]:
    """The month of the request and the thirteen before it, M first."""
    number = request.year * 12 + request.month - 1
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(number, number - 14, -1)]


def situation(row: dict) -> dict:
    request = date.fromisoformat(f"{row['date']}-01")
    benefits = json.loads(row["prestations_famille"])
    months = months_of(request)
    people = [_person(person, row, months) for person in json.loads(row["personnes"])]
    if benefits.get("aspa"):
        people[0]["resources"] += _items("aspa", benefits["aspa"], months)
    if row["base_ressources_donnee"]:
        for person in people:
            person |= {"annual_resources": 0, "resources": []}
        people[0]["annual_resources"] = float(row["base_ressources_donnee"])
    return {
        "id": f"{row['menage']}-{row['date']}",
        "date": request,
        "territory": row["zone"],
        "housing": _HOUSING[row["logement"]],
        "housing_benefit": float(row["aide_logement_mensuelle"]),
        "rsa": row["beneficiaire_rsa"] == "1",
        "family_benefits": [
            item for name, kind in _FAMILY.items() for item in _items(kind, benefits.get(name, 0), months)
        ],
        "persons": people,
    }


def _person(person: dict, row: dict, months: list[str]) -> dict:
    role = _ROLES[person["role"]]
    return {
        "role": role,
        "birth_date": person["naissance"],
        "activity": _ACTIVITIES[person["activite"]],
        "lives_with_parents": role == "applicant" and row["vit_chez_parents"] == "1",
        "alternating_residence": bool(person.get("garde_alternee")),
        "alsace_moselle": row["alsace_moselle"] == "1",
        "resources": [item for name, kind in _KINDS.items() for item in _items(kind, person.get(name, 0), months)],
        "resources_complete": True,
    }


def _items(kind: str, amount: float | list[float], months: list[str]) -> list[dict]:
    amounts = amount if isinstance(amount, list) else [amount] * len(months)
    return [{"kind": kind, "month": month, "amount": each} for month, each in zip(months, amounts, strict=True) if each]


def is_to_be_compared(row: dict) -> bool:
    """What data/README says to keep: the oracle has no presumption of right, and a wider RSA rule is the law's."""
    persons = json.loads(row["personnes"])
    aspa = json.loads(row["prestations_famille"]).get("aspa")
    none = row["classe_m13_m2"] == "aucune"
    return not (
        (aspa and (row["couple"] == "1" or none))
        or (any(person.get("asi") for person in persons) and none and row["date"] >= "2024-07")
        or (row["beneficiaire_rsa"] == "1" and none)
    )
