"""When each column of a plan is computed, and where a rank is read at all."""

from __future__ import annotations

from allervers.law.expression import PERSON, Case, Expression, Literal, Name, walk
from allervers.population.columns import HOUSEHOLD, MEMBERS, MONTHS, RANK, SCALAR, Column, Plan
from allervers.population.folding import fold_operation


def schedule(plan: Plan) -> Plan:
    """Set the round of every column, and the condition of every rank."""
    guard_ranks(plan)
    set_rounds(plan)
    return plan


def set_rounds(plan: Plan) -> None:
    """First the earliest round of each column, then the latest that its users allow."""
    for column in plan.columns.values():
        column.round = max((plan[use].round + _wait(plan, column, use) for use in column.uses), default=0)
    plan.rounds = max(plan[name].round for name in plan.outputs)
    latest = dict.fromkeys(plan.columns, plan.rounds)
    for column in reversed(plan.columns.values()):
        for use in column.uses:
            latest[use] = min(latest[use], latest[column.name] - _wait(plan, column, use))
    for name, last in latest.items():
        plan[name].round = last


def _wait(plan: Plan, column: Column, use: str) -> int:
    """1 if ``column`` reads the persons of the round before its own."""
    return int(column.kind in (MEMBERS, RANK, MONTHS) and plan[use].level == PERSON)


def guard_ranks(plan: Plan) -> None:
    """To rank is dear, and only a few households are asked for it: those where a rule may take the branch."""
    for column in [column for column in plan.columns.values() if column.kind == RANK]:
        read_if = _read_if(plan, column.name)
        names = tuple(dict.fromkeys(each.name for each in walk(read_if) if isinstance(each, Name)))
        if any(column.name in _made_of(plan, name) for name in names):
            continue
        column.read_if, column.uses = read_if, tuple(dict.fromkeys((*column.uses, *names)))
    _sort(plan)


def _read_if(plan: Plan, name: str) -> Expression:
    """A condition of the household that is not false wherever a column is read."""
    if name in plan.outputs:
        return Literal(True)
    ways = [
        fold_operation("and", (_branch(user, name), _read_if(plan, user.name)))
        for user in plan.columns.values()
        if name in user.uses
    ]
    return fold_operation("or", tuple(ways))


def _branch(user: Column, name: str) -> Expression:
    """The condition under which a column made of one `Case` reads another."""
    if user.kind != SCALAR or user.level != HOUSEHOLD or not isinstance(user.node, Case) or len(user.node.branches) > 1:
        return Literal(True)
    ((condition, result),) = user.node.branches
    in_condition, in_result, in_other = (_reads(part, name) for part in (condition, result, user.node.otherwise))
    if in_condition or (in_result and in_other):
        return Literal(True)
    return condition if in_result else fold_operation("not", (condition,))


def _reads(node: Expression, name: str) -> bool:
    return any(isinstance(each, Name) and each.name == name for each in walk(node))


def _made_of(plan: Plan, name: str) -> set[str]:
    found, to_do = set(), [name]
    while to_do:
        column = to_do.pop()
        if column not in found:
            found.add(column)
            to_do += plan[column].uses
    return found


def _sort(plan: Plan) -> None:
    """Each column after those it uses."""
    ordered: dict[str, Column] = {}

    def visit(name: str) -> None:
        if name not in ordered:
            for use in plan[name].uses:
                visit(use)
            ordered[name] = plan[name]

    for name in list(plan.columns):
        visit(name)
    plan.columns = ordered
