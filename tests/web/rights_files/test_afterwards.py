"""What comes after a decision, on the screen: what is offered, written once, and refused in words."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, sending
from allervers.domain.rights_files.models import Appeal, Control, Decision, Letter
from tests import factories
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def page(name, *args):
    return reverse(f"rights_files:{name}", args=args)


def text(response):
    return response.content.decode()


def decided(officer, right="ame", outcome="accepted"):
    file = deposit(officer, right)
    with acting_as(officer, "test"):
        return deciding.decide(file, outcome, asked(officer, "Toutes les conditions sont remplies."))


def the(officer, model):
    with acting_as(officer, "test"):
        return model.objects.get()


def open_form(client, name, *args):
    """The address of the form, and what its hidden fields say."""
    response = client.get(page(name, *args), follow=True)
    form = response.context["form"]
    return response.wsgi_request.get_full_path(), {field.name: field.value() for field in form.hidden_fields()}


def test_an_officer_corrects_a_decision_and_the_page_keeps_both(client, officer):
    former = decided(officer)
    address, hidden = open_form(client, "correct", former.file_id)
    given = hidden | {"outcome": "refused", "reason": "La personne n’habite pas en France."}
    response = client.post(address, given, follow=True)
    assert "La nouvelle décision est enregistrée" in text(response)
    assert "n° 1, remplacée" in text(response)
    assert "Toutes les conditions sont remplies" in text(response)
    assert client.post(address, given).status_code == 302
    with acting_as(officer, "test"):
        assert Decision.objects.count() == 2
        both = [decision.pk for decision in Decision.objects.all()]
    for decision in both:
        assert "Version des règles" in text(client.get(page("rules", decision)))


def test_two_officers_correct_the_same_decision_and_the_second_is_told(client, officer):
    former = decided(officer)
    first, hidden_of_first = open_form(client, "correct", former.file_id)
    second, hidden_of_second = open_form(client, "correct", former.file_id)
    client.post(first, hidden_of_first | {"outcome": "refused", "reason": "Non."})
    response = client.post(second, hidden_of_second | {"outcome": "accepted", "reason": "Oui."})
    assert "déjà été remplacée" in text(response)
    assert "Oui." in text(response)  # what was typed is not lost
    with acting_as(officer, "test"):
        assert Decision.objects.count() == 2


@pytest.mark.parametrize("left_out", ["outcome", "reason"])
def test_a_correction_without_outcome_or_reason_is_refused_beside_its_field(client, officer, left_out):
    former = decided(officer)
    address, hidden = open_form(client, "correct", former.file_id)
    given = hidden | {"outcome": "refused", "reason": "Non."}
    assert left_out in client.post(address, given | {left_out: ""}).context["form"].errors
    assert the(officer, Decision) == former


def test_a_control_is_begun_then_ended_and_the_card_noted(client, officer):
    decision = decided(officer, "puma")
    address, hidden = open_form(client, "control", decision.file_id)
    look = {"origin": "exchange", "condition": "regularity", "asked": "Votre titre a fini.", "codes": ["puma_identity"]}
    client.post(address, hidden | look)
    control = the(officer, Control)
    assert "Contrôle : la régularité du séjour" in text(client.get(page("afterwards")))
    closing = {"end": "closed", "reason": "Aucun titre.", "leaves_on": f"{TODAY:%d/%m/%Y}"}
    assert "pas encore partie" in text(client.post(page("end-control", control.pk), closing))
    with acting_as(officer, "test"):
        letter = Letter.objects.get(kind="control")
        sending.handed_to_the_person(letter, author=officer, today=TODAY - datetime.timedelta(days=40))
    response = client.post(page("end-control", control.pk), closing, follow=True)
    last = TODAY + datetime.timedelta(days=45)
    assert f"Le droit finit le {last:%d/%m/%Y}" in text(response)
    assert "avant le jour dit" in text(client.post(page("note-card", control.pk), follow=True))


def test_an_appeal_that_came_by_post_is_noted_and_answered(client, officer):
    decision = decided(officer, outcome="refused")
    address, hidden = open_form(client, "appeal", decision.file_id)
    given = hidden | {"key": str(decision.pk), "received_on": f"{TODAY:%d/%m/%Y}", "text": "J’habite ici."}
    assert "Le recours est noté" in text(client.post(address, given, follow=True))
    client.post(address, given)
    appeal = the(officer, Appeal)
    assert "Recours contre la décision" in text(client.get(page("afterwards")))
    assert "reason" in client.post(page("answer-appeal", appeal.pk), {"answer": "upheld"}).context["form"].errors
    response = client.post(page("answer-appeal", appeal.pk), {"answer": "upheld", "reason": "Vrai."}, follow=True)
    assert "Corrigez maintenant la décision" in text(response)
    assert "Décision à corriger" in text(client.get(page("afterwards")))
    again = client.post(page("answer-appeal", appeal.pk), {"answer": "rejected", "reason": "Faux."})
    assert "déjà sa réponse" in text(again)


def test_what_waits_after_decisions_asks_as_much_for_many(client, officer, django_assert_max_num_queries):
    for _ in range(3):
        decision = decided(officer, outcome="refused")
        address, hidden = open_form(client, "appeal", decision.file_id)
        given = {"key": str(decision.pk), "received_on": f"{TODAY:%d/%m/%Y}", "text": "Non."}
        client.post(address, hidden | given)
    with django_assert_max_num_queries(16):
        client.get(page("afterwards"))
