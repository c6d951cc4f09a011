"""A password cannot be guessed by trying, nobody learns who has an account, and no stranger keeps its owner out."""

import datetime
import ipaddress
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from allervers.config import processes
from allervers.config.database import as_owner
from allervers.domain.organisations import sign_in
from allervers.domain.organisations.models import SignInTries
from allervers.domain.organisations.sessions import SessionStore
from allervers.domain.organisations.tasks import forget_sessions
from allervers.web.forms.sentences import TOO_MANY
from allervers.web.public import gate
from allervers.web.public.forms import REFUSED
from tests import factories

PASSWORD = "un-mot-de-passe-fictif"


def answer(client: Client, username: str, password: str, address: str = "127.0.0.1") -> str:
    response = client.post("/connexion/", {"username": username, "password": password}, REMOTE_ADDR=address)
    if response.status_code == 302:
        return "signed in"
    page = response.content.decode()
    return "wait" if TOO_MANY in page else "refused" if REFUSED in page else page


def quarter_of_an_hour_later(monkeypatch) -> None:
    """The database's clock goes on: what was counted until now has no more weight."""
    monkeypatch.setattr(sign_in, "WAIT", datetime.timedelta(0))


@pytest.fixture
def account(db):
    return factories.account(password=PASSWORD)


def test_after_ten_wrong_passwords_the_right_one_must_wait_too(client, account):
    tries = [answer(client, account.username, f"faux-{n}") for n in range(12)]
    assert tries == ["refused"] * 10 + ["wait"] * 2
    assert answer(client, account.username, PASSWORD) == "wait"


def test_after_a_quarter_of_an_hour_one_may_try_again(client, account, monkeypatch):
    for n in range(12):
        answer(client, account.username, f"faux-{n}")
    quarter_of_an_hour_later(monkeypatch)
    assert answer(client, account.username, PASSWORD) == "signed in"


def test_the_right_password_takes_the_wrong_ones_back(client, account):
    for _ in range(2):
        for n in range(9):
            assert answer(Client(), account.username, f"faux-{n}") == "refused"
        assert answer(Client(), account.username, PASSWORD) == "signed in"


def test_a_name_without_an_account_is_answered_alike(client, account):
    assert [answer(client, "personne", "faux") for _ in range(11)] == ["refused"] * 10 + ["wait"]
    assert answer(client, account.username, PASSWORD) == "signed in"


def test_another_way_of_writing_the_name_is_the_same_name(client, account):
    for _ in range(5):
        answer(client, account.username.upper(), "faux")
        answer(client, f" {account.username}", "faux")
    assert answer(client, account.username, PASSWORD) == "wait"


def test_forty_names_from_one_address_are_slowed_and_harm_no_name(client, account):
    tries = [answer(client, f"nom-{n}", "faux") for n in range(20)]
    assert set(tries) == {"refused"}
    assert {answer(client, account.username, f"faux-{n}") for n in range(20)} == {"wait"}
    assert answer(Client(), account.username, PASSWORD, "192.0.2.7") == "signed in"


def test_an_address_of_ipv6_is_its_network(account):
    for n in range(20):
        answer(Client(), f"nom-{n}", "faux", f"2001:db8:0:1::{n + 1:x}")
    assert answer(Client(), account.username, PASSWORD, "2001:db8:0:1:ffff::1") == "wait"
    assert answer(Client(), account.username, PASSWORD, "2001:db8:0:2::1") == "signed in"


def test_one_name_from_many_addresses_waits(account):
    tries = [answer(Client(), account.username, "faux", f"192.0.2.{n}") for n in range(31)]
    assert tries == ["refused"] * 30 + ["wait"]


def test_strangers_never_keep_out_the_owner_on_the_usual_device(client, account):
    assert answer(client, account.username, PASSWORD) == "signed in"
    client.post("/deconnexion/")
    for n in range(40):
        answer(Client(), account.username, "faux", f"192.0.2.{n}")
    for n in range(25):
        answer(Client(), f"nom-{n}", "faux")
    assert answer(Client(), account.username, PASSWORD) == "wait"
    assert answer(client, account.username, PASSWORD) == "signed in"


def test_a_known_device_may_not_guess_either(client, account):
    answer(client, account.username, PASSWORD)
    client.post("/deconnexion/")
    assert [answer(client, account.username, "faux") for _ in range(11)] == ["refused"] * 10 + ["wait"]


def test_a_device_is_known_for_those_who_signed_in_from_it_only(client, account):
    other = factories.account(password=PASSWORD)
    answer(client, account.username, PASSWORD)
    client.post("/deconnexion/")
    for n in range(30):
        answer(Client(), other.username, "faux", f"192.0.2.{n}")
    assert answer(client, other.username, PASSWORD) == "wait"


@pytest.mark.parametrize("forged", ["", "x", "eyJkZXZpY2UiOiJ4In0:1abcde:forged"])
def test_a_forged_device_is_a_stranger_s(client, account, forged, settings):
    client.cookies[settings.DEVICE_COOKIE_NAME] = forged
    assert [answer(client, account.username, "faux") for _ in range(11)] == ["refused"] * 10 + ["wait"]


def test_the_device_s_cookie_names_nobody(client, account, settings):
    answer(client, account.username, PASSWORD)
    cookie = client.cookies[settings.DEVICE_COOKIE_NAME]
    value, names = gate._known_device(_request(cookies={settings.DEVICE_COOKIE_NAME: cookie.value}))
    assert account.username not in value + "".join(names)
    assert names == [sign_in.name_on_device(account.username)]
    assert cookie["httponly"]


def test_a_form_without_its_protection_counts_nowhere(account):
    client = Client(enforce_csrf_checks=True)
    for _ in range(25):
        assert client.post("/connexion/", {"username": account.username, "password": "faux"}).status_code == 403
    assert answer(Client(), account.username, PASSWORD) == "signed in"


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_as_a_name_is_not_kept_nor_the_address(client):
    answer(client, "mon-mot-de-passe-dans-la-mauvaise-case", "faux", "192.0.2.99")
    with as_owner():
        kept = list(SignInTries.objects.values_list("name_digest", flat=True))
    assert len(kept) == 4
    assert not [key for key in kept if "mauvaise" in key or "192.0.2" in key]


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
def test_tries_in_any_order_of_keys_do_not_wait_for_each_other_for_ever():
    def guess(number: int) -> bool:
        try:
            return sign_in.may_try(sign_in.from_anywhere(f"nom-{number % 3}", f"192.0.2.{number % 4}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as several:
        assert sum(several.map(guess, range(48))) == 48


@pytest.mark.django_db(transaction=True)
def test_ended_sessions_and_old_tries_are_forgotten(client):
    account = factories.account(password=PASSWORD)
    answer(client, account.username, PASSWORD)
    session = client.session
    session.set_expiry(-1)
    session.save()
    sign_in.may_try(sign_in.from_anywhere("personne", "192.0.2.1"))
    with as_owner():
        SignInTries.objects.update(since=timezone.now() - datetime.timedelta(minutes=16))
    sign_in.may_try(sign_in.from_anywhere("quelqu'un", None))
    forget_sessions(timestamp=0)
    assert not SessionStore().exists(session.session_key)
    with as_owner():
        assert SignInTries.objects.count() == 2  # the name, and all of them


def test_wrong_current_passwords_count_too_and_do_not_close_the_way_in(client, account):
    client.force_login(account)
    typed = {"new_password1": "une autre phrase fictive", "new_password2": "une autre phrase fictive"}
    for n in range(10):
        page = client.post("/mot-de-passe/", {"old_password": f"faux-{n}", **typed}).content.decode()
        assert "pas votre mot de passe actuel" in page
    assert TOO_MANY in client.post("/mot-de-passe/", {"old_password": PASSWORD, **typed}).content.decode()
    assert answer(Client(), account.username, PASSWORD) == "signed in"


def _request(address="203.0.113.9", forwarded=None, cookies=None):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    if forwarded is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    request.COOKIES.update(cookies or {})
    return request


@pytest.mark.parametrize(
    ("proxies", "https", "address", "forwarded", "found"),
    [
        ([], False, "192.0.2.1", "198.51.100.1", "192.0.2.1"),  # nobody is believed
        ([], True, "10.0.0.1", "198.51.100.1", None),  # behind a proxy that was not named
        (["10.0.0.0/8"], True, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["10.0.0.0/8"], True, "10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),  # two proxies of ours
        (["10.0.0.0/8"], True, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # what was sent is not believed
        (["10.0.0.0/8"], True, "192.0.2.1", "6.6.6.6", "192.0.2.1"),  # not through our proxy
        (["10.0.0.0/8"], True, "10.0.0.1", None, None),
        (["10.0.0.0/8"], True, "10.0.0.1", "n'importe quoi", None),
        (["::1/128"], True, "::1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_told_by_our_own_proxies_only(settings, proxies, https, address, forwarded, found):
    settings.HTTPS, settings.TRUSTED_PROXIES = https, [ipaddress.ip_network(proxy) for proxy in proxies]
    assert gate.client_address(_request(address, forwarded)) == found


def test_every_address_that_takes_one_s_own_password_stands_behind_the_gate():
    names = ("password", "security-application", "security-passkey")
    assert {reverse(name) for name in names} == set(gate._OWN_PASSWORD)


@pytest.mark.parametrize(
    ("threads", "admitted", "hashing"), [(2, 1, 1), (3, 1, 1), (4, 2, 2), (8, 4, 2), (9, 5, 2), (24, 20, 2)]
)
def test_sign_ins_never_take_every_thread(monkeypatch, threads, admitted, hashing):
    monkeypatch.setenv("ALLERVERS_WEB_THREADS", str(threads))
    assert processes.sign_ins_admitted() == (admitted, hashing)


def test_too_many_at_once_are_asked_to_come_back(client, account, monkeypatch):
    monkeypatch.setattr(gate, "_admitted", gate.threading.BoundedSemaphore(1))
    gate._admitted.acquire()
    response = client.post("/connexion/", {"username": account.username, "password": PASSWORD})
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "recommencez" in response.content.decode()
    assert client.get("/healthz").status_code == client.get("/connexion/").status_code == 200
    gate._admitted.release()
    assert answer(client, account.username, PASSWORD) == "signed in"
