"""The JSON Schema of a situation: what editors and other programs may check before they send one.

It says shapes: names, codes, nesting. That a day exists in the calendar, that a child is younger than its parent, that
there is one applicant, is checked by `Situation.from_dict`, which alone decides.
"""

from __future__ import annotations

import json
from importlib import resources

from allervers.law.inputs import INPUTS
from allervers.law.situation import SCHEMA

PUBLISHED = "situation.schema.json"


def situation_schema() -> dict[str, object]:
    """The schema (draft 7), from the tables of `situation` and the labels of `inputs`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Situation d'un foyer",
        "description": "Montants en euros, dates ISO 8601 ; null : inconnu. Un champ absent prend sa lecture convenue.",
        **_titled(SCHEMA),
    }


def text() -> str:
    """The schema as it is published with the package."""
    return json.dumps(situation_schema(), ensure_ascii=False, indent=2) + "\n"


def published() -> str:
    return resources.files("allervers.law").joinpath(PUBLISHED).read_text(encoding="utf-8")


_TITLES = {given.field: given.label for given in INPUTS.values() if given.name == given.field}


def _titled(node: object) -> object:
    """The same schema, with the French label of each field that the rules read."""
    if isinstance(node, list):
        return [_titled(each) for each in node]
    if not isinstance(node, dict):
        return node
    told = {name: _titled(each) for name, each in node.items()}
    for name, each in told.get("properties", {}).items():
        if name in _TITLES:
            told["properties"][name] = {"title": _TITLES[name], **each}
    return told
