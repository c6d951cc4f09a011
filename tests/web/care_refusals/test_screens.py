"""A refusal of care on the screen: reported from the page of a person, mediated, resolved."""

import re

import pytest
from django.urls import reverse

from allervers.domain.care_refusals.models import CareRefusal, CareRefusalSending, CareRefusalStep
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import care_refusals, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediator():
    return care_refusals.mediator(care_refusals.service(factories.fund()))


def send(client, screen, *arguments, **answers) -> str:
    """The form is opened and sent as a browser does; the page that follows."""
    address = reverse(f"care_refusals:{screen}", args=arguments)
    hidden = re.findall(r'name="(id)" value="([^"]+)"', client.get(address, follow=True).content.decode())
    return client.post(address, dict(hidden) | answers, follow=True).content.decode()


def test_an_adviser_reports_and_a_mediator_follows_it_to_its_end(client, mediator):
    adviser = factories.account(Role.ADVISER, at=mediator.organisation)
    file = factories.accompaniment(adviser)
    client.force_login(adviser)
    said = {"practice": "no_new_patients", "account_of_it": "« Complet. »", "profession": "dentist", "ground": "c2s"}
    assert "onze chiffres, dont une clé" in send(client, "report", file.person_id, **said, rpps="10001234564")
    page = send(client, "report", file.person_id, **said, rpps=care_refusals.RPPS)
    assert "est enregistré" in page
    assert "Refus de soins signalé à la médiation" in page
    with acting_as(mediator, "test"):
        refusal = CareRefusal.objects.get()
    assert client.get(reverse("care_refusals:desk")).status_code == 403
    client.force_login(mediator)
    assert refusal.reference in client.get(reverse("care_refusals:desk")).content.decode()
    page = client.post(reverse("care_refusals:take", args=[refusal.pk]), follow=True).content.decode()
    assert "On ne sait pas encore" in page
    answers = {"profession": "dentist", "professional_name": "Dr Fictif", "ground": "c2s", "rpps": care_refusals.RPPS}
    assert "Présumé" in send(client, "identify", refusal.pk, hindered="yes", same_for_all="no", **answers)
    assert "Carte Vitale" in send(
        client, "evidence", refusal.pk, kind="card_not_read", seen_on="aujourd’hui", means="call"
    )
    assert "rien n’est parti" in send(client, "send", refusal.pk, recipient="professional", named="no")
    send(client, "agree", refusal.pk, recipient="professional", agreement="unnamed", said_on="aujourd’hui")
    assert "rien n’est parti" in send(client, "send", refusal.pk, recipient="professional", named="yes")
    assert "sans son nom (PDF)" in send(client, "send", refusal.pk, recipient="professional", named="no")
    assert "Complet pour tous." in send(
        client, "answer", refusal.pk, received_on="aujourd’hui", text="Complet pour tous."
    )
    assert "R1110-11" in send(client, "lodge", refusal.pk, on="aujourd’hui")
    with acting_as(mediator, "test"):
        sending, step = CareRefusalSending.objects.get(), CareRefusalStep.objects.get(kind="acknowledgement")
    assert client.get(reverse("care_refusals:letter", args=[sending.pk])).content.startswith(b"%PDF-")
    assert "Accuser réception" in client.get(reverse("care_refusals:desk")).content.decode()
    assert "Faite le" in send(client, "step", step.pk, done_on="aujourd’hui")
    assert "sans cela un dossier" in send(client, "resolve", refusal.pk)
    assert "Indiquez le jour du soin" in send(client, "resolve", refusal.pk, care_obtained="elsewhere")
    page = send(client, "resolve", refusal.pk, care_obtained="elsewhere", obtained_on="aujourd’hui")
    assert "Soin obtenu : oui, chez un autre" in page


def test_a_mediator_who_knows_a_party_finds_the_file_no_more(client, mediator):
    refusal = care_refusals.in_hand(mediator)
    client.force_login(mediator)
    link = reverse("care_refusals:link", args=[refusal.pk])
    assert "dites qui vous connaissez" in client.post(link, {"link": "?"}, follow=True).content.decode()
    page = client.post(link, {"link": "professional"}, follow=True).content.decode()
    assert "revient à un autre médiateur" in page
    assert "Aucun dossier en cours" in page
    assert client.get(reverse("care_refusals:file", args=[refusal.pk])).status_code == 404
    client.force_login(care_refusals.mediator(care_refusals.service(factories.fund())))
    assert client.get(reverse("care_refusals:file", args=[refusal.pk])).status_code == 404


def test_what_a_contact_says_proposes_to_report_it(client, mediator):
    adviser = factories.account(Role.ADVISER, at=mediator.organisation)
    file = factories.accompaniment(adviser, note="Le dentiste ne prend pas la C2S.")
    client.force_login(adviser)
    page = client.get(reverse("casework:person", args=[file.person_id])).content.decode()
    assert "semble dire qu’un soin a été refusé" in page
    assert reverse("care_refusals:report", args=[file.person_id]) in page
