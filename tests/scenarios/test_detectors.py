"""Those who report: a CCAS worker, a general practitioner, a desk agent."""

import pytest

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import inbox
from tests import factories
from tests.pdf import words

pytestmark = pytest.mark.django_db
NEW, MINE = "/signalements/nouveau/", "/signalements/"


def told(sender, **more):
    """What is typed of Zoé, on the form as this account sees it."""
    at = sender.organisation
    return {
        "birth_name": "Exemple",
        "first_name": "Zoé",
        "birth_date": "12/03/1984",
        "phone": "06 39 98 12 34",
        "language": "fr",
        "fund": at.local_fund_id or at.pk,
        "detector_name": str(sender),
        "consent_on": "02/01/2026",
        **more,
    }


def fill(client, sender, **answers):
    client.force_login(sender)
    minted = client.get(NEW).context["form"]["id"].value()
    return client.post(NEW, told(sender, id=str(minted), **answers), follow=True)


def test_a_ccas_worker_reports_a_person_at_a_distance_and_hands_the_letter_over(client):
    worker = factories.account(Role.PARTNER)
    page = fill(
        client,
        worker,
        reasons=["rights", "forgone_care"],
        forgone_care=["medical_device"],
        forgone_since="over_1_year",
        forgone_causes=["remaining_cost"],
        consent_mode="remote",
        postal_address="CCAS, 1 place du Lac\n01000 Bourg-le-Lac",
        feedback_consent="on",
    )
    assert "Le signalement est envoyé" in page.content.decode()
    referral = page.context["referral"]
    letter = words(client.get(f"{MINE}{referral.pk}/courrier/").content)
    assert "Zoé EXEMPLE CCAS, 1 place du Lac 01000 Bourg-le-Lac" in letter
    assert str(worker.organisation) in letter


def test_the_worker_learns_that_the_person_was_contacted_because_she_agreed_to_it(client):
    worker = factories.account(Role.PARTNER)
    adviser = factories.account(Role.ADVISER, at=worker.organisation.local_fund)
    fill(client, worker, reasons=["rights"], consent_mode="signed", feedback_consent="on")
    with acting_as(adviser, "test"):
        waiting = inbox(adviser.organisation_id).get()
        Contact.objects.create(fund=waiting.fund, referral=waiting, channel="phone", result="reached")
        workflow.accept(waiting, adviser=adviser, person=None, themes=["rights"])
    client.force_login(worker)
    page = client.get(MINE).content.decode()
    assert "Contactée" in page
    assert "Pertinente" in page


def test_a_general_practitioner_reports_with_the_same_form(client):
    doctor = factories.account(Role.HEALTH_PROFESSIONAL)
    page = fill(client, doctor, reasons=["digital"], consent_mode="signed", nir="2 84 03 75 116 001 26")
    referral = page.context["referral"]
    assert (referral.detector_family, referral.detector_category) == ("health_professional", "general_practitioner")
    assert "2 •• •• •• ••• 001 26" in page.content.decode()


def test_an_imminent_operation_comes_first_in_the_inbox(client):
    worker = factories.account(Role.PARTNER)
    adviser = factories.account(Role.ADVISER, at=worker.organisation.local_fund)
    fill(client, worker, reasons=["rights"], consent_mode="signed")
    fill(client, worker, reasons=["rights"], consent_mode="signed", urgent="on", urgent_reason="opération lundi")
    with acting_as(adviser, "test"):
        assert [referral.urgent for referral in inbox(adviser.organisation_id)] == [True, False]


def test_a_desk_agent_reports_while_the_person_is_in_front_of_them(client):
    agent = factories.account(Role.INTERNAL_DETECTOR, detector_category="reception")
    page = fill(client, agent, reasons=["digital"], consent_mode="signed")
    assert page.redirect_chain == [(f"{MINE}{page.context['referral'].pk}/", 302)]
    assert page.context["referral"].detector_category == "reception"


def test_a_hurried_worker_corrects_a_date_and_loses_nothing(client):
    worker = factories.account(Role.PARTNER)
    asked = fill(client, worker, birth_date="31/02/1984", reasons=["rights"], consent_mode="signed", note="Le matin")
    form = asked.context["form"]
    assert "Le 31 février 1984 n’existe pas." in asked.content.decode()
    corrected = {name: form[name].value() for name in form.fields if form[name].value()} | {"birth_date": "29/02/1984"}
    assert client.post(NEW, corrected).status_code == 302
    with acting_as(worker, "test"):
        assert Referral.objects.get().note == "Le matin"
