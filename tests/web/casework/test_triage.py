"""The page of a referral that waits: what it shows, the three things that can be done there, and what is refused."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from allervers.domain.people.models import Person
from allervers.domain.privacy.models import Reading
from allervers.domain.referrals.models import Referral
from tests import factories

pytestmark = pytest.mark.django_db

NIR = "184037512345690"
OTHER_NIR = "284037512345640"
NEW = "C’est une nouvelle personne"


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


@pytest.fixture
def referral(adviser):
    return factories.referral(adviser.organisation, nir=NIR, email="zoe@exemple.invalid")


def url(referral):
    return reverse("casework:triage", args=[referral.pk])


def accept(identity="new", themes=("rights",), shown=(), **more):
    return {
        "what": "accept",
        "accept-identity": identity,
        "accept-themes": list(themes),
        "accept-shown": [str(person.pk) for person in shown],
        **more,
    }


def attempt(**more):
    now = timezone.localtime()
    return {
        "what": "attempt",
        "attempt-id": str(uuid.uuid4()),
        "attempt-on": f"{now:%d/%m/%Y}",
        "attempt-at": "00:00",
        "attempt-incoming": "no",
        "attempt-channel": "phone",
        "attempt-result": "no_answer",
        "attempt-note": "",
        **more,
    }


def close(reason, note=""):
    return {"what": "close", "close-reason": reason, "close-note": note}


def state(referral, adviser):
    """What is written: (triaged or not, persons, accompaniments)."""
    with acting_as(adviser, "test"):
        waiting = Referral.objects.filter(pk=referral.pk, triaged_at=None).exists()
        return not waiting, Person.objects.count(), Accompaniment.objects.count()


# --- What it shows


def test_everything_that_the_form_says_is_shown_and_the_number_is_masked(at_work, adviser):
    referral = factories.referral(
        adviser.organisation,
        nir=NIR,
        reasons=["forgone_care"],
        forgone_care=["pharmacy"],
        forgone_causes=["transport"],
        forgone_since="over_1_year",
        actions_engaged=["c2s_file"],
        note="Vit seule depuis juin",
        urgent=True,
        urgent_reason="Insuline dans quatre jours",
        detector_service="Accueil de Valfleury",
    )
    response = at_work.get(url(referral))
    for said in (
        *("Pharmacie", "Transport", "Plus d&#x27;1 an", "Complémentaire santé solidaire", "Vit seule depuis juin"),
        *("Insuline dans quatre jours", "Accueil de Valfleury", "1 •• •• •• ••• 456 90"),
    ):
        assertContains(response, said)
    assertNotContains(response, NIR)
    assertNotContains(response, "Vous informer")


def test_a_person_whom_nobody_resembles_will_be_new(at_work, referral):
    response = at_work.get(url(referral))
    assertContains(response, "une nouvelle fiche sera créée")
    assert response.context["accept"].candidates == []


def test_the_themes_follow_from_the_reasons_and_can_be_corrected(at_work, adviser):
    referral = factories.referral(adviser.organisation, reasons=["forgone_care_disability", "complex_social"])
    assert at_work.get(url(referral)).context["accept"]["themes"].initial == ["care", "orientation"]
    at_work.post(url(referral), accept(themes=["digital", "prevention"]))
    with acting_as(adviser, "test"):
        assert Accompaniment.objects.get().themes == ["digital", "prevention"]


def test_a_known_person_is_shown_side_by_side_with_why_and_what_differs_and_nothing_is_chosen(at_work, adviser):
    known = factories.person(adviser.organisation, phone="01 99 00 11 22")
    response = at_work.get(url(factories.referral(adviser.organisation)))
    [candidate] = response.context["accept"].candidates
    assert candidate.person == known
    assertContains(response, "Trois éléments sur quatre")
    assert candidate.why.elements == "date de naissance, nom de naissance, prénom"
    assert candidate.conflicts == "téléphone"
    assert {row.name: row.same for row in candidate.rows}["phone"] is False
    assertContains(response, "≠")
    assertContains(response, NEW)
    radios = re.findall(r'<input type="radio" name="accept-identity"[^>]*>', response.content.decode())
    assert len(radios) == 2
    assert not any("checked" in radio for radio in radios)


def test_whoever_sees_a_known_person_here_is_written_into_the_journal(at_work, adviser):
    known = factories.person(adviser.organisation)
    at_work.get(url(factories.referral(adviser.organisation)))
    with acting_as(factories.account(Role.DATA_PROTECTION_OFFICER, at=adviser.organisation), "test"):
        assert Reading.objects.get().person_id == known.pk


def test_the_other_waiting_referrals_that_look_alike_are_listed(at_work, adviser, referral):
    other = factories.referral(adviser.organisation, birth_name="EXEMPLE")
    response = at_work.get(url(referral))
    assert response.context["alike"] == [other]
    assertContains(response, url(other))


def test_the_page_costs_the_same_queries_whatever_the_number_of_candidates(at_work, adviser, referral):
    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            at_work.get(url(referral))
        # One line of the journal for each person seen.
        return len([query for query in queries if "privacy_reading" not in query["sql"]])

    factories.person(adviser.organisation, nir=NIR)
    one = cost()
    factories.accompaniment(adviser, known=factories.person(adviser.organisation))
    factories.person(adviser.organisation)
    assert cost() == one


# --- Contacts


def test_an_attempt_is_written_once_however_often_its_form_is_sent(at_work, adviser, referral):
    sent = attempt(**{"attempt-note": "Messagerie pleine"})
    for _ in range(2):
        assertRedirects(at_work.post(url(referral), sent), url(referral))
    with acting_as(adviser, "test"):
        contact = Contact.objects.get()
    assert (contact.referral_id, contact.author, contact.result) == (referral.pk, adviser, "no_answer")
    assertContains(at_work.get(url(referral)), "Messagerie pleine")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"attempt-channel": ""}, "Choisissez un moyen de contact"),
        ({"attempt-result": "other"}, "sélectionnez un choix valide"),
        ({"attempt-on": "01/01/2999"}, "dans le futur"),
        ({"attempt-on": "31/02/2026"}, "n’existe pas"),
        ({"attempt-note": "x" * 5001}, "5000 caractères au plus"),
        ({"attempt-note": "a\x00b"}, "caractère"),
        ({"attempt-note": f"Son numéro : {NIR}"}, "numéro de sécurité sociale"),
    ],
)
def test_a_wrong_attempt_is_explained_and_not_written(at_work, adviser, referral, wrong, said):
    response = at_work.post(url(referral), attempt(**wrong))
    assert response.status_code == 200
    assert re.search(said, response.content.decode(), re.IGNORECASE)
    assertContains(response, '<details class="panel" open>')
    with acting_as(adviser, "test"):
        assert Contact.objects.count() == 0


# --- Accepting


def test_a_new_person_is_written_from_the_referral(at_work, adviser, referral):
    response = at_work.post(url(referral), accept())
    with acting_as(adviser, "test"):
        made = Accompaniment.objects.select_related("person").get()
    assertRedirects(response, reverse("casework:person", args=[made.person_id]))
    assert (made.adviser, made.referral_id, made.person.email) == (adviser, referral.pk, "zoe@exemple.invalid")
    assert made.person.nir_in_clear == NIR


def test_sending_the_acceptance_twice_opens_one_accompaniment_and_leads_to_the_same_page(at_work, adviser, referral):
    first = at_work.post(url(referral), accept())
    second = at_work.post(url(referral), accept(), follow=True)
    assert second.redirect_chain == [(first.url, 302)]
    assertContains(second, "déjà acceptée")
    assert state(referral, adviser) == (True, 1, 1)


def test_without_a_choice_nobody_is_attached(at_work, adviser):
    known = factories.person(adviser.organisation)
    referral = factories.referral(adviser.organisation)
    response = at_work.post(url(referral), accept("", shown=[known]))
    assertContains(response, "Choisissez une fiche connue ou une nouvelle personne.")
    assert state(referral, adviser) == (False, 1, 0)


def test_a_known_person_keeps_their_sheet_unless_a_box_is_ticked(at_work, adviser):
    known = factories.person(adviser.organisation, phone="01 99 00 11 22", email="")
    referral = factories.referral(adviser.organisation, nir=NIR, email="zoe@exemple.invalid", language="ar")
    at_work.post(url(referral), accept(str(known.pk), shown=[known]))
    assert state(referral, adviser) == (True, 1, 1)
    with acting_as(adviser, "test"):
        known.refresh_from_db()
    assert (known.phone, known.email, known.language, known.nir_digest) == ("01 99 00 11 22", "", "fr", None)


def test_what_is_ticked_and_only_that_is_copied_onto_the_known_person(at_work, adviser):
    known = factories.person(adviser.organisation, phone="01 99 00 11 22", email="ancienne@exemple.invalid")
    referral = factories.referral(adviser.organisation, nir=NIR, email="zoe@exemple.invalid")
    ticked = {f"accept-learn-{known.pk}": ["phone", "nir"]}
    at_work.post(url(referral), accept(str(known.pk), shown=[known], **ticked))
    with acting_as(adviser, "test"):
        known.refresh_from_db()
        why = known.events.order_by("-pgh_id").first().pgh_context["why"]
    assert (known.phone, known.email) == ("06 39 98 12 34", "ancienne@exemple.invalid")
    assert known.nir_in_clear == NIR
    assert why == "fiche mise à jour d’après une saisine"


def test_the_same_number_leaves_no_choice_of_a_new_person(at_work, adviser, referral):
    known = factories.person(adviser.organisation, nir=NIR, birth_name="Ancien", first_name="Nom")
    page = at_work.get(url(referral))
    assertContains(page, "Même numéro de sécurité sociale")
    assertContains(page, "Vous ne pouvez pas créer de nouvelle fiche")
    assertNotContains(page, NEW)
    response = at_work.post(url(referral), accept(shown=[known]))
    assertContains(response, "choisissez à nouveau")
    assert state(referral, adviser) == (False, 1, 0)


def test_a_number_that_somebody_else_carries_is_not_proposed_for_copying(at_work, adviser, referral):
    factories.person(adviser.organisation, nir=NIR)
    alike = factories.person(adviser.organisation)
    learnable = {
        candidate.person: [line.name for line in candidate.learnable]
        for candidate in at_work.get(url(referral)).context["accept"].candidates
    }
    assert "nir" not in learnable[alike]


def test_somebody_with_another_number_is_not_a_candidate_and_cannot_be_chosen(at_work, adviser, referral):
    other = factories.person(adviser.organisation, nir=OTHER_NIR)
    assert at_work.get(url(referral)).context["accept"].candidates == []
    response = at_work.post(url(referral), accept(str(other.pk), shown=[other]))
    assertContains(response, "choisissez à nouveau")
    assert state(referral, adviser) == (False, 1, 0)


def test_a_person_of_another_fund_cannot_be_chosen(at_work, adviser, referral):
    foreign = factories.person(factories.fund(), nir=NIR)
    at_work.post(url(referral), accept(str(foreign.pk), shown=[foreign]))
    assert state(referral, adviser) == (False, 0, 0)


def test_a_person_who_appeared_after_the_page_was_shown_must_be_looked_at_first(at_work, adviser, referral):
    known = factories.person(adviser.organisation)
    response = at_work.post(url(referral), accept())
    assertContains(response, "vient d’être ajoutée")
    # « new » answered another question: it is not kept as the answer to this one.
    radios = re.findall(r'<input type="radio" name="accept-identity"[^>]*>', response.content.decode())
    assert not any("checked" in radio for radio in radios)
    assert state(referral, adviser) == (False, 1, 0)
    at_work.post(url(referral), accept(shown=[known]))
    assert state(referral, adviser) == (True, 2, 1)


def test_an_accompaniment_has_at_least_one_theme(at_work, adviser, referral):
    response = at_work.post(url(referral), accept(themes=[]))
    assertContains(response, "Cochez au moins une thématique.")
    assert state(referral, adviser) == (False, 0, 0)


# --- Closing without opening


def test_a_referral_that_is_not_relevant_says_why(at_work, adviser, referral):
    response = at_work.post(url(referral), close("not_relevant"))
    assertContains(response, "Dites pourquoi la saisine n’est pas pertinente.")
    assert state(referral, adviser) == (False, 0, 0)
    assertRedirects(
        at_work.post(url(referral), close("not_relevant", "Déjà suivie ailleurs")), reverse("casework:inbox")
    )
    assert state(referral, adviser) == (True, 0, 1)


def test_a_person_is_unreachable_only_after_two_attempts_that_were_written_down(at_work, adviser, referral):
    at_work.post(url(referral), attempt())
    assertContains(at_work.get(url(referral)), "Notées jusqu’ici : 1")
    response = at_work.post(url(referral), close("unreachable"))
    assertContains(response, "demande au moins 2 tentatives")
    assert state(referral, adviser) == (False, 0, 0)
    at_work.post(url(referral), attempt(**{"attempt-result": "message_left"}))
    assertRedirects(at_work.post(url(referral), close("unreachable")), reverse("casework:inbox"))
    assert state(referral, adviser) == (True, 0, 1)


def test_closing_twice_closes_once(at_work, adviser, referral):
    for _ in range(2):
        response = at_work.post(url(referral), close("not_relevant", "Doublon"), follow=True)
    assertContains(response, "déjà close")
    assert state(referral, adviser) == (True, 0, 1)


# --- Afterwards, and elsewhere


def test_a_referral_that_was_accepted_leads_to_the_person(at_work, adviser):
    accompaniment = factories.accompaniment(adviser)
    response = at_work.get(url(accompaniment.referral))
    assertContains(response, "déjà examinée")
    assertContains(response, reverse("casework:person", args=[accompaniment.person_id]))


def test_a_referral_that_was_closed_says_why(at_work, adviser, referral):
    with acting_as(adviser, "test"):
        workflow.close_in_triage(referral, adviser=adviser, reason="not_relevant", note="Déjà suivie ailleurs")
    response = at_work.get(url(referral))
    assertContains(response, "Saisine non pertinente")
    assertContains(response, "Déjà suivie ailleurs")


@pytest.mark.parametrize("sent", [accept(), attempt(), close("not_relevant", "Doublon")], ids=lambda sent: sent["what"])
def test_a_colleague_who_was_faster_is_said_and_nothing_is_written(client, adviser, referral, sent):
    with acting_as(adviser, "test"):
        workflow.accept(referral, adviser=adviser, person=None, themes=["rights"])
    client.force_login(factories.account(Role.ADVISER, at=adviser.organisation))
    response = client.post(url(referral), sent, follow=True)
    assertContains(response, "examinée entre-temps")
    assert state(referral, adviser) == (True, 1, 1)
    with acting_as(adviser, "test"):
        assert Contact.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_referral_of_another_fund_does_not_exist_even_when_one_sent_it_oneself(at_work, adviser, method):
    foreign = factories.referral(factories.fund())
    sent_there = factories.referral(factories.fund(), reported_by=adviser)
    for referral in (foreign, sent_there):
        assert getattr(at_work, method)(url(referral), accept()).status_code == 404
    assert at_work.get(reverse("casework:triage", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_only_advisers_and_managers_examine_referrals(client, role):
    account = factories.account(role)
    client.force_login(account)
    referral = factories.referral(account.organisation if role in ALLOWED[Permission.TRIAGE] else factories.fund())
    expected = 200 if role in ALLOWED[Permission.TRIAGE] else 403
    assert client.get(url(referral)).status_code == expected


def test_what_is_not_one_of_the_three_forms_does_nothing(at_work, adviser, referral):
    for data in ({}, {"what": "whatever"}, {"what": "write"}):
        assert at_work.post(url(referral), data).status_code == 200
    assert state(referral, adviser) == (False, 0, 0)


def test_the_wait_is_counted_in_days(at_work, adviser):
    received_at = timezone.now() - datetime.timedelta(days=12)
    referral = factories.referral(adviser.organisation, received_at=received_at)
    assertContains(at_work.get(url(referral)), "en attente depuis 12 jours")
