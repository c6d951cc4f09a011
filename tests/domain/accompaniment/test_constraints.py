"""What the database itself refuses, whatever the application does."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from allervers.domain.accompaniment.models import Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import OTHERWISE, sentence
from tests import factories

pytestmark = pytest.mark.django_db

CLOSE = """
    update accompaniment_accompaniment
    set closed_on = (now() at time zone 'Europe/Paris')::date, closure_reason = %s, outcomes = %s where id = %s
"""


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


def run(sql, *parameters):
    """Raw SQL, with the constraints that usually wait for the end checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.execute("set constraints all immediate")


def refused(adviser, sql, *parameters) -> IntegrityError:
    """The refusal of the database, for this account."""
    with acting_as(adviser, "test"), pytest.raises(IntegrityError) as raised:
        run(sql, *parameters)
    return raised.value


@pytest.mark.parametrize("reason", ["care_obtained", "success_without_care", "partial_success"])
def test_a_success_without_outcome_is_refused(adviser, file, reason):
    error = refused(adviser, CLOSE, reason, [], file.pk)
    assert "Un succès a au moins un gain" in sentence(error)


def test_a_closure_without_a_reason_is_refused(adviser, file):
    error = refused(adviser, CLOSE, "", [], file.pk)
    assert sentence(error) == "Une clôture a un motif : choisissez-le."


def test_an_unknown_outcome_is_refused(adviser, file):
    assert sentence(refused(adviser, CLOSE, "care_obtained", ["holiday"], file.pk)) == OTHERWISE


def test_unreachable_before_two_attempts_is_refused_and_after_them_accepted(adviser, file):
    assert "2 tentatives" in sentence(refused(adviser, CLOSE, "unreachable", [], file.pk))
    with acting_as(adviser, "test"):
        for result in ("no_answer", "reached", "message_left"):
            Contact.objects.create(fund=adviser.organisation, referral=file.referral, channel="phone", result=result)
        with connection.cursor() as cursor:
            cursor.execute(CLOSE, ["unreachable", [], file.pk])
        file.refresh_from_db()
    assert file.closure_reason == "unreachable"


def test_a_file_is_not_handled_by_its_own_fund(adviser, file):
    error = refused(adviser, "update accompaniment_accompaniment set handled_by_id = fund_id where id = %s", file.pk)
    assert "votre caisse" in sentence(error)


def test_nothing_is_written_into_the_file_of_another_fund(adviser):
    foreign = factories.accompaniment(factories.account(Role.ADVISER))
    contact = """insert into accompaniment_contact (id, fund_id, referral_id, created_at, at, channel, incoming, result,
        note) values (gen_random_uuid(), %s, %s, now(), now(), 'phone', false, 'reached', '')"""
    action = """insert into accompaniment_action (id, fund_id, accompaniment_id, created_at, theme, label, status, note)
        values (gen_random_uuid(), %s, %s, now(), 'rights', 'C2S', 'to_do', '')"""
    for fund in (adviser.organisation, foreign.fund):
        for sql, target in ((contact, foreign.referral_id), (action, foreign.pk)):
            with acting_as(adviser, "test"), pytest.raises(DatabaseError):
                run(sql, fund.pk, target)


def test_an_action_that_is_done_has_its_date_and_only_then(adviser, file):
    for status, done_on in (("done", None), ("failed", None), ("to_do", "2026-01-05")):
        refused(
            adviser,
            """insert into accompaniment_action (id, fund_id, accompaniment_id, created_at, theme, label, note, status,
               done_on) values (%s, %s, %s, now(), 'rights', 'C2S', '', %s, %s)""",
            *(uuid.uuid4(), file.fund_id, file.pk, status, done_on),
        )


def test_one_nir_belongs_to_one_person_of_a_fund(adviser):
    known = factories.person(adviser.organisation, nir="284037511600126")
    other = factories.person(adviser.organisation)
    error = refused(
        adviser,
        "update people_person set nir_encrypted = 'x', nir_digest = %s where id = %s",
        *(bytes(known.nir_digest), other.pk),
    )
    assert "porte déjà ce numéro" in sentence(error)


def test_a_new_nir_leaves_a_trace_without_the_number(adviser):
    person = factories.person(adviser.organisation)
    with acting_as(adviser, "numéro lu sur la carte"):
        person.set_nir("284037511600126")
        person.save()
        event = person.events.get(pgh_label="nir")
    assert event.pgh_context["user"] == adviser.pk
    assert event.pgh_context["why"] == "numéro lu sur la carte"
    assert not hasattr(event, "nir_digest")
