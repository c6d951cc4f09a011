"""Files of situations: YAML (one or several documents), JSON (one object or a list), JSON lines.

Every document gives either a mapping, still to be checked by `Situation.from_dict`, or a `SituationError` that says
where it stands; one that cannot be read does not stop those after it, except inside a broken YAML file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from allervers.law.fields import SituationError, shown

LONGEST_NUMBER = 100  # characters; no amount, age or year comes near
NOT_AN_OBJECT = "attendu un objet JSON ou YAML par situation"


class Document(NamedTuple):
    """What was read, or why it could not be, and its place (« cas.yaml, document 2 »)."""

    origin: str
    content: object | SituationError


def documents(text: str, name: str, item: str = "situation", *, ours: bool = False) -> Iterator[Document]:
    """The documents of a text; ``name`` is the file's, or « entrée standard », ``item`` what a list is made of.

    Only a file of ``ours`` (the cases of the tests) may refer to itself: a stranger's could unfold without end.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in (".yaml", ".yml"):
        return _yaml(text, name, ours)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(text, name)
    # Without a suffix that tells, a text that opens a brace or a bracket is JSON before it is YAML.
    if suffix != ".json" and not text.lstrip().startswith(("{", "[")):
        return _yaml(text, name, ours)
    return _json(text, name, item)


def _json(text: str, name: str, item: str) -> Iterator[Document]:
    try:
        content = _json_value(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and any(map(_is_json, lines)):
            return _json_lines(text, name)
        return iter([Document(name, SituationError("", f"JSON illisible ({_json_reason(error)})", name))])
    if isinstance(content, list):
        return (Document(f"{name}, {item} {place}", each) for place, each in enumerate(content, 1))
    return iter([Document(name, content)])


def _json_lines(text: str, name: str) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        origin = f"{name}, ligne {number}"
        try:
            yield Document(origin, _json_value(line))
        except (ValueError, RecursionError) as error:
            yield Document(origin, SituationError("", f"JSON illisible ({_json_reason(error)})", origin))


def _is_json(line: str) -> bool:
    try:
        return isinstance(_json_value(line), dict)
    except (ValueError, RecursionError):
        return False


def _json_value(text: str) -> object:
    return json.loads(text, object_pairs_hook=_without_repetition, parse_int=_whole)


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"nombre de {len(digits)} caractères, attendu {LONGEST_NUMBER} au plus")
    return int(digits)


def _without_repetition(pairs: list[tuple[str, object]]) -> dict:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"champ {shown(twice)} écrit deux fois")
    return content


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"ligne {error.lineno}, colonne {error.colno}"
    return "trop d'objets imbriqués" if isinstance(error, RecursionError) else str(error)


def _yaml(text: str, name: str, ours: bool) -> Iterator[Document]:
    import yaml

    contents: list[object] = []
    failure = None
    try:
        for content in yaml.load_all(text, _yaml_loader(ours)):
            contents.append(content)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        failure = f"YAML illisible ({_yaml_reason(error)})"
    several = len(contents) + (failure is not None) > 1
    for place, content in enumerate(contents, 1):
        # An empty document (after a last « --- ») is no situation.
        if content is not None or not several:
            yield Document(f"{name}, document {place}" if several else name, content)
    if failure:
        origin = f"{name}, document {len(contents) + 1}" if several else name
        yield Document(origin, SituationError("", failure, origin))


def _yaml_reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "trop d'objets imbriqués"
    mark = getattr(error, "problem_mark", None)
    problem = " ".join(str(getattr(error, "problem", None) or error).split())
    return f"ligne {mark.line + 1} : {problem}" if mark else problem


@cache
def _yaml_loader(ours: bool) -> type:
    """YAML whose plain words stay words: Norway's code NO is no boolean, an impossible date no crash."""
    import yaml

    # Not the loader in C: a file of two hundred thousand brackets makes it end the process.
    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

        def compose_node(self, parent, index):
            # Seven hundred bytes of references to references unfold into gigabytes, and no situation needs one.
            if not ours and self.check_event(yaml.events.AliasEvent):
                mark = self.peek_event().start_mark
                raise yaml.composer.ComposerError(None, None, "renvoi (*) refusé, attendu la valeur elle-même", mark)
            return super().compose_node(parent, index)

    def construct_mapping(loader, node, deep=True):
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "nom de champ illisible", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"champ {shown(key.value)} écrit deux fois", key.start_mark
                )
            seen.add(key.value)
        return {
            loader.construct_object(key, deep=True): loader.construct_object(value, deep=True)
            for key, value in node.value
        }

    Loader.add_constructor("tag:yaml.org,2002:map", construct_mapping)
    Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: _whole(loader.construct_scalar(node)))
    plain = {
        "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
        "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        "int": (r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
        "float": (r"[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+", "-+0123456789."),
    }
    for tag, (pattern, first) in plain.items():
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))
    return Loader
