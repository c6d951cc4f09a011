"""Which questions share a page, and in which order pages come: who, then what they receive, where, and on how much.

A page has a name: that of its only question, or of a group (« me.who », « children », « home »). The order is that in
which answers close most: a date of birth, a nationality or an RSA makes most of the others useless.
"""

from __future__ import annotations

from typing import NamedTuple

WHO = ("birth_date", "nationality", "residence_since")
SITUATION = ("benefits", "statuses")
PARENTS = ("lives_with_parents", "own_tax_return", "maintenance_from_parents", "attached")
HOME = ("department", "housing", "housing_benefit")
OF_CHILDREN = ("birth_date", "alternating_residence")
GROUPS = {"who": WHO, "situation": SITUATION, "parents": PARENTS, "home": HOME, "children": OF_CHILDREN}
WITH_AMOUNTS = ("resources", "family_benefits")

# Fields and groups, page after page; what is not here comes in its place, `REST`.
ORDER = (
    "card",
    "household",
    "who",
    "children",
    "situation",
    "REST",
    "home",
    "alsace_moselle",
    "joint_taxation",
    "parents",
)
ORDER += ("family_benefits", "resources", "activity", "last_tax_notice", "non_taxable_household")

# Not counted among the pages to come before these, of the same person or of the household, are answered: most answers
# close them.
AFTER = {
    **dict.fromkeys(("stay", "residence_title", "puma_open_since", "previous_scheme"), "nationality"),
    "stay_irregular_since": "stay",
    **dict.fromkeys(("joins_insured", "works_outside_prison"), "statuses"),
    **dict.fromkeys(("activity", "last_tax_notice", "non_taxable_household"), "resources"),
    **dict.fromkeys(PARENTS, "birth_date"),
    "alsace_moselle": "department",
}


class Step(NamedTuple):
    """A page: its name, and its questions in order."""

    name: str
    questions: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        return self.name != self.questions[0]


def step_of(question: str) -> str:
    """The name of the page that a question is put on."""
    owner, field, kind = parts(question)
    if kind:
        return question
    if owner.startswith("child") and field in OF_CHILDREN:
        return "children"
    if not owner:
        return "home" if field in HOME else field
    group = next((name for name in ("who", "situation", "parents") if field in GROUPS[name]), None)
    return f"{owner}.{group}" if group else question


def parts(question: str) -> tuple[str, str, str]:
    """Whose, what, which kind of resource; the owner is empty for what is of the household."""
    first, _, rest = question.partition(".")
    if first in ("card", "household", "family_benefits", *HOME):
        return "", first, rest
    field, _, kind = rest.partition(".")
    return first, field, kind


def in_order(questions: list[str], people: list[str]) -> list[Step]:
    """The pages of these questions, in the order in which they come; ``people`` are identifiers, in theirs."""
    pages: dict[str, list[str]] = {}
    for question in questions:
        pages.setdefault(step_of(question), []).append(question)
    steps = [Step(name, tuple(sorted(each, key=lambda one: _place(one, people)))) for name, each in pages.items()]
    return sorted(steps, key=lambda step: _place_of_step(step, people))


def _place(question: str, people: list[str]) -> tuple:
    """Within a page: by person, then as the group says."""
    owner, field, _ = parts(question)
    group = next((fields for fields in GROUPS.values() if field in fields), (field,))
    return (people.index(owner) if owner in people else -1, group.index(field))


def _place_of_step(step: Step, people: list[str]) -> tuple:
    owner, field, kind = parts(step.questions[0])
    kept = step.name.rpartition(".")[2] if step.is_group else field
    place = ORDER.index(kept if kept in ORDER else "REST")
    person = people.index(owner) if owner in people and step.name != "children" else -1
    # The amounts of somebody come before the resources of the next.
    return (place, person, bool(kind))
