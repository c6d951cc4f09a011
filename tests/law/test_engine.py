"""The language of rules and its interpreter, apart from any right."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import allervers.law
from allervers.law.evaluation import Run
from allervers.law.expression import (
    Expression,
    Name,
    Operation,
    age_on,
    all_members,
    any_member,
    case,
    children,
    days_after,
    max_of,
    min_of,
    months_after,
    of_applicant,
    on_day,
    percent_of,
    rank_among_members,
    sum_over_members,
    to_nearest_euro,
    walk,
    wrap,
)
from allervers.law.facts import facts_of
from allervers.law.inputs import MissingKey, Unknown
from allervers.law.registry import KNOWN_RIGHTS, assemble, law
from allervers.law.rules import household, person, rule
from allervers.law.situation import Situation
from tests.law.households import household as a_household
from tests.law.households import person as somebody


def computed(expression: Expression, situation: dict | None = None, level=household, place=None):
    """The value of an expression as a rule of its own."""
    declared = rule(level, source="test")(_function(expression))
    run = Run(assemble({}, {"tested": declared}, {}, {}), facts_of(Situation.from_dict(situation or a_household())))
    return run.value("tested", place)


def _function(expression):
    def tested():
        """Règle essayée."""
        return expression

    return tested


UNKNOWN_RSA = a_household()
del UNKNOWN_RSA["rsa"]
RSA = Name("rsa")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (RSA & False, False),
        (wrap(False) & RSA, False),
        (RSA | True, True),
        (case((RSA, "free"), otherwise="free"), "free"),
        (wrap(0) * Name("housing_benefit"), 0),
    ],
)
def test_what_does_not_depend_on_a_missing_input_is_known(expression, expected):
    situation = {name: value for name, value in UNKNOWN_RSA.items() if name != "housing_benefit"}
    assert computed(expression, situation) == expected


@pytest.mark.parametrize(
    "expression",
    [RSA & True, RSA | False, ~RSA, case((RSA, 1), otherwise=2), RSA == True],  # noqa: E712
)
def test_what_depends_on_a_missing_input_is_unknown_and_names_it(expression):
    value = computed(expression, UNKNOWN_RSA)
    assert isinstance(value, Unknown)
    assert value.missing == {MissingKey(None, "rsa")}


def test_an_undecided_case_hangs_on_its_condition_and_on_its_branches():
    situation = {name: value for name, value in UNKNOWN_RSA.items() if name != "housing_benefit"}
    value = computed(case((RSA, Name("housing_benefit")), otherwise=0), situation)
    assert value.missing == {MissingKey(None, "rsa"), MissingKey(None, "housing_benefit")}


@pytest.mark.parametrize(("cents", "rounded"), [(149, 100), (150, 200), (1015700, 1015700), (1015750, 1015800)])
def test_half_a_euro_goes_up(cents, rounded):
    assert computed(to_nearest_euro(wrap(cents))) == rounded


def test_a_percentage_is_rounded_to_the_nearest_cent():
    assert computed(percent_of(wrap(101), 70)) == 71
    assert computed(percent_of(wrap(105), 70)) == 74


def test_a_negative_floor_division_is_refused_because_engines_differ():
    with pytest.raises(ArithmeticError):
        computed(wrap(-7) // 2)


def test_least_and_greatest():
    assert computed(min_of(3, 1, 2)) == 1
    assert computed(max_of(3, 1, 2)) == 3


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("2000-06-01", "2025-05-31", 24),
        ("2000-06-01", "2025-06-01", 25),
        ("2000-02-29", "2025-02-28", 24),
        ("2000-02-29", "2025-03-01", 25),
        ("2024-06-01", "2024-01-01", 0),
    ],
)
def test_age_is_in_complete_years(birth, on, years):
    assert computed(age_on(wrap(date.fromisoformat(birth)), wrap(date.fromisoformat(on)))) == years


FOUR = a_household(
    somebody(born="1990-01-01"),
    somebody("child", "2015-01-01"),
    somebody("child", "2010-01-01"),
    somebody("child", "2010-01-01"),
)


def test_children_are_ranked_eldest_first_and_ties_keep_the_order_of_listing():
    is_child = Name("role") == "child"
    rank = rank_among_members(Name("birth_date"), where=is_child)
    assert [computed(rank, FOUR, person, place) for place in (1, 2, 3)] == [3, 1, 2]


def test_a_missing_birth_date_makes_ranks_unknown_only_where_it_decides():
    situation = a_household(somebody(), {**somebody("child"), "birth_date": None}, somebody("child", "2010-01-01"))
    order = case((Name("role") == "applicant", 1), otherwise=2)
    rank = rank_among_members(order, Name("birth_date"), where=wrap(True))
    assert computed(rank, situation, person, 0) == 1
    assert isinstance(computed(rank, situation, person, 1), Unknown)


def test_a_sum_over_members_skips_those_who_do_not_count():
    assert computed(sum_over_members(10, where=Name("role") == "child"), FOUR) == 30


def test_any_and_all_over_nobody_are_false_and_true():
    nobody = Name("role") == "spouse"
    assert computed(any_member(wrap(True), where=nobody), FOUR) is False
    assert computed(all_members(wrap(False), where=nobody), FOUR) is True


def test_python_s_own_and_or_if_are_refused_in_a_rule():
    with pytest.raises(TypeError, match="no truth value"):
        bool(Name("rsa") == Name("housing"))


@pytest.mark.parametrize(
    "compared", [lambda a: a < "rsa", lambda a: a <= "rsa", lambda a: a > "rsa", lambda a: a >= True]
)
def test_codes_and_truths_have_no_order_in_a_rule(compared):
    with pytest.raises(TypeError, match="no order"):
        compared(Name("housing"))


def test_a_float_cannot_stand_in_a_rule():
    with pytest.raises(TypeError, match="integers"):
        Name("wage") * 1.35


def test_a_person_s_value_in_a_household_rule_must_be_summed():
    @rule(household, source="test")
    def wrong(birth_date):
        """Erreur."""
        return birth_date

    with pytest.raises(ValueError, match=r"wrong: uses values by \['person'\]"):
        assemble({}, {"wrong": wrong}, {}, {})


def test_a_rule_that_names_nothing_known_is_an_error():
    with pytest.raises(ValueError, match="nothing is called « ghost »"):
        computed(Name("ghost"))


def test_rules_that_go_round_in_a_circle_are_an_error():
    @rule(household, source="test")
    def first(second):
        """Un."""
        return second

    @rule(household, source="test")
    def second(first):
        """Deux."""
        return first

    with pytest.raises(ValueError, match="first → second → first"):
        assemble({}, {"first": first, "second": second}, {}, {})


def test_a_rule_that_takes_the_name_of_an_input_is_an_error():
    @rule(household, source="test")
    def rsa():
        """Homonyme."""
        return True

    with pytest.raises(ValueError, match=r"two meanings: \['rsa'\]"):
        assemble({}, {"rsa": rsa}, {}, {})


def test_every_rule_of_every_right_has_a_label_a_source_and_only_nodes_of_the_language():
    known = law()
    for declared in known.rules.values():
        assert declared.label
        assert all(declared.sources)
        assert all(isinstance(node, Expression) for node in walk(declared.expression))
        operators = {node.operator for node in walk(declared.expression) if isinstance(node, Operation)}
        assert operators <= {*"+-*<>", "//", "==", "!=", "<=", ">=", "and", "or", "not", "min", "max"}
        assert not any(callable(getattr(node, "value", None)) for node in walk(declared.expression))
    assert tuple(known.rights) == KNOWN_RIGHTS


def test_children_of_a_node_are_all_its_parts():
    node = case((RSA, 1), otherwise=2)
    assert len(children(node)) == 3


def version_of_a_copy(folder: Path, changed: str | None = None) -> str:
    """What a process of its own says of a copy of the law, one file of which may have a line more."""
    package = folder / "allervers"
    shutil.copytree(Path(allervers.law.__file__).parent, package / "law")
    (package / "__init__.py").touch()
    if changed:
        with (package / "law" / changed).open("a", encoding="utf-8") as file:
            file.write("# another reading\n")
    told = subprocess.run(
        [sys.executable, "-c", "from allervers.law.registry import law; print(law().version)"],
        env={**os.environ, "PYTHONPATH": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def test_the_version_of_the_law_is_a_digest_that_stays_the_same_elsewhere(tmp_path):
    assert re.fullmatch("[0-9a-f]{16}", law().version)
    assert version_of_a_copy(tmp_path) == law().version


@pytest.mark.parametrize("changed", ["c2s.py", "parameters/c2s.yaml", "papers/ame.yaml", "operations.py"])
def test_a_rule_a_figure_or_a_paper_that_changes_is_another_version(changed, tmp_path):
    assert version_of_a_copy(tmp_path, changed) != law().version


# --- dates and the applicant -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (months_after(wrap(date(2024, 1, 10)), 3), date(2024, 4, 10)),
        (months_after(wrap(date(2024, 11, 30)), 3), date(2025, 2, 28)),
        (days_after(wrap(date(2024, 2, 28)), 2), date(2024, 3, 1)),
        (months_after(wrap(date(9999, 12, 1)), 3), date.max),
    ],
)
def test_a_day_is_moved_to_the_same_day_number_or_the_last_of_the_month(expression, expected):
    assert computed(expression) == expected


def test_the_value_of_the_applicant_is_theirs_wherever_they_are_listed():
    situation = a_household(somebody("child", "2010-01-01"), somebody(born="1984-03-02"))
    assert computed(of_applicant(Name("birth_date")), situation) == date(1984, 3, 2)


def test_a_day_moved_by_something_unknown_is_unknown():
    assert isinstance(computed(months_after(of_applicant(Name("residence_since")), 3)), Unknown)


@pytest.mark.parametrize(("expiry", "months"), [("2019-12-31", 12), ("2020-01-01", 6), ("2010-01-01", 12)])
def test_a_figure_may_be_read_as_of_the_day_of_an_event(expiry, months):
    expression = on_day(Name("rights_maintained_after_title"), wrap(date.fromisoformat(expiry)))
    declared = rule(household, source="test")(_function(expression))
    known = assemble({}, {"tested": declared}, law().parameters, {})
    assert Run(known, facts_of(Situation.from_dict(a_household()))).value("tested") == months
