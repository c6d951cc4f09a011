"""What comes after a « no »: how near it was, from which month a request would succeed, what else there is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from allervers.law import Answer, Situation, evaluate
from allervers.law.counting import add_months, months_to

from .household import situation

if TYPE_CHECKING:
    from .flow import Flow

# Within a tenth of the ceiling, an amount typed a little wrong may decide.
NEAR = 10
MONTHS_AHEAD = 12


def told(answer: Answer, flow: Flow) -> list[str]:
    """The sentences that follow a refusal of the C2S for resources; none for another answer."""
    over = _over(answer)
    if over is None:
        return []
    words, described = flow.words, situation(flow.given, flow.day)
    near = over * NEAR <= answer.amounts["ceiling_contribution"]
    texts = [words("after.near" if near else "after.over", over=words.euros(over))]
    if month := _opening(described, flow.day):
        last = months_to(flow.day, 2)[0]
        now, then = words.month(last.year, last.month), words.month(month.year, month.month)
        texts.append(words("after.month", last=now, month=then))
    texts.append(words["after.again"])
    if any(person.get("activity") == "employed" for person in described["persons"]):
        texts.append(words["after.employer"])  # L911-7 of the Code de la sécurité sociale
    return [line for text in [*texts, words["after.aid"]] for line in text.split("|")]


def _over(answer: Answer) -> int | None:
    """Cents by which the resources exceed the ceiling with contribution; None if they do not, or are not known."""
    resources, ceiling = answer.amounts.get("resources"), answer.amounts.get("ceiling_contribution")
    if answer.right != "c2s" or answer.status != "none" or resources is None or ceiling is None:
        return None
    return resources - ceiling if resources > ceiling else None


def _opening(described: dict, since: datetime.date) -> datetime.date | None:
    """The first of the twelve months to come in which a request would succeed if every income stayed that of the last
    whole month, with the parameters known today. The twelve months that count slide (R861-8)."""
    for ahead in range(1, MONTHS_AHEAD + 1):
        day = add_months(since.replace(day=1), ahead)
        try:
            answers = evaluate(Situation.from_dict(_going_on(described, since, day)), ["c2s"])
        except ValueError:  # a person not yet old enough for what is said, a day too far
            return None
        if answers["c2s"].status in ("free", "contribution"):
            return day
    return None


def _going_on(described: dict, since: datetime.date, day: datetime.date) -> dict:
    """The situation on a later day, each amount that of the month before ``since`` from then on."""
    last = f"{months_to(since, 2)[0]:%Y-%m}"
    later = [f"{month:%Y-%m}" for month in months_to(day, 24) if f"{month:%Y-%m}" > last]

    def continued(items: list[dict]) -> list[dict]:
        known = [item for item in items if item["month"] <= last]
        return known + [{**item, "month": month} for item in known if item["month"] == last for month in later]

    persons = [{**person, "resources": continued(person["resources"])} for person in described["persons"]]
    family = continued(described["family_benefits"])
    return {**described, "date": day.isoformat(), "persons": persons, "family_benefits": family}
