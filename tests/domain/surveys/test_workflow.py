"""A survey is opened once, answered by each fund while it is open; the database has the last word."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed, Refused, sentence
from allervers.domain.surveys import queries, workflow
from allervers.domain.surveys.models import FundAnswer, Survey
from allervers.domain.surveys.permissions import may_answer, may_read, may_run
from tests import factories
from tests.surveys import opened, questionnaire, saved, sent

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def analyst():
    return factories.account(Role.NATIONAL_ANALYST)


@pytest.fixture
def manager():
    return factories.account(Role.MANAGER)


def test_one_form_is_one_survey_and_one_title_a_year(analyst):
    key, today = uuid.uuid4(), timezone.localdate()
    said = {"about": 2025, "opens_on": today, "closes_on": today, "author": analyst}
    with acting_as(analyst, "test"):
        first, now = workflow.open_survey(questionnaire(), key=key, **said)
        again, later = workflow.open_survey(questionnaire(), key=key, **said)
        assert (first, now, later) == (again, True, False)
        with pytest.raises(AlreadyUsed):
            workflow.open_survey(questionnaire(), key=key, **said | {"about": 2024})
        with pytest.raises(IntegrityError, match="survey_once_a_year"), transaction.atomic():
            workflow.open_survey(questionnaire(), key=uuid.uuid4(), **said)
        assert workflow.withdraw(first, why="ouverte deux fois")
        assert not workflow.withdraw(first, why="encore")
        workflow.open_survey(questionnaire(), key=uuid.uuid4(), **said)


def test_what_a_survey_asks_never_changes_and_only_the_nation_opens_one(analyst, manager):
    survey = opened(analyst)
    with acting_as(analyst, "test"), pytest.raises(IntegrityError, match="survey_asks_the_same"), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(title="Autre")
    with acting_as(manager, "test"):
        assert Survey.objects.filter(pk=survey.pk).update(closes_on=survey.closes_on + DAY) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Survey.objects.create(title="x", about=2025, opens_on=DAY_ONE, closes_on=DAY_ONE, kept={}, author=manager)


DAY_ONE = datetime.date(2026, 1, 5)


def test_a_fund_answers_page_by_page_and_sends_once_nothing_is_missing(manager):
    survey = opened()
    with pytest.raises(Refused, match="Les jeunes » : Avez-vous agi"):
        sent(survey, manager)
    saved(survey, manager, acts="yes")
    with pytest.raises(Refused, match="Combien d’actions"):
        sent(survey, manager)
    saved(survey, manager, actions=4, outside=None)
    answer = sent(survey, manager)
    assert answer.given == {"acts": "yes", "actions": 4}
    assert sent(survey, manager).sent_at == answer.sent_at
    with acting_as(manager, "test"):
        assert queries.waiting(manager.organisation, timezone.localdate()) == 0
    assert saved(survey, manager, actions=4).sent_at == answer.sent_at, "the same again changes nothing"
    assert saved(survey, manager, actions=5).sent_at is None
    with acting_as(manager, "test"):
        assert queries.waiting(manager.organisation, timezone.localdate()) == 1
        assert FundAnswer.objects.get().events.count() >= 5


def test_two_colleagues_fill_two_pages_and_the_second_on_one_page_is_told(manager):
    survey = opened()
    colleague = factories.account(Role.PARTNERSHIP_OFFICER, at=manager.organisation)
    young, more = survey.questionnaire.sections
    empty, other = workflow.seen(None, young), workflow.seen(None, more)
    saved(survey, manager, 0, shown=empty, acts="yes", actions=2)
    assert saved(survey, colleague, 1, shown=other, mark="7").given == {"acts": "yes", "actions": 2, "mark": "7"}
    assert saved(survey, colleague, 0, shown=empty, acts="yes", actions=2).given["actions"] == 2
    with pytest.raises(Refused, match="Un collègue a modifié cette page"):
        saved(survey, colleague, 0, shown=empty, acts="no")


@pytest.mark.parametrize(("days", "open_"), [((0, 0), True), ((-9, 0), True), ((1, 5), False), ((-9, -1), False)])
def test_answers_are_kept_from_the_first_day_to_the_last(manager, days, open_):
    survey = opened(days=days)
    if open_:
        assert saved(survey, manager, acts="no").given == {"acts": "no"}
        assert sent(survey, manager).sent_at
        return
    for attempt in (lambda: saved(survey, manager, acts="no"), lambda: sent(survey, manager)):
        with pytest.raises(Refused, match="n’est plus ouverte"):
            attempt()
    with acting_as(manager, "test"), pytest.raises(IntegrityError) as refused, transaction.atomic():
        FundAnswer.objects.create(survey=survey, fund=manager.organisation, author=manager)
    assert "n’est plus ouverte" in sentence(refused.value)


def test_a_last_day_moves_but_not_into_the_past_and_a_withdrawn_survey_takes_no_answer(analyst, manager):
    survey, today = opened(analyst, days=(-9, -1)), timezone.localdate()
    with acting_as(analyst, "test"):
        with pytest.raises(Refused, match="aujourd’hui ou plus tard"):
            workflow.prolong(survey, today - DAY)
        workflow.prolong(survey, today)
        survey.refresh_from_db()
    saved(survey, manager, acts="no")
    with acting_as(analyst, "test"):
        workflow.withdraw(survey, why="question mal posée")
        with pytest.raises(Refused, match="retirée"):
            workflow.prolong(survey, today)
        survey.refresh_from_db()
        assert survey.answers.count() == 1
    with pytest.raises(Refused, match="n’est plus ouverte"):
        sent(survey, manager)


def test_a_fund_sees_its_own_answer_and_the_nation_every_one(analyst, manager):
    survey, foreign = opened(analyst), factories.account(Role.MANAGER)
    mine, theirs = saved(survey, manager, acts="no"), saved(survey, foreign, acts="no")
    with acting_as(manager, "test"):
        assert list(FundAnswer.objects.all()) == [mine]
        assert FundAnswer.objects.filter(pk=theirs.pk).update(given={}) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            FundAnswer.objects.create(survey=opened(about=2024), fund=foreign.organisation, author=manager)
    with acting_as(analyst, "test"):
        assert set(FundAnswer.objects.all()) == {mine, theirs}
        assert FundAnswer.objects.filter(pk=mine.pk).update(given={}) == 0, "the nation reads, it does not answer"
        states = {response.fund: response.state for response in queries.responses(survey)}
    assert states[manager.organisation] == "draft"
    assert states[analyst.organisation if analyst.organisation.kind == "fund" else foreign.organisation] == "draft"
    other = factories.account(Role.MANAGER)
    with acting_as(analyst, "test"):
        found = {response.fund.pk: response.state for response in queries.responses(survey)}
    assert found[other.organisation_id] == "not_begun"


def test_who_runs_surveys_and_who_answers_them(analyst, manager):
    survey = opened(analyst)
    answer = saved(survey, manager, acts="no")
    allowed = {
        role
        for role in Role
        if role not in (Role.PARTNER, Role.HEALTH_PROFESSIONAL) and may_answer(factories.account(role), survey)
    }
    assert allowed == {Role.MANAGER, Role.PARTNERSHIP_OFFICER}
    assert may_run(analyst, survey)
    assert not may_run(manager, survey)
    assert may_read(manager, answer)
    assert may_read(analyst, answer)
    assert not may_read(factories.account(Role.MANAGER), answer)
    assert not may_read(factories.account(Role.ADVISER, at=manager.organisation), answer)
