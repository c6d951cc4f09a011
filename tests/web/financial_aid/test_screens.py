"""The screens of the aid service: asked from the page of a person, examined by members alone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allervers.domain.financial_aid.models import FinancialAidPaper, FinancialAidRequest
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories, financial_aid
from tests.papers import pdf

pytestmark = pytest.mark.django_db
CONTENT = pdf()  # one and the same each time it is sent
SAID = {
    "received_on": "01/06/2026",
    "category": "optical",
    "what_for": "Ses lunettes.",
    "cost": "300,10",
    "health_insurance": "20",
    "complementary": "130",
    "asked": "150,10",
    "scheme": "insured",
    "financial_difficulty": "yes",
    "comfort": "no",
}


@pytest.fixture
def officer():
    return financial_aid.member(financial_aid.service(factories.fund()))


@pytest.fixture
def asked(officer):
    return financial_aid.asked(officer)


def send(client, name, argument, **answers) -> str:
    """The form is opened and sent as a browser does; the page that follows."""
    address = reverse(f"financial_aid:{name}", args=[argument])
    hidden = re.findall(r'name="(id)" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, dict(hidden) | answers, follow=True).content.decode()


def test_an_adviser_asks_from_the_page_of_a_person_and_never_twice(client, officer):
    adviser = factories.account(Role.ADVISER, at=officer.organisation)
    person = factories.person(officer.organisation)
    client.force_login(adviser)
    page = client.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert reverse("financial_aid:ask", args=[person.pk]) in page
    assert "plus que ce qui reste à payer" in send(client, "ask", person.pk, **SAID | {"asked": "150,11"})
    assert "L’AME n’ouvre pas ces aides." in send(client, "ask", person.pk, **SAID | {"scheme": "ame"})
    assert "Écrivez un montant en euros" in send(client, "ask", person.pk, **SAID | {"cost": "NaN"})
    for said in ("est enregistrée", "était déjà enregistrée"):
        address = reverse("financial_aid:ask", args=[person.pk])
        answer = client.post(address, SAID | {"id": "5b0c9d2e-0000-4000-8000-00000000a1d0"}, follow=True)
        assert said in answer.content.decode()
    with acting_as(officer, "test"):
        kept = FinancialAidRequest.objects.get()
    assert (kept.cost_cents, kept.asked_cents, kept.author) == (300_10, 150_10, adviser)
    assert "Aide financière demandée" in client.get(reverse("casework:person", args=[person.pk])).content.decode()
    assert client.get(reverse("financial_aid:request", args=[kept.pk])).status_code == 403


def test_an_officer_notes_who_was_asked_before_and_joins_the_invoice(client, officer, asked):
    client.force_login(officer)
    assert "quels autres organismes" in client.get(reverse("financial_aid:request", args=[asked.pk])).content.decode()
    page = send(client, "add-funder", asked.pk, body="Mutuelle fictive", asked_on="02/06/2026")
    funder = re.search(r'/aides-financieres/organismes/([^/"]+)/"', page)[1]
    assert "ont d’abord à répondre" in page
    assert "Dites ce que" in send(client, "answer-funder", funder, answered_on="03/06/2026")
    page = send(client, "answer-funder", funder, answer="refused", answered_on="03/06/2026")
    assert "L’aide peut être accordée" in page
    assert "dites qui l’a émise" in send(client, "add-paper", asked.pk, kind="invoice", content=_file())
    said = {"kind": "invoice", "issuer": "Optique", "dated_on": "01/06/2026", "amount": "300,10"}
    assert "Le document est enregistré." in send(client, "add-paper", asked.pk, content=_file(), **said)
    assert "est déjà jointe à cette demande" in send(client, "add-paper", asked.pk, content=_file(), **said)
    with acting_as(officer, "test"):
        paper = FinancialAidPaper.objects.get()
    opened = client.get(reverse("financial_aid:paper", args=[paper.pk]))
    assert opened.content.startswith(b"%PDF-")
    assert opened["Content-Disposition"].startswith("attachment")
    done = client.post(reverse("financial_aid:withdraw", args=[asked.pk]), follow=True).content.decode()
    assert "La demande est retirée." in done


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("facture.pdf", CONTENT, "application/pdf")


def test_the_desk_costs_the_same_whatever_waits(client, officer, django_assert_max_num_queries):
    client.force_login(officer)
    for _ in range(3):
        financial_aid.asked(officer)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("financial_aid:desk"))
    assert "3 demandes à l’étude" in page.content.decode()
    assert "Aucune demande terminée" in client.get(reverse("financial_aid:desk") + "?etat=terminees").content.decode()


def test_who_is_of_no_aid_service_finds_nothing(client, officer, asked):
    others = [
        factories.account(Role.RIGHTS_OFFICER, at=officer.organisation),
        financial_aid.member(financial_aid.service(factories.fund())),
    ]
    for account in others:
        client.force_login(account)
        assert client.get(reverse("financial_aid:request", args=[asked.pk])).status_code == 404
    manager = factories.account(Role.MANAGER, at=officer.organisation)
    client.force_login(manager)
    assert client.get(reverse("financial_aid:request", args=[asked.pk])).status_code == 403
