"""Papers to join to a request: the cases of `cases.yaml`, and what must hold for any list."""

import copy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from allervers.law import Situation, papers
from allervers.law.conditions import CONDITIONS
from allervers.law.documents import Document, UnknownRequest, documents
from allervers.law.reading import documents as read
from tests.law.households import c2s, household, person
from tests.law.test_properties import households, unhurried

CASES = Path(__file__).with_name("cases.yaml")


def cases():
    (document,) = read(CASES.read_text(encoding="utf-8"), CASES.name)
    return document.content


def by_code(found: list[Document]) -> dict[str, Document]:
    """Papers by their code, with the person of whom they are asked: « ame_photo.p1 »."""
    return {f"{each.code}.{each.person_id}" if each.person_id else each.code: each for each in found}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"]) for case in cases()])
def test_case(case):
    found = by_code(documents(case["request"], Situation.from_dict(case["situation"])))
    for code in case.get("asks", ()):
        assert code in found
        assert found[code].condition is None
    for code in case.get("does_not_ask", ()):
        assert code not in found
    for code, texts in case.get("accepts", {}).items():
        accepted = {each.text for each in found[code].accepted if each.condition is None}
        assert set(texts) <= accepted
    for code, texts in case.get("refuses", {}).items():
        assert not set(texts) & {each.text for each in found[code].accepted}
    for name in ("constraint", "confidence", "condition"):
        for code, expected in case.get(name, {}).items():
            assert getattr(found[code], name) == expected


def test_every_case_says_its_sentence_and_its_source():
    known = list(cases())
    assert all(case["sentence"] and case["source"] for case in known)
    assert len({case["sentence"] for case in known}) == len(known)


def test_every_list_names_conditions_that_exist_and_every_condition_serves():
    named = set()
    for right in papers.known():
        for paper in papers.load(right).papers:
            named.update(paper.when)
            for version in filter(None, paper.versions):
                assert version.source
                named.update(version.when)
                for item in version.items:
                    named.update(item.when)
    assert {name.removeprefix("not ") for name in named} - CONDITIONS.keys() == set()
    assert all(condition.sentence and condition.otherwise for condition in CONDITIONS.values())


def test_a_text_cut_at_its_comma_is_refused():
    body = {"form": "copy", "first": [{"text": "factures d'eau", "de gaz": None}], "source": "x", "confidence": "low"}
    with pytest.raises(ValueError, match="unexpected \\['de gaz'\\]"):
        papers._paper("bills", {"label": "Factures", "for": "each", "dated": {date(2020, 1, 1): body}})


def test_first_intention_comes_before_second():
    for right in papers.known():
        for paper in papers.load(right).papers:
            for version in filter(None, paper.versions):
                intentions = [item.intention for item in version.items]
                assert intentions == sorted(intentions)


def test_the_code_of_a_paper_is_that_of_one_list_only():
    codes = [paper.code for right in papers.known() for paper in papers.load(right).papers]
    assert len(set(codes)) == len(codes)


def test_an_answer_carries_its_papers_and_settles_what_hangs_on_its_status():
    answer = c2s(household(person(annual_resources=11000)))
    found = by_code(answer.documents)
    assert found["c2s_adhesion"].condition is None
    told = answer.to_json()["documents"]
    assert {"code": "c2s_form", "form": "original"}.items() <= told[0].items()
    assert all(each["label"] and each["source"] and each["confidence"] for each in told)


def test_free_c2s_asks_for_no_adhesion_and_a_refused_right_for_nothing():
    assert "c2s_adhesion" not in by_code(c2s(household(person(annual_resources=900))).documents)
    assert c2s(household(person(annual_resources=90000))).to_json()["documents"] == []


def test_an_unknown_answer_asks_for_papers_with_their_conditions():
    found = by_code(c2s(household(rsa=None, housing=None)).documents)
    assert found["c2s_form"].condition == "si le foyer ne reçoit pas le RSA"


def test_an_unknown_request_is_told_with_the_nearest():
    situation = Situation.from_dict(household())
    with pytest.raises(UnknownRequest, match="vouliez-vous dire « own_title »"):
        documents("own_titel", situation)


def test_a_paper_says_itself_in_one_line_of_french():
    situation = Situation.from_dict(household(person(), person("child", "2015-01-01")))
    found = by_code(documents("ame", situation))
    assert found["ame_identity.p2"].text == "Preuve d'identité — enfant (p2)"
    assert found["ame_identity.p2"].form_text == "copie"


HOLES = ("rsa", "housing")
PERSON_HOLES = ("birth_date", "nationality", "activity", "stay", "employment_start", "resources_complete")


@unhurried
@given(households())
def test_filling_what_is_missing_only_settles_conditions(full):
    """A paper asked without condition stays; one that is not asked does not appear."""
    holed = copy.deepcopy(full)
    for name in HOLES:
        holed[name] = None
    for each in holed["persons"]:
        for name in PERSON_HOLES:
            each[name] = None
    for right in papers.known():
        before = by_code(documents(right, Situation.from_dict(holed)))
        after = by_code(documents(right, Situation.from_dict(full)))
        assert after.keys() <= before.keys()
        assert {code for code, paper in before.items() if not paper.condition} <= {*after, *empty_choices(before)}


def empty_choices(found: dict[str, Document]) -> set[str]:
    """Papers all of whose choices hang on something: they go when none holds."""
    return {code for code, paper in found.items() if paper.accepted and all(each.condition for each in paper.accepted)}
