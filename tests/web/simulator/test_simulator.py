"""The pages of the simulator and their addresses: back, edit, languages, bad input; and that nothing is kept."""

import base64
import datetime
import logging
import re
import uuid
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment.checks import record_check
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.web.simulator.answers import Answers
from allervers.web.simulator.entry import known
from allervers.web.simulator.interview import NEXT, PARAMETER, RESULT
from allervers.web.simulator.seal import OPENS_FOR, Kept, seal
from allervers.web.simulator.words import Words
from tests import factories
from tests.web.simulator.walking import NOT_KNOWN, Screen, Simulation, story

pytestmark = pytest.mark.django_db
ALONE = {"couple": "alone", "children": "0", "others": "0"}
FAMILY = {"couple": "spouse", "children": "1", "others": "0"}


@pytest.fixture
def simulation(client):
    return Simulation(client)


def test_anybody_opens_it_and_chooses_a_language(client):
    html = client.get(reverse("simulator"), {"langue": "en"}).content.decode()
    assert '<html lang="en">' in html
    assert Screen(html).links["Facile à lire"] == "/simulateur/?langue=falc"
    assert Screen(html).links["English"] == "/simulateur/?langue=en"


def test_back_shows_the_question_before_with_its_answer_and_keeps_what_was_typed(simulation):
    simulation.answer(**ALONE)
    first = simulation.screen.page
    simulation.press("back", **{"me.nationality-value": "FR"})
    assert simulation.screen.page == "household"
    assert 'value="alone" id="id_q-household-couple_0" checked' in simulation.screen.html.replace("required ", "")
    simulation.answer(**ALONE)
    assert simulation.screen.page == first
    assert 'value="FR"' in simulation.screen.html
    assert "checked" in simulation.screen.html


@pytest.mark.parametrize(("way", "begins"), [("par courriel", "mailto:?subject="), ("par SMS", "sms:?&body=")])
def test_the_result_is_sent_to_oneself_from_ones_own_telephone_without_a_word_of_the_answers(client, way, begins):
    simulation = Simulation(client)
    simulation.answer(**ALONE)
    screen = simulation.press("result")
    link = next(address for text, address in screen.links.items() if way in text)
    assert link.startswith(begins)
    told = parse_qs(urlsplit(link).query)["body"][0]
    assert re.sub(r"http://testserver/simulateur/resultat/\?reponses=\S+", "…", told.replace("\xa0", " ")) == (
        f"La page s’ouvre jusqu’au {Words('fr').day(timezone.localdate() + OPENS_FOR)} : …".replace("\xa0", " ")
    )
    assert Simulation(client, address=told.partition("testserver")[2]).screen.text == screen.text


def test_an_answer_is_edited_from_the_result_and_the_others_stay(simulation):
    simulation.go_through(
        story(
            household=ALONE,
            nationality={"value": "FR"},
            birth_date={"value": "1980-01-01"},
            residence_since={"value": "1980-01-01"},
            benefits={"value": ["rsa"]},
            statuses={},
            department={"value": "81"},
        )
    )
    before = list(simulation.answers.given)
    simulation.edit("department")
    assert simulation.screen.page == "home"
    simulation.answer(value="976")
    assert list(simulation.answers.given) == before
    assert "976 – Mayotte" in simulation.screen.text


def test_a_child_who_comes_back_into_the_household_keeps_their_answers(simulation):
    simulation.answer(**FAMILY)
    simulation.edit("child1.birth_date")
    simulation.answer(value="2018-02-03")
    simulation.edit("household")
    simulation.answer(**ALONE)
    assert "enfant" not in simulation.press("result").text.partition("Vos réponses")[2].replace("d’enfants", "")
    simulation.edit("household")
    simulation.answer(**FAMILY)
    assert "3 février 2018" in simulation.press("result").text


def test_the_language_changes_without_losing_what_is_typed(simulation):
    simulation.answer(**ALONE)
    name = simulation.screen.page
    simulation.press("speak:falc", **{"me.nationality-value": "GB"})
    assert simulation.screen.page == name
    assert "checked" in simulation.screen.html
    assert "langue=falc" in simulation.address


def test_the_result_may_be_seen_at_any_time(simulation):
    simulation.answer(**ALONE)
    assert "Votre résultat" in simulation.press("result").text


REFUSED = [
    ("household", {"couple": "alone", "children": "-1", "others": "0"}, "Écrivez un nombre entier"),
    ("household", {"couple": "alone", "children": "40", "others": "0"}, "Pour un foyer plus grand, appelez le 3646"),
    ("household", {"couple": "alone", "children": "9" * 5000, "others": "0"}, "Écrivez un nombre entier"),
    ("household", {"couple": "three", "children": "0", "others": "0"}, "Choisissez une des réponses proposées"),
    ("department", {"value": "moon"}, "Choisissez une des réponses proposées"),
    ("department", {}, "Répondez à la question"),
    ("me.birth_date", {"value": "31/02/1990"}, "Cette date n’existe pas"),
    ("me.birth_date", {"value": "2999-01-01"}, "Cette date est dans le futur"),
    ("me.birth_date", {"value": "1700-01-01"}, "Cette date est trop ancienne"),
    ("me.birth_date", {"value": "x" * 1_000_000}, "Cette date n’existe pas"),
    ("housing_benefit", {"value": "-3"}, "Un montant n’est pas négatif"),
    ("housing_benefit", {"value": "beaucoup"}, "Écrivez un montant en euros"),
    ("housing_benefit", {"value": "99999999999"}, "Ce montant est trop grand"),
    ("me.resources", {"value": ["gold"]}, "Choisissez une des réponses proposées"),
    ("me.resources.wage", {"mode": "same"}, "Écrivez un montant en euros"),
    ("me.resources.wage", {"mode": "varies"}, "Écrivez au moins un montant"),
    ("me.joins_insured", {"link": "spouse"}, "Dites comment cette personne est assurée"),
]


@pytest.mark.parametrize(("name", "typed", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence_beside_the_field(simulation, name, typed, sentence):
    simulation.answer(**ALONE)
    before = simulation.answers.given
    simulation.edit(name)
    simulation.answer(**typed)
    assert name in simulation.screen.questions
    assert sentence in simulation.screen.text
    assert "error-summary" in simulation.screen.html
    assert simulation.answers.given == before


def test_a_child_older_than_its_parent_is_refused_on_its_page(simulation):
    simulation.answer(couple="alone", children="1", others="0")
    simulation.edit("me.birth_date")
    simulation.answer(value="2000-01-01")
    simulation.edit("child1.birth_date")
    simulation.answer(value="1990-01-01")
    assert "un enfant est plus jeune que ses parents" in simulation.screen.text


def sealed(*pages: tuple[str, str], page: str = NEXT, day: datetime.date | None = None, owner: str = "") -> str:
    """An address that holds these answers, as our own installation would have sealed them."""
    kept = Kept(page, day or timezone.localdate(), Answers.unpacked([[list(pair) for pair in pages], []]), owner)
    return f"{reverse('simulator-question')}?{PARAMETER}={seal(kept)}"


UNREADABLE = [
    ("department", "value=moon"),
    ("department", "value=%ff"),
    ("department", "no query string"),
    ("me.birth_date", "value=2999-01-01"),
    ("me.birth_date", "value=" + "9" * 1_000_000),
    ("<script>", "value=1"),
    ("me.resources.wage", "mode=same&amount=-3"),
]


@pytest.mark.parametrize(("name", "value"), UNREADABLE)
def test_an_answer_that_is_no_longer_one_is_told_and_the_others_are_kept(client, monkeypatch, name, value):
    household, housing = ("household", "couple=alone&children=0&others=0"), ("housing", "value=tenant")
    packed = [[[*household], [*housing], [name, value]], []]
    with monkeypatch.context() as patched:
        patched.setattr(Answers, "packed", lambda self: packed)
        address = sealed(page=RESULT).replace("/question/", "/resultat/")
    simulation = Simulation(client, address=address)
    assert "Une réponse n’était plus lisible." in simulation.screen.text
    assert "Je suis locataire" in simulation.screen.text
    assert "<script>" not in simulation.screen.html


@pytest.mark.parametrize("name", ["ghost.birth_date", "me.secret", "me.resources.gold"])
def test_a_page_that_does_not_exist_changes_nothing(client, name):
    household = ("household", "couple=alone&children=0&others=0")
    assert Simulation(client, address=sealed(household, (name, "value=1"), page=name)).screen.page


def test_births_that_cannot_be_together_are_asked_again(client):
    hidden = [("household", "couple=alone&children=1&others=0"), ("me.birth_date", "value=2000-01-01")]
    simulation = Simulation(client, address=sealed(*hidden, ("child1.birth_date", "value=1990-01-01")))
    assert not {"me.birth_date", "child1.birth_date"} & simulation.answers.given.keys()


# --- addresses ------------------------------------------------------------------------------------------------------


def test_answers_travel_sealed_in_the_address_and_nowhere_else(client, caplog):
    caplog.set_level(logging.DEBUG)
    simulation = Simulation(client)
    simulation.answer(**ALONE)
    simulation.edit("me.birth_date")
    simulation.answer(value="1991-12-25")
    assert simulation.answers.given["me.birth_date"] == {"value": ["1991-12-25"]}
    sealed_bytes = base64.urlsafe_b64decode(parse_qs(urlsplit(simulation.address).query)[PARAMETER][0])
    assert not [word for word in (b"1991", b"birth", b"me.", b"alone") if word in sealed_bytes]
    assert "1991" not in simulation.address
    assert "birth" not in simulation.address
    assert not simulation.response.cookies
    assert not client.cookies
    assert "1991" not in caplog.text


def test_a_reload_a_bookmark_and_a_second_tab_show_the_question_that_was_there(client):
    simulation = Simulation(client)
    simulation.answer(**ALONE)
    first, page = simulation.address, simulation.screen.page
    simulation.answer(**{"me.nationality-value": "FR"})
    second, later = simulation.address, simulation.screen.page
    assert Simulation(client, address=first).screen.page == page
    other_tab = Simulation(client, address=first)
    other_tab.answer(**{"me.nationality-value": "MA"})
    assert other_tab.answers.given["me.nationality"] == {"value": ["MA"]}
    simulation.open(second)
    assert simulation.screen.page == later
    assert simulation.answers.given["me.nationality"] == {"value": ["FR"]}


def test_a_result_has_an_address_too_in_each_language(client):
    simulation = Simulation(client)
    simulation.answer(**ALONE)
    simulation.press("result")
    assert simulation.address.startswith("/simulateur/resultat/?")
    english = simulation.open("/simulateur/resultat/" + simulation.screen.links["English"])
    assert "Your result" in english.text


def broken(address: str) -> dict[str, str]:
    start, _, text = address.partition(f"{PARAMETER}=")
    return {
        "cut": address[:-9],
        "changed": f"{start}{PARAMETER}={text[:40]}{'x' if text[40] != 'x' else 'y'}{text[41:]}",
        "nothing": f"{start}{PARAMETER}=",
        "accents": f"{start}{PARAMETER}=é",
        "long": f"{start}{PARAMETER}={'A' * 100_000}",
        "not an answer": f"{start}{PARAMETER}={Fernet(Fernet.generate_key()).encrypt(b'[]').decode()}",
    }


@pytest.mark.parametrize("fault", ["cut", "changed", "nothing", "accents", "long", "not an answer"])
@pytest.mark.parametrize("route", ["simulator-question", "simulator-result"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_altered_address_says_what_to_do_next(client, fault, route, method):
    address = broken(sealed(("household", "couple=alone&children=0&others=0")))[fault]
    response = getattr(client, method)(reverse(route) + "?" + address.partition("?")[2])
    screen = Screen(response.content.decode())
    assert response.status_code == 400
    assert "L’adresse est incomplète, ou vient d’un autre site." in screen.text
    assert screen.links["btn btn-primary"] == "/simulateur/"


def test_what_another_installation_sealed_does_not_open_here(client, settings):
    address = sealed(("household", "couple=alone&children=0&others=0"))
    settings.SECRET_KEY = "that of another installation"
    assert client.get(address).status_code == 400


def test_a_secret_that_was_changed_still_opens_what_it_sealed_before(client, settings):
    address = sealed(("household", "couple=alone&children=0&others=0"))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new one"
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(("age", "opens"), [(0, True), (6, True), (7, True), (8, False)])
def test_an_address_opens_for_seven_days(client, age, opens):
    day = timezone.localdate() - datetime.timedelta(days=age)
    response = client.get(sealed(("household", "couple=alone&children=0&others=0"), day=day), follow=True)
    assert response.status_code == (200 if opens else 410)
    assert opens or "Cette simulation a plus de sept jours." in Screen(response.content.decode()).text


def test_what_an_adviser_answered_in_a_file_does_not_open_in_public(client):
    assert client.get(sealed(("household", "couple=alone&children=0&others=0"), owner="a file")).status_code == 400


def test_the_law_is_read_at_the_day_on_which_the_simulation_began(client):
    day = timezone.localdate() - datetime.timedelta(days=3)
    simulation = Simulation(client, address=sealed(("household", "couple=alone&children=0&others=0"), day=day))
    assert f"Simulation du {Words('fr').day(day)}".replace("\xa0", " ") in simulation.press("result").text


def test_an_address_without_answers_leads_to_the_start(client):
    response = client.get(reverse("simulator-question"), {"langue": "en"})
    assert (response.status_code, response.url) == (302, "/simulateur/?langue=en")


def test_more_answers_than_an_address_holds_are_refused_in_a_sentence(client, monkeypatch):
    simulation = Simulation(client)
    monkeypatch.setattr("allervers.web.simulator.seal.LONGEST", 200)
    simulation.press("edit:household", **{"me.birth_date-value": "left behind" * 90})
    assert simulation.screen.page == "household"
    simulation.answer(**FAMILY)
    assert "Il y a trop de montants pour une seule simulation." in simulation.screen.text


@pytest.mark.parametrize("route", ["simulator-question", "simulator-result"])
def test_no_other_method_than_reading_and_posting(client, route):
    assert client.put(reverse(route)).status_code == 405
    assert client.post(reverse("simulator")).status_code == 405


# --- ways in --------------------------------------------------------------------------------------------------------


def test_the_sign_in_page_leads_to_it(client):
    assert reverse("simulator") in client.get(reverse("sign-in")).content.decode()


def address_in(html: str) -> str:
    """Where « Simuler ses droits » leads."""
    return unescape(re.search(r'href="(/simulateur/question/[^"]+)"', html)[1])


def test_a_partner_opens_it_from_a_referral_with_the_birth_date_and_nothing_else(client):
    partner = factories.account(Role.PARTNER)
    client.force_login(partner)
    referral = factories.referral(partner.organisation.local_fund, reported_by=partner)
    html = client.get(reverse("detector:detail", args=[referral.pk])).content.decode()
    assert Simulation(client, address=address_in(html)).answers.given["me.birth_date"] == {"value": ["1984-03-12"]}


def test_an_adviser_opens_it_from_the_person_and_only_the_card_comes_before_the_household(client):
    adviser = factories.account(Role.ADVISER)
    client.force_login(adviser)
    accompaniment = factories.accompaniment(adviser)
    html = client.get(reverse("casework:person", args=[accompaniment.person_id])).content.decode()
    simulation = Simulation(client, address=address_in(html))
    assert set(simulation.answers.given) == {"card", "me.birth_date"}
    assert simulation.screen.page == "household"
    simulation.answer(**ALONE)
    assert 'value="1984-03-12"' in simulation.screen.html


CHECKED = {
    "territory": "metropole",
    "housing": "tenant",
    "housing_benefit": 200.0,
    "rsa": False,
    "family_benefits": [],
    "persons": [
        {
            "id": "p1",
            "role": "applicant",
            "birth_date": "1984-03-12",
            "activity": "employed",
            "resources": [{"kind": "wage", "month": f"{timezone.localdate():%Y-%m}", "amount": 812.4}],
            "resources_complete": True,
        },
        {
            "id": "p2",
            "role": "child",
            "birth_date": "2018-02-03",
            "alternating_residence": True,
            "resources_complete": True,
        },
    ],
}


def test_an_adviser_opens_it_with_the_household_of_the_last_check(client):
    adviser = factories.account(Role.ADVISER)
    client.force_login(adviser)
    accompaniment = factories.accompaniment(adviser)
    situation = {**CHECKED, "date": timezone.localdate().isoformat()}
    with acting_as(adviser, "test"):
        record_check(accompaniment, check_id=uuid.uuid4(), right="c2s", situation=situation, author=adviser)
    html = client.get(reverse("casework:person", args=[accompaniment.person_id])).content.decode()
    simulation = Simulation(client, address=address_in(html))
    assert simulation.screen.page not in ("household", "children", "me.activity", "me.resources")
    told = simulation.press("result").text
    assert "812,40 € en tout, sur 1 mois" in told
    assert "Je suis locataire" in told
    assert "3 février 2018" in told
    assert "n’était plus lisible" not in told


def test_what_a_check_said_there_is_none_of_is_not_asked_again():
    one, child = CHECKED["persons"]
    none = {"benefits": [], "statuses": [], "non_taxable_household": False}
    found = known(None, "81", {**CHECKED, "date": timezone.localdate(), "persons": [{**one, **none}, child]}).given
    assert {name: found.get(name) for name in ("me.benefits", "me.statuses", "family_benefits")} == {
        "me.benefits": {},
        "me.statuses": {},
        "family_benefits": {},
    }
    assert found["me.non_taxable_household"] == {"value": ["no"]}


def test_benefits_that_do_not_name_the_rsa_of_the_household_are_asked_again():
    persons = [{**CHECKED["persons"][0], "benefits": []}]
    for rsa, expected in ((True, None), (False, {})):
        checked = {**CHECKED, "date": timezone.localdate(), "persons": persons, "rsa": rsa}
        assert known(None, "81", checked).given.get("me.benefits") == expected


def test_the_family_benefits_of_who_has_no_child_are_not_among_the_answers():
    alone = {**CHECKED, "date": timezone.localdate(), "persons": CHECKED["persons"][:1]}
    assert "family_benefits" not in known(None, "81", alone).given


def test_what_a_check_of_another_month_said_of_that_month_is_asked_again():
    assert known(None, "81", {**CHECKED, "date": "2024-06-01"}).given == {
        "household": {"couple": ["alone"], "children": ["1"], "others": ["0"]},
        "department": {"value": ["81"]},
        "me.birth_date": {"value": ["1984-03-12"]},
        "child1.birth_date": {"value": ["2018-02-03"]},
        "child1.alternating_residence": {"value": ["yes"]},
    }


def test_a_household_that_the_simulator_cannot_hold_is_left_to_be_asked():
    many = [{"role": "applicant"}, *({"role": "other_dependant"} for _ in range(5))]
    found = known(None, "81", {**CHECKED, "date": "2024-06-01", "persons": many}).given
    assert found == {"department": {"value": ["81"]}}


def test_what_is_known_of_a_person_without_a_birth_date_is_their_territory():
    assert known(None, "976").given == {"department": {"value": ["976"]}}
    assert known(None, "81").given == {"department": {"value": ["81"]}}


def test_more_answers_than_a_simulation_has_are_not_read():
    assert len(Answers.unpacked([[[f"x{'y' * n}", "value=1"] for n in range(1000)], []]).given) == 200


def test_not_knowing_the_birth_date_of_a_child_leaves_the_resources_to_be_asked(simulation):
    household = {**FAMILY, "couple": "alone"}
    simulation.answer(**household)
    simulation.go_through(lambda name: NOT_KNOWN)
    assert simulation.asked.index("child1.birth_date") < simulation.asked.index("me.resources")
    assert "edit:child1.birth_date" in simulation.screen.buttons
