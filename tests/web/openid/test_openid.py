"""Signing in by an identity provider: its word opens an account only when every part of it is proved."""

import contextlib
import datetime
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.credentials import identities
from allervers.domain.credentials.events import trail
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.web.openid import provider
from allervers.web.openid.views import EXPIRED
from allervers.web.public.kept import typed_by
from tests import factories
from tests.processes import free_port
from tests.web.openid.issuer import CLIENT, SECRET
from tests.web.security.codes import PASSWORD, code_of, give, is_signed_in, with_application

pytestmark = pytest.mark.django_db

NOT_PROVED = "n’a pas pu être vérifiée"
SILENT = "ne répond pas en ce moment"


@pytest.fixture(scope="module")
def issuer():
    """The address of a provider that runs apart."""
    program = Path(__file__).parent / "issuer.py"
    with subprocess.Popen([sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        yield run.stdout.readline().strip()
        run.kill()


@pytest.fixture(autouse=True)
def openid(issuer, settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.OPENID = {
        "issuer": f"{issuer}/api/v2",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "name": "ProConnect",
    }
    provider.description.forget()


@pytest.fixture
def tell(issuer):
    """Who signs in at the provider from now on, and how it lies."""

    def told(sub: str = "sub-1", **more):
        requests.post(f"{issuer}/told", json={"sub": sub, **more}, timeout=10)

    told()
    return told


@pytest.fixture
def account():
    return factories.account(email="zoe@exemple.invalid", password=PASSWORD)


@pytest.fixture
def linked(account, tell):
    """The account of `sub-1`."""
    link(account)
    return account


def link(account, sub: str = "sub-1"):
    by = factories.account(Role.ADMINISTRATOR, at=account.organisation)
    with acting_as(by, "test"):
        code = identities.invite(account, by=by)
    identities.link(code, issuer=provider.settings.OPENID["issuer"], subject=sub)


def at_provider(client, then: str = "") -> str:
    """Leave for the provider, which approves; the address that it sends back to."""
    away = client.get("/connexion/fournisseur/", {"next": then} if then else {})
    answer = requests.get(away.url, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix("http://testserver")


def come_in(client, then: str = ""):
    return client.get(at_provider(client, then))


def what_happened(account) -> list[str]:
    with acting_as(account, "test"):
        return [event.what for event in reversed(trail(account))]


# --- What is right -----------------------------------------------------------------------------------------------


def test_who_is_linked_comes_in_where_they_wanted_to_go(client, linked):
    assert come_in(client, "/securite/").url == "/securite/"
    assert is_signed_in(client)
    assert int(client.session["_auth_user_id"]) == linked.pk
    assert what_happened(linked)[-1] == "provider"


def test_where_they_wanted_to_go_is_never_another_site(client, linked):
    assert come_in(client, "https://elsewhere.example.org/").url == "/"


def test_an_email_address_that_changes_changes_nothing(client, linked, tell):
    tell("sub-1", email="tout-autre@exemple.invalid")
    come_in(client)
    assert int(client.session["_auth_user_id"]) == linked.pk


def test_the_same_email_address_under_another_name_opens_nothing(client, linked, tell):
    tell("sub-2", email=linked.email)
    assert come_in(client).url == "/connexion/fournisseur/relier/"
    assert not is_signed_in(client)
    page = client.get("/connexion/fournisseur/relier/").content.decode()
    assert "Une adresse électronique ne suffit pas" in page
    assert linked.email not in page


def test_the_second_factor_of_the_provider_is_not_asked_twice(client, linked, tell, settings):
    with_application(linked)
    settings.SECOND_FACTOR_ROLES = frozenset({linked.role})
    tell("sub-1", amr=["pwd", "mfa"])
    assert come_in(client).url == "/"
    assert client.get("/saisines/").status_code == 200
    assert what_happened(linked)[-1] == "provider_two"


def test_a_text_typed_when_the_session_had_ended_is_found_again_by_the_provider_s_way(linked, tell):
    desk = Client(enforce_csrf_checks=True)
    page = typed_too_late(desk, linked)
    away = desk.post(reverse("sign-in"), {**hidden(page), "provider": "1"})
    assertContains(away, 'http-equiv="refresh" content="0;url=/connexion/fournisseur/"')
    # Whoever hesitates at the provider still finds it on the page to sign in.
    assert hidden(desk.get(reverse("sign-in")))["kept_text"]
    assert come_in(desk).url == reverse("resume")
    assertContains(desk.get(reverse("resume")), "Elle a rappelé")


def test_somebody_else_who_comes_back_from_the_provider_sees_nothing_of_it(linked, tell):
    desk = Client(enforce_csrf_checks=True)
    page = typed_too_late(desk, factories.account(at=linked.organisation))
    desk.post(reverse("sign-in"), {**hidden(page), "provider": "1"})
    come_in(desk)
    assertNotContains(desk.get(reverse("resume"), follow=True), "Elle a rappelé")
    assert "kept_text" not in desk.session


def test_only_a_text_that_we_sealed_waits_in_a_session(client):
    client.post(reverse("sign-in"), {"kept_text": "x" * 90_000, "provider": "1"})
    assert "kept_text" not in client.session


def typed_too_late(desk, author):
    """The page to sign in that answers the form."""
    here = {"headers": {"origin": "http://testserver"}}
    return desk.post(reverse("casework:search"), {"typed_by": typed_by(author), "note": "Elle a rappelé"}, **here)


def hidden(page) -> dict:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))


@pytest.mark.parametrize("amr", [["pwd"], [], None, "mfa", {"mfa": True}, ["MFA "]])
def test_without_it_ours_is_asked(client, linked, tell, amr):
    secret, _ = with_application(linked)
    tell("sub-1", amr=amr)
    assert come_in(client, "/securite/").url == "/connexion/second-facteur/"
    assert not is_signed_in(client)
    assert give(client, code_of(secret)).url == "/securite/"
    assert is_signed_in(client)


def test_a_role_that_requires_a_second_factor_adds_one_when_the_provider_asked_none(client, linked, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({linked.role})
    come_in(client)
    assert client.get("/saisines/").url == "/securite/"


def test_a_closed_account_stays_closed(client, linked):
    with factories.owner_writes(), acting_as(linked, "test"):
        User.objects.filter(pk=linked.pk).update(is_active=False)
    assert come_in(client).url == "/connexion/fournisseur/relier/"
    assert not is_signed_in(client)


def test_whoever_was_signed_in_here_before_is_out(client, linked):
    client.force_login(factories.account())
    client.session["left"] = "something"
    come_in(client)
    assert int(client.session["_auth_user_id"]) == linked.pk


def test_a_new_key_of_the_provider_is_found(client, linked, tell, monkeypatch):
    come_in(client)
    tell("sub-1", lie="new_key")
    monkeypatch.setattr(provider.description, "keys_since", provider.description.keys_since - 61)
    client.logout()
    come_in(client)
    assert is_signed_in(client)


# --- Linking -----------------------------------------------------------------------------------------------------


def test_an_invitation_links_once_and_the_first_password_serves_no_more(client, tell):
    administrator = factories.account(Role.ADMINISTRATOR)
    account = factories.account(at=administrator.organisation, password=PASSWORD, password_is_provisional=True)
    client.force_login(administrator)
    page = client.post(f"/comptes/{account.pk}/fournisseur/").content.decode()
    code = page.split('<code class="fs-4">')[1].split("</code>")[0]
    owner = Client()
    come_in(owner)
    wrong = owner.post("/connexion/fournisseur/relier/", {"code": "abcd-efgh-jkmn-pqrs"}).content.decode()
    assert "ne relie aucun compte" in wrong
    assert owner.post("/connexion/fournisseur/relier/", {"code": code.upper()}).url == "/"
    assert is_signed_in(owner)
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert not account.password_is_provisional
    assert what_happened(account) == ["invited", "linked", "provider"]
    assert "Compte relié" in client.get(f"/comptes/{account.pk}/").content.decode()
    thief = Client()
    tell("sub-thief")
    come_in(thief)
    assert "ne relie aucun compte" in thief.post("/connexion/fournisseur/relier/", {"code": code}).content.decode()


def test_a_new_subject_takes_the_place_of_the_former_one_by_a_new_invitation(client, linked, tell):
    link(linked, "sub-new")
    come_in(client)
    assert not is_signed_in(client)
    tell("sub-new")
    come_in(client)
    assert int(client.session["_auth_user_id"]) == linked.pk


def test_an_identity_of_one_account_is_not_given_to_another(linked):
    other = factories.account(at=linked.organisation)
    with pytest.raises(Refused):
        link(other, "sub-1")


@pytest.mark.parametrize(("short_of_seven_days", "serves"), [(1, True), (0, False)])
def test_an_invitation_ends_after_seven_days(account, monkeypatch, short_of_seven_days, serves):
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    by = factories.account(Role.ADMINISTRATOR, at=account.organisation)
    with acting_as(by, "test"):
        code = identities.invite(account, by=by)
    later = now + identities.INVITED_FOR - datetime.timedelta(seconds=short_of_seven_days)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    with contextlib.nullcontext() if serves else pytest.raises(Refused):
        assert identities.link(code, issuer="x", subject="y") == account


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_PROTECTION_OFFICER, Role.ADVISER])
def test_only_an_administrator_invites_and_unlinks(client, linked, role):
    client.force_login(factories.account(role, at=linked.organisation))
    for address in ("fournisseur/", "fournisseur/retirer/"):
        assert client.post(f"/comptes/{linked.pk}/{address}").status_code == 403
    client.force_login(factories.account(Role.ADMINISTRATOR))
    for address in ("fournisseur/", "fournisseur/retirer/"):
        assert client.post(f"/comptes/{linked.pk}/{address}").status_code == 404


def test_a_link_that_was_taken_off_opens_nothing(client, linked):
    administrator = Client()
    administrator.force_login(factories.account(Role.ADMINISTRATOR, at=linked.organisation))
    administrator.post(f"/comptes/{linked.pk}/fournisseur/retirer/")
    come_in(client)
    assert not is_signed_in(client)
    assert what_happened(linked)[-1] == "unlinked"


# --- What is not ------------------------------------------------------------------------------------------------


LIES = [
    *("id_forged", "id_alg_none", "id_hs256", "id_hs256_client_secret", "id_unknown_key", "id_wrong_nonce"),
    *("id_no_nonce", "id_wrong_iss", "id_no_iss", "id_wrong_aud", "id_no_aud", "id_several_aud", "id_expired"),
    *("id_no_exp", "id_of_the_future", "id_no_sub", "id_empty_sub", "id_sub_is_a_list", "no_id_token", "token_is_html"),
    *("userinfo_forged", "userinfo_alg_none", "userinfo_hs256", "userinfo_unknown_key", "userinfo_wrong_iss"),
    *("userinfo_wrong_aud", "userinfo_other_sub", "userinfo_no_sub", "userinfo_expired", "userinfo_plain"),
]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_opens_nothing(client, linked, tell, lie):
    tell("sub-1", lie=lie)
    answer = come_in(client)
    assert answer.status_code == 400
    assert NOT_PROVED in answer.content.decode()
    assert not is_signed_in(client)
    assert what_happened(linked) == ["invited"]


def test_the_answer_serves_once(client, linked):
    address = at_provider(client)
    assert client.get(address).status_code == 302
    client.logout()
    again = client.get(address)
    assert again.status_code == 400
    assert EXPIRED in again.content.decode()
    assert not is_signed_in(client)


def test_a_code_that_was_used_opens_nothing_under_a_new_state(client, linked):
    """Whoever saw an answer go by tries its code in a session of their own."""
    seen = parse_qs(urlsplit(at_provider(client)).query)["code"][0]
    thief = Client()
    mine = parse_qs(urlsplit(at_provider(thief)).query)["state"][0]
    answer = thief.get("/connexion/fournisseur/retour/", {"code": seen, "state": mine})
    assert answer.status_code == 400
    assert not is_signed_in(thief)


@pytest.mark.parametrize("state", ["", "another", "é", None])
def test_a_wrong_state_opens_nothing(client, linked, state):
    code = parse_qs(urlsplit(at_provider(client)).query)["code"][0]
    answer = client.get("/connexion/fournisseur/retour/", {"code": code, **({} if state is None else {"state": state})})
    assert answer.status_code == 400
    assert not is_signed_in(client)


def test_the_answer_to_somebody_else_opens_nothing(client, linked):
    victim = Client()
    assert victim.get(at_provider(client)).status_code == 400
    assert not is_signed_in(victim)


def test_an_answer_that_comes_too_late_opens_nothing(client, linked, monkeypatch):
    address = at_provider(client)
    session = client.session
    session["openid_away"] |= {"since": session["openid_away"]["since"] - 601}
    session.save()
    assert client.get(address).status_code == 400


def test_whoever_says_no_at_the_provider_is_told(client, linked, tell):
    tell("sub-1", lie="denied")
    answer = come_in(client)
    assert answer.status_code == 400
    assert "ne vous a pas connecté" in answer.content.decode()


# --- When the provider is not there ------------------------------------------------------------------------------


def test_a_provider_that_is_down_is_one_sentence(client, settings, caplog):
    settings.OPENID = settings.OPENID | {"issuer": f"http://127.0.0.1:{free_port()}/api/v2"}
    answer = client.get("/connexion/fournisseur/")
    assert answer.status_code == 502
    assert SILENT in answer.content.decode()
    assert "Traceback" not in caplog.text


def test_a_provider_that_fails_meanwhile_is_one_sentence(client, linked, tell):
    address = at_provider(client)
    tell("sub-1", lie="token_500")
    answer = client.get(address)
    assert answer.status_code == 502
    assert SILENT in answer.content.decode()


def test_a_description_of_somebody_else_is_not_believed(client, tell):
    tell("sub-1", lie="other_description")
    assert client.get("/connexion/fournisseur/").status_code == 502


def test_forged_keys_do_not_make_us_ask_the_provider_at_each_try(client, linked, tell, issuer):
    tell("sub-1", lie="id_unknown_key")
    before = requests.get(f"{issuer}/asked", timeout=10).json().count("/api/v2/jwks")
    for _ in range(4):
        come_in(client)
    assert requests.get(f"{issuer}/asked", timeout=10).json().count("/api/v2/jwks") == before + 1


# --- Out, and off ------------------------------------------------------------------------------------------------


def test_signing_out_here_signs_out_there_and_comes_back(client, linked):
    come_in(client)
    page = client.post("/deconnexion/").content.decode()
    assert not is_signed_in(client)
    address = page.split('content="0;url=')[1].split('"')[0].replace("&amp;", "&")
    answer = requests.get(address, allow_redirects=False, timeout=10)
    back = answer.headers["Location"].removeprefix("http://testserver")
    assert back.startswith("/deconnexion/fournisseur/?state=")
    assert "Vous êtes déconnecté d’Allervers et de ProConnect" in client.get(back, follow=True).content.decode()


def test_a_wrong_state_of_the_way_out_says_nothing(client, linked):
    come_in(client)
    client.post("/deconnexion/")
    answer = client.get("/deconnexion/fournisseur/?state=another", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/connexion/")
    assert "Vous êtes déconnecté d’Allervers et" not in answer.content.decode()


def test_who_came_in_by_password_signs_out_here_alone(client, account):
    client.post("/connexion/", {"username": account.username, "password": PASSWORD})
    assert client.post("/deconnexion/").status_code == 302


def test_it_is_off_by_default(client, settings):
    assert "Se connecter avec ProConnect" in client.get("/connexion/").content.decode()
    settings.OPENID = None
    assert "ProConnect" not in client.get("/connexion/").content.decode()
    for address in ("", "retour/", "relier/"):
        assert client.get(f"/connexion/fournisseur/{address}").status_code == 404
