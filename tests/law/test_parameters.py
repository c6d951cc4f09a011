"""The figures of the law are the published ones, dated, sourced, and their doubts are told."""

from datetime import date

import pytest

from allervers.law.parameters import CONFIDENCES, load
from allervers.law.registry import KNOWN_RIGHTS, law
from tests.law.households import c2s, household, person

# Free and with a contribution, for one to four persons, then for each further person. Published, except in 2019 (beyond
# one person, and with a contribution) and in July 2022 (beyond one person): computed and marked low.
METROPOLE = {
    "2019-11-01": ([8951, 13427, 16112, 18797], [12084, 18126, 21751, 25376]),
    "2020-04-01": ([9032, 13547, 16257, 18966], [12193, 18289, 21947, 25604]),
    "2021-04-01": ([9041, 13562, 16274, 18986], [12205, 18308, 21970, 25631]),
    "2022-04-01": ([9203, 13805, 16566, 19327], [12424, 18637, 22364, 26091]),
    "2022-07-01": ([9571, 14357, 17228, 20099], [12921, 19381, 23258, 27134]),
    "2023-04-01": ([9719, 14578, 17494, 20409], [13120, 19680, 23616, 27553]),
    "2024-04-01": ([10166, 15249, 18298, 21348], [13724, 20586, 24703, 28820]),
    "2025-04-01": ([10339, 15508, 18609, 21711], [13957, 20936, 25123, 29311]),
}
FURTHER = {
    "2020-04-01": (3612.62, 4877.04),
    "2021-04-01": (3616, 4882),
    "2022-04-01": (3681, 4970),
    "2022-07-01": (3828, 5168),
    "2023-04-01": (3887, 5248),
    "2024-04-01": (4066, 5490),
    "2025-04-01": (4135, 5583),
}


def ceilings(day: str, persons: int, territory: str = "metropole") -> tuple[float, float]:
    children = [person("child", "2010-01-01") for _ in range(persons - 1)]
    answer = c2s(household(person(), *children, date=day, territory=territory))
    return answer.amounts["ceiling_free"] / 100, answer.amounts["ceiling_contribution"] / 100


@pytest.mark.parametrize("day", METROPOLE)
def test_published_ceilings_of_metropole_are_given_to_the_euro(day):
    free, contribution = METROPOLE[day]
    assert [ceilings(day, persons) for persons in (1, 2, 3, 4)] == list(zip(free, contribution, strict=True))


@pytest.mark.parametrize("day", FURTHER)
def test_each_person_after_the_fourth_adds_the_published_amount(day):
    (free, contribution), (more_free, more_contribution) = METROPOLE[day], FURTHER[day]
    # The amounts of 2020 were published to the cent; a ceiling is in whole euros.
    assert ceilings(day, 6) == (round(free[3] + 2 * more_free), round(contribution[3] + 2 * more_contribution))


def test_published_ceilings_of_overseas_in_2024_are_given_to_the_euro():
    assert [ceilings("2024-04-01", persons, "reunion") for persons in (1, 2, 3, 4, 5)] == [
        (11315, 15275),
        (16972, 22912),
        (20366, 27494),
        (23760, 32077),
        (28286, 38187),
    ]


def test_mayotte_follows_the_overseas_table_and_says_that_this_is_to_be_confirmed():
    answer = c2s(household(territory="mayotte", date="2024-06-01"))
    assert answer.amounts["ceiling_free"] == 1131500
    assert answer.confidence == "medium"


@pytest.mark.parametrize(("day", "free", "contribution"), [("2021-06-01", 10063, 13585), ("2023-06-01", 10817, 14603)])
def test_overseas_ceilings_without_a_published_table_are_computed_and_marked_low(day, free, contribution):
    assert ceilings(day, 1, "guyane") == (free, contribution)
    assert c2s(household(date=day, territory="guyane")).confidence == "low"


def test_the_first_c2s_ceilings_are_those_of_april_2019():
    assert ceilings("2019-11-01", 1) == (8951, 12084)


def test_the_increase_of_july_2022_applies_from_its_day():
    assert [ceilings(day, 1)[0] for day in ("2022-06-30", "2022-07-01")] == [9203, 9571]


def test_ceilings_change_on_1_april():
    assert [ceilings(day, 1)[0] for day in ("2024-03-31", "2024-04-01")] == [9719, 10166]


def test_a_figure_in_doubt_marks_the_answer_that_used_it_and_no_other():
    alone, four = household(date="2022-08-01"), household(*_family(), date="2022-08-01")
    # One person: published. Four: computed, for lack of a table.
    table = {step.name: step.confidence for step in _steps(c2s(alone).explanation)}
    assert table["c2s_table_free_metropole"] == "high"
    assert c2s(four).confidence == "low"


def test_every_figure_has_a_source_and_a_known_confidence():
    for parameter in (each for right in KNOWN_RIGHTS for each in load(right).parameters.values()):
        for value in parameter.values:
            assert value.source
            assert value.confidence in CONFIDENCES
            assert list(parameter.dates) == sorted(parameter.dates)


def test_every_parameter_has_a_value_on_the_first_day_of_the_right():
    assert set(law().starts.values()) == {date(2019, 11, 1)}
    known = law().parameters_at(date(2019, 11, 1)).keys()
    assert all(load(right).parameters.keys() <= known for right in KNOWN_RIGHTS)


def _family() -> list[dict]:
    return [person(), *(person("child", f"201{year}-01-01") for year in range(3))]


def _steps(step):
    yield step
    for inner in step.steps:
        yield from _steps(inner)
