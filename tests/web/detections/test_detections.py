"""Detections to examine: what waits, in which order, how it is found, and what an adviser makes of it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.domain.detections.codes import Status
from allervers.domain.detections.lists import take_in_fund
from allervers.domain.detections.models import Detection, DetectionReason
from allervers.domain.detections.permissions import EXAMINE_DETECTIONS
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Role
from allervers.domain.referrals.models import Referral
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("detections:list")
TODAY = timezone.localdate()
SENTENCE = "Le foyer reçoit le RSA, qui donne droit à la C2S."
# The count, the page, its reasons; the menu's count; session, account and its organisation; the transaction (two
# savepoints) and its settings (read and set, then put back).
QUERIES = 13


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def listed(adviser, number, target="masks", priority=1, days=0, sentence="Six masques."):
    with acting_as(adviser, "test"):
        day = TODAY - datetime.timedelta(days=days)
        take_in_fund(adviser.organisation, [], [[(number, 7, target, sentence, priority, 1)]], day)
        return Detection.objects.filter(person_number=number).latest("listed_since")


def page_of(detection):
    return reverse("detections:detection", args=[detection.pk])


def form_of(detection):
    return reverse("detections:referral", args=[detection.pk])


def numbers(response):
    return [row.detection.person_number for row in response.context["rows"]]


def shown(adviser, detection):
    with acting_as(adviser, "test"):
        return ",".join(str(reason.pk) for reason in detection.reasons.all())


def answers(adviser, detection, **changes):
    return {
        "id": "7d0c9d2e-0000-4000-8000-000000000001",
        "shown": shown(adviser, detection),
        "birth_name": "Exemple",
        "first_name": "Zoé",
        "phone": "06 39 98 12 34",
        "language": "fr",
        "reasons": ["rights"],
        "consent_mode": "remote",
        "consent_on": TODAY.strftime("%d/%m/%Y"),
        "detector_name": "Camille Fictif",
        "note": "Appeler après 17 h.",
    } | changes


def referrals(adviser):
    with acting_as(adviser, "test"):
        return list(Referral.objects.all())


# --- The list ---------------------------------------------------------------------------------------------------


def test_the_most_urgent_come_first_then_the_oldest(at_work, adviser):
    listed(adviser, 1, priority=2, days=3)
    listed(adviser, 2, priority=2, days=30)
    listed(adviser, 3, priority=1)
    response = at_work.get(LIST)
    assert numbers(response) == [3, 2, 1]
    assertContains(response, "3 détections : à examiner")
    assertContains(response, "D’abord", count=1)


def test_a_line_says_who_why_and_since_when(at_work, adviser):
    listed(adviser, 4321, "rsa_without_c2s", 1, 12, SENTENCE)
    listed(adviser, 4321, "masks", 5)
    response = at_work.get(LIST)
    for said in ("N° 4321", "foyer n° 7", "RSA sans C2S", "Six masques.", "Envoi de masques"):
        assertContains(response, said)
    assertContains(response, SENTENCE)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?target=masks", [1]),
        ("?target=rsa_without_c2s", [2]),
        ("?target=bereaved", []),
        ("?state=set_aside", [3]),
        ("?state=set_aside&target=rsa_without_c2s", []),
        ("?state=off_lists", [4]),
        ("?state=referred", []),
        ("?state=whatever", [2, 1]),
        ("?target=%00&page=abc", [2, 1]),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_says(at_work, adviser, query, expected):
    listed(adviser, 4, days=9)
    with acting_as(adviser, "test"):
        Detection.objects.update(is_listed=False)
        DetectionReason.objects.update(is_current=False)
    listed(adviser, 3)
    with acting_as(adviser, "test"):
        Detection.objects.filter(person_number=3).update(
            status="set_aside", set_aside_reason="declined", decided_at=timezone.now()
        )
    listed(adviser, 1, priority=2)
    listed(adviser, 2, "rsa_without_c2s")
    response = at_work.get(LIST + query)
    assert numbers(response) == expected
    if not expected:
        assertContains(response, "Aucune détection avec ces filtres")


def test_an_empty_list_says_so_and_where_to_go_next(at_work):
    response = at_work.get(LIST)
    assertContains(response, "Aucune détection ne vous attend")
    assertContains(response, reverse("casework:inbox"))


def test_a_page_holds_25_and_costs_the_same_queries_as_one_line(at_work, adviser, django_assert_num_queries):
    for number in range(27):
        listed(adviser, number)
    with django_assert_num_queries(QUERIES):
        first = at_work.get(LIST)
    assert len(numbers(first)) == 25
    with django_assert_num_queries(QUERIES):
        at_work.get(LIST + "?target=masks")
    assert len(numbers(at_work.get(LIST + "?page=2"))) == 2


def test_a_person_is_found_by_a_number_that_never_stands_in_an_address(at_work, adviser):
    detection = listed(adviser, 4321)
    listed(factories.account(Role.ADVISER), 4321)
    for typed in ("4321", " 4 321 "):
        response = at_work.post(LIST, {"number": typed})
        assert [row.detection for row in response.context["rows"]] == [detection]
        assert response.status_code == 200
    assertContains(at_work.post(LIST, {"number": "99"}), "Aucune détection ne porte ce numéro")
    for typed in ("", "12a", "٣", "9" * 25):
        assertContains(at_work.post(LIST, {"number": typed}), "Une réponse est à corriger")


@pytest.mark.parametrize("role", Role)
def test_only_advisers_and_managers_open_the_list(client, role):
    client.force_login(factories.account(role))
    expected = 200 if role in ALLOWED[EXAMINE_DETECTIONS] else 403
    assert client.get(LIST).status_code == expected
    assert (expected == 200) == (role in (Role.ADVISER, Role.MANAGER))


def test_the_detection_of_another_fund_does_not_exist(at_work):
    foreign = listed(factories.account(Role.ADVISER), 1)
    for address in (page_of(foreign), form_of(foreign)):
        assert at_work.get(address).status_code == 404
        assert at_work.post(address, {"what": "set-aside", "set-aside": "declined"}).status_code == 404


# --- Set aside --------------------------------------------------------------------------------------------------


def test_it_is_set_aside_with_a_reason_then_taken_back(at_work, adviser):
    detection = listed(adviser, 1)
    sent = {"what": "set-aside", "shown": shown(adviser, detection), "reason": "other", "note": "Vue au guichet."}
    assertRedirects(at_work.post(page_of(detection), sent), LIST)
    assert numbers(at_work.get(LIST)) == []
    response = at_work.get(page_of(detection))
    for said in ("Écartée le", "Autre motif", "Vue au guichet.", str(adviser)):
        assertContains(response, said)
    again = at_work.post(page_of(detection), sent, follow=True)
    assertContains(again, "examinée entre-temps")
    assertRedirects(at_work.post(page_of(detection), {"what": "take-back"}), page_of(detection))
    assert numbers(at_work.get(LIST)) == [1]
    assertContains(at_work.post(page_of(detection), {"what": "take-back"}, follow=True), "n’est plus écartée")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "Choisissez un motif."),
        ({"reason": "whatever"}, "Choisissez un motif de la liste."),
        ({"reason": "other"}, "Précisez le motif."),
        ({"note": "Son numéro : 184037511600176"}, "numéro de sécurité sociale"),
        ({"note": "x" * 501}, "500 caractères au plus"),
        ({"shown": ""}, "ajouter un motif"),
        ({"shown": "1,é,٣," + "9" * 40}, "ajouter un motif"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(at_work, adviser, change, said):
    detection = listed(adviser, 1)
    sent = {"what": "set-aside", "shown": shown(adviser, detection), "reason": "declined", "note": "", **change}
    response = at_work.post(page_of(detection), sent)
    assertContains(response, said)
    assertContains(response, sent["note"])
    assert numbers(at_work.get(LIST)) == [1]


# --- A referral -------------------------------------------------------------------------------------------------


def test_it_becomes_a_referral_that_carries_the_reasons_and_leads_to_its_triage(at_work, adviser):
    detection = listed(adviser, 1, "rsa_without_c2s", 1, 12, SENTENCE)
    listed(adviser, 1, "masks", 5)
    response = at_work.get(form_of(detection))
    assertContains(response, SENTENCE)
    assertNotContains(response, "Caisse de la personne")
    response = at_work.post(form_of(detection), answers(adviser, detection))
    (referral,) = referrals(adviser)
    assertRedirects(response, reverse("casework:triage", args=[referral.pk]))
    assert referral.fund == adviser.organisation
    assert (referral.detector_family, referral.detector_category) == ("internal", "queries_and_outbound")
    assert referral.note == f"{SENTENCE}\nSix masques.\nAppeler après 17 h."
    assertContains(at_work.get(reverse("casework:triage", args=[referral.pk])), "Requêtes et contacts sortants")
    assert numbers(at_work.get(LIST)) == []
    assertContains(at_work.get(page_of(detection)), "Devenue une saisine")
    assertRedirects(at_work.get(form_of(detection)), page_of(detection))


def test_the_same_form_twice_makes_one_referral_and_leads_to_the_same_page(at_work, adviser):
    detection = listed(adviser, 1)
    first = at_work.post(form_of(detection), answers(adviser, detection))
    second = at_work.post(form_of(detection), answers(adviser, detection), follow=True)
    assertRedirects(second, first.url)
    assertContains(second, "déjà créée")
    other = at_work.post(form_of(detection), answers(adviser, detection, first_name="Ève"))
    assertContains(other, "déjà été envoyé")
    sent = answers(adviser, detection, id="7d0c9d2e-0000-4000-8000-000000000002")
    assertContains(at_work.post(form_of(detection), sent, follow=True), "examinée entre-temps")
    assert len(referrals(adviser)) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent_mode": ""}, "Sans l’accord de la personne"),
        ({"birth_name": ""}, "Indiquez le nom de naissance."),
        ({"phone": ""}, "au moins un moyen de joindre"),
        ({"note": "x" * 1_990}, "1987 caractères au plus, avec les motifs"),
        ({"shown": ""}, "ajouter un motif"),
    ],
)
def test_a_referral_that_lacks_something_is_not_written(at_work, adviser, change, said):
    detection = listed(adviser, 1)
    assertContains(at_work.post(form_of(detection), answers(adviser, detection, **change)), said)
    assert referrals(adviser) == []
    with acting_as(adviser, "test"):
        assert Detection.objects.get().status == Status.WAITING


def test_very_many_reasons_leave_room_for_words(at_work, adviser):
    detection = listed(adviser, 1)
    for place, target in enumerate(["bereaved", "c2s_ending", "flu_cohort", "gap_ahead"]):
        listed(adviser, 1, target, 2 + place, 0, "y" * 490)
    at_work.post(form_of(detection), answers(adviser, detection))
    (referral,) = referrals(adviser)
    assert referral.note.endswith("Et 2 autres motifs.\nAppeler après 17 h.")
    assert len(referral.note) < 2_000


def test_who_is_no_longer_listed_is_not_to_be_called(at_work, adviser):
    detection = listed(adviser, 1)
    with acting_as(adviser, "test"):
        Detection.objects.update(is_listed=False)
    response = at_work.get(page_of(detection))
    assertContains(response, "n’est plus sur la dernière liste")
    assertNotContains(response, form_of(detection))
    assertRedirects(at_work.post(form_of(detection), answers(adviser, detection)), page_of(detection))
    assert referrals(adviser) == []


def test_a_person_seen_before_is_known_again(at_work, adviser):
    first = listed(adviser, 1)
    sent = {"what": "set-aside", "shown": shown(adviser, first), "reason": "unreachable"}
    at_work.post(page_of(first), sent)
    second = listed(adviser, 1, "bereaved")
    response = at_work.get(page_of(second))
    assertContains(response, "Déjà vu pour cette personne")
    assertContains(response, "La personne n’a pas pu être jointe")
