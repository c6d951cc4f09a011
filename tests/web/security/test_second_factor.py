"""A stolen password alone opens nothing; whoever lost the device still gets in, by a code or an administrator."""

import datetime
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from allervers.domain.credentials import events
from allervers.domain.credentials.events import trail
from allervers.domain.credentials.models import CredentialEvent, FactorTries
from allervers.domain.credentials.second_factor import TOO_MANY, WRONG, recovery_codes_left
from allervers.domain.credentials.tasks import forget_events
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.web.security.codes import PASSWORD, code_of, give, give_password, is_signed_in, with_application


@pytest.fixture
def account(db):
    return factories.account(password=PASSWORD)


def what_happened(account) -> list[str]:
    with acting_as(account, "test"):
        return [event.what for event in reversed(trail(account))]


def test_without_a_second_factor_the_password_is_enough(client, account):
    assert give_password(client, account).url == "/"
    assert is_signed_in(client)
    assert what_happened(account) == ["password"]


def test_with_one_the_password_alone_opens_nothing(client, account):
    with_application(account)
    assert give_password(client, account).url == "/connexion/second-facteur/"
    assert not is_signed_in(client)
    assert "_auth_user_id" not in client.session


def test_the_code_of_the_application_opens_what_was_asked_for(client, account):
    secret, _ = with_application(account)
    give_password(client, account, next="/securite/")
    assert give(client, code_of(secret)).url == "/securite/"
    assert is_signed_in(client)
    assert what_happened(account)[-2:] == ["password", "application"]


@pytest.mark.parametrize(("steps", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_late_or_early(client, account, steps, right, monkeypatch):
    moment = timezone.now().replace(second=10)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    monkeypatch.setattr(time, "time", lambda: moment.timestamp())
    secret, _ = with_application(account)
    give_password(client, account)
    assert (give(client, code_of(secret, steps_later=steps)).status_code == 302) is right


def test_a_code_serves_once_and_so_does_none_before_it(client, account):
    secret, _ = with_application(account)
    give_password(client, account)
    code, before = code_of(secret), code_of(secret, steps_later=-1)
    assert give(client, code).status_code == 302
    for used in (code, before):
        again = Client()
        give_password(again, account)
        assert WRONG in give(again, used).content.decode()
    assert what_happened(account)[-1] == "refused"


@pytest.mark.django_db(transaction=True)
def test_a_code_sent_many_times_at_once_serves_once():
    account = factories.account(password=PASSWORD)
    secret, _ = with_application(account)
    clients = [Client() for _ in range(4)]
    for one in clients:
        give_password(one, account)
    code = code_of(secret)

    def send(one: Client) -> int:
        try:
            return give(one, code).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as several:
        assert sorted(several.map(send, clients)) == [200, 200, 200, 302]


def test_a_recovery_code_serves_once_however_it_is_typed(client, account):
    _, codes = with_application(account)
    give_password(client, account)
    assert give(client, codes[0].upper().replace("-", " ")).status_code == 302
    again = Client()
    give_password(again, account)
    assert WRONG in give(again, codes[0]).content.decode()
    assert give(again, codes[1]).status_code == 302
    with acting_as(account, "test"):
        assert recovery_codes_left(account) == 8


def test_after_five_wrong_codes_the_right_one_must_wait_too(client, account):
    secret, codes = with_application(account)
    give_password(client, account)
    for _ in range(5):
        assert WRONG in give(client, "000000x").content.decode()
    for right in (code_of(secret), codes[0]):
        assert TOO_MANY in give(client, right).content.decode()
    with acting_as(account, "test"):
        FactorTries.objects.update(since=timezone.now() - datetime.timedelta(minutes=15))
    assert give(client, code_of(secret)).status_code == 302


def test_a_stranger_without_the_password_uses_up_no_try(client, account):
    secret, _ = with_application(account)
    stranger = Client()
    for _ in range(6):
        stranger.post("/connexion/", {"username": account.username, "password": "faux"})
        assert give(stranger, "000000").url == "/connexion/"
    give_password(client, account)
    assert give(client, code_of(secret)).status_code == 302


def test_nothing_typed_is_a_sentence_and_no_try(client, account):
    with_application(account)
    give_password(client, account)
    assert "Donnez le code" in give(client, "").content.decode()
    with acting_as(account, "test"):
        assert not FactorTries.objects.exists()


@pytest.mark.parametrize("odd", ["٠١٢٣٤٥", "１２３４５６", "-1", "é" * 40, "0" * 5000, "\x00", "null"])
def test_odd_codes_are_refused_in_words(client, account, odd):
    with_application(account)
    give_password(client, account)
    answer = give(client, odd)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize("odd", ["{}", "[]", "null", '{"id": 3}', "x", '{"id": "AAAA", "rawId": "AAAA"}'])
def test_odd_answers_in_place_of_a_passkey_are_refused_in_words(client, account, odd):
    with_application(account)
    give_password(client, account)
    answer = client.post("/connexion/second-facteur/", {"preuve-code": "", "preuve-passkey": odd})
    assert answer.status_code == 200
    assert "clé d’accès n’a pas été reconnue" in answer.content.decode()


def test_between_the_two_there_are_ten_minutes(client, account, monkeypatch):
    secret, _ = with_application(account)
    give_password(client, account)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert give(client, code_of(secret)).url == "/connexion/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("change", ["closed", "password"])
def test_an_account_closed_or_changed_between_the_two_does_not_come_in(client, account, change):
    secret, _ = with_application(account)
    give_password(client, account)
    with factories.owner_writes(), acting_as(account, "test"):
        if change == "closed":
            account.is_active = False
        else:
            account.set_password("un-autre-mot-de-passe")
        account.save(force_update=True)
    assert give(client, code_of(secret)).url == "/connexion/"


def test_adding_an_application_needs_the_password_and_a_code_and_shows_ten_codes(client, account):
    give_password(client, account)
    other = Client()
    give_password(other, account)
    page = client.get("/securite/application/").content.decode()
    assert "<svg" in page
    secret = page.split('<code class="token">')[1].split("</code>")[0].replace(" ", "")
    wrong = client.post("/securite/application/", {"code": code_of(secret), "password": "faux"})
    assert "pas votre mot de passe" in wrong.content.decode()
    wrong = client.post("/securite/application/", {"code": "000000x", "password": PASSWORD})
    assert "pas celui de cette clé" in wrong.content.decode()
    assert "password" in what_happened(account)[-1]
    shown = client.post("/securite/application/", {"code": code_of(secret), "password": PASSWORD}).content.decode()
    assert shown.count("<li><code>") == 10
    assert is_signed_in(client)
    assert not is_signed_in(other), "whoever knew the password alone is out"
    assert "<li><code>" not in client.get("/securite/").content.decode()


def test_a_delicate_change_asks_for_it_again_and_loses_nothing(client, db):
    administrator = factories.account(Role.ADMINISTRATOR, password=PASSWORD)
    account = factories.account(at=administrator.organisation)
    secret, _ = with_application(administrator)
    give_password(client, administrator)
    give(client, code_of(secret))
    session = client.session
    session["second_factor_given"] -= 901
    session.save()
    address, typed = f"/comptes/{account.pk}/etat/", {"to": "closed", "why": "Départ <le> 3"}
    asked = client.post(address, typed).content.decode()
    assert "Départ &lt;le&gt; 3" in asked
    assert User.objects.get(pk=account.pk).is_active
    refused = client.post(address, {**typed, "preuve-code": "faux", "preuve-passkey": ""}).content.decode()
    assert WRONG in refused
    assert User.objects.get(pk=account.pk).is_active
    client.post(address, {**typed, "preuve-code": code_of(secret, steps_later=1), "preuve-passkey": ""})
    assert not User.objects.get(pk=account.pk).is_active


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.ADVISER])
def test_a_role_that_requires_one_does_nothing_before_it_is_added(client, db, settings, role):
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator", "data_protection_officer"})
    account = factories.account(role, password=PASSWORD)
    give_password(client, account)
    asked = role != Role.ADVISER
    for address in ("/", "/comptes/", "/saisines/", "/personnes/"):
        answer = client.get(address)
        assert (answer.status_code == 302 and answer.url == "/securite/") is asked, address
    assert ("Votre rôle demande" in client.get("/securite/").content.decode()) is asked


def test_a_session_that_began_with_the_password_alone_gives_the_factor_once_the_role_requires_it(client, db, settings):
    account = factories.account(Role.ADMINISTRATOR, password=PASSWORD)
    give_password(client, account)
    secret, _ = with_application(account)
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    assert client.get("/comptes/").url == "/connexion/second-facteur/"
    assert give(client, code_of(secret)).url == "/"
    assert client.get("/comptes/").status_code == 200


def test_the_last_factor_is_not_taken_off_where_the_role_requires_one(client, db, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    account = factories.account(Role.ADMINISTRATOR, password=PASSWORD)
    secret, _ = with_application(account)
    give_password(client, account)
    give(client, code_of(secret))
    answer = client.post("/securite/application/retirer/", follow=True).content.decode()
    assert "ajoutez-en un autre avant" in answer
    settings.SECOND_FACTOR_ROLES = frozenset()
    client.post("/securite/application/retirer/")
    assert what_happened(account)[-1] == "application_removed"
    with acting_as(account, "test"):
        assert recovery_codes_left(account) == 0


def test_an_administrator_resets_what_was_lost_and_it_is_told(client, account):
    with_application(account)
    administrator = factories.account(Role.ADMINISTRATOR, at=account.organisation)
    client.force_login(administrator)
    assert "Remettre à zéro" in client.get(f"/comptes/{account.pk}/").content.decode()
    page = client.post(f"/comptes/{account.pk}/second-facteur/", follow=True).content.decode()
    assert "Second facteur remis à zéro par un administrateur" in page
    owner = Client()
    assert give_password(owner, account).url == "/"
    assert f"Par {administrator}" in owner.get("/securite/").content.decode()


def test_nobody_removes_a_passkey_of_somebody_else(client, account):
    client.force_login(account)
    assert client.post("/securite/cles/5b0c9d2e-0000-4000-8000-000000000000/retirer/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_trail_is_forgotten_after_a_year():
    account = factories.account()
    with acting_as(account, "test"):
        events.note(account, events.What.PASSWORD)
    forget_events(timestamp=0)
    with acting_as(account, "test"):
        assert CredentialEvent.objects.count() == 1
    from allervers.config.database import as_owner

    with as_owner():
        CredentialEvent.objects.update(at=timezone.now() - datetime.timedelta(days=366))
    forget_events(timestamp=0)
    with acting_as(account, "test"):
        assert CredentialEvent.objects.count() == 0
