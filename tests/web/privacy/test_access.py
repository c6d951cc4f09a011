"""The officer notes that somebody asks for their data, opens the copy, hands it over; nobody else does."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.access_requests import workflow
from allervers.domain.access_requests.models import AccessRequest
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy.models import Reading
from allervers.law.data_protection import answer_due_on
from tests import factories
from tests.clients import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.account(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def person(officer):
    adviser = factories.account(Role.ADVISER, at=officer.organisation)
    return factories.accompaniment(adviser, birth_name="Moineau").person


def browser(account):
    client = Browser()
    client.force_login(account)
    return client


def noted(client, person, **said):
    form = client.get(reverse("privacy:record-access", args=[person.pk]))
    told = {"id": form.context["form"]["id"].value(), "way": "letter", "identity": "copy", "asked_on": "hier"} | said
    return client.post(form.wsgi_request.get_full_path(), told, follow=True)


def body(response):
    return b"".join(response) if response.streaming else response.content


def test_from_the_letter_to_the_receipt(officer, person):
    client = browser(officer)
    assertContains(client.get(reverse("casework:person", args=[person.pk])), "toutes ses données")
    assertContains(noted(client, person), "En préparation")
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    with acting_as(officer, "test"):
        asked = AccessRequest.objects.get()
    assert (asked.due_on, asked.author_id) == (answer_due_on(yesterday), officer.pk)
    assertContains(noted(client, person), "déjà en cours")
    assertContains(client.get(reverse("privacy:retention")), '<span class="visually-hidden"> à traiter</span>')
    assertContains(client.get(reverse("privacy:access-list")), asked.reference)
    page, copy, deliver = (
        reverse(f"privacy:{name}", args=[asked.pk]) for name in ("access", "access-copy", "access-deliver")
    )
    assertContains(client.post(copy, {"kind": "lisible"}, follow=True), "pas encore prête")
    workflow.run()
    machine = client.post(copy, {"kind": "donnees"})
    assert json.loads(body(machine))["reference"] == asked.reference
    readable = client.post(copy, {"kind": "lisible"})
    assert "attachment" in readable["Content-Disposition"]
    assert "Moineau" not in readable["Content-Disposition"]
    for there in ("<h2>Identité et coordonnées</h2>", "Moineau", "Date de naissance", "12/03/1984", "CNIL"):
        assertContains(readable, there)
    assertNotContains(readable, "birth_name")
    with acting_as(officer, "test"):
        assert Reading.objects.filter(what__startswith="Copie de ses données").count() == 2
    assertContains(client.post(deliver, {}), "Dites comment la copie est remise")
    assertContains(client.post(deliver, {"delivery": "by_hand"}, follow=True), "Reçu")
    assertContains(client.get(page), "Remise en main propre")
    assertContains(client.get(reverse("privacy:access-list")), "Aucune demande n’attend")


@pytest.mark.parametrize("bad", [{"way": ""}, {"identity": "guess"}, {"asked_on": "demain"}, {"asked_on": "x"}])
def test_what_cannot_be_is_told_and_nothing_is_written(officer, person, bad):
    assertContains(noted(browser(officer), person, **bad), "error-summary")
    with acting_as(officer, "test"):
        assert not AccessRequest.objects.exists()


def test_a_manager_sees_that_it_waits_and_opens_nothing(officer, person):
    noted(browser(officer), person)
    workflow.run()
    with acting_as(officer, "test"):
        asked = AccessRequest.objects.get()
    manager = browser(factories.account(Role.MANAGER, at=officer.organisation))
    assertNotContains(manager.get(reverse("privacy:access", args=[asked.pk])), "Noter la remise")
    assert manager.post(reverse("privacy:access-copy", args=[asked.pk])).status_code == 403
    elsewhere = browser(factories.account(Role.DATA_PROTECTION_OFFICER))
    assert elsewhere.get(reverse("privacy:access", args=[asked.pk])).status_code == 404
    assert elsewhere.get(reverse("privacy:record-access", args=[person.pk])).status_code == 404


def test_how_many_questions_the_list_asks(officer, person, django_assert_max_num_queries):
    client = browser(officer)
    noted(client, person)
    with django_assert_max_num_queries(16):
        client.get(reverse("privacy:access-list"))
