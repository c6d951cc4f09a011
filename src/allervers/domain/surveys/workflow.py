"""What happens to a survey and to the answer of a fund.

| transition | from            | to              | who may    | needs                                              |
|------------|-----------------|-----------------|------------|----------------------------------------------------|
| open       | nothing         | open            | RUN        | a questionnaire that can be asked, two days        |
| prolong    | open, closed    | open            | RUN        | a last day that is not before today                |
| withdraw   | open, closed    | withdrawn       | RUN        | a reason; answers stay, no fund sees it any more   |
| save       | nothing, draft, | draft           | may_answer | the survey is open; nobody changed the same page   |
|            | sent            |                 |            | meanwhile                                          |
| send       | draft           | sent            | may_answer | the survey is open; every required question asked  |
|            |                 |                 |            | is answered                                        |

A page that is corrected after sending takes the answer back to a draft: what was counted is what was sent last.
"""

import datetime
import hashlib
import json
import uuid

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, User
from ..pieces.once import once
from ..pieces.refusals import Refused
from .models import FundAnswer, Survey
from .questionnaire import Questionnaire, Section

CLOSED = "Cette enquête n’est plus ouverte : la réponse ne change plus."
CHANGED = (
    "Un collègue a modifié cette page pendant que vous écriviez. Vos réponses sont gardées ci-dessous : "
    "relisez, puis enregistrez de nouveau si elles sont justes."
)


def open_survey(
    questionnaire: Questionnaire,
    *,
    key: uuid.UUID,
    about: int,
    opens_on: datetime.date,
    closes_on: datetime.date,
    author: User,
) -> tuple[Survey, bool]:
    """The survey of this form, and whether it was written just now."""
    because("enquête ouverte")
    said = {"title": questionnaire.title, "about": about, "opens_on": opens_on, "closes_on": closes_on}
    said["kept"] = json.loads(json.dumps(questionnaire.as_json()))
    survey = Survey(pk=key, author=author, **said)
    return once(survey, lambda first: all(getattr(first, name) == value for name, value in said.items()))


@transaction.atomic
def prolong(survey: Survey, closes_on: datetime.date) -> None:
    """Another last day. Raises `Refused` when it is past, or the survey was withdrawn."""
    because("dernier jour changé")
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.withdrawn_at:
        raise Refused("Cette enquête a été retirée.")
    if closes_on < timezone.localdate():
        raise Refused("Le dernier jour est aujourd’hui ou plus tard.", "closes_on")
    survey.closes_on = closes_on
    survey.save(update_fields=["closes_on"])


@transaction.atomic
def withdraw(survey: Survey, *, why: str) -> bool:
    """It was opened by mistake. False when it was withdrawn already."""
    because("retrait")
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.withdrawn_at:
        return False
    survey.withdrawn_at, survey.withdrawn_why = timezone.now(), why
    survey.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return True


def seen(answer: FundAnswer | None, section: Section) -> str:
    """What a page showed of a section: it is sent back with what was typed."""
    given = answer.given if answer else {}
    shown = [given.get(question.name) for question in section.questions]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


@transaction.atomic
def save(survey: Survey, fund: Organisation, section: Section, values: dict, *, shown: str, by: User) -> FundAnswer:
    """Keep the answers of a page: `values` by question, None where empty. `shown`: `seen` as the page was shown.

    Two colleagues may fill two pages at once; of the same page the second is told (`Refused`), unless both agree.
    """
    because("réponse à l’enquête")
    if not survey.is_open(timezone.localdate()):
        raise Refused(CLOSED)
    FundAnswer.objects.bulk_create([FundAnswer(survey=survey, fund=fund, author=by)], ignore_conflicts=True)
    answer = FundAnswer.objects.select_for_update().get(survey=survey, fund=fund)
    after = {name: value for name, value in (answer.given | values).items() if value is not None}
    if after == answer.given:
        return answer
    if seen(answer, section) != shown:
        raise Refused(CHANGED)
    answer.given, answer.sent_at, answer.author = after, None, by
    answer.save(update_fields=["given", "sent_at", "author"])
    return answer


@transaction.atomic
def send(survey: Survey, fund: Organisation, *, by: User) -> FundAnswer:
    """The fund has answered. Raises `Refused` where a question that wants an answer has none."""
    because("réponse envoyée")
    if not survey.is_open(timezone.localdate()):
        raise Refused(CLOSED)
    answer = FundAnswer.objects.select_for_update().filter(survey=survey, fund=fund).first()
    missing = (answer or FundAnswer()).asked(survey.questionnaire).missing
    if missing:
        section, question = missing[0]
        others = f", et {len(missing) - 1} autre{'s' * (len(missing) > 2)}" if len(missing) > 1 else ""
        raise Refused(f"Il manque une réponse dans « {section.label} » : {question.label}{others}.")
    if answer is None:
        answer = FundAnswer(survey=survey, fund=fund, author=by)
    if answer.sent_at is None:
        answer.sent_at, answer.author = timezone.now(), by
        answer.save()
    return answer
