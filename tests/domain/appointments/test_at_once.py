"""Many want the same moment, each on a connection of its own: the database decides."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from allervers.domain.appointments import desks, workflow
from allervers.domain.appointments.codes import HELD, Origin
from allervers.domain.appointments.models import Appointment
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from tests import factories
from tests.appointments import booked, free, opening, place

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 20


def at_once(tasks):
    """What each of these became, many at a time: an appointment, or what was refused."""

    def run(task):
        try:
            return task()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(run, tasks))


def many(fund, number):
    with acting_for(fund, "test"):
        return Person.objects.bulk_create(
            [Person(fund=fund, birth_name=f"Exemple{rank}", first_name="Zoé") for rank in range(number)]
        )


def asking(agent, slot, person):
    def ask():
        with acting_as(agent, "test"):
            return workflow.book(
                person, slot.opening, slot.starts_at, appointment_id=uuid.uuid4(), origin=Origin.ADVISER
            )

    return ask


def held(agent, **where):
    with acting_as(agent, "test"):
        return Appointment.objects.filter(state__in=HELD, **where).count()


def test_200_bookings_of_one_slot_give_one_and_the_next_three_to_the_others():
    agent = factories.account(Role.ADVISER)
    hours = opening(agent)
    slot, next_ones = free(hours), [free(hours, number).starts_at for number in (1, 2, 3)]
    became = at_once([asking(agent, slot, person) for person in many(agent.organisation, 200)])
    assert sum(isinstance(one, Appointment) for one in became) == 1 == held(agent)
    slower = [one for one in became if isinstance(one, workflow.Taken)]
    assert len(slower) == 199
    assert all([offer.slot.starts_at for offer in one.instead] == next_ones for one in slower)


def test_40_want_one_of_5_places_of_a_group():
    agent = factories.account(Role.ADVISER)
    slot = free(opening(agent, capacity=5))
    became = at_once([asking(agent, slot, person) for person in many(agent.organisation, 40)])
    assert sum(isinstance(one, Appointment) for one in became) == 5 == held(agent)


def test_one_person_in_two_pages_is_expected_once_and_nobody_waits_for_ever():
    agent = factories.account(Role.ADVISER)
    here = place(agent.organisation, rooms=[f"Guichet {number}" for number in range(10)])
    others = [factories.account(Role.ADVISER, at=agent.organisation) for _ in range(10)]
    slots = [free(opening(other, at=here, room=number)) for number, other in enumerate(others)]
    person = factories.person(agent.organisation)
    became = at_once([asking(agent, slot, person) for slot in slots])
    assert sum(isinstance(one, Appointment) for one in became) == 1 == held(agent, person=person)


def test_a_slot_that_is_closed_meanwhile_is_closed_or_booked_never_both():
    agent = factories.account(Role.ADVISER)
    for _ in range(3):
        hours = opening(agent)
        slot = free(hours)

        def close(hours=hours):
            with acting_as(agent, "test"):
                return desks.close_slots(hours)

        remained, became = at_once([close, asking(agent, slot, factories.person(agent.organisation))])
        assert remained == isinstance(became, Appointment)


def test_a_cancelled_place_is_given_once():
    agent = factories.account(Role.ADVISER)
    slot = free(opening(agent))
    made = booked(factories.person(agent.organisation), slot, agent)

    def cancel():
        with acting_as(agent, "test"):
            return workflow.cancel(made, by_person=True)

    became = at_once([cancel, *(asking(agent, slot, person) for person in many(agent.organisation, 8))])
    assert held(agent) <= 1
    assert sum(isinstance(one, Appointment) for one in became[1:]) == held(agent)
