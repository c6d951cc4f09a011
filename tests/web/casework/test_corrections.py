"""What was mistyped is corrected by its author, on the same day, with trace; what was saved is not saved twice."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.domain.accompaniment import corrections, workflow
from allervers.domain.accompaniment.models import Action, Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


@pytest.fixture
def contact(adviser, file):
    with acting_as(adviser, "test"):
        return workflow.note_contact(
            file.referral,
            contact_id=uuid.uuid4(),
            author=adviser,
            at=timezone.now(),
            channel="phone",
            incoming=False,
            result="reached",
            note="Rappeler mardi.",
        )


@pytest.fixture
def action(adviser, file):
    with acting_as(adviser, "test"):
        return workflow.plan_action(
            file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="Demande de C2S", due_on=None, note=""
        )


def correction(piece) -> str:
    return reverse(f"casework:correct-{type(piece).__name__.lower()}", args=[piece.pk])


def typed(contact, **changes) -> dict:
    then = timezone.localtime(contact.at)
    said = {"on": f"{then:%d/%m/%Y}", "at": f"{then:%H:%M}", "incoming": "no", "channel": "phone", "result": "reached"}
    return {"id": str(contact.pk), **said, "note": contact.note, **changes}


def page(client, file) -> str:
    return client.get(reverse("casework:person", args=[file.person_id])).content.decode()


def written_yesterday(piece) -> None:
    type(piece).objects.filter(pk=piece.pk).update(created_at=timezone.now() - datetime.timedelta(days=1))


def test_a_contact_is_corrected_and_the_page_says_what_it_was(at_work, adviser, file, contact):
    form = at_work.get(correction(contact))
    assertContains(form, "Rappeler mardi.")
    answer = at_work.post(correction(contact), typed(contact, note="Rappeler jeudi."), follow=True)
    assertContains(answer, "Le contact est corrigé.")
    shown = page(at_work, file)
    assert "Rappeler jeudi." in shown
    assert "Corrigé" in shown
    assert "Ce qui était écrit avant" in shown
    assert "Rappeler mardi." in shown
    with acting_as(adviser, "test"):
        corrected = Contact.objects.get()
        assert corrected.corrected_at is not None
        assert [state.note for state in corrected.events.order_by("pgh_id")] == ["Rappeler mardi.", "Rappeler jeudi."]
        assert corrected.events.latest("pgh_id").pgh_context["why"] == "correction"
        assert corrected.events.latest("pgh_id").pgh_context["user"] == adviser.pk


def test_a_correction_that_changes_nothing_leaves_no_trace(at_work, adviser, contact):
    assertContains(at_work.post(correction(contact), typed(contact), follow=True), "Rien n’a changé")
    with acting_as(adviser, "test"):
        assert Contact.objects.get().corrected_at is None


def test_what_is_wrong_in_a_correction_is_said_and_nothing_is_written(at_work, adviser, contact):
    answer = at_work.post(correction(contact), typed(contact, on="31/02/2026", note="Autre"))
    assertContains(answer, "n’existe pas")
    assertContains(answer, "Autre")
    with acting_as(adviser, "test"):
        assert Contact.objects.get().note == "Rappeler mardi."


def test_an_action_is_corrected_to_another_of_the_list_or_to_other_words(at_work, adviser, file, action):
    assertContains(at_work.get(correction(action)), "Demande de C2S")
    at_work.post(correction(action), {"usual": "other", "label": "Appeler la mairie", "theme": "digital", "note": ""})
    with acting_as(adviser, "test"):
        corrected = Action.objects.get()
        assert (corrected.label, corrected.theme, corrected.status) == ("Appeler la mairie", "digital", "to_do")
    shown = page(at_work, file)
    assert "Prévu : Appeler la mairie" in shown
    assert "Demande de C2S, Droits" in shown


@pytest.mark.parametrize("kind", ["contact", "action"])
def test_the_day_after_nothing_is_corrected_and_the_reason_is_said(at_work, adviser, file, kind, request):
    piece = request.getfixturevalue(kind)
    with acting_as(adviser, "test"):
        written_yesterday(piece)
    assert correction(piece) not in page(at_work, file)
    for answer in (at_work.get(correction(piece), follow=True), at_work.post(correction(piece), {}, follow=True)):
        assertContains(answer, "se corrige le jour même")


def test_the_last_minute_of_the_day_is_still_that_day_in_paris(adviser, contact, monkeypatch):
    last = datetime.datetime(2026, 6, 30, 21, 59, tzinfo=datetime.UTC)
    contact.created_at = last - datetime.timedelta(hours=5)
    monkeypatch.setattr(timezone, "now", lambda: last)
    assert corrections.why_not_correctable(adviser, contact) == ""
    monkeypatch.setattr(timezone, "now", lambda: last + datetime.timedelta(minutes=1))
    assert corrections.why_not_correctable(adviser, contact) == corrections.TOO_LATE


@pytest.mark.parametrize("kind", ["contact", "action"])
def test_a_colleague_does_not_correct_what_somebody_else_wrote(client, adviser, file, kind, request):
    piece = request.getfixturevalue(kind)
    client.force_login(factories.account(Role.MANAGER, at=adviser.organisation))
    assert correction(piece) not in page(client, file)
    assertContains(client.post(correction(piece), {}, follow=True), "Seule la personne qui l’a noté")


@pytest.mark.parametrize("kind", ["contact", "action"])
def test_another_fund_and_a_role_that_does_not_accompany_correct_nothing(client, kind, request):
    piece = request.getfixturevalue(kind)
    client.force_login(factories.account(Role.ADVISER))
    assert client.get(correction(piece)).status_code == 404
    assert client.post(correction(piece), {}).status_code == 404
    client.force_login(factories.account(Role.INTERNAL_DETECTOR))
    assert client.get(correction(piece)).status_code == 403


def test_a_closed_file_is_not_corrected(at_work, adviser, file, contact):
    with acting_as(adviser, "test"):
        workflow.close(file, reason="abandoned", outcomes=[])
    answer = at_work.post(correction(contact), typed(contact, note="Autre"), follow=True)
    assertContains(answer, "Cet accompagnement est clos")
    with acting_as(adviser, "test"):
        assert Contact.objects.get().note == "Rappeler mardi."


def test_an_attempt_noted_while_the_referral_waits_is_corrected_from_its_page(at_work, adviser):
    waiting = factories.referral(adviser.organisation)
    with acting_as(adviser, "test"):
        attempt = workflow.note_contact(
            Referral.objects.get(),
            contact_id=uuid.uuid4(),
            author=adviser,
            at=timezone.now(),
            channel="phone",
            incoming=False,
            result="no_answer",
            note="",
        )
    triage = reverse("casework:triage", args=[waiting.pk])
    assertContains(at_work.get(triage), correction(attempt))
    assertRedirects(
        at_work.post(correction(attempt), typed(attempt, result="reached")), triage, fetch_redirect_response=False
    )
    assertContains(at_work.get(triage), "Corrigé")


@pytest.mark.parametrize("change", ["another account", "another day"])
def test_the_database_refuses_what_the_screens_would(adviser, contact, change):
    author = factories.account(Role.ADVISER, at=adviser.organisation) if change == "another account" else adviser
    with acting_as(adviser, "test"):
        if change == "another day":
            written_yesterday(contact)
    with (
        acting_as(author, "test"),
        pytest.raises(IntegrityError, match="corrected by its author"),
        transaction.atomic(),
    ):
        Contact.objects.filter(pk=contact.pk).update(note="Réécrit")
    with acting_as(adviser, "test"), connection.cursor() as cursor:
        cursor.execute("select note from accompaniment_contact")
        assert cursor.fetchall() == [("Rappeler mardi.",)]


# --- One intent, one row


@pytest.mark.parametrize("form", ["contact", "action"])
def test_the_form_keeps_its_identifier_when_it_is_opened_again(at_work, file, form):
    address = at_work.get(reverse(f"casework:{form}", args=[file.pk])).request["QUERY_STRING"]
    again = at_work.get(f"{reverse(f'casework:{form}', args=[file.pk])}?{address}")
    assert str(again.context["form"]["id"].value()) == address.partition("=")[2]


def test_back_at_a_form_that_was_saved_shows_what_was_saved(at_work, file, contact):
    answer = at_work.get(f"{reverse('casework:contact', args=[file.pk])}?formulaire={contact.pk}")
    assertContains(answer, "Ce contact est déjà enregistré")
    assertContains(answer, "Rappeler mardi.")
    assertContains(answer, correction(contact))
    assertNotContains(answer, "<textarea")


def test_back_at_the_form_of_an_action_shows_the_action(at_work, file, action):
    answer = at_work.get(f"{reverse('casework:action', args=[file.pk])}?formulaire={action.pk}")
    assertContains(answer, "Cette action est déjà enregistrée")
    assertContains(answer, correction(action))


def test_the_identifier_of_another_fund_s_contact_shows_nothing(client, contact):
    stranger = factories.account(Role.ADVISER)
    own = factories.accompaniment(stranger)
    client.force_login(stranger)
    answer = client.get(f"{reverse('casework:contact', args=[own.pk])}?formulaire={contact.pk}")
    assertNotContains(answer, "Rappeler mardi.")


def test_sent_again_it_says_that_it_was_already_saved(at_work, adviser, file, contact):
    with acting_as(adviser, "test"):
        Contact.objects.filter(pk=contact.pk).update(at=contact.at.replace(second=0, microsecond=0))
        contact.refresh_from_db()
    answer = at_work.post(reverse("casework:contact", args=[file.pk]), typed(contact), follow=True)
    assertContains(answer, "déjà enregistré")
    with acting_as(adviser, "test"):
        assert Contact.objects.count() == 1


@pytest.mark.parametrize("written", ["x", "", "12", "é" * 300])
def test_an_identifier_that_cannot_be_read_is_drawn_anew(at_work, file, written):
    answer = at_work.get(reverse("casework:contact", args=[file.pk]), {"formulaire": written})
    assert uuid.UUID(str(answer.context["form"]["id"].value()))


def test_back_at_a_referral_that_was_sent_leads_to_it(at_work, adviser):
    sent = factories.referral(adviser.organisation, reported_by=adviser)
    answer = at_work.get(f"{reverse('detector:new')}?formulaire={sent.pk}", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("detector:detail", args=[sent.pk])
    assertContains(answer, "déjà envoyé")
