"""The agenda, giving a moment in three clicks, who came in one, and places; by the fund alone."""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allervers.domain.appointments import waiting
from allervers.domain.appointments.codes import Kind, State
from allervers.domain.appointments.models import Appointment, CalendarFeed, Opening, Place
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
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


@pytest.fixture
def at_work(client, agent):
    client.force_login(agent)
    return client


def url(name, *args):
    return reverse(f"appointments:{name}", args=args)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def began(appointment, ago=HOUR):
    now = timezone.now()
    with acting_for(appointment.fund, "test"):
        Appointment.objects.filter(pk=appointment.pk).update(
            placed_at=now - 48 * HOUR, starts_at=now - ago, ends_at=now - ago + HOUR / 2
        )


def state_of(appointment):
    with acting_for(appointment.fund, "test"):
        return Appointment.objects.get(pk=appointment.pk).state


def give(client, address, slot):
    shown = client.get(address)
    assert shown.status_code == 200
    minted = re.search(r'name="id" value="([^"]+)"', shown.content.decode())[1]
    return client.post(f"{address}?formulaire={minted}", {"id": minted, "slot": slot.key}, follow=True)


def test_from_the_page_of_a_person_a_moment_is_three_clicks_away(at_work, agent):
    file = factories.accompaniment(agent)
    slot = free(opening(agent))
    page = at_work.get(reverse("casework:person", args=[file.person_id])).content.decode()
    assert url("book-in-file", file.pk) in page
    assert url("book", file.person_id) in page
    assert slot.key in at_work.get(url("book-in-file", file.pk)).content.decode()
    said = text_of(give(at_work, url("book-in-file", file.pk), slot))
    assert "Rendez-vous le" in said
    with acting_as(agent, "test"):
        made = Appointment.objects.get()
    assert (made.accompaniment_id, made.author_id, made.starts_at) == (file.pk, agent.pk, slot.starts_at)
    page = at_work.get(reverse("casework:person", args=[file.person_id]))
    assert "Rendez-vous : prévu" in text_of(page)
    assert url("appointment", made.pk) in page.content.decode()


def test_back_shows_what_was_given_in_place_of_a_form(at_work, agent, person):
    slot, minted = free(opening(agent)), str(uuid.uuid4())
    address = f"{url('book', person.pk)}?formulaire={minted}"
    at_work.post(address, {"id": minted, "slot": slot.key})
    at_work.post(address, {"id": minted, "slot": slot.key})
    assert "déjà donné" in text_of(at_work.get(address, follow=True))
    with acting_as(agent, "test"):
        assert Appointment.objects.count() == 1


def test_who_confirms_too_late_is_offered_the_next_three(at_work, agent, person):
    hours = opening(agent)
    slot, others = free(hours), [free(hours, number) for number in (1, 2, 3)]
    booked(factories.person(agent.organisation), slot)
    answer = give(at_work, url("book", person.pk), slot)
    assert "vient d’être pris" in text_of(answer)
    assert re.findall(r'value="([^"]+@[^"]+)"', answer.content.decode()) == [other.key for other in others]


@pytest.mark.parametrize("said", ["", "n’importe quoi", "5b0c9d2e-0000-4000-8000-000000000000@20270101T0900Z"])
def test_a_moment_that_does_not_exist_is_refused_in_words(at_work, agent, person, said):
    opening(agent)
    answer = at_work.post(f"{url('book', person.pk)}?formulaire={uuid.uuid4()}", {"slot": said})
    assert answer.status_code == 200
    assert "Choisissez" in text_of(answer)
    with acting_as(agent, "test"):
        assert Appointment.objects.count() == 0


def test_a_past_moment_is_refused_in_words(at_work, agent, person):
    hours = opening(agent)
    key = f"{hours.pk}@{timezone.now() - 72 * HOUR:%Y%m%dT0900Z}"
    answer = at_work.post(f"{url('book', person.pk)}?formulaire={uuid.uuid4()}", {"slot": key})
    assert "est passé" in text_of(answer)


def test_the_moment_of_another_fund_does_not_exist(at_work, agent, person):
    slot = free(opening(factories.account(Role.ADVISER)))
    answer = at_work.post(f"{url('book', person.pk)}?formulaire={uuid.uuid4()}", {"slot": slot.key})
    assert "n’existe pas" in text_of(answer)


def test_filters_narrow_and_what_is_not_understood_is_said(at_work, agent, person):
    opening(agent, kind=Kind.JOINT, way="phone", first_time=datetime.time(14))
    hours = opening(agent)
    page = at_work.get(url("book", person.pk), {"objet": Kind.RIGHTS_OPENING, "formulaire": uuid.uuid4()})
    assert str(hours.pk) in page.content.decode()
    assert "Rendez-vous commun" not in text_of(page).partition("Choisissez un moment")[2]
    page = at_work.get(url("book", person.pk), {"apres": "hier", "formulaire": uuid.uuid4()})
    assert "déjà passée" in text_of(page)


def test_the_week_says_who_comes_and_who_came_in_one_click(at_work, agent, person):
    made = booked(person, free(opening(agent)), agent)
    began(made)
    agenda = at_work.get(url("agenda"), {"semaine": timezone.localdate(timezone.now() - HOUR).isoformat()})
    assert person.full_name in text_of(agenda)
    assert "1 rendez-vous passé de la caisse attend" in text_of(agenda)
    back = f"{url('agenda')}?semaine=2026-11-30"
    for state, said in (
        (State.HONOURED, "est venue"),
        (State.NO_SHOW, "n’est pas venue"),
        (State.EXCUSED, "a prévenu"),
    ):
        answer = at_work.post(url("outcome", made.pk), {"state": state, "back": back}, follow=True)
        assert said in text_of(answer)
        assert answer.redirect_chain[0][0] == back
        assert state_of(made) == state
    answer = at_work.post(url("outcome", made.pk), {"state": State.HONOURED, "back": "//ailleurs.invalid"}, follow=True)
    assert answer.redirect_chain[0][0] == url("appointment", made.pk)
    assert "déjà noté" in text_of(answer)


def test_the_agenda_costs_the_same_number_of_queries_whatever_the_week(at_work, agent):
    hours = opening(agent, per_day=20, minutes=10)
    colleague = factories.account(Role.ADVISER, at=agent.organisation)
    opening(colleague, at=hours.place, room=1)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert at_work.get(url("agenda")).status_code == 200
        return len(captured)

    booked(factories.person(agent.organisation), free(hours), agent)
    small = cost()
    for number in range(5):
        booked(factories.person(agent.organisation, birth_name=f"Exemple{number}"), free(hours), agent)
    assert cost() == small


def test_a_week_of_a_colleague_is_shown_and_that_of_another_fund_is_not(at_work, agent, person):
    colleague = factories.account(Role.ADVISER, at=agent.organisation)
    made = booked(person, free(opening(colleague)), agent)
    week = {"semaine": made.local_start.date().isoformat()}
    assert person.full_name in text_of(at_work.get(url("agenda"), {"agent": colleague.pk, **week}))
    foreign = factories.account(Role.ADVISER)
    assert person.full_name not in text_of(at_work.get(url("agenda"), {"agent": foreign.pk, **week}))
    for odd in ("x", "0001-01-01", "9999-12-31"):
        assert at_work.get(url("agenda"), {"agent": "x", "semaine": odd}).status_code == 200


def test_an_appointment_is_moved_and_cancelled_from_its_page(at_work, agent, person):
    hours = opening(agent)
    made = booked(person, free(hours), agent)
    page = text_of(at_work.get(url("appointment", made.pk)))
    assert person.full_name in page
    slot = free(hours, 4)
    answer = at_work.post(url("move", made.pk), {"slot": slot.key}, follow=True)
    assert "Rendez-vous le" in text_of(answer)
    assert "Dites pourquoi" in text_of(at_work.post(url("cancel", made.pk), {"by": "service", "why": ""}))
    assert "Dites qui annule" in text_of(at_work.post(url("cancel", made.pk), {}))
    answer = at_work.post(url("cancel", made.pk), {"by": "service", "why": "agent absent"}, follow=True)
    assert "Annulé par le service" in text_of(answer)
    assert state_of(made) == State.REVOKED
    assert "est annulé" in text_of(at_work.post(url("move", made.pk), {"slot": slot.key}))


def test_who_answers_for_the_service_adds_a_place_and_opens_hours(client, agent):
    manager = factories.account(Role.MANAGER, at=agent.organisation)
    client.force_login(manager)
    assert "Aucun lieu" in text_of(client.get(url("desks")))
    minted = str(uuid.uuid4())
    said = {"id": minted, "name": "Agence", "address": "1 rue X", "territory": "reunion", "rooms": "Un\n\n Deux\nUn"}
    client.post(f"{url('add-place')}?formulaire={minted}", said)
    answer = client.post(f"{url('add-place')}?formulaire={minted}", {**said, "id": str(uuid.uuid4())})
    assert "déjà un lieu de ce nom" in text_of(answer)
    with acting_as(manager, "test"):
        made = Place.objects.get()
        rooms = list(made.rooms.all())
    assert [room.name for room in rooms] == ["Deux", "Un"]
    hours = {
        "id": str(uuid.uuid4()),
        "agent": agent.pk,
        "kind": "joint",
        "way": "on_site",
        "room": "",
        "every": 2,
        "days": ["MO", "TH"],
        "starts_on": "+1 j",
        "ends_on": "+90 j",
        "first_time": "09:00",
        "until": "11:45",
        "minutes": 30,
        "capacity": 1,
    }
    address = f"{url('open-slots', made.pk)}?formulaire={uuid.uuid4()}"
    assert "choisissez le guichet" in text_of(client.post(address, hours))
    hours["room"] = rooms[0].pk
    assert "aucun créneau" in text_of(client.post(address, {**hours, "until": "09:10"}))
    foreign = factories.account(Role.ADVISER)
    assert client.post(address, {**hours, "agent": foreign.pk}).status_code == 200
    answer = client.post(address, hours, follow=True)
    assert "lundi, jeudi, une semaine sur deux" in text_of(answer)
    with acting_as(manager, "test"):
        kept = Opening.objects.get()
    assert (kept.per_day, kept.agent_id) == (5, agent.pk)
    booked(factories.person(agent.organisation), free(kept))
    assert "1 rendez-vous y reste prévu" in text_of(client.post(url("close-slots", kept.pk), follow=True))


def test_a_code_for_the_person_is_shown_once(at_work, agent, person):
    made = booked(person, free(opening(agent)), agent)
    shown = at_work.post(url("give-access", made.pk))
    assert re.search(r"\w{4}-\w{4}-\w{4}", text_of(shown))
    assert shown["Cache-Control"] == "no-store"
    assert not re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text_of(at_work.get(url("give-access", made.pk))))


def test_messages_are_suspended_from_the_page_of_an_appointment(at_work, agent, person):
    made = booked(person, free(opening(agent)), agent)
    at_work.post(url("suspend", person.pk))
    assert "Aucun message de rendez-vous ne part" in text_of(at_work.get(url("appointment", made.pk)))
    at_work.post(url("suspend", person.pk), {"again": "yes"})
    assert "Suspendre les messages" in text_of(at_work.get(url("appointment", made.pk)))


def test_the_waiting_list_shows_the_first_free_moment(at_work, agent, person):
    opening(agent)
    assert "Personne n’attend" in text_of(at_work.get(url("waiting")))
    at_work.post(url("wait", person.pk), {"kind": Kind.RIGHTS_OPENING, "place": ""})
    page = text_of(at_work.get(url("waiting")))
    assert person.full_name in page
    assert "Aucun" not in page.partition("Premier moment libre")[2].partition("Donner un rendez-vous")[0]
    with acting_as(agent, "test"):
        (row,) = waiting.waits(agent.organisation_id)
    at_work.post(url("end-waiting", row.pk))
    assert "Personne n’attend" in text_of(at_work.get(url("waiting")))


def test_an_address_for_one_s_calendar_is_made_read_and_revoked(at_work, client, agent, person):
    booked(person, free(opening(agent)), agent)
    shown = at_work.post(url("calendar"), {"what": "create"})
    address = re.search(r"/rendez-vous/flux/[\w-]+\.ics", shown.content.decode())[0]
    client.logout()
    read = client.get(address)
    assert (read.status_code, read["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert b"BEGIN:VEVENT" in read.content
    client.force_login(agent)
    at_work.post(url("calendar"), {"what": "revoke"})
    assert client.get(address).status_code == 404
    with acting_as(agent, "test"):
        assert CalendarFeed.objects.filter(revoked_at=None).count() == 0


def test_a_place_of_another_fund_does_not_exist(client, agent):
    client.force_login(factories.account(Role.MANAGER))
    assert client.get(url("open-slots", place(agent.organisation).pk), follow=True).status_code == 404
