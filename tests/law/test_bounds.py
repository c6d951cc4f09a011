"""Every comparison of the law is met by a case on each side of its bound, and by a case at the bound itself.

The cases of `cases/*.yaml` are judged once more, with an interpreter that writes down on which side of each comparison
they fall. A rule in which `<` were written for `<=` would then be judged otherwise by the case at equality.
"""

from collections import defaultdict

import pytest

from allervers.law import Situation, evaluate, evaluation, operations
from allervers.law.expression import Literal, Operation, walk
from allervers.law.inputs import Unknown
from allervers.law.publication.formula import formula
from allervers.law.registry import law
from tests.law.test_cases import cases, situation_of

ORDERS = ("<", "<=", ">", ">=")
BELOW, AT, ABOVE = "below", "at the bound", "above"


# Sides that no household can fall on, and why.
TWO_ADULTS = "an applicant has one spouse or partner at most: no more than two adults"
NOT_POSSIBLE = {
    "(nombre de personnes où c2s_adult et (asi > 0)) ≥ 2": ({ABOVE}, TWO_ADULTS),
    "(nombre de personnes où c2s_adult et (aspa > 0)) ≥ 2": ({ABOVE}, TWO_ADULTS),
}


def possible(node: Operation) -> set[str]:
    """Amounts and counts are never negative: below nought there is nothing to try."""
    _, bound = node.arguments
    if formula(node) in NOT_POSSIBLE:
        return {BELOW, AT, ABOVE} - NOT_POSSIBLE[formula(node)][0]
    return {AT, ABOVE} if isinstance(bound, Literal) and bound.value == 0 else {BELOW, AT, ABOVE}


@pytest.fixture(scope="module")
def met():
    """Comparison, as written → the sides on which cases fell."""
    sides = defaultdict(set)

    def watched(node, parts):
        if node.operator not in ORDERS:
            return operations.NODES[Operation](node, parts)
        compute, name = operations.NODES[Operation](node, parts), formula(node)
        left, right = parts

        def compare(run, person, month):
            one, other = left(run, person, month), right(run, person, month)
            if not {one.__class__, other.__class__} & {Unknown}:
                sides[name].add(BELOW if one < other else AT if one == other else ABOVE)
            return compute(run, person, month)

        return compare

    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(evaluation._NODES, Operation, watched)
        compiled = law().compiled.copy()
        law().compiled.clear()
        for case in cases():
            # The notes of an answer are read from their rules only when they are told.
            for answer in evaluate(Situation.from_dict(situation_of(case))).values():
                answer.to_json()
        law().compiled.clear()
        law().compiled.update(compiled)
    return sides


def comparisons():
    """Every comparison of the law, once, with the first rule in which it stands."""
    found = {}
    for rule in law().rules.values():
        for node in walk(rule.expression):
            if isinstance(node, Operation) and node.operator in ORDERS:
                found.setdefault(formula(node), (node, rule.name))
    return [pytest.param(node, id=f"{name}: {text}") for text, (node, name) in found.items()]


@pytest.mark.parametrize("comparison", comparisons())
def test_cases_stand_on_each_side_of_the_bound_and_at_it(comparison, met):
    assert possible(comparison) - met[formula(comparison)] == set()


def test_a_side_that_is_said_impossible_is_met_by_no_case(met):
    assert set(NOT_POSSIBLE) <= {formula(parameter.values[0]) for parameter in comparisons()}
    assert not {name for name, (sides, _) in NOT_POSSIBLE.items() if met[name] & sides}
