"""The pages of figures: whoever may see them, of which fund, what moves, what is masked, and what the file holds."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from allervers.domain.figures.counting import catch_up
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.models import KeptEdition
from allervers.domain.organisations.context import seeing_nation
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.domain.figures.files import closed, received
from tests.prepared import prepare

pytestmark = pytest.mark.django_db
PAGES = ["manager:figures", "manager:export", "national:figures", "national:export"]


@pytest.fixture
def manager(client):
    account = factories.account(Role.MANAGER)
    client.force_login(account)
    return account


@pytest.fixture
def analyst(client):
    account = factories.account(Role.NATIONAL_ANALYST)
    client.force_login(account)
    return account


def rows(response):
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def value(response, indicator, detail="", place=None):
    found = [
        row["Valeur"]
        for row in rows(response)
        if row["Indicateur"] == indicator and row["Détail"] == detail and place in (None, row["Périmètre"])
    ]
    return found[0] if found else None


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role)
def test_who_may_see_the_figures(client, page, role):
    client.force_login(factories.account(role))
    allowed = {
        "manager": {Role.ADVISER, Role.MANAGER, Role.PARTNERSHIP_OFFICER},
        "national": {Role.NATIONAL_ANALYST},
    }[page.split(":")[0]]
    # While figures are being prepared, a file of them is not given.
    given = 503 if page == "national:export" else 200
    assert client.get(reverse(page)).status_code == (given if role in allowed else 403)


@pytest.mark.parametrize("page", ["manager:figures", "national:figures"])
def test_every_indicator_is_shown_with_its_definition(client, page):
    factories_role = Role.MANAGER if page.startswith("manager") else Role.NATIONAL_ANALYST
    client.force_login(factories.account(factories_role))
    prepare()
    content = client.get(reverse(page)).content.decode()
    for indicator in CATALOGUE.values():
        if page.startswith("manager") and indicator.figure.of_several_funds:
            continue
        assert escape(indicator.label) in content, indicator.name
        assert escape(indicator.definition) in content, indicator.name


def test_the_figures_of_the_fund_move_at_once_and_those_of_the_nation_when_the_job_has_run(client):
    adviser, analyst = factories.account(Role.ADVISER), factories.account(Role.NATIONAL_ANALYST)
    prepare()
    for expected in ("0", "1"):
        client.force_login(adviser)
        assert value(client.get(reverse("manager:export")), "detections") == expected
        received(adviser.organisation, timezone.localdate())
    client.force_login(analyst)
    assert value(client.get(reverse("national:export")), "detections") == "0"
    prepare()
    assert value(client.get(reverse("national:export")), "detections") == "non communiqué"


def test_a_fund_does_not_see_the_figures_of_another(client, manager):
    received(factories.fund(), timezone.localdate())
    assert value(client.get(reverse("manager:export")), "detections") == "0"


def test_a_month_of_any_year_and_the_month_before(client, manager):
    received(manager.organisation, datetime.date(2024, 3, 31))
    received(manager.organisation, datetime.date(2024, 4, 1))
    response = client.get(reverse("manager:figures"), {"annee": "2024", "mois": "4"})
    assert "avril 2024" in response.content.decode()
    exported = client.get(reverse("manager:export"), {"annee": "2024", "mois": "4"})
    line = next(row for row in rows(exported) if row["Indicateur"] == "detections")
    assert (line["Valeur"], line["Valeur comparée"], line["Comparée : du"]) == ("1", "1", "2024-03-01")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"annee": "vingt"}, "Choisissez une année de la liste"),
        ({"annee": "1"}, "Choisissez une année de la liste"),
        ({"annee": "2024", "mois": "13"}, "Choisissez un mois de la liste."),
        ({"annee": "12-mois", "mois": "3"}, "un mois se lit dans une année"),
        ({"annee": "x" * 5000}, "Choisissez une année de la liste"),
    ],
)
def test_a_period_that_does_not_exist_is_said_and_the_present_year_is_shown(client, manager, asked, sentence):
    response = client.get(reverse("manager:figures"), asked)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert str(timezone.localdate().year) in response.context["period"]


def test_the_file_is_read_by_a_french_spreadsheet_and_holds_no_formula(client):
    fund = factories.fund(name="=1+1")
    client.force_login(factories.account(Role.MANAGER, fund))
    for _ in range(3):
        received(fund, timezone.localdate())
    received(fund, timezone.localdate(), "partner", "ccas")
    response = client.get(reverse("manager:export"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert rows(response)[0]["Périmètre"] == "'=1+1"
    assert value(response, "detections_external_share") == "0,25"


def test_the_nation_fund_by_fund_with_small_numbers_masked(client, analyst):
    funds = [factories.fund(name="Caisse A"), factories.fund(name="Caisse B"), factories.fund(name="Caisse C")]
    for fund, count in zip(funds, (5, 14, 30), strict=True):
        for _ in range(count):
            received(fund, datetime.date(2024, 5, 6))
    prepare(2025, 2024, 2023)
    response = client.get(reverse("national:export"), {"annee": "2024"})
    assert value(response, "detections", place="France") == "49"
    given = [value(response, "detections", place=fund.name) for fund in funds]
    # The fund of 14 knows its own: beside the 30, it would be told the 5.
    assert given == ["non communiqué"] * 3
    content = client.get(reverse("national:figures"), {"annee": "2024"}).content.decode()
    assert "non communiqué" in content
    # The comparison one year later does not give the masked ones away either.
    later = rows(client.get(reverse("national:export"), {"annee": "2025"}))
    compared = {row["Périmètre"]: row["Valeur comparée"] for row in later if row["Indicateur"] == "detections"}
    assert compared == {"France": "49"}


def test_a_change_is_shown_only_between_two_published_numbers(client, analyst):
    fund = factories.fund()
    for year, count in ((2023, 5), (2024, 20)):
        for _ in range(count):
            received(fund, datetime.date(year, 5, 6))
    prepare(2024, 2023)
    content = client.get(reverse("national:figures"), {"annee": "2024"}).content.decode()
    assert "2023 : non communiqué</dd>" in content
    assert "+300" not in content


def test_only_whole_years_are_proposed_for_the_nation(client, analyst):
    prepare()
    response = client.get(reverse("national:figures"), {"annee": "12-mois"})
    assert "Choisissez une année de la liste" in response.content.decode()


def test_the_nation_says_until_which_day_it_was_counted_not_until_which_it_is_read(client, analyst):
    prepare()
    first = timezone.localdate().replace(month=1, day=1)
    at_noon = datetime.datetime.combine(first, datetime.time(12), timezone.get_current_timezone())
    with seeing_nation("test"):
        KeptEdition.objects.update(counted_at=at_noon)
    said = f"du 1er janvier au 1er janvier {first.year}"
    year = {"annee": first.year}
    assert said in client.get(reverse("national:figures"), year).content.decode().replace("\u00a0", " ")
    assert f"{first:%Y-%m-%d}" == rows(client.get(reverse("national:export"), year))[0]["Au"]


def test_the_page_of_a_fund_asks_the_database_little(client, manager, django_assert_num_queries):
    closed(received(manager.organisation, timezone.localdate()), timezone.localdate())
    client.get(reverse("manager:figures"))
    # What changed is counted from the facts of this month alone, until the job has counted it.
    with django_assert_num_queries(43):
        client.get(reverse("manager:figures"))
    catch_up()
    with django_assert_num_queries(40):
        client.get(reverse("manager:figures"))


def test_the_national_page_asks_as_much_for_many_funds(client, analyst, django_assert_num_queries):
    for _ in range(3):
        received(factories.fund(), timezone.localdate())
    prepare()
    client.get(reverse("national:figures"))
    with django_assert_num_queries(12):
        client.get(reverse("national:figures"))
