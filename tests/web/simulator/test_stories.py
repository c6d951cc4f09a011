"""Stories: somebody answers the simulator, and reads what they can ask for."""

import datetime
import re

import pytest
from django.utils import timezone

from tests.web.simulator.walking import Simulation, story

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 15)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


IN_FRANCE = {
    "household": {"couple": "alone", "children": "0", "others": "0"},
    "department": {"value": "81"},
    "nationality": {"value": "FR"},
    "birth_date": {"value": "1980-03-04"},
    "residence_since": {"value": "2010-01-01"},
    "activity": {"value": "inactive"},
    "statuses": {},
    "benefits": {},
    "resources": {},
    "housing": {"value": "tenant"},
    "housing_benefit": {"value": "0"},
}
SINGLE_MOTHER = IN_FRANCE | {
    "household": {"couple": "alone", "children": "2", "others": "0"},
    "me.birth_date": {"value": "1990-01-01"},
    "birth_date": {"value": "2018-02-03"},
    "benefits": {"value": ["family_allowance", "housing_aid"]},
    "activity": {"value": "employed"},
    "resources": {"value": ["wage"]},
    "wage": {"mode": "same", "amount": "850,50"},
    "family_benefits": {"value": ["family_allowance"]},
    "family_allowance": {"mode": "same", "amount": "148.52"},
    "housing_benefit": {"value": "312"},
}
WITHOUT_PERMIT = IN_FRANCE | {
    "nationality": {"value": "MA"},
    "stay": {"value": "irregular"},
    "residence_since": {"value": "2025-01-10"},
    "stay_irregular_since": {"value": "2025-04-10"},
    "birth_date": {"value": "1988-07-01"},
    "joins_insured": {"link": "nobody"},
    "residence_title": {"value": "no"},
    "puma_open_since": None,
    "housing": {"value": "lodged_free"},
}
ITALIAN = IN_FRANCE | {
    "nationality": {"value": "IT"},
    "residence_since": {"value": "2026-01-10"},
    "birth_date": {"value": "1988-07-01"},
    "joins_insured": {"link": "spouse", "insured": "resident"},
    "previous_scheme": {"papers": ["ceam"], "portability_answer": "none"},
    "resources": {"value": ["foreign"]},
    "foreign": {"mode": "same", "amount": "1500"},
    "last_tax_notice": {"year": "2024", "foreign": "18000"},
}


def test_a_single_mother_under_the_ceiling_has_the_free_c2s(client):
    simulation = Simulation(client)
    screen = simulation.go_through(story(**SINGLE_MOTHER))
    assert "Vous avez droit à la Complémentaire santé solidaire, gratuite." in screen.text
    assert "formulaire S3711" in screen.text
    assert "dans votre compte ameli" in screen.text
    assert "Début du droit 1er juillet 2026" in screen.text
    assert "Fin du droit 30 juin 2027" in screen.text
    assert "3646" in screen.text
    assert "ne vaut pas décision" in screen.text
    # No more than is needed: she is French, so nothing about her stay; she is not asked for her children's income.
    assert not {"me.stay", "me.residence_title", "me.previous_scheme", "child1.resources"} & set(simulation.asked)


WAGE_EARNER = IN_FRANCE | {
    "activity": {"value": "employed"},
    "benefits": {"value": ["housing_aid"]},
    "resources": {"value": ["wage"]},
    "wage": {"mode": "same", "amount": "1200"},
    "housing_benefit": {"value": "150"},
}


@pytest.mark.parametrize("card", ["valid", "no"])
def test_somebody_alone_with_a_wage_and_a_housing_aid_answers_seven_pages_and_is_told_so_from_the_first(client, card):
    simulation = Simulation(client, card="")
    told, answers = [], story(card={"value": card}, **WAGE_EARNER)
    while simulation.screen.page:
        told.append(re.search(r"Étape \d+ sur \d+", simulation.screen.text)[0])
        typed = {question: answers(question) for question in simulation.screen.questions}
        fields = {f"{name}-{field}": value for name, each in typed.items() for field, value in each.items()}
        simulation.press("answer", **fields)
        assert "error-summary" not in simulation.screen.html, simulation.screen.text[:600]
    assert told == [f"Étape {number} sur 7" for number in range(1, 8)]
    assert "Votre résultat" in simulation.screen.text


def test_who_has_a_valid_card_is_asked_for_the_c2s_alone_and_told_what_is_taken_for_granted(client):
    simulation = Simulation(client, card="valid")
    screen = simulation.go_through(story(**SINGLE_MOTHER))
    assert not {"me.nationality", "me.residence_since", "me.stay"} & set(simulation.asked)
    assert "Vous avez droit à la Complémentaire santé solidaire, gratuite." in screen.text
    assert "nous supposons que vos droits de base sont ouverts" in screen.text
    assert "Aide médicale de l’État (AME)" not in screen.text
    assert "edit:card" in screen.buttons
    simulation.edit("card")
    simulation.answer(value="no")
    simulation.pages.clear()
    assert simulation.go_through(story(**SINGLE_MOTHER)).page is None
    assert {"me.nationality", "me.residence_since"} <= set(simulation.asked)
    assert "nous supposons que vos droits de base" not in simulation.screen.text


@pytest.mark.parametrize(
    ("card", "told"),
    [("old", "Mettez d’abord votre carte Vitale à jour"), ("no", "Une carte Vitale se demande à votre caisse")],
)
def test_without_a_valid_card_everything_is_looked_at_and_how_to_have_one_is_said(client, card, told):
    simulation = Simulation(client, card=card)
    screen = simulation.go_through(story(**SINGLE_MOTHER))
    assert told in screen.text
    assert "me.nationality" in simulation.asked


def test_not_knowing_whether_the_card_is_valid_closes_nothing(client):
    simulation = Simulation(client, card="")
    simulation.press("unknown")
    screen = simulation.go_through(story(**SINGLE_MOTHER))
    assert "me.nationality" in simulation.asked
    assert "Vous avez droit à la Complémentaire santé solidaire, gratuite." in screen.text


@pytest.mark.parametrize(
    "answers", [SINGLE_MOTHER, WITHOUT_PERMIT, ITALIAN, IN_FRANCE | {"benefits": {"value": ["rsa"]}}]
)
def test_the_total_of_pages_changes_only_with_a_word_and_is_right_at_the_end(client, answers):
    simulation, said = Simulation(client), story(**answers)
    before = number = total = 0
    while simulation.screen.page:
        last = simulation.screen.page
        number, total = map(int, re.search(r"Étape (\d+) sur (\d+)", simulation.screen.text).groups())
        change = re.search(r"Votre réponse en (ajoute|retire) (une|\d+)", simulation.screen.text)
        count = 0 if change is None else 1 if change[2] == "une" else int(change[2])
        assert not before or total == before + (count if change and change[1] == "ajoute" else -count)
        before = total
        typed = {question: said(question) for question in simulation.screen.questions}
        if list(typed.values()) == [None]:
            simulation.press("unknown")
        else:
            fields = {f"{name}-{field}": value for name, each in typed.items() for field, value in each.items()}
            simulation.press("answer", **fields)
        assert "error-summary" not in simulation.screen.html, simulation.screen.text[:600]
    # Who receives nothing is not asked how much, and no page is left to say so.
    assert total - number == (last == "me.resources")


@pytest.mark.parametrize(
    ("department", "asked", "told"), [("81", False, True), ("67", True, False), ("974", False, False)]
)
def test_the_local_scheme_is_asked_where_it_is_and_told_where_it_is_assumed(client, department, asked, told):
    pays = WAGE_EARNER | {"department": {"value": department}, "wage": {"mode": "same", "amount": "1000"}}
    simulation = Simulation(client)
    screen = simulation.go_through(story(**pays))
    assert ("me.alsace_moselle" in simulation.asked) == asked
    assert "avec une participation" in screen.text
    assert ("Calculé sans le régime local d’Alsace-Moselle" in screen.text) == told


def test_a_young_person_at_their_parents_cannot_ask_alone(client):
    screen = Simulation(client).go_through(
        story(
            **IN_FRANCE
            | {
                "birth_date": {"value": "2006-05-02"},
                "activity": {"value": "student"},
                "lives_with_parents": {"value": "yes"},
                "own_tax_return": {"value": "no"},
            }
        )
    )
    assert "Vous n’avez pas droit à la Complémentaire santé solidaire." in screen.text
    assert "Avant 25 ans, une personne à la charge de ses parents ne demande pas pour elle seule." in screen.text


def test_somebody_with_rsa_is_asked_for_no_income(client):
    simulation = Simulation(client)
    screen = simulation.go_through(story(**IN_FRANCE | {"benefits": {"value": ["rsa"]}}))
    assert "gratuite" in screen.text
    assert not [name for name in simulation.asked if "resources" in name]
    assert simulation.pages == ["household", "me.who", "me.situation", "home"]
    assert "housing" not in simulation.asked


def test_somebody_with_aspa_has_the_c2s_with_a_contribution(client):
    screen = Simulation(client).go_through(
        story(
            **IN_FRANCE
            | {
                "birth_date": {"value": "1950-03-04"},
                "activity": {"value": "retired"},
                "benefits": {"value": ["aspa"]},
                "housing": {"value": "owner"},
                "resources": {"value": ["retirement_pension", "aspa"]},
                "retirement_pension": {"mode": "same", "amount": "700"},
                "aspa": {"mode": "same", "amount": "334"},
            }
        )
    )
    assert "Vous avez droit à la Complémentaire santé solidaire, avec une participation." in screen.text
    assert "À payer pour tout le foyer : 30,00 € par mois" in screen.text


def test_what_nobody_knows_is_said_with_the_question_that_would_help(client):
    screen = Simulation(client).go_through(
        story(**IN_FRANCE | {"birth_date": {"value": "1980-03-04"}, "housing_benefit": None})
    )
    assert "On ne peut pas encore dire si vous avez droit à la Complémentaire santé solidaire." in screen.text
    assert "Combien recevez-vous d’aide au logement ce mois-ci ?" in screen.text
    assert "edit:housing_benefit" in screen.buttons


def test_a_woman_without_a_permit_reads_where_to_file_ame(client):
    screen = Simulation(client).go_through(story(**WITHOUT_PERMIT))
    assert "Vous avez droit à l’aide médicale de l’État." in screen.text
    assert "présentez-vous vous-même à l’accueil" in screen.text
    assert "Photo" in screen.text
    # Her income alone would give the C2S; without basic rights it does not.
    assert "La C2S complète l’Assurance Maladie : il faut d’abord avoir droit à celle-ci." in screen.text


def test_an_italian_who_does_not_work_reads_who_examines_her_request(client):
    screen = Simulation(client).go_through(story(**ITALIAN))
    assert "suit la procédure des Européens sans activité" in screen.text
    assert "CREIC" in screen.text


FRENCH = re.compile(r"\b(?:de|des|du|les|une|est|avec|pour|dans|sur|vous|votre|mois|ou)\b|[’']un")
# Names that stay as they are in every language.
NAMES = (
    "livret de famille",
    "Complémentaire santé solidaire",
    "aide médicale de l’État",
    "personne hébergeant",
    "France Services",
)


@pytest.mark.parametrize(
    "answers",
    [
        SINGLE_MOTHER,
        WITHOUT_PERMIT,
        ITALIAN,
        IN_FRANCE | {"birth_date": {"value": "1980-03-04"}, "housing_benefit": None},
    ],
)
def test_an_english_reader_reads_nothing_else_than_english(client, answers):
    screen = Simulation(client, "en").go_through(story(**answers))
    said = screen.text_in("en")
    for name in NAMES:
        said = said.replace(name, "")
    assert "The full calculation" in said
    assert [said[found.start() - 60 : found.end() + 60] for found in FRENCH.finditer(said)] == []


@pytest.mark.parametrize("answers", [SINGLE_MOTHER, WITHOUT_PERMIT, ITALIAN])
def test_easy_to_read_french_leaves_the_calculation_to_the_french_page(client, answers):
    screen = Simulation(client, "falc").go_through(story(**answers))
    assert "Appuyez sur « Français » en haut de la page." in screen.text
    assert "R861" not in screen.text
    assert "Le détail du calcul" in screen_in_french(client, screen).text


def screen_in_french(client, screen):
    return Simulation(client, address="/simulateur/resultat/" + screen.links["Français"]).screen


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("falc", "Oui, vous avez droit à la C2S."),
        ("en", "You are entitled to the Complémentaire santé solidaire, free of charge."),
    ],
)
def test_the_language_that_was_chosen_is_kept_to_the_end(client, language, said):
    simulation = Simulation(client, language)
    screen = simulation.go_through(story(**IN_FRANCE | {"benefits": {"value": ["rsa"]}}))
    assert said in screen.text
    assert f"langue={language}" in simulation.address


def test_knowing_nothing_comes_to_an_end(client):
    simulation = Simulation(client)
    screen = simulation.go_through(lambda name: IN_FRANCE[name] if name == "household" else None)
    # Each question once; the end is a button away all along.
    assert len(simulation.asked) == len(set(simulation.asked)) <= 22
    assert "Ce que l’on ne peut pas encore dire" in screen.text
