"""Calling the persons of lists, one after the other."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from allervers.domain.detections.identities import Who, sealed
from allervers.domain.detections.models import Detection, DetectionCall, ListedIdentity
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy.models import Reading
from tests import factories

pytestmark = pytest.mark.django_db

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NEXT = reverse("detections:calls")


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture(autouse=True)
def in_the_fund(adviser):
    """What was written is read as somebody of the fund reads it."""
    with acting_as(adviser, "test"):
        yield


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


@pytest.fixture
def known(adviser):
    return named(adviser.organisation, 4001)


def named(fund, number):
    """A detection whose number the fund's file names."""
    detection = factories.detection(fund, number)
    who = Who("Exemple", "Zoé", "1984-03-12", "06 39 98 12 34")
    with acting_for(fund, "test"):
        ListedIdentity.objects.create(
            fund=fund, person_number=number, identity=sealed(who), may_be_called=True, imported_on=timezone.localdate()
        )
    return detection


def page(detection):
    return reverse("detections:call", args=[detection.pk])


def came_of(client, detection, result, **more):
    shown = ",".join(str(reason.pk) for reason in detection.reasons.all())
    sent = {"id": str(uuid.uuid4()), "result": result, "shown": shown, **more}
    return client.post(reverse("detections:call-result", args=[detection.pk]), sent)


def test_the_next_person_is_shown_with_who_it_is_why_and_what_to_say(at_work, adviser, known):
    assertRedirects(at_work.get(NEXT), page(known))
    answer = at_work.get(page(known))
    for said in ("EXEMPLE Zoé", "tel:0639981234", "Le foyer reçoit le RSA", "Que dire"):
        assertContains(answer, said)
    with acting_for(adviser.organisation, "test"):
        assert {one.person_id for one in Reading.objects.filter(account=adviser)} == {known.pk}


def test_somebody_of_whom_the_fund_said_nothing_is_not_proposed(at_work, adviser):
    unnamed = factories.detection(adviser.organisation)
    assertContains(at_work.get(NEXT), "Il ne reste personne à appeler aujourd’hui")
    assertRedirects(at_work.get(page(unnamed)), reverse("detections:detection", args=[unnamed.pk]))


def test_no_answer_is_noted_and_the_next_one_comes(at_work, adviser, known):
    other = named(adviser.organisation, 4002)
    assertRedirects(came_of(at_work, known, "no_answer"), NEXT, fetch_redirect_response=False)
    assert DetectionCall.objects.get().result == "no_answer"
    assertRedirects(at_work.get(NEXT), page(other))


def test_a_refusal_sets_aside_and_can_be_taken_back(at_work, known):
    assertContains(at_work.post(NEXT), "", status_code=405)
    came_of(at_work, known, "declined")
    assert Detection.objects.get().set_aside_reason == "declined"
    assertContains(at_work.get(NEXT), "Détection écartée")
    at_work.post(reverse("detections:detection", args=[known.pk]), {"what": "take-back"})
    assert Detection.objects.get().status == "waiting"


def test_an_agreement_leads_to_a_referral_filled_in(at_work, known):
    form = at_work.get(reverse("detections:referral", args=[known.pk])).context["form"]
    assert (form.initial["birth_name"], form.initial["phone"]) == ("Exemple", "06 39 98 12 34")


def test_a_list_that_added_a_reason_meanwhile_is_read_first(at_work, known):
    came_of(at_work, known, "declined", shown="")
    assert Detection.objects.get().status == "waiting"


@pytest.mark.parametrize("sent", [{"result": "perhaps"}, {"result": "no_answer", "id": "x"}, {"result": "other"}])
def test_what_no_button_sends_writes_nothing(at_work, known, sent):
    came_of(at_work, known, **sent)
    assert not DetectionCall.objects.exists()
    assert Detection.objects.get().status == "waiting"


def test_the_number_of_the_person_is_not_shown(at_work, known):
    answer = at_work.get(page(known))
    # The random identifiers of its addresses may hold any four digits.
    assert "4001" not in re.sub(UUID, "", answer.content.decode())
