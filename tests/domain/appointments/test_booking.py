"""An appointment from the moment it is given to what became of it."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from allervers.domain.appointments import desks, workflow
from allervers.domain.appointments.codes import Origin, State, Way
from allervers.domain.appointments.models import Appointment, Opening, Place
from allervers.domain.appointments.permissions import may_book, may_change, may_open_slots
from allervers.domain.appointments.queries import expected, offers, without_outcome
from allervers.domain.appointments.words import when
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces import PersonFile
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import factories
from tests.appointments import booked, free, opening, place

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def agent():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(agent):
    return factories.person(agent.organisation)


def began(appointment):
    """Time has gone by: it began an hour ago."""
    now = timezone.now()
    with acting_for(appointment.fund, "test"):
        Appointment.objects.filter(pk=appointment.pk).update(
            placed_at=now - 9 * HOUR, starts_at=now - HOUR, ends_at=now - HOUR / 2
        )
        return Appointment.objects.get(pk=appointment.pk)


def test_a_person_is_given_a_free_slot(agent, person):
    slot = free(opening(agent))
    made = booked(person, slot, agent)
    assert (made.state, made.sequence, made.seat, made.agent_id) == (State.BOOKED, 0, 1, agent.pk)
    with acting_as(agent, "test"):
        assert slot.starts_at not in [offer.slot.starts_at for offer in offers(agent.organisation_id)]
        day = datetime.timedelta(days=1)
        assert expected(agent.organisation_id, agent.pk, slot.starts_at, slot.starts_at + day) == [made]


def test_the_same_form_twice_is_one_appointment(agent, person):
    slot, identifier = free(opening(agent)), uuid.uuid4()
    assert booked(person, slot, agent, appointment_id=identifier) == booked(
        person, slot, agent, appointment_id=identifier
    )
    with pytest.raises(AlreadyUsed):
        booked(factories.person(agent.organisation), slot, agent, appointment_id=identifier)


def test_who_is_slower_is_offered_the_next_three(agent, person):
    hours = opening(agent)
    slot, next_ones = free(hours), [free(hours, number).starts_at for number in (1, 2, 3)]
    booked(person, slot, agent)
    with pytest.raises(workflow.Taken, match="vient d’être pris") as refused:
        booked(factories.person(agent.organisation), slot, agent)
    assert [offer.slot.starts_at for offer in refused.value.instead] == next_ones


def test_several_agents_at_one_place_are_one_offer(agent, person):
    first = opening(agent)
    colleague = factories.account(Role.ADVISER, at=agent.organisation)
    opening(colleague, at=first.place, room=1)
    with acting_as(agent, "test"):
        offer = offers(agent.organisation_id, at_most=1)[0]
        assert {slot.opening.agent_id for slot in offer.slots} == {agent.pk, colleague.pk}
    booked(person, offer.slot, agent)
    with acting_as(agent, "test"):
        left = offers(agent.organisation_id, at_most=1)[0]
    assert left.slot.starts_at == offer.slot.starts_at
    assert len(left.slots) == 1


def test_an_agent_with_two_openings_at_once_receives_one_person(agent, person):
    morning = opening(agent)
    calls = opening(agent, at=morning.place, way=Way.PHONE, first_time=datetime.time(9, 15), per_day=1)
    slot = free(calls)
    booked(person, slot, agent)
    with acting_as(agent, "test"), pytest.raises(workflow.Taken):
        workflow.book(
            factories.person(agent.organisation),
            morning,
            slot.starts_at + HOUR / 4,
            appointment_id=uuid.uuid4(),
            origin=Origin.ADVISER,
        )


def test_a_desk_holds_one_person_whoever_receives(agent, person):
    hours = opening(agent)
    colleague = opening(factories.account(Role.ADVISER, at=agent.organisation), at=hours.place)
    slot = free(hours)
    booked(person, slot, agent)
    with acting_as(agent, "test"), pytest.raises(workflow.Taken):
        workflow.book(
            factories.person(agent.organisation),
            colleague,
            slot.starts_at,
            appointment_id=uuid.uuid4(),
            origin=Origin.ADVISER,
        )


def test_a_person_is_not_expected_twice_at_once(agent, person):
    slot = free(opening(agent))
    elsewhere = opening(factories.account(Role.ADVISER, at=agent.organisation))
    booked(person, slot, agent)
    with acting_as(agent, "test"), pytest.raises(Refused, match="déjà un rendez-vous à cette heure"):
        workflow.book(person, elsewhere, slot.starts_at, appointment_id=uuid.uuid4(), origin=Origin.ADVISER)


def test_a_group_has_so_many_places_and_a_cancelled_one_is_free_again(agent):
    hours = opening(agent, capacity=2)
    slot = free(hours)
    first, _ = [booked(factories.person(agent.organisation), slot, agent) for _ in range(2)]
    with pytest.raises(workflow.Taken):
        booked(factories.person(agent.organisation), slot, agent)
    with acting_as(agent, "test"):
        workflow.cancel(first, by_person=True)
        workflow.cancel(first, by_person=True)
    assert booked(factories.person(agent.organisation), slot, agent).seat == first.seat
    with pytest.raises(workflow.Taken):
        booked(factories.person(agent.organisation), slot, agent)


def test_a_slot_that_is_past_closed_or_never_was_is_refused(agent, person):
    hours = opening(agent)
    slot = free(hours)
    ask = {"appointment_id": uuid.uuid4(), "origin": Origin.ADVISER}
    with acting_as(agent, "test"):
        with pytest.raises(Refused, match="est passé"):
            workflow.book(person, hours, slot.starts_at - datetime.timedelta(days=30), **ask)
        with pytest.raises(Refused, match="plus ouvert"):
            workflow.book(person, hours, slot.starts_at + datetime.timedelta(minutes=7), **ask)
        assert desks.close_slots(hours) == 0
        with pytest.raises(Refused, match="plus ouvert"):
            workflow.book(person, hours, slot.starts_at, **ask)
        assert offers(agent.organisation_id) == []


def test_slots_of_another_fund_are_closed(agent, person):
    foreign = factories.account(Role.ADVISER)
    slot = free(opening(foreign))
    with pytest.raises(Refused, match="plus ouvert"):
        booked(person, slot, agent)
    with acting_as(agent, "test"):
        assert offers(agent.organisation_id) == offers(foreign.organisation_id) == []
        assert Opening.objects.count() == Place.objects.count() == 0


def test_an_agent_of_another_fund_receives_nobody_here(agent):
    here = place(agent.organisation)
    with pytest.raises(Refused, match="agent de votre caisse"):
        opening(factories.account(Role.ADVISER), at=here)
    with pytest.raises(Refused, match="agent de votre caisse"):
        opening(factories.account(Role.DATA_PROTECTION_OFFICER, at=agent.organisation), at=here)


def test_an_agent_whose_account_is_closed_offers_nothing(agent, person):
    slot = free(opening(agent))
    with factories.owner_writes(), acting_as(agent, "test"):
        agent.is_active = False
        agent.save(update_fields=["is_active"])
    with pytest.raises(Refused, match="plus ouvert"):
        booked(person, slot)


def test_moved_it_is_the_same_and_its_former_time_is_free(agent, person):
    hours = opening(agent)
    first, second = free(hours), free(hours, 1)
    made = booked(person, first, agent)
    with acting_as(agent, "test"):
        moved = workflow.move(made, hours, second.starts_at)
        assert workflow.move(made, hours, second.starts_at).sequence == 1
    assert (moved.pk, moved.sequence, moved.starts_at) == (made.pk, 1, second.starts_at)
    assert free(hours).starts_at == first.starts_at
    booked(factories.person(agent.organisation), first, agent)
    with acting_as(agent, "test"), pytest.raises(workflow.Taken):
        workflow.move(made, hours, first.starts_at)
    with acting_as(agent, "test"):
        assert Appointment.objects.get(pk=made.pk).starts_at == second.starts_at


def test_who_said_no_is_told_apart(agent, person):
    hours = opening(agent)
    excused, revoked = booked(person, free(hours), agent), booked(person, free(hours, 1), agent)
    with acting_as(agent, "test"):
        with pytest.raises(Refused, match="Dites pourquoi"):
            workflow.cancel(revoked, by_person=False)
        assert workflow.cancel(excused, by_person=True).state == State.EXCUSED
        assert workflow.cancel(revoked, by_person=False, why="agent absent").state == State.REVOKED
        for gone in (excused, revoked):
            with pytest.raises(Refused, match="annulé"):
                workflow.move(gone, hours, free(hours, 3).starts_at)
        with pytest.raises(Refused, match="déjà noté"):
            workflow.cancel(excused, by_person=False, why="agent absent")


def test_who_came_is_known_once_it_began_and_can_be_corrected(agent, person):
    made = booked(person, free(opening(agent)), agent)
    with acting_as(agent, "test"), pytest.raises(Refused, match="n’a pas commencé"):
        workflow.attend(made, came=True)
    made = began(made)
    with acting_as(agent, "test"):
        assert without_outcome(agent.organisation_id) == 1
        assert workflow.attend(made, came=False).state == State.NO_SHOW
        assert workflow.attend(made, came=True).state == State.HONOURED
        assert workflow.attend(made, came=True).state == State.HONOURED
        assert without_outcome(agent.organisation_id) == 0
        with pytest.raises(Refused, match="donnez-en un nouveau"):
            workflow.move(made, made.opening, timezone.now() + HOUR)


def test_a_reason_that_is_told_afterwards_excuses(agent, person):
    made = began(booked(person, free(opening(agent)), agent))
    with acting_as(agent, "test"):
        workflow.attend(made, came=False)
        assert workflow.cancel(made, by_person=True).state == State.EXCUSED


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"starts_at": datetime.datetime(2020, 1, 6, 9, tzinfo=datetime.UTC)}, "is_to_come"),
        ({"seat": 2}, "seat_exists"),
        ({"capacity": 5}, "as_its_opening"),
        ({"state": State.HONOURED, "settled_at": timezone.now()}, "known_after_it_began"),
        ({"state": State.EXCUSED}, "settled_as_its_state_says"),
    ],
)
def test_the_database_refuses_whatever_the_application_does(agent, person, changed, constraint):
    made = booked(person, free(opening(agent)), agent)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), acting_as(agent, "test"):
        Appointment.objects.filter(pk=made.pk).update(**changed)


def test_the_agent_and_the_desk_are_held_by_the_database(agent, person):
    hours = opening(agent)
    first, second = booked(person, free(hours), agent), booked(factories.person(person.fund), free(hours, 1), agent)
    late = first.starts_at + HOUR / 4
    with (
        pytest.raises(IntegrityError, match=r"agent_receives|room_holds"),
        transaction.atomic(),
        acting_as(agent, "test"),
    ):
        Appointment.objects.filter(pk=second.pk).update(starts_at=late, ends_at=late + HOUR)


def test_who_may_is_the_fund_alone(agent, person):
    made = booked(person, free(opening(agent)), agent)
    manager = factories.account(Role.MANAGER, at=agent.organisation)
    assert may_book(agent, person)
    assert may_change(manager, made)
    assert may_open_slots(manager, made.opening)
    assert not may_open_slots(agent, made.opening)
    for other in (
        factories.account(Role.MANAGER),
        factories.account(Role.PARTNERSHIP_OFFICER, at=agent.organisation),
        factories.account(Role.PARTNER),
    ):
        assert not may_book(other, person)
        assert not may_change(other, made)
        assert not may_open_slots(other, made.opening)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"per_day": 0}, "aucun créneau"),
        ({"per_day": 40}, "dépassent minuit"),
        ({"ends_on": timezone.localdate() - datetime.timedelta(days=1)}, "précède"),
        ({"ends_on": timezone.localdate() + datetime.timedelta(days=900)}, "deux ans"),
        ({"rule": "FREQ=WEEKLY;BYDAY="}, "au moins un jour"),
    ],
)
def test_hours_at_which_nobody_could_come_are_refused(agent, wrong, said):
    with pytest.raises(Refused, match=said):
        opening(agent, **wrong)


def test_the_person_s_page_tells_it_on_the_clock_of_the_place(agent, person):
    there = place(agent.organisation, territory="reunion")
    slot = free(opening(agent, at=there))
    booked(person, slot, agent)
    with acting_as(agent, "test"):
        file = PersonFile(person)
        told = [entry for entry in file.entries(file.names()) if entry.kind == "appointment"]
        assert [change.what for change in file.changes()].count("Rendez-vous") == 1
    assert len(told) == 1
    assert f"heure de {there}" in told[0].body
    assert slot.local_start.utcoffset() == 4 * HOUR
    assert f"{when(slot.local_start)}" in told[0].body
