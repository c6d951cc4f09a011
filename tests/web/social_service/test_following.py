"""The social worker's screens: interviews, plan, notes, exceptional access, what goes back, meetings, the end."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.social_service.models import SocialServiceGroup, SocialServiceInterview, SocialServiceStep
from tests import factories, social_service

pytestmark = pytest.mark.django_db
NEXT_WEEK = f"{timezone.localdate() + datetime.timedelta(days=7):%d/%m/%Y}"


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def worker(fund):
    return social_service.member(social_service.service(fund))


@pytest.fixture
def colleague(worker):
    return social_service.member(worker.memberships.get().service)


@pytest.fixture
def asked(fund, worker):
    adviser = factories.account(Role.ADVISER, at=fund)
    made = social_service.asked(adviser, fund, factories.person(fund))
    social_service.booked(made, worker)
    return made


def send(client, account, name, asked, **answers) -> str:
    """The form is opened and sent as a browser does; the page that follows."""
    client.force_login(account)
    address = reverse(f"social_service:{name}", args=[asked.pk] if asked else [])
    hidden = re.findall(r'name="(id|service)" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, dict(hidden) | answers, follow=True).content.decode()


def test_an_interview_is_planned_at_home_and_a_second_one_at_that_hour_refused(client, worker, asked):
    said = {"worker": worker.pk, "starts_on": NEXT_WEEK, "starts_at": "09:30", "minutes": "60", "way": "home"}
    assert "L’entretien est prévu." in send(client, worker, "plan", asked, **said)
    assert "déjà un entretien à cette heure" in send(client, worker, "plan", asked, **said)
    assert "Dites quel jour." in send(client, worker, "plan", asked, **(said | {"starts_on": ""}))
    with acting_as(worker, "test"):
        assert SocialServiceInterview.objects.filter(way="home").count() == 1


def test_the_plan_has_steps_that_are_done(client, worker, asked):
    assert "Demander la RQTH" in send(client, worker, "add-step", asked, what="Demander la RQTH", due_on=NEXT_WEEK)
    with acting_as(worker, "test"):
        step = SocialServiceStep.objects.get()
    done = client.post(reverse("social_service:do-step", args=[step.pk]), follow=True)
    assert "L’étape est faite." in done.content.decode()


def test_a_note_is_shown_to_its_author_to_who_is_named_and_by_exception(client, worker, colleague, asked):
    other = social_service.member(worker.memberships.get().service)
    named = {"text": "Elle dort dans sa voiture.", "readers": [colleague.pk]}
    assert "Elle dort dans sa voiture." in send(client, worker, "write-note", asked, **named)
    page = reverse("social_service:request", args=[asked.pk])
    for account, reads in ((colleague, True), (other, False)):
        client.force_login(account)
        assert ("Elle dort" in client.get(page).content.decode()) is reads
    assert "Dites pourquoi" in send(client, other, "open-notes", asked, why="")
    assert "Elle dort" in send(client, other, "open-notes", asked, why="Remplacement de la titulaire.")
    client.force_login(worker)
    desk = client.get(reverse("social_service:desk")).content.decode()
    assert "Vos notes ont été lues par exception" in desk
    assert "Remplacement de la titulaire." in desk


def test_what_the_person_agreed_to_goes_back_to_who_referred_them(client, worker, asked):
    text = "Un dossier RQTH est déposé."
    said = {"text": text, "agreed_on": "hier"}
    assert "Sans l’accord de la personne" in send(client, worker, "share", asked, **said)
    assert "C’est transmis" in send(client, worker, "share", asked, **said, agreed="on")
    client.force_login(asked.author)
    assert text in client.get(reverse("social_service:sent")).content.decode()


def test_a_meeting_is_planned_and_a_person_takes_a_place(client, worker, asked):
    said = {"title": "Reprendre le travail", "axis": "keeping_work", "place": "Salle 2", "starts_on": NEXT_WEEK}
    page = send(client, worker, "new-group", None, **said, starts_at="14:00", capacity="8")
    assert "La réunion est prévue." in page
    with acting_as(worker, "test"):
        group = SocialServiceGroup.objects.get()
        file = asked.file
    address = reverse("social_service:group", args=[group.pk])
    assert "est inscrite" in client.post(address, {"file": file.pk}, follow=True).content.decode()
    assert "Choisissez une personne" in client.post(address, {"file": "x"}, follow=True).content.decode()
    with acting_as(worker, "test"):
        there = group.participants.get()
    settled = client.post(reverse("social_service:settle-participant", args=[there.pk]), {"came": "yes"}, follow=True)
    assert "pas commencé" in settled.content.decode()
    assert "1 sur 8" in client.get(reverse("social_service:groups")).content.decode()


def test_a_file_ends_with_a_reason_and_is_reopened(client, worker, asked):
    assert "Dites pourquoi le dossier se termine." in send(client, worker, "end", asked)
    assert "Le dossier est terminé." in send(client, worker, "end", asked, reason="goals_met")
    again = client.get(reverse("social_service:add-step", args=[asked.pk]), follow=True)
    assert "rouvrez-le" in again.content.decode()
    reopened = client.post(reverse("social_service:reopen", args=[asked.pk]), follow=True)
    assert "Le dossier est rouvert." in reopened.content.decode()


def test_the_first_level_answers_but_follows_nobody(client, worker, asked):
    desk = social_service.member(worker.memberships.get().service, Role.SOCIAL_SERVICE_DESK)
    client.force_login(desk)
    assert client.get(reverse("social_service:request", args=[asked.pk])).status_code == 200
    for name in ("plan", "add-step", "write-note", "open-notes", "share", "end"):
        assert client.get(reverse(f"social_service:{name}", args=[asked.pk])).status_code == 403


def test_the_figures_of_the_service_are_those_of_this_year_or_the_last(client, worker, asked):
    client.force_login(worker)
    address = reverse("social_service:figures")
    assert "Demandes reçues" in client.get(address).content.decode()
    last = timezone.localdate().year - 1
    assert f"Chiffres du service en {last}" in client.get(f"{address}?annee={last}").content.decode()
