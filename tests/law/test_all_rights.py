"""What must hold of all rights together, for random households whose applicant may come from anywhere."""

import copy
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.law import KNOWN_RIGHTS, Answer, Situation, evaluate
from allervers.law.evaluation import Run
from allervers.law.facts import facts_of
from allervers.law.registry import law
from tests.law import test_properties, test_rights_of_residents

unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OPEN = {"free", "contribution", "entitled"}
# What a resident says of stay and work, beside the resources, the family and the home of a household of the C2S.
OF_RESIDENTS = (*test_rights_of_residents.FIELDS[1:], *test_rights_of_residents.RECORDS)
# The sums at which a right changes: the limit, and the resources that are held against it.
LIMITS = [
    ("c2s_ceiling_free", "c2s_resources"),
    ("c2s_ceiling_contribution", "c2s_resources"),
    ("sufficient_income", "household_own_income"),
]


@st.composite
def anybody(draw) -> dict:
    """A household of the C2S whose applicant says besides all that the other rights ask."""
    household, resident = draw(test_properties.households()), draw(test_rights_of_residents.residents())
    applicant, told = household["persons"][0], resident["persons"][0]
    later = household["date"] - resident["date"]
    applicant |= _moved({name: told[name] for name in OF_RESIDENTS if name in told}, later)
    if not any(person["role"] == "spouse" for person in household["persons"]):
        applicant.pop("joins_insured", None)
    return household


def _moved(value: object, later: timedelta) -> object:
    """The days of one request, told for another."""
    if isinstance(value, dict):
        return {name: _moved(each, later) for name, each in value.items()}
    return value + later if hasattr(value, "year") else value


@st.composite
def anybody_with_holes(draw) -> tuple[dict, dict]:
    full = draw(anybody())
    holed = copy.deepcopy(full)
    for name in draw(st.lists(st.sampled_from(test_properties.HOUSEHOLD_FIELDS), max_size=2, unique=True)):
        holed[name] = None
    for place, person in enumerate(holed["persons"]):
        names = [*test_properties.PERSON_FIELDS, *(OF_RESIDENTS if place == 0 else ())]
        for name in draw(st.lists(st.sampled_from(names), max_size=2, unique=True)):
            person[name] = None
        for item in person["resources"]:
            if draw(st.integers(0, 9)) == 0:
                item["amount"] = None
    return full, holed


def answers(situation: dict) -> dict[str, Answer]:
    return evaluate(Situation.from_dict(situation))


@unhurried
@given(anybody_with_holes())
def test_a_known_answer_never_changes_however_the_missing_inputs_are_filled_in(pair):
    full, holed = map(answers, pair)
    for right in KNOWN_RIGHTS:
        before, after = holed[right], full[right]
        assert before.status in ("unknown", after.status)
        assert before.basis in (None, after.basis)
        for told, found in ((before.amounts, after.amounts), (before.values, after.values)):
            known = {name: value for name, value in told.items() if value is not None}
            assert known == {name: found[name] for name in known}


@unhurried
@given(anybody_with_holes())
def test_what_is_unknown_is_asked_for(pair):
    for answer in answers(pair[1]).values():
        assert answer.missing or answer.status != "unknown"


@unhurried
@given(anybody())
def test_no_rule_leaves_a_gap_nor_gives_two_rights_that_exclude_each_other(situation):
    found = answers(situation)
    assert all(answer.status != "unknown" for answer in found.values())
    assert len([right for right in ("puma", "ame", "urgent_care") if found[right].status in OPEN]) <= 1


@st.composite
def beside_a_limit(draw) -> tuple[dict, dict]:
    """A household that a sum brings to a limit of the law (or just below), and the same with one euro more."""
    situation = draw(anybody())
    kind = draw(st.sampled_from(["wage", "retirement_pension", "disability_pension", "other"]))
    limit, compared = draw(st.sampled_from(LIMITS))
    run = Run(law(), facts_of(Situation.from_dict(situation)))
    room = max(run.value(limit) - run.value(compared) - draw(st.sampled_from([0, 1, 50, 100])), 0)
    month = situation["date"].year * 12 + situation["date"].month - 1 - draw(st.integers(2, 12))

    def earning(cents: int) -> dict:
        more = copy.deepcopy(situation)
        item = {"kind": kind, "month": f"{month // 12:04}-{month % 12 + 1:02}", "amount": cents / 100}
        more["persons"][0]["resources"].append(item)
        return more

    return earning(room), earning(room + 100)


@settings(unhurried, max_examples=200)
@given(beside_a_limit())
def test_one_euro_more_never_opens_a_right_but_to_europeans_and_urgent_care_to_who_loses_ame(pair):
    """The two exceptions are the law's: a European without activity must have enough, and who is above the ceiling of
    AME still has urgent care."""
    before, after = map(answers, pair)
    opened = {right for right in KNOWN_RIGHTS if after[right].status in OPEN and before[right].status not in OPEN}
    if before["ame"].status == "entitled":
        opened.discard("urgent_care")
    if pair[0]["persons"][0]["nationality"] in ("IT", "CH", "GB"):
        opened.discard("puma")
    assert opened == set()
    assert not (before["c2s"].status == "contribution" and after["c2s"].status == "free")
    assert after["eu_inactive"].status == before["eu_inactive"].status
