"""The inbox: what waits, in which order, how it is narrowed, and who sees it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.accompaniment import workflow
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from tests import factories

pytestmark = pytest.mark.django_db

INBOX = reverse("casework:inbox")
# The count, the page and its contacts; the menu's count; session, account and its organisation; the transaction (two
# savepoints) and its settings (read and set, then put back).
QUERIES = 13


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def waiting(adviser, days=0, **fields):
    received_at = timezone.now() - datetime.timedelta(days=days)
    return factories.referral(adviser.organisation, received_at=received_at, **fields)


def listed(response):
    return [row.referral for row in response.context["rows"]]


def test_urgent_referrals_come_first_then_the_oldest(at_work, adviser):
    recent = waiting(adviser, days=1)
    old = waiting(adviser, days=30)
    urgent = waiting(adviser, urgent=True, urgent_reason="Insuline dans quatre jours")
    response = at_work.get(INBOX)
    assert listed(response) == [urgent, old, recent]
    assertContains(response, "Insuline dans quatre jours")


def test_a_line_says_who_why_from_whom_since_when_and_what_was_tried(at_work, adviser):
    referral = waiting(
        adviser,
        days=12,
        birth_name="Lefèvre",
        first_name="Zoé",
        birth_date=timezone.localdate().replace(day=1, month=1) - datetime.timedelta(days=365 * 40 + 11),
        reasons=["rights", "forgone_care"],
        detector_name="Camille Guichet",
        language="ar",
        interpreter_needed=True,
    )
    with acting_as(adviser, "test"):
        workflow.note_contact(
            referral, contact_id=referral.pk, author=adviser, channel="phone", result="no_answer", incoming=False
        )
    response = at_work.get(INBOX)
    for said in (
        "LEFÈVRE Zoé",
        ">Droits</li>",
        ">Soins</li>",
        "Camille Guichet",
        "Accueil",
        "12 jours",
        "Interprète",
        "Arabe",
    ):
        assertContains(response, said)
    assertContains(response, "Pas de réponse")
    assert response.context["rows"][0].age == 41 or response.context["rows"][0].age == 40


def test_somebody_of_one_year_and_somebody_without_a_birth_date_are_listed_too(at_work, adviser):
    waiting(adviser, birth_date=timezone.localdate() - datetime.timedelta(days=400))
    waiting(adviser, birth_date=None)
    response = at_work.get(INBOX)
    assertContains(response, "1 an<")
    assertContains(response, "âge inconnu")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?reason=digital", {"digital"}),
        ("?family=partner", {"partner"}),
        ("?urgent=on", {"urgent"}),
        ("?reason=digital&urgent=on", set()),
        ("?reason=&family=", {"plain", "digital", "partner", "urgent"}),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_says(at_work, adviser, query, expected):
    waiting(adviser, birth_name="plain")
    waiting(adviser, birth_name="digital", reasons=["digital", "rights"])
    waiting(adviser, birth_name="partner", detector_family="partner", detector_category="ccas")
    waiting(adviser, birth_name="urgent", urgent=True, urgent_reason="Soins demain")
    response = at_work.get(INBOX + query)
    assert {referral.birth_name for referral in listed(response)} == expected
    if not expected:
        assertContains(response, "Aucune saisine en attente avec ces filtres")


@pytest.mark.parametrize("query", ["?reason=whatever", "?family=%00", "?page=abc", "?page=999", "?urgent=2"])
def test_an_address_that_makes_no_sense_still_shows_the_list(at_work, adviser, query):
    referral = waiting(adviser, urgent=True, urgent_reason="Soins demain")
    assert listed(at_work.get(INBOX + query)) == [referral]


def test_an_empty_inbox_says_so_and_where_to_go_next(at_work):
    response = at_work.get(INBOX)
    assertContains(response, "Aucune saisine ne vous attend")
    assertContains(response, reverse("casework:open-files"))


def test_only_what_waits_in_this_fund_is_listed(at_work, adviser):
    factories.accompaniment(adviser)
    factories.referral(factories.fund())
    # Sent by this very adviser to another fund: theirs to follow, not to examine.
    factories.referral(factories.fund(), reported_by=adviser)
    assert listed(at_work.get(INBOX)) == []


def test_a_page_holds_25_and_costs_the_same_queries_as_one_line(at_work, adviser, django_assert_num_queries):
    for _ in range(27):
        waiting(adviser)
    with django_assert_num_queries(QUERIES):
        first = at_work.get(INBOX)
    assert len(listed(first)) == 25
    assertContains(first, "27 saisines à examiner")
    assert len(listed(at_work.get(INBOX + "?page=2"))) == 2


def test_the_number_is_never_on_the_list(at_work, adviser):
    waiting(adviser, nir="184037512345690")
    assertNotContains(at_work.get(INBOX), "184037512345690")


@pytest.mark.parametrize("role", Role)
def test_only_advisers_and_managers_open_the_inbox(client, role):
    client.force_login(factories.account(role))
    expected = 200 if role in ALLOWED[Permission.TRIAGE] else 403
    assert client.get(INBOX).status_code == expected
