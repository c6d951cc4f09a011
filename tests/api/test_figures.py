"""What a program reads: with whose token, of which fund, masked or not."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.permissions import FUND_FIGURES
from allervers.domain.organisations import tokens
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import AccessToken
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from tests import factories
from tests.prepared import prepare

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/figures"
READERS = ALLOWED[FUND_FIGURES] | ALLOWED[Permission.NATIONAL_FIGURES]


def token_of(account, days=30) -> str:
    with acting_as(account, "test"):
        last_day = timezone.localdate() + datetime.timedelta(days=days)
        return tokens.create_token(account, purpose="tableau de bord", expires_on=last_day)[1]


def ask(client, token="", **asked):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.get(ADDRESS, {"year": timezone.localdate().year} | asked, headers=headers)


def close_files(adviser, how_many, reason="care_obtained"):
    for _ in range(how_many):
        file = factories.accompaniment(adviser)
        with acting_as(adviser, "test"):
            workflow.close(file, reason=reason, outcomes=["gp_found"])


def test_a_fund_reads_its_own_figures_whole_with_their_definitions(client):
    manager = factories.account(Role.MANAGER)
    close_files(factories.account(Role.ADVISER, at=manager.organisation), 2)
    close_files(factories.account(Role.ADVISER), 1)
    answer = ask(client, token_of(manager), indicator=["closures", "success_share"]).json()
    assert answer["scope"] == manager.organisation.code
    assert [entry["name"] for entry in answer["figures"]] == ["closures", "success_share"]
    assert [entry["value"] for entry in answer["figures"]] == [2, 1.0]
    assert answer["figures"][0]["definition"] == CATALOGUE["closures"].definition
    assert answer["masked"] == []


def test_the_nation_is_masked_as_on_its_page(client):
    analyst = factories.account(Role.NATIONAL_ANALYST)
    adviser = factories.account(Role.ADVISER)
    close_files(adviser, 12)
    close_files(adviser, 2, reason="partial_success")
    token = token_of(analyst)
    prepare()
    answer = ask(client, token).json()
    by_name = {entry["name"]: entry["value"] for entry in answer["figures"]}
    assert answer["scope"] == "nation"
    assert by_name["closures"] == 14
    assert by_name["closures_by_reason"]["partial_success"] is None
    assert "closures_by_reason.partial_success" in answer["masked"]
    # Asked for alone, it is masked alike.
    alone = ask(client, token, indicator="closures_by_reason").json()
    assert alone["figures"][0]["value"] == by_name["closures_by_reason"]


def test_while_the_nation_s_figures_are_being_prepared_a_program_is_told_when_to_come_back(client):
    answer = ask(client, token_of(factories.account(Role.NATIONAL_ANALYST)))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "en préparation" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_see_figures_on_a_screen_read_them_by_program(client, role):
    account = factories.account(role)
    prepare(timezone.localdate().year)
    assert ask(client, token_of(account)).status_code == (200 if role in READERS else 403)


def test_without_a_token_nothing_is_told(client):
    answer = ask(client)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_session_opens_the_screens_and_not_the_api(client):
    client.force_login(factories.account(Role.MANAGER))
    assert ask(client).status_code == 401


def test_a_token_opens_the_api_and_no_screen(client):
    token = token_of(factories.account(Role.MANAGER))
    answer = client.get(reverse("manager:figures"), headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 302


def test_a_token_ends_with_its_day_its_account_or_its_revocation(client):
    manager = factories.account(Role.MANAGER)
    texts = [token_of(manager) for _ in range(3)]
    with acting_as(manager, "test"):
        expired, revoked, _ = AccessToken.objects.order_by("created_at")
        AccessToken.objects.filter(pk=expired.pk).update(expires_on=timezone.localdate() - datetime.timedelta(days=1))
        tokens.revoke(revoked)
    assert [ask(client, text).status_code for text in texts] == [401, 401, 200]
    manager.is_active = False
    with factories.owner_writes(), acting_as(manager, "test"):
        manager.save(force_update=True)
    assert ask(client, texts[2]).status_code == 401


@pytest.mark.parametrize("token", ["allervers_", "allervers_" + "x" * 43, "x" * 5000, "a b", "allervers_\x7f", "é"])
def test_what_is_no_token_opens_nothing(client, token):
    assert ask(client, token).status_code == 401


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"year": "l’an dernier"}, "year"),
        ({"year": 1789}, "year"),
        ({"year": 2999}, "year"),
        ({"year": ["2025", "2024"]}, "year"),
        ({"indicator": "closure"}, "indicator"),
        ({"annee": 2025}, "annee"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_name(client, asked, field):
    answer = ask(client, token_of(factories.account(Role.MANAGER)), **asked)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {error["field"].partition("[")[0] for error in answer.json()["errors"]} == {field}


def test_a_year_is_always_said(client):
    token = token_of(factories.account(Role.MANAGER))
    answer = client.get(ADDRESS, headers={"Authorization": f"Bearer {token}"}).json()
    assert [error["field"] for error in answer["errors"]] == ["year"]


def test_the_day_of_the_last_use_is_noted(client):
    manager = factories.account(Role.MANAGER)
    ask(client, token_of(manager), indicator="closures")
    with acting_as(manager, "test"):
        assert AccessToken.objects.get().last_used_on == timezone.localdate()


def test_nobody_sees_the_tokens_of_another_account():
    manager, other = factories.account(Role.MANAGER), factories.account(Role.MANAGER)
    token_of(manager)
    with acting_as(other, "test"):
        assert AccessToken.objects.count() == 0


def test_the_description_is_public_and_names_what_can_be_asked(client):
    answer = client.get("/api/schema/")
    assert answer.status_code == 200
    description = answer.json()
    assert {"/api/v1/figures", "/api/v1/rights-files"} <= description["paths"].keys()
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
