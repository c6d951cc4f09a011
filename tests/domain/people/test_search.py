"""What is typed is understood as a NIR, a telephone, a date or a name, and finds the person."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from allervers.domain.organisations.context import acting_for
from allervers.domain.people.models import Person
from allervers.domain.people.queries import Wanted, search, understand
from tests import factories

NIR = "184037512345690"
DAY = datetime.date(1984, 3, 12)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("1 84 03 75 123 456 90", Wanted(nir=NIR)),
        ("184037512345690", Wanted(nir=NIR)),
        ("06 39 98 12 34", Wanted(phone="0639981234")),
        ("+33 6.39.98.12.34", Wanted(phone="+33639981234")),
        ("0033639981234", Wanted(phone="0033639981234")),
        ("12/03/1984", Wanted(born_from=DAY, born_to=DAY)),
        ("12.3.1984", Wanted(born_from=DAY, born_to=DAY)),
        ("12031984", Wanted(born_from=DAY, born_to=DAY)),
        ("1984-03-12", Wanted(born_from=DAY, born_to=DAY)),
        ("Dupont 12/03/1984", Wanted(name="Dupont", born_from=DAY, born_to=DAY)),
        (
            "dupont 1984",
            Wanted(name="dupont", born_from=datetime.date(1984, 1, 1), born_to=datetime.date(1984, 12, 31)),
        ),
        ("  L'Hermite   Zoé ", Wanted(name="L'Hermite Zoé")),
        ("IMAGINAIRE (usage : Pseudonyme) Zoé", Wanted(name="IMAGINAIRE Pseudonyme Zoé")),  # copied from a page
        ("٠٦٣٩٩٨١٢٣٤", Wanted(phone="0639981234")),
        ("１２３４", Wanted(phone_end="1234")),
    ],
)
def test_what_was_typed_is_understood(typed, wanted):
    assert understand(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/1984", "n’existe pas"),
        ("1840375123456", "Il manque la clé"),
        ("1 84 03 75 123 456 06", "ne correspond pas"),
        ("--", "Écrivez un nom"),
        ("639", "un téléphone, ses quatre derniers chiffres"),
    ],
)
def test_what_cannot_be_searched_is_said(typed, said):
    with pytest.raises(ValidationError, match=said):
        understand(typed)


@pytest.fixture
def fund():
    return factories.fund()


def found(fund, typed, how_many=20, entrusted=None):
    with acting_for(fund, "test"):
        entrusted = Person.objects.none() if entrusted is None else entrusted
        return search(understand(typed), fund_id=fund.pk, entrusted=entrusted, how_many=how_many)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "lefèvre zoé",
        "LEFEVRE",
        "lefevbre",
        "Zoé Lefevre",
        "Marchand",
        "lefevre 1984",
        "lefvre 12/03/1984",
        "12/03/1984",
        "+33 6 39 98 12 34",
        "1 84 03 75 123 456 90",
    ],
)
def test_a_person_is_found_by_what_is_remembered(fund, typed):
    known = factories.person(fund, nir=NIR, birth_name="Lefèvre", usage_name="Marchand")
    factories.person(fund, birth_name="Okonkwo", first_name="Ada", birth_date=None, phone="")
    factories.person(factories.fund(), nir=NIR, birth_name="Lefèvre", usage_name="Marchand")
    assert found(fund, typed) == [known]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["lefevre 1985", "lefevre 13/03/1984", "06 39 98 12 35", "Nguyen"])
def test_somebody_else_is_not_found(fund, typed):
    factories.person(fund, nir=NIR, birth_name="Lefèvre")
    assert found(fund, typed) == []


@pytest.mark.django_db
def test_the_most_alike_come_first_and_no_more_than_asked(fund):
    factories.person(fund, birth_name="Dupond", first_name="Luc")
    exact = factories.person(fund, birth_name="Dupont", first_name="Luc")
    factories.person(fund, birth_name="Dumont", first_name="Luc")
    persons = found(fund, "dupont luc", how_many=2)
    assert len(persons) == 2
    assert persons[0] == exact


@pytest.mark.django_db
def test_a_name_that_very_many_bear_is_still_found_with_the_birth(fund):
    for year in range(1930, 1955):
        known = factories.person(fund, birth_name="Martin", birth_date=datetime.date(year, 5, 6))
    assert found(fund, "martin 1954") == [known]
    assert found(fund, "martim 6/5/1954") == [known]


@pytest.mark.django_db
def test_a_name_that_nobody_bears_does_not_make_us_read_the_whole_fund(fund, django_assert_max_num_queries):
    factories.person(fund)
    with acting_for(fund, "test"), django_assert_max_num_queries(2) as queries:
        entrusted = Person.objects.none()
        assert search(understand("Introuvable"), fund_id=fund.pk, entrusted=entrusted, how_many=20) == []
    assert not any("name_matches" in query["sql"] for query in queries.captured_queries)


@pytest.mark.django_db
def test_a_namesake_born_otherwise_does_not_hide_a_name_that_is_cut_otherwise(fund):
    factories.person(fund, birth_name="Dupontel", birth_date=datetime.date(1970, 1, 1))
    known = factories.person(fund, birth_name="Du Pontel", birth_date=datetime.date(1984, 1, 1))
    assert found(fund, "dupontel 1984") == [known]


@pytest.mark.django_db
def test_the_persons_of_files_that_are_entrusted_are_found_too(fund):
    entrusted_to = factories.fund()
    known = factories.person(fund, birth_name="Lefèvre")
    with acting_for(fund, "test"):
        wanted = understand("lefevre")
        handled = Person.objects.filter(pk=known.pk)
        assert search(wanted, fund_id=entrusted_to.pk, entrusted=handled, how_many=20) == [known]
