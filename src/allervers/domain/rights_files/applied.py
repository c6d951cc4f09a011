"""The rules that were applied to somebody by a decision: what the administration hands over to whoever asks
(L311-3-1, R311-3-1-2 CRPA). Made from what the decision kept, never from today's law."""

from collections.abc import Iterator
from dataclasses import dataclass

from .models import Decision
from .replaying import answers_the_same


@dataclass(frozen=True)
class Applied:
    """The parts that the code asks for, in French.

    `replayed`: the law library of today gives the same answer to the same situation; None where it is another version,
    whose answer would prove nothing.
    """

    degree: str
    data: list[tuple[str, str]]
    figures: list[dict]
    operations: dict | None
    law_version: str
    replayed: bool | None


def applied(decision: Decision) -> Applied:
    """What the decision rests on."""
    answer = decision.answer
    tree = answer and answer["explanation"]
    return Applied(
        degree=_DEGREE if answer else _NONE,
        data=[(step["label"], step["text"]) for step in _steps(tree) if step["kind"] == "input"],
        figures=[step for step in _steps(tree) if step["kind"] == "parameter"],
        operations=tree and node(tree),
        law_version=decision.law_version,
        replayed=answers_the_same(decision),
    )


_DEGREE = (
    "Le calcul a proposé une réponse à partir des données ci-dessous. La décision a été prise par une personne, qui "
    "en a écrit le motif."
)
_NONE = "Cette décision ne s’appuie sur aucun calcul : une personne l’a prise et en a écrit le motif."


def _steps(tree: dict | None) -> Iterator[dict]:
    """Every step of the tree, each once."""
    seen = set()
    waiting = [tree] if tree else []
    while waiting:
        step = waiting.pop(0)
        key = (step["name"], step.get("person"))
        if key not in seen:
            seen.add(key)
            yield step
        waiting += step.get("steps", [])


def node(step: dict) -> dict:
    """One step as the pages draw it (`design/explanation_node.html`)."""
    person = f" — {step['person']}" if step.get("person") else ""
    return {
        "label": step["label"] + person,
        "value": step["text"],
        "source": ", ".join(step.get("sources", [])),
        "note": step.get("detail", ""),
        "children": [node(each) for each in step.get("steps", [])],
    }
