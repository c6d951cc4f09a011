"""A reported person is recognised by their NIR, else by three of four elements, and never across two NIRs."""

import datetime
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.domain.organisations.context import acting_for
from allervers.domain.people.matching import ELEMENTS, candidates
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from allervers.domain.referrals.queries import waiting_alike
from tests import factories

pytestmark = pytest.mark.django_db

NIR = "184037512345690"
OTHER_NIR = "284037512345640"
BORN = datetime.date(1984, 3, 12)


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def known(fund):
    return factories.person(fund)


def reported(fund, nir="", **fields):
    """What a referral says, not yet written."""
    made = Referral(**factories.referral_fields(fund, **fields))
    made.set_nir(nir)
    return made


def matches(fund, nir="", **fields):
    with acting_for(fund, "test"):
        return candidates(reported(fund, nir, **fields), fund.pk)


UNLIKE = {
    "birth_name": "Tout-Autre",
    "first_name": "Inès",
    "birth_date": datetime.date(1950, 1, 1),
    "phone": "01 99 00 11 22",
}
# What the four elements are called on a referral.
FIELD = {
    "birth_date": "birth_date",
    "phone_key": "phone",
    "birth_name_key": "birth_name",
    "first_name_key": "first_name",
}


def test_four_elements_that_agree_are_a_candidate(fund, known):
    [match] = matches(fund)
    assert match.person == known
    assert not match.same_nir
    assert set(match.agreeing) == set(ELEMENTS)
    assert match.differing == []


@pytest.mark.parametrize("element", ELEMENTS)
def test_three_elements_are_enough_whichever_the_fourth_is(fund, known, element):
    [match] = matches(fund, **{FIELD[element]: UNLIKE[FIELD[element]]})
    assert match.person == known
    assert match.differing == [element]
    assert set(match.agreeing) == set(ELEMENTS) - {element}


@pytest.mark.parametrize("elements", list(itertools.combinations(ELEMENTS, 2)), ids="-".join)
def test_two_elements_are_not_enough(fund, known, elements):
    assert matches(fund, **{FIELD[element]: UNLIKE[FIELD[element]] for element in elements}) == []


@pytest.mark.parametrize(
    ("known_as", "reported_as"),
    [
        ({"birth_name": "Lefèvre"}, {"birth_name": "LEFEVRE"}),
        ({"birth_name": "L'Hermite"}, {"birth_name": "l’hermite"}),
        ({"birth_name": "Dos Santos"}, {"birth_name": "DOS-SANTOS"}),
        ({"birth_name": "Cœur"}, {"birth_name": "COEUR"}),
        ({"first_name": "Jean-Noël"}, {"first_name": "jean noel"}),
        ({"first_name": "  Zoé"}, {"first_name": "ZOE "}),
        ({"phone": "06 39 98 12 34"}, {"phone": "+33639981234"}),
        ({"phone": "0639981234"}, {"phone": "0033 6 39 98 12 34"}),
        ({"phone": "06.39.98.12.34"}, {"phone": "+33 (0)6-39-98-12-34"}),
    ],
)
def test_the_way_of_writing_does_not_count(fund, known_as, reported_as):
    known = factories.person(fund, **known_as)
    # Another element differs, so that the one that is written differently decides.
    spare = "birth_date" if "phone" not in known_as else "first_name"
    [match] = matches(fund, **{**reported_as, spare: UNLIKE[spare]})
    assert match.person == known
    assert len(match.agreeing) == 3


def test_a_birth_name_and_a_first_name_that_were_swapped_are_two_elements_that_differ(fund, known):
    assert matches(fund, birth_name=known.first_name, first_name=known.birth_name) == []


def test_a_day_and_a_month_that_were_swapped_differ(fund, known):
    [match] = matches(fund, birth_date=datetime.date(1984, 12, 3))
    assert match.differing == ["birth_date"]


@pytest.mark.parametrize("missing", [{"phone": ""}, {"birth_date": None}])
def test_what_is_missing_agrees_with_nothing_even_when_missing_on_both_sides(fund, missing):
    factories.person(fund, **missing)
    [match] = matches(fund, **missing)
    assert len(match.agreeing) == 3
    assert match.differing == []
    assert matches(fund, **missing, first_name="Inès") == []


def test_nothing_is_recognised_from_two_elements_alone(fund, known):
    factories.person(fund, phone="", birth_date=None)
    assert matches(fund, phone="", birth_date=None) == []


def test_the_same_nir_is_the_same_person_whatever_else_differs(fund):
    known = factories.person(fund, nir=NIR, **UNLIKE)
    [match] = matches(fund, nir=NIR)
    assert match.person == known
    assert match.same_nir
    assert match.agreeing == []
    assert set(match.differing) == set(ELEMENTS)


def test_two_different_nirs_are_never_the_same_person_whatever_else_agrees(fund):
    factories.person(fund, nir=NIR)
    assert matches(fund, nir=OTHER_NIR) == []


@pytest.mark.parametrize(("known_nir", "reported_nir"), [(NIR, ""), ("", NIR)])
def test_a_nir_that_only_one_side_has_neither_helps_nor_prevents(fund, known_nir, reported_nir):
    factories.person(fund, nir=known_nir)
    [match] = matches(fund, nir=reported_nir)
    assert not match.same_nir
    assert matches(fund, nir=reported_nir, phone="", first_name="Inès") == []


def test_the_person_with_the_same_nir_comes_before_those_who_only_look_alike(fund):
    alike = factories.person(fund)
    same = factories.person(fund, nir=NIR, **UNLIKE)
    assert [match.person for match in matches(fund, nir=NIR)] == [same, alike]


def test_persons_of_another_fund_are_never_candidates(fund):
    other = factories.fund()
    factories.person(other, nir=NIR)
    assert matches(fund, nir=NIR) == []


def test_the_other_waiting_referrals_that_look_alike_are_found_by_the_same_rule(fund):
    first = factories.referral(fund)
    second = factories.referral(fund, birth_name="EXEMPLE", phone="+33639981234", birth_date=None)
    factories.referral(fund, first_name="Inès", phone="")
    factories.referral(factories.fund())
    with acting_for(fund, "test"):
        assert list(waiting_alike(first)) == [second]
        assert list(waiting_alike(second)) == [first]


texts = st.sampled_from(["Exemple", "exemple", "Êxemple", "Modèle", "Jean-Paul", "jean paul"])
identities = st.fixed_dictionaries(
    {
        "birth_name": texts,
        "first_name": texts,
        "birth_date": st.sampled_from([None, BORN, datetime.date(1984, 12, 3)]),
        "phone": st.sampled_from(["", "0639981234", "+33 6 39 98 12 34", "0199001122"]),
    }
)
nirs = st.sampled_from(["", NIR, OTHER_NIR])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=identities, known_nir=nirs, other=identities, other_nir=nirs)
def test_recognising_is_symmetric_and_follows_the_rule(fund, known, known_nir, other, other_nir):
    with acting_for(fund, "test"):
        Person.objects.update(nir_encrypted=None, nir_digest=None, birth_date=None, phone="")
    one = factories.person(fund, nir=known_nir, **known)
    found = [match for match in matches(fund, nir=other_nir, **other) if match.person == one]

    def key(identity):
        plain = identity["birth_name"], identity["first_name"]
        names = [name.lower().replace("ê", "e").replace("-", " ") for name in plain]
        return [*names, identity["birth_date"], identity["phone"].replace(" ", "")[-9:]]

    agreeing = sum(bool(a) and a == b for a, b in zip(key(known), key(other), strict=True))
    two_nirs = known_nir and other_nir
    expected = known_nir == other_nir if two_nirs else agreeing >= 3
    assert bool(found) == expected
    if found:
        assert len(found[0].agreeing) == agreeing
