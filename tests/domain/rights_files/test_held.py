"""Papers that other files of the same person hold: proposed while they still do, and taken up once."""

import datetime
import uuid

import pytest
from django.utils import timezone

from allervers.domain.documents import workflow as documents
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import examining, held, papers, supplying
from allervers.domain.rights_files.models import RightsFile, SuppliedPaper
from allervers.domain.rights_files.workflow import Refused
from allervers.law.counting import add_months
from tests import factories
from tests.rights_files import asked, deposit, supply

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


@pytest.fixture
def two(officer):
    """Two files of one person: what one has sent already, and what is asked for now."""
    first = deposit(officer, "ame")
    second = deposit(officer, "puma")
    with acting_as(officer, "test"):
        examining.examine(first, asked(officer))
        person = RightsFile.objects.get(pk=first.pk).person
        RightsFile.objects.filter(pk=second.pk).update(person=person)
        return first, RightsFile.objects.get(pk=second.pk)


def proposed(officer, file):
    with acting_as(officer, "test"):
        found = held.proposed(file, papers.lines(file))
        codes = dict(file.requiredpapers.values_list("pk", "code"))
    return {codes[key]: paper.required.code for key, paper in found.items()}


def take_up(officer, file, code):
    with acting_as(officer, "test"):
        row = file.requiredpapers.get(code=code)
        return held.take_up(file, row, document_id=uuid.uuid4(), author=officer)


def test_what_says_who_somebody_is_serves_for_another_request_and_says_where_it_comes_from(officer, two):
    first, second = two
    supply(officer, first, "ame_identity", "p1")
    supply(officer, first, "ame_form")
    assert proposed(officer, second) == {"puma_identity": "ame_identity"}
    line = take_up(officer, second, "puma_identity")
    assert (line.state, line.supplied.taken_from) == ("present", first.reference)
    assert proposed(officer, second) == {}
    with acting_as(officer, "test"):
        one, other = [each.document for each in SuppliedPaper.objects.filter(required__code__endswith="identity")]
        assert one.blob != other.blob
        assert documents.content_of(one) == documents.content_of(other)


def test_it_is_taken_up_once(officer, two):
    first, second = two
    supply(officer, first, "ame_identity", "p1")
    take_up(officer, second, "puma_identity")
    with pytest.raises(Refused, match="ne convient plus"):
        take_up(officer, second, "puma_identity")


@pytest.mark.parametrize(("days", "does"), [(0, True), (1, False)])
def test_a_proof_of_residence_serves_as_long_as_the_law_takes_it(officer, days, does):
    first, second = deposit(officer, "puma"), deposit(officer, "ame")
    with acting_as(officer, "test"):
        examining.examine(first, asked(officer))
        person = RightsFile.objects.get(pk=first.pk).person
        RightsFile.objects.filter(pk=second.pk).update(person=person)
    dated_on = add_months(TODAY, -12) - datetime.timedelta(days=days)
    supply(officer, first, "puma_residence", "p1", dated_on=dated_on)
    second.person = person
    assert ("ame_residence" in proposed(officer, second)) is does
    # One whose day nobody wrote is not known to be young enough.
    supply(officer, first, "puma_residence", "p1")
    assert ("ame_residence" in proposed(officer, second)) is does


@pytest.mark.parametrize("what", ["illegible", "misfiled", "infected"])
def test_what_was_set_aside_is_not_proposed(officer, two, what):
    first, second = two
    supplied = supply(officer, first, "ame_identity", "p1").supplied
    with acting_as(officer, "test"):
        if what == "illegible":
            supplying.set_aside(supplied, "illegible", author=officer)
        elif what == "misfiled":
            SuppliedPaper.objects.filter(pk=supplied.pk).update(misfiled=True)
        else:
            supplied.document.scan = "infected"
            supplied.document.save(update_fields=["scan"])
    assert proposed(officer, second) == {}


def test_nothing_of_somebody_else_is_proposed(officer, two):
    first, second = two
    supply(officer, first, "ame_identity", "p1")
    with acting_as(officer, "test"):
        told = second.situation | {"persons": [second.situation["persons"][0], {"id": "p2", "role": "child"}]}
        second.situation = told
        second.requiredpapers.filter(code="puma_identity").update(of_person="p2")
    assert proposed(officer, second) == {}
    assert proposed(officer, deposit(officer, "puma")) == {}
