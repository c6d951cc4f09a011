"""Accounts: who gets which role where, a first password that is soon nobody else's, and a trail of why."""

import pytest
from django.core.exceptions import ValidationError

from allervers.domain.organisations import workflow
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.permissions import ROLES_OF_KIND, may_change, may_manage
from allervers.domain.organisations.queries import managed_accounts, search_accounts
from allervers.domain.organisations.roles import ALLOWED, Role
from allervers.domain.organisations.roles_document import DOCUMENT, document
from allervers.domain.pieces.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return factories.account(Role.ADMINISTRATOR)


def test_the_documented_table_of_roles_is_the_one_in_use():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), (
        "python -m allervers.domain.organisations.roles_document writes it again"
    )


def test_every_kind_of_organisation_has_roles_and_every_role_has_a_place():
    assert set(ROLES_OF_KIND) == set(Organisation.Kind)
    assert {role for roles in ROLES_OF_KIND.values() for role in roles} == set(Role)


def test_no_role_that_sees_persons_exists_outside_funds_and_handling_bodies():
    seeing = ALLOWED["see_person"] - {Role.DATA_PROTECTION_OFFICER}
    for kind in ("partner", "health_professional", "national"):
        assert not seeing & set(ROLES_OF_KIND[kind])


def test_an_account_is_created_with_a_password_that_must_be_changed(administrator):
    with acting_as(administrator, "test"):
        account, password = workflow.create_account(
            organisation=administrator.organisation, role=Role.ADVISER, username="nouvelle", last_name="Fictive"
        )
    account.refresh_from_db()
    assert account.check_password(password)
    assert account.password_is_provisional
    assert len(password) == 19
    with acting_as(administrator, "test"):
        event = account.events.get()
    assert event.pgh_context["user"] == administrator.pk
    assert event.pgh_context["why"] == "compte créé"


@pytest.mark.parametrize(
    ("kind", "role"), [("partner", Role.ADVISER), ("fund", Role.PARTNER), ("national", Role.MANAGER)]
)
def test_a_role_that_does_not_fit_the_organisation_is_refused(administrator, kind, role):
    with acting_as(administrator, "test"), pytest.raises(Refused, match="n'existe pas dans cet organisme"):
        workflow.create_account(organisation=factories.organisation(kind), role=role, username="nouvelle")


@pytest.mark.parametrize("username", ["", "avec espace", "x" * 151])
def test_a_user_name_that_cannot_be_is_refused_by_field(administrator, username):
    with acting_as(administrator, "test"), pytest.raises(ValidationError) as refused:
        workflow.create_account(organisation=administrator.organisation, role=Role.ADVISER, username=username)
    assert list(refused.value.message_dict) == ["username"]


def test_closing_reopening_and_changing_the_role_say_why(administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    with acting_as(administrator, "test"):
        workflow.change_role(account, role=Role.MANAGER, why="nouvelle responsable")
        workflow.close_account(account, why="départ")
        password = workflow.reopen_account(account, why="retour")
    account.refresh_from_db()
    assert (account.role, account.is_active, account.check_password(password)) == (Role.MANAGER, True, True)
    with acting_as(administrator, "test"):
        whys = [event.pgh_context["why"] for event in account.events.order_by("pgh_id")][1:]
    assert whys == ["rôle changé : nouvelle responsable", "compte fermé : départ", "compte rouvert : retour"]


def test_an_account_is_not_closed_twice(administrator):
    account = factories.account(Role.ADVISER, administrator.organisation)
    with acting_as(administrator, "test"):
        workflow.close_account(account, why="départ")
        with pytest.raises(Refused, match="déjà fermé"):
            workflow.close_account(account, why="départ")
        with pytest.raises(Refused, match="déjà fermé"):
            workflow.give_new_password(account)


def test_an_administrator_manages_the_own_organisation_and_its_partners_only(administrator):
    fund = administrator.organisation
    partner = factories.account(Role.PARTNER, factories.organisation("partner", local_fund=fund))
    colleague = factories.account(Role.ADVISER, fund)
    elsewhere = factories.account(Role.ADVISER)
    partner_elsewhere = factories.account(Role.PARTNER)
    assert set(managed_accounts(administrator)) == {administrator, partner, colleague}
    assert [may_manage(administrator, account) for account in (partner, colleague, elsewhere, partner_elsewhere)] == [
        *(True, True),
        *(False, False),
    ]
    assert not may_change(administrator, administrator)
    assert not may_manage(colleague, partner)


@pytest.mark.parametrize("text", ["lea", "LÉA", "prunier", "du prunier", "l-prunier", "léa prunier"])
def test_accounts_are_found_by_name_without_accents(administrator, text):
    account = factories.account(
        Role.ADVISER, administrator.organisation, first_name="Léa", last_name="Du Prunier", username="l-prunier"
    )
    assert list(search_accounts(managed_accounts(administrator), text)) == [account]


def test_a_partner_is_created_once(administrator):
    fields = {"kind": "partner", "name": "CCAS", "category": "ccas", "code": "d-1"}
    with acting_as(administrator, "test"):
        assert workflow.create_partner(**fields) == workflow.create_partner(**fields)
