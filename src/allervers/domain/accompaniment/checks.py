"""Checks of a right: what the law library answers for a household, kept in the file as it was."""

import json
from decimal import Decimal
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from allervers.law import Answer, Situation, evaluate

from ..organisations.context import because
from ..organisations.models import User
from ..people.models import Person
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused
from .models import Accompaniment, RightsCheck
from .workflow import locked

# Départements whose territory has ceilings of its own; everywhere else is the metropole.
TERRITORY_OF_DEPARTMENT = {
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "reunion",
    "976": "mayotte",
}


class NotDecided(Refused):
    """What is known of the household does not decide the right: nothing is written. `answer` says what is missing."""

    def __init__(self, answer: Answer):
        super().__init__("On ne peut pas encore répondre. Rien n’est enregistré.")
        self.answer = answer


class _Encoder(DjangoJSONEncoder):
    """Amounts stay numbers with two decimals, as in the exchange format."""

    def default(self, value):
        return float(value) if isinstance(value, Decimal) else super().default(value)


@transaction.atomic
def record_check(
    accompaniment: Accompaniment, *, check_id: UUID, right: str, situation: dict, author: User
) -> RightsCheck:
    """Evaluate one right for this household and write the answer into the file; the same `check_id` writes once.

    The answer is kept with the French words that it was shown with.

    Raises `allervers.law.SituationError` for a situation that cannot be, before anything is written, a
    `Refused` when the file is closed or the identifier served for something else, and `NotDecided`, which is one,
    when the answer is not known yet.
    """
    described = json.loads(json.dumps(situation, cls=_Encoder))
    same = says(accompaniment_id=accompaniment.pk, right=right, situation=described)
    if check := written(RightsCheck, check_id, same):
        return check
    accompaniment = locked(accompaniment, is_open=True)
    answer = evaluate(Situation.from_dict(situation), rights=[right])[right]
    if answer.status == "unknown":
        raise NotDecided(answer)
    words = {
        "label": answer.label,
        "status_text": answer.status_text,
        "confidence_text": answer.confidence_text,
        "missing_texts": [missing.text for missing in answer.missing],
    }
    because(f"vérification {right}")
    check = RightsCheck(
        pk=check_id,
        fund_id=accompaniment.fund_id,
        accompaniment=accompaniment,
        author=author,
        right=right,
        on=situation["date"],
        situation=described,
        answer=json.loads(json.dumps({**answer.to_json(), **words}, cls=_Encoder)),
        status=answer.status,
        law_version=answer.law_version,
    )
    return once(check, same)[0]


def last_situation(person: Person) -> dict | None:
    """The household as it was described at the last check of a right for this person."""
    situations = RightsCheck.objects.filter(accompaniment__person=person).order_by("-created_at")
    return situations.values_list("situation", flat=True).first()


def first_situation(person: Person, department: str) -> dict:
    """What is known before anything is asked: the last situation checked for this person, else themselves alone.

    `described_on` is the date for which the last one was described; the request of today has none yet.
    """
    if last := last_situation(person):
        return {**{name: value for name, value in last.items() if name != "date"}, "described_on": last["date"]}
    return {
        "territory": TERRITORY_OF_DEPARTMENT.get(department, "metropole"),
        "persons": [{"role": "applicant", "birth_date": person.birth_date}],
    }
