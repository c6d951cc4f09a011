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
from allervers.domain.rights_files import correcting, deciding, examining
from allervers.domain.rights_files.models import Decision, RightsFile
from allervers.domain.rights_files.workflow import Refused
from allervers.law.counting import first_of_next_month
from tests import factories
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)
YEAR = datetime.timedelta(days=300)


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def examined(officer, right, held, last, received_on=TODAY):
    """A request of somebody who holds this right until its last day (None: no end is known)."""
    file = deposit(officer, right, received_on)
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
        file = RightsFile.objects.get(pk=file.pk)
        kind = beliefs.Kind("free" if held == "c2s" else "")
        said = beliefs.Statement(TODAY - YEAR, TODAY - YEAR, last or beliefs.FOR_EVER, kind=kind)
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


@pytest.mark.parametrize("days_ago", [1, 40, 100])
def test_a_c2s_asked_for_before_the_end_of_the_last_follows_it_whenever_the_fund_decides(officer, days_ago):
    """R861-18 I: a renewal takes effect on the first day of the month that follows the end of the former right."""
    last = (TODAY - datetime.timedelta(days=days_ago)).replace(day=1) - ONE_DAY
    file = examined(officer, "c2s", "c2s", last, last - datetime.timedelta(days=20))
    assert decide(officer, file).starts_on == last + ONE_DAY


def test_asked_for_the_day_after_the_end_it_is_a_new_c2s_from_the_month_that_follows_the_decision(officer):
    last = TODAY.replace(day=1) - ONE_DAY
    file = examined(officer, "c2s", "c2s", last, last + ONE_DAY)
    assert decide(officer, file).starts_on == first_of_next_month(TODAY)


def test_an_ame_is_not_opened_over_base_rights_that_have_no_end_and_nothing_is_written(officer):
    file = examined(officer, "ame", "puma", None)
    with pytest.raises(Refused, match="l’AME ne s’y ajoute pas"):
        decide(officer, file)
    with acting_as(officer, "test"):
        assert not Decision.objects.exists()
        assert RightsFile.objects.get(pk=file.pk).status == "under_examination"


def test_a_right_that_was_taken_back_is_opened_the_same_day_by_another_file(officer):
    first = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        former = deciding.decide(first, "accepted", asked(officer, "Le foyer reçoit le RSA."))
        correcting.correct(former, correcting.Correction("refused"), asked(officer, "Ce n’était pas son foyer."))
        second = deposit(officer, "c2s")
        RightsFile.objects.filter(pk=second.pk).update(person=former.file.person)
        granted = deciding.decide(second, "accepted", asked(officer, "Le foyer reçoit le RSA."))
        (period,) = CoveragePeriod.objects.filter(person=former.file.person, believed__endswith=None)
    assert (period.validity.lower, period.validity.upper) == (granted.starts_on, granted.ends_on + ONE_DAY)
