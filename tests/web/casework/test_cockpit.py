"""The person’s page as a place to work: the line written in place, suggested steps, pauses, what is new, what a
closure proposes."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact, Note
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import correcting, deciding
from allervers.domain.rights_files.queries import granted_since
from allervers.web.casework.closure import proposed
from allervers.web.casework.obtained import obtained
from allervers.web.templatetags.design import day
from tests import factories, financial_aid, rights_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture(autouse=True)
def in_the_fund(adviser):
    """What was written is read as somebody of the fund reads it."""
    with acting_as(adviser, "test"):
        yield


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def page_of(file):
    return reverse("casework:person", args=[file.person_id])


def write(client, file, **line):
    sent = {"id": str(uuid.uuid4()), "file": str(file.pk), "what": "contact", "channel": "phone", **line}
    return client.post(reverse("casework:write-line", args=[file.person_id]), sent)


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


# --- the line -------------------------------------------------------------------------------------------------------


def test_a_contact_is_written_in_place_and_comes_back_to_the_page(at_work, file):
    answer = write(at_work, file, result="reached", text="Préfère le matin.", next_on="demain")
    assertRedirects(answer, page_of(file))
    contact = Contact.objects.get()
    assert (contact.note, contact.next_on, contact.channel) == ("Préfère le matin.", days(1), "phone")
    assertContains(at_work.get(page_of(file)), "Téléphone : la personne a été jointe")


@pytest.mark.parametrize(
    ("what", "title"), [("note", "Note"), ("need", "Besoin exprimé"), ("goal", "Objectif de la personne")]
)
def test_a_note_and_the_person_s_own_words_are_written_in_place(at_work, file, what, title):
    write(at_work, file, what=what, text="Revoir un dentiste.")
    assert Note.objects.get().kind == what
    page = at_work.get(page_of(file)).content.decode()
    assert f'<span class="timeline-title">{title}</span>' in page
    assert ("« Revoir un dentiste. »" in page) == (what != "note")


def test_an_action_is_planned_in_place(at_work, file):
    write(at_work, file, what="action", usual="Demande de C2S", due_on="demain", text="Avec le bulletin.")
    action = Action.objects.get()
    assert (action.label, action.theme, action.due_on, action.note) == (
        "Demande de C2S",
        "rights",
        days(1),
        "Avec le bulletin.",
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({}, "Choisissez un résultat."),
        ({"what": "note"}, "Écrivez le texte."),
        ({"what": "action"}, "Choisissez une action."),
        ({"result": "reached", "next_on": "32/13"}, "Rappeler le"),
        ({"what": "note", "text": "Son numéro : 2 84 03 75 116 001 26."}, "numéro de sécurité sociale"),
    ],
)
def test_a_line_that_is_wrong_is_refused_on_the_same_page_with_what_was_typed(at_work, file, line, told):
    answer = write(at_work, file, **line)
    assert answer.status_code == 200
    assertContains(answer, told)
    assertContains(answer, "<title>Erreur – Personne accompagnée")
    assert not Contact.objects.exists()
    assert not Note.objects.exists()


def test_a_line_sent_twice_is_written_once(at_work, file):
    key = str(uuid.uuid4())
    for _ in range(2):
        write(at_work, file, id=key, result="reached")
    assert Contact.objects.count() == 1


def test_nothing_is_written_where_no_file_is_open_nor_by_another_fund(client, at_work, adviser, file):
    with acting_as(adviser, "test"):
        workflow.close(file, reason="abandoned", outcomes=[])
    assertRedirects(write(at_work, file, result="reached"), page_of(file))
    client.force_login(factories.account(Role.ADVISER))
    assert write(client, file, result="reached").status_code == 404
    assert not Contact.objects.exists()


# --- what is known and new ------------------------------------------------------------------------------------------


def test_the_head_says_how_and_when_to_call_and_what_the_person_agreed_to(at_work, adviser, file):
    with acting_as(adviser, "test"):
        type(file.person).objects.filter(pk=file.person_id).update(call_when="le matin avant 10 h")
    head = at_work.get(page_of(file)).content.decode().partition('class="person-head"')[2].partition("cockpit")[0]
    for said in ("le matin avant 10 h", "06\xa039\xa098\xa012\xa034", "Accord signé le 5\xa0janvier 2026"):
        assert said in head
    assert "Aucun droit ouvert connu" in head


def test_what_a_colleague_wrote_since_the_last_visit_is_marked_as_new(client, at_work, adviser, file):
    at_work.get(page_of(file))
    colleague = factories.account(Role.ADVISER, at=adviser.organisation, last_name="Autre")
    with acting_as(colleague, "test"):
        workflow.write_note(file, note_id=uuid.uuid4(), author=colleague, kind="note", text="Vu ce matin.")
    assertContains(at_work.get(page_of(file)), "</span>Nouveau</span>", count=1)
    assertNotContains(at_work.get(page_of(file)), "</span>Nouveau</span>")


# --- suggested steps ------------------------------------------------------------------------------------------------


def suggest(client, file, label, what="plan"):
    return client.post(reverse("casework:suggestion", args=[file.pk]), {"label": label, "what": what})


def test_what_the_referral_says_is_suggested_with_its_reason_until_it_is_planned(at_work, adviser):
    file = factories.accompaniment(adviser, reasons=["digital", "complex_social"])
    page = at_work.get(page_of(file)).content.decode()
    assert "Orientation vers le service social" in page
    assert "La saisine dit une situation sociale complexe." in page
    suggest(at_work, file, "Orientation vers le service social")
    assert Action.objects.get().status == "to_do"
    assertNotContains(at_work.get(page_of(file)), "La saisine dit une situation sociale complexe.")


def test_a_suggestion_that_is_of_no_use_is_left_in_the_file_and_not_made_again(at_work, adviser):
    file = factories.accompaniment(adviser, reasons=["digital"])
    suggest(at_work, file, "Création du compte ameli", "leave")
    assert Action.objects.get().status == "dropped"
    assertNotContains(at_work.get(page_of(file)), "La saisine dit une fragilité face au numérique.")


@pytest.mark.parametrize(("label", "what"), [("N’importe quoi", "plan"), ("Demande de C2S", "perhaps"), ("", "")])
def test_what_no_button_sends_plans_nothing(at_work, file, label, what):
    suggest(at_work, file, label, what)
    assert not Action.objects.exists()


# --- pauses ---------------------------------------------------------------------------------------------------------


def test_a_file_that_is_paused_leaves_the_day_until_its_day_comes(at_work, adviser, file):
    with acting_as(adviser, "test"):
        workflow.plan_action(
            file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="C2S", due_on=days(-1), note=""
        )
    answer = at_work.post(reverse("casework:pause", args=[file.pk]), {"why": "Hospitalisée.", "until": "+15 j"})
    assertRedirects(answer, page_of(file))
    assertContains(at_work.get(page_of(file)), "Hospitalisée.")
    assert list(at_work.get(reverse("day:day")).context["rows"]) == []
    with acting_as(adviser, "test"):
        Accompaniment.objects.filter(pk=file.pk).update(paused_on=days(-9), pause_until=days(0))
    (row,) = at_work.get(reverse("day:day")).context["rows"]
    assert "fin de la pause : Hospitalisée." in [reason.text for reason in row.reasons]
    at_work.post(reverse("casework:resume", args=[file.pk]))
    assert Accompaniment.objects.get(pk=file.pk).paused_on is None
    assertContains(at_work.get(page_of(file)), "Accompagnement repris")


@pytest.mark.parametrize("until", ["hier", "aujourd’hui"])
def test_a_pause_ends_after_today(at_work, file, until):
    at_work.post(reverse("casework:pause", args=[file.pk]), {"why": "Hospitalisée.", "until": until})
    assert Accompaniment.objects.get(pk=file.pk).paused_on is None


def test_closing_ends_the_pause(adviser, file):
    with acting_as(adviser, "test"):
        workflow.pause(file, why="Hospitalisée.")
        closed = workflow.close(file, reason="abandoned", outcomes=[])
    assert (closed.paused_on, closed.pause_why) == (None, "")


# --- results, and what the closure proposes -------------------------------------------------------------------------


def test_an_action_that_failed_says_when_and_does_not_count_as_obtained(at_work, adviser, file):
    with acting_as(adviser, "test"):
        for label, theme, status in (
            ("Demande de C2S", "rights", "done"),
            ("Création du compte ameli", "digital", "failed"),
            ("Prise de rendez-vous", "care", "done"),
        ):
            care = {"care_type": "optical"} if theme == "care" else {}
            action = workflow.plan_action(
                file, action_id=uuid.uuid4(), author=adviser, theme=theme, label=label, due_on=None, note="", **care
            )
            workflow.mark_action(action, status=status)
        assert Action.objects.get(status="failed").done_on == timezone.localdate()
        done = list(Action.objects.filter(status="done"))
        assert proposed(file, done) == {"themes": ["care", "rights"], "care_types": ["optical"]}
    page = at_work.get(reverse("casework:close", args=[file.pk]))
    assert page.context["form"].initial["outcomes"] == ["care_guidance", "complementary_cover"]
    assertContains(page, f"<li>Complémentaire obtenue : action « Demande de C2S » réussie le {day(days(0))}</li>")


def test_a_right_and_an_aid_that_were_granted_since_are_ticked_with_what_says_so(at_work, adviser, file):
    officer = factories.account(Role.RIGHTS_OFFICER, adviser.organisation)
    for right, outcome in (("c2s", "accepted"), ("puma", "refused"), ("own_title", "accepted")):
        deposited = rights_files.deposit(officer, right, person=file.person, postal_address="12 rue des Lilas")
        with acting_as(officer, "test"):
            deciding.decide(deposited, outcome, rights_files.asked(officer, "Vu."))
    officer = financial_aid.member(financial_aid.service(adviser.organisation))
    request = financial_aid.asked(adviser, file.person)
    financial_aid.answered(request, officer)
    financial_aid.allocated(officer, 200_00)
    financial_aid.granted(request, officer)
    assert obtained(file, []) == {
        "complementary_cover": f"C2S accordée le {day(days(0))}",
        "rights_opened": f"droits à titre personnel accordés le {day(days(0))}",
        "financial_aid": f"accordée le {day(days(0))}",
    }
    page = at_work.get(reverse("casework:close", args=[file.pk]))
    assert page.context["form"].initial["outcomes"] == ["complementary_cover", "financial_aid", "rights_opened"]
    assertContains(page, f"<li>Aide financière obtenue : accordée le {day(days(0))}</li>")


def test_what_was_granted_before_or_corrected_since_was_not_obtained_by_the_accompaniment(adviser, file):
    officer = factories.account(Role.RIGHTS_OFFICER, adviser.organisation)
    deposited = rights_files.deposit(officer, "puma", person=file.person, postal_address="12 rue des Lilas")
    with acting_as(officer, "test"):
        former = deciding.decide(deposited, "accepted", rights_files.asked(officer, "Vu."))
        assert granted_since(file.person_id, days(0)) == {"puma": days(0)}
        assert granted_since(file.person_id, days(1)) == {}
        correcting.correct(former, correcting.Correction("refused"), rights_files.asked(officer, "Mal lu."))
        assert granted_since(file.person_id, days(0)) == {}


def test_care_is_said_of_an_action_of_care_alone(at_work, file):
    address = reverse("casework:action", args=[file.pk])
    sent = {"id": str(uuid.uuid4()), "usual": "Demande de C2S", "care_type": "optical"}
    assertContains(at_work.post(address, sent), "Un soin ne se précise que pour une action sur les soins.")
