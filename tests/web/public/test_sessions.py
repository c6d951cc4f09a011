"""Somebody who leaves the desk is signed out; whoever works stays; nothing of the pages stays behind."""

import pytest
from django.db import connection
from django.urls import reverse

from allervers.domain.organisations.sessions import SessionStore
from tests import factories

pytestmark = pytest.mark.django_db


def left_for(minutes: int, *, signed_in_for: int = 0) -> None:
    """As if the last page of every session had been asked for that long ago."""
    began = f"started_at - interval '{max(minutes, signed_in_for)} minutes'"
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from testing_write(%s)",
            [
                f"""update organisations_session set started_at = {began},
                      expires_at = least(expires_at - interval '{minutes} minutes', {began} + interval '9 hours')"""
            ],
        )


@pytest.fixture
def adviser(client):
    account = factories.account()
    client.force_login(account)
    return account


def test_after_half_an_hour_without_a_page_one_signs_in_again_and_is_back_on_the_page(client, adviser, settings):
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    left_for(31)
    response = client.get(reverse("casework:inbox"))
    assert response.url == f"{reverse('sign-in')}?next={reverse('casework:inbox')}"


def test_a_page_just_before_prolongs_the_session(client, adviser, settings):
    left_for(29)
    response = client.get(reverse("casework:inbox"))
    assert response.status_code == 200
    assert response.context["session_seconds"] > 29 * 60
    again = SessionStore(client.session.session_key)
    again.load()
    assert again.stay().total_seconds() > 29 * 60


def test_after_a_working_day_no_page_prolongs_it(client, adviser):
    left_for(0, signed_in_for=8 * 60 + 50)
    assert 9 * 60 < client.get(reverse("password")).context["session_seconds"] <= 10 * 60
    left_for(0, signed_in_for=11)
    assert client.get(reverse("password")).url.startswith(reverse("sign-in"))


def test_pages_that_follow_each_other_write_no_session(client, adviser, django_assert_num_queries):
    client.get(reverse("password"))
    before = client.session.session_key
    with django_assert_num_queries(10) as statements:
        client.get(reverse("password"))
    assert client.session.session_key == before
    assert not [one for one in statements.captured_queries if "session_write" in one["sql"]]


def test_a_page_where_somebody_types_can_ask_for_more_time(client, adviser):
    response = client.post(reverse("stay"))
    assert (response.status_code, int(response["X-Session-Seconds"]) > 1700) == (204, True)
    assert client.get(reverse("stay")).status_code == 405
    client.post(reverse("sign-out"))
    assert client.post(reverse("stay")).status_code == 302


def test_a_session_ends_with_the_browser(client, settings):
    account = factories.account(password="un-mot-de-passe-fictif")
    client.post(reverse("sign-in"), {"username": account.username, "password": "un-mot-de-passe-fictif"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_signing_out_clears_what_the_browser_kept_but_not_the_known_device(client, adviser):
    response = client.post(reverse("sign-out"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_changing_the_password_ends_the_other_sessions(client):
    account = factories.account(password="ancienne phrase secrète")
    other = type(client)()
    for each in (client, other):
        each.force_login(account)
    new = "Nouvelle-phrase-7-fois-secrète"
    sent = {"old_password": "ancienne phrase secrète", "new_password1": new, "new_password2": new}
    assert client.post(reverse("password"), sent).status_code == 302
    assert client.get(reverse("password")).status_code == 200
    assert other.get(reverse("password")).status_code == 302


@pytest.mark.parametrize("then", ["accept", "home", "..", "?x", "a b", "é"])
def test_a_word_in_place_of_an_address_is_no_failure_after_signing_in(client, then):
    account = factories.account(password="une-phrase-bien-longue-77")
    sent = {"username": account.username, "password": "une-phrase-bien-longue-77", "next": then}
    assert client.post(reverse("sign-in"), sent).status_code == 302
