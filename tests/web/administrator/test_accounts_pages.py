"""The administrator's screens, and one's own password."""

import re

import pytest
from django.urls import reverse

from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import ALLOWED, Role, known
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    account = factories.account(Role.ADMINISTRATOR)
    client.force_login(account)
    return account


def address(name, *arguments):
    return reverse(f"administrator:{name}", args=arguments)


def given(administrator, **fields):
    return {
        "organisation": administrator.organisation_id,
        "role": Role.ADVISER,
        "first_name": "Léa",
        "last_name": "Fictive",
        "username": "lea.fictive",
        **fields,
    }


def password_shown(response):
    return re.search(r"<code[^>]*>(\w{4}-\w{4}-\w{4}-\w{4})</code>", response.content.decode()).group(1)


def test_the_list_holds_the_accounts_of_the_fund_and_its_partners_only(client, administrator):
    partner = factories.organisation("partner", local_fund=administrator.organisation)
    mine = [factories.account(Role.ADVISER, administrator.organisation), factories.account(Role.PARTNER, partner)]
    other = factories.account(Role.ADVISER)
    listed = set(client.get(address("accounts")).context["accounts"])
    assert listed == {administrator, *mine}
    assert list(client.post(address("accounts"), {"q": other.username}).context["accounts"]) == []
    assert list(client.post(address("accounts"), {"q": mine[0].last_name}).context["accounts"]) == [mine[0]]


def test_the_list_by_state_and_organisation(client, administrator):
    partner = factories.organisation("partner", local_fund=administrator.organisation)
    closed = factories.account(Role.PARTNER, partner, is_active=False)
    assert list(client.get(address("accounts"), {"etat": "fermes"}).context["accounts"]) == [closed]
    assert list(client.get(address("accounts"), {"etat": "tous", "organisme": partner.pk}).context["accounts"]) == [
        closed
    ]
    foreign = client.get(address("accounts"), {"organisme": factories.fund().pk})
    assert "Choisissez un organisme de la liste." in foreign.content.decode()


def test_a_new_account_signs_in_and_chooses_another_password_before_anything_else(client, administrator):
    response = client.post(address("create-account"), given(administrator))
    password = password_shown(response)
    client.logout()
    assert client.login(username="lea.fictive", password=password)
    assert client.get(reverse("casework:inbox")).url == reverse("password")
    assert client.get(reverse("legal")).status_code == 200
    new = "une phrase que personne ne connaît"
    fields = {"old_password": password, "new_password1": new, "new_password2": new}
    assert "Votre mot de passe est changé." in client.post(reverse("password"), fields, follow=True).content.decode()
    assert client.get(reverse("casework:inbox")).status_code == 200
    assert client.login(username="lea.fictive", password=new)


def test_the_first_password_is_kept_nowhere_and_not_by_the_browser(client, administrator):
    response = client.post(address("create-account"), given(administrator))
    password = password_shown(response)
    assert "no-store" in response["Cache-Control"]
    account = User.objects.get(username="lea.fictive")
    assert password not in client.get(address("account", account.pk)).content.decode()


def test_an_account_sent_twice_is_written_once_and_says_what_to_do(client, administrator):
    client.post(address("create-account"), given(administrator))
    again = client.post(address("create-account"), given(administrator))
    assert User.objects.filter(username="lea.fictive").count() == 1
    assert "Si vous venez de le créer, ouvrez-le" in again.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"role": Role.NATIONAL_ANALYST}, "Ce rôle n&#x27;existe pas dans cet organisme."),
        ({"role": "chef"}, "role"),
        ({"role": Role.INTERNAL_DETECTOR}, "Un détecteur interne a un service"),
        ({"username": "lea fictive"}, "username"),
        ({"last_name": "x" * 1_000_000}, "last_name"),
        ({"first_name": ""}, "first_name"),
        ({"service": "284037511600126"}, "Ce texte contient un numéro de sécurité sociale"),
        ({"last_name": "q" + "\u0301" * 9}, "trop de signes sur une même lettre"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(client, administrator, fields, sentence):
    response = client.post(address("create-account"), given(administrator, email="lea@example.org", **fields))
    content = response.content.decode()
    assert response.status_code == 200
    assert sentence in content
    assert 'aria-invalid="true"' in content
    assert "lea@example.org" in content
    assert User.objects.count() == 1


def test_a_name_is_kept_without_what_cannot_be_seen(client, administrator):
    client.post(address("create-account"), given(administrator, last_name="Fic\u202etive"))
    assert User.objects.get(username="lea.fictive").last_name == "Fictive"


def test_no_account_is_made_in_an_organisation_of_somebody_else(client, administrator):
    client.post(address("create-account"), given(administrator, organisation=factories.fund().pk))
    assert not User.objects.filter(username="lea.fictive").exists()


def test_a_closed_account_is_out_from_its_next_page(client, administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    other = type(client)()
    other.force_login(account)
    assert other.get(reverse("casework:inbox")).status_code == 200
    client.post(address("change-state", account.pk), {"to": "closed", "why": "départ"})
    assert other.get(reverse("casework:inbox")).url.startswith(reverse("sign-in"))
    history = client.get(address("account", account.pk)).content.decode()
    assert "Compte fermé : départ" in history
    assert str(administrator) in history
    reopened = client.post(address("change-state", account.pk), {"to": "open", "why": "retour"})
    assert client.login(username=account.username, password=password_shown(reopened))


def test_another_role_from_the_next_page(client, administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    client.post(address("change-role", account.pk), {"role": Role.MEDIATOR, "why": "mobilité"})
    client.force_login(account)
    assert client.get(reverse("casework:inbox")).status_code == 403


def test_a_reason_is_asked_for(client, administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    for name, fields in (("change-role", {"role": Role.MEDIATOR}), ("change-state", {"to": "closed"})):
        response = client.post(address(name, account.pk), fields)
        assert 'aria-invalid="true"' in response.content.decode()
    account.refresh_from_db()
    assert (account.role, account.is_active) == (Role.ADVISER, True)


def test_a_new_password_ends_the_sessions_under_the_former_one(client, administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    other = type(client)()
    other.force_login(account)
    password = password_shown(client.post(address("new-password", account.pk)))
    assert other.get(reverse("casework:inbox")).url.startswith(reverse("sign-in"))
    assert other.login(username=account.username, password=password)


@pytest.mark.parametrize("name", ["change-role", "change-state", "new-password"])
def test_nobody_changes_their_own_account_here(client, administrator, name):
    assert client.post(address(name, administrator.pk), {"to": "closed", "why": "test"}).status_code == 403


@pytest.mark.parametrize("name", ["account", "change-role", "change-state", "new-password"])
def test_an_account_of_another_fund_does_not_exist(client, administrator, name):
    foreign = factories.account(Role.ADVISER)
    send = client.get if name == "account" else client.post
    assert send(address(name, foreign.pk)).status_code == 404


def test_a_partner_sent_twice_is_written_once_and_leads_to_its_first_account(client, administrator):
    form = client.get(address("create-partner")).context["form"]
    fields = {"code": form["code"].value(), "name": "CCAS de Fiction", "network": "partner:ccas"}
    answers = [client.post(address("create-partner"), fields) for _ in range(2)]
    partner = Organisation.objects.get(name="CCAS de Fiction")
    assert partner.local_fund == administrator.organisation
    assert [answer.url for answer in answers] == [f"{address('create-account')}?organisme={partner.pk}"] * 2
    shown = client.get(answers[0].url)
    assert f'<option value="{partner.pk}" selected>' in shown.content.decode()


def test_a_code_of_another_fund_s_partner_is_refused_and_tells_nothing(client, administrator):
    foreign = factories.organisation("partner", code="d-0123456789abcdef", name="CCAS d’Ailleurs")
    given = {"code": foreign.code, "name": "CCAS de Fiction", "network": "partner:ccas"}
    response = client.post(address("create-partner"), given)
    content = response.content.decode()
    assert response.status_code == 200
    assert "Ce formulaire ne peut plus servir" in content
    assert foreign.name not in content
    assert not Organisation.objects.filter(local_fund=administrator.organisation).exists()


@pytest.mark.parametrize("fields", [{"name": ""}, {"network": "partner:xx"}, {"network": ""}])
def test_a_partner_without_a_name_or_a_network_is_refused(client, administrator, fields):
    form = client.get(address("create-partner")).context["form"]
    given = {"code": form["code"].value(), "name": "CCAS", "network": "partner:ccas", **fields}
    assert 'aria-invalid="true"' in client.post(address("create-partner"), given).content.decode()
    assert not Organisation.objects.filter(local_fund=administrator.organisation).exists()


def test_the_table_of_roles_can_be_read(client, administrator):
    rows = {row["role"]: row["permissions"] for row in client.get(address("roles")).context["rows"]}
    for role in Role:
        assert rows[role.label] == [p.label for p in known() if role in ALLOWED[p]]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old_password": "faux"}, "pas votre mot de passe actuel"),
        ({"new_password1": "court", "new_password2": "court"}, "il en faut au moins 12"),
        ({"new_password2": "autre chose encore"}, "ne sont pas les mêmes"),
        (
            {"new_password1": "ancienne phrase secrète", "new_password2": "ancienne phrase secrète"},
            "mot de passe actuel",
        ),
    ],
)
def test_a_password_that_will_not_do_is_explained(client, fields, sentence):
    account = factories.account(Role.ADVISER, password="ancienne phrase secrète")
    client.force_login(account)
    new = "nouvelle phrase secrète"
    sent = {"old_password": "ancienne phrase secrète", "new_password1": new, "new_password2": new, **fields}
    response = client.post(reverse("password"), sent)
    assert sentence in response.content.decode().replace("&#x27;", "'")
    account.refresh_from_db()
    assert account.check_password("ancienne phrase secrète")


def test_the_list_asks_as_much_for_many_accounts(client, administrator, django_assert_num_queries):
    for _ in range(5):
        factories.account(Role.ADVISER, administrator.organisation)
    with django_assert_num_queries(12):
        client.get(address("accounts"))


@pytest.mark.parametrize("name", ["change-role", "change-state", "new-password"])
def test_reloading_the_address_of_a_form_writes_nothing(client, administrator, name):
    account = factories.account(Role.ADVISER, administrator.organisation)
    before = account.password
    assert client.get(address(name, account.pk)).url == address("account", account.pk)
    account.refresh_from_db()
    assert (account.password, account.is_active) == (before, True)
