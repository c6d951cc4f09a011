"""The person's own appointment: opened by a code used once and the birth date, seen, moved, cancelled, kept."""

import datetime

import pytest
from django.db import connection, transaction
from django.urls import reverse
from icalendar import Calendar

from allervers.domain.appointments import visits, workflow
from allervers.domain.appointments.codes import State
from allervers.domain.appointments.models import Appointment, PersonLink
from allervers.domain.appointments.words import when
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.models import Message
from allervers.domain.pieces.refusals import Refused
from tests import factories
from tests.appointments import booked, free, opening

pytestmark = pytest.mark.django_db
BORN = datetime.date(1984, 3, 12)


@pytest.fixture
def agent():
    return factories.account(Role.ADVISER)


@pytest.fixture
def hours(agent):
    return opening(agent)


@pytest.fixture
def appointment(agent, hours):
    return booked(factories.person(agent.organisation), free(hours), agent)


@pytest.fixture
def code(agent, appointment):
    with acting_as(agent, "test"):
        return visits.give(appointment)


def open_page(client, code, born="12/03/1984"):
    return client.post(reverse("own_file:open"), {"code": code, "birth_date": born}, follow=True)


def url(name):
    return reverse(f"own_file:{name}")


def now(appointment):
    with acting_for(appointment.fund, "test"):
        return Appointment.objects.get(pk=appointment.pk)


def test_the_code_and_the_birth_date_open_it_once(client, code, appointment):
    assert open_page(client, code, "13/03/1984").redirect_chain == []
    page = open_page(client, code).content.decode()
    assert when(appointment.local_start) in page
    assert client.get(url("file"), follow=True).redirect_chain[-1][0] == url("appointment")
    client.post(url("leave"))
    assert client.get(url("appointment")).url == url("open")
    assert open_page(client, code).redirect_chain == []


def test_the_next_code_opens_it_again(client, code):
    page = open_page(client, code)
    next_code = page.context["next_code"]
    client.post(url("leave"))
    assert open_page(client, next_code).redirect_chain[-1][0] == url("appointment")


def test_after_five_wrong_dates_it_opens_nothing(client, code):
    for _ in range(5):
        open_page(client, code, "01/01/1990")
    assert open_page(client, code).redirect_chain == []


def test_the_person_moves_it_and_nobody_tells_them_what_they_did(client, code, appointment, hours):
    open_page(client, code)
    slot = free(hours, 2)
    assert slot.key in client.get(url("move-appointment")).content.decode()
    page = client.post(url("move-appointment"), {"slot": slot.key}, follow=True).content.decode()
    assert when(slot.local_start) in page
    moved = now(appointment)
    assert (moved.starts_at, moved.sequence, moved.state) == (slot.starts_at, 1, State.BOOKED)
    with acting_for(appointment.fund, "test"):
        assert not Message.objects.filter(kind="appointment_moved").exists()
        assert moved.events.order_by("pgh_id").last().pgh_context["user"] is None


def test_who_is_slower_sees_the_next_three(client, code, appointment, hours):
    open_page(client, code)
    slot, next_ones = free(hours, 2), [free(hours, number).key for number in (3, 4, 5)]
    booked(factories.person(appointment.fund, birth_name="Autre"), slot)
    page = client.post(url("move-appointment"), {"slot": slot.key}).content.decode()
    assert "Quelqu’un vient de prendre ce moment" in page
    assert [key in page for key in next_ones] == [True, True, True]
    assert now(appointment).sequence == 0


def test_a_moment_for_something_else_is_refused(client, code, appointment, agent):
    open_page(client, code)
    other = free(opening(factories.account(Role.ADVISER, at=agent.organisation), kind="social_service"))
    page = client.post(url("move-appointment"), {"slot": other.key}).content.decode()
    assert "n’est pas possible" in page
    assert now(appointment).sequence == 0


def test_the_person_cancels_it_and_its_time_is_free(client, code, appointment, hours):
    open_page(client, code)
    assert "une autre personne prend cette place" in client.get(url("cancel-appointment")).content.decode()
    page = client.post(url("cancel-appointment"), follow=True).content.decode()
    assert "est annulé" in page
    assert now(appointment).state == State.EXCUSED
    assert free(hours).starts_at == appointment.starts_at
    assert client.get(url("cancel-appointment")).url == url("appointment")
    assert str(Calendar.from_ical(client.get(url("calendar")).content)["method"]) == "CANCEL"


def test_it_goes_into_one_s_own_calendar(client, code, appointment):
    open_page(client, code)
    (event,) = Calendar.from_ical(client.get(url("calendar")).content).events
    assert (str(event["uid"]), event.start) == (f"{appointment.pk}@allervers", appointment.starts_at)


def test_in_english(client, code, appointment):
    open_page(client, code)
    page = client.get(url("appointment"), {"langue": "en"}).content.decode()
    assert when(appointment.local_start, "en") in page
    assert "My appointment" in page


def test_a_visit_sees_one_appointment_and_nothing_else(agent, code, appointment, hours):
    booked(factories.person(agent.organisation, birth_name="Autre"), free(hours), agent)
    opened = visits.open_with(code, BORN)
    with transaction.atomic(), visits.visiting(opened.key) as seen:
        assert seen == appointment
        assert list(Appointment.objects.all()) == [appointment]
        assert PersonLink.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("update appointments_appointment set state = 'revoked'")
            assert cursor.rowcount == 0
    with transaction.atomic(), visits.visiting("another key") as seen:
        assert seen is None


def test_only_the_fund_gives_a_code_for_what_is_to_come(agent, appointment):
    with acting_as(agent, "test"):
        workflow.cancel(appointment, by_person=True)
        with pytest.raises(Refused, match="plus à venir"):
            visits.give(appointment)
    unknown = booked(factories.person(agent.organisation, birth_date=None, birth_name="Inconnu"), free(opening(agent)))
    with acting_as(agent, "test"), pytest.raises(Refused, match="date de naissance"):
        visits.give(unknown)


def test_a_new_code_voids_the_one_before(client, agent, code, appointment):
    with acting_as(agent, "test"):
        other = visits.give(appointment)
    assert open_page(client, code).redirect_chain == []
    assert open_page(client, other).redirect_chain[-1][0] == url("appointment")
