"""A letter that cannot leave for its address: the officer corrects it in two clicks, and it leaves."""

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.rights_files import deciding, letters, person_words, sending
from allervers.domain.rights_files.models import RightsFile
from tests import factories
from tests.pdf import words
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db
GOOD = "12 rue des Lilas\n75011 PARIS"


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def page(name, *args):
    return reverse(f"rights_files:{name}", args=args)


def text(response):
    return response.content.decode()


def fields(response):
    form = response.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_from_the_letters_that_wait_to_the_corrected_address_and_back(client, officer):
    kept = deposit(officer, postal_address="12 rue des Lilas")
    link = page("contact", kept.pk) + "?depuis=courriers"
    assert link in text(client.get(page("batches")))
    given = fields(client.get(link))
    refused = client.post(link, given | {"postal_address": "12 rue des Lilas\n" + "x" * 50 + "\n75011 Paris"})
    assert "a 50 signes" in text(refused)
    done = client.post(link, given | {"postal_address": GOOD}, follow=True)
    assert done.redirect_chain == [(page("batches"), 302)]
    assert "le courrier de ce dossier part au prochain lot" in text(done)
    assert "<strong>1</strong> courrier peut partir" in text(done)
    batch, _ = sending.make(officer.organisation, timezone.localdate())
    with acting_as(officer, "test"):
        letter = kept.letters.get()
        assert letter.sending.envelope[1:] == GOOD.splitlines()
        assert letter.content["address"] == ["12 rue des Lilas"]
        assert "75011 PARIS" in words(letters.pdf(letter))
        assert batch.letters == 1


def test_what_was_sent_keeps_the_address_that_was_printed_on_it(client, officer):
    file = deposit(officer, postal_address=GOOD)
    sending.make(officer.organisation, timezone.localdate())
    given = fields(client.get(page("contact", file.pk)))
    client.post(page("contact", file.pk), given | {"postal_address": "3 rue Neuve\n69001 LYON"})
    with acting_as(officer, "test"):
        printed = words(letters.pdf(file.letters.get()))
    assert "75011 PARIS" in printed
    assert "69001 LYON" not in printed


def test_two_at_once_the_second_is_told_and_nothing_is_overwritten(client, officer):
    file = deposit(officer, postal_address="12 rue des Lilas", phone="06 39 98 12 34")
    given = fields(client.get(page("contact", file.pk)))
    person_words.correct_contact(file, phone="", email="awa@example.org", postal_address=GOOD)
    told = client.post(page("contact", file.pk), given | {"postal_address": "1 rue X\n75001 PARIS"})
    assert "a changé ces coordonnées pendant que vous écriviez" in text(told)
    assert fields(told)["postal_address"] == "1 rue X\n75001 PARIS"
    with acting_as(officer, "test"):
        assert RightsFile.objects.get(pk=file.pk).postal_address == GOOD
    client.post(page("contact", file.pk), fields(told))
    with acting_as(officer, "test"):
        assert RightsFile.objects.get(pk=file.pk).postal_address == "1 rue X\n75001 PARIS"


def test_what_is_known_of_the_person_follows_where_it_said_the_same(client, officer):
    file = deposit(officer, "c2s", postal_address="12 rue des Lilas", phone="06 39 98 12 34")
    with acting_as(officer, "test"):
        person_id = deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA.")).file.person_id
        Person.objects.filter(pk=person_id).update(phone="01 02 03 04 05")
    given = fields(client.get(page("contact", file.pk)))
    client.post(page("contact", file.pk), given | {"postal_address": GOOD, "phone": "06 00 00 00 00"})
    with acting_as(officer, "test"):
        person = Person.objects.get(pk=person_id)
    assert (person.postal_address, person.phone) == (GOOD, "01 02 03 04 05")
