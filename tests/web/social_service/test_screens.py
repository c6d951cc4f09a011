"""The screens of the social service: who turns to it, who answers, and what the others are shown."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy.models import Reading
from allervers.domain.social_service.models import SocialServiceFile, SocialServiceReferral
from tests import factories, social_service

pytestmark = pytest.mark.django_db
SAID = {
    "need": "care_paths/forgone_care",
    "what_for": "Renonce à ses lunettes.",
    "agreed": "on",
    "agreed_on": "aujourd’hui",
}
TYPED = SAID | {"birth_name": "Exemple", "first_name": "Zoé", "birth_date": "12/03/1984", "phone": "06 39 98 12 34"}
TYPED |= {"language": "fr"}


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def service(fund):
    return social_service.service(fund)


@pytest.fixture
def desk(service):
    return social_service.member(service, Role.SOCIAL_SERVICE_DESK)


@pytest.fixture
def worker(service):
    return social_service.member(service)


@pytest.fixture
def adviser(fund):
    return factories.account(Role.ADVISER, at=fund)


def page(client, account, name, *args, **options):
    client.force_login(account)
    return client.get(reverse(f"social_service:{name}", args=args), **options)


def said(response) -> str:
    return response.content.decode()


def post_form(client, address, answers):
    """As a browser: the form is opened, and what it holds sent back with the answers."""
    shown = said(client.get(address))
    hidden = re.search(r'name="id" value="([^"]+)"', shown)[1]
    return client.post(address, {"id": hidden, **answers})


def test_an_adviser_refers_from_the_page_of_a_person(client, fund, service, adviser, desk):
    person = factories.person(fund)
    client.force_login(adviser)
    address = reverse("social_service:refer-person", args=[person.pk])
    assert address in said(client.get(reverse("casework:person", args=[person.pk])))
    answer = post_form(client, address, SAID)
    assert answer.url == reverse("casework:person", args=[person.pk])
    with acting_as(desk, "test"):
        made = SocialServiceReferral.objects.get()
    assert (made.person_id, made.birth_name, made.offer, made.origin) == (
        person.pk,
        "Exemple",
        "forgone_care",
        "mission",
    )
    waits = said(page(client, desk, "desk"))
    assert made.full_name in waits
    assert "Renonce à ses lunettes." in said(page(client, desk, "request", made.pk))


def test_a_partner_types_who_it_is_and_finds_what_they_sent(client, fund, service, desk):
    at = factories.organisation(Organisation.Kind.PARTNER, local_fund=fund)
    partner = factories.account(Role.PARTNER, at=at)
    client.force_login(partner)
    address = reverse("social_service:refer")
    assert 'name="nir"' not in said(client.get(address))
    assert post_form(client, address, TYPED).url == reverse("social_service:sent")
    assert "Renonce à ses lunettes." in said(client.get(reverse("social_service:sent")))
    colleague = factories.account(Role.PARTNER, at=at)
    assert "Renonce" not in said(page(client, colleague, "sent"))


def test_the_desk_types_what_somebody_asked_by_telephone(client, fund, service, desk):
    other = factories.fund()
    with factories.owner_writes():
        service.served.create(fund=other, kind=service.kind)
    client.force_login(desk)
    address = reverse("social_service:refer")
    refused = post_form(client, address, TYPED)
    assert "Choisissez la caisse de la personne." in said(refused)
    post_form(client, address, TYPED | {"fund": other.pk})
    with acting_as(desk, "test"):
        assert [(made.fund, made.origin) for made in SocialServiceReferral.objects.all()] == [(other, "person")]


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("agreed", "Sans l’accord de la personne"),
        ("what_for", "ce qui est demandé"),
        ("need", "Choisissez ce qui est demandé"),
        ("phone", "au moins un moyen de joindre"),
    ],
)
def test_what_is_missing_is_said(client, service, fund, without, sentence):
    partner = factories.account(Role.PARTNER, at=factories.organisation(Organisation.Kind.PARTNER, local_fund=fund))
    client.force_login(partner)
    answers = {name: value for name, value in TYPED.items() if name != without}
    assert sentence in said(post_form(client, reverse("social_service:refer"), answers))


def test_a_fund_that_said_no_service_is_told(client):
    adviser = factories.account(Role.ADVISER)
    client.force_login(adviser)
    answer = post_form(client, reverse("social_service:refer"), TYPED)
    assert "quel service social" in said(answer)


def test_sent_twice_by_the_browser_it_is_one_request(client, fund, service, adviser, desk):
    client.force_login(adviser)
    shown = client.get(reverse("social_service:refer"), follow=True)
    hidden = re.search(r'name="id" value="([^"]+)"', said(shown))[1]
    for _ in range(2):
        client.post(reverse("social_service:refer"), TYPED | {"id": hidden})
    with acting_as(desk, "test"):
        assert SocialServiceReferral.objects.count() == 1
    again = client.get(f"{reverse('social_service:refer')}?formulaire={hidden}")
    assert again.url == reverse("social_service:sent")


def test_the_desk_books_and_the_worker_notes_that_the_person_came(client, fund, service, adviser, desk, worker):
    person = factories.person(fund)
    asked = social_service.asked(adviser, fund, person)
    client.force_login(desk)
    address = reverse("social_service:request", args=[asked.pk])
    shown = said(client.get(address))
    assert "Connue de la caisse" in shown
    hidden = re.search(r'name="id" value="([^"]+)"', shown)[1]
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    answers = {"id": hidden, "answer": "booked", "worker": worker.pk, "way": "home"}
    refused = client.post(reverse("social_service:answer", args=[asked.pk]), answers)
    assert "Dites quel jour." in said(refused)
    answers |= {"starts_on": f"{tomorrow:%d/%m/%Y}", "starts_at": "09:30", "analysis": "Budget serré."}
    assert client.post(reverse("social_service:answer", args=[asked.pk]), answers).url == address
    with acting_as(worker, "test"):
        interview = SocialServiceFile.objects.get().interviews.get()
    assert (interview.way, timezone.localtime(interview.starts_at).hour) == ("home", 9)
    assert person.full_name in said(page(client, worker, "desk"))
    outcome = reverse("social_service:interview-outcome", args=[interview.pk])
    assert "pas commencé" in said(client.post(outcome, {"state": "held"}, follow=True))
    assert "est annulé" in said(client.post(outcome, {"state": "cancelled"}, follow=True))


def test_each_opening_of_a_request_is_in_the_journal_of_the_person_s_fund(client, fund, service, adviser, desk):
    asked = social_service.asked(adviser, fund, factories.person(fund))
    page(client, desk, "request", asked.pk)
    with acting_as(factories.account(Role.DATA_PROTECTION_OFFICER, at=fund), "test"):
        assert Reading.objects.get().what == "Dossier du service social"


def test_who_is_of_the_fund_but_not_of_the_service_finds_nothing(client, fund, service, adviser, worker):
    asked = social_service.asked(adviser, fund, factories.person(fund))
    file = social_service.booked(asked, worker)
    with acting_as(worker, "test"):
        interview = file.interviews.get()
    for role in (Role.SOCIAL_WORKER, Role.SOCIAL_SERVICE_DESK):
        for at in (fund, service.organisation):
            stranger = factories.account(role, at=at)
            assert page(client, stranger, "request", asked.pk).status_code == 404
            assert asked.full_name not in said(page(client, stranger, "desk"))
            outcome = reverse("social_service:interview-outcome", args=[interview.pk])
            assert client.post(outcome, {"state": "cancelled"}).status_code == 404
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER):
        assert page(client, factories.account(role, at=fund), "request", asked.pk).status_code == 403
    with acting_as(worker, "test"):
        interview.refresh_from_db()
        assert interview.state == "planned"


def test_the_lists_ask_as_many_questions_for_ten_as_for_two(
    client, fund, service, adviser, desk, django_assert_max_num_queries
):
    def asked_of_desk():
        client.force_login(desk)
        with django_assert_max_num_queries(30) as counted:
            client.get(reverse("social_service:desk"))
        return len(counted)

    for _ in range(2):
        social_service.asked(adviser, fund)
    few = asked_of_desk()
    for _ in range(8):
        social_service.asked(adviser, fund)
    assert asked_of_desk() == few


def test_an_administrator_lets_an_account_in_and_out(client, service):
    at = service.organisation
    administrator, worker = factories.account(Role.ADMINISTRATOR, at=at), factories.account(Role.SOCIAL_WORKER, at=at)
    client.force_login(administrator)
    address = reverse("administrator:membership", args=[worker.pk])
    assert "Faire entrer dans le service" in said(client.get(reverse("administrator:account", args=[worker.pk])))
    assert "ouvre désormais" in said(client.post(address, {"service": service.pk, "to": "in"}, follow=True))
    assert worker.memberships.get().left_at is None
    assert "ne les ouvre plus" in said(client.post(address, {"service": service.pk, "to": "out"}, follow=True))
    assert worker.memberships.get().left_by == administrator
    assert "ne convient pas" in said(client.post(address, {"service": "0", "to": "in"}, follow=True))
