"""The form of the simulator: back, edit, languages, bad input; and that nothing is kept anywhere."""

import logging
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment.checks import record_check
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.web.simulator.answers import Answers
from allervers.web.simulator.entry import known
from tests import factories
from tests.web.simulator.walking import Screen, Simulation, story

pytestmark = pytest.mark.django_db
ALONE = {"couple": "alone", "children": "0", "others": "0"}
FAMILY = {"couple": "spouse", "children": "1", "others": "0"}


@pytest.fixture
def simulation(client):
    return Simulation(client)


def test_anybody_opens_it_and_chooses_a_language(client):
    html = client.get(reverse("simulator"), {"langue": "en"}).content.decode()
    assert '<html lang="en">' in html
    assert {"speak:fr", "speak:falc", "speak:en"} <= Screen(html).buttons


def test_back_shows_the_question_before_with_its_answer_and_keeps_what_was_typed(simulation):
    simulation.answer(**ALONE)
    first = simulation.screen.page
    simulation.press("back", value="FR")
    assert simulation.screen.page == "household"
    assert 'value="alone" id="id_q-couple_0" checked' in simulation.screen.html.replace("required ", "")
    simulation.answer(**ALONE)
    assert simulation.screen.page == first
    assert 'value="FR"' in simulation.screen.html
    assert "checked" in simulation.screen.html


def test_an_answer_is_edited_from_the_result_and_the_others_stay(simulation):
    simulation.go_through(
        story(
            household=ALONE,
            nationality={"value": "FR"},
            benefits={"value": ["rsa"]},
            statuses={},
            territory={"value": "metropole"},
        )
    )
    before = [name for name in simulation.screen.carried if name.startswith("a.")]
    simulation.press("edit:territory")
    assert simulation.screen.page == "territory"
    simulation.answer(value="mayotte")
    assert [name for name in simulation.screen.carried if name.startswith("a.")] == before
    assert "À Mayotte" in simulation.screen.text


def test_a_child_who_comes_back_into_the_household_keeps_their_answers(simulation):
    simulation.answer(**FAMILY)
    simulation.press("edit:child1.birth_date")
    simulation.answer(value="2018-02-03")
    simulation.press("edit:household")
    simulation.answer(**ALONE)
    assert "enfant" not in simulation.press("result").text.partition("Vos réponses")[2].replace("d’enfants", "")
    simulation.press("edit:household")
    simulation.answer(**FAMILY)
    assert "3 février 2018" in simulation.press("result").text


def test_the_language_changes_without_losing_what_is_typed(simulation):
    simulation.answer(**ALONE)
    name = simulation.screen.page
    simulation.press("speak:falc", value="GB")
    assert simulation.screen.page == name
    assert "checked" in simulation.screen.html
    assert simulation.screen.carried["language"] == "falc"


def test_the_result_may_be_seen_at_any_time(simulation):
    simulation.answer(**ALONE)
    assert "Votre résultat" in simulation.press("result").text


REFUSED = [
    ("household", {"couple": "alone", "children": "-1", "others": "0"}, "Écrivez un nombre entier"),
    ("household", {"couple": "alone", "children": "40", "others": "0"}, "Pour un foyer plus grand, appelez le 3646"),
    ("household", {"couple": "alone", "children": "9" * 5000, "others": "0"}, "Écrivez un nombre entier"),
    ("household", {"couple": "three", "children": "0", "others": "0"}, "Choisissez une des réponses proposées"),
    ("territory", {"value": "moon"}, "Choisissez une des réponses proposées"),
    ("territory", {}, "Répondez à la question"),
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
    before = {field: value for field, value in simulation.screen.carried.items() if field.startswith("a.")}
    simulation.press(f"edit:{name}")
    simulation.answer(**typed)
    assert simulation.screen.page == name
    assert sentence in simulation.screen.text
    assert "error-summary" in simulation.screen.html
    assert before.items() <= simulation.screen.carried.items()


def test_a_child_older_than_its_parent_is_refused_on_its_page(simulation):
    simulation.answer(couple="alone", children="1", others="0")
    simulation.press("edit:me.birth_date")
    simulation.answer(value="2000-01-01")
    simulation.press("edit:child1.birth_date")
    simulation.answer(value="1990-01-01")
    assert "un enfant est plus jeune que ses parents" in simulation.screen.text


TAMPERED = [
    ("a.territory", "value=moon"),
    ("a.territory", "value=%ff"),
    ("a.territory", "no query string"),
    ("a.me.birth_date", "value=2999-01-01"),
    ("a.me.birth_date", "value=" + "9" * 1_000_000),
    ("a.<script>", "value=1"),
    ("a.me.resources.wage", "mode=same&amount=-3"),
]


@pytest.mark.parametrize(("name", "value"), TAMPERED)
def test_a_hidden_field_that_was_changed_is_told_and_the_others_are_kept(simulation, name, value):
    simulation.answer(**ALONE)
    simulation.press("edit:housing")
    simulation.answer(value="tenant")
    simulation.screen.carried[name] = value
    simulation.press("result")
    assert "Une réponse n’était plus lisible." in simulation.screen.text
    assert "Je suis locataire" in simulation.screen.text
    assert "<script>" not in simulation.screen.html


@pytest.mark.parametrize("field", ["a.ghost.birth_date", "a.me.secret", "a.me.resources.gold", "page"])
def test_a_page_that_does_not_exist_changes_nothing(simulation, field):
    simulation.answer(**ALONE)
    simulation.screen.carried[field] = "value=1"
    assert simulation.press("answer", value="1").page


def test_births_that_cannot_be_together_are_asked_again(client):
    hidden = {"a.household": "couple=alone&children=1&others=0", "a.me.birth_date": "value=2000-01-01"}
    simulation = Simulation(client, carried={**hidden, "a.child1.birth_date": "value=1990-01-01"})
    assert "Une réponse n’allait pas avec les autres." in simulation.screen.text


def test_answers_travel_in_the_form_and_nowhere_else(client, caplog):
    caplog.set_level(logging.DEBUG)
    simulation = Simulation(client)
    simulation.answer(**ALONE)
    simulation.press("edit:me.birth_date")
    simulation.answer(value="1991-12-25")
    assert simulation.screen.carried["a.me.birth_date"] == "value=1991-12-25"
    assert not simulation.response.cookies
    assert not client.cookies
    assert "no-store" in simulation.response["Cache-Control"]
    assert "1991" not in caplog.text
    assert 'action="/simulateur/"' in simulation.screen.html
    assert "1991" not in simulation.response.request["PATH_INFO"] + simulation.response.request["QUERY_STRING"]


def test_no_other_method_than_reading_and_posting(client):
    assert client.put(reverse("simulator")).status_code == 405


# --- ways in --------------------------------------------------------------------------------------------------------


def test_the_sign_in_page_leads_to_it(client):
    assert reverse("simulator") in client.get(reverse("sign-in")).content.decode()


def test_a_partner_opens_it_from_a_referral_with_the_birth_date_and_nothing_else(client):
    partner = factories.account(Role.PARTNER)
    client.force_login(partner)
    referral = factories.referral(partner.organisation.local_fund, reported_by=partner)
    html = client.get(reverse("detector:detail", args=[referral.pk])).content.decode()
    assert 'name="a.me.birth_date" value="value=1984-03-12"' in html


def test_an_adviser_opens_it_from_the_person_and_the_first_question_is_the_household(client):
    adviser = factories.account(Role.ADVISER)
    client.force_login(adviser)
    accompaniment = factories.accompaniment(adviser)
    html = client.get(reverse("casework:person", args=[accompaniment.person_id])).content.decode()
    form = html[html.index('action="/simulateur/"') :].partition("</form>")[0]
    assert accompaniment.person.birth_name not in form
    carried = Screen(form).carried
    assert set(carried) == {"a.territory", "a.me.birth_date"}
    simulation = Simulation(client, carried=carried)
    assert simulation.screen.page == "household"
    simulation.answer(**ALONE)
    assert simulation.screen.page not in ("territory", "me.birth_date")


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
    form = html[html.index('action="/simulateur/"') :].partition("</form>")[0]
    simulation = Simulation(client, carried=Screen(form).carried)
    assert simulation.screen.page not in ("household", "territory", "me.birth_date", "me.activity", "me.resources")
    told = simulation.press("result").text
    assert "812,40 € en tout, sur 1 mois" in told
    assert "Je suis locataire" in told
    assert "3 février 2018" in told
    assert "n’était plus lisible" not in told


def test_what_a_check_of_another_month_said_of_that_month_is_asked_again():
    carried = dict(known(None, "81", {**CHECKED, "date": "2024-06-01"}))
    assert carried == {
        "a.household": "couple=alone&children=1&others=0",
        "a.territory": "value=metropole",
        "a.me.birth_date": "value=1984-03-12",
        "a.child1.birth_date": "value=2018-02-03",
        "a.child1.alternating_residence": "value=yes",
    }


def test_a_household_that_the_simulator_cannot_hold_is_left_to_be_asked():
    many = [{"role": "applicant"}, *({"role": "other_dependant"} for _ in range(5))]
    assert known(None, "81", {**CHECKED, "date": "2024-06-01", "persons": many}) == [("a.territory", "value=metropole")]


def test_what_is_known_of_a_person_without_a_birth_date_is_their_territory():
    assert known(None, "976") == [("a.territory", "value=mayotte")]
    assert known(None, "81") == [("a.territory", "value=metropole")]


def test_more_hidden_fields_than_a_simulation_has_are_not_read():
    assert len(Answers.read({f"a.x{'y' * n}": "value=1" for n in range(1000)}).given) == 200


def test_not_knowing_the_birth_date_of_a_child_leaves_the_resources_to_be_asked(simulation):
    household = {**FAMILY, "couple": "alone"}
    simulation.answer(**household)
    while name := simulation.screen.page:
        simulation.asked.append(name)
        simulation.press("unknown")
    assert simulation.asked.index("child1.birth_date") < simulation.asked.index("me.resources")
    assert "edit:child1.birth_date" in simulation.screen.buttons
