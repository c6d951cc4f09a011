"""From answers to a situation of the law library.

What is not answered yet is written as unknown, not left out: the law library reads an absent field as « none »,
and would never ask for it.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from allervers.law.codes import FAMILY_KINDS, TAX_NOTICE_KINDS
from allervers.law.counting import months_to
from allervers.law.operations import age_at

from .departments import LOCAL_SCHEME, territory_of
from .words import Words

MOST_CHILDREN, MOST_OTHERS = 10, 4
ADULT, WORKING_AGE = 18, 16
FIELDS_OF_ADULT = (
    "statuses",
    "benefits",
    "joins_insured",
    "residence_title",
    "lives_with_parents",
    "own_tax_return",
    "maintenance_from_parents",
    "alsace_moselle",
)
FIELDS_OF_YOUNG_ADULT = ("attached", "own_tax_return", "lives_with_parents", "maintenance_from_parents")
NOBODY = "nobody"


class Member(NamedTuple):
    """Somebody of the household: identifier, role in the law, rank among those alike (0 when alone of the kind)."""

    id: str
    role: str
    rank: int

    def called(self, words: Words) -> str:
        """« votre enfant n° 2 »."""
        kind = {"applicant": "me", "other_dependant": "other"}.get(self.role, self.role)
        return words(f"p.{kind}_n", n=self.rank) if self.rank else words[f"p.{kind}"]


def members(household: dict | None) -> list[Member]:
    """Who is asked about: the applicant alone while the household is not known."""
    household = household or {"couple": "alone", "children": 0, "others": 0}
    found = [Member("me", "applicant", 0)]
    if household["couple"] != "alone":
        found.append(Member("partner", household["couple"], 0))
    for name, role in (("child", "child"), ("other", "other_dependant")):
        count = household["children" if name == "child" else "others"]
        found += [Member(f"{name}{n}", role, n if count > 1 else 0) for n in range(1, count + 1)]
    return found


def months_of(day: datetime.date) -> list[str]:
    """The months that may count for a request of that day, AAAA-MM: the thirteen before it, and its own."""
    return [f"{month:%Y-%m}" for month in months_to(day, 14)]


def situation(given: dict[str, dict | None], day: datetime.date) -> dict:
    """The situation that the cleaned answers describe. ``given`` maps a page to its values, None when not known."""
    benefits, department = given.get("me.benefits"), _value(given, "department")
    people = members(given.get("household"))
    return {
        "date": day.isoformat(),
        "territory": None if department is None else territory_of(department),
        "housing": _value(given, "housing"),
        "housing_benefit": _value(given, "housing_benefit"),
        "rsa": None if benefits is None else "rsa" in benefits["value"],
        "family_benefits": _family_benefits(given, people, day),
        "persons": [_person(member, given, day) for member in people],
    }


def _value(given: dict, name: str):
    answer = given.get(name)
    return None if answer is None else answer["value"]


def _person(member: Member, given: dict, day: datetime.date) -> dict:
    person = {"id": member.id, "role": member.role, **_not_asked_yet(member, given, day)}
    for name, answer in given.items():
        owner, _, field = name.partition(".")
        if owner != member.id or "." in field or field == "resources" or answer is None:
            continue
        value = _RECORDS[field](answer) if field in _RECORDS else answer["value"]
        # A record that is not held is left out: that is how the format says it.
        if value is NOBODY:
            person.pop(field, None)
        else:
            person[field] = value
    return {**person, **_resources(member, given, day)}


def _not_asked_yet(member: Member, given: dict, day: datetime.date) -> dict:
    unknown: tuple[str, ...] = FIELDS_OF_ADULT
    born = _value(given, f"{member.id}.birth_date")
    if member.role in ("child", "other_dependant"):
        grown = born is not None and age_at(born, day) >= ADULT
        unknown = FIELDS_OF_YOUNG_ADULT if grown else ()
        if not grown and member.role == "child":
            unknown = ("alternating_residence",)
    if member.role == "spouse":
        unknown = (*unknown, "joint_taxation")
    if not may_be_of_local_scheme(given):
        unknown = tuple(field for field in unknown if field != "alsace_moselle")
    return dict.fromkeys(unknown)


def may_be_of_local_scheme(given: dict) -> bool:
    """The département is one of those of Alsace-Moselle, or not known."""
    department = _value(given, "department")
    return department is None or department in LOCAL_SCHEME


def _title(answer: dict) -> object:
    return {"expires_on": answer["expires_on"]} if answer["value"] else NOBODY


def _joined(answer: dict) -> object:
    link = answer["link"]
    if link == "nobody":
        return NOBODY
    return {"link": link, "insured": answer["insured"], "dependent": answer["dependent"]}


def _scheme(answer: dict) -> dict:
    papers = {paper: paper in answer["papers"] for paper in ("ceam", "s1", "end_of_rights_certificate")}
    asked = answer["portability_requested_on"]
    scheme = {**papers, "portability_answer": answer["portability_answer"]}
    return {**scheme, "portability_requested_on": asked} if asked else scheme


def _notice(answer: dict) -> dict:
    """A sum that is left empty is nought."""
    return {"year": int(answer["year"]), "amounts": {kind: answer[kind] or 0 for kind in TAX_NOTICE_KINDS}}


_RECORDS = {"last_tax_notice": _notice, "residence_title": _title, "joins_insured": _joined, "previous_scheme": _scheme}


def _resources(member: Member, given: dict, day: datetime.date) -> dict:
    name = f"{member.id}.resources"
    if name in given and given[name] is not None:
        items = [item for kind in given[name]["value"] for item in _amounts(f"{name}.{kind}", kind, given, day)]
        return {"resources": items, "resources_complete": True}
    born = _value(given, f"{member.id}.birth_date")
    is_child = member.role in ("child", "other_dependant") and born is not None and age_at(born, day) < WORKING_AGE
    return {"resources": [], "resources_complete": is_child}


def _amounts(name: str, kind: str, given: dict, day: datetime.date) -> list[dict]:
    """One item a month; unknown amounts when the page is not answered, or answered « je ne sais pas »."""
    answer = given.get(name)
    months = months_of(day)
    if answer is None:
        amounts = dict.fromkeys(months)
    elif answer["mode"] == "same":
        amounts = dict.fromkeys(months, answer["amount"])
    else:
        amounts = {month: answer["months"].get(month) or 0 for month in months}
    return [{"kind": kind, "month": month, "amount": amount} for month, amount in amounts.items()]


def _family_benefits(given: dict, people: list[Member], day: datetime.date) -> list[dict]:
    """None without a child; unknown until they are asked for."""
    name = "family_benefits"
    if not any(member.role in ("child", "other_dependant") for member in people):
        return []
    answer = given.get(name)
    kinds = FAMILY_KINDS if answer is None else answer["value"]
    return [item for kind in kinds for item in _amounts(f"{name}.{kind}", kind, given, day)]
