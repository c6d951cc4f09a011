"""The cases of `cases/*.yaml`: a sentence of the law, a situation, what must come out.

A case has either a whole ``situation``, judged for the C2S, or a ``person`` (an applicant completed by what
`households.person` says of everybody) with ``others`` of the household, and expectations right by right. ``monthly``
lists amounts received every month from M-13 to M, by person, to keep situations short.
"""

import copy
from pathlib import Path

import pytest

from allervers.law import Situation, evaluate
from allervers.law.reading import documents
from allervers.law.wording import NO_BREAK_SPACE
from tests.law.households import every_month, household, person

FOLDER = Path(__file__).parent / "cases"
HOUSEHOLD = ("date", "territory", "housing", "housing_benefit", "rsa", "family_benefits")


def cases():
    for path in sorted(FOLDER.glob("*.yaml")):
        (document,) = documents(path.read_text(encoding="utf-8"), path.name, ours=True)
        yield from document.content


def situation_of(case: dict) -> dict:
    case = copy.deepcopy(case)
    situation = case.get("situation")
    if situation is None:
        fields = {name: case[name] for name in HOUSEHOLD if name in case}
        situation = household(person(**case["person"]), *case.get("others", []), **fields)
    for identifier, amounts in case.get("monthly", {}).items():
        listed = situation["persons"][int(identifier[1:]) - 1]
        for kind, amount in amounts.items():
            listed.setdefault("resources", []).extend(every_month(kind, amount, situation["date"]))
    return situation


@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"]) for case in cases()])
def test_case(case):
    expected = {"c2s": case["expect"]} if "situation" in case else case["expect"]
    answers = evaluate(Situation.from_dict(situation_of(case)))
    told = {right: answers[right].to_json() for right in expected}
    assert {right: {name: told[right][name] for name in expect} for right, expect in expected.items()} == expected
    for right, parts in case.get("notes", {}).items():
        notes = " ".join(answers[right].notes).replace(NO_BREAK_SPACE, " ")
        assert all(part in notes for part in parts), notes
    for right, parts in case.get("without_notes", {}).items():
        notes = " ".join(answers[right].notes).replace(NO_BREAK_SPACE, " ")
        assert not any(part in notes for part in parts), notes


def test_every_case_says_its_sentence_and_its_source():
    known = list(cases())
    assert len(known) >= 180
    assert all(case["sentence"] and case["source"] for case in known)
    assert len({case["sentence"] for case in known}) == len(known)
