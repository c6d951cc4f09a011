"""The yearly survey, open in the demonstration: the fund has begun its first pages."""

import datetime
from random import Random
from uuid import UUID

from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.surveys import workflow
from allervers.domain.surveys.models import Survey
from allervers.domain.surveys.xlsform import read
from allervers.domain.surveys.yearly import workbook

WHY = "démonstration"
OPEN_SINCE, CLOSES_IN = datetime.timedelta(days=12), datetime.timedelta(days=40)
GIVEN = {
    "child_welfare": {
        "asw_stock": 412, "asw_in_year": 268, "asw_16": 151, "asw_new": 93, "asw_renewals": 47, "asw_acts_19": "yes",
        "asw_appointments": 6, "asw_caf": "yes", "asw_agreement": "under_way", "asw_meeting": "yes", "asw_youth": "no",
        "asw_staff": "yes", "asw_departments": "yes", "asw_acts": "no",
    },
    "workshops": {"ws_held": "yes", "ws_form": "both", "ws_invited": 2310, "ws_present": 187, "ws_satisfaction": "8.6"},
}  # fmt: skip


def open_survey(analyst: User, manager: User) -> None:
    """As the nation, then as the manager, relative to this day."""
    rng, today = Random(118), timezone.localdate()
    questionnaire = read(workbook(), "modele.xlsx")
    with acting_as(analyst, WHY):
        survey, _ = workflow.open_survey(
            questionnaire,
            key=UUID(int=rng.getrandbits(128), version=4),
            about=today.year - 1,
            opens_on=today - OPEN_SINCE,
            closes_on=today + CLOSES_IN,
            author=analyst,
        )
    with acting_as(manager, WHY):
        _begin(Survey.objects.get(pk=survey.pk), manager)


def _begin(survey: Survey, manager: User) -> None:
    for section in survey.questionnaire.sections:
        if given := GIVEN.get(section.name):
            shown = workflow.seen(None, section)
            workflow.save(survey, manager.organisation, section, given, shown=shown, by=manager)
