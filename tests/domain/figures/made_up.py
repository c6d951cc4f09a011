"""Made-up facts, as a reader may think of them: fields by name, and which conditions they meet."""

import random
from collections.abc import Callable, Iterable

from django.db.models import F, Q

from allervers.domain.figures.shapes import Population

Row = dict[str, object]
AGES = [None, 3, 17, 18, 24, 25, 40, 59, 60, 80]


def lookups(condition: Q) -> list[tuple[str, str, object]]:
    found = []
    for child in condition.children:
        if isinstance(child, Q):
            found += lookups(child)
        else:
            name, _, lookup = child[0].partition("__")
            found.append((name, lookup or "exact", child[1]))
    return found


def meets(condition: Q, row: Row) -> bool:
    return asking(condition)(row)


def asking(condition: Q) -> Callable[[Row], bool]:
    """Taken apart once, where it is asked of many facts."""
    questions = [asking(child) if isinstance(child, Q) else _question(child) for child in condition.children]
    some = any if condition.connector == Q.OR else all
    return lambda row: some(question(row) for question in questions) != condition.negated


def _question(child: tuple[str, object]) -> Callable[[Row], bool]:
    ((name, lookup, asked),) = lookups(Q(child))
    return lambda row: _is_met(name, lookup, asked, row)


def _is_met(name: str, lookup: str, asked, row: Row) -> bool:
    value, asked = row[name], row[asked.name] if isinstance(asked, F) else asked
    match lookup:
        case "exact":
            return value == asked
        case "in":
            return value in asked
        case "contains":
            return set(asked) <= set(value)
        case "overlap":
            return not set(asked).isdisjoint(value)
        case "isnull":
            return (value is None) == asked
        case "len__gte":
            return len(value) >= asked
        case "gt":
            return value is not None and value > asked
        case "gte":
            return value is not None and value >= asked
        case "lt":
            return value is not None and value < asked
        case "range":
            return value is not None and asked[0] <= value <= asked[1]
    raise NotImplementedError(lookup)


def facts_of(populations: Iterable[Population]) -> Callable[[Population | None], Row]:
    """A function: a fact of one table, at random; with a population, one of it (as often as it is found)."""
    asked: dict[str, list] = {}
    for population in populations:
        for name, lookup, value in lookups(population.whole_condition):
            asked.setdefault(name, []).append((lookup, value))
    values = {name: _values(name, those) for name, those in asked.items()}

    def at_random(of: Population | None = None) -> Row:
        row = {name: draw() for name, draw in values.items()} | {"fund": "here"}
        if of:
            _make_meet(of.whole_condition, row)
        return row

    return at_random


def _values(name: str, asked: list) -> Callable[[], object]:
    kinds = {lookup for lookup, _ in asked}
    if name == "age":
        return lambda: random.choice(AGES)
    if kinds & {"contains", "overlap"}:
        items = sorted({item for lookup, value in asked if lookup != "len__gte" for item in value})
        return lambda: random.sample(items, min(random.choice([0, 1, 1, 2, 3, len(items)]), len(items)))
    one: set = {"here", "elsewhere"} if any(isinstance(value, F) for _, value in asked) else set()
    for lookup, value in asked:
        if lookup == "isnull":
            one |= {None, True, False}
        elif not isinstance(value, F):
            one |= set(value) if lookup == "in" else {True, False, None} if isinstance(value, bool) else {value}
    choices = sorted(one | ({"another"} if name in ("detector_category", "sex", "c2s_at_end") else set()), key=repr)
    return lambda: random.choice(choices)


def _make_meet(condition: Q, row: Row) -> None:
    if condition.negated:
        return
    children = condition.children if condition.connector == Q.AND else [random.choice(condition.children)]
    for child in children:
        if isinstance(child, Q):
            _make_meet(child, row)
            continue
        ((name, lookup, value),) = lookups(Q(child))
        if lookup == "exact":
            row[name] = row[value.name] if isinstance(value, F) else value
        elif lookup == "in":
            row[name] = random.choice(list(value))
        elif lookup == "contains":
            row[name] = sorted({*row[name], *value})
        elif lookup == "overlap":
            row[name] = sorted({*row[name], random.choice(list(value))})
        elif name == "age":
            row[name] = random.choice([age for age in AGES if _is_met(name, lookup, value, {name: age})])
