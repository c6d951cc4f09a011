"""The search of a person on screen: nothing personal in an address, and nobody beyond what one may see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from allervers.domain.accompaniment import workflow
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import ALLOWED, Permission, Role
from tests import factories, rights_files

pytestmark = pytest.mark.django_db

SEARCH = reverse("casework:search")
NIR = "184037512345690"
# The best of the fund, their rows; the referrals of the fund and one's own; those entrusted, their accompaniments;
# the menu's count; session, account and its organisation; the transaction and its settings.
QUERIES = 16


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(client, adviser):
    client.force_login(adviser)
    return client


def found(response):
    return [result.who for result in response.context["results"]]


def test_the_box_comes_empty_and_what_is_typed_is_posted(at_work):
    response = at_work.get(SEARCH)
    assertContains(response, 'method="post"')
    assertNotContains(response, "Aucune personne")


def test_a_person_is_listed_with_what_tells_them_apart_and_no_more(at_work, adviser):
    accompaniment = factories.accompaniment(adviser, birth_name="Lefèvre", nir=NIR)
    closed = factories.accompaniment(adviser, birth_name="Lefebvre", first_name="Léa")
    with acting_as(adviser, "test"):
        workflow.close(closed, reason="abandoned", outcomes=[])
    response = at_work.post(SEARCH, {"typed": "lefevre"})
    assert found(response) == [accompaniment.person, closed.person]
    assertContains(response, "LEFÈVRE Zoé")
    assertContains(response, "mars 1984")
    assertContains(response, "finit par 1234")
    assertContains(response, "En cours")
    assertContains(response, "Clos")
    assertContains(response, reverse("casework:person", args=[accompaniment.person_id]))
    for hidden in (NIR, "06 39 98 12 34", "0639981234"):
        assertNotContains(response, hidden)


def test_what_was_typed_in_an_address_is_not_searched(at_work, adviser):
    factories.person(adviser.organisation)
    assertNotContains(at_work.get(SEARCH + "?typed=exemple"), "EXEMPLE")


def test_twenty_are_shown_and_the_page_says_when_there_are_more(at_work, adviser, django_assert_num_queries):
    for _ in range(20):
        factories.person(adviser.organisation)
    assertContains(at_work.post(SEARCH, {"typed": "exemple"}), "20 personnes trouvées")
    factories.person(adviser.organisation)
    with django_assert_num_queries(QUERIES):
        response = at_work.post(SEARCH, {"typed": "exemple"})
    assert len(found(response)) == 20
    assertContains(response, "il y en a d’autres")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez ce que vous cherchez."),
        ("   ", "Écrivez ce que vous cherchez."),
        ("...", "Écrivez un nom"),
        ("x" * 1_000_000, "100 caractères au plus"),
        ("dup\x00ont", "nul"),
        ("31/02/1984", "n’existe pas"),
        ("184037512345691", "ne correspond pas"),
        (SimpleUploadedFile("a.txt", b"dupont"), "fichier"),
    ],
    ids=["empty", "blank", "signs", "1MB", "NUL", "no such day", "wrong key", "file"],
)
def test_what_cannot_be_searched_is_said_next_to_the_box(at_work, typed, said):
    response = at_work.post(SEARCH, {"typed": typed})
    assertContains(response, said)
    assertContains(response, 'aria-invalid="true"')


@pytest.mark.parametrize("typed", ["%", "o'hara\\", "'; drop table people_person --", "a" * 100, "<b>x", "née"])
def test_any_other_text_is_searched_as_it_is(at_work, typed):
    assert at_work.post(SEARCH, {"typed": typed}).status_code == 200


def test_nobody_found_says_what_to_try(at_work):
    assertContains(at_work.post(SEARCH, {"typed": "introuvable"}), "Aucune personne trouvée")


@pytest.mark.parametrize("typed", ["lefevre", NIR, "0639981234", "12/03/1984", "lefevre 1984"])
def test_a_body_finds_the_persons_of_the_files_it_was_entrusted_with_and_no_others(client, adviser, typed):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    entrusted = factories.accompaniment(adviser, birth_name="Lefèvre", nir=NIR)
    factories.accompaniment(adviser, birth_name="Lefèvre", first_name="Paul")
    with acting_as(adviser, "test"):
        workflow.hand_over(entrusted, body=officer.organisation, why="ressortissante européenne inactive")
    client.force_login(officer)
    assert found(client.post(SEARCH, {"typed": typed})) == [entrusted.person]


@pytest.mark.parametrize("typed", ["exemple", NIR, "0639981234", "12/03/1984", "exemple 1984"])
def test_persons_of_another_fund_are_not_found(at_work, typed):
    factories.person(factories.fund(), nir=NIR)
    assert found(at_work.post(SEARCH, {"typed": typed})) == []


@pytest.mark.parametrize("role", Role)
def test_only_who_may_see_persons_searches(client, role):
    client.force_login(factories.account(role))
    expected = 200 if role in ALLOWED[Permission.SEE_PERSON] else 403
    assert client.get(SEARCH).status_code == expected
    assert client.post(SEARCH, {"typed": f"dupont {timezone.localdate().year}"}).status_code == expected


# --- Wherever somebody is in the work of the fund


def test_somebody_who_waits_in_the_inbox_is_found_by_any_order_of_the_name(at_work, adviser):
    waiting = factories.referral(
        adviser.organisation, birth_name="Mirage", first_name="Fatoumata", urgent=True, urgent_reason="opération lundi"
    )
    for typed in ("Mirage Fatoumata", "fatoumata mirage", "MIRAGÉ", "mirage 1984", "mirgae"):
        response = at_work.post(SEARCH, {"typed": typed})
        assert found(response) == [waiting]
    assertContains(response, "Urgent")
    assertContains(response, "Saisine à examiner")
    assertContains(response, reverse("casework:triage", args=[waiting.pk]))


@pytest.mark.parametrize("typed", ["1234", "98 12 34", "06 39 98 12 34", "12/03/1984", NIR])
def test_a_waiting_referral_is_found_by_telephone_birth_and_number(at_work, adviser, typed):
    waiting = factories.referral(adviser.organisation, nir=NIR)
    response = at_work.post(SEARCH, {"typed": typed})
    assert found(response) == [waiting]
    assertNotContains(response, "Cette personne")
    assert NIR not in response.content.decode().replace(f'value="{NIR}"', "")


def test_a_referral_that_was_closed_at_once_is_found(at_work, adviser):
    waiting = factories.referral(adviser.organisation)
    with acting_as(adviser, "test"):
        workflow.close_in_triage(waiting, adviser=adviser, reason="not_relevant")
    response = at_work.post(SEARCH, {"typed": "exemple"})
    assert found(response) == [waiting]
    assertContains(response, "Saisine close")


def test_a_person_with_a_file_is_listed_once(at_work, adviser):
    file = factories.accompaniment(adviser)
    assert found(at_work.post(SEARCH, {"typed": "exemple"})) == [file.person]


def test_the_name_of_a_referral_that_differs_from_the_person_s_leads_to_the_person(at_work, adviser):
    known = factories.person(adviser.organisation, birth_name="Lefèvre")
    factories.accompaniment(adviser, known=known, birth_name="Mirage")
    response = at_work.post(SEARCH, {"typed": "mirage"})
    assertContains(response, reverse("casework:person", args=[known.pk]))
    assertContains(response, "sous un autre nom")


@pytest.mark.parametrize("digits", ["1234", "81234", "981234", "39981234"])
def test_a_person_is_found_by_the_last_digits_of_a_telephone(at_work, adviser, digits):
    person = factories.person(adviser.organisation)
    factories.person(adviser.organisation, phone="06 39 98 12 35")
    assert found(at_work.post(SEARCH, {"typed": digits})) == [person]


def test_three_digits_are_too_few(at_work):
    assertContains(at_work.post(SEARCH, {"typed": "234"}), "quatre derniers chiffres au moins")


@pytest.mark.parametrize("typed", ["exemple", NIR, "0639981234", "1234", "12/03/1984"])
def test_referrals_of_another_fund_are_not_found(at_work, typed):
    factories.referral(factories.fund(), nir=NIR)
    assert found(at_work.post(SEARCH, {"typed": typed})) == []


@pytest.mark.parametrize("typed", ["exemple", "1234", "12/03/1984"])
def test_who_does_not_examine_referrals_finds_those_they_sent_and_no_others(client, adviser, typed):
    officer = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    factories.referral(adviser.organisation)
    sent = factories.referral(adviser.organisation, reported_by=officer)
    client.force_login(officer)
    response = client.post(SEARCH, {"typed": typed})
    assert found(response) == [sent]
    assertContains(response, reverse("detector:detail", args=[sent.pk]))


@pytest.mark.parametrize("typed", ["exemple", "1234", "12/03/1984"])
def test_a_detector_finds_their_own_referrals_only(client, typed):
    detector, colleague = factories.account(Role.PARTNER), factories.account(Role.PARTNER)
    fund = factories.fund()
    sent = factories.referral(fund, reported_by=detector)
    factories.referral(fund, reported_by=colleague)
    client.force_login(detector)
    assert found(client.post(reverse("detector:mine"), {"typed": typed})) == [sent]
    assertContains(client.post(reverse("detector:mine"), {"typed": "introuvable"}), "Aucun de vos signalements")


def test_a_referral_and_a_rights_file_are_found_by_the_number_that_is_shown(at_work, adviser):
    file, waiting = factories.accompaniment(adviser), factories.referral(adviser.organisation)
    asked = rights_files.deposit(adviser)
    foreign = factories.referral(factories.fund())
    for typed, leads in (
        (waiting.number, reverse("casework:triage", args=[waiting.pk])),
        (file.referral.number.lower().replace("-", " "), reverse("casework:person", args=[file.person_id])),
        (asked.reference.lower(), reverse("rights_files:file", args=[asked.pk])),
    ):
        (result,) = at_work.post(SEARCH, {"typed": typed}).context["results"]
        assert result.url == leads
    for typed in (foreign.number, "DR-AAAA-2222"):
        assert found(at_work.post(SEARCH, {"typed": typed})) == []
    assertContains(at_work.get(reverse("casework:triage", args=[waiting.pk])), waiting.number)
