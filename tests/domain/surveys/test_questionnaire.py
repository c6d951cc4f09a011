"""What is asked follows from what was answered; what is asked no more counts no more."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allervers.domain.surveys.conditions import compiled, fault_of, holds
from allervers.domain.surveys.queries import told
from allervers.domain.surveys.questionnaire import Kind, Question, read_answer
from tests.surveys import questionnaire

NUMBERS = {"n", "m"}
ANSWERS = {"a": "yes", "m": 3, "w": ["ml", "es"]}


@pytest.mark.parametrize(
    ("expression", "true"),
    [
        ("${a} = 'yes'", True),
        ("${a} != 'yes'", False),
        ("${n} > 0", False),
        ("${n} <= 0", False),
        ("${n} = ''", True),
        ("${m} = ''", False),
        ("${m} != ''", True),
        ("${m} >= 3", True),
        ("${m} > 3", False),
        ("not(${n} > 0) and ${m} = 3", True),
        ("${n} > 0 or ${a} = 'yes'", True),
        ("selected(${w}, 'ml')", True),
        ("selected( ${w} , 'l')", False),
        ("selected(${n}, 'ml')", False),
        (". > 1 and . < ${m}", True),
        (". <= ${n}", False),
        ("${a}", True),
        ("${absent}", False),
        ("true()", True),
        ("", True),
    ],
)
def test_a_condition_says_of_an_absent_answer_neither_more_nor_less(expression, true):
    xpath = compiled(expression, NUMBERS)
    assert fault_of(xpath, ["a", "n", "m", "w"]) == ""
    assert holds(xpath, ANSWERS, 2) is true


def asked_names(**answers):
    return [question.name for _, question in questionnaire().asked(answers)]


def test_questions_and_parts_come_and_go_with_the_answers():
    assert asked_names() == ["told", "acts"]
    assert asked_names(acts="no") == ["told", "acts"]
    assert asked_names(acts="yes") == ["told", "acts", "actions", "outside", "mark", "on"]
    assert "with" not in asked_names(acts="yes", actions=0)
    assert "with" in asked_names(acts="yes", actions=1)
    assert "other" in asked_names(acts="yes", actions=1, **{"with": ["caf", "other"]})


def test_an_answer_to_what_is_asked_no_more_counts_no_more_and_opens_nothing():
    answers = {"acts": "no", "actions": 4, "with": ["other"], "other": "La Croix-Rouge fictive"}
    asked = questionnaire().asked(answers)
    assert asked.answers == {"acts": "no"}
    assert not asked.missing
    back = questionnaire().asked(answers | {"acts": "yes"})
    assert back.answers["other"] == "La Croix-Rouge fictive"


def test_what_wants_an_answer_is_missing_until_it_has_one():
    missing = lambda **answers: [each.name for _, each in questionnaire().asked(answers).missing]  # noqa: E731
    assert missing() == ["acts"]
    assert missing(acts="yes") == ["actions"]
    assert missing(acts="yes", actions=0) == []


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "acts": st.sampled_from(["yes", "no"]),
            "actions": st.integers(0, 3),
            "outside": st.integers(0, 3),
            "with": st.lists(st.sampled_from(["caf", "other"]), unique=True),
            "other": st.just("x"),
            "mark": st.sampled_from(["0", "8.4", "10"]),
        },
    )
)
def test_what_counts_asks_the_same_again(answers):
    """Answers that count, given alone, lead to the same questions."""
    asked = QUESTIONNAIRE.asked(answers)
    assert QUESTIONNAIRE.asked(asked.answers) == asked
    assert set(asked.answers) <= set(answers)


QUESTIONNAIRE = questionnaire()


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (Kind.ONE, "a", "a"),
        (Kind.ONE, "", None),
        (Kind.SEVERAL, ["b", "a", "b"], ["a", "b"]),
        (Kind.SEVERAL, [], None),
        (Kind.INTEGER, 12, 12),
        (Kind.DECIMAL, "8.40", "8.4"),
        (Kind.DECIMAL, "100", "100"),
        (Kind.DATE, datetime.date(2026, 2, 28), "2026-02-28"),
        (Kind.TEXT, "  ", None),
        (Kind.NOTE, "x", None),
    ],
)
def test_an_answer_is_kept_in_one_form(kind, given, kept):
    question = Question("q", kind, "Q", choices=(("a", "A"), ("b", "B")))
    assert read_answer(question, given) == kept


@pytest.mark.parametrize(
    ("kind", "given"), [(Kind.ONE, "c"), (Kind.SEVERAL, ["a", "c"]), (Kind.DECIMAL, "NaN"), (Kind.DECIMAL, "x")]
)
def test_an_answer_that_is_none_of_the_question_is_refused(kind, given):
    with pytest.raises(ValueError, match=r"c|NaN|x"):
        read_answer(Question("q", kind, "Q", choices=(("a", "A"), ("b", "B"))), given)


def test_answers_are_added_up_over_those_who_were_asked():
    all_of = [
        {"acts": "no"},
        {"acts": "yes", "actions": 0},
        {"acts": "yes", "actions": 10, "with": ["caf", "other"], "other": "Fictive", "mark": "8.4"},
        {"acts": "yes", "actions": 5, "with": ["caf"], "mark": "8.5"},
        {"acts": "no", "actions": 999},
        {},
    ]
    found = {each.question.name: each for _, several in told(QUESTIONNAIRE, all_of) for each in several}
    assert (found["acts"].asked, found["acts"].answered) == (6, 5)
    assert [(line.label, line.count) for line in found["acts"].lines] == [("Oui", 3), ("Non", 2)]
    assert found["acts"].share(found["acts"].lines[0]) == 60
    assert (found["actions"].asked, found["actions"].answered, found["actions"].total) == (3, 3, 15)
    assert (found["actions"].smallest, found["actions"].largest) == (0, 10)
    assert [(line.label, line.count) for line in found["with"].lines] == [("Caf", 2), ("Autres", 1)]
    assert str(found["mark"].total) == "16.9"
    assert (found["other"].asked, found["other"].answered, found["other"].total) == (1, 1, None)
    assert found["outside"].total is None, "nobody said, which is no zero"
    assert "told" not in found
    none = {each.question.name: each for _, several in told(QUESTIONNAIRE, []) for each in several}
    assert none["acts"].share(none["acts"].lines[0]) is None
