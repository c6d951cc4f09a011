"""From the first call to the closure, as the field says it; everything through the screens."""

import datetime
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment, Action, Contact
from allervers.domain.figures.models import AccompanimentFact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy.models import Reading
from allervers.web.casework.contacts import ContactForm
from allervers.web.forms.dates import in_full
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def file(adviser):
    received = timezone.now() - timedelta(days=40)
    return factories.accompaniment(adviser, themes=("rights", "care"), received_at=received)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def url(name, target):
    return reverse(f"casework:{name}", args=[target.pk])


def contact_data(**changes):
    moment = timezone.localtime() - timedelta(minutes=5)
    data = {
        "id": str(uuid.uuid4()),
        "on": f"{moment:%d/%m/%Y}",
        "at": f"{moment:%H:%M}",
        "incoming": "no",
        "channel": "phone",
        "result": "reached",
        "note": "",
    }
    return data | changes


def action_data(**changes):
    return {"id": str(uuid.uuid4()), "usual": "Demande de C2S", "due_on": "", "note": "", **changes}


def closure_data(**changes):
    return {"reason": "success_without_care", "outcomes": ["complementary_cover"], "themes": ["rights"], **changes}


def page_of(client, file):
    return client.get(url("person", file.person)).content.decode()


def test_a_call_is_noted_and_told_on_the_page(at_work, file):
    answer = at_work.post(url("contact", file), contact_data(note="Rappeler jeudi."), follow=True)
    assert answer.redirect_chain == [(url("person", file.person), 302)]
    assert "Le contact est noté." in answer.content.decode()
    assert "Téléphone : la personne a été jointe" in page_of(at_work, file)
    assert "Rappeler jeudi." in page_of(at_work, file)


def test_a_contact_sent_twice_is_noted_once(at_work, adviser, file):
    data = contact_data()
    first, second = (at_work.post(url("contact", file), data) for _ in range(2))
    assert first.url == second.url == url("person", file.person)
    with acting_as(adviser, "test"):
        assert Contact.objects.count() == 1


def test_going_back_to_a_form_already_sent_never_loses_the_second_contact(at_work, adviser, file):
    data = contact_data(note="Premier appel.")
    at_work.post(url("contact", file), data)
    second = at_work.post(url("contact", file), data | {"note": "Deuxième appel."})
    assert second.status_code == 200
    assert "Deuxième appel." in second.content.decode()
    again = second.context["form"].data
    assert again["id"] != data["id"]
    at_work.post(url("contact", file), again.dict())
    with acting_as(adviser, "test"):
        assert {contact.note for contact in Contact.objects.all()} == {"Premier appel.", "Deuxième appel."}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"on": "31/02/2026"}, "on", "n’existe pas"),
        ({"on": ""}, "on", "Indiquez le jour du contact."),
        ({"at": "25:10"}, "at", "par exemple 14:30"),
        ({"on": "01/01/2999"}, "on", "dans le futur"),
        ({"on": "12/03/2001"}, "on", "avant la saisine"),
        ({"channel": "pigeon"}, "channel", "pigeon"),
        ({"result": ""}, "result", "Choisissez un résultat."),
        ({"note": "x" * 1_000_000}, "note", "5000 caractères au plus ; vous en avez envoyé 1000000."),
        ({"note": "Son NIR : 2 84 03 75 116 001 26"}, "note", "numéro de sécurité sociale"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_next_to_its_field(at_work, adviser, file, changes, field, sentence):
    answer = at_work.post(url("contact", file), contact_data(**changes))
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors[field])
    with acting_as(adviser, "test"):
        assert Contact.objects.count() == 0


def test_a_contact_of_this_evening_is_not_noted_at_noon(monkeypatch, file):
    noon = timezone.localtime().replace(hour=12, minute=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    form = ContactForm(contact_data(on=f"{noon:%d/%m/%Y}", at="19h30"), referral=file.referral)
    assert form.errors == {"at": ["Cette heure n’est pas encore passée."]}


def test_an_action_is_planned_done_taken_back_and_dropped(at_work, adviser, file):
    due = timezone.localdate() + timedelta(days=7)
    at_work.post(url("action", file), action_data(due_on=f"{due:%d/%m/%Y}"))
    with acting_as(adviser, "test"):
        action = Action.objects.get()
    assert (action.theme, action.label, action.due_on, action.status) == ("rights", "Demande de C2S", due, "to_do")
    for status, told in (
        ("done", "Fait : Demande de C2S"),
        ("to_do", "Prévu : Demande"),
        ("dropped", "Abandonné : "),
    ):
        for _ in range(2):
            answer = at_work.post(url("action-status", action), {"status": status}, follow=True)
            assert told in answer.content.decode()
    with acting_as(adviser, "test"):
        action.refresh_from_db()
        assert (action.status, action.done_on) == ("dropped", timezone.localdate())


def test_the_message_that_tells_what_was_done_undoes_it(at_work, adviser, file):
    at_work.post(url("action", file), action_data())
    with acting_as(adviser, "test"):
        action = Action.objects.get()
    told = at_work.post(url("action-status", action), {"status": "done"}, follow=True).content.decode()
    undo = re.search(rf'<form method="post" action="{url("action-status", action)}">.*?</form>', told, re.S)[0]
    assert "Annuler" in undo
    assert 'name="status" value="to_do"' in undo
    at_work.post(url("action-status", action), {"status": "to_do"})
    with acting_as(adviser, "test"):
        action.refresh_from_db()
        assert (action.status, action.done_on) == ("to_do", None)


def test_a_date_that_was_not_typed_in_full_is_said_back(at_work, adviser, file):
    told = at_work.post(url("action", file), action_data(due_on="+15 j"), follow=True).content.decode()
    due = timezone.localdate() + timedelta(days=15)
    assert f"À faire pour le : {in_full(due)}." in told
    with acting_as(adviser, "test"):
        assert Action.objects.get().due_on == due


def test_an_action_that_is_not_in_the_list_is_written_with_its_theme(at_work, adviser, file):
    refused = at_work.post(url("action", file), action_data(usual="other"))
    assert set(refused.context["form"].errors) == {"label", "theme"}
    at_work.post(url("action", file), action_data(usual="other", label="Appeler le bailleur", theme="orientation"))
    with acting_as(adviser, "test"):
        assert Action.objects.get().theme == "orientation"


def test_a_late_action_is_marked_late(at_work, adviser, file):
    with acting_as(adviser, "test"):
        Action.objects.create(
            fund=adviser.organisation,
            accompaniment=file,
            theme="rights",
            label="Demande de pièces",
            due_on=timezone.localdate() - timedelta(days=3),
        )
    assert "En retard : c’était pour le" in page_of(at_work, file)


@pytest.mark.parametrize(("due_on", "sentence"), [("01/01/2020", "déjà passée"), ("01/01/2199", "plus de deux ans")])
def test_an_action_has_a_day_that_makes_sense(at_work, file, due_on, sentence):
    answer = at_work.post(url("action", file), action_data(due_on=due_on))
    assert sentence in answer.context["form"].errors["due_on"][0]


def test_a_success_without_outcome_is_refused_and_nothing_typed_is_lost(at_work, adviser, file):
    answer = at_work.post(url("close", file), closure_data(outcomes=[], note="Tout est réglé."))
    assert "Un succès a au moins un gain" in answer.context["form"].errors["outcomes"][0]
    assert "Tout est réglé." in answer.content.decode()
    with acting_as(adviser, "test"):
        assert Accompaniment.objects.get().is_open


def test_a_success_is_closed_counted_at_once_and_its_erasure_announced(at_work, adviser, file):
    answer = at_work.post(
        url("close", file),
        closure_data(
            reason="care_obtained",
            themes=["rights", "care"],
            care_types=["optical"],
            publics=["disability"],
            gp_declared_at_end="yes",
            c2s_at_end="free",
            note="Lunettes obtenues.",
        ),
        follow=True,
    )
    page = answer.content.decode()
    assert "Clos. Effacement prévu le" in page
    assert "(18 mois)" in page
    assert "Annuler la clôture" in page
    assert "Accompagnement clos : Soins réalisés" in page
    with acting_as(adviser, "test"):
        closed = Accompaniment.objects.get()
        fact = AccompanimentFact.objects.get()
    assert (closed.gp_declared_at_end, closed.c2s_at_end, closed.ald_exemption_at_end) == (True, "free", None)
    assert closed.publics == ["disability"]
    assert (fact.closure_reason, fact.outcomes) == ("care_obtained", ["complementary_cover"])


def test_what_is_unknown_at_the_end_stays_unknown(at_work, adviser, file):
    at_work.post(url("close", file), closure_data(gp_declared_at_end="", c2s_at_end="", ald_exemption_at_end=""))
    with acting_as(adviser, "test"):
        closed = Accompaniment.objects.get()
    assert (closed.gp_declared_at_end, closed.c2s_at_end, closed.ald_exemption_at_end) == (None, "", None)


def test_a_person_under_25_at_the_referral_is_counted_among_the_young(at_work, adviser):
    young = factories.accompaniment(adviser, birth_date=timezone.localdate() - datetime.timedelta(days=20 * 365))
    at_work.post(url("close", young), closure_data(reason="abandoned", outcomes=[]))
    with acting_as(adviser, "test"):
        assert Accompaniment.objects.get().publics == ["under_25"]


def test_care_obtained_has_the_theme_of_care(at_work, file):
    answer = at_work.post(url("close", file), closure_data(reason="care_obtained", themes=["rights"]))
    assert "Soins" in answer.context["form"].errors["themes"][0]


def test_nobody_is_unreachable_before_two_attempts_are_noted(at_work, adviser, file):
    closure = closure_data(reason="unreachable", outcomes=[])
    answer = at_work.post(url("close", file), closure)
    assert "au moins 2 tentatives" in answer.context["form"].errors["reason"][0]
    for result in ("no_answer", "message_left"):
        at_work.post(url("contact", file), contact_data(result=result))
    assert at_work.post(url("close", file), closure).status_code == 302
    with acting_as(adviser, "test"):
        assert Accompaniment.objects.get().closure_reason == "unreachable"


def test_a_closure_is_taken_back_with_a_reason_and_both_are_told(at_work, adviser, file):
    at_work.post(url("close", file), closure_data())
    assert "Écrivez pourquoi" in at_work.post(url("reopen", file), {"why": " "}).context["form"].errors["why"][0]
    answer = at_work.post(url("reopen", file), {"why": "La personne a rappelé."}, follow=True)
    page = answer.content.decode()
    assert "Clôture annulée, accompagnement rouvert" in page
    assert "La personne a rappelé." in page
    assert "Accompagnement clos : Succès sans soins réalisés" in page
    with acting_as(adviser, "test"):
        assert Accompaniment.objects.get().is_open


def test_a_closure_sent_twice_closes_once(at_work, adviser, file):
    first, second = (at_work.post(url("close", file), closure_data()) for _ in range(2))
    assert first.url == second.url == url("person", file.person)
    with acting_as(adviser, "test"):
        assert file.events.filter(pgh_label="update").count() == 1


def test_who_is_too_late_keeps_what_they_typed(at_work, adviser, file):
    at_work.post(url("close", file), closure_data())
    late = at_work.post(url("close", file), closure_data(reason="abandoned", outcomes=[], note="Plus de nouvelles."))
    assert "déjà clos" in late.context["form"].non_field_errors()[0]
    assert "Plus de nouvelles." in late.content.decode()
    contact = at_work.post(url("contact", file), contact_data(note="Elle a rappelé."))
    assert "déjà clos" in contact.context["form"].non_field_errors()[0]
    assert "Elle a rappelé." in contact.content.decode()
    opened = at_work.get(url("contact", file), follow=True)
    assert "Cet accompagnement est clos" in opened.content.decode()


def test_a_body_works_on_the_file_it_is_entrusted_with_and_sees_no_other(client, adviser, file):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    other = factories.accompaniment(adviser, known=file.person, reasons=["digital"], detector_name="Secret Autre")
    client.force_login(adviser)
    answer = client.post(
        url("hand-over", file), {"body": officer.organisation.pk, "why": "inactive européenne"}, follow=True
    )
    assert f"Dossier confié à {officer.organisation}" in answer.content.decode()
    assert "inactive européenne" in answer.content.decode()

    client.force_login(officer)
    page = page_of(client, file)
    assert f"Confié à</dt><dd>{officer.organisation}" in page
    assert "Secret Autre" not in page
    assert str(other.pk) not in page
    assert "Historique des modifications" not in page
    assert "Corriger l’identité" not in page
    assert client.post(url("contact", file), contact_data()).status_code == 302
    assert client.get(url("contact", other)).status_code == 404
    with acting_as(adviser, "test"):
        assert Contact.objects.get().author == officer
        assert Reading.objects.get(account=officer).fund_id == adviser.organisation_id

    client.force_login(adviser)
    client.post(url("take-back", file), {"why": "titre de séjour reçu"})
    assert "Dossier repris par la caisse" in page_of(client, file)
    client.force_login(officer)
    assert client.get(url("person", file.person)).status_code == 404


def test_a_closed_file_too_is_taken_from_the_eyes_of_the_body_that_handled_it(client, adviser, file):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    client.force_login(adviser)
    client.post(url("hand-over", file), {"body": officer.organisation.pk, "why": "inactive européenne"})
    client.post(url("close", file), closure_data())
    assert url("take-back", file) in page_of(client, file)
    client.post(url("take-back", file), {"why": "dossier clos"})
    assert url("take-back", file) not in page_of(client, file)
    client.force_login(officer)
    assert client.get(url("person", file.person)).status_code == 404


def test_a_file_is_not_entrusted_to_its_own_fund_nor_to_a_partner(at_work, adviser, file):
    partner = factories.organisation("partner")
    for body in (adviser.organisation_id, partner.pk, 99_999_999, "x", ""):
        answer = at_work.post(url("hand-over", file), {"body": body, "why": "essai"})
        assert answer.status_code == 200
        assert answer.context["form"].errors["body"]
