"""From the form to the referral: who reports, what is kept, and that it is kept once."""

import datetime
import threading
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "/signalements/nouveau/"
NIR = "284037511600126"


def test_everything_that_was_typed_is_kept(report, partner, sent_by):
    response = report(
        partner,
        usage_name="D’Essai",
        sex="F",
        email="zoe@example.org",
        postal_address="1 rue du Lac\r\n01000 Bourg",
        language="other",
        language_note="wolof",
        interpreter_needed="on",
        reasons=["forgone_care", "digital"],
        forgone_care=["consultation", "other"],
        forgone_care_other="cure",
        forgone_since="over_1_year",
        forgone_causes=["transport", "other"],
        forgone_causes_other="garde d’enfants",
        urgent="on",
        urgent_reason="opération lundi",
        actions_engaged=["c2s_file", "other"],
        actions_engaged_other="colis alimentaire",
        note="Appeler le matin.",
        detector_service="Accueil",
        detector_email="a@example.org",
        detector_phone="04 00 00 00 00",
        consent_mode="remote",
        feedback_consent="on",
        studies_opposed="on",
    )
    [referral] = sent_by(partner)
    assert response.status_code == 302
    assert response.url == f"/signalements/{referral.pk}/"
    kept = {name: getattr(referral, name) for name in ("usage_name", "sex", "email", "language", "language_note")}
    assert kept == {
        "usage_name": "D’Essai",
        "sex": "F",
        "email": "zoe@example.org",
        "language": "other",
        "language_note": "wolof",
    }
    assert referral.birth_date == datetime.date(1984, 3, 12)
    assert referral.fund == partner.organisation.local_fund
    assert (referral.reasons, referral.forgone_care) == (["forgone_care", "digital"], ["consultation", "other"])
    assert (referral.forgone_care_other, referral.forgone_since) == ("cure", "over_1_year")
    assert (referral.forgone_causes, referral.forgone_causes_other) == (["transport", "other"], "garde d’enfants")
    assert (referral.urgent, referral.urgent_reason) == (True, "opération lundi")
    assert (referral.actions_engaged, referral.actions_engaged_other) == (["c2s_file", "other"], "colis alimentaire")
    assert (referral.detector_service, referral.detector_email) == ("Accueil", "a@example.org")
    assert (referral.consent_mode, referral.consent_on) == ("remote", datetime.date(2026, 1, 2))
    assert referral.interpreter_needed
    assert referral.feedback_consent
    assert referral.studies_opposed
    assert referral.reported_by == partner


@pytest.mark.parametrize(
    ("kind", "organisation", "account", "family", "category"),
    [
        ("partner", {"category": "restos_du_coeur"}, {}, "partner", "restos_du_coeur"),
        ("partner", {"category": "no longer listed"}, {}, "partner", "other"),
        ("health_professional", {"category": "dentist"}, {}, "health_professional", "dentist"),
        ("fund", {}, {"detector_category": "telephone"}, "internal", "telephone"),
        ("fund", {}, {}, "internal", "other_services"),
        ("handling_body", {}, {"detector_category": "social_service"}, "internal", "social_service"),
    ],
)
def test_a_referral_is_counted_under_the_family_and_category_of_who_sends_it(
    kind, organisation, account, family, category, report, sent_by
):
    at = factories.organisation(kind, **organisation)
    roles = {
        "partner": Role.PARTNER,
        "health_professional": Role.HEALTH_PROFESSIONAL,
        "handling_body": Role.SOCIAL_WORKER,
    }
    sender = factories.account(roles.get(kind, Role.INTERNAL_DETECTOR), at=at, **account)
    report(sender, fund=(at.local_fund or factories.fund()).pk if kind != "fund" else at.pk)
    [referral] = sent_by(sender)
    assert (referral.detector_family, referral.detector_category) == (family, category)


def test_the_form_is_filled_with_what_the_account_says(client, partner):
    client.force_login(partner)
    form = client.get(NEW).context["form"]
    assert form["detector_name"].value() == str(partner)
    assert form["detector_service"].value() == partner.organisation.name
    assert form["detector_phone"].value() == "04 01 02 03 04"
    assert form["fund"].value() == partner.organisation.local_fund_id


def test_a_desk_agent_only_types_the_person_a_reason_and_the_consent(client, answers, sent_by):
    """Two steps at most: the form, filled with the account's details, then done."""
    agent = factories.account(Role.INTERNAL_DETECTOR, detector_category="reception", service="Accueil de Bourg")
    client.force_login(agent)
    form = client.get(NEW).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
    shown = {name: value for name, value in shown.items() if value is not False}
    typed = ("birth_name", "first_name", "phone", "reasons", "consent_mode")
    response = client.post(NEW, shown | {name: answers(agent)[name] for name in typed})
    [referral] = sent_by(agent)
    assert response.url == f"/signalements/{referral.pk}/"
    assert referral.fund == agent.organisation
    assert (referral.detector_service, referral.detector_category) == ("Accueil de Bourg", "reception")


def test_the_same_form_sent_twice_is_one_referral(report, partner, sent_by, client):
    minted = str(uuid4())
    first, second = report(partner, id=minted), report(partner, id=minted)
    assert first.url == second.url == f"/signalements/{minted}/"
    assert len(sent_by(partner)) == 1
    page = client.get(second.url).content.decode()
    assert "Ce signalement était déjà envoyé." in page


def test_the_same_form_with_a_nir_sent_twice_is_one_referral(report, sent_by):
    agent = factories.account(Role.INTERNAL_DETECTOR)
    minted = str(uuid4())
    assert report(agent, id=minted, nir=NIR).url == report(agent, id=minted, nir=NIR).url
    [referral] = sent_by(agent)
    assert referral.nir_in_clear == NIR


def test_a_form_shown_again_by_the_browser_does_not_lose_the_second_person(report, partner, sent_by, client, answers):
    minted = str(uuid4())
    report(partner, id=minted)
    asked = report(partner, id=minted, birth_name="Autre")
    assert asked.status_code == 200
    assert "déjà été envoyé, avec d’autres réponses" in asked.content.decode()
    assert len(sent_by(partner)) == 1
    form = asked.context["form"]
    assert form["birth_name"].value() == "Autre"
    assert form["id"].value() != minted
    client.post(NEW, answers(partner, id=form["id"].value(), birth_name="Autre"))
    assert {referral.birth_name for referral in sent_by(partner)} == {"Exemple", "Autre"}


def test_an_identifier_that_somebody_else_used_gives_nothing_away(report, partner, sent_by):
    minted = str(uuid4())
    report(factories.account(Role.PARTNER), id=minted)
    response = report(partner, id=minted)
    assert response.status_code == 200
    assert sent_by(partner) == []


def test_an_identifier_that_is_none_is_replaced(report, partner, sent_by):
    assert report(partner, id="rien du tout").status_code == 302
    assert report(partner, id=None).status_code == 302
    assert len(sent_by(partner)) == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_the_same_moment_is_one_referral(partner, answers, sent_by):
    data, addresses, together = answers(partner), [], threading.Barrier(4)

    def press_send():
        client = Client()
        client.force_login(partner)
        together.wait()
        addresses.append(client.post(NEW, data).url)
        connections.close_all()

    threads = [threading.Thread(target=press_send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert addresses == [f"/signalements/{data['id']}/"] * 4
    assert len(sent_by(partner)) == 1


def test_the_fund_that_was_chosen_finds_the_referral_in_its_inbox(report, partner):
    elsewhere = factories.fund()
    report(partner, fund=elsewhere.pk, urgent="on", urgent_reason="soins demain")
    with acting_as(factories.account(Role.ADVISER, at=elsewhere), "test"):
        assert Referral.objects.get().urgent
    with acting_as(factories.account(Role.ADVISER, at=partner.organisation.local_fund), "test"):
        assert not Referral.objects.exists()


def test_only_active_funds_are_offered(client, partner):
    closed = factories.fund(is_active=False)
    client.force_login(partner)
    offered = client.get(NEW).context["form"].fields["fund"].queryset
    assert closed not in offered
    assert all(organisation.kind == Organisation.Kind.FUND for organisation in offered)
