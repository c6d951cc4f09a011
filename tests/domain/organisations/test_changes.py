"""What an administrator does to accounts that open files is told at once to somebody else."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from allervers.domain.credentials import identities, second_factor
from allervers.domain.organisations import workflow
from allervers.domain.organisations.changes import changes, count_unseen, mark_seen, nobody_is_told, unseen, watched
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import AccountChange
from allervers.domain.organisations.roles import ALLOWED, Role
from allervers.domain.pieces.refusals import Refused
from tests import factories
from tests.web.security.codes import with_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def administrator(fund):
    return factories.account(Role.ADMINISTRATOR, fund)


@pytest.fixture
def manager(fund):
    """Who has seen all that came before."""
    return up_to_date(factories.account(Role.MANAGER, fund))


@pytest.fixture
def officer(fund):
    return up_to_date(factories.account(Role.DATA_PROTECTION_OFFICER, fund))


def up_to_date(account):
    with acting_as(account, "test"):
        mark_seen(account, list(unseen(account).values_list("pk", flat=True)))
    return account


def told(reader) -> int:
    with acting_as(reader, "test"):
        return count_unseen(reader)


def make(administrator, role=Role.ADVISER, **fields):
    with acting_as(administrator, "test"):
        return workflow.create_account(
            organisation=fields.pop("at", administrator.organisation), role=role, username=f"compte.{role}", **fields
        )[0]


def test_whoever_opens_files_or_makes_such_accounts_is_watched():
    opening = ALLOWED["see_person"] | ALLOWED["examine_detections"] | ALLOWED["prevent_gaps"]
    assert opening | {Role.ADMINISTRATOR} <= watched()
    assert not watched() & {Role.PARTNER, Role.HEALTH_PROFESSIONAL, Role.INTERNAL_DETECTOR, Role.NATIONAL_ANALYST}


def test_an_adviser_s_account_made_by_an_administrator_is_told_to_both(administrator, manager, officer):
    up_to_date(manager)
    account = make(administrator)
    assert (told(manager), told(officer), told(administrator)) == (1, 1, 0)
    with acting_as(manager, "test"):
        change = changes().first()
    assert (change.account, change.by, change.what, change.why) == (account, administrator, "created", "compte créé")


@pytest.mark.parametrize("what", ["role", "password", "closed", "reopened"])
def test_each_change_of_such_an_account_is_told(administrator, manager, what):
    account = factories.account(Role.ADVISER, administrator.organisation, is_active=what != "reopened")
    up_to_date(manager)
    with acting_as(administrator, "test"):
        {
            "role": lambda: workflow.change_role(account, role=Role.MEDIATOR, why="mobilité"),
            "password": lambda: workflow.give_new_password(account),
            "closed": lambda: workflow.close_account(account, why="départ"),
            "reopened": lambda: workflow.reopen_account(account, why="retour"),
        }[what]()
    assert told(manager) == 1
    with acting_as(manager, "test"):
        assert changes().first().what == what


@pytest.mark.parametrize(
    ("what", "act"),
    [
        ("reset", lambda account, by: second_factor.reset(account, by=by)),
        ("invited", lambda account, by: identities.invite(account, by=by)),
        ("unlinked", lambda account, by: identities.unlink(account, by=by)),
    ],
)
def test_another_way_in_that_an_administrator_gives_or_takes_is_told(administrator, manager, officer, what, act):
    account = factories.account(Role.ADVISER, administrator.organisation)
    with_application(account)
    linked(account, administrator)
    up_to_date(manager), up_to_date(officer)
    with acting_as(administrator, "test"):
        act(account, administrator)
    assert (told(manager), told(officer), told(administrator)) == (1, 1, 0)
    with acting_as(manager, "test"):
        change = changes().first()
    assert (change.account, change.by, change.what, change.role_after) == (account, administrator, what, Role.ADVISER)


def linked(account, administrator) -> None:
    with acting_as(administrator, "test"):
        code = identities.invite(account, by=administrator)
    identities.link(code, issuer="https://idp.example.org", subject="sub-1")


def test_a_link_made_is_told_in_the_name_of_its_account(administrator, manager):
    account = factories.account(Role.ADVISER, administrator.organisation)
    up_to_date(manager)
    linked(account, administrator)
    with acting_as(manager, "test"):
        assert [(change.what, change.by) for change in changes()[:2]] == [
            ("linked", account),
            ("invited", administrator),
        ]
        assert count_unseen(manager) == 2


def test_what_was_not_done_is_not_told(administrator, manager):
    account = factories.account(Role.ADVISER, administrator.organisation)
    up_to_date(manager)
    with acting_as(administrator, "test"):
        with pytest.raises(Refused):
            second_factor.reset(account, by=administrator)
        with pytest.raises(Refused):
            identities.unlink(account, by=administrator)
    with pytest.raises(Refused):
        identities.link("false-code", issuer="https://idp.example.org", subject="sub-1")
    assert told(manager) == 0


def test_the_application_tells_nothing_by_itself(administrator):
    """Else it could drown what is to be seen."""
    with acting_as(administrator, "test"), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("select tell_change(%s, null, 'reset', '', '')", [administrator.pk])


def test_what_opens_no_file_is_listed_and_not_told(administrator, manager):
    partner = factories.organisation("partner", local_fund=administrator.organisation)
    make(administrator, Role.PARTNER, at=partner)
    assert told(manager) == 0
    with acting_as(manager, "test"):
        assert changes().first().role_after == Role.PARTNER


def test_one_s_own_new_password_is_nobody_else_s_business(manager, client):
    account = factories.account(Role.ADVISER, manager.organisation, password="un-mot-de-passe-fictif")
    up_to_date(manager)
    client.force_login(account)
    new = "Nouvelle-phrase-7-fois-secrète"
    sent = {"old_password": "un-mot-de-passe-fictif", "new_password1": new, "new_password2": new}
    assert client.post(reverse("password"), sent).status_code == 302
    assert told(manager) == 0


def test_what_one_has_seen_is_seen_by_oneself_alone(administrator, manager, officer):
    up_to_date(manager)
    make(administrator)
    up_to_date(manager)
    up_to_date(manager)
    assert (told(manager), told(officer)) == (0, 1)


def test_another_fund_is_told_nothing(administrator):
    stranger = up_to_date(factories.account(Role.MANAGER))
    make(administrator)
    assert told(stranger) == 0
    with acting_as(stranger, "test"):
        assert not changes().filter(fund=administrator.organisation).exists()
        mark_seen(stranger, list(range(1, 2000)))
    assert not [account for account in (stranger,) if told(account)]


def test_an_administrator_alone_is_warned(administrator, client):
    assert nobody_is_told(administrator)
    client.force_login(administrator)
    assert (
        "personne d’autre que vous n’est prévenu"
        in client.get(reverse("administrator:create-account")).content.decode()
    )
    factories.account(Role.MANAGER, administrator.organisation)
    assert not nobody_is_told(administrator)


def test_the_first_page_says_it_until_it_was_seen(administrator, manager, client, django_assert_num_queries):
    account = make(administrator, first_name="Léa", last_name="Fictive")
    client.force_login(manager)
    first = client.get(reverse("home"), follow=True).content.decode()
    assert "Un compte qui ouvre des dossiers a été créé ou changé" in first
    with django_assert_num_queries(16):
        page = client.get(reverse("administrator:changes"))
    for text in (str(account), str(administrator), "Compte créé", "Conseiller de la Mission"):
        assert text in page.content.decode()
    seen = [line["change"].pk for line in page.context["new"]]
    assert seen
    assert client.post(reverse("administrator:changes"), {"seen": seen}).status_code == 302
    assert "ouvre des dossiers a été créé" not in client.get(reverse("home"), follow=True).content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "٣", "1' or true"])
def test_nonsense_marks_nothing(manager, administrator, client, seen):
    up_to_date(manager)
    make(administrator)
    client.force_login(manager)
    assert client.post(reverse("administrator:changes"), {"seen": seen}).status_code == 302
    assert told(manager) == 1


def test_an_administrator_reads_the_list_and_marks_nothing(administrator, manager, client):
    up_to_date(manager)
    make(administrator)
    client.force_login(administrator)
    with acting_as(administrator, "test"):
        every = list(AccountChange.objects.values_list("pk", flat=True))
    client.post(reverse("administrator:changes"), {"seen": every})
    assert told(manager) == 1


@pytest.mark.parametrize("role", [Role.ADVISER, Role.PARTNER, Role.NATIONAL_ANALYST])
def test_others_do_not_read_the_list(client, role):
    client.force_login(factories.account(role))
    assert client.get(reverse("administrator:changes")).status_code == 403
