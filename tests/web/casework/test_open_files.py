"""The accompaniments under way: whose, in which order, and what is late."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.accompaniment import workflow
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from tests import factories

pytestmark = pytest.mark.django_db

FILES = reverse("casework:open-files")
# The count, the page, its persons, advisers and fund; the menu's count; session, account and its organisation; the
# transaction and its settings.
QUERIES = 15


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def plan(account, file, due_on, **more):
    with acting_as(account, "test"):
        action = workflow.plan_action(
            file, action_id=uuid.uuid4(), author=account, theme="rights", label="C2S", due_on=due_on
        )
        if more:
            workflow.mark_action(action, **more)


def contact(account, file, days_ago):
    at = timezone.now() - datetime.timedelta(days=days_ago)
    with acting_as(account, "test"):
        workflow.note_contact(
            file.referral, contact_id=uuid.uuid4(), author=account, at=at, channel="phone", result="reached"
        )


def listed(response):
    return [row.file for row in response.context["rows"]]


def test_what_is_due_first_comes_first_then_who_has_been_without_contact_for_longest(at_work, adviser):
    lately, long_ago, never, late, due = (factories.accompaniment(adviser) for _ in range(5))
    contact(adviser, lately, 1)
    contact(adviser, lately, 90)
    contact(adviser, long_ago, 30)
    plan(adviser, late, days(-3))
    plan(adviser, late, days(20))
    plan(adviser, due, days(4))
    plan(adviser, due, days(-10), status="done")
    plan(adviser, never, None)
    response = at_work.get(FILES)
    assert listed(response) == [late, due, never, long_ago, lately]
    assert [row.late for row in response.context["rows"]] == [True, False, False, False, False]
    assertContains(response, "En retard", count=1)


def test_what_is_due_today_is_not_late(at_work, adviser):
    plan(adviser, factories.accompaniment(adviser), days(0))
    assertNotContains(at_work.get(FILES), "En retard")


def test_an_adviser_sees_their_own_files_first_and_those_of_the_fund_when_asked(at_work, adviser):
    mine = factories.accompaniment(adviser, themes=("rights", "care"))
    theirs = factories.accompaniment(factories.account(Role.ADVISER, at=adviser.organisation))
    factories.accompaniment(factories.account(Role.ADVISER))
    closed = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        workflow.close(closed, reason="abandoned", outcomes=[])
    response = at_work.get(FILES)
    assert listed(response) == [mine]
    assertContains(response, "</svg>Droits</li>")
    assertContains(response, "</svg>Soins</li>")
    assertContains(response, reverse("casework:person", args=[mine.person_id]))
    assert set(listed(at_work.get(FILES + "?whose=all"))) == {mine, theirs}
    assert listed(at_work.get(FILES + "?whose=entrusted")) == []


def test_a_file_that_is_entrusted_stays_on_the_fund_s_list_and_says_to_whom(at_work, adviser):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        workflow.hand_over(file, body=officer.organisation, why="compétence nationale")
    response = at_work.get(FILES)
    assert listed(response) == [file]
    assertContains(response, f"confié à {officer.organisation}")


def test_a_body_sees_what_it_was_entrusted_with_whatever_the_address_says(client, adviser):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    file = factories.accompaniment(adviser)
    factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        workflow.hand_over(file, body=officer.organisation, why="compétence nationale")
    client.force_login(officer)
    for query in ("", "?whose=all", "?whose=mine", "?whose=whatever"):
        response = client.get(FILES + query)
        assert listed(response) == [file]
        assertContains(response, adviser.organisation.name)


@pytest.mark.parametrize("query", ["?whose=whatever", "?whose=%00", "?page=abc", "?page=99"])
def test_an_address_that_makes_no_sense_still_shows_the_list(at_work, adviser, query):
    file = factories.accompaniment(adviser)
    assert listed(at_work.get(FILES + query)) == [file]


@pytest.mark.parametrize(
    ("role", "query", "said"),
    [
        (Role.ADVISER, "", "Vous n’avez aucun accompagnement en cours"),
        (Role.MANAGER, "?whose=all", "Aucun accompagnement en cours dans votre caisse"),
        (Role.HANDLING_BODY_OFFICER, "", "Aucun dossier ne vous est confié"),
    ],
)
def test_an_empty_list_says_so(client, role, query, said):
    client.force_login(factories.account(role))
    assertContains(client.get(FILES + query), said)


def test_filters_that_leave_nobody_say_so_and_lead_to_all(client, adviser):
    factories.accompaniment(adviser)
    client.force_login(factories.account(Role.MANAGER, at=adviser.organisation))
    for query in ("?whose=all&sans_contact=31", "?whose=all&conseiller=0"):
        page = client.get(FILES + query)
        assertContains(page, "Aucun accompagnement en cours avec ces filtres")
        assertNotContains(page, "dans votre caisse")
        assertContains(page, '<a class="btn btn-secondary" href="?whose=all">Tout afficher</a>')
    assertNotContains(client.get(f"{FILES}?whose=all"), "Tout afficher")


def test_reassigning_leads_back_to_the_list_as_it_was_narrowed(client, adviser):
    factories.accompaniment(adviser)
    client.force_login(factories.account(Role.MANAGER, at=adviser.organisation))
    narrowed = f"?whose=all&conseiller={adviser.pk}&sans_contact="
    action = reverse("casework:reassign") + narrowed
    assertContains(client.get(FILES + narrowed), f'action="{action.replace("&", "&amp;")}"')
    answer = client.post(f"{action}&next=https://exemple.invalid", {})
    assert answer.url == FILES + narrowed


def test_a_page_holds_25_and_costs_the_same_queries_as_one_line(at_work, adviser, django_assert_num_queries):
    for _ in range(26):
        factories.accompaniment(adviser)
    with django_assert_num_queries(QUERIES):
        response = at_work.get(FILES)
    assert len(listed(response)) == 25
    assert len(listed(at_work.get(FILES + "?page=2"))) == 1


@pytest.mark.parametrize("role", Role)
def test_only_who_accompanies_opens_the_list(client, role):
    client.force_login(factories.account(role))
    assert client.get(FILES).status_code == (200 if role in ALLOWED[Permission.ACCOMPANY] else 403)
