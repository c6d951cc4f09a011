"""A rights file is erased two years after its end, with its papers; a person with their last file."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.documents import storage
from allervers.domain.documents.models import Document
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.privacy.retention import erase_due_files
from allervers.domain.rights_files import deciding, examining, workflow
from allervers.domain.rights_files.models import Decision, RightsFile
from allervers.law.counting import add_months
from tests import factories
from tests.rights_files import asked, deposit, supply

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def withdrawn(officer, since):
    file = deposit(officer)
    supply(officer, file, "ame_photo", "p1")
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
        workflow.withdraw(file, asked(officer))
        RightsFile.objects.filter(pk=file.pk).update(status_since=since)
    return file


@pytest.mark.parametrize(("days", "erased"), [(-1, 1), (0, 1), (1, 0)])
def test_two_years_after_its_end_nothing_is_left(officer, days, erased):
    withdrawn(officer, add_months(TODAY, -24) + days * DAY)
    with acting_for(officer.organisation, "test"):
        blob = Document.objects.get().blob
    assert erase_due_files(officer.organisation).rights_files == erased
    with acting_for(officer.organisation, "test"):
        left = [model.objects.count() for model in (RightsFile, Document, Person)]
    assert left == [1 - erased] * 3
    assert storage.is_there(blob) == (not erased)


def test_a_file_under_way_is_never_erased(officer):
    file = deposit(officer)
    with acting_as(officer, "test"):
        RightsFile.objects.filter(pk=file.pk).update(status_since=datetime.date(2020, 1, 1))
    assert erase_due_files(officer.organisation).rights_files == 0


def test_the_right_that_was_opened_keeps_its_file(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        deciding.decide(file, "accepted", asked(officer, "RSA."))
        RightsFile.objects.filter(pk=file.pk).update(status_since=add_months(TODAY, -30))
        assert Decision.objects.get().ends_on > TODAY
    assert erase_due_files(officer.organisation).rights_files == 0


def test_a_person_stays_as_long_as_another_room_needs_them(officer):
    file = withdrawn(officer, TODAY)
    with acting_as(officer, "test"):
        person = RightsFile.objects.get(pk=file.pk).person
    adviser = factories.account(Role.ADVISER, at=officer.organisation)
    old = factories.accompaniment(adviser, known=person)
    with acting_as(adviser, "test"):
        from allervers.domain.accompaniment.models import Accompaniment

        Accompaniment.objects.filter(pk=old.pk).update(
            opened_on=add_months(TODAY, -30), closed_on=add_months(TODAY, -20), closure_reason="abandoned"
        )
    found = erase_due_files(officer.organisation)
    assert (found.files, found.persons, found.rights_files) == (1, 0, 0)
