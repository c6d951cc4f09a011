"""A note of a social worker: its author and the colleagues named on it read it, and it is nowhere else."""

import logging
import re
import uuid
from base64 import b64encode

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from allervers.config import database, embedded
from allervers.domain.organisations import services
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.social_service import notes, plans, sealing
from allervers.domain.social_service.models import SocialServiceKey, SocialServiceNote, SocialServiceNoteKey
from tests import factories, social_service

pytestmark = pytest.mark.django_db
CANARY = "XylozypheDesOrmeaux"


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
def file(fund, author):
    adviser = factories.account(Role.ADVISER, at=fund)
    return social_service.booked(social_service.asked(adviser, fund, factories.person(fund)), author)


def written(file, author, *readers, text=f"Elle dit {CANARY}."):
    with acting_as(author, "test"):
        notes.write(file, text, key=uuid.uuid4(), author=author, readers=readers)


def read_by(account, file) -> list[str]:
    with acting_as(account, "test"):
        return [shown.text for shown in notes.shown_to(account, file)]


def test_the_author_and_the_colleagues_named_on_it_read_a_note_and_no_other_member(service, file, author):
    named, other = social_service.member(service), social_service.member(service)
    desk = social_service.member(service, Role.SOCIAL_SERVICE_DESK)
    written(file, author, named)
    written(file, author, text="Pour moi seule.")
    assert read_by(author, file) == ["Pour moi seule.", f"Elle dit {CANARY}."]
    assert read_by(named, file) == [f"Elle dit {CANARY}."]
    assert read_by(other, file) == read_by(desk, file) == []
    with acting_as(author, "test"):
        assert [shown.readers for shown in notes.shown_to(author, file)] == [(), (str(named),)]
    with acting_as(named, "test"):
        assert [shown.readers for shown in notes.shown_to(named, file)] == [()]


def test_to_anybody_else_there_is_no_note_whatever_they_ask_the_database(fund, service, file, author):
    written(file, author)
    accounts = [factories.account(role, at=fund) for role in Role if factories.KIND_OF_ROLE.get(role, "fund") == "fund"]
    accounts += [factories.account(Role.ADMINISTRATOR, at=service.organisation), social_service.member(service)]
    accounts += [factories.account(Role.NATIONAL_ANALYST), file.referral.author]
    for account in accounts:
        with acting_as(account, "test"), connection.cursor() as cursor:
            for table in ("note", "notekey"):
                cursor.execute(f"select count(*) from social_service_socialservice{table}")
                assert cursor.fetchone() == (0,), account.role


def test_nobody_names_themselves_on_a_note_of_somebody_else_nor_changes_or_deletes_it(service, file, author):
    other = social_service.member(service)
    written(file, author)
    with acting_as(author, "test"):
        note = SocialServiceNote.objects.get()
    row = SocialServiceNoteKey(
        note=note, reader=other, wrapped=b"x", fund_id=file.fund_id, service_id=file.service_id
    )  # fmt: skip
    with acting_as(other, "test"), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
    for statement in ("update {} set sealed = 'x'", "delete from {}"):
        with (
            acting_as(author, "test"),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("social_service_socialservicenote"))


def test_a_note_is_shared_with_members_of_the_service_alone(fund, service, file, author):
    stranger = factories.account(Role.SOCIAL_WORKER, at=service.organisation)
    for reader in (stranger, factories.account(Role.MANAGER, at=fund)):
        with pytest.raises(Refused, match="votre service"):
            written(file, author, reader)


def test_who_left_the_service_reads_their_own_notes_no_more(service, file, author):
    written(file, author)
    administrator = factories.account(Role.ADMINISTRATOR, at=service.organisation)
    with acting_as(administrator, "test"):
        services.leave(author, service, why="départ")
    assert read_by(author, file) == []


def test_sent_twice_a_note_is_one_and_never_two_texts(file, author):
    key = uuid.uuid4()
    with acting_as(author, "test"):
        for _ in range(2):
            notes.write(file, "Une fois.", key=key, author=author)
        with pytest.raises(AlreadyUsed):
            notes.write(file, "Autre chose.", key=key, author=author)
    assert read_by(author, file) == ["Une fois."]


def test_what_is_sealed_cannot_be_moved_to_another_note_or_reader():
    of_service, of_note, note, other = sealing.new_key(), sealing.new_key(), uuid.uuid4(), uuid.uuid4()
    sealed, wrapped = sealing.seal("secret", of_note, note), sealing.wrap(of_note, of_service, note, 7)
    assert sealing.unseal(sealed, sealing.unwrap(wrapped, of_service, note, 7), note) == "secret"
    with pytest.raises(InvalidTag):
        sealing.unseal(sealed, of_note, other)
    with pytest.raises(InvalidTag):
        sealing.unwrap(wrapped, of_service, note, 8)
    with pytest.raises(InvalidTag):
        sealing.unwrap(wrapped, sealing.new_key(), note, 7)


def test_the_key_of_a_service_is_not_kept_in_clear_and_opens_no_other_service_s_notes(fund, service, file, author):
    written(file, author)
    elsewhere = social_service.member(social_service.service(factories.fund()))
    with acting_as(author, "test"):
        kept = bytes(SocialServiceKey.objects.get().encrypted)
        assert sealing.restored(kept) not in kept
    with acting_as(elsewhere, "test"):
        assert not SocialServiceKey.objects.exists()


def test_a_file_that_ended_has_no_new_step_and_is_reopened(file, author):
    with acting_as(author, "test"):
        step = plans.add_step(file, "Demander la RQTH", key=uuid.uuid4(), author=author)
        assert plans.do_step(step).done_on is not None
        plans.end(file, "goals_met")
        assert file.interviews.get().state == "cancelled"
        with pytest.raises(Refused, match="terminé"):
            plans.add_step(file, "Encore une", key=uuid.uuid4(), author=author)
        with pytest.raises(Refused, match="déjà terminé"):
            plans.end(file, "lost")
        assert plans.reopen(file).ended_on is None


@pytest.mark.django_db(transaction=True)
def test_the_canary_is_in_no_table_log_or_message_of_a_plain_backup(client, fund, service, file, author, caplog):
    """Written through the screen, then read through it; every table is copied as a plain backup copies it."""
    caplog.set_level(logging.DEBUG)
    client.force_login(author)
    address = reverse("social_service:write-note", args=[file.referral_id])
    shown = client.get(address).content.decode()
    hidden = re.search(r'name="id" value="([^"]+)"', shown)[1]
    answer = client.post(address, {"id": hidden, "text": f"Elle dit {CANARY} et encore {CANARY}."}, follow=True)
    assert CANARY in answer.content.decode()
    tables = 0
    word = CANARY.encode()
    forms = (word, word.hex().encode(), *(b64encode(b"\0" * shift + word)[4:-4] for shift in range(3)))
    with psycopg.connect(embedded.conninfo("postgres", "", database.NAME), autocommit=True) as everything:
        cursor = everything.cursor()
        found = cursor.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        )
        for (table,) in found.fetchall():
            with cursor.copy(f'copy "{table}" to stdout') as copy:
                content = b"".join(bytes(part) for part in copy)
            tables += 1
            assert not any(form in content for form in forms), table
        rows = cursor.execute("select sealed from social_service_socialservicenote").fetchall()
    assert tables > 60
    assert len(rows) == 1
    assert CANARY not in caplog.text
    assert CANARY not in str([(message.subject, message.body) for message in mail.outbox])
