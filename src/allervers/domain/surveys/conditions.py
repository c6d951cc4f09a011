"""Conditions and bounds of questions: XPath 1.0, as XLSForm writes it, with `${name}` for an answer.

Ready for use are `selected(${name}, 'code')`, comparisons, `and`, `or`, `not()`, and the functions of XPath 1.0. An
answer that was not given is empty: no number is above or below it.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Mapping
from functools import lru_cache

from elementpath import ElementPathError, XPath1Parser, XPathContext, XPathToken

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_SELECTED = re.compile(r"selected\(\s*(\S+?)\s*,\s*'([^']*)'\s*\)")
_IS_EMPTY = re.compile(r"\$\{\s*([^}\s]+)\s*\}(\s*!?=\s*(?:''|\"\"))")
_ROOT = "answers"
_PLACE = re.compile(rf"/{_ROOT}/(\w+)")
_ITSELF = "itself"


def names_in(expression: str) -> set[str]:
    """Questions whose answers the expression looks at."""
    return set(REFERENCE.findall(expression))


def compiled(expression: str, numbers: Collection[str]) -> str:
    """The expression in plain XPath 1.0, which `holds` takes. `numbers`: the questions answered with a number."""
    text = _IS_EMPTY.sub(r"string(/answers/\1)\2", expression)
    text = REFERENCE.sub(lambda found: _place(found[1], numbers), text)
    return _SELECTED.sub(r"contains(concat(' ', \1, ' '), concat(' ', '\2', ' '))", text).strip()


def _place(name: str, numbers: Collection[str]) -> str:
    return f"number(/answers/{name})" if name in numbers else f"/answers/{name}"


def holds(xpath: str, answers: Mapping, itself: object = None) -> bool:
    """Whether a compiled expression is true of these answers; an empty one is. `itself`: what a bound calls `.`

    Raises `ElementPathError` where it is no XPath 1.0: `xlsform` lets none in.
    """
    if not xpath:
        return True
    parsed, names = _parsed(xpath)
    root = ET.Element(_ROOT)
    for name in names:
        ET.SubElement(root, name).text = _text(answers.get(name))
    here = ET.SubElement(root, _ITSELF)
    here.text = _text(itself)
    found = parsed.evaluate(XPathContext(root, item=here))
    return any(node.text for node in _nodes(found)) if isinstance(found, list) else bool(found)


def _text(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _nodes(found: list) -> list[ET.Element]:
    return [getattr(node, "elem", node) for node in found]


@lru_cache(maxsize=10_000)
def _parsed(xpath: str) -> tuple[XPathToken, tuple[str, ...]]:
    """The expression, and the answers that it looks at: no other stands in the document, which is small so."""
    return XPath1Parser().parse(xpath), tuple(dict.fromkeys(_PLACE.findall(xpath)))


def fault_of(xpath: str, names: Collection[str]) -> str:
    """Why the expression cannot be worked out, empty when it can: tried on answers that are empty, then on numbers."""
    try:
        for value in (None, "1"):
            holds(xpath, dict.fromkeys(names, value), value or "1")
    except (ElementPathError, ArithmeticError) as error:
        return str(error)
    return ""
