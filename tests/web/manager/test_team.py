"""« Équipe et charge »: what each adviser has in hand, what waits; each line leads to the list of what it counts."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.load import FORMULA
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from tests import factories

pytestmark = pytest.mark.django_db

TEAM = reverse("manager:team")
# Colleagues, files and late actions; referrals by age and files by silence; two indicators of four years and two of
# appointments (the same two queries each); session, account, organisation, menu, transaction and settings.
QUERIES = 38


@pytest.fixture
def manager():
    return factories.account(Role.MANAGER, last_name="Responsable")


@pytest.fixture
def busy(manager):
    """Two files under way with a late action, and one at rest."""
    adviser = factories.account(Role.ADVISER, at=manager.organisation, last_name="Occupé")
    first, second, at_rest = (factories.accompaniment(adviser) for _ in range(3))
    with acting_as(adviser, "test"):
        Action.objects.create(
            fund=first.fund, accompaniment=first, theme="rights", label="C2S", due_on=days(-1), author=adviser
        )
        Contact.objects.create(
            fund=first.fund, referral=first.referral, channel="phone", result="reached", at=timezone.now()
        )
        Accompaniment.objects.filter(pk=second.pk).update(opened_on=days(-40))
        workflow.pause(at_rest, until=days(9), why="à l’étranger")
    return adviser


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def followed(client, rows, label):
    (row,) = [row for row in rows if row["label"] == label]
    return row["value"], client.get(row["url"]).context["page"].paginator.count


def test_each_line_counts_what_its_list_shows(client, manager, busy):
    factories.account(Role.ADVISER, at=manager.organisation, last_name="Libre")
    for age in (1, 10, 40):
        waiting = factories.referral(manager.organisation)
        with acting_as(manager, "test"):
            Referral.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - datetime.timedelta(days=age))
    factories.accompaniment(factories.account(Role.ADVISER))  # of another fund
    client.force_login(manager)
    page = client.get(TEAM)
    assertContains(page, FORMULA)
    assert [(str(load.adviser), load.value) for load in page.context["loads"]] == [
        ("Camille Occupé", 3.0),
        ("Camille Libre", 0),
        ("Camille Responsable", 0),
    ]
    # 2 under way + half of 1 at rest + half of 1 late; the list shows the three files.
    assert followed(client, page.context["load_rows"], "Camille Occupé") == (3.0, 3)
    assert [row["value"] for row in page.context["waiting_rows"]] == [1, 1, 0, 1]
    assert followed(client, page.context["waiting_rows"], "31 jours et plus") == (1, 1)
    # The list of a span holds who waits longer, too: the link says so before it is followed.
    assert followed(client, page.context["waiting_rows"], "De 8 à 15 jours") == (1, 2)
    assertContains(page, 'title="Voir la liste : 8 jours et plus">De 8 à 15 jours</a>')
    assert [row["value"] for row in page.context["silent_rows"]] == [1, 0, 1, 0]
    assert client.get(page.context["silent_rows"][1]["url"]).context["page"].paginator.count == 1
    assertContains(client.get(page.context["load_rows"][0]["url"]), "Réaffecter")
    assert client.get(page.context["load_rows"][0]["url"].replace("conseiller=", "conseiller=x")).status_code == 200


def test_durations_stand_beside_those_of_the_years_before_in_a_fixed_number_of_queries(
    client, manager, busy, django_assert_num_queries
):
    with acting_as(busy, "test"):
        file = Accompaniment.objects.filter(paused_on=None).first()
        Referral.objects.filter(pk=file.referral_id).update(received_at=timezone.now() - datetime.timedelta(days=12))
        workflow.close(file, reason="abandoned", outcomes=[])
    client.force_login(manager)
    with django_assert_num_queries(QUERIES):
        page = client.get(TEAM)
    lasted = page.context["durations"][1]["rows"]
    assert [row["value"] for row in lasted] == [12, None, None, None]
    assertContains(page, "aucun rendez-vous dont l’issue soit notée")
    client.force_login(factories.account(Role.MANAGER))
    assertNotContains(client.get(TEAM), "Occupé")
    client.force_login(busy)
    assert client.get(TEAM).status_code == 403
