"""Freezing the figures of a year on the screen, and reading later what changed."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.figures import editions
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.snapshots.models import Snapshot
from allervers.domain.snapshots.tasks import cut_periods
from tests import factories
from tests.domain.figures.files import at_noon
from tests.prepared import prepare

pytestmark = pytest.mark.django_db
NOW = timezone.localdate().year


@pytest.fixture
def manager(client):
    account = factories.account(Role.MANAGER)
    client.force_login(account)
    return account


def close(manager):
    adviser = factories.account(Role.ADVISER, at=manager.organisation)
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        return workflow.close(file, reason="care_obtained", outcomes=["gp_found"])


def freeze(client, **changes):
    given = {"id": uuid.uuid4(), "year": timezone.localdate().year, "title": "Rapport annuel"} | changes
    return client.post(reverse("snapshots:all"), given, follow=True)


def test_frozen_figures_stay_while_those_of_the_day_go_on(client, manager):
    assert "Aucun chiffre n’est encore figé" in client.get(reverse("snapshots:all")).content.decode()
    close(manager)
    page = freeze(client).content.decode()
    assert "ces chiffres seraient les mêmes" in page
    close(manager)
    page = client.get(reverse("snapshots:one", args=[snapshot_of(manager)]))
    text = page.content.decode()
    assert "1 dossier clos est entré dans cette période." in text
    assert "1 saisine a été ajoutée à cette période." in text
    assert {(row["then"], row["now"]) for row in page.context["changed"] if row["label"] == "Clôtures"} == {("1", "2")}


def snapshot_of(manager) -> uuid.UUID:
    with acting_as(manager, "test"):
        return Snapshot.objects.get().pk


def test_the_export_holds_each_value_with_its_definition(client, manager):
    close(manager)
    freeze(client)
    file = client.get(reverse("snapshots:export", args=[snapshot_of(manager)])).content.decode("utf-8-sig")
    line = next(line for line in file.splitlines() if line.startswith("closures;"))
    assert line.startswith("closures;Clôtures;;1;1;Nombre de dossiers clos")


def test_the_nation_is_frozen_as_it_is_published(client):
    adviser = factories.account(Role.ADVISER)
    factories.accompaniment(adviser)
    analyst = factories.account(Role.NATIONAL_ANALYST)
    client.force_login(analyst)
    prepare(NOW)
    page = freeze(client)
    values = {(row["label"], row["detail"]): row["then"] for row in page.context["rows"]}
    assert values["Détections", ""] == "non communiqué"
    factories.accompaniment(adviser)
    with acting_as(analyst, "test"):
        address = reverse("snapshots:one", args=[Snapshot.objects.get().pk])
    assert (
        "Un nombre non communiqué de saisines ont été ajoutées à cette période." in client.get(address).content.decode()
    )


def test_of_the_nation_it_is_told_that_a_value_changed_and_not_by_how_few(client):
    """Twelve and thirteen may each be published; beside each other they tell the one that came in between."""
    adviser, analyst = factories.account(Role.ADVISER), factories.account(Role.NATIONAL_ANALYST)
    for _ in range(12):
        factories.referral(adviser.organisation)
    client.force_login(analyst)
    prepare(NOW)
    page = freeze(client)
    assert ("Détections", "", "12") in {(row["label"], row["detail"], row["then"]) for row in page.context["rows"]}
    factories.referral(adviser.organisation)
    prepare(NOW)
    with acting_as(analyst, "test"):
        made = Snapshot.objects.get().pk
    page = client.get(reverse("snapshots:one", args=[made]))
    rows = {row["label"]: (row["then"], row["now"]) for row in page.context["changed"] if not row["detail"]}
    assert rows["Détections"] == ("12", "non communiqué")
    assert "n’est pas écrit à côté" in page.content.decode()
    file = client.get(reverse("snapshots:export", args=[made])).content.decode("utf-8-sig")
    assert "\ndetections;Détections;;12;non communiqué;" in file


def test_the_nation_is_frozen_as_it_is_at_this_moment_or_not_at_all(client):
    """Whatever changes between what is frozen and the moment of freezing would be told of neither."""
    fund = factories.account(Role.ADVISER).organisation
    client.force_login(factories.account(Role.NATIONAL_ANALYST))
    never = freeze(client)
    prepare(NOW)
    factories.referral(fund)
    too_early = freeze(client)
    for page in (never, too_early):
        assert "viennent de changer" in page.content.decode()
        assert not page.context["made"]
        assert 'value="Rapport annuel"' in page.content.decode()
    prepare(NOW)
    assert "Ces chiffres sont figés" in freeze(client).content.decode()


def test_first_days_of_a_year_are_compared_once_the_job_has_prepared_them(client):
    fund = factories.account(Role.ADVISER).organisation
    analyst = factories.account(Role.NATIONAL_ANALYST)
    client.force_login(analyst)
    for _ in range(20):
        factories.referral(fund, received_at=at_noon(datetime.date(NOW - 1, 3, 1)))
    prepare(NOW - 1)
    freeze(client, year=NOW - 1)
    with acting_as(analyst, "test"):
        made = Snapshot.objects.get()
        # As if it had been frozen on the last day of February of that year.
        made.pk, made.end = uuid.uuid4(), datetime.date(NOW - 1, 2, 28)
        made.save(force_insert=True)
    made = made.pk
    address, file = (reverse(f"snapshots:{name}", args=[made]) for name in ("one", "export"))
    assert "Cette page est en préparation" in client.get(address).content.decode()
    assert client.get(file).status_code == 503
    assert [period.end for period in cut_periods()] == [datetime.date(NOW - 1, 2, 28)]
    editions.prepare(cut_periods()[0])
    assert "Valeur par valeur" in client.get(address).content.decode()
    assert client.get(file).status_code == 200


@pytest.mark.parametrize("changes", [{"year": "1999"}, {"year": ""}, {"title": ""}, {"title": "x" * 121}])
def test_what_is_wrong_is_said_next_to_it(client, manager, changes):
    assert list(freeze(client, **changes).context["form"].errors) == list(changes)


def test_the_comparison_costs_the_same_whatever_was_frozen(client, manager):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    close(manager)
    freeze(client)
    address = reverse("snapshots:one", args=[snapshot_of(manager)])
    before = cost()
    for _ in range(5):
        close(manager)
    assert cost() == before < 50
