"""A request made to the social service, and what its first level makes of it."""

import datetime
import uuid

import pytest
from django.utils import timezone

from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.privacy.retention import erase_due_files
from allervers.domain.social_service import queries, workflow
from allervers.domain.social_service.models import SocialServiceContact, SocialServiceFile, SocialServiceReferral
from allervers.law.counting import add_months
from tests import factories, social_service
from tests.social_service import ON_CARE, asked, booked, identity

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def service(fund):
    return social_service.service(fund)


@pytest.fixture
def desk(service):
    return social_service.member(service, Role.SOCIAL_SERVICE_DESK)


@pytest.fixture
def worker(service):
    return social_service.member(service)


@pytest.fixture
def adviser(fund):
    return factories.account(Role.ADVISER, at=fund)


def answered(referral, by, **said) -> SocialServiceFile:
    with acting_as(by, "test"):
        return workflow.answer(referral, key=uuid.uuid4(), by=by, **said)


@pytest.mark.parametrize(
    ("role", "category", "origin"),
    [
        (Role.ADVISER, "", "mission"),
        (Role.INTERNAL_DETECTOR, "medical_service", "medical_service"),
        (Role.INTERNAL_DETECTOR, "reception", "other_service"),
    ],
)
def test_a_request_says_who_turned_to_the_service(fund, service, role, category, origin):
    author = factories.account(role, at=fund, detector_category=category)
    assert asked(author, fund).origin == origin


def test_a_partner_a_doctor_and_a_caller_are_told_apart(fund, desk):
    partner = factories.account(Role.PARTNER, at=factories.organisation(Organisation.Kind.PARTNER, local_fund=fund))
    at = factories.organisation(Organisation.Kind.HEALTH_PROFESSIONAL, local_fund=fund)
    doctor = factories.account(Role.HEALTH_PROFESSIONAL, at=at)
    assert [asked(each, fund).origin for each in (partner, doctor, desk)] == [
        "partner",
        "health_professional",
        "person",
    ]


def test_before_2024_an_axis_is_asked_for_and_since_then_an_offer(fund, service, adviser):
    last_of_2023 = datetime.datetime(2023, 12, 31, 23, 59, tzinfo=timezone.get_current_timezone())
    first_of_2024 = last_of_2023 + datetime.timedelta(minutes=1)
    home = {"axis": "return_home", "offer": "", "agreed_on": datetime.date(2023, 12, 1)}
    assert asked(adviser, fund, received_at=last_of_2023, **home).need == "Stabiliser le retour à domicile"
    with pytest.raises(Refused, match="à cette date"):
        asked(adviser, fund, received_at=first_of_2024, **home)
    with pytest.raises(Refused, match="à cette date"):
        asked(adviser, fund, received_at=last_of_2023, **(home | ON_CARE))
    assert asked(adviser, fund, received_at=first_of_2024, **(home | ON_CARE)).offer == "forgone_care"
    with pytest.raises(Refused, match="avant 2019"):
        asked(adviser, fund, received_at=last_of_2023.replace(year=2018), **home)


def test_a_request_needs_a_service_and_an_agreement_that_comes_first(fund, service, adviser):
    without = factories.account(Role.ADVISER)
    with pytest.raises(Refused, match="quel service social"):
        asked(without, without.organisation)
    with pytest.raises(Refused, match="accord"):
        asked(adviser, fund, agreed_on=TODAY + datetime.timedelta(days=1))


def test_the_same_form_sent_twice_is_one_request_and_never_two_things(fund, service, adviser):
    key = uuid.uuid4()
    said = {"key": key, "author": adviser, "what_for": "test", "agreed_on": TODAY, **ON_CARE}
    with acting_as(adviser, "test"):
        assert workflow.refer(fund, identity=identity(), **said)[1] is True
        assert workflow.refer(fund, identity=identity(), **said)[1] is False
        with pytest.raises(AlreadyUsed):
            workflow.refer(fund, identity=identity(first_name="Autre"), **said)
        assert SocialServiceReferral.objects.count() == 1


@pytest.mark.parametrize("answer", ["informed", "declined", "unreachable"])
def test_an_answer_ends_the_request(fund, adviser, desk, answer):
    file = answered(asked(adviser, fund), desk, answer=answer)
    assert (file.ended_on, file.worker, file.known) == (TODAY, None, False)
    with acting_as(desk, "test"):
        assert not queries.waiting(desk).exists()
        assert not queries.under_way(desk).exists()


def test_who_is_oriented_is_oriented_somewhere(fund, adviser, desk):
    referral = asked(adviser, fund)
    with pytest.raises(Refused, match="quel organisme"):
        answered(referral, desk, answer="oriented")
    assert answered(referral, desk, answer="oriented", oriented_to="CCAS").oriented_to == "CCAS"


def test_a_second_answer_is_refused_and_the_same_one_changes_nothing(fund, adviser, desk):
    referral, key = asked(adviser, fund), uuid.uuid4()
    with acting_as(desk, "test"):
        first = workflow.answer(referral, key=key, by=desk, answer="informed")
        assert workflow.answer(referral, key=key, by=desk, answer="informed") == first
        with pytest.raises(Refused, match="déjà sa réponse"):
            workflow.answer(referral, key=uuid.uuid4(), by=desk, answer="declined")


def test_somebody_who_came_before_is_known(fund, adviser, desk):
    first, second = asked(adviser, fund), asked(adviser, fund, identity=identity(birth_name="EXEMPLE"))
    answered(first, desk, answer="informed")
    with acting_as(desk, "test"):
        assert queries.known(second).earlier == [first]
    assert answered(second, desk, answer="informed").known is True


def test_the_first_level_books_with_a_worker_of_the_service_for_later(fund, service, adviser, worker):
    file = booked(asked(adviser, fund), worker)
    with acting_as(worker, "test"):
        assert list(queries.under_way(worker)) == [file]
        assert queries.coming(worker).get().way == "on_site"
    others = asked(adviser, fund)
    for stranger in (social_service.member(service, Role.SOCIAL_SERVICE_DESK), factories.account(Role.SOCIAL_WORKER)):
        with pytest.raises(Refused, match="de votre service"):
            answered(others, worker, answer="booked", worker=stranger, starts_at=timezone.now(), way="phone")
    with pytest.raises(Refused, match="passée"):
        booked(others, worker, starts_at=timezone.now() - datetime.timedelta(minutes=1))
    with pytest.raises(Refused, match="avec qui"):
        answered(others, worker, answer="booked")


def test_a_worker_meets_one_person_at_a_time(fund, adviser, worker):
    at = timezone.now() + datetime.timedelta(days=1)
    booked(asked(adviser, fund), worker, starts_at=at)
    with pytest.raises(Refused, match="déjà un entretien"):
        booked(asked(adviser, fund), worker, starts_at=at + datetime.timedelta(minutes=44))
    booked(asked(adviser, fund), worker, starts_at=at + datetime.timedelta(minutes=45))


def test_whether_somebody_came_is_known_after_the_beginning(fund, adviser, worker):
    file = booked(asked(adviser, fund), worker)
    with acting_as(worker, "test"):
        interview = file.interviews.get()
        with pytest.raises(Refused, match="n’a pas commencé"):
            workflow.settle(interview, "held")
        assert workflow.settle(interview, "cancelled").state == "cancelled"
        with pytest.raises(Refused, match="déjà noté"):
            workflow.settle(interview, "held")


def test_an_interview_that_was_held_is_a_contact_of_that_day_and_pressed_wrong_is_corrected(fund, adviser, worker):
    person = factories.person(fund)
    file = booked(asked(adviser, fund, person), worker)
    long_ago = timezone.now() - datetime.timedelta(days=3)
    with acting_as(worker, "test"):
        interview = file.interviews.get()
        interview.starts_at, interview.ends_at = long_ago, long_ago + datetime.timedelta(hours=1)
        interview.save()
        workflow.settle(interview, "no_show")
    assert days_told(fund, person) == [TODAY]
    with acting_as(worker, "test"):
        workflow.settle(interview, "held")
        workflow.settle(interview, "held")
    assert days_told(fund, person) == [TODAY, timezone.localdate(long_ago)]
    with acting_as(worker, "test"):
        workflow.settle(interview, "no_show")
    assert days_told(fund, person) == [TODAY]


def days_told(fund, person) -> list[datetime.date]:
    with acting_for(fund, "test"):
        return [contact.on for contact in SocialServiceContact.objects.filter(person=person)]


def test_a_person_typed_in_whom_the_fund_knows_is_joined_when_the_request_is_answered(fund, adviser, desk):
    person, referral = factories.person(fund), asked(adviser, fund)
    assert referral.person_id is None
    answered(referral, desk, answer="informed")
    assert days_told(fund, person) == [TODAY]


def test_who_was_not_reached_had_no_contact(fund, adviser, desk):
    person = factories.person(fund)
    answered(asked(adviser, fund, person), desk, answer="unreachable")
    assert days_told(fund, person) == []


def test_a_file_is_erased_eighteen_months_after_its_end_and_the_person_with_it(fund, adviser, desk):
    person, stays = factories.person(fund), factories.person(fund, first_name="Albert")
    for each, day in ((person, add_months(TODAY, -18)), (stays, add_months(TODAY, -18) + datetime.timedelta(days=2))):
        file = answered(asked(adviser, fund, each), desk, answer="informed")
        with acting_as(desk, "test"):
            SocialServiceFile.objects.filter(pk=file.pk).update(ended_on=day)
    erased = erase_due_files(fund)
    assert (erased.social_service_files, erased.persons) == (1, 1)
    with acting_as(desk, "test"):
        assert [each.person_id for each in SocialServiceReferral.objects.all()] == [stays.pk]
        assert {event.pgh_obj_id for event in SocialServiceReferral.pgh_event_model.objects.all()} == set(
            SocialServiceReferral.objects.values_list("pk", flat=True)
        )
    with acting_for(fund, "test"):
        assert list(Person.objects.all()) == [stays]
