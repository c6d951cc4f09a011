"""The page of a right: what it answers, how, from which inputs and figures, with which papers, and its cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from allervers.law import parameters
from allervers.law.expression import AtMonth, Name, OnDay, Published, Scale, walk
from allervers.law.inputs import Input
from allervers.law.publication.formula import formula
from allervers.law.publication.markdown import CONFIDENCE, page, papers_of, parameter, section, table
from allervers.law.registry import Law
from allervers.law.rules import Note, Right, Rule, Told

UNITS = {
    "euros": "montant",
    "percent": "%",
    "per_thousand": "‰",
    "persons": "nombre de personnes",
    "years": "années",
    "months": "mois",
    "days": "jours",
    "rank": "rang",
    "boolean": "oui ou non",
    "text": "code",
    "date": "date",
}


def right_page(known: Law, right: Right, cases: list[dict]) -> str:
    """``cases`` are those whose expectations speak of this right."""
    rules = known.rules_of_right(right.name)
    own = _own(known, right)
    return page(
        right.label,
        f"Code `{right.name}`. Jugé depuis le {known.starts[right.name]:%d/%m/%Y}.",
        section("Réponses", _words(right.status), _grounds(right), _given(right)),
        section("Comment la réponse se décide", "\n".join(_graph(known, right))),
        section("Règles", *(_rule(known, right, rule) for rule in own)),
        section("Ce que la situation doit dire", _inputs(known, rules)),
        section("Chiffres", *_figures(known, own)),
        section("Ce que la réponse dit aussi", _notes(right)),
        section("Documents", papers_of(right.name)),
        section("Cas", _cases(right.name, cases)),
    )


def home(known: Law, name: str) -> str:
    """The right on whose page a rule is told; the others link to it."""
    return next(right.name for right in known.rights.values() if name in [rule.name for rule in right.rules])


class Place(NamedTuple):
    """A rule in the graph of a right."""

    rule: Rule
    depth: int
    again: bool
    elsewhere: bool


def places(known: Law, right: Right) -> Iterator[Place]:
    """The rules under those that the answer tells, parents first, down to those of another right's page."""
    seen: set[str] = set()

    def visit(rule: Rule, depth: int) -> Iterator[Place]:
        place = Place(rule, depth, rule.name in seen, home(known, rule.name) != right.name)
        seen.add(rule.name)
        yield place
        if not (place.again or place.elsewhere):
            for used in _named(known, rule):
                if isinstance(used, Rule):
                    yield from visit(used, depth + 1)

    for rule in right.told:
        if rule.name not in seen:
            yield from visit(rule, 0)


def _graph(known: Law, right: Right) -> Iterator[str]:
    for rule, depth, again, elsewhere in places(known, right):
        mark = " (voir plus haut)" if again else " (autre page)" if elsewhere else ""
        yield f"{'  ' * depth}- {_link(known, right, rule)}{mark}"


def _own(known: Law, right: Right) -> list[Rule]:
    """The rules of this page in the order of the graph, then those that only other rights use."""
    own = [place.rule for place in places(known, right) if not place.elsewhere]
    return list(dict.fromkeys([*own, *right.rules]))


def _words(rule: Rule) -> str:
    return table(("Réponse", "En français"), [(f"`{code}`", text) for code, text in rule.words.items()])


def _grounds(right: Right) -> str:
    basis = right.basis.rule if isinstance(right.basis, Told) else right.basis
    rule = right.reason or basis
    return table(("Motif", "En français"), [(f"`{code}`", text) for code, text in rule.words.items()]) if rule else ""


def _given(right: Right) -> str:
    given = {**right.amounts, **{name: told.rule for name, told in right.values.items()}}
    rows = [(f"`{name}`", f"[{rule.label}](#{rule.name})", UNITS[rule.unit]) for name, rule in given.items()]
    return table(("Champ", "Règle", "Unité"), rows) if rows else ""


def _rule(known: Law, right: Right, rule: Rule) -> str:
    lines = [f'<a id="{rule.name}"></a>', f"### {rule.label}"]
    if rule.detail:
        lines.append(rule.detail)
    lines.append(f"```text\n{rule.name} =\n{_indented(formula(rule.expression))}\n```")
    whose = "par personne" if rule.dimensions else "pour le foyer"
    lines.append(
        f"{UNITS[rule.unit].capitalize()}, {whose}. Sources : {' ; '.join(rule.sources)}. "
        f"Lecture : {CONFIDENCE[rule.confidence]}."
    )
    uses = [_link(known, right, used) for used in _named(known, rule)] + [
        f"[{known.parameters[name].label}](#{name})" for name in _parameters(known, rule)
    ]
    if uses:
        lines.append(f"Utilise : {' · '.join(uses)}.")
    return "\n\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _link(known: Law, right: Right, used: Rule | Input) -> str:
    if isinstance(used, Input):
        return f"*{used.label}*"
    page_of = home(known, used.name)
    return f"[{used.label}]({'' if page_of == right.name else f'{page_of}.md'}#{used.name})"


def _named(known: Law, rule: Rule) -> list[Rule | Input]:
    """The rules and inputs that a rule uses, in order, each once."""
    names = dict.fromkeys(node.name for node in walk(rule.expression) if isinstance(node, Name))
    return [known.rules.get(name) or known.inputs[name] for name in names if name not in known.parameters]


def _parameters(known: Law, rule: Rule) -> list[str]:
    kinds = (Name, Scale, AtMonth, OnDay, Published)
    names = (node.name for node in walk(rule.expression) if isinstance(node, kinds))
    return [name for name in dict.fromkeys(names) if name in known.parameters]


def _inputs(known: Law, rules: list[Rule]) -> str:
    found = {used.name: used for rule in rules for used in _named(known, rule) if isinstance(used, Input)}
    rows = [(given.label, f"`{given.field}`", UNITS[given.unit]) for given in found.values()]
    return table(("Donnée", "Champ de la situation", "Unité"), sorted(rows))


def _figures(known: Law, rules: list[Rule]) -> Iterator[str]:
    used = {name for rule in rules for name in _parameters(known, rule)}
    for file in parameters.files():
        for name, found in parameters.load(file).parameters.items():
            if name in used:
                yield parameter(file, found)


def _notes(right: Right) -> str:
    lines = []
    for note in right.notes:
        if not isinstance(note, Note):
            lines.append(f"- {note}")
            continue
        when = f" — quand : {note.when.label.lower()}" if note.when else ""
        when += f" ; sauf : {note.unless.label.lower()}" if note.unless else ""
        figure = f" (`{note.figure}`)" if note.figure else ""
        lines.append(f"- {note.text.replace('{}', '…')}{figure}{when}")
    return "\n".join(lines)


def _cases(right: str, cases: list[dict]) -> str:
    rows = [(case["sentence"], case["source"], _expected(case["expect"][right])) for case in cases]
    return table(("Cas", "Source", "Attendu"), rows) if rows else ""


def _expected(expect: dict) -> str:
    return ", ".join(f"`{name}` : {_value(value)}" for name, value in expect.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value is None:
        return "—"
    return ", ".join(map(str, value)) or "rien" if isinstance(value, list) else str(value)
