"""The cases of `cases/*.yaml`: a sentence of the law, a situation, what must come out.

``monthly`` lists amounts received every month from M-13 to M, by person, to keep situations short.
"""

from pathlib import Path

import pytest
import yaml

from allervers.law.reading import documents
from tests.law.households import c2s, every_month

FOLDER = Path(__file__).parent / "cases"


def cases():
    for path in sorted(FOLDER.glob("*.yaml")):
        (document,) = documents(path.read_text(encoding="utf-8"), path.name)
        yield from document.content


@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"]) for case in cases()])
def test_case(case):
    situation = yaml.safe_load(yaml.safe_dump(case["situation"]))
    for identifier, amounts in case.get("monthly", {}).items():
        person = situation["persons"][int(identifier[1:]) - 1]
        for kind, amount in amounts.items():
            person.setdefault("resources", []).extend(every_month(kind, amount, situation["date"]))
    told = c2s(situation).to_json()
    assert {name: told[name] for name in case["expect"]} == case["expect"]


def test_every_case_says_its_sentence_and_its_source():
    known = list(cases())
    assert len(known) >= 60
    assert all(case["sentence"] and case["source"] for case in known)
    assert len({case["sentence"] for case in known}) == len(known)
