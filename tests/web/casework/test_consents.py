"""Accords et oppositions on the file: seen by whoever sees the person, changed by whoever accompanies."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.consents.models import ConsentChange
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.clients import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(adviser):
    return factories.accompaniment(adviser).person


def browser(account):
    client = Browser()
    client.force_login(account)
    return client


def page(name, person):
    return reverse(f"casework:{name}", args=[person.pk])


def test_an_opposition_is_noted_with_its_day_and_way_once(adviser, person):
    client = browser(adviser)
    assertContains(client.get(page("consents", person)), "Noter l’opposition")
    form = client.get(page("change-consent", person), {"quoi": "sms."})
    assertContains(form, "Plus aucun SMS ne part")
    address = form.wsgi_request.get_full_path()
    said = {"id": form.context["form"]["id"].value(), "given": "no", "how": "letter", "on": "hier"}
    for _ in range(2):
        assertContains(client.post(address, said, follow=True), "C’est noté")
    assertContains(client.get(page("consents", person)), "S’y oppose")
    with acting_as(adviser, "test"):
        change = ConsentChange.objects.get()
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    assert (change.how, change.on, change.author_id) == ("letter", yesterday, adviser.pk)
    # Somebody else's form, shown before, says the same: told, and not written again.
    late = client.get(page("change-consent", person), {"quoi": "sms."}).wsgi_request.get_full_path()
    assertContains(client.post(late, said | {"id": "5b0c9d2e-0000-4000-8000-000000000000"}), "déjà noté ainsi")


@pytest.mark.parametrize("bad", [{"how": "telepathy"}, {"on": "demain"}, {"on": ""}, {"how": ""}])
def test_what_cannot_be_is_told_and_kept_in_the_form(adviser, person, bad):
    client = browser(adviser)
    form = client.get(page("change-consent", person), {"quoi": "sms."})
    said = {"id": form.context["form"]["id"].value(), "given": "no", "how": "phone", "on": "hier"} | bad
    assertContains(client.post(form.wsgi_request.get_full_path(), said), "error-summary")
    with acting_as(adviser, "test"):
        assert not ConsentChange.objects.exists()


@pytest.mark.parametrize("which", ["", "sms", "sms.x", "copies.5b0c9d2e-0000-4000-8000-000000000000", "nothing."])
def test_what_does_not_exist_leads_to_the_list(adviser, person, which):
    shown = browser(adviser).get(page("change-consent", person), {"quoi": which}, follow=True)
    assertContains(shown, "Choisissez dans la liste")


def test_the_data_protection_officer_reads_and_changes_nothing(adviser, person):
    officer = browser(factories.account(Role.DATA_PROTECTION_OFFICER, at=adviser.organisation))
    shown = officer.get(page("consents", person))
    assertContains(shown, "Qui voit ce dossier")
    assertNotContains(shown, "Noter l’opposition")
    assert officer.get(page("change-consent", person), {"quoi": "sms."}).status_code == 403
    assert browser(factories.account(Role.ADVISER)).get(page("consents", person)).status_code == 404


def test_how_many_questions_the_page_asks(adviser, person, django_assert_max_num_queries):
    client = browser(adviser)
    with django_assert_max_num_queries(45):
        client.get(page("consents", person))
