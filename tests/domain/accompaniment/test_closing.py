"""What hinders a closure is said once; the form, the workflow and the database's refusal say the same."""

import pytest

from allervers.domain.accompaniment import refusals
from allervers.domain.accompaniment.closing import UNREACHABLE_AFTER, WITHOUT_OUTCOME, too_few, why_not


@pytest.mark.parametrize(("attempts", "hinders"), [(0, True), (1, True), (2, False), (3, False)])
def test_nobody_is_unreachable_before_two_attempts(attempts, hinders):
    assert bool(too_few(attempts)) == hinders
    assert ("reason" in why_not("unreachable", attempts=attempts)) == hinders
    assert why_not("abandoned", attempts=attempts) == {}


def test_what_was_noted_so_far_is_told():
    assert too_few(0).endswith("Notées jusqu’ici : aucune.")
    assert too_few(1).endswith("Notées jusqu’ici : 1.")


@pytest.mark.parametrize("reason", ["care_obtained", "success_without_care", "partial_success"])
def test_a_success_without_an_outcome_is_hindered(reason):
    assert why_not(reason, attempts=0) == {"outcomes": WITHOUT_OUTCOME}
    assert why_not(reason, attempts=0, outcomes=["gp_found"]) == {}


def test_the_database_refuses_with_the_same_sentences():
    assert {WITHOUT_OUTCOME, UNREACHABLE_AFTER} <= set(refusals.SENTENCES.values())
