"""Examining referrals: sentences of the field, with their races."""

import threading
import uuid

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from tests import factories
from tests.clients import Browser


def url(referral):
    return reverse("casework:triage", args=[referral.pk])


def signed_in(account):
    client = Browser()
    client.force_login(account)
    return client


def at_once(*requests):
    """Send all requests at the same moment, each on its own connection, and give the answers."""
    answers = [None] * len(requests)
    start = threading.Barrier(len(requests))

    def run(place, request):
        start.wait(10)
        try:
            answers[place] = request()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


ACCEPT_NEW = {"what": "accept", "accept-identity": "new", "accept-themes": ["rights"]}


@pytest.mark.django_db
def test_an_adviser_recognises_a_known_person_by_three_of_four_elements_and_does_not_merge_silently():
    adviser = factories.account(Role.ADVISER)
    first = factories.accompaniment(adviser, birth_name="Lefèvre", first_name="Zoé", phone="06 39 98 12 34")
    again = factories.referral(
        adviser.organisation, birth_name="LEFEVRE", first_name="zoe", phone="01 99 00 11 22", reasons=["forgone_care"]
    )
    client = signed_in(adviser)

    page = client.get(url(again))
    assertContains(page, "Trois éléments sur quatre")
    assertContains(page, "Rien n’est rapproché sans vous.")
    shown = {"accept-shown": [str(first.person_id)]}

    unsaid = client.post(url(again), {"what": "accept", "accept-themes": ["care"], **shown})
    assertContains(unsaid, "Choisissez une fiche connue ou une nouvelle personne.")
    with acting_as(adviser, "test"):
        assert Person.objects.count() == Accompaniment.objects.count() == 1

    said = {"accept-identity": str(first.person_id), f"accept-learn-{first.person_id}": ["phone"]}
    client.post(url(again), {"what": "accept", "accept-themes": ["care"], **shown, **said})
    with acting_as(adviser, "test"):
        person = Person.objects.get()
        assert person.phone == "01 99 00 11 22"
        assert person.birth_name == "Lefèvre"
        assert set(person.accompaniments.values_list("referral_id", flat=True)) == {first.referral_id, again.pk}


@pytest.mark.django_db
def test_an_adviser_says_that_somebody_who_looks_alike_is_somebody_else():
    adviser = factories.account(Role.ADVISER)
    twin = factories.person(adviser.organisation)
    referral = factories.referral(adviser.organisation, first_name="Léa")
    signed_in(adviser).post(url(referral), {**ACCEPT_NEW, "accept-shown": [str(twin.pk)]})
    with acting_as(adviser, "test"):
        assert Person.objects.count() == 2
        assert Accompaniment.objects.get().person_id != twin.pk


@pytest.mark.django_db
def test_an_adviser_who_cannot_reach_a_person_writes_it_down_twice_before_closing():
    adviser = factories.account(Role.ADVISER)
    referral = factories.referral(adviser.organisation)
    client = signed_in(adviser)
    closing = {"what": "close", "close-reason": "unreachable", "close-note": ""}
    tried = {
        "what": "attempt",
        "attempt-on": f"{timezone.localdate():%d/%m/%Y}",
        "attempt-at": "00:00",
        "attempt-incoming": "no",
        "attempt-channel": "phone",
        "attempt-result": "no_answer",
    }
    assertContains(client.post(url(referral), closing), "au moins 2 tentatives")
    for _ in range(2):
        client.post(url(referral), {**tried, "attempt-id": str(uuid.uuid4())})
    assertContains(client.post(url(referral), closing, follow=True), "close sans accompagnement")
    with acting_as(adviser, "test"):
        closed = Accompaniment.objects.get()
        assert (closed.opened_on, closed.person_id, closed.closure_reason) == (None, None, "unreachable")


@pytest.mark.django_db(transaction=True)
def test_two_advisers_accept_the_same_referral_at_once_and_one_of_them_is_told():
    first = factories.account(Role.ADVISER)
    second = factories.account(Role.ADVISER, at=first.organisation)
    referral = factories.referral(first.organisation)
    clients = [signed_in(first), signed_in(second)]
    answers = at_once(*(lambda client=client: client.post(url(referral), ACCEPT_NEW) for client in clients))
    with acting_as(first, "test"):
        accompaniment = Accompaniment.objects.get()
        assert Person.objects.count() == 1
    to_person = reverse("casework:person", args=[accompaniment.person_id])
    assert sorted(answer.url for answer in answers) == sorted([to_person, url(referral)])
    late = clients[[answer.url for answer in answers].index(url(referral))]
    assertContains(late.get(url(referral)), "examinée entre-temps")


@pytest.mark.django_db(transaction=True)
def test_a_nervous_hand_that_accepts_twice_at_once_opens_one_accompaniment():
    adviser = factories.account(Role.ADVISER)
    referral = factories.referral(adviser.organisation)
    client = signed_in(adviser)
    answers = at_once(*[lambda: client.post(url(referral), ACCEPT_NEW)] * 2)
    with acting_as(adviser, "test"):
        accompaniment = Accompaniment.objects.get()
    assert {answer.url for answer in answers} == {reverse("casework:person", args=[accompaniment.person_id])}


@pytest.mark.django_db(transaction=True)
def test_two_referrals_with_the_same_number_accepted_at_once_make_one_person_and_one_question():
    adviser = factories.account(Role.ADVISER)
    colleague = factories.account(Role.ADVISER, at=adviser.organisation)
    nir = "184037512345690"
    referrals = [factories.referral(adviser.organisation, nir=nir, first_name=name) for name in ("Zoé", "Zohé")]
    clients = [signed_in(adviser), signed_in(colleague)]
    answers = at_once(
        *(
            lambda client=client, referral=referral: client.post(url(referral), ACCEPT_NEW)
            for client, referral in zip(clients, referrals, strict=True)
        )
    )
    [refused] = [answer for answer in answers if answer.status_code == 200]
    assertContains(refused, "porte déjà ce numéro de sécurité sociale")
    assertContains(refused, "C’est la même personne")
    with acting_as(adviser, "test"):
        assert Person.objects.count() == Accompaniment.objects.count() == 1
        assert Referral.objects.filter(triaged_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_attempt_sent_twice_at_once_is_written_once():
    adviser = factories.account(Role.ADVISER)
    referral = factories.referral(adviser.organisation)
    client = signed_in(adviser)
    sent = {
        "what": "attempt",
        "attempt-id": str(uuid.uuid4()),
        "attempt-on": f"{timezone.localdate():%d/%m/%Y}",
        "attempt-at": "00:00",
        "attempt-incoming": "no",
        "attempt-channel": "phone",
        "attempt-result": "no_answer",
    }
    answers = at_once(*[lambda: client.post(url(referral), sent)] * 2)
    assert {answer.url for answer in answers} == {url(referral)}
    with acting_as(adviser, "test"):
        assert Contact.objects.count() == 1
