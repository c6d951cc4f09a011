"""Sums over the same months that nothing reads but one addition become a single sum: the long table has fewer to make.

Pensions and replacement income, say, are only ever added up to the income of a person.
"""

from __future__ import annotations

from collections import Counter

from allervers.law.expression import Expression, Name, Operation, SumOverMonths, children, walk
from allervers.population.columns import SCALAR, SUM, Column, Plan, rebuilt


def merge_sums(plan: Plan) -> Plan:
    readers = Counter(plan.outputs)
    for column in plan.columns.values():
        readers.update(name for name in _names(column.node) if column.name != name)
    for column in list(plan.columns.values()):
        if column.kind == SCALAR:
            column.node = _merged(plan, readers, column.node)
            column.uses = tuple(dict.fromkeys(_names(column.node)))
    _drop_unread(plan)
    return plan


def _names(node: Expression) -> list[str]:
    return [each.name for each in walk(node) if isinstance(each, Name)]


def _merged(plan: Plan, readers: Counter[str], node: Expression) -> Expression:
    if not (isinstance(node, Operation) and node.operator == "+"):
        return rebuilt(node, [_merged(plan, readers, child) for child in children(node)])
    kept: dict[tuple, Column] = {}
    arguments = []
    for argument in node.arguments:
        column = _sum_read_once(plan, readers, argument)
        if column is None:
            arguments.append(_merged(plan, readers, argument))
            continue
        key = column.level, column.node.ending.value, column.node.months
        if key in kept:
            first = kept[key]
            bodies = *_terms(first.node.body), *_terms(column.node.body)
            first.node = SumOverMonths(Operation("+", bodies), first.node.ending, first.node.months)
        else:
            kept[key] = column
            arguments.append(Name(column.name))
    return arguments[0] if len(arguments) == 1 else Operation("+", tuple(arguments))


def _sum_read_once(plan: Plan, readers: Counter[str], node: Expression) -> Column | None:
    """The sum that a name stands for, if nothing else reads the name nor what is between."""
    if not isinstance(node, Name):
        return None
    column = plan[node.name]
    while readers[column.name] == 1 and column.kind == SCALAR and isinstance(column.node, Name):
        column = plan[column.node.name]
    return column if readers[column.name] == 1 and column.kind == SUM else None


def _terms(body: Expression) -> tuple[Expression, ...]:
    return body.arguments if isinstance(body, Operation) else (body,)


def _drop_unread(plan: Plan) -> None:
    read, to_do = set(), list(plan.outputs)
    while to_do:
        name = to_do.pop()
        if name not in read:
            read.add(name)
            to_do += plan[name].uses
    plan.columns = {name: column for name, column in plan.columns.items() if name in read}
