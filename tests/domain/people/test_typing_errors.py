"""Names are found as they are heard and typed: one error in every word, the beginning of a word, accents or none."""

import pytest
from django.db import connection

from allervers.domain.accompaniment.queries import persons_entrusted
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.people.queries import search, understand
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = [
    ("Témoin", "Zoé"),
    ("Imaginaire", "Jean-Noël"),
    ("Exemple", "Zoé"),
    ("L'Imaginé", "Thérèse"),
    ("Du Pontel", "Ève"),
]


@pytest.fixture
def adviser():
    adviser = factories.account(Role.ADVISER)
    for birth_name, first_name in NAMES:
        factories.person(adviser.organisation, birth_name=birth_name, first_name=first_name)
    return adviser


def found(adviser, typed):
    fund = adviser.organisation_id
    with acting_as(adviser, "test"):
        entrusted = persons_entrusted(fund)
        return [
            person.birth_name for person in search(understand(typed), fund_id=fund, entrusted=entrusted, how_many=20)
        ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("temoin", "Témoin"),
        ("Temion", "Témoin"),  # two letters exchanged
        ("temon", "Témoin"),  # one missing
        ("temoiin", "Témoin"),  # one too many
        ("tenoin", "Témoin"),  # one for another
        ("témo", "Témoin"),  # the beginning
        ("Témion Zoe", "Témoin"),
        ("zéo temoin", "Témoin"),  # an error in each word, in any order
        ("immaginaire", "Imaginaire"),
        ("imaginiare jean", "Imaginaire"),
        ("limagine", "L'Imaginé"),  # joined otherwise: alike on the whole
        ("dupontel", "Du Pontel"),
        ("temoin 1984", "Témoin"),
        ("temion 12/03/1984", "Témoin"),
    ],
)
def test_a_person_is_found_first_in_spite_of_typing_errors(adviser, typed, name):
    assert found(adviser, typed)[:1] == [name]


def test_what_is_spelt_right_comes_before_what_is_nearly_so(adviser):
    factories.person(adviser.organisation, birth_name="Témoins", first_name="Ève")
    factories.person(adviser.organisation, birth_name="Témin", first_name="Ève")
    assert found(adviser, "témoin") == ["Témoin", "Témoins", "Témin"]


@pytest.mark.parametrize("typed", ["xyzzyx", "temoin ernestine", "exemple 1951"])
def test_nobody_is_found_when_a_word_fits_nobody(adviser, typed):
    assert "Exemple" not in found(adviser, typed)


@pytest.mark.parametrize("typed", ["&|!:*()'", "a" * 100, "l'", "--", "œ" * 50, "zoé " * 24, "o'b \\ %s {} ; drop"])
def test_nothing_that_is_typed_breaks_the_search(adviser, typed):
    with acting_as(adviser, "test"), connection.cursor() as cursor:
        cursor.execute("select * from search_persons(%s, 20)", [typed])
        cursor.execute("select name_matches(name_key(%s), search_text) from people_person", [typed])


def test_a_very_long_name_is_kept_and_found(adviser):
    factories.person(adviser.organisation, birth_name="œ" * 100, first_name="Zoé")
    assert found(adviser, "œ" * 50) == ["œ" * 100]
