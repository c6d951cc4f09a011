"""A rule as one reads it: its expression in French words and the names of the values that it uses."""

from __future__ import annotations

from datetime import date

from allervers.law import expression as nodes
from allervers.law.wording import day

SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "//": "÷"}
WORDS = {"and": "et", "or": "ou"}
OVER = {"sum": "somme, sur les personnes, de", "any": "au moins une personne :", "all": "toutes les personnes :"}


def formula(node: nodes.Expression) -> str:
    """Several lines for a choice between cases, else one."""
    return _case(node) if isinstance(node, nodes.Case) else _text(node)


def _case(node: nodes.Case) -> str:
    lines = [f"si {_text(condition)} : {_text(result)}" for condition, result in node.branches]
    return "\n".join([*lines, f"sinon : {_text(node.otherwise)}"])


def _text(node: nodes.Expression) -> str:
    match node:
        case nodes.Literal():
            return _literal(node.value)
        case nodes.Name():
            return node.name
        case nodes.AtMonth():
            return f"{node.name} [du mois]"
        case nodes.OnDay():
            return f"{node.name} [le jour {_text(node.day)}]"
        case nodes.Published():
            return f"{node.name} est publié"
        case nodes.Operation():
            return _operation(node)
        case nodes.Case():
            branches = [f"{_text(result)} si {_text(condition)}" for condition, result in node.branches]
            return f"({' ; '.join(branches)} ; sinon {_text(node.otherwise)})"
        case nodes.Scale():
            return f"{node.name} [pour {_text(node.argument)}]"
        case nodes.Age():
            return f"âge de {_text(node.birth)} le {_text(node.on)}"
        case nodes.FirstOfYear():
            return f"1er janvier de l'année de {_text(node.day)}"
        case nodes.Shifted():
            return _shifted(node)
        case nodes.OfApplicant():
            return f"{_text(node.body)} [du demandeur]"
        case nodes.SumOverMonths():
            if node.months == 1 and isinstance(node.ending, nodes.Literal) and node.ending.value == 0:
                return f"{_text(node.body)} le mois de la demande"
            until = f"jusqu'à {_text(node.ending)} mois avant la demande"
            return f"somme sur {node.months} mois, {until}, de {_text(node.body)}"
        case nodes.OverMembers():
            return _over_members(node)
        case nodes.Rank():
            keys = ", ".join(map(_text, node.keys))
            return f"rang selon {keys}, parmi les personnes où {_text(node.where)}"
    raise TypeError(f"{type(node).__name__} has no wording here")


def _literal(value: nodes.Value) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return day(value)
    return f"« {value} »" if isinstance(value, str) else str(value)


def _operation(node: nodes.Operation) -> str:
    parts = [_inner(argument) for argument in node.arguments]
    if node.operator == "not":
        return f"non {parts[0]}"
    if node.operator in ("min", "max"):
        word = "le plus petit de" if node.operator == "min" else "le plus grand de"
        return f"{word} ({' ; '.join(map(_text, node.arguments))})"
    sign = WORDS.get(node.operator) or SIGNS.get(node.operator, node.operator)
    return f" {sign} ".join(parts)


def _inner(node: nodes.Expression) -> str:
    """In brackets if it would be read otherwise without."""
    plain = isinstance(node, nodes.Operation) and node.operator not in ("not", "min", "max")
    return f"({_text(node)})" if plain or isinstance(node, nodes.SumOverMonths) else _text(node)


def _shifted(node: nodes.Shifted) -> str:
    months, days = _text(node.months), _text(node.days)
    parts = [f"{amount} {unit}" for amount, unit in ((months, "mois"), (days, "jours")) if amount != "0"]
    return f"{_text(node.day)} + {' + '.join(parts)}"


def _over_members(node: nodes.OverMembers) -> str:
    where = _text(node.where)
    if node.kind == "count":
        return f"(nombre de personnes où {where})"
    among = "" if _is_true(node.where) else f", parmi celles où {where}"
    return f"({OVER[node.kind]} {_text(node.body)}{among})"


def _is_true(node: nodes.Expression) -> bool:
    return isinstance(node, nodes.Literal) and node.value is True
