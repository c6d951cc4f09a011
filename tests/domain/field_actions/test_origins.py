"""A referral says at which action the person was met: of the same fund, which the database holds."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from allervers.domain.field_actions import origins, workflow
from allervers.domain.field_actions.models import ActionReferral
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.field_actions import HELD_ON, noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


def test_what_came_of_an_action_is_counted_for_its_fund_alone(adviser):
    action = noted(adviser)
    file = factories.accompaniment(adviser)
    waiting = factories.referral(adviser.organisation)
    with acting_as(adviser, "test"):
        for referral in (file.referral, waiting):
            origins.tie(referral, action)
        assert origins.came_of(action) == origins.CameOf(referrals=2, opened=1)
        assert origins.action_of(waiting) == action
    with acting_as(factories.account(Role.MANAGER), "test"):
        assert not ActionReferral.objects.exists()
        assert origins.action_of(waiting) is None


def test_the_database_refuses_an_action_of_another_fund(adviser):
    elsewhere = noted(factories.account(Role.ADVISER))
    referral = factories.referral(adviser.organisation)
    with acting_as(adviser, "test"):
        with pytest.raises(IntegrityError, match="action_id_same_fund"), transaction.atomic():
            origins.tie(referral, elsewhere)
        assert not ActionReferral.objects.exists()


def test_what_is_old_or_withdrawn_is_not_proposed(adviser):
    now, withdrawn = (noted(adviser, held_on=timezone.localdate()) for _ in range(2))
    old = noted(adviser, held_on=HELD_ON)
    with acting_as(adviser, "test"):
        workflow.withdraw(withdrawn, why="test")
        withdrawn.refresh_from_db()
        assert list(origins.recent(adviser.organisation)) == [now]
        assert [origins.is_recent(action) for action in (now, withdrawn, old)] == [True, False, False]
