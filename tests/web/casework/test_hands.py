"""A file changes hands when it is accepted; absences; several files reassigned; an account with open files."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.domain.accompaniment import hands, workflow
from allervers.domain.accompaniment.models import Absence, Accompaniment, Handover
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

DAY = reverse("day:day")


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def colleague(adviser):
    return factories.account(Role.ADVISER, at=adviser.organisation)


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


def page_of(file):
    return reverse("casework:person", args=[file.person_id])


def owner(file):
    with acting_as(file.adviser, "test"):
        return Accompaniment.objects.get(pk=file.pk).adviser


def propose(client, file, to, why="Change de quartier."):
    sent = {"id": str(uuid.uuid4()), "to": str(to.pk), "why": why}
    return client.post(reverse("casework:propose", args=[file.pk]), sent)


def proposal(adviser):
    with acting_as(adviser, "test"):
        return Handover.objects.get()


def answer(client, handover, **sent):
    return client.post(reverse("casework:answer-handover", args=[handover.pk]), sent)


def test_a_proposed_file_stays_whose_it_is_until_it_is_accepted(client, adviser, colleague, file):
    client.force_login(adviser)
    assertRedirects(propose(client, file, colleague), page_of(file))
    assert owner(file) == adviser
    client.force_login(colleague)
    assertContains(client.get(DAY), f"dossier proposé par {adviser} : Change de quartier.")
    answer(client, proposal(adviser), what="accept")
    assert owner(file) == colleague
    page = client.get(page_of(file))
    assertContains(page, f"Dossier confié à {colleague}")
    assertContains(page, "Pourquoi : Change de quartier.")


def test_a_refusal_says_why_and_the_file_stays(client, adviser, colleague, file):
    client.force_login(adviser)
    propose(client, file, colleague)
    client.force_login(colleague)
    assertContains(answer(client, proposal(adviser)), "Écrivez pourquoi, en quelques mots.")
    answer(client, proposal(adviser), why="Déjà trop de dossiers.")
    assert (owner(file), proposal(adviser).accepted) == (adviser, False)


def test_only_who_is_asked_answers_and_only_who_asked_takes_it_back(client, adviser, colleague, file):
    client.force_login(adviser)
    propose(client, file, colleague)
    answer(client, proposal(adviser), what="accept")
    assert proposal(adviser).answered_at is None
    client.force_login(colleague)
    answer(client, proposal(adviser), what="withdraw")
    assert proposal(adviser).answered_at is None
    client.force_login(adviser)
    answer(client, proposal(adviser), what="withdraw")
    assert proposal(adviser).answer == hands.WITHDRAWN
    assert owner(file) == adviser


def test_a_file_is_proposed_to_one_colleague_at_a_time(client, adviser, colleague, file):
    client.force_login(adviser)
    propose(client, file, colleague)
    other = factories.account(Role.ADVISER, at=adviser.organisation)
    assertContains(propose(client, file, other), "déjà proposé à quelqu’un")
    with acting_as(adviser, "test"), pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(fund=file.fund, accompaniment=file, proposed_by=adviser, to=other, why="test")


@pytest.mark.parametrize("role", [Role.INTERNAL_DETECTOR, Role.RIGHTS_OFFICER, None])
def test_nobody_takes_a_file_who_does_not_accompany_in_the_fund(client, adviser, file, role):
    to = factories.account(role, at=adviser.organisation) if role else factories.account(Role.ADVISER)
    client.force_login(adviser)
    assertContains(propose(client, file, to), hands.NOT_A_COLLEAGUE)


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def test_the_files_of_who_is_away_stand_in_the_day_of_who_stands_in_and_stay_theirs(client, adviser, colleague, file):
    with acting_as(adviser, "test"):
        workflow.plan_action(
            file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="C2S", due_on=days(0), note=""
        )
    client.force_login(colleague)
    assert list(client.get(DAY).context["rows"]) == []
    client.force_login(adviser)
    sent = {"id": str(uuid.uuid4()), "first_on": "aujourd'hui", "last_on": "+7 j", "stand_in": str(colleague.pk)}
    assertRedirects(
        client.post(reverse("casework:away"), sent), reverse("casework:away"), fetch_redirect_response=False
    )
    assertContains(client.get(reverse("casework:away")), f"remplacement par {colleague}")
    client.force_login(colleague)
    assert [row.key for row in client.get(DAY).context["rows"]] == [file.person_id]
    assert owner(file) == adviser
    client.force_login(adviser)
    with acting_as(adviser, "test"):
        absence = Absence.objects.get()
    client.post(reverse("casework:away"), {"end": str(absence.pk)})
    client.force_login(colleague)
    assert list(client.get(DAY).context["rows"]) == []


def test_two_absences_do_not_overlap_and_days_are_in_order(client, adviser, colleague):
    client.force_login(adviser)
    sent = {"first_on": "+2 j", "last_on": "+7 j", "stand_in": str(colleague.pk)}
    client.post(reverse("casework:away"), {**sent, "id": str(uuid.uuid4())})
    again = client.post(reverse("casework:away"), {**sent, "id": str(uuid.uuid4()), "first_on": "+7 j"})
    assertContains(again, "Une absence est déjà notée sur ces jours.")
    wrong = client.post(reverse("casework:away"), {**sent, "id": str(uuid.uuid4()), "last_on": "demain"})
    assertContains(wrong, "Le dernier jour vient après le premier.")


def test_a_manager_reassigns_several_files_with_one_result_each_and_twice_changes_nothing(client, adviser, colleague):
    manager = factories.account(Role.MANAGER, at=adviser.organisation)
    mine, closed, theirs = (factories.accompaniment(adviser) for _ in range(3))
    foreign = factories.accompaniment(factories.account(Role.ADVISER))
    with acting_as(adviser, "test"):
        workflow.close(closed, reason="abandoned", outcomes=[])
    with acting_as(manager, "test"):
        files = [one.pk for one in (mine, closed, theirs, foreign)]
        first = hands.reassign(files, to=colleague, by=manager, why="Départ")
        assert list(first.values()) == [
            f"confié à {colleague}",
            "dossier clos : rien n’est changé",
            f"confié à {colleague}",
            "dossier introuvable dans votre caisse",
        ]
        again = hands.reassign(files, to=colleague, by=manager, why="Départ")
        assert again[mine.pk] == f"déjà à {colleague} : rien n’est changé"
    client.force_login(manager)
    assertContains(client.get(reverse("casework:open-files") + "?whose=all"), "Réaffecter les dossiers cochés")
    sent = {"file": [str(mine.pk), "x"], "to": str(adviser.pk), "why": "Retour"}
    assertContains(client.post(reverse("casework:reassign"), sent), f"confié à {adviser}")
    client.force_login(adviser)
    assertNotContains(client.get(reverse("casework:open-files") + "?whose=all"), "Réaffecter les dossiers cochés")


def test_an_account_that_answers_for_open_files_is_not_closed(client, adviser, colleague, file):
    client.force_login(factories.account(Role.ADMINISTRATOR, at=adviser.organisation))
    address = reverse("administrator:change-state", args=[adviser.pk])
    answer = client.post(address, {"to": "closed", "why": "Départ"}, follow=True)
    assertContains(answer, "Ce compte suit encore 1 accompagnement(s) en cours.")
    assert User.objects.get(pk=adviser.pk).is_active
    manager = factories.account(Role.MANAGER, at=adviser.organisation)
    with acting_as(manager, "test"):
        hands.reassign([file.pk], to=colleague, by=manager, why="Départ")
    client.post(address, {"to": "closed", "why": "Départ"})
    assert not User.objects.get(pk=adviser.pk).is_active
