"""The conditions of the papers that compare days or ages: the day before, the day itself, the day after."""

from datetime import date

import pytest

from allervers.law import Situation
from allervers.law.conditions import CONDITIONS, Case
from allervers.law.documents import documents
from tests.law.households import household, person

REQUEST = date(2024, 6, 1)


def holds(name: str, **fields) -> bool | None:
    situation = Situation.from_dict(household(person(**fields), date=REQUEST.isoformat()))
    return CONDITIONS[name].holds(Case(situation, situation.persons[0], None))


@pytest.mark.parametrize(("day", "expected"), [("2024-05-31", True), ("2024-06-01", True), ("2024-06-02", False)])
def test_care_of_the_day_of_the_request_was_received(day, expected):
    assert holds("care_received", care_received_on=day) is expected


@pytest.mark.parametrize(("day", "expected"), [("2024-05-31", True), ("2024-06-01", True), ("2024-06-02", False)])
def test_who_begins_to_work_on_the_day_of_the_request_works(day, expected):
    assert holds("works", activity="inactive", employment_start=day) is expected


@pytest.mark.parametrize(("nationality", "expected"), [("FR", True), ("IT", False), ("ML", False), (None, None)])
def test_who_is_french_has_the_nationality_of_france(nationality, expected):
    assert holds("french", nationality=nationality) is expected


@pytest.mark.parametrize(
    ("stay", "nationality", "expected"),
    [
        ("asylum_seeker", "ML", True),
        ("irregular", "ML", False),
        ("regular", "ML", False),
        (None, "IT", False),
        (None, "ML", None),
    ],
)
def test_who_seeks_asylum_says_so_and_a_european_never_does(stay, nationality, expected):
    assert holds("asylum_seeker", stay=stay, nationality=nationality) is expected


@pytest.mark.parametrize(
    ("role", "joint_taxation", "expected"), [("spouse", False, False), ("spouse", True, True), ("partner", False, True)]
)
def test_only_a_spouse_may_be_taxed_apart(role, joint_taxation, expected):
    other = person(role, joint_taxation=joint_taxation)
    situation = Situation.from_dict(household(person(), other))
    assert CONDITIONS["in_household"].holds(Case(situation, situation.persons[1], None)) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"born": "1999-06-01"}, False),
        ({"born": "1999-06-02"}, True),
        ({"born": "2010-01-01", "attached": False}, False),
        ({"born": "2002-01-01", "own_tax_return": None, "lives_with_parents": False}, None),
    ],
)
def test_papers_are_asked_of_the_children_who_are_of_the_household(fields, expected):
    situation = Situation.from_dict(household(person(), person("child", **fields)))
    assert CONDITIONS["in_household"].holds(Case(situation, situation.persons[1], None)) is expected


def test_who_is_taxed_apart_is_asked_for_the_proof_of_the_allowance_that_the_couple_is_presumed_by():
    apart = person("spouse", joint_taxation=False, benefits=["aspa"])
    asked = documents("c2s", Situation.from_dict(household(person(), apart)))
    assert [each.code for each in asked if each.person_id == "p2"] == ["c2s_presumed"]


@pytest.mark.parametrize(("others", "expected"), [([], True), ([person("partner")], False)])
def test_a_minor_is_unaccompanied_when_alone(others, expected):
    situation = Situation.from_dict(household(person(birth_date="2008-01-01"), *others))
    assert CONDITIONS["unaccompanied_minor"].holds(Case(situation, situation.persons[0], None)) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"annual_resources": 0}, True),
        ({"annual_resources": 0.01}, False),
        ({"resources_complete": True}, True),
        ({"resources_complete": False}, None),
        ({"resources_complete": True, "resources": [{"kind": "wage", "month": "2024-03", "amount": None}]}, None),
        ({"resources_complete": True, "resources": [{"kind": "wage", "month": "2024-03", "amount": 0}]}, True),
        ({"resources_complete": True, "resources": [{"kind": "wage", "month": "2024-03", "amount": 0.01}]}, False),
    ],
)
def test_no_resources_means_that_all_were_told_and_are_nought(fields, expected):
    assert holds("no_resources", **{"annual_resources": None, **fields}) is expected


@pytest.mark.parametrize(
    ("name", "age", "expected"),
    [("minor", 18, False), ("from_16", 16, True), ("under_25", 25, False)],
)
def test_an_age_is_reached_on_the_birthday(name, age, expected):
    birthday = REQUEST.replace(year=REQUEST.year - age)
    assert holds(name, birth_date=birthday.isoformat()) is expected
    assert holds(name, birth_date=date(birthday.year, 6, 2).isoformat()) is not expected
    assert holds(name, birth_date=date(birthday.year, 5, 31).isoformat()) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"nationality": "FR"}, True),
        # D160-2 II 1° CSS: the minor who seeks asylum, on the eve of 18 and on the day itself.
        ({"nationality": "AF", "stay": "asylum_seeker", "birth_date": "2006-06-02"}, False),
        ({"nationality": "AF", "stay": "asylum_seeker", "birth_date": "2006-06-01"}, True),
        # Whether asylum is sought, or the age, is not known: neither yes nor no.
        ({"nationality": "AF", "birth_date": "2008-01-01"}, None),
        ({"nationality": "AF", "stay": "asylum_seeker", "birth_date": None}, None),
        # 3°: the family of L161-1, not whoever lives with an insured person.
        ({"nationality": "ML", "joins_insured": {"link": "spouse", "insured": "resident"}}, False),
        ({"nationality": "ML", "joins_insured": {"link": "parent", "insured": "resident"}}, True),
        (
            {
                "nationality": "ML",
                "joins_insured": {"link": "parent", "insured": "resident"},
                "statuses": ["keeps_house_for_insured"],
            },
            False,
        ),
        ({"birth_date": "2006-06-01", "joins_insured": {"link": "child", "insured": "resident"}}, True),
        ({"birth_date": "2006-06-02", "joins_insured": {"link": "child", "insured": "resident"}}, False),
        # 4° and 5°.
        ({"nationality": "GN", "statuses": ["child_welfare"]}, False),
        ({"nationality": "ML", "activity": "student"}, False),
    ],
)
def test_three_months_are_proved_by_whom_the_decree_does_not_excuse(fields, expected):
    assert holds("three_months_to_prove", **fields) is expected


def test_an_adult_who_sought_asylum_before_2020_proved_no_months():
    for day, expected in (("2019-12-31", False), ("2020-01-01", True)):
        told = household(person(nationality="AF", stay="asylum_seeker"), date=day)
        situation = Situation.from_dict(told)
        case = Case(situation, situation.persons[0], None)
        assert CONDITIONS["three_months_to_prove"].holds(case) is expected
