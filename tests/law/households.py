"""Small households to start a test from."""

from datetime import date

from allervers.law import Answer, Situation, evaluate


def person(role: str = "applicant", born: str = "1984-03-02", **fields) -> dict:
    """Somebody whose resources are all listed (none, unless given) and who does not work."""
    return {"role": role, "birth_date": born, "activity": "inactive", "resources_complete": True} | fields


def household(*persons: dict, **fields) -> dict:
    """Tenants without housing benefit in metropole on 1 June 2024, one person by default."""
    known = {"date": "2024-06-01", "territory": "metropole", "housing": "tenant", "housing_benefit": 0, "rsa": False}
    return known | {"persons": list(persons) or [person()]} | fields


def every_month(kind: str, amount: float, request: str = "2024-06-01") -> list[dict]:
    """The same amount from M-13 to the month M of the request."""
    day = date.fromisoformat(request)
    last = day.year * 12 + day.month - 1
    months = [f"{each // 12}-{each % 12 + 1:02}" for each in range(last - 13, last + 1)]
    return [{"kind": kind, "month": month, "amount": amount} for month in months]


def c2s(situation: dict) -> Answer:
    return evaluate(Situation.from_dict(situation), rights=["c2s"])["c2s"]
