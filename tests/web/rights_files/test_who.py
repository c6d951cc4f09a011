"""A file without a number whose person may be known already: the officer says who it is, the machine never does."""

import datetime

import pytest
from django.urls import reverse

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.rights_files.models import Handling, RightsFile
from tests import factories
from tests.rights_files import deposit

pytestmark = pytest.mark.django_db
AWA = {"birth_name": "Fictif", "first_name": "Awa", "birth_date": datetime.date(1990, 5, 4), "phone": "06 39 98 12 34"}


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def page(name, *args):
    return reverse(f"rights_files:{name}", args=args)


def text(response):
    return response.content.decode()


def now(officer, file):
    with acting_as(officer, "test"):
        return RightsFile.objects.get(pk=file.pk)


def test_taking_a_file_up_asks_who_it_is_and_joins_what_the_officer_recognises(client, officer):
    known = factories.person(officer.organisation, **AWA | {"birth_name": "FICTIF"})
    file = deposit(officer, phone="01 02 03 04 05")
    for response in (client.post(page("examine", file.pk)), client.get(page("decide", file.pk))):
        assert (response.status_code, response.url) == (302, page("who", file.pk))
    shown = text(client.get(page("who", file.pk)))
    assert "Date de naissance, nom de naissance, prénom" in shown
    assert "Diffère : téléphone" in shown
    assert "Dites si la personne" in text(client.post(page("who", file.pk), {}))
    assert now(officer, file).person_id is None
    client.post(page("who", file.pk), {"who": str(known.pk)})
    assert (now(officer, file).person_id, now(officer, file).status) == (known.pk, "under_examination")
    with acting_as(officer, "test"):
        assert Person.objects.count() == 1
    assert client.get(page("who", file.pk)).url == page("file", file.pk)


def test_somebody_new_becomes_a_person_of_their_own(client, officer):
    factories.person(officer.organisation, **AWA)
    file = deposit(officer)
    client.post(page("who", file.pk), {"who": "new"})
    with acting_as(officer, "test"):
        assert Person.objects.count() == 2


def test_nobody_is_asked_where_nobody_is_alike_or_the_number_says_who_it_is(client, officer):
    factories.person(officer.organisation, **AWA | {"first_name": "Aminata", "phone": ""})
    file = deposit(officer)
    assert client.post(page("examine", file.pk)).url == page("file", file.pk)
    number = "290057500100125"
    factories.person(officer.organisation, number, **AWA)
    other = deposit(officer)
    with acting_as(officer, "test"):
        other.set_nir(number)
        other.save()
    assert client.post(page("examine", other.pk)).url == page("file", other.pk)


def test_only_who_may_be_is_recognised(client, officer):
    factories.person(officer.organisation, **AWA)
    stranger = factories.person(officer.organisation, **AWA | {"birth_name": "Autre", "first_name": "Autre"})
    file = deposit(officer)
    assert "who" in client.post(page("who", file.pk), {"who": str(stranger.pk)}).context["form"].errors
    assert now(officer, file).person_id is None


def test_a_body_that_examines_for_the_fund_is_not_shown_whom_it_knows(client, officer):
    factories.person(officer.organisation, **AWA)
    body = factories.organisation(Organisation.Kind.HANDLING_BODY)
    Handling.objects.create(fund=officer.organisation, right="ame", body=body)
    file = deposit(officer)
    client.force_login(factories.account(Role.HANDLING_BODY_OFFICER, at=body))
    assert client.post(page("examine", file.pk)).url == page("file", file.pk)
