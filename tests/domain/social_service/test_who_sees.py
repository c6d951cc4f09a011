"""The database shows the files of a social service to its members alone, in the same fund too."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from allervers.domain.organisations import services
from allervers.domain.organisations import workflow as accounts
from allervers.domain.organisations.changes import changes
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import ServiceMember
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces import PersonFile
from allervers.domain.social_service import workflow
from allervers.domain.social_service.models import (
    SocialServiceContact,
    SocialServiceFile,
    SocialServiceInterview,
    SocialServiceReferral,
)
from tests import factories, social_service

pytestmark = pytest.mark.django_db
OF_SERVICE = (SocialServiceReferral, SocialServiceFile, SocialServiceInterview)
TRAILS = tuple(model.pgh_event_model for model in OF_SERVICE)


def seen(account) -> dict[str, int]:
    with acting_as(account, "test"):
        return {model.__name__: model.objects.count() for model in (*OF_SERVICE, *TRAILS)}


NOTHING = {model.__name__: 0 for model in (*OF_SERVICE, *TRAILS)}


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture(params=["of the fund", "of another body"])
def service(request, fund):
    return social_service.service(fund, at=fund if request.param == "of the fund" else None)


@pytest.fixture
def file(fund, service):
    """A person of the fund, referred by its adviser, whom a social worker will meet."""
    adviser, worker = factories.account(Role.ADVISER, at=fund), social_service.member(service)
    referral = social_service.asked(adviser, fund, factories.person(fund))
    return social_service.booked(referral, worker)


def test_the_members_of_the_service_see_its_files_whatever_their_fund(fund, service, file):
    for role in (Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER):
        assert all(seen(social_service.member(service, role)).values())


def test_nobody_else_of_the_fund_sees_them_not_even_who_manages(fund, service, file):
    roles = [role for role in Role if factories.KIND_OF_ROLE.get(role, "fund") == "fund"]
    for role in (*roles, Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER):
        assert seen(factories.account(role, at=fund)) == NOTHING, role
    for role in (Role.SOCIAL_WORKER, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER):
        assert seen(factories.account(role, at=service.organisation)) == NOTHING, role
    with acting_for(fund, "test"):
        assert not any(model.objects.exists() for model in (*OF_SERVICE, *TRAILS))


def test_another_service_and_another_fund_see_nothing(service, file):
    elsewhere = social_service.service(factories.fund())
    assert seen(social_service.member(elsewhere)) == NOTHING
    assert seen(factories.account(Role.MANAGER)) == NOTHING
    assert seen(factories.account(Role.NATIONAL_ANALYST)) == NOTHING


def test_who_asked_sees_what_they_wrote_and_nothing_of_what_became_of_it(file):
    author = file.referral.author
    assert seen(author) == NOTHING | {"SocialServiceReferral": 1}
    with acting_as(author, "test"):
        assert SocialServiceReferral.objects.update(what_for="autre chose") == 0


def test_others_see_that_there_was_a_contact_and_its_day(fund, file):
    for role in (Role.ADVISER, Role.MANAGER):
        with acting_as(factories.account(role, at=fund), "test"):
            person = factories.Person.objects.get(pk=file.referral.person_id)
            pieces = PersonFile(person)
            (entry,) = [each for each in pieces.entries(pieces.names()) if each.kind == "social_service"]
    assert (entry.title, entry.body, entry.author, entry.about) == ("Service social : contact", "", "", None)
    with acting_as(factories.account(Role.MANAGER), "test"):
        assert not SocialServiceContact.objects.exists()


def test_the_application_cannot_write_that_there_was_a_contact(fund, file):
    with acting_as(factories.account(Role.MANAGER, at=fund), "test"):
        contact = SocialServiceContact.objects.get()
        for write in (contact.save, contact.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()


def test_the_context_of_the_application_s_role_opens_nothing_without_a_member(fund, service, file):
    """Raw SQL: whatever organisation is set, the account decides; a setting of services does not exist."""
    with connection.cursor() as cursor:
        for organisation in (fund.pk, service.organisation_id):
            cursor.execute("select set_config('app.organisation_id', %s, true)", [str(organisation)])
            cursor.execute("select set_config('app.user_id', '', true), set_config('app.service_ids', '1', true)")
            for model in (*OF_SERVICE, *TRAILS):
                cursor.execute(f"select count(*) from {model._meta.db_table}")
                assert cursor.fetchone() == (0,)


def test_who_leaves_changes_role_or_is_closed_sees_nothing_any_more(service, file):
    administrator = factories.account(Role.ADMINISTRATOR, at=service.organisation)
    left, changed, closed = (social_service.member(service, Role.SOCIAL_SERVICE_DESK) for _ in range(3))
    with acting_as(administrator, "test"):
        services.leave(left, service, why="mobilité")
        accounts.change_role(changed, role=Role.DATA_PROTECTION_OFFICER, why="mobilité")
        accounts.close_account(closed, why="départ")
    for account in (left, changed, closed):
        account.refresh_from_db()
        assert seen(account) == NOTHING


def test_an_administrator_lets_somebody_in_and_others_are_told(service, file):
    at = service.organisation
    administrator, officer = (
        factories.account(Role.ADMINISTRATOR, at=at),
        factories.account("data_protection_officer", at=at),
    )
    worker = factories.account(Role.SOCIAL_WORKER, at=at)
    with acting_as(administrator, "test"):
        services.join(worker, service, why="nouvelle collègue")
        services.join(worker, service, why="nouvelle collègue")
    assert all(seen(worker).values())
    with acting_as(officer, "test"):
        (told,) = [change for change in changes() if change.what == "joined"]
    assert (told.account, told.by) == (worker, administrator)


def test_nobody_lets_themselves_in_nor_somebody_whose_role_does_not_fit(service):
    administrator = factories.account(Role.ADMINISTRATOR, at=service.organisation)
    foreign = factories.account(Role.ADMINISTRATOR)
    worker = factories.account(Role.SOCIAL_WORKER, at=service.organisation)
    for by, account in ((administrator, administrator), (worker, worker), (foreign, worker)):
        with acting_as(by, "test"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select service_join(%s, %s, 'test')", [account.pk, service.pk])
    with acting_as(worker, "test"), pytest.raises(DatabaseError), transaction.atomic():
        ServiceMember.objects.create(service=service, account=worker, joined_at="2026-01-01T00:00Z")
    with acting_as(administrator, "test"), pytest.raises(services.Refused, match="rôle"):
        services.join(factories.account(Role.ADMINISTRATOR, at=service.organisation), service, why="test")


def test_a_request_goes_to_the_service_of_the_fund_whatever_the_application_writes(fund, service):
    adviser = factories.account(Role.ADVISER, at=fund)
    elsewhere = social_service.service(factories.fund())
    made = SocialServiceReferral(
        pk=uuid.uuid4(), fund=fund, service=elsewhere, origin="mission", author=adviser, axis="care_paths",
        what_for="test", agreed_on="2026-01-05", **social_service.identity(),
    )  # fmt: skip
    with acting_as(adviser, "test"), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        made.save()


def test_a_service_of_another_body_learns_whether_the_fund_knows_the_person_and_no_more(fund, service):
    adviser, worker = factories.account(Role.ADVISER, at=fund), social_service.member(service)
    known, other = factories.person(fund), factories.person(fund, first_name="Albert")
    assert other != known
    of_known = social_service.asked(adviser, fund)
    of_nobody = social_service.asked(adviser, fund, identity=social_service.identity(first_name="Inconnue"))
    with acting_as(worker, "test"):
        assert workflow.known(of_known).person_id == known.pk
        assert workflow.known(of_nobody).person_id is None
    with acting_as(adviser, "test"):
        assert workflow.known(of_known).person_id is None
