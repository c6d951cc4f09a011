"""Changing one's mind: what asked stops, the trail says who and how, and nothing is written twice."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from allervers.domain import consents
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.consents import workflow
from allervers.domain.consents.codes import How
from allervers.domain.consents.models import ConsentChange
from allervers.domain.figures.models import ReferralFact
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.models import Opposition
from allervers.domain.people.models import Person
from allervers.domain.pieces import PersonFile
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import circle
from allervers.domain.privacy.circle import Sees
from allervers.domain.referrals import queries as referrals
from allervers.domain.referrals.permissions import what_the_detector_may_know
from tests import factories, rights_files, social_service

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def partner():
    return factories.account(Role.PARTNER)


@pytest.fixture
def adviser(partner):
    return factories.account(Role.ADVISER, at=partner.organisation.local_fund)


@pytest.fixture
def person(adviser, partner):
    """Reported by a partner who may be told what follows."""
    told = {"detector_family": "partner", "detector_category": "ccas", "detector_service": "CCAS de Fictive"}
    return factories.accompaniment(
        adviser, reported_by=partner, feedback_consent=True, email="zoe@exemple.invalid", **told
    ).person


def one(person, purpose):
    return next(each for each in consents.of_person(person) if each.purpose == purpose)


def change(person, purpose, *, given=False, by=None, key=None, on=TODAY, how=How.PHONE):
    consent = one(person, purpose)
    key = key or uuid.uuid4()
    return workflow.change(person, consent, given=given, key=key, how=how if by else How.OWN_PAGE, on=on, by=by)


def test_what_was_said_by_purpose_and_recipient(adviser, person):
    with acting_as(adviser, "test"):
        told = {each.purpose: (each.given, each.recipient, each.since) for each in consents.of_person(person)}
    fund, day = str(adviser.organisation), datetime.date(2026, 1, 5)
    assert told == {
        "accompaniment": (True, fund, day),
        "feedback": (True, "CCAS de Fictive", day),
        "studies": (True, "Assurance Maladie", None),
        "sms": (True, fund, None),
        "email": (True, fund, None),
    }


def test_feedback_withdrawn_is_told_no_more(adviser, partner, person):
    with acting_as(adviser, "test"):
        referral = person.accompaniments.get().referral
        change(person, "feedback", by=adviser)
        assert not one(person, "feedback").given
        file = PersonFile(person)
        entries = [entry.title for entry in file.entries(file.names())]
        assert "Refuse désormais : dire les suites à qui l’a signalée" in entries
        assert Sees.REFERRAL in {each.sees for each in circle.of_person(person)}
    with acting_as(partner, "test"):
        referral.refresh_from_db()
        assert referrals.follow_up([referral]) == {}
        assert not what_the_detector_may_know(referral, {}).told


def test_studies_opposed_reach_the_fact(adviser, person):
    with acting_as(adviser, "test"):
        change(person, "studies", by=adviser)
    with acting_for(adviser.organisation, "test"):
        assert ReferralFact.objects.get().studies_opposed


def test_messages_are_those_of_the_outbox(adviser, person):
    with acting_as(adviser, "test"):
        change(person, "sms", by=adviser)
        assert Opposition.objects.get().author_id == adviser.pk
        change(person, "sms", given=True, by=adviser)
        assert one(person, "sms").given


def test_the_agreement_to_be_accompanied_ends_the_file(adviser, person):
    with acting_as(adviser, "test"):
        key = uuid.uuid4()
        change(person, "accompaniment", by=adviser, key=key)
        file = Accompaniment.objects.get()
        assert (file.closed_on, file.closure_reason) == (TODAY, "declined")
        change(person, "accompaniment", by=adviser, key=key)  # the same form, sent again
        assert ConsentChange.objects.count() == 1
        with pytest.raises(Refused):
            change(person, "accompaniment", by=adviser)


def test_copies_to_a_helper(adviser, person):
    told = {"helper_organisation": "Association fictive", "helper_may_receive_copies": True}
    file = rights_files.deposit(adviser, **told)
    with acting_as(adviser, "test"):
        type(file).objects.filter(pk=file.pk).update(person=person)
        change(person, "copies", by=adviser)
        file.refresh_from_db()
        assert not file.helper_may_receive_copies


@pytest.mark.parametrize(
    ("purpose", "given", "on"),
    [("sms", False, TODAY + datetime.timedelta(days=1)), ("sms", True, TODAY), ("feedback", True, TODAY)],
)
def test_a_day_to_come_and_what_is_so_already_are_refused_and_nothing_is_written(adviser, person, purpose, given, on):
    with acting_as(adviser, "test"):
        with pytest.raises(Refused):
            change(person, purpose, given=given, by=adviser, on=on)
        assert not ConsentChange.objects.exists()


def test_the_database_says_who_wrote_and_lets_nothing_be_rewritten(adviser, person):
    with acting_as(adviser, "test"):
        row = change(person, "sms", by=adviser)
        for write in (
            lambda: ConsentChange.objects.create(
                fund_id=person.fund_id, person=person, purpose="sms", given=True, on=TODAY, how=How.PHONE
            ),
            lambda: ConsentChange.objects.filter(pk=row.pk).update(given=True),
            lambda: ConsentChange.objects.filter(pk=row.pk).delete(),
        ):
            with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
                write()
    with acting_as(factories.account(Role.ADVISER), "test"):
        assert not ConsentChange.objects.exists()


def test_the_person_alone_from_their_page(person):
    with acting_for(person.fund, "test"):
        consent = one(person, "email")
    row = workflow.change_by_the_person(person, consent, given=False, key=uuid.uuid4())
    assert (row.how, row.author_id) == (How.OWN_PAGE, None)
    with acting_for(person.fund, "test"):
        assert not one(person, "email").given
        with pytest.raises(Refused):
            change(person, "email", given=True)


def test_the_circle_asks_the_rules(adviser, partner, person):
    body = factories.account(Role.HANDLING_BODY_OFFICER)
    factories.account(Role.ADMINISTRATOR, at=adviser.organisation)
    service = social_service.service(adviser.organisation)
    file = social_service.booked(
        social_service.asked(adviser, adviser.organisation, person), social_service.member(service)
    )
    with acting_as(adviser, "test"):
        Accompaniment.objects.update(handled_by=body.organisation)
        told = {(each.body, each.sees): each.roles for each in circle.of_person(Person.objects.get(pk=person.pk))}
    assert file.answer == "booked"
    assert told == {
        (str(adviser.organisation), Sees.PERSON): (Role.ADVISER,),
        (str(body.organisation), Sees.ACCOMPANIMENT): (Role.HANDLING_BODY_OFFICER,),
        (str(partner.organisation), Sees.FOLLOW_UP): (),
        (service.name, Sees.SERVICE): (Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER),
    }


def test_asking_takes_a_fixed_number_of_queries(adviser, person, django_assert_max_num_queries):
    with acting_as(adviser, "test"), django_assert_max_num_queries(12):
        consents.of_person(person)


def test_no_table_is_read_without_a_context(person):
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from consents_consentchange")
        assert cursor.fetchone() == (0,)
