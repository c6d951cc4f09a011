"""« Être rappelé »: after any answer, a referral of oneself, that is kept once sent and not before."""

import datetime
import uuid
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals import letters, queries
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.permissions import may_read_letter
from allervers.domain.referrals.workflow import MOST_FROM_A_PLACE
from tests import factories
from tests.pdf import words
from tests.web.simulator.walking import Screen, Simulation, story

pytestmark = pytest.mark.django_db
ANSWERS = story(
    household={"couple": "alone", "children": "0", "others": "0"},
    nationality={"value": "FR"},
    birth_date={"value": "1980-01-31"},
    residence_since={"value": "1980-01-31"},
    benefits={"value": ["rsa"]},
    statuses={},
    department={"value": "81"},
)
TYPED = {
    "first_name": "Zoé",
    "birth_name": "Exemple",
    "birth_date": "31/01/1980",
    "phone": "06 39 98 12 34",
    "when": "morning",
    "language": "fr",
    "agrees": "on",
}


@pytest.fixture
def fund():
    return factories.fund(department="81")


@pytest.fixture
def simulation(client, fund):
    simulation = Simulation(client)
    simulation.go_through(ANSWERS)
    return simulation


def opened(client, screen: Screen) -> tuple[str, str]:
    """The address of the form that a page leads to, with its identifier, and its text."""
    link = next(address for text, address in screen.links.items() if "rappelé" in text or "call me" in text)
    response = client.get(link, follow=True)
    return response.wsgi_request.get_full_path(), response.content.decode()


def sent(client, simulation, at, **typed):
    address, _ = opened(client, simulation.screen)
    return client.post(address, {**TYPED, "fund": at.pk, **typed}, follow=True)


def kept(fund):
    with acting_for(fund, "test"):
        return list(queries.inbox(fund.pk))


def test_after_an_answer_the_fund_of_the_place_receives_who_asked_to_be_called(client, simulation, fund):
    factories.fund(department="31")
    _, html = opened(client, simulation.screen)
    assert str(fund) in html
    assert 'value="31/01/1980"' in html
    answer = sent(client, simulation, fund, with_result="on")
    assert "Votre demande est partie" in answer.content.decode()
    (referral,) = kept(fund)
    assert (referral.full_name, referral.phone, referral.birth_date) == (
        "EXEMPLE Zoé",
        "06 39 98 12 34",
        datetime.date(1980, 1, 31),
    )
    assert (referral.reported_by, referral.detector_name, referral.reasons) == (
        None,
        "La personne elle-même",
        ["rights"],
    )
    assert (referral.consent_mode, referral.consent_on) == ("remote", timezone.localdate())
    assert "À appeler le matin." in referral.note
    assert "Vous avez droit à la Complémentaire santé solidaire, gratuite" in referral.note


def test_a_question_leads_there_too_and_the_result_leaves_only_if_it_is_joined(client, fund):
    simulation = Simulation(client)
    simulation.answer(couple="alone", children="0", others="0")
    sent(client, simulation, fund)
    (referral,) = kept(fund)
    assert "simulation" not in referral.note


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("agrees", "", "Sans votre accord, la demande ne peut pas partir."),
        ("first_name", " ", "Écrivez votre prénom."),
        ("birth_name", "Пример", "Écrivez ce nom en lettres latines"),
        ("birth_name", "2 69 05 49 588 157 80", "N’écrivez pas votre numéro de sécurité sociale ici"),
        ("birth_date", "31/02/1980", "Écrivez votre date de naissance"),
        ("birth_date", "1980", "Écrivez votre date de naissance"),
        ("phone", "12", "Écrivez un numéro de téléphone"),
        ("when", "minuit", "Choisissez une des réponses proposées."),
        ("fund", "", "Choisissez une caisse."),
    ],
)
def test_what_cannot_be_sent_is_said_in_a_sentence_and_nothing_is_kept(client, simulation, fund, field, typed, said):
    html = sent(client, simulation, fund, **{field: typed}).content.decode()
    assert said in Screen(html).text
    assert kept(fund) == []


def test_in_english_nothing_is_said_in_french(client, fund):
    simulation = Simulation(client, "en")
    simulation.answer(couple="alone", children="0", others="0")
    answer = sent(client, simulation, fund, birth_date="31/02/1980", phone="x", agrees="")
    text = Screen(answer.content.decode()).text
    assert "Write your date of birth" in text
    assert "Écrivez" not in text
    assert "n’existe pas" not in text
    sent(client, simulation, fund, language="en")
    assert kept(fund)[0].language == "en"


def test_sent_twice_it_is_one_request_and_with_other_answers_another_one_is_asked_for(client, simulation, fund):
    address, _ = opened(client, simulation.screen)
    for _ in range(2):
        assert client.post(address, {**TYPED, "fund": fund.pk}).status_code == 302
    assert len(kept(fund)) == 1
    html = client.post(address, {**TYPED, "fund": fund.pk, "phone": "0639981235"}).content.decode()
    assert "Cette demande est déjà partie, avec d’autres réponses" in html
    again = Screen(html).links["Faire une autre demande"]
    client.post(client.get(again).wsgi_request.get_full_path(), {**TYPED, "fund": fund.pk, "phone": "0639981235"})
    assert len(kept(fund)) == 2


def test_an_identifier_of_somebody_elses_referral_writes_and_shows_nothing(client, simulation, fund):
    theirs = factories.referral(factories.fund())
    address, _ = opened(client, simulation.screen)
    address = address.replace(address.partition("formulaire=")[2][:36], str(theirs.pk))
    html = client.post(address, {**TYPED, "fund": fund.pk}).content.decode()
    assert "Cette demande est déjà partie" in html
    assert kept(fund) == []


def test_too_many_from_one_place_wait_a_quarter_of_an_hour_and_are_kept_on_the_page(client, simulation, fund):
    for _ in range(MOST_FROM_A_PLACE):
        assert sent(client, simulation, fund).status_code == 200
    answer = sent(client, simulation, fund)
    assert answer.status_code == 429
    assert "Essayez de nouveau dans un quart d’heure" in answer.content.decode()
    assert 'value="06 39 98 12 34"' in answer.content.decode()
    assert len(kept(fund)) == MOST_FROM_A_PLACE


def test_the_form_opens_only_with_a_simulation_and_keeps_no_answer_of_it(client, fund):
    assert urlsplit(client.get(reverse("simulator-call-back"), follow=True).wsgi_request.path).path == "/simulateur/"
    assert client.get(reverse("simulator-call-back"), {"reponses": "x", "formulaire": uuid.uuid4()}).status_code == 400
    assert client.get(reverse("simulator-call-back-asked"), {"reponses": "x"}).status_code == 400


def test_only_the_fund_that_was_asked_sees_it_and_confirms_it_by_a_letter(client, simulation, fund):
    sent(client, simulation, fund)
    adviser, stranger = factories.account(Role.ADVISER, fund), factories.account(Role.ADVISER)
    with acting_as(stranger, "test"):
        assert not Referral.objects.exists()
    with acting_as(adviser, "test"):
        referral = Referral.objects.get()
        assert may_read_letter(adviser, referral)
        assert "vous avez demandé, dans le simulateur de droits en ligne" in words(letters.confirmation(referral))


def test_where_several_funds_serve_the_place_the_person_chooses(client, fund):
    other = factories.fund(department="81")
    simulation = Simulation(client)
    simulation.go_through(ANSWERS)
    _, html = opened(client, simulation.screen)
    assert "Choisissez une caisse" in html
    sent(client, simulation, other)
    assert (len(kept(fund)), len(kept(other))) == (0, 1)
