"""The page of a protection: placed, read with a reason, entrusted to others, ended; a partner reads no more either."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.accompaniment import workflow as casework
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from tests import factories
from tests.clients import Browser

pytestmark = pytest.mark.django_db

PHONE = "06\N{NO-BREAK SPACE}39\N{NO-BREAK SPACE}98\N{NO-BREAK SPACE}77\N{NO-BREAK SPACE}66"


@pytest.fixture
def partner():
    return factories.account(Role.PARTNER)


@pytest.fixture
def adviser(partner):
    return factories.account(Role.ADVISER, at=partner.organisation.local_fund)


@pytest.fixture
def person(adviser, partner):
    referral = factories.referral(
        adviser.organisation, reported_by=partner, detector_family="partner", detector_category="ccas", phone=PHONE
    )
    with acting_as(adviser, "test"):
        return casework.accept(referral, adviser=adviser, person=None, themes=["rights"]).person


def browser(account):
    client = Browser()
    client.force_login(account)
    return client


def place(client, person, *keepers, **given):
    page = client.get(reverse("casework:protect", args=[person.pk]))
    answers = {
        "id": page.context["form"]["id"].value(),
        "danger": "partner_violence",
        "note": "Dit au guichet 4.",
        "keepers": [keeper.pk for keeper in keepers],
        **given,
    }
    return client.post(page.wsgi_request.get_full_path(), answers, follow=True)


def test_from_the_page_of_the_person_and_back(adviser, partner, person):
    client, address = browser(adviser), reverse("casework:protect", args=[person.pk])
    sent = browser(partner)
    with acting_as(adviser, "test"):
        its_page = reverse("detector:detail", args=[Referral.objects.get().pk])
    assertContains(sent.get(its_page), PHONE)
    page = client.get(reverse("casework:person", args=[person.pk]))
    assertContains(page, address)
    assertContains(place(client, person, note=""), "qui a été dit")
    page = place(client, person)
    assertContains(page, "Comment la joindre")
    assertNotContains(page, PHONE)
    assertNotContains(sent.get(its_page), PHONE)
    assertContains(client.post(address, {"what": "read", "why": ""}), "Écrivez pourquoi")
    page = client.post(address, {"what": "read", "why": "L’appeler."})
    assertContains(page, PHONE)
    assert page["Cache-Control"] == "no-store"
    page = client.get(address)
    assertNotContains(page, PHONE)
    assertContains(page, "L’appeler.")
    assertContains(client.post(address, {"what": "name"}), "au moins une personne")
    assertContains(client.post(address, {"what": "end", "end-why": ""}), "Écrivez pourquoi")
    page = client.post(address, {"what": "end", "end-why": "Elle le demande."}, follow=True)
    assertContains(page, PHONE)


def test_who_is_not_named_knows_that_there_is_a_protection_and_nothing_more(adviser, person):
    place(browser(adviser), person)
    fund, address = adviser.organisation, reverse("casework:protect", args=[person.pk])
    for role in (Role.ADVISER, Role.RIGHTS_OFFICER):
        client = browser(factories.account(role, at=fund))
        assertContains(client.get(address), "adressez-vous à un responsable")
        page = client.post(address, {"what": "read", "why": "voir"})
        assertNotContains(page, "guichet 4")
        assertNotContains(page, PHONE)
    manager = factories.account(Role.MANAGER, at=fund)
    client = browser(manager)
    assertContains(client.get(address), "Dit au guichet 4.")
    assert client.post(address, {"what": "read", "why": "voir"}).status_code == 403
    client.post(address, {"what": "name", "keepers": [manager.pk]})
    assertContains(client.post(address, {"what": "read", "why": "voir"}), PHONE)
    assert browser(factories.account(Role.RIGHTS_OFFICER, at=fund)).get(address).status_code == 200
    with acting_as(adviser, "test"):
        unprotected = factories.person(fund)
        assert Person.objects.get(pk=person.pk).phone == ""
    officer = browser(factories.account(Role.RIGHTS_OFFICER, at=fund))
    assert officer.get(reverse("casework:protect", args=[unprotected.pk])).status_code == 403
