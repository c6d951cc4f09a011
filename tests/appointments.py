"""Desks, hours and appointments for the tests. What is given back is saved, in the fund of the agent."""

import datetime
import uuid

from django.utils import timezone

from allervers.domain.appointments import desks, workflow
from allervers.domain.appointments.codes import Kind, Origin, Territory, Way
from allervers.domain.appointments.models import Appointment, Opening, Place
from allervers.domain.appointments.queries import offers
from allervers.domain.appointments.slots import Slot
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.people.models import Person

EVERY_DAY = "FREQ=DAILY"
WEEK = datetime.timedelta(weeks=1)


def place(fund: Organisation, territory: str = Territory.MAINLAND, rooms=("Guichet 1", "Guichet 2"), **fields) -> Place:
    identifier = uuid.uuid4()
    said = {"name": f"Agence {identifier.hex[:6]}", "address": "1 rue de l’Exemple, 01000 Bourg", **fields}
    with acting_for(fund, "test"):
        return desks.add_place(fund, place_id=identifier, rooms=list(rooms), territory=territory, **said)


def opening(agent: User, at: Place | None = None, room: int = 0, **fields) -> Opening:
    """Every day for the eight weeks to come, from 9 to 12, half an hour each."""
    at = at or place(agent.organisation)
    today = timezone.localdate()
    said = {
        "kind": Kind.RIGHTS_OPENING,
        "way": Way.ON_SITE,
        "rule": EVERY_DAY,
        "starts_on": today,
        "ends_on": today + 8 * WEEK,
        "first_time": datetime.time(9),
        "minutes": 30,
        "per_day": 6,
        **fields,
    }
    with acting_for(at.fund, "test"):
        if said["way"] == Way.ON_SITE:
            said.setdefault("room", at.rooms.all()[room])
        return desks.open_slots(at, opening_id=uuid.uuid4(), agent=agent, author=agent, **said)


def free(of: Opening, number: int = 0) -> Slot:
    """One of its free slots, the soonest first."""
    with acting_for(of.fund, "test"):
        found = [slot for offer in offers(of.fund_id, at_most=20) for slot in offer.slots if slot.opening.pk == of.pk]
    return found[number]


def booked(person: Person, slot: Slot, by: User | None = None, **more) -> Appointment:
    """An appointment of this person; without an account, the person chose it."""
    said = {"appointment_id": uuid.uuid4(), "origin": Origin.ADVISER if by else Origin.PERSON, "author": by, **more}
    with acting_for(person.fund, "test"):
        return workflow.book(person, slot.opening, slot.starts_at, **said)
