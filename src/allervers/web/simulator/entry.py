"""Opening the simulator from a page that knows something of a person: birth date, territory, and the household of the
last check of a right; never a name, a number or an address. They are sealed in the address, as every answer is.
"""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from .answers import Answers, Raw
from .departments import DEPARTMENTS, TERRITORIES, territory_of
from .household import MOST_CHILDREN, MOST_OTHERS, members
from .interview import NEXT, Interview
from .seal import Kept
from .words import Words

# Who is who between a situation (role) and the simulator (the beginning of an identifier).
OTHERS = {"child": "child", "other_dependant": "other"}
COUPLE = ("spouse", "partner")
# Truths of one person that may change: those of a check of this month are kept.
SAID_ANEW = ("lives_with_parents", "own_tax_return", "maintenance_from_parents", "attached", "joint_taxation")
SAID_ANEW += ("non_taxable_household", "works_outside_prison")


def address(birth_date: datetime.date | None, department: str, checked: dict | None = None) -> str:
    """Where the simulator goes on from what is known; ``checked`` is the situation of the last check, if any."""
    kept = Kept(NEXT, timezone.localdate(), known(birth_date, department, checked))
    return f"{reverse('simulator-question')}?{Interview(kept, Words('fr')).query()}"


def known(birth_date: datetime.date | None, department: str, checked: dict | None = None) -> Answers:
    """What is known of a person, as answers."""
    answers = Answers()
    territory = (checked or {}).get("territory") or territory_of(department)
    # A check holds the territory alone: one of overseas is a département, the others are that of the fund.
    overseas = next((code for code, each in TERRITORIES.items() if each == territory), "")
    if code := overseas or (department if territory_of(department) == territory and department in DEPARTMENTS else ""):
        answers.answer("department", _one(code))
    for name, raw in _of_check(checked) if checked else ():
        answers.answer(name, raw)
    if birth_date:
        answers.answer("me.birth_date", _one(birth_date.isoformat()))
    return answers


def _of_check(checked: dict) -> Iterator[tuple[str, Raw]]:
    """What the check knew and that is still true: who is there; and if it is of this month, what they live on."""
    people = _people(checked["persons"])
    if people is None:
        return
    counts = {name: sum(each["role"] == role for each in people.values()) for role, name in OTHERS.items()}
    couple = next((each["role"] for each in people.values() if each["role"] in COUPLE), "alone")
    household = {"couple": couple, "children": counts["child"], "others": counts["other"]}
    yield "household", {name: [str(value)] for name, value in household.items()}
    is_of_this_month = str(checked["date"])[:7] == f"{timezone.localdate():%Y-%m}"
    if is_of_this_month:
        yield from _of_month(checked)
    for identifier, person in people.items():
        if person.get("birth_date"):
            yield f"{identifier}.birth_date", _one(person["birth_date"])
        if person["role"] == "child" and person.get("alternating_residence"):
            yield f"{identifier}.alternating_residence", _one("yes")
        if is_of_this_month:
            yield from _of_person(identifier, person, bool(checked.get("rsa")))


def _people(persons: list[dict]) -> dict[str, dict] | None:
    """The persons by their identifier in the simulator; None for a household that it cannot hold."""
    by_role = {role: [each for each in persons if each["role"] == role] for role in ("applicant", *COUPLE, *OTHERS)}
    couple = [*by_role["spouse"], *by_role["partner"]]
    children, others = by_role["child"], by_role["other_dependant"]
    if len(couple) > 1 or len(children) > MOST_CHILDREN or len(others) > MOST_OTHERS:
        return None
    kind = couple[0]["role"] if couple else "alone"
    listed = members({"couple": kind, "children": len(children), "others": len(others)})
    in_order = [*by_role["applicant"], *couple, *children, *others]
    return {member.id: person for member, person in zip(listed, in_order, strict=True)}


def _of_month(checked: dict) -> Iterator[tuple[str, Raw]]:
    for name in ("housing", "housing_benefit"):
        if checked.get(name) is not None:
            yield name, _one(checked[name])
    items = checked.get("family_benefits")
    are_asked = any(person["role"] in OTHERS for person in checked["persons"])
    if are_asked and items is not None and all(item["amount"] is not None for item in items):
        yield from _amounts("family_benefits", items)


def _of_person(identifier: str, person: dict, rsa: bool) -> Iterator[tuple[str, Raw]]:
    for field in ("benefits", "statuses"):
        codes = person.get(field)
        # The RSA of the household is asked among the benefits of the applicant: a list without it says less.
        says_less = field == "benefits" and person["role"] == "applicant" and rsa and "rsa" not in (codes or ())
        if codes is not None and not says_less:
            # None of them is an answer too.
            yield f"{identifier}.{field}", {"value": codes} if codes else {}
    for field in SAID_ANEW:
        if isinstance(person.get(field), bool):
            yield f"{identifier}.{field}", _one("yes" if person[field] else "no")
    if person.get("activity"):
        yield f"{identifier}.activity", _one(person["activity"])
    items = person.get("resources") or []
    if person.get("resources_complete") and all(item["amount"] is not None for item in items):
        yield from _amounts(f"{identifier}.resources", items)


def _amounts(page: str, items: list[dict]) -> Iterator[tuple[str, Raw]]:
    """The page where kinds are ticked, and that of each kind, month by month."""
    kinds = list(dict.fromkeys(item["kind"] for item in items))
    yield page, {"value": kinds} if kinds else {}
    for kind in kinds:
        months: dict[str, float] = {}
        for item in items:
            if item["kind"] == kind:
                month = f"m{str(item['month'])[:7]}"
                months[month] = months.get(month, 0) + item["amount"]
        yield f"{page}.{kind}", {"mode": ["varies"], **{month: [f"{amount:.2f}"] for month, amount in months.items()}}


def _one(value: object) -> Raw:
    return {"value": [str(value)]}
