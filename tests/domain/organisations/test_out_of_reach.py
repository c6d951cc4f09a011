"""A fault of ours cannot open a fund: the application's database role neither changes accounts, nor lists sessions."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from allervers.config.database import as_owner
from allervers.domain.organisations import workflow
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import AccountChange, Organisation, User, store_own_password
from allervers.domain.organisations.permissions import ROLES_OF_KIND
from allervers.domain.organisations.roles import Role
from allervers.domain.organisations.sessions import SessionStore, end_sessions, open_sessions
from allervers.domain.pieces.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db

CLOSED = ["organisations_session", "organisations_signintries"]
TRAILS = ["organisations_userevent", "organisations_accountchange"]
NOT_OURS = "permission denied|must |only its owner|does not fit"


def sql(statement: str, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def refused(statement: str, *values) -> None:
    with pytest.raises(ProgrammingError, match=NOT_OURS):
        sql(statement, *values)


@pytest.fixture
def administrator():
    return factories.account(Role.ADMINISTRATOR)


def test_these_tests_run_under_the_application_s_role():
    assert sql("select session_user, current_user, rolsuper from pg_roles where rolname = current_user") == [
        ("av_app", "av_app", False)
    ]


@pytest.mark.parametrize("column", [field.column for field in User._meta.concrete_fields])
def test_of_an_account_the_application_writes_the_last_sign_in_alone(administrator, column):
    statement = f"update organisations_user set {column} = {column} where id = %s"
    if column == "last_login":
        sql(statement, administrator.pk)
    else:
        with acting_as(administrator, "test"):
            refused(statement, administrator.pk)


@pytest.mark.parametrize("column", [field.column for field in Organisation._meta.concrete_fields])
def test_an_organisation_is_not_written(administrator, column):
    with acting_as(administrator, "test"):
        refused(f"update organisations_organisation set {column} = {column}")


@pytest.mark.parametrize("table", ["organisations_user", "organisations_organisation", *TRAILS, *CLOSED])
def test_nothing_is_added_to_nor_taken_from_these_tables(administrator, table):
    with acting_as(administrator, "test"):
        refused(f"delete from {table}")
        refused(f"insert into {table} default values")
        refused(f"truncate {table}")


@pytest.mark.parametrize("table", CLOSED)
def test_these_tables_are_not_even_read(table):
    refused(f"select 1 from {table}")


@pytest.mark.parametrize("table", TRAILS)
def test_trails_of_another_fund_and_without_a_context_look_empty(administrator, table):
    factories.account(Role.ADVISER, administrator.organisation)
    stranger = factories.account(Role.ADMINISTRATOR)
    count = f"select count(*) from {table} where pgh_obj_id = %s" if "event" in table else None
    count = count or f"select count(*) from {table} where account_id = %s"
    assert sql(count, administrator.pk) == [(0,)]
    with acting_as(stranger, "test"):
        assert sql(count, administrator.pk) == [(0,)]
    with acting_as(administrator, "test"):
        assert sql(count, administrator.pk) == [(1,)]


def every_change(account: User) -> list[tuple]:
    """Each narrow function that changes an account or an organisation, with values that its rule accepts."""
    return [
        ("select account_create(%s, 'adviser', 'autre', '!', 'test', '{}')", account.organisation_id),
        ("select account_set_role(%s, 'manager', '', 'test')", account.pk),
        ("select account_close(%s, 'test')", account.pk),
        ("select account_give_password(%s, '!', false, 'test')", account.pk),
        ("select sessions_end(%s, '')", account.pk),
    ]


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("role", [*Role, "another fund", "closed", "nobody", "a job"])
def test_each_change_is_refused_to_whoever_is_not_an_administrator_of_the_organisation(role, number):
    account = factories.account(Role.ADVISER)
    fund = account.organisation
    change = every_change(account)[number]
    if role == "nobody":
        return refused(*change)
    if role == "a job":
        with acting_for(fund, "test"):
            return refused(*change)
    if role == "another fund":
        by = factories.account(Role.ADMINISTRATOR)
    elif role == "closed":
        by = factories.account(Role.ADMINISTRATOR, fund, is_active=False)
    else:
        by = factories.account(role, fund)
    with acting_as(by, "test"):
        if by.may("manage_accounts") and by.organisation == fund:
            sql(*change)
        else:
            refused(*change)
    return None


@pytest.mark.parametrize("number", [1, 2, 3])
def test_nobody_changes_their_own_account(administrator, number):
    with acting_as(administrator, "test"):
        refused(*every_change(administrator)[number])


def test_the_own_password_and_no_other_s(administrator):
    with acting_as(administrator, "test"):
        administrator.set_password("tout autre chose 12")
        store_own_password(administrator, chosen=True)
    administrator.refresh_from_db()
    assert administrator.check_password("tout autre chose 12")
    refused("select account_own_password(%s, '!', true, 'test')", administrator.pk)
    with acting_as(factories.account(), "test"):
        refused("select account_own_password(%s, '!', true, 'test')", administrator.pk)


def test_the_database_knows_the_same_places_for_roles():
    known = {
        kind: [role for role in Role if sql("select role_fits(%s, %s)", kind, role)[0][0]] for kind in ROLES_OF_KIND
    }
    assert known == {kind: [role for role in Role if role in roles] for kind, roles in ROLES_OF_KIND.items()}


@pytest.mark.parametrize("role", [Role.PARTNER, Role.NATIONAL_ANALYST, "chef"])
def test_a_role_that_does_not_fit_is_refused_by_the_database_too(administrator, role):
    account = factories.account(Role.ADVISER, administrator.organisation)
    with acting_as(administrator, "test"):
        refused("select account_set_role(%s, %s, '', 'test')", account.pk, role)
        refused("select account_create(%s, %s, 'autre', '!', 'test', '{}')", administrator.organisation_id, role)


def test_the_trail_does_not_believe_who_the_application_says_it_is(administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    with acting_as(administrator, "test"):
        sql("""select set_config('pghistory.context_metadata', '{"user": 1, "why": "autre"}', true)""")
        workflow.change_role(account, role=Role.MANAGER, why="mobilité")
        change = AccountChange.objects.first()
        event = account.events.order_by("-pgh_id").first()
    assert (change.by, change.why) == (administrator, "rôle changé : mobilité")
    assert (change.role_before, change.role_after) == (Role.ADVISER, Role.MANAGER)
    assert event.pgh_context == {
        "user": administrator.pk,
        "organisation": administrator.organisation_id,
        "why": change.why,
    }


def test_every_function_that_runs_as_the_owner_names_its_schemas():
    found = sql(
        """select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
           and not coalesce(proconfig, '{}') && array['search_path=public, pg_temp',
                                             'search_path=public, pg_catalog']"""
    )
    assert not [name for (name,) in found if not name.startswith("testing_")]


def test_the_sessions_of_an_account_are_told_to_its_owner_and_administrator(client, administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    colleague, stranger = factories.account(Role.MANAGER, account.organisation), factories.account(Role.ADMINISTRATOR)
    client.force_login(account)
    seen = []
    for by in (account, administrator, colleague, stranger):
        with acting_as(by, "test"):
            seen.append(len(open_sessions(account)))
    assert seen == [1, 1, 0, 0]
    with acting_as(account, "test"):
        assert end_sessions(account, but=client.session) == 0
        assert end_sessions(account) == 1
    assert client.get("/mot-de-passe/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_key_of_a_session_is_nowhere_in_the_database(client):
    client.force_login(factories.account())
    key = client.session.session_key
    with as_owner():
        kept = [text for (text,) in sql("select digest || data from organisations_session")]
    assert kept
    assert not [text for text in kept if key in text]


def test_a_session_lasts_at_most_a_working_day_whatever_it_asks(settings):
    store = SessionStore()
    store["a"] = 1
    store.set_expiry(datetime.timedelta(days=30))
    store.save()
    again = SessionStore(store.session_key)
    assert again["a"] == 1
    assert again.ends_at - again.started_at == settings.SESSION_LONGEST
    assert again.stay() <= settings.SESSION_LONGEST


def test_a_session_that_has_ended_is_not_found():
    store = SessionStore()
    store.set_expiry(timezone.now() - datetime.timedelta(seconds=1))
    store["a"] = 1
    store.save()
    assert dict(SessionStore(store.session_key).items()) == {}


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_close_an_account_once():
    fund = factories.fund()
    account = factories.account(Role.ADVISER, fund)
    administrators = [factories.account(Role.ADMINISTRATOR, fund) for _ in range(2)]

    def close(by: User) -> str:
        try:
            with acting_as(by, "test"):
                workflow.close_account(account, why="départ")
            return "closed"
        except Refused:
            return "already"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        assert sorted(several.map(close, administrators)) == ["already", "closed"]
    with acting_as(administrators[0], "test"):
        assert AccountChange.objects.filter(what="closed").count() == 1
