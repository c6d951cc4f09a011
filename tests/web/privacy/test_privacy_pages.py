"""The data-protection officer sees what will go, what went, and who read what, in their own fund."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy.journal import PAGE, note_reading
from allervers.domain.privacy.models import Reading
from allervers.domain.privacy.retention import closed_at_the_latest, erase_due_files
from tests import factories
from tests.domain.figures.files import closed, opened, received

pytestmark = pytest.mark.django_db
PAGES = ["privacy:retention", "privacy:readings", "privacy:export-readings"]


@pytest.fixture
def officer(client):
    account = factories.account(Role.DATA_PROTECTION_OFFICER)
    client.force_login(account)
    return account


def read(reader, person, at=None):
    with acting_as(reader, "test"):
        return note_reading(person, reader, PAGE)


def file_closed(fund, days_after_limit=0, **fields):
    on = closed_at_the_latest(timezone.localdate()) + datetime.timedelta(days=days_after_limit)
    return closed(received(fund, on), on, **fields)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role)
def test_only_the_data_protection_officer_comes_in(client, page, role):
    client.force_login(factories.account(role))
    expected = 200 if role == Role.DATA_PROTECTION_OFFICER else 403
    assert client.get(reverse(page)).status_code == expected


def test_what_the_next_run_erases_and_what_comes_later(client, officer):
    for days in (0, 10, 60, 300):
        file_closed(officer.organisation, days)
    content = client.get(reverse("privacy:retention"))
    assert [line["value"] for line in content.context["due"]] == [1, 2, 3]
    assert sum(month["value"] for month in content.context["by_month"]) == 4
    assert client.get(reverse("privacy:retention"), {"delai": "0"}).context["page"].paginator.count == 1
    assert client.get(reverse("privacy:retention"), {"delai": "tous"}).context["page"].paginator.count == 4


def test_it_is_said_who_stays(client, officer):
    fund = officer.organisation
    person = factories.person(fund)
    file_closed(fund, person=person)
    opened(received(fund, timezone.localdate()), person=person)
    assert "la personne a un autre dossier" in client.get(reverse("privacy:retention")).content.decode()


def test_what_was_erased_is_counted(client, officer):
    file_closed(officer.organisation)
    erase_due_files(officer.organisation)
    response = client.get(reverse("privacy:retention"))
    assert [(run.files, run.persons) for run in response.context["erasures"]] == [(1, 1)]
    assert "Aucun dossier à effacer" in response.content.decode()


def test_files_of_another_fund_are_not_counted(client, officer):
    file_closed(factories.fund())
    assert [line["value"] for line in client.get(reverse("privacy:retention")).context["due"]] == [0, 0, 0]


def test_a_delay_that_does_not_exist_is_said(client, officer):
    content = client.get(reverse("privacy:retention"), {"delai": "-1"}).content.decode()
    assert "Choisissez un délai de la liste." in content


def test_the_pages_name_nobody(client, officer):
    accompaniment = file_closed(officer.organisation)
    read(factories.account(Role.ADVISER, officer.organisation), accompaniment.person)
    for page in PAGES:
        assert accompaniment.person.birth_name.lower() not in client.get(reverse(page)).content.decode().lower()


def test_the_journal_by_account_and_by_date(client, officer):
    fund = officer.organisation
    person = factories.person(fund)
    readers = [factories.account(Role.ADVISER, fund), factories.account(Role.MANAGER, fund)]
    for reader in readers:
        read(reader, person)
    address = reverse("privacy:readings")
    today, tomorrow = timezone.localdate(), timezone.localdate() + datetime.timedelta(days=1)
    assert client.get(address).context["page"].paginator.count == 2
    assert client.get(address, {"compte": readers[0].pk}).context["page"].paginator.count == 1
    assert client.get(address, {"du": today, "au": today}).context["page"].paginator.count == 2
    assert client.get(address, {"du": tomorrow, "au": tomorrow}).context["page"].paginator.count == 0


def test_readings_by_the_handler_are_in_the_journal_of_the_fund_and_those_of_another_fund_are_not(client, officer):
    body = factories.organisation("handling_body")
    handler = factories.account(Role.SOCIAL_WORKER, body)
    accompaniment = opened(received(officer.organisation, timezone.localdate()))
    read(handler, accompaniment.person)
    other = factories.fund()
    read(factories.account(Role.ADVISER, other), factories.person(other))
    page = client.get(reverse("privacy:readings")).context["page"]
    assert [reading.account for reading in page] == [handler]


def test_the_reading_of_somebody_erased_leads_nowhere(client, officer):
    accompaniment = file_closed(officer.organisation)
    read(factories.account(Role.ADVISER, officer.organisation), accompaniment.person)
    address = reverse("casework:person", args=[accompaniment.person_id])
    assert address in client.get(reverse("privacy:readings")).content.decode()
    erase_due_files(officer.organisation)
    content = client.get(reverse("privacy:readings")).content.decode()
    assert address not in content
    assert "Effacée depuis" in content


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"du": "2026-02-31"}, "Le 31 février 2026 n’existe pas."),
        ({"compte": "abc"}, "Choisissez un compte de la liste."),
        ({"compte": "999999999"}, "Choisissez un compte de la liste."),
        ({"du": "2026-03-02", "au": "2026-03-01"}, "Cette date vient avant la première"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(client, officer, asked, sentence):
    response = client.get(reverse("privacy:readings"), asked)
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_the_journal_as_a_file(client, officer):
    reader = factories.account(Role.ADVISER, officer.organisation, last_name="=cmd()")
    person = factories.person(officer.organisation)
    read(reader, person)
    text = client.get(reverse("privacy:export-readings")).content.decode().removeprefix("\ufeff")
    [row] = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["Personne"] == str(person.pk)
    assert row["Identifiant du compte"] == reader.username


def test_a_file_too_long_is_refused_with_a_way_out(client, officer, monkeypatch):
    monkeypatch.setattr("allervers.web.privacy.views.LARGEST_FILE", 0)
    read(factories.account(Role.ADVISER, officer.organisation), factories.person(officer.organisation))
    response = client.get(reverse("privacy:export-readings"), follow=True)
    assert "choisissez une période plus courte" in response.content.decode()


def test_the_lists_ask_as_much_for_many_lines(client, officer, django_assert_num_queries):
    fund = officer.organisation
    for _ in range(4):
        accompaniment = file_closed(fund)
        read(factories.account(Role.ADVISER, fund), accompaniment.person)
    with acting_as(officer, "test"):
        assert Reading.objects.count() == 4
    with django_assert_num_queries(18):
        client.get(reverse("privacy:retention"))
    with django_assert_num_queries(17):
        client.get(reverse("privacy:readings"))


@pytest.mark.parametrize("asked", ["au=0001-01-01", "au=9999-12-31", "du=0001-01-01", "du=9999-12-31&au=9999-12-31"])
def test_a_date_at_the_end_of_the_calendar_is_refused_in_words(client, asked):
    client.force_login(factories.account(Role.DATA_PROTECTION_OFFICER))
    for address in ("/vie-privee/consultations/", "/vie-privee/consultations/export/"):
        response = client.get(f"{address}?{asked}")
        assert response.status_code == 200
    assert "Vérifiez l’année" in client.get(f"/vie-privee/consultations/?{asked}").content.decode()
