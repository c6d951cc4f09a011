"""Rights that would overlap: none is opened over another, and nothing is written when it is refused."""

import datetime
from itertools import pairwise

import pytest
from django.utils import timezone

from allervers.domain.coverage import beliefs
from allervers.domain.coverage import workflow as coverage
from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, examining
from allervers.domain.rights_files.models import Decision, RightsFile
from allervers.domain.rights_files.workflow import Refused
from tests import factories
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)
YEAR = datetime.timedelta(days=300)


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def examined(officer, right, held, last):
    """A request of somebody who holds this right until its last day (None: no end is known)."""
    file = deposit(officer, right)
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
        file = RightsFile.objects.get(pk=file.pk)
        said = beliefs.Statement(TODAY - YEAR, TODAY - YEAR, last or beliefs.FOR_EVER)
        coverage.learn(file.fund_id, [coverage.Stated(file.person_id, held, said)])
    return file


def decide(officer, file):
    with acting_as(officer, "test"):
        return deciding.decide(file, "accepted", asked(officer, "Toutes les conditions sont remplies."))


@pytest.mark.parametrize("held", ["puma", "ame"])
def test_an_ame_that_is_asked_for_early_begins_the_day_after_what_is_held(officer, held):
    last = TODAY + datetime.timedelta(days=20)
    file = examined(officer, "ame", held, last)
    assert decide(officer, file).starts_on == last + ONE_DAY
    with acting_as(officer, "test"):
        periods = CoveragePeriod.objects.filter(person=file.person_id, believed__endswith=None)
        days = sorted((each.validity.lower, each.validity.upper) for each in periods)
    assert all(one[1] <= other[0] for one, other in pairwise(days))


@pytest.mark.parametrize("last", [TODAY - ONE_DAY, TODAY - datetime.timedelta(days=40)])
def test_what_has_ended_delays_nothing(officer, last):
    assert decide(officer, examined(officer, "ame", "puma", last)).starts_on == TODAY


def test_an_ame_is_not_opened_over_base_rights_that_have_no_end_and_nothing_is_written(officer):
    file = examined(officer, "ame", "puma", None)
    with pytest.raises(Refused, match="l’AME ne s’y ajoute pas"):
        decide(officer, file)
    with acting_as(officer, "test"):
        assert not Decision.objects.exists()
        assert RightsFile.objects.get(pk=file.pk).status == "under_examination"
