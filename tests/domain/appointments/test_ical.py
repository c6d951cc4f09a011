"""What calendar programs read, read back by a library: one event for ever, on the clock of the place, of nobody."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from allervers.domain.appointments import feeds, ical, workflow
from allervers.domain.appointments.codes import Territory
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.appointments import booked, free, opening, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(agent):
    return factories.person(agent.organisation, birth_name="Nomrare", first_name="Prénomrare")


def read(content):
    calendar = Calendar.from_ical(content)
    return calendar, calendar.events


def test_moved_then_cancelled_it_is_the_same_event_with_a_higher_sequence(agent, person):
    hours = opening(agent)
    made = booked(person, free(hours), agent)
    seen = []
    with acting_as(agent, "test"):
        seen.append(read(ical.invitation(made)))
        made = workflow.move(made, hours, free(hours, 3).starts_at, by=agent)
        seen.append(read(ical.invitation(made)))
        made = workflow.cancel(made, by_person=False, why="motif secret", author=agent)
        seen.append(read(ical.invitation(made)))
    assert [str(calendar["method"]) for calendar, _ in seen] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [event for _, (event,) in seen]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[1].start == made.starts_at


@pytest.mark.parametrize("territory", [Territory.MAINLAND, Territory.GUADELOUPE, Territory.REUNION, Territory.MAYOTTE])
def test_hours_are_those_of_the_place_with_its_zone(agent, person, territory):
    there = place(agent.organisation, territory=territory)
    slot = free(opening(agent, at=there))
    made = booked(person, slot, agent)
    with acting_as(agent, "test"):
        calendar, (event,) = read(ical.invitation(made))
    assert [str(zone["tzid"]) for zone in calendar.timezones] == [territory.zone.key]
    assert event.start == slot.starts_at
    assert event.start.replace(tzinfo=None) == slot.local_start.replace(tzinfo=None)
    assert event.end - event.start == datetime.timedelta(minutes=30)


def test_the_zone_that_is_written_is_right_at_each_noon_of_the_year(agent, person):
    made = booked(person, free(opening(agent)), agent)
    with acting_as(agent, "test"):
        calendar, _ = read(ical.invitation(made))
    (written,), paris = [zone.to_tz() for zone in calendar.timezones], ZoneInfo("Europe/Paris")
    first = made.starts_at.date() - datetime.timedelta(days=100)
    for number in range(365):
        noon = datetime.datetime.combine(first + datetime.timedelta(days=number), datetime.time(12))
        assert written.utcoffset(noon) == noon.replace(tzinfo=paris).utcoffset()


def test_neither_names_nor_motives_leave(agent, person):
    made = booked(person, free(opening(agent, kind="social_service")), agent)
    with acting_as(agent, "test"):
        text = (ical.invitation(made) + ical.agenda([made])).decode().lower()
    for word in ("nomrare", "prénomrare", "social", str(agent).lower(), person.phone, "1984"):
        assert word not in text


def test_an_agent_s_program_reads_the_agenda_until_the_address_is_revoked(agent, person):
    hours = opening(agent)
    kept, gone = booked(person, free(hours), agent), booked(person, free(hours, 1), agent)
    booked(person, free(opening(factories.account(Role.ADVISER, at=agent.organisation)), 5), agent)
    with acting_as(agent, "test"):
        workflow.cancel(gone, by_person=True)
        secret = feeds.create(agent)
    calendar, events = read(feeds.read(secret))
    assert str(calendar["method"]) == "PUBLISH"
    assert {str(event["uid"]): str(event["status"]) for event in events} == {
        f"{kept.pk}@allervers": "CONFIRMED",
        f"{gone.pk}@allervers": "CANCELLED",
    }
    with acting_as(agent, "test"):
        other = feeds.create(agent)
    assert feeds.read(secret) is None
    assert feeds.read(other) is not None
    with acting_as(agent, "test"):
        feeds.revoke(agent)
    assert feeds.read(other) is None
    assert feeds.read("") is feeds.read("x" * 500) is None


def test_the_address_of_a_closed_account_opens_nothing(agent):
    with acting_as(agent, "test"):
        secret = feeds.create(agent)
        assert feeds.of_account(factories.account(Role.ADVISER, at=agent.organisation)) is None
    assert feeds.read(secret) is not None
    with factories.owner_writes(), acting_as(agent, "test"):
        agent.is_active = False
        agent.save(update_fields=["is_active"])
    assert feeds.read(secret) is None
