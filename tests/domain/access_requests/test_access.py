"""Somebody asks for all their data: what is in the copy and what is not, made once, sealed, handed over once."""

import datetime
import hashlib
import json
import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from allervers.domain.access_requests import composing, workflow
from allervers.domain.access_requests.codes import Delivery, Identity, Way
from allervers.domain.access_requests.models import AccessCopy, AccessRequest
from allervers.domain.access_requests.queries import waiting_for
from allervers.domain.access_requests.tables import NOT_TOLD, TOLD, own_part, rows_of, why_not
from allervers.domain.accompaniment import workflow as casework
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import journal
from allervers.domain.protection import workflow as protecting
from allervers.domain.social_service import notes
from allervers.law.data_protection import answer_due_on
from tests import factories, rights_files, social_service
from tests.domain.test_row_level_security import TABLES_OF_PERSONS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CANARY = "XylozypheDesOrmeaux"
BORN = datetime.date(1990, 5, 4)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def officer(adviser):
    return factories.account(Role.DATA_PROTECTION_OFFICER, at=adviser.organisation)


@pytest.fixture
def person(adviser):
    return factories.accompaniment(adviser, birth_name="Moineau", birth_date=BORN).person


def asked(person, officer, **said):
    told = {"way": Way.LETTER, "identity": Identity.COPY, "asked_on": TODAY, "key": uuid.uuid4()} | said
    with acting_as(officer, "test"):
        return workflow.ask(person, by=officer, **told)


def ready(person, officer):
    request = asked(person, officer)
    assert workflow.run() == 1
    with acting_as(officer, "test"):
        request.refresh_from_db()
        return request, json.loads(workflow.content_of(request))


def test_every_table_of_persons_is_told_or_says_why_not():
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    assert [table for table in TABLES_OF_PERSONS if table not in TOLD and not why_not(by_table[table])] == []
    assert (TOLD.keys() | NOT_TOLD.keys()) - by_table.keys() == set()
    assert TOLD.keys() & NOT_TOLD.keys() == set()


def test_every_field_that_is_told_has_a_french_name_and_every_path_leads_to_the_person(person):
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    unnamed = {}
    for table, told in TOLD.items():
        fields = composing._fields(by_table[table], told)
        known = {each.name for each in by_table[table]._meta.concrete_fields}
        assert set(told.without) <= known, table
        for each in fields:
            if composing.name_of(each) == each.name.replace("_", " "):
                unnamed[f"{table}.{each.name}"] = each
        assert not rows_of(person, table).query.is_empty()
    assert set(unnamed) <= {"social_service_socialservicecontact.service"}


def test_what_is_in_the_copy_and_what_is_not(adviser, officer, person):
    file = rights_files.deposit(adviser, helper_organisation="Association", helper_name="Jocelyne Tierce")
    service = social_service.service(adviser.organisation)
    social = social_service.booked(
        social_service.asked(adviser, adviser.organisation, person), worker := social_service.member(service)
    )
    with acting_as(worker, "test"):
        notes.write(social, f"Un mot : {CANARY}.", key=uuid.uuid4(), author=worker)
    accompanied = person_file(adviser, person)
    with acting_as(adviser, "test"):
        type(file).objects.filter(pk=file.pk).update(person=person)
        for kind, text in (("note", "Dit du voisin."), ("goal", "Revoir un dentiste.")):
            casework.write_note(accompanied, note_id=uuid.uuid4(), author=adviser, kind=kind, text=text)
        journal.note_reading(person, adviser, journal.PAGE)
        person.set_nir("184037511600123")
        person.save()
    request, copy = ready(person, officer)
    whole = json.dumps(copy, ensure_ascii=False)
    for out in (CANARY, "Dit du voisin", "Jocelyne Tierce", adviser.last_name, "nir_digest", "Ne se soigne plus"):
        assert out not in whole, out
    for there in ("Moineau", "184037511600123", "Revoir un dentiste.", file.reference, "Page de la personne"):
        assert there in whole, there
    read = next(each for each in copy["tables"] if each["table"] == "privacy_reading")
    assert read["rows"][0]["account"] == f"{Role.ADVISER.label}, {adviser.organisation}"
    assert dict(composing.lines(read, read["rows"][0]))["Le"].startswith(f"{TODAY:%d/%m/%Y} à ")
    assert NOT_TOLD["privacy_erasure"] not in [each["why"] for each in copy["not_told"]]
    lines = dict(composing.lines(identity := copy["tables"][0], identity["rows"][0]))
    assert lines["Date de naissance"] == "04/05/1990"
    assert lines["Langue parlée"] == "Français"
    assert request.digest == hashlib.sha256(json.dumps(copy, ensure_ascii=False, indent=1).encode()).hexdigest()


def person_file(adviser, person):
    with acting_as(adviser, "test"):
        return person.accompaniments.get()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (DateRange(datetime.date(2022, 1, 1), datetime.date(2027, 1, 1)), "du 01/01/2022 au 31/12/2026"),
        (DateRange(datetime.date(2022, 1, 1), datetime.date(2022, 1, 2)), "du 01/01/2022 au 01/01/2022"),
        (DateRange(datetime.date(2022, 1, 1), None), "du 01/01/2022"),
    ],
)
def test_a_time_is_told_to_its_last_day(days, said):
    assert composing._said(composing._plain(days), {}, "") == said


def test_of_a_household_the_applicant_alone():
    told = {"rsa": True, "resources": [1], "persons": [{"role": "applicant", "id": 1}, {"role": "spouse", "id": 2}]}
    assert own_part(told) == {"rsa": True, "persons": [{"role": "applicant", "id": 1}]}
    assert own_part(None) is None


def test_what_is_sealed_of_a_protected_person_is_in_no_copy(adviser, officer, person):
    with acting_as(adviser, "test"):
        protecting.protect(person, key=uuid.uuid4(), danger="threats", note="Dit au guichet.", keepers=[])
    whole = json.dumps(ready(person, officer)[1], ensure_ascii=False)
    assert "98 12 34" not in whole
    assert "Dit au guichet" not in whole


def test_one_at_a_time_with_a_month_to_answer_and_the_same_form_once(officer, person):
    key = uuid.uuid4()
    first = asked(person, officer, key=key)
    assert first.due_on == answer_due_on(TODAY)
    assert asked(person, officer, key=key).pk == first.pk
    with pytest.raises(Refused):
        asked(person, officer)
    with pytest.raises(Refused):
        asked(person, officer, asked_on=TODAY + datetime.timedelta(days=1), key=uuid.uuid4())
    assert answer_due_on(datetime.date(2027, 1, 31)) == datetime.date(2027, 2, 28)


def test_a_job_that_is_stopped_half_way_leaves_nothing_and_the_next_one_makes_it(officer, person, monkeypatch):
    request = asked(person, officer)
    with monkeypatch.context() as stopped:
        stopped.setattr(workflow, "wrap", lambda key: 1 / 0)
        assert workflow.run() == 0
    with acting_as(officer, "test"):
        assert not AccessCopy.objects.exists()
        assert waiting_for(officer) == 1
    assert (workflow.run(), workflow.run()) == (1, 0)
    with acting_as(officer, "test"):
        assert AccessCopy.objects.get().request_id == request.pk


def test_it_is_sealed_handed_over_once_and_forgotten(officer, person):
    request, copy = ready(person, officer)
    with acting_as(officer, "test"):
        sealed = AccessCopy.objects.get()
        assert b"Moineau" not in bytes(sealed.sealed)
        given = workflow.deliver(request, delivery=Delivery.BY_HAND, by=officer)
        again = workflow.deliver(request, delivery=Delivery.POST, by=officer)
        assert (again.delivered_at, again.delivery) == (given.delivered_at, Delivery.BY_HAND)
        assert json.loads(workflow.content_of(again)) == copy  # the second file, within the hour
        AccessRequest.objects.update(expires_at=timezone.now() - datetime.timedelta(days=1))
    assert workflow.run() == 0
    with acting_as(officer, "test"):
        sealed.refresh_from_db()
        assert (bytes(sealed.sealed), bytes(sealed.key_wrapped)) == (b"", b"")
        with pytest.raises(Refused):
            workflow.content_of(AccessRequest.objects.get())
        assert waiting_for(officer) == 0
    assert asked(person, officer).pk != request.pk


def test_one_that_nobody_came_for_ends(officer, person):
    request, _ = ready(person, officer)
    with acting_as(officer, "test"):
        AccessRequest.objects.update(expires_at=timezone.now() - datetime.timedelta(days=1))
    workflow.run()
    with acting_as(officer, "test"):
        request.refresh_from_db()
        assert request.closed_at
        assert request.delivered_at is None
        with pytest.raises(Refused):
            workflow.deliver(request, delivery=Delivery.POST, by=officer)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGER, Role.RIGHTS_OFFICER, Role.ADMINISTRATOR])
def test_nobody_else_of_the_fund_reads_the_copy_or_writes_a_request(officer, person, role):
    ready(person, officer)
    other = factories.account(role, at=officer.organisation)
    with acting_as(other, "test"):
        assert not AccessCopy.objects.exists()
        assert AccessRequest.objects.update(closed_at=None) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessRequest.objects.create(
                fund=person.fund, person=person, asked_on=TODAY, due_on=answer_due_on(TODAY), author=other,
                way=Way.LETTER, identity=Identity.COPY,
            )  # fmt: skip
    with acting_as(factories.account(Role.DATA_PROTECTION_OFFICER), "test"):
        assert not AccessRequest.objects.exists()
        assert not AccessCopy.objects.exists()


def test_the_managers_are_woken_when_a_week_is_left(officer, person):
    asked(person, officer, asked_on=TODAY - datetime.timedelta(days=10))
    manager = factories.account(Role.MANAGER, at=officer.organisation)
    with acting_as(manager, "test"):
        assert waiting_for(manager) == 0
    with acting_as(officer, "test"):
        AccessRequest.objects.update(due_on=TODAY + datetime.timedelta(days=7))
    with acting_as(manager, "test"):
        assert waiting_for(manager) == 1


def test_the_database_refuses_a_delivery_that_says_nothing(officer, person):
    ready(person, officer)
    with acting_as(officer, "test"), pytest.raises(DatabaseError), transaction.atomic():
        AccessRequest.objects.update(delivered_at=timezone.now())
    with acting_for(person.fund, "test"), pytest.raises(DatabaseError), transaction.atomic():
        AccessCopy.objects.all().delete()
