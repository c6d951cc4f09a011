"""What the person is told, by a real gateway: when and where, at the right moment, once, and only if it still holds."""

import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from allervers.domain.appointments import notices, waiting, workflow
from allervers.domain.appointments.codes import Kind, State
from allervers.domain.appointments.models import Appointment, Opening, Place, Waiting
from allervers.domain.appointments.words import when
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.codes import State as Sent
from allervers.domain.outbox.leaving import leave
from allervers.domain.outbox.models import Message
from tests import carriers, factories
from tests.appointments import booked, free, opening, place

pytestmark = pytest.mark.django_db
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture
def agent():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(agent):
    return factories.person(agent.organisation)


@pytest.fixture
def gateway(settings):
    with carriers.sms_gateway() as carrier:
        settings.SMS_URL = carrier.url
        yield carrier


def due_now(fund):
    with acting_for(fund, "test"):
        now = timezone.now()
        Message.objects.filter(state=Sent.WAITING).update(leave_after=now - HOUR, useless_after=now + HOUR)


def soon(appointment, ahead=30 * HOUR):
    """Time has gone by: it was given a week ago, and begins tomorrow."""
    now = timezone.now()
    with acting_for(appointment.fund, "test"):
        Appointment.objects.filter(pk=appointment.pk).update(
            placed_at=now - 7 * DAY, starts_at=now + ahead, ends_at=now + ahead + HOUR / 2
        )
        return Appointment.objects.get(pk=appointment.pk)


def messages(fund, **which):
    with acting_for(fund, "test"):
        return list(Message.objects.filter(**which).order_by("written_at"))


def test_who_is_given_an_appointment_is_told_when_and_where_and_not_what_for(agent, gateway):
    person = factories.person(agent.organisation, birth_name="Nomrare", first_name="Prénomrare")
    made = booked(person, free(opening(agent)), agent)
    due_now(person.fund)
    assert leave().sent == 1
    (told,) = gateway.taken
    with acting_as(agent, "test"):
        assert when(made.local_start) in told["text"]
        assert made.opening.place.address in told["text"]
    assert not any(word in told["text"].lower() for word in ("droit", "social", "caf", "nomrare", "prénomrare"))


def test_who_took_it_alone_is_not_told(agent, person):
    booked(person, free(opening(agent)))
    assert messages(person.fund) == []


def test_by_e_mail_in_english_where_there_is_no_mobile(agent):
    person = factories.person(agent.organisation, phone="", email="zoe@exemple.invalid", language="en")
    slot = free(opening(agent, way="phone"))
    booked(person, slot, agent)
    (told,) = messages(person.fund)
    assert (told.channel, told.language, told.subject) == ("email", "en", "Your appointment")
    assert f"on {when(slot.local_start, 'en')}, by telephone" in told.text


def test_who_cannot_be_reached_has_an_appointment_all_the_same(agent):
    assert booked(factories.person(agent.organisation, phone=""), free(opening(agent)), agent)
    assert messages(agent.organisation) == []


def test_a_reminder_is_written_once_two_days_before(agent, person, gateway):
    made = soon(booked(person, free(opening(agent)), agent), ahead=3 * DAY)
    assert notices.remind() == 0
    soon(made)
    assert notices.remind() == 1
    assert notices.remind() == 0
    (reminder,) = messages(person.fund, kind=notices.REMINDER)
    assert reminder.useless_after == made.starts_at - HOUR or reminder.useless_after < timezone.now() + 30 * HOUR
    with acting_as(agent, "test"):
        Message.objects.exclude(pk=reminder.pk).update(leave_after=timezone.now() + DAY)
        Message.objects.filter(pk=reminder.pk).update(leave_after=timezone.now() - HOUR)
    assert (leave().sent, leave().sent, len(gateway.taken)) == (1, 0, 1)


def test_who_was_given_it_the_day_before_needs_no_reminder(agent, person):
    made = booked(person, free(opening(agent)), agent)
    now = timezone.now()
    with acting_for(person.fund, "test"):
        Appointment.objects.filter(pk=made.pk).update(starts_at=now + DAY, ends_at=now + DAY + HOUR)
    assert notices.remind() == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda made, agent: workflow.cancel(made, by_person=True), "excusé"),
        (lambda made, agent: workflow.cancel(made, by_person=False, why="agent absent", author=agent), "annulé"),
        (lambda made, agent: workflow.move(made, made.opening, _last(made), by=agent), "déplacé"),
        (lambda made, agent: notices.suspend(made.person, agent), "suspendus"),
    ],
)
def test_a_reminder_reads_the_appointment_again_when_it_leaves(agent, person, gateway, change, why):
    made = soon(booked(person, free(opening(agent)), agent))
    assert notices.remind() == 1
    with acting_as(agent, "test"):
        change(Appointment.objects.get(pk=made.pk), agent)
        Message.objects.exclude(kind=notices.REMINDER).update(leave_after=timezone.now() + DAY)
        Message.objects.filter(kind=notices.REMINDER).update(leave_after=timezone.now() - HOUR)
    assert leave().withdrawn == 1
    assert gateway.asked == 0
    (reminder,) = messages(person.fund, kind=notices.REMINDER)
    assert reminder.state == Sent.WITHDRAWN
    assert why in reminder.why


def _last(made):
    from allervers.domain.appointments.queries import offers

    return offers(made.fund_id)[-1].slot.starts_at


def test_a_reminder_of_what_is_past_does_not_leave(agent, person, gateway):
    made = soon(booked(person, free(opening(agent)), agent))
    assert notices.remind() == 1
    soon(made, ahead=-HOUR)
    due_now(person.fund)
    assert leave().withdrawn == 2
    assert {message.why for message in messages(person.fund)} == {"le rendez-vous est passé"}


def test_what_the_service_changes_is_told_and_what_the_person_changes_is_not(agent, person):
    hours = opening(agent)
    made = booked(person, free(hours), agent)
    with acting_as(agent, "test"):
        workflow.move(made, hours, _last(made))
        assert not Message.objects.filter(kind="appointment_moved").exists()
        workflow.move(made, hours, free(hours, 2).starts_at, by=agent)
        assert Message.objects.filter(kind="appointment_moved").count() == 1
        workflow.cancel(made, by_person=False, why="agent absent", author=agent)
        assert "agent absent" not in Message.objects.get(kind="appointment_cancelled").text


def test_messages_are_suspended_for_one_person_until_it_is_lifted(agent, person):
    with acting_as(agent, "test"):
        notices.suspend(person, agent)
        notices.suspend(person, agent)
    booked(person, free(opening(agent)), agent)
    booked(factories.person(agent.organisation, birth_name="Autre"), free(opening(_colleague(agent))), agent)
    assert [message.person_id == person.pk for message in messages(person.fund)] == [False]
    with acting_as(agent, "test"):
        notices.resume(person, agent)
        assert not notices.is_suspended(person)


def _colleague(agent):
    return factories.account(Role.ADVISER, at=agent.organisation)


@pytest.mark.parametrize(
    ("territory", "now", "leaves"),
    [
        ("mainland", "2027-01-12T08:30+01:00", "2027-01-12T09:00+01:00"),
        ("mainland", "2027-01-12T09:00+01:00", "2027-01-12T09:00+01:00"),
        ("mainland", "2027-01-12T18:59+01:00", "2027-01-12T18:59+01:00"),
        ("mainland", "2027-01-12T19:00+01:00", "2027-01-13T09:00+01:00"),
        ("mainland", "2027-03-27T20:00+01:00", "2027-03-28T09:00+02:00"),
        ("reunion", "2027-01-12T15:30+01:00", "2027-01-12T18:30+04:00"),
        ("reunion", "2027-01-12T16:30+01:00", "2027-01-13T09:00+04:00"),
        ("guadeloupe", "2027-01-12T09:00+01:00", "2027-01-12T09:00-04:00"),
    ],
)
def test_nobody_is_written_to_at_night_on_the_clock_of_the_place(territory, now, leaves):
    now, leaves = datetime.datetime.fromisoformat(now), datetime.datetime.fromisoformat(leaves)
    meeting = Appointment(opening=Opening(place=Place(territory=territory)), starts_at=now + 2 * DAY)
    begin, end = notices.decent(now, meeting)
    assert (begin, end) == (leaves, now + 2 * DAY - HOUR)


def test_no_hour_of_the_day_is_left_before_an_early_appointment():
    now = datetime.datetime(2027, 1, 12, 20, tzinfo=datetime.UTC)
    meeting = Appointment(opening=Opening(place=Place()), starts_at=now + 12 * HOUR)
    assert notices.decent(now, meeting) is None


def test_those_who_wait_are_told_of_a_place_that_is_free_three_at_a_time(agent, person):
    hours = opening(agent)
    made = booked(person, free(hours, 10), agent)
    with acting_as(agent, "test"):
        waiters = [factories.person(agent.organisation, birth_name=f"Attente{rank}") for rank in range(4)]
        for each in waiters:
            waiting.add(each, Kind.RIGHTS_OPENING, agent)
            waiting.add(each, Kind.RIGHTS_OPENING, agent)
        elsewhere = factories.person(agent.organisation, birth_name="Ailleurs")
        waiting.add(elsewhere, Kind.SOCIAL_SERVICE, agent)
        workflow.cancel(made, by_person=True)
        told = Message.objects.filter(kind=waiting.FREE)
        assert {message.person_id for message in told} == {each.pk for each in waiters[:3]}
        again = booked(person, free(hours, 11), agent)
        workflow.cancel(again, by_person=True)
        assert Message.objects.filter(kind=waiting.FREE, person=waiters[3]).count() == 1
        assert Waiting.objects.filter(told=1).count() == 4


def test_a_place_that_was_taken_meanwhile_is_told_to_nobody(agent, person, gateway):
    hours = opening(agent)
    slot = free(hours, 10)
    made = booked(person, slot, agent)
    waiter = factories.person(agent.organisation, birth_name="Attente")
    with acting_as(agent, "test"):
        waiting.add(waiter, Kind.RIGHTS_OPENING, agent)
        workflow.cancel(made, by_person=True)
    booked(factories.person(agent.organisation, birth_name="Autre", phone=""), slot)
    due_now(person.fund)
    leave()
    (told,) = messages(person.fund, kind=waiting.FREE)
    assert (told.state, told.why) == (Sent.WITHDRAWN, "le créneau est de nouveau pris")


def test_who_is_given_an_appointment_waits_no_more(agent, person):
    with acting_as(agent, "test"):
        waiting.add(person, Kind.RIGHTS_OPENING, agent)
    booked(person, free(opening(agent)), agent)
    with acting_as(agent, "test"):
        assert list(waiting.waits(agent.organisation_id)) == []


@pytest.mark.django_db(transaction=True)
def test_many_workers_write_and_send_one_reminder(gateway):
    agent = factories.account(Role.ADVISER)
    made = soon(booked(factories.person(agent.organisation), free(opening(agent))))
    assert made.state == State.BOOKED

    def work(_):
        try:
            return notices.remind(), leave().sent
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        list(hands.map(work, range(6)))
    assert len(messages(agent.organisation)) == 1
    due_now(agent.organisation)
    with ThreadPoolExecutor(6) as hands:
        list(hands.map(work, range(6)))
    assert len(messages(agent.organisation)) == 1 == len(gateway.taken)


def test_addresses_of_causes_fit(agent):
    assert len(f"{waiting.CAUSE}:{uuid.uuid4()}@20270112T0900Z") < 100
    assert place(agent.organisation)
