"""« Jeunes confiés » on the screen: whom to act for, the numbers of the year, the end of a care."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.coverage.models import KnownCircumstance
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.law.counting import add_months
from tests import appointments, factories
from tests.clients import Browser

pytestmark = pytest.mark.django_db

HERE = reverse("child_welfare:young")


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def browser(adviser):
    browser = Browser()
    browser.force_login(adviser)
    return browser


def in_care(fund, months: int, **fields):
    """A young person of this age, in care for three years, who came to it at the latest when they were seventeen."""
    today = timezone.localdate()
    person = factories.person(fund, birth_date=add_months(today, -months), **fields)
    with acting_for(fund, "test"):
        fact = KnownCircumstance.objects.create(
            fund=fund, person=person, kind="child_welfare", on=add_months(today, -36)
        )
    return person, fact


def test_nobody_is_known_and_the_page_says_where_it_is_noted(browser):
    assertContains(browser.get(HERE), "Aucun jeune confié n’est connu")


def test_whom_to_act_for_stands_first_and_leaves_with_an_appointment(browser, adviser):
    in_care(adviser.organisation, 12 * 17 + 11, birth_name="Confié")
    person, _ = in_care(adviser.organisation, 12 * 19, birth_name="Sortie")
    page = browser.get(HERE)
    for told in ("CONFIÉ", "Rien n’est connu de sa C2S", "SORTIE", reverse("appointments:book", args=[person.pk])):
        assertContains(page, told)
    assert (page.context["year"].stock, page.context["year"].met) == (2, 0)
    with acting_for(adviser.organisation, "test"):
        slot = appointments.free(appointments.opening(adviser))
    appointments.booked(person, slot, by=adviser)
    page = browser.get(HERE)
    assertNotContains(page, "SORTIE")
    assertContains(page, "Aucun rendez-vous n’est à proposer")
    assert page.context["year"].met == 1


def test_the_end_of_a_care_is_noted_on_the_page_of_the_person_and_taken_back(browser, adviser):
    person, fact = in_care(adviser.organisation, 12 * 17)
    there = reverse("coverage:over", args=[fact.pk])
    assertContains(browser.get(reverse("casework:person", args=[person.pk])), there)
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    assertContains(browser.post(there, {"over_on": f"{tomorrow:%d/%m/%Y}"}), "futur")
    assertContains(browser.post(there, {"over_on": f"{add_months(tomorrow, -60):%d/%m/%Y}"}), "La fin se situe entre")
    told = browser.post(there, {"over_on": f"{timezone.localdate():%d/%m/%Y}"}, follow=True)
    assertContains(told, "La fin de la prise en charge est notée")
    assert browser.get(HERE).context["year"].stock == 0
    browser.post(reverse("coverage:circumstance", args=[fact.pk]), {"again": "1"})
    assert browser.get(HERE).context["year"].stock == 1


def test_a_letter_has_no_end_of_care(browser, adviser):
    person = factories.person(adviser.organisation)
    with acting_for(person.fund, "test"):
        fact = KnownCircumstance.objects.create(
            fund=person.fund, person=person, kind="closing_notice", on=timezone.localdate()
        )
    there = reverse("coverage:over", args=[fact.pk])
    assert browser.post(there, {"over_on": "aujourd’hui"}).status_code == 302
    with acting_for(person.fund, "test"):
        assert KnownCircumstance.objects.get().taken_back_at is None


def test_another_fund_sees_nobody_and_another_role_no_page(client, adviser):
    in_care(adviser.organisation, 12 * 19, birth_name="Sortie")
    client.force_login(factories.account(Role.ADVISER))
    assertContains(client.get(HERE), "Aucun jeune confié n’est connu")
    client.force_login(factories.account(Role.INTERNAL_DETECTOR, at=adviser.organisation))
    assert client.get(HERE).status_code == 403


def test_the_page_asks_as_much_for_many_as_for_few(browser, adviser):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(HERE)
        return len(queries)

    in_care(adviser.organisation, 12 * 19)
    in_care(adviser.organisation, 12 * 17 + 11)
    few = asked()
    for _ in range(5):
        in_care(adviser.organisation, 12 * 19)
        in_care(adviser.organisation, 12 * 17 + 11)
    assert asked() == few
