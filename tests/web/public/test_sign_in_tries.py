"""A password cannot be guessed by trying, and nobody learns who has an account."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from allervers.domain.organisations import sign_in
from allervers.domain.organisations.models import SignInTries
from allervers.domain.organisations.tasks import forget_sessions
from allervers.web.forms.sentences import TOO_MANY
from allervers.web.public.forms import REFUSED
from tests import factories

PASSWORD = "un-mot-de-passe-fictif"


def answer(client: Client, username: str, password: str) -> str:
    response = client.post("/connexion/", {"username": username, "password": password})
    if response.status_code == 302:
        return "signed in"
    page = response.content.decode()
    return "wait" if TOO_MANY in page else "refused" if REFUSED in page else page


@pytest.fixture
def account(db):
    return factories.account(password=PASSWORD)


def test_after_ten_wrong_passwords_the_right_one_must_wait_too(client, account):
    tries = [answer(client, account.username, f"faux-{n}") for n in range(12)]
    assert tries == ["refused"] * 10 + ["wait"] * 2
    assert answer(client, account.username, PASSWORD) == "wait"


def test_after_a_quarter_of_an_hour_one_may_try_again(client, account):
    for n in range(20):
        answer(client, account.username, f"faux-{n}")
    SignInTries.objects.update(since=timezone.now() - datetime.timedelta(minutes=15))
    assert answer(client, account.username, PASSWORD) == "signed in"


def test_the_right_password_takes_the_wrong_ones_back(client, account):
    for _ in range(3):
        for n in range(9):
            assert answer(client, account.username, f"faux-{n}") == "refused"
        assert answer(client, account.username, PASSWORD) == "signed in"
        client.logout()


def test_a_name_without_an_account_is_answered_alike(client, account):
    assert [answer(client, "personne", "faux") for _ in range(11)] == ["refused"] * 10 + ["wait"]
    assert answer(client, account.username, PASSWORD) == "signed in"


def test_another_way_of_writing_the_name_is_the_same_name(client, account):
    for _ in range(5):
        answer(client, account.username.upper(), "faux")
        answer(client, account.username, "faux")
    assert answer(client, account.username, PASSWORD) == "wait"


def test_what_was_typed_as_a_name_is_not_kept(client, account):
    answer(client, "mon-mot-de-passe-dans-la-mauvaise-case", "faux")
    assert "mauvaise" not in SignInTries.objects.get().name_digest


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_counted_together():
    account = factories.account(password=PASSWORD)

    def guess(number: int) -> str:
        try:
            return answer(Client(), account.username, f"faux-{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as several:
        tries = sorted(several.map(guess, range(24)))
    assert tries == ["refused"] * 10 + ["wait"] * 14


@pytest.mark.django_db(transaction=True)
def test_ended_sessions_and_old_tries_are_forgotten(client):
    account = factories.account(password=PASSWORD)
    answer(client, account.username, PASSWORD)
    session = client.session
    session.set_expiry(-1)
    session.save()
    sign_in.may_try("personne")
    SignInTries.objects.update(since=timezone.now() - datetime.timedelta(minutes=16))
    sign_in.may_try("quelqu'un")
    forget_sessions(timestamp=0)
    assert not session.exists(session.session_key)
    assert SignInTries.objects.count() == 1


def test_a_session_ends_with_the_browser_and_at_the_latest_with_the_day(client, account):
    client.post("/connexion/", {"username": account.username, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    ends = Session.objects.get().expire_date
    assert ends - timezone.now() <= datetime.timedelta(hours=9)


def test_wrong_current_passwords_count_with_those_of_the_sign_in_page(client, account):
    client.force_login(account)
    typed = {"new_password1": "une autre phrase fictive", "new_password2": "une autre phrase fictive"}
    for n in range(10):
        page = client.post("/mot-de-passe/", {"old_password": f"faux-{n}", **typed}).content.decode()
        assert "pas votre mot de passe actuel" in page
    assert TOO_MANY in client.post("/mot-de-passe/", {"old_password": PASSWORD, **typed}).content.decode()
    assert answer(Client(), account.username, PASSWORD) == "wait"
