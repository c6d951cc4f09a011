"""What each node of the language does to the values of the nodes under it, `Unknown` included (Kleene's logic)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date

from allervers.law.counting import add_days, add_months
from allervers.law.expression import (
    Age,
    Case,
    FirstOfYear,
    OfApplicant,
    Operation,
    OverMembers,
    Rank,
    Shifted,
    SumOverMonths,
)
from allervers.law.inputs import Unknown

# A compiled node: the run, the place of the person in the household (or None), the month (or None) → a value.
Compiled = Callable[[object, int | None, int | None], object]


def joined(values) -> Unknown | None:
    """The unknown ones among values put together, or None if all are known."""
    result = None
    for value in values:
        if value.__class__ is Unknown:
            result = value if result is None else result | value
    return result


def floor_division(dividend: int, divisor: int) -> int:
    """``//`` where every engine agrees: no negative dividend, a positive divisor."""
    if dividend < 0 or divisor <= 0:
        raise ArithmeticError(f"{dividend} // {divisor}: engines differ on it, rules must not need it")
    return dividend // divisor


_BINARY = {
    "-": operator.sub,
    "//": floor_division,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MANY = {"+": sum, "min": min, "max": max}


def _operation(node: Operation, parts: list[Compiled]) -> Compiled:
    match node.operator:
        case "and":
            return _and_or(parts, decisive=False)
        case "or":
            return _and_or(parts, decisive=True)
        case "not":
            return _not(parts[0])
        case "*":
            return _product(*parts)
    if node.operator in _MANY:
        return _many(parts, _MANY[node.operator])
    return _binary(*parts, _BINARY[node.operator])


def _and_or(parts: list[Compiled], decisive: bool) -> Compiled:
    def compute(run, person, month):
        unknown = None
        for part in parts:
            value = part(run, person, month)
            if value is decisive:
                return decisive
            if value.__class__ is Unknown:
                unknown = value if unknown is None else unknown | value
        return (not decisive) if unknown is None else unknown

    return compute


def _not(part: Compiled) -> Compiled:
    def compute(run, person, month):
        value = part(run, person, month)
        return value if value.__class__ is Unknown else not value

    return compute


def _product(left: Compiled, right: Compiled) -> Compiled:
    def compute(run, person, month):
        one, other = left(run, person, month), right(run, person, month)
        if one.__class__ is not Unknown and other.__class__ is not Unknown:
            return one * other
        # Zero times anything is zero, whatever is missing.
        return 0 if one == 0 or other == 0 else joined((one, other))

    return compute


def _many(parts: list[Compiled], function) -> Compiled:
    def compute(run, person, month):
        values = [part(run, person, month) for part in parts]
        unknown = joined(values)
        return function(values) if unknown is None else unknown

    return compute


def _binary(left: Compiled, right: Compiled, function) -> Compiled:
    def compute(run, person, month):
        one, other = left(run, person, month), right(run, person, month)
        if one.__class__ is Unknown:
            return one | other if other.__class__ is Unknown else one
        if other.__class__ is Unknown:
            return other
        return function(one, other)

    return compute


def _case(node: Case, parts: list[Compiled]) -> Compiled:
    *branches, compute = parts
    for place in range(len(branches) - 2, -1, -2):
        compute = _branch(branches[place], branches[place + 1], compute)
    return compute


def _branch(condition: Compiled, result: Compiled, otherwise: Compiled) -> Compiled:
    def compute(run, person, month):
        holds = condition(run, person, month)
        if holds is True:
            return result(run, person, month)
        if holds is False:
            return otherwise(run, person, month)
        one, other = result(run, person, month), otherwise(run, person, month)
        if one.__class__ is not Unknown and other.__class__ is not Unknown and one == other:
            return one
        return joined((holds, one, other))

    return compute


def age_at(birth: date, on: date) -> int:
    """Complete years on a day; 0 before the birth. Born on 29 February: a year on 1 March."""
    return max(on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)), 0)


def _age(node: Age, parts: list[Compiled]) -> Compiled:
    return _binary(*parts, age_at)


def _first_of_year(node: FirstOfYear, parts: list[Compiled]) -> Compiled:
    (part,) = parts

    def compute(run, person, month):
        day = part(run, person, month)
        return day if day.__class__ is Unknown else date(day.year, 1, 1)

    return compute


def shifted(day: date, months: int, days: int) -> date:
    """``day`` moved by months, then by days; the last day of the calendar if it would lie beyond."""
    try:
        return add_days(add_months(day, months), days)
    except OverflowError:
        return date.max


def _shifted(node: Shifted, parts: list[Compiled]) -> Compiled:
    def compute(run, person, month):
        values = [part(run, person, month) for part in parts]
        unknown = joined(values)
        return shifted(*values) if unknown is None else unknown

    return compute


def _of_applicant(node: OfApplicant, parts: list[Compiled]) -> Compiled:
    (body,) = parts
    return lambda run, person, month: body(run, run.applicant, month)


def _sum_over_months(node: SumOverMonths, parts: list[Compiled]) -> Compiled:
    body, ending_of = parts

    def compute(run, person, month):
        last = run.month - ending_of(run, person, month)
        return total(body(run, person, each) for each in range(last - node.months + 1, last + 1))

    return compute


def total(values) -> int | Unknown:
    result, unknown = 0, None
    for value in values:
        if value.__class__ is Unknown:
            unknown = value if unknown is None else unknown | value
        else:
            result += value
    return result if unknown is None else unknown


def _over_members(node: OverMembers, parts: list[Compiled]) -> Compiled:
    body, where = parts
    # The value that leaves the aggregate as it is: that of a person for whom `where` does not hold.
    neutral = {"sum": 0, "count": False, "any": False, "all": True}[node.kind]
    chosen = _branch(where, body, lambda run, person, month: neutral)

    def values(run, month):
        return (chosen(run, person, month) for person in range(len(run.facts.persons)))

    if node.kind in ("sum", "count"):
        return lambda run, person, month: total(values(run, month))
    decisive = node.kind == "any"

    def compute(run, person, month):
        unknown = None
        for value in values(run, month):
            if value is decisive:
                return decisive
            if value.__class__ is Unknown:
                unknown = value if unknown is None else unknown | value
        return (not decisive) if unknown is None else unknown

    return compute


def _rank(node: Rank, parts: list[Compiled]) -> Compiled:
    *keys, where = parts

    def comes_before(run, other, person, month):
        """Key by key: a key that is missing matters only if those before it tie."""
        for key in keys:
            theirs, ours = key(run, other, month), key(run, person, month)
            if unknown := joined((theirs, ours)):
                return unknown
            if theirs != ours:
                return theirs < ours
        return other < person

    def compute(run, person, month):
        others = (other for other in range(len(run.facts.persons)) if other != person)
        return total((1, *(counted(run, other, person, month) for other in others)))

    def counted(run, other, person, month):
        listed = where(run, other, month)
        if listed is False:
            return False
        before = comes_before(run, other, person, month)
        return before if listed is True or before is False else joined((listed, before))

    return compute


NODES = {
    Operation: _operation,
    Case: _case,
    Age: _age,
    FirstOfYear: _first_of_year,
    Shifted: _shifted,
    OfApplicant: _of_applicant,
    SumOverMonths: _sum_over_months,
    OverMembers: _over_members,
    Rank: _rank,
}
