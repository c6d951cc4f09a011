"""The JSON Schema published with the package says the same shapes as the reading of a situation."""

import copy

import fastjsonschema
import pytest

from allervers.law import Situation, SituationError
from allervers.law.fields import nearest
from allervers.law.schema import published, situation_schema, text
from tests.law.households import household, person
from tests.law.test_cases import cases, situation_of

RULE = fastjsonschema.compile(situation_schema())

FULL = household(
    person(
        id="p1",
        nationality="IT",
        alsace_moselle=None,
        annual_resources=653.12,
        resources=[{"kind": "wage", "month": "2024-05", "amount": 812.4}, {"kind": "asi", "month": "2024-04-01"}],
        residence_since="2024-01-10",
        stay="regular",
        residence_title={"kind": "residence_card", "expires_on": "2025-03-15"},
        statuses=["student"],
        benefits=["rsa"],
        joins_insured={"link": "spouse", "insured": "resident"},
        previous_scheme={"country": "IT", "ceam": False, "portability_answer": "none"},
    ),
    person("child", "2012-01-01"),
    id=12,
    family_benefits=[{"kind": "family_allowance", "month": "2024-05", "amount": 148.52}],
)

# Changes of a good situation that shapes forbid: the path, then the value.
BAD = [
    (("date",), None),
    (("date",), "06/2024"),
    (("persons",), []),
    (("persons",), None),
    (("persons",), {}),
    (("territory",), "metropol"),
    (("rsa",), "oui"),
    (("housing_benefit",), -1),
    (("housing_benefit",), "12"),
    (("housing_benefit",), 1e12),
    (("foyer",), 1),
    (("id",), ""),
    (("id",), True),
    (("persons", 0, "role"), None),
    (("persons", 0, "role"), "aunt"),
    (("persons", 0, "birthdate"), "1984-03-02"),
    (("persons", 0, "nationality"), "France"),
    (("persons", 0, "nationality"), "XX"),
    (("persons", 0, "nationality"), "UK"),
    (("persons", 0, "nationality"), "RE"),
    (("persons", 0, "previous_scheme", "country"), "XX"),
    (("persons", 0, "statuses"), "student"),
    (("persons", 0, "statuses"), [None]),
    (("persons", 0, "resources", 0, "kind"), "family_allowance"),
    (("persons", 0, "resources", 0, "month"), "2024-13"),
    (("persons", 0, "resources", 0, "month"), None),
    (("persons", 0, "resources", 0, "currency"), "EUR"),
    (("persons", 0, "residence_title", "until"), "2025-01-01"),
    (("persons", 0, "joins_insured", "link"), "cousin"),
    (("persons", 0, "previous_scheme"), []),
    (("family_benefits", 0, "kind"), "wage"),
]


def by_schema(situation) -> bool:
    try:
        RULE(situation)
    except fastjsonschema.JsonSchemaException:
        return False
    return True


def by_reading(situation) -> bool:
    try:
        Situation.from_dict(situation)
    except SituationError:
        return False
    return True


def changed(path, value):
    situation = copy.deepcopy(FULL)
    inside = situation
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    return situation


def test_the_published_schema_is_that_of_the_tables():
    assert published() == text(), "write it again: make docs"


def test_a_full_situation_and_its_unknown_fields_pass_both():
    assert by_schema(FULL)
    assert by_reading(FULL)
    for name in set(FULL) - {"date", "persons"}:
        assert by_schema(changed((name,), None)) is by_reading(changed((name,), None)) is True


@pytest.mark.parametrize("name", [name for name in FULL["persons"][0] if name not in ("role", "id")])
def test_a_field_of_a_person_may_be_unknown(name):
    situation = changed(("persons", 0, name), None)
    assert by_schema(situation) is by_reading(situation) is True


@pytest.mark.parametrize(("path", "value"), BAD)
def test_a_wrong_shape_fails_both(path, value):
    situation = changed(path, value)
    assert by_schema(situation) is by_reading(situation) is False


@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"]) for case in cases()])
def test_the_cases_of_the_law_pass_both(case):
    assert by_schema(situation_of(case)) is by_reading(situation_of(case)) is True


def test_every_field_of_the_reading_is_in_the_schema_with_a_label_where_rules_read_it():
    fields = situation_schema()["properties"]["persons"]["items"]["properties"]
    assert fields["birth_date"]["title"] == "Date de naissance"
    assert nearest("birthdate", fields) == "vouliez-vous dire « birth_date » ?"
