"""The commission on the screen, from the budget to the bank's answer."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from allervers.domain.financial_aid import deciding
from allervers.domain.financial_aid.models import FinancialAidBatch, FinancialAidPayment, FinancialAidSession
from allervers.domain.organisations.context import acting_as
from tests import factories, financial_aid

pytestmark = pytest.mark.django_db
TOMORROW = f"{timezone.localdate() + datetime.timedelta(days=1):%d/%m/%Y}"


@pytest.fixture
def officer():
    return financial_aid.member(financial_aid.service(factories.fund()))


def send(client, screen, *arguments, **answers) -> str:
    """The form is opened and sent as a browser does; the page that follows."""
    address = reverse(f"financial_aid:{screen}", args=arguments)
    hidden = re.findall(r'name="(id)" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, dict(hidden) | answers, follow=True).content.decode()


def table_of(page: str) -> dict[str, dict[str, str]]:
    """The one table of a page: each line by its first cell, each amount by the heading of its column."""
    cell = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
    rows = [cell.findall(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    headings = rows[0][1:]
    amount = re.compile(r"[\d,]+")
    return {
        name: {of: amount.search(text)[0] for of, text in zip(headings, cells, strict=True)}
        for name, *cells in rows[1:]
    }


def test_from_the_budget_to_the_bank(client, officer):
    client.force_login(officer)
    money = {"year": timezone.localdate().year, "category": "optical", "way": "give", "amount": "200"}
    assert "Écrivez pourquoi" in send(client, "allocate", **money)
    assert "200,00" in send(client, "allocate", **money, why="Délibération.")
    assert "un quorum est" in send(client, "convene", held_on=TOMORROW, quorum="0").lower()
    assert "La séance est convoquée." in send(client, "convene", held_on="aujourd’hui", quorum="1", urgent_cap="100")
    person = factories.person(officer.organisation, birth_name="Zabulon")
    financial_aid.ready(officer, person)
    with acting_as(officer, "test"):
        session = FinancialAidSession.objects.get()
    agenda = client.post(reverse("financial_aid:agenda", args=[session.pk]), follow=True).content.decode()
    line = re.search(r"/points/([^/]+)/decision/", agenda)[1]
    assert "Zabulon" not in agenda.title()
    member = financial_aid.member(session.service, "aid_commission_member")
    seat = reverse("financial_aid:seat", args=[session.pk])
    assert "Choisissez un membre" in client.post(seat, {"member": "x"}, follow=True).content.decode()
    client.post(seat, {"member": member.pk})
    client.force_login(member)
    vote = reverse("financial_aid:vote", args=[line])
    assert "choisissez pour, contre" in client.post(vote, {"vote": "?"}, follow=True).content.decode()
    assert "Vous avez voté" in client.post(vote, {"vote": "for"}, follow=True).content.decode()
    assert client.get(reverse("financial_aid:desk")).status_code == 403
    client.force_login(officer)
    said = {"granted": "yes", "amount": "150"}
    assert "Une décision a un motif" in send(client, "decide", line, **said)
    assert "Accordée : 150,00" in send(client, "decide", line, **said, reason="Reste à charge élevé.")
    close = client.post(reverse("financial_aid:close", args=[session.pk]), follow=True).content.decode()
    assert "Procès-verbal (PDF)" in close
    minutes = client.get(reverse("financial_aid:minutes", args=[session.pk]))
    assert minutes.content.startswith(b"%PDF-")
    _pay(client, officer, person)


def _pay(client, officer, person):
    with acting_as(officer, "test"):
        decision = financial_aid.FinancialAidDecision.objects.get()
    assert client.get(reverse("financial_aid:letter", args=[decision.pk])).content.startswith(b"%PDF-")
    told = {"kind": "person", "name": "Zoé Exemple", "iban": "FR14"}
    assert "IBAN n’est pas valable" in send(client, "payee", decision.request_id, **told)
    page = send(client, "payee", decision.request_id, **told | {"iban": financial_aid.IBAN})
    assert "IBAN qui finit par 2606" in page
    assert "20041010" not in page
    debtor = {"execute_on": TOMORROW, "name": "CPAM", "iban": financial_aid.DEBTOR.iban}
    assert "1 aide accordée, 150,00" in client.get(reverse("financial_aid:batches"), follow=True).content.decode()
    assert "BIC" in send(client, "batches", **debtor)
    assert "Fichier pour la banque" in send(client, "batches", **debtor, bic="AGRIFRPP")
    with acting_as(officer, "test"):
        batch, payment = FinancialAidBatch.objects.get(), FinancialAidPayment.objects.get()
    export = reverse("financial_aid:export", args=[batch.pk])
    assert client.get(export).content == client.get(export).content
    for reference, sentence in (("AF-?", "n’est pas de ce lot"), (payment.end_to_end, "Retour lu : 1 payé(s)")):
        line = f"reference;montant;etat;date;motif\n{reference};150,00;paye;{timezone.localdate()};\n"
        answer = SimpleUploadedFile("retour.csv", line.encode())
        page = client.post(reverse("financial_aid:batch", args=[batch.pk]), {"content": answer}, follow=True)
        assert sentence in page.content.decode()
    assert "Payé : 1" in page.content.decode()
    budget = table_of(client.get(reverse("financial_aid:budget")).content.decode())
    assert budget["Ensemble"] == {"Alloué": "200,00", "Réservé": "0,00", "Payé": "150,00", "Libre": "50,00"}
    assert "Dites ce que l’aide a permis" in send(client, "effect", decision.request_id)
    assert "Équipement reçu" in send(client, "effect", decision.request_id, effect="equipment", known_on="aujourd’hui")
    figures = client.get(reverse("financial_aid:figures")).content.decode()
    assert "Demandes reçues, par nature d’aide" in figures


def test_the_aid_that_an_adviser_asked_for_is_proposed_as_a_gain_of_the_accompaniment(client, officer):
    adviser = factories.account("adviser", at=officer.organisation)
    file = factories.accompaniment(adviser)
    request = financial_aid.asked(adviser, file.person)
    financial_aid.answered(request, officer)
    client.force_login(adviser)
    page = reverse("casework:close", args=[file.pk])
    assert not re.search(r'value="financial_aid"[^>]*checked', client.get(page).content.decode())
    financial_aid.allocated(officer, 200_00)
    financial_aid.granted(request, officer)
    assert re.search(r'value="financial_aid"[^>]*checked', client.get(page).content.decode())
    assert "Aide financière accordée" in client.get(reverse("casework:person", args=[file.person_id])).content.decode()


def test_a_decision_is_put_back_on_an_agenda_with_a_reason(client, officer):
    financial_aid.allocated(officer, 200_00)
    request = financial_aid.ready(officer)
    financial_aid.granted(request, officer)
    client.force_login(officer)
    assert (
        "Réexaminer cette décision" in client.get(reverse("financial_aid:request", args=[request.pk])).content.decode()
    )
    coming = financial_aid.session(officer, days=7)
    assert "Dites pourquoi" in send(client, "review", request.pk, session=coming.pk)
    assert "Choisissez une séance" in send(client, "review", request.pk, why="Recours.")
    assert "est à l’ordre du jour" in send(client, "review", request.pk, session=coming.pk, why="Recours reçu.")
    page = client.get(reverse("financial_aid:session", args=[coming.pk])).content.decode()
    assert "Recours reçu." in page
    assert "Accordée : 150,00" in page.replace("\xa0", " ")
    assert "Cette séance se clôt le jour où elle se tient" in page
    answer = client.post(reverse("financial_aid:close", args=[coming.pk]), follow=True).content.decode()
    assert "n’a pas encore eu lieu" in answer
    client.force_login(financial_aid.member(financial_aid.service(factories.fund())))
    assert client.get(reverse("financial_aid:review", args=[request.pk])).status_code == 404


def test_urgent_aid_on_the_screen_and_what_others_find(client, officer):
    request = financial_aid.ready(officer)
    client.force_login(officer)
    assert "Aucune séance close" in send(client, "urgent", request.pk, amount="10", reason="Vite.")
    session = financial_aid.session(officer)
    foreign = financial_aid.member(financial_aid.service(factories.fund()))
    client.force_login(foreign)
    assert client.get(reverse("financial_aid:session", args=[session.pk])).status_code == 404
    assert "Aucune séance" in client.get(reverse("financial_aid:sessions")).content.decode()


@pytest.mark.parametrize("year", ["0000", "2018", "2100", "9999", "٠٠٠٠", "x", ""])
def test_a_year_that_nobody_counts_is_this_one(client, officer, year):
    client.force_login(officer)
    for screen in ("figures", "budget"):
        page = client.get(reverse(f"financial_aid:{screen}"), {"annee": year})
        assert page.context["year"] == timezone.localdate().year


def test_urgent_aid_on_an_open_agenda_is_ratified_from_its_page(client, officer):
    financial_aid.allocated(officer, 200_00)
    at = financial_aid.session(officer, quorum=1, days=-30)
    member = financial_aid.seated(at, 1)
    with acting_as(officer, "test"):
        deciding.sessions.close(at, by=officer)
    later = financial_aid.session(officer, quorum=1)
    member = financial_aid.seated(later, 1)
    line = financial_aid.on_agenda(later, officer)
    client.force_login(officer)
    assert "au moins un centime" in send(client, "urgent", line.request_id, amount="0", reason="Vite.")
    assert "est accordée" in send(client, "urgent", line.request_id, amount="10", reason="Vite.")
    page = client.get(reverse("financial_aid:session", args=[later.pk])).content.decode()
    assert "Aide urgente à ratifier" in page
    financial_aid.voted(line, member)
    for _ in range(2):
        answer = client.post(reverse("financial_aid:decide", args=[line.pk]), {"ratify": "yes"}, follow=True)
        assert "Ratifiée" in answer.content.decode()


def test_what_is_refused_for_its_number_may_be_saved_at_the_second_try(client, officer):
    request = financial_aid.ready(officer)
    client.force_login(officer)
    address = reverse("financial_aid:add-funder", args=[request.pk])
    said = {"id": "5b0c9d2e-0000-4000-8000-00000000a1d1", "body": "CCAS", "asked_on": "02/06/2026"}
    client.post(address, said)
    page = client.post(address, said | {"body": "Département"}).content.decode()
    assert "avec d’autres réponses" in page
    renewed = re.search(r'name="id" value="([^"]+)"', page)[1]
    page = client.post(address, said | {"id": renewed, "body": "Département"}, follow=True).content.decode()
    assert "C’est enregistré." in page


def test_an_account_of_no_aid_service_is_told_so(client):
    client.force_login(factories.account("rights_officer", at=factories.fund()))
    money = {"year": timezone.localdate().year, "category": "optical", "way": "give", "amount": "200", "why": "x"}
    assert "membre d’aucun service d’aide" in send(client, "allocate", **money)
