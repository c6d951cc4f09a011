"""Notes read by exception, what goes back to who referred somebody, and group work."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.domain.social_service import figures, groups, notes, plans, sharing, workflow
from allervers.domain.social_service.models import (
    SocialServiceAccess,
    SocialServiceContact,
    SocialServiceGroup,
    SocialServiceShare,
)
from tests import factories, social_service

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def service(fund):
    return social_service.service(fund)


@pytest.fixture
def author(service):
    return social_service.member(service)


@pytest.fixture
def colleague(service):
    return social_service.member(service)


@pytest.fixture
def adviser(fund):
    return factories.account(Role.ADVISER, at=fund)


@pytest.fixture
def file(fund, author, adviser):
    made = social_service.booked(social_service.asked(adviser, fund, factories.person(fund)), author)
    with acting_as(author, "test"):
        notes.write(made, "Elle se confie.", key=uuid.uuid4(), author=author)
    return made


def read_by(account, file) -> list[str]:
    with acting_as(account, "test"):
        return [shown.text for shown in notes.shown_to(account, file)]


def opened_by(account, file, why="Remplacement.") -> SocialServiceAccess:
    with acting_as(account, "test"):
        return notes.open_exceptionally(file, key=uuid.uuid4(), account=account, why=why)


def test_with_a_reason_a_colleague_reads_the_notes_of_one_file_for_a_day(fund, service, author, colleague, file):
    other = social_service.booked(
        social_service.asked(author, fund), author, starts_at=timezone.now() + datetime.timedelta(days=9)
    )
    with acting_as(author, "test"):
        notes.write(other, "Une autre personne.", key=uuid.uuid4(), author=author)
    with pytest.raises(Refused, match="pourquoi"):
        opened_by(colleague, file, why=" ")
    assert read_by(colleague, file) == []
    access = opened_by(colleague, file)
    assert read_by(colleague, file) == ["Elle se confie."]
    assert read_by(colleague, other) == []
    assert access.until - access.opened_at == datetime.timedelta(hours=24)


def test_the_author_is_told_and_it_is_counted(author, colleague, file):
    opened_by(colleague, file)
    since = timezone.now() - datetime.timedelta(days=30)
    for account, told in ((author, [(colleague, "Remplacement.")]), (colleague, [])):
        with acting_as(account, "test"):
            assert [(access.account, access.why) for access in notes.told_to(account, since)] == told
            assert notes.by_month(account) == [(TODAY.replace(day=1), 1)]


def test_an_exceptional_access_is_that_of_a_member_of_now_for_a_day_at_most_and_never_taken_back(
    fund, service, author, colleague, file
):
    row = "insert into social_service_socialserviceaccess "
    row += "(id, fund_id, service_id, file_id, account_id, why, opened_at, until) "
    row += "values (gen_random_uuid(), %s, %s, %s, %s, 'test', statement_timestamp(), statement_timestamp() + %s)"
    manager, desk_of_fund = factories.account(Role.MANAGER, at=fund), factories.account(Role.SOCIAL_WORKER, at=fund)
    hours = datetime.timedelta(hours=1)
    tries = [(manager, manager, hours), (desk_of_fund, desk_of_fund, hours), (colleague, author, hours)]
    for by, account, lasts in [*tries, (colleague, colleague, 25 * hours)]:
        with acting_as(by, "test"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(row, [file.fund_id, file.service_id, file.pk, account.pk, lasts])
    opened_by(colleague, file)
    for statement in ("delete from {}", "update {} set until = now() + interval '9 days'"):
        with acting_as(colleague, "test"), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement.format("social_service_socialserviceaccess"))


def test_an_access_that_is_over_opens_nothing(author, colleague, file):
    opened_by(colleague, file)
    a_day_ago = "opened_at = opened_at - interval '25 hours', until = until - interval '25 hours'"
    with connection.cursor() as cursor:  # as the owner: the application cannot
        cursor.execute("select testing_write(%s)", [f"update social_service_socialserviceaccess set {a_day_ago}"])
    assert read_by(colleague, file) == []


def test_who_referred_the_person_reads_what_the_person_agreed_to_and_nobody_else_of_the_fund(
    fund, author, adviser, file
):
    with acting_as(author, "test"):
        sharing.share(file, "Un dossier RQTH est déposé.", key=uuid.uuid4(), author=author, agreed_on=TODAY)
        late = TODAY + datetime.timedelta(days=1)
        with pytest.raises(Refused, match="accord"):
            sharing.share(file, "Autre.", key=uuid.uuid4(), author=author, agreed_on=late)
    with acting_as(adviser, "test"):
        assert [share.text for share in SocialServiceShare.objects.all()] == ["Un dossier RQTH est déposé."]
    for account in (factories.account(Role.ADVISER, at=fund), factories.account(Role.MANAGER, at=fund)):
        with acting_as(account, "test"):
            assert not SocialServiceShare.objects.exists()


def meeting(service, author, **said) -> SocialServiceGroup:
    told = {"title": "Reprendre le travail", "axis": "keeping_work", "place": "Salle 2", "capacity": 2}
    told |= {"starts_at": timezone.now() + datetime.timedelta(days=1)} | said
    with acting_as(author, "test"):
        return groups.meet(service, key=uuid.uuid4(), author=author, **told)


def test_a_meeting_has_as_many_places_as_it_says(fund, service, author, file):
    group = meeting(service, author)
    days = [datetime.timedelta(days=days) for days in (2, 3)]
    others = [
        social_service.booked(social_service.asked(author, fund), author, starts_at=timezone.now() + day)
        for day in days
    ]
    with acting_as(author, "test"):
        assert groups.join(group, file).seat == groups.join(group, file).seat == 1
        assert groups.join(group, others[0]).seat == 2
        with pytest.raises(Refused, match="complète"):
            groups.join(group, others[1])
        assert groups.of_services(author).get().expected == 2


def test_a_meeting_is_on_an_axis_of_its_day_and_to_come(service, author):
    with pytest.raises(Refused, match="axe"):
        meeting(service, author, axis="ageing_well")
    with pytest.raises(Refused, match="passée"):
        meeting(service, author, starts_at=timezone.now())


def test_who_came_is_known_after_the_beginning_and_is_a_contact_of_that_day(fund, service, author, file):
    group = meeting(service, author)
    with acting_as(author, "test"):
        there = groups.join(group, file)
        with pytest.raises(Refused, match="pas commencé"):
            groups.settle(there, came=True)
        group.starts_at = timezone.now() - datetime.timedelta(days=2)
        group.save(update_fields=["starts_at"])
        assert groups.settle(there, came=True).came is True
    day = TODAY - datetime.timedelta(days=2)
    with acting_for(fund, "test"):
        assert {contact.on for contact in SocialServiceContact.objects.all()} == {TODAY, day}


def test_an_ended_file_joins_no_meeting(service, author, file):
    group = meeting(service, author)
    with acting_as(author, "test"):
        plans.end(file, "goals_met")
        with pytest.raises(Refused, match="terminé"):
            groups.join(group, file)


def test_the_service_counts_what_it_did_and_another_service_nothing_of_it(fund, service, author, adviser, file):
    social_service.asked(author, fund)
    with acting_as(author, "test"):
        interview = file.interviews.get()
        interview.starts_at -= datetime.timedelta(days=2)
        interview.ends_at -= datetime.timedelta(days=2)
        interview.save()
        workflow.settle(interview, "held")
        year = timezone.localtime(interview.starts_at).year
        counted = {line.label: (line.number, dict(line.parts)) for line in figures.of_year(author, year)}
    assert counted["Assurés reçus en entretien"] == (1, {})
    assert counted["Entretiens"] == (1, {"Sur place": 1})
    elsewhere = social_service.member(social_service.service(factories.fund()))
    with acting_as(elsewhere, "test"):
        assert {line.number for line in figures.of_year(elsewhere, year)} == {0}


def test_meetings_are_seen_by_the_service_alone(fund, service, author, file):
    meeting(service, author)
    for account in (factories.account(Role.MANAGER, at=fund), factories.account(Role.SOCIAL_WORKER, at=fund)):
        with acting_as(account, "test"):
            assert not SocialServiceGroup.objects.exists()
