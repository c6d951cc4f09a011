"""Fictitious surveys for the tests."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.surveys import workflow
from allervers.domain.surveys.models import FundAnswer, Survey
from allervers.domain.surveys.questionnaire import Questionnaire
from allervers.domain.surveys.xlsform import read
from tests import factories

SHEET = """
| survey  |                           |           |                          |          |                            |                                    |                     |
|         | type                      | name      | label                    | required | relevant                   | constraint                         | constraint_message  |
|         | begin_group               | young     | Les jeunes               |          |                            |                                    |                     |
|         | note                      | told      | Comptez l’année entière. |          |                            |                                    |                     |
|         | select_one yes_no         | acts      | Avez-vous agi ?          | yes      |                            |                                    |                     |
|         | integer                   | actions   | Combien d’actions ?      | yes      | ${acts} = 'yes'            | . >= 0                             | Pas moins que zéro. |
|         | integer                   | outside   | Combien hors les murs ?  |          | ${acts} = 'yes'            | . <= ${actions} or ${actions} = '' | Plus qu’en tout.    |
|         | select_multiple partners  | with      | Avec qui ?               |          | ${actions} > 0             |                                    |                     |
|         | end_group                 |           |                          |          |                            |                                    |                     |
|         | begin_group               | more      | Le reste                 |          | ${acts} = 'yes'            |                                    |                     |
|         | text                      | other     | Qui d’autre ?            |          | selected(${with}, 'other') |                                    |                     |
|         | decimal                   | mark      | Quelle note ?            |          |                            | . >= 0 and . <= 10                 |                     |
|         | date                      | on        | Depuis quand ?           |          |                            |                                    |                     |
|         | end_group                 |           |                          |          |                            |                                    |                     |
| choices |                           |           |                          |          |                            |                                    |                     |
|         | list_name                 | name      | label                    |          |                            |                                    |                     |
|         | yes_no                    | yes       | Oui                      |          |                            |                                    |                     |
|         | yes_no                    | no        | Non                      |          |                            |                                    |                     |
|         | partners                  | caf       | Caf                      |          |                            |                                    |                     |
|         | partners                  | other     | Autres                   |          |                            |                                    |                     |
| settings |                          |           |                          |          |                            |                                    |                     |
|         | form_title                | form_id   |                          |          |                            |                                    |                     |
|         | Enquête                   | e         |                          |          |                            |                                    |                     |
"""  # noqa: E501


def questionnaire(sheet: str = SHEET) -> Questionnaire:
    return read(sheet.encode(), "enquete.md")


def opened(analyst=None, *, days: tuple[int, int] = (-1, 10), about: int = 2025, sheet: str = SHEET) -> Survey:
    """A survey open from so many days to so many from today."""
    analyst = analyst or factories.account(Role.NATIONAL_ANALYST)
    first, last = (timezone.localdate() + datetime.timedelta(days=each) for each in days)
    with acting_as(analyst, "test"):
        survey, _ = workflow.open_survey(
            questionnaire(sheet), key=uuid.uuid4(), about=about, opens_on=first, closes_on=last, author=analyst
        )
        return Survey.objects.get(pk=survey.pk)


def saved(survey: Survey, manager, number: int = 0, *, shown: str | None = None, **values) -> FundAnswer:
    """Answers to the section of this number, by a colleague who saw what was last saved, or `shown`."""
    section = survey.questionnaire.sections[number]
    with acting_as(manager, "test"):
        before = FundAnswer.objects.filter(survey=survey, fund=manager.organisation).first()
        shown = workflow.seen(before, section) if shown is None else shown
        return workflow.save(survey, manager.organisation, section, values, shown=shown, by=manager)


def sent(survey: Survey, manager) -> FundAnswer:
    with acting_as(manager, "test"):
        return workflow.send(survey, manager.organisation, by=manager)


def numbered(account) -> dict:
    """A survey that every fund is asked, and what the fund of this account began to answer."""
    analyst = factories.account(Role.NATIONAL_ANALYST)
    with acting_as(analyst, "test"):
        survey = Survey.objects.first()
    survey = survey or opened(analyst)
    manager = factories.account(Role.MANAGER, at=account.organisation)
    return {"survey_id": survey.pk, "fund_answer_id": saved(survey, manager, acts="no").pk}
