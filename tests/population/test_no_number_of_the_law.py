"""No date, age or duration of the law is typed into the SQL or the sentences of lists, gaps and diagnosis."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlglot import exp, parse_one

from allervers.population import figures, gaps, selection
from allervers.population.diagnosis import annexes, counting
from allervers.population.diagnosis.dimensions import AGE, FIXED, HOME
from allervers.population.targets import known

# Age as a subtraction of two dates written as integers: no law in it. Bands of ages are the diagnosis' own.
RECKONING, OWN = {"10000", "100"}, AGE.name
NUMBERS = "un|une|deux|trois|quatre|cinq|six|huit|dix|douze|quinze|seize|dix-huit|vingt|trente|soixante"
TYPED = re.compile(rf"(?<!\w)\d+|\b(?:{NUMBERS})\s+(?:mois|ans?|jours?|semaines?)\b", re.IGNORECASE)


def typed_in_sql(text: str) -> list[str]:
    """Literals of a text: numbers and days. A step of one day or month, and nothing at all (0), are no figures."""
    tree = parse_one(text, read="duckdb")
    steps = {id(literal) for step in tree.find_all(exp.Interval) for literal in step.find_all(exp.Literal)}
    found = [each for each in tree.find_all(exp.Literal) if id(each) not in steps]
    wide = [step.sql() for step in tree.find_all(exp.Interval) if step.this.name != "1"]
    return wide + [each.name for each in found if re.fullmatch(r"[\d.:-]+", each.name) and each.name != "0"]


def typed_in_words(text: str) -> list[str]:
    return TYPED.findall(re.sub(r"\{\w+\}", "", text))


SQL = {
    **{f"gap {gap.name} {place}": text for gap in gaps.known().values() for place, text in enumerate(gap.texts)},
    **{f"situated {name}": text for name, text in gaps.SITUATED.items()},
    **{f"target {name}": target.where for name, target in known().items()},
    **{
        f"target {name} reason {place}": when
        for name, target in known().items()
        for place, (when, _) in enumerate(target.reasons)
    },
    **{f"derived {name}": text for name, text in selection.DERIVED.items()},
    **{f"dimension {each.name}": each.sql for each in FIXED if each.name != OWN},
    **{f"home {name}": text for name, text in HOME.items()},
    "state": counting._STATE,
}
WORDS = {
    **{f"gap {gap.name}": f"{gap.label} / {gap.definition}" for gap in gaps.known().values()},
    **{f"target {name} label": target.label for name, target in known().items()},
    **{
        f"target {name} sentence {place}": say
        for name, target in known().items()
        for place, (_, say) in enumerate(target.reasons)
    },
    **{f"dimension {each.name}": " / ".join([each.title, *each.groups.values()]) for each in FIXED if each.name != OWN},
    **{f"definition {term}": text for term, text in annexes.DEFINITIONS},
}


@pytest.mark.parametrize("place", SQL)
def test_no_number_stands_in_the_sql(place):
    assert [number for number in typed_in_sql(SQL[place]) if place != "derived age" or number not in RECKONING] == []


@pytest.mark.parametrize("place", WORDS)
def test_no_number_stands_in_the_words(place):
    assert typed_in_words(WORDS[place]) == []


@pytest.mark.parametrize("name", known())
def test_a_priority_is_from_one_to_five_and_hangs_on_no_number(name):
    tree = parse_one(known()[name].priority, read="duckdb")
    results = [branch.args["true"] for branch in tree.find_all(exp.If)] or [tree]
    results += [case.args["default"] for case in tree.find_all(exp.Case)]
    assert {each.name for each in results} <= set("12345")
    conditions = [literal for branch in tree.find_all(exp.If) for literal in branch.this.find_all(exp.Literal)]
    assert [each.name for each in conditions if each.is_number] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("age >= 16", ["16"]),
        ("c2s_until >= DATE '2020-09-24'", ["2020-09-24"]),
        ("CAST(today + INTERVAL 2 MONTH AS DATE) > c2s_until", ["INTERVAL '2' MONTH"]),
        ("to_months(6)", ["6"]),
        ("age BETWEEN young_from AND 25", ["25"]),
    ],
)
def test_the_walk_sees_a_number_in_sql(text, numbers):
    assert typed_in_sql(text) == numbers


@pytest.mark.parametrize("text", ["dans les douze mois", "17 ans et 10 mois", "Moins de 18 ans", "en un an"])
def test_the_walk_sees_a_number_in_words(text):
    assert typed_in_words(text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gap_window", "12 mois"),
        ("no_doctor_for", "2 ans"),
        ("child_welfare_c2s_renewal", "17 ans et 10 mois"),
        ("majority", "18 ans"),
        ("c2s_renewal_due_before", "2 mois"),
    ],
)
def test_a_figure_is_told_with_its_unit_as_it_is_on_the_day(name, words):
    assert figures.in_words(name, date(2025, 6, 1)) == words
    assert figures.filled(f"dans {{{name}}}, {{age}} ans", date(2025, 6, 1)) == f"dans {words}, {{age}} ans"
