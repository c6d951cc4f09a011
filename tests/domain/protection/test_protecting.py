"""A person in danger: how they are reached leaves every row, comes back whole, and is read by those named alone."""

import datetime
import json
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from allervers.domain.accompaniment import workflow as casework
from allervers.domain.campaigns import leaving_again
from allervers.domain.campaigns.audience_file import Identity
from allervers.domain.campaigns.models import Campaign, Member
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.encryption import encrypt
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox import workflow as outbox
from allervers.domain.outbox.models import Message
from allervers.domain.outbox.templates import templates
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.protection import workflow
from allervers.domain.protection.models import Keeper, ProtectedReading, Protection
from allervers.domain.protection.permissions import may_change, may_open, may_protect, may_read
from allervers.domain.protection.queries import lasting
from allervers.domain.referrals.models import Referral
from allervers.domain.rights_files import contact, examining
from allervers.domain.rights_files.models import Letter, RightsFile
from tests import factories, rights_files

pytestmark = pytest.mark.django_db

PHONE, EMAIL, ADDRESS = "06 39 98 77 66", "refuge.secret@exemple.fr", "7 rue Cachée\n75011 PARIS"
WAYS = {"phone": PHONE, "email": EMAIL, "postal_address": ADDRESS}
NONE = dict.fromkeys(WAYS, "")


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(adviser):
    """With a referral, a rights file that has letters, and a message that waits."""
    person = factories.accompaniment(adviser, **WAYS).person
    officer = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    file = rights_files.deposit(officer, **WAYS)
    with acting_as(officer, "test"):
        RightsFile.objects.filter(pk=file.pk).update(person=person)
    written(adviser, person)
    return person


def written(by, person):
    with acting_as(by, "test"):
        return outbox.write(
            person, templates()["call_back"], message_id=uuid.uuid4(), cause=f"test:{uuid.uuid4()}", channel="sms",
            language="fr", values={"fund": "Caisse fictive", "phone": "36 46"}, author=by,
        )  # fmt: skip


def protect(by, person, *keepers, key=None):
    with acting_as(by, "test"):
        key = key or uuid.uuid4()
        workflow.protect(person, key=key, danger="partner_violence", note="Dit à l’accueil.", keepers=keepers)
        return lasting(person)


def ways(row):
    row.refresh_from_db()
    return {name: getattr(row, name) for name in WAYS}


def rows_of(person):
    referral = Referral.objects.get(accompaniment__person=person)
    return [Person.objects.get(pk=person.pk), referral, RightsFile.objects.get(person=person)]


def as_the_owner(statement):
    with connection.cursor() as cursor:
        cursor.execute("select written from testing_write(%s) as written", [statement])
        return [json.loads(written) for (written,) in cursor.fetchall()]


def sealed_from():
    """The tables of which something is sealed: no account of ours can ask."""
    return {row["source"] for row in as_the_owner("update protection_sealedcontact set kept = kept returning source")}


def everything(tables):
    """All that the application's role reads of these tables, as text."""
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(f"select t::text from {table} t" for table in tables))
        return "\n".join(row for (row,) in cursor.fetchall())


def test_protected_nothing_that_the_fund_reads_says_how_the_person_is_reached(adviser, person):
    colleague = factories.account(Role.ADVISER, at=adviser.organisation)
    protect(adviser, person)
    with connection.cursor() as cursor:
        cursor.execute("""select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
            and has_table_privilege(oid, 'select') and relname !~ '^(django|auth|procrastinate)'""")
        tables = [name for (name,) in cursor.fetchall()]
    assert {"people_personevent", "referrals_referralevent", "rights_files_letter", "outbox_message"} <= set(tables)
    for account in (adviser, colleague):
        with acting_as(account, "test"):
            seen = everything(tables)
            assert str(person.pk) in seen
            assert not [way for way in (PHONE, "refuge.secret", "rue Cachée") if way in seen]
            with pytest.raises(DatabaseError), transaction.atomic():
                everything(["protection_sealedcontact"])


def test_what_is_written_afterwards_does_not_stay_either_and_all_comes_back_whole(adviser, person):
    with acting_as(adviser, "test"):
        letters = {letter.pk: letter.content for letter in Letter.objects.filter(file__person=person)}
    assert any(content["address"] for content in letters.values())
    protection = protect(adviser, person)
    with acting_as(adviser, "test"):
        assert [ways(row) for row in rows_of(person)] == [NONE, NONE, NONE]
        known, _, file = rows_of(person)
        known.phone = "07 00 00 00 01"
        known.save(update_fields=["phone"])
        contact.correct(file, {**NONE, "email": "nouveau@exemple.fr"})
        casework.accept(
            factories.referral(adviser.organisation, **WAYS), adviser=adviser, person=known, themes=["rights"]
        )
        assert {way for row in Referral.objects.all() for way in ways(row).values()} == {""}
        assert ways(known) == ways(file) == NONE
        workflow.end(protection, "Elle le demande.")
        known, first, file = rows_of_first(person)
        assert ways(known)["phone"] == "07 00 00 00 01"
        assert (ways(file)["phone"], ways(file)["email"]) == (PHONE, "nouveau@exemple.fr")
        assert ways(first) == WAYS
        assert {letter.pk: letter.content for letter in Letter.objects.filter(pk__in=letters)} == letters
        assert lasting(known) is None
        assert known.protected_since is None
        assert Protection.objects.get().ended_why == "Elle le demande."


def rows_of_first(person):
    referral = Referral.objects.filter(accompaniment__person=person).order_by("received_at").first()
    return [Person.objects.get(pk=person.pk), referral, RightsFile.objects.get(person=person)]


def test_no_message_leaves_nor_is_written_and_campaigns_pass_the_person_over(adviser, person):
    protect(adviser, person)
    with acting_as(adviser, "test"):
        assert [(message.state, "protégée" in message.why) for message in Message.objects.all()] == [
            ("withdrawn", True)
        ]
        with pytest.raises(Refused, match="protégée"):
            written(adviser, Person.objects.get(pk=person.pk))
        stale = Message(
            fund=person.fund, person=person, kind="call_back", cause="test", channel="sms", text="x",
            leave_after=timezone.now(), useless_after=timezone.now() + datetime.timedelta(days=1),
        )  # fmt: skip
        with pytest.raises(IntegrityError, match="protected"), transaction.atomic():
            stale.save()
    member = Member(address_digest=b"x", channel="sms", number="7", identity=encrypted("EXEMPLE", "Zoe"))
    other = Member(address_digest=b"x", channel="sms", number="8", identity=encrypted("Autre", "Zoé"))
    with acting_for(adviser.organisation, "test"):
        why = leaving_again.why_not(Campaign(fund=adviser.organisation), [member, other])
    assert why == {member.pk: "la personne ne veut plus de message"}


def encrypted(name, first_name):
    return encrypt(Identity(name, first_name, "", PHONE, "", {}).to_text())


def test_those_named_read_with_a_reason_and_nobody_else_whatever_their_role(adviser, person):
    fund = adviser.organisation
    colleague, stranger = factories.account(Role.ADVISER, at=fund), factories.account(Role.ADVISER)
    manager = factories.account(Role.MANAGER, at=fund)
    protection = protect(adviser, person, colleague, stranger)
    with acting_as(colleague, "test"):
        assert may_read(colleague, protection)
        read = workflow.read(protection, "L’appeler pour sa C2S.")
        assert read[0] == ("people_person", WAYS)
        assert [(one.account, one.why) for one in ProtectedReading.objects.all()] == [
            (colleague, "L’appeler pour sa C2S.")
        ]
        with pytest.raises(IntegrityError), transaction.atomic():
            workflow.read(protection, "")
    with acting_as(manager, "test"):
        assert lasting(person)
        assert may_change(manager, protection)
        assert not may_read(manager, protection)
        refused(lambda: workflow.read(protection, "voir"))
        with pytest.raises(Refused, match="au moins une"):
            workflow.name(protection, [stranger])
        workflow.name(protection, [manager])
        assert workflow.read(protection, "voir")[0][1] == WAYS
        assert Keeper.objects.filter(removed_at=None).count() == 1
    for who in (adviser, colleague, stranger, factories.account(Role.RIGHTS_OFFICER, at=fund)):
        with acting_as(who, "test"):
            assert lasting(person) is None
            refused(lambda: workflow.read(protection, "voir"))
            refused(lambda: workflow.end(protection, "voir"))
            refused(lambda who=who: workflow.name(protection, [who]))
            assert (may_protect(who, person), may_open(who, person)) == (
                who in (adviser, colleague),
                who != stranger,
            )


def refused(call):
    with pytest.raises(DatabaseError, match="only"), transaction.atomic():
        call()


def test_it_is_placed_once_and_by_the_function_alone(adviser, person):
    key = uuid.uuid4()
    protect(adviser, person, key=key)
    assert protect(adviser, person, key=key).pk == key
    with acting_as(adviser, "test"):
        workflow.end(lasting(person), "Déménagée.")
    with pytest.raises(AlreadyUsed):
        protect(adviser, person, key=key)
    protect(adviser, person)
    with pytest.raises(Refused, match="déjà"):
        protect(factories.account(Role.MANAGER, at=adviser.organisation), person)
    foreign, officer = factories.account(Role.MANAGER), factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    other = factories.accompaniment(adviser).person
    for who in (foreign, officer):
        refused(lambda who=who: protect(who, other))
    with acting_as(adviser, "test"):
        refused_by_hand = pytest.raises(DatabaseError, match="protect_person alone")
        with refused_by_hand, transaction.atomic():
            Person.objects.filter(pk=person.pk).update(protected_since=None)


def test_a_file_that_becomes_theirs_is_sealed_and_what_was_sealed_is_erased_with_it(adviser, person):
    protect(adviser, person)
    officer = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    file = rights_files.deposit(officer, **WAYS)
    with acting_as(officer, "test"):
        file = examining.examine(file, rights_files.asked(officer))
        RightsFile.objects.filter(pk=file.pk).update(person=person)
        assert ways(file) == NONE
        assert {tuple(letter.content["address"]) for letter in file.letters.all()} == {()}


def test_a_letter_written_from_what_was_read_before_is_sealed_too_and_comes_back_or_is_erased(adviser, person):
    """As by who was printing letters, or reminding, when the protection was placed."""
    protect(adviser, person)
    lines = ["Zoé Fictive", "7 rue Cachée", "75011 PARIS"]
    officer = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    with acting_as(officer, "test"):
        file = RightsFile.objects.get(person=person)
        old = file.letters.first()
        content = old.content | {"address": lines}
        known = {"fund": file.fund, "written_on": old.written_on, "sha256": old.sha256}
        letter = file.letters.create(kind=old.kind, cause=uuid.uuid4(), content=content, **known)
        sending = file.sendings.create(
            fund=file.fund, letter=letter, by_hand_on=timezone.localdate(), author=officer, envelope=lines
        )
        letter.refresh_from_db()
        sending.refresh_from_db()
        assert (letter.content["address"], sending.envelope) == ([], [])
    with acting_as(adviser, "test"):
        workflow.end(lasting(person), "Déménagée.")
        letter.refresh_from_db()
        sending.refresh_from_db()
        assert (letter.content["address"], sending.envelope) == (lines, lines)
    protect(adviser, person)
    contacts = {"people_person", "referrals_referral"}
    assert sealed_from() == contacts | {"rights_files_rightsfile", "rights_files_letter", "rights_files_sending"}
    as_the_owner(f"delete from rights_files_rightsfile where id = '{file.pk}'")
    assert sealed_from() == contacts
