"""« Mes données »: what the person agreed to, who sees their file, and changing their mind there."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain import consents
from allervers.domain.access_requests import workflow as access
from allervers.domain.access_requests.models import AccessRequest
from allervers.domain.consents.models import ConsentChange
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from allervers.domain.organisations.services import ROLES_OF_SERVICE
from allervers.domain.people.models import Person
from allervers.domain.privacy import journal
from allervers.domain.privacy.circle import Sees
from allervers.domain.protection import workflow
from allervers.domain.rights_files import person_links
from allervers.domain.rights_files.models import RightsFile
from allervers.web.own_file.words import MODULES
from tests import factories
from tests.clients import Browser
from tests.rights_files import deposit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


@pytest.fixture
def person(officer):
    adviser = factories.account(Role.ADVISER, at=officer.organisation)
    return factories.accompaniment(adviser, birth_date=datetime.date(1990, 5, 4)).person


@pytest.fixture
def client(officer, person):
    """Somebody who has opened their page, and whom the fund knows."""
    file = deposit(officer)
    with acting_as(officer, "test"):
        RightsFile.objects.filter(pk=file.pk).update(person=person)
        code = person_links.give(file)[0]
    client = Browser()
    client.post(reverse("own_file:open"), {"code": code, "birth_date": "04/05/1990"})
    return client


DATA = "own_file:data"


def test_the_person_sees_who_sees_and_says_no(client, officer, person):
    with acting_as(officer, "test"):
        journal.note_reading(person, officer, journal.PAGE)
    shown = client.get(reverse(DATA))
    assertContains(shown, "Recevoir des SMS")
    assertContains(shown, "Dossier ouvert 1 fois")
    assertNotContains(shown, officer.last_name)
    confirm = client.get(reverse("own_file:consent"), {"quoi": "sms."})
    assertContains(confirm, "Les lettres arrivent toujours")
    address = confirm.wsgi_request.get_full_path()
    for _ in range(2):
        assertContains(client.post(address, {"given": "False"}, follow=True), "Ce que j’ai accepté")
    with acting_as(officer, "test"):
        change = ConsentChange.objects.get()
        assert (change.how, change.author_id, change.on) == ("own_page", None, timezone.localdate())
        assert not consents.found(person, "sms.").given
    # Somebody takes messages up again: the person alone does not from here.
    assert client.get(reverse("own_file:consent"), {"quoi": "sms."}, follow=True).status_code == 200


def test_the_person_asks_for_their_copy_and_takes_it_once(client, officer, person):
    form = client.get(reverse("own_file:ask-copy"))
    assertContains(form, "un mois au plus")
    address = form.wsgi_request.get_full_path()
    for _ in range(2):
        assertContains(client.post(address, follow=True), "Vous avez demandé votre copie le")
    assertContains(client.post(reverse("own_file:copy"), {"kind": "lisible"}, follow=True), "n’est plus ici")
    access.run()
    assertContains(client.get(reverse(DATA)), "Votre copie est prête")
    taken = client.post(reverse("own_file:copy"), {"kind": "lisible"})
    assertContains(taken, "Identité et coordonnées")
    assertContains(client.post(reverse("own_file:copy"), {"kind": "donnees"}), "people_person")
    with acting_as(officer, "test"):
        asked = AccessRequest.objects.get()
    assert (asked.delivery, asked.delivered_by_id, asked.author_id) == ("own_page", None, None)
    assertContains(client.get(reverse(DATA)), asked.digest)
    assertContains(client.get(reverse(DATA)), "pendant une heure")


def test_of_somebody_not_recognised_the_copy_is_not_taken_from_the_page(client, officer, person):
    client.post(client.get(reverse("own_file:ask-copy")).wsgi_request.get_full_path())
    access.run()
    with acting_as(officer, "test"):
        Person.objects.update(birth_date=datetime.date(1991, 5, 4))
    assertNotContains(client.get(reverse(DATA)), "Votre copie est prête")
    assert client.post(reverse("own_file:copy"), {"kind": "donnees"}).status_code == 302
    with acting_as(officer, "test"):
        assert AccessRequest.objects.get().delivered_at is None
        RightsFile.objects.update(person=None)
    assertContains(client.get(reverse("own_file:ask-copy"), follow=True), "tout ce que nous savons de vous")


@pytest.mark.parametrize(
    "different", [{"birth_date": datetime.date(1991, 5, 4)}, {"protected_since": timezone.now()}, {"pk": None}]
)
def test_somebody_else_recognised_or_protected_shows_nothing_beside_the_file(client, officer, person, different):
    with acting_as(officer, "test"):
        if "birth_date" in different:
            Person.objects.filter(pk=person.pk).update(**different)
        elif "pk" in different:
            RightsFile.objects.update(person=None)
        else:
            adviser = person.accompaniments.get().adviser
    if "protected_since" in different:
        with acting_as(adviser, "test"):
            workflow.protect(person, key=person.pk, danger="threats", note="test", keepers=[])
    shown = client.get(reverse(DATA))
    assertContains(shown, "encore rien")
    assertContains(shown, str(officer.organisation))
    assertNotContains(shown, "SMS")


def test_without_a_visit_the_page_asks_for_the_code():
    assert Browser().get(reverse(DATA)).url == reverse("own_file:open")


def test_both_languages_name_every_purpose_role_and_view():
    roles = ALLOWED[Permission.SEE_PERSON] | ALLOWED[Permission.EXAMINE_FILE]
    roles |= {role for fitting in ROLES_OF_SERVICE.values() for role in fitting} | {Role.INTERNAL_DETECTOR}
    keys = {f"sees.{each}" for each in Sees} | {f"role.{role}" for role in roles}
    for source in consents.sources():
        keys |= {f"consent.{source.purpose}", f"consent.{source.purpose}.stops"}
    for module in MODULES.values():
        assert keys <= module.WORDS.keys()
