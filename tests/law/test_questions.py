"""Which question is asked first, and that asking always comes to an end."""

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allervers.law import KNOWN_RIGHTS, Situation, evaluate
from allervers.law.facts import facts_of
from allervers.law.questions import Trials, answered, missing_by_right, next_question, open_questions

NOT_SAID = dict.fromkeys(
    ["statuses", "benefits", "joins_insured", "residence_title", "lives_with_parents", "own_tax_return"]
)
DAY = date(2026, 6, 1)

unhurried = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def situation(*persons: dict, **household) -> Situation:
    return Situation.from_dict({"date": DAY, "persons": list(persons), **household})


def applicant(**fields) -> dict:
    return {"id": "me", "role": "applicant", **NOT_SAID, **fields}


def ways(asked, of: Situation) -> list[Situation]:
    """The situation with this question answered, in each way that is tried."""
    places = {person.id: place for place, person in enumerate(of.persons)}
    key = type("Asked", (), {"person": places.get(asked.person_id), "field": asked.field})
    return list(answered(of, key))


@st.composite
def beginnings(draw) -> Situation:
    """Households of which hardly anything is known."""
    persons = [applicant()]
    persons += draw(st.sampled_from([[], [{"id": "other", "role": "spouse", **NOT_SAID}]]))
    persons += [{"id": f"child{n}", "role": "child"} for n in range(draw(st.integers(0, 2)))]
    known = draw(st.sampled_from([{}, {"rsa": False}, {"territory": "metropole"}, {"territory": "mayotte"}]))
    return situation(*persons, **known)


def test_nationality_is_asked_first_because_it_settles_several_rights_at_once():
    asked = next_question(situation(applicant()))
    assert asked.name == "me.nationality"
    assert set(asked.rights) == {"puma", "ame", "urgent_care", "eu_inactive"}


def test_months_of_a_resource_are_one_question_that_names_them():
    of = situation(applicant(birth_date="1980-01-01"))
    (resources,) = (asked for asked in open_questions(of, ["c2s"]) if asked.field == "resources")
    assert (resources.name, resources.person_id) == ("me.resources", "me")
    assert {"2025-05", "2026-04"} <= set(resources.months)
    assert list(resources.months) == sorted(resources.months)


def test_nothing_is_asked_of_a_household_with_rsa_for_the_c2s():
    assert next_question(situation(applicant(), territory="metropole", rsa=True), ["c2s"]) is None


def test_an_answer_that_nobody_has_is_not_asked_again():
    of = situation(applicant())
    first = next_question(of)
    assert first.name not in {asked.name for asked in open_questions(of, without=[first.name])}


def test_resources_that_one_does_not_know_leave_those_of_the_other_to_be_asked():
    of = situation(
        applicant(birth_date="1980-01-01", benefits=[]),
        {"id": "other", "role": "partner", "birth_date": "1981-01-01", "benefits": []},
        territory="metropole",
        rsa=False,
        housing="tenant",
        housing_benefit=0,
    )
    names = {asked.name for asked in open_questions(of, ["c2s"])}
    assert {"me.resources", "other.resources"} <= names
    assert {asked.name for asked in open_questions(of, ["c2s"], without=["me.resources"])} == names - {"me.resources"}


def test_a_birth_date_of_a_child_that_nobody_knows_leaves_the_income_to_be_asked():
    of = situation(
        applicant(birth_date="1980-01-01", benefits=[]), {"id": "child", "role": "child"}, territory="metropole"
    )
    assert "me.resources" in {asked.name for asked in open_questions(of, ["c2s"], without=["child.birth_date"])}


@unhurried
@given(beginnings(), st.data())
def test_what_is_asked_on_a_side_of_an_unanswered_question_is_asked_without_its_answer(of, data):
    """One question stays without an answer, or two; then whatever an answer to them would make the law ask is asked."""
    for _ in range(data.draw(st.integers(0, 8))):
        if (asked := next_question(of)) is None:
            break
        of = data.draw(st.sampled_from(ways(asked, of)))
    opened = open_questions(of)
    assume(opened)
    most = min(2, len(opened))
    unknown = data.draw(st.lists(st.sampled_from(opened), min_size=1, max_size=most, unique=True))
    without = [asked.name for asked in unknown]
    names = {asked.name for asked in open_questions(of, without=without)}
    assert {asked.name for asked in opened} - set(without) <= names
    for asked in unknown:
        for side in ways(asked, of):
            on_side = {each.name for each in open_questions(side, without=without)}
            assert on_side - set(without) <= names, asked.name


def test_what_still_decides_is_asked_although_something_else_is_not_known():
    of = situation(applicant(birth_date="1980-01-01"), territory="metropole")
    assert next_question(of, ["c2s"], without=["me.resources"]).name in {"rsa", "me.benefits"}


def test_a_list_that_was_not_asked_is_unknown_and_an_empty_one_is_known():
    without, empty = (situation(applicant(benefits=benefits), rsa=False) for benefits in (None, []))
    assert "me.benefits" in {asked.name for asked in open_questions(without, ["c2s"])}
    assert "me.benefits" not in {asked.name for asked in open_questions(empty, ["c2s"])}


@pytest.mark.parametrize("right", KNOWN_RIGHTS)
def test_the_same_situation_gets_the_same_question(right):
    of = situation(applicant(), {"id": "child", "role": "child"})
    assert next_question(of, [right]) == next_question(of, [right])


@unhurried
@given(beginnings(), st.data())
def test_asking_and_answering_always_comes_to_an_end(of, data):
    refused: list[str] = []
    names: list[str] = []
    while asked := next_question(of, without=refused):
        undecided = missing_by_right(facts_of(of), KNOWN_RIGHTS)
        assert set(asked.rights) <= undecided.keys()
        assert asked.rights
        names.append(asked.name)
        known = data.draw(st.integers(0, 4)) > 0
        if known:
            of = data.draw(st.sampled_from(ways(asked, of)))
        if not known or asked.name in names[:-1]:
            refused.append(asked.name)
        assert len(names) < 80
    # What is still unknown hangs on an answer that was not given.
    if not refused:
        assert not any(answer.missing for answer in evaluate(of).values())


@unhurried
@given(beginnings(), st.data())
def test_the_last_question_is_one_whose_answer_changes_a_right(of, data):
    while asked := next_question(of):
        trials = ways(asked, of)
        if len(open_questions(of)) == 1 and asked.field in ("territory", "nationality", "rsa", "alsace_moselle"):
            outcomes = {
                tuple((answer.status, *answer.amounts.values()) for answer in evaluate(each, asked.rights).values())
                for each in trials
            }
            assert len(outcomes) > 1, asked
        of = data.draw(st.sampled_from(trials))


@unhurried
@given(beginnings(), st.data())
def test_a_trial_judged_from_what_is_known_already_is_the_same_as_one_judged_whole(of, data):
    for _ in range(data.draw(st.integers(0, 6))):
        asked = next_question(of)
        if asked is None:
            break
        of = data.draw(st.sampled_from(ways(asked, of)))
    trials = Trials(of, KNOWN_RIGHTS)
    for asked in open_questions(of):
        for trial in ways(asked, of):
            assert trials.missing(trial, KNOWN_RIGHTS) == Trials(trial, KNOWN_RIGHTS).missing(trial, KNOWN_RIGHTS), (
                asked
            )
