"""Each node of the language written in SQL: its value, and the inputs that are lacking when it is unknown.

Unknown is NULL, and SQL's own logic of three values is Kleene's; what SQL does otherwise (`CASE` whose condition is
null, the least of values one of which is null, a product by zero) is written out. Integers are 64 bits, dates are
dates, whatever the engine would make of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlglot import exp

from allervers.law.expression import (
    Age,
    AtMonth,
    Case,
    Expression,
    FirstOfYear,
    Literal,
    Name,
    OnDay,
    Operation,
    Scale,
    Shifted,
    children,
)
from allervers.population.folding import Folding, NotCompiled, is_literal
from allervers.population.pieces import (
    BIGINT,
    Sql,
    all_lacking,
    case_of,
    day,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)

_COMPARISONS = {"==": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}
_ARITHMETIC = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul, "//": exp.IntDiv}


class Writer:
    """Writes nodes over the columns that ``column`` finds; ``nullable`` tells which nodes may be unknown."""

    def __init__(
        self,
        folding: Folding,
        nullable: Callable[[Expression], bool],
        column: Callable[[str], Sql] = exp.column,
        months: tuple[date, ...] = (),
    ):
        self.folding, self.nullable, self.column, self.months = folding, nullable, column, months

    def value(self, node: Expression) -> Sql:
        match node:
            case Name():
                return self.column(node.name)
            case Literal():
                return self._literal(node.value)
            case Operation():
                return self._operation(node)
            case Case():
                return self._case(node)
            case Scale():
                return self._scale(node)
            case Age():
                return self._age(node)
            case AtMonth():
                return self._at_month(node)
            case Shifted():
                return self._shifted(node)
            case FirstOfYear():
                return _as_day(exp.DateTrunc(this=self.value(node.day), unit=exp.Literal.string("YEAR")))
            case OnDay():
                return self._on_day(node, integer)
        raise NotCompiled(f"{type(node).__name__} has no text yet")

    def lacking(self, node: Expression, value: Sql | None = None) -> Sql | None:
        """The list of the inputs that an unknown value hangs on, empty when it is known; None if it always is.

        ``value`` is the column that holds the value of the node, if one does.
        """
        if not self.nullable(node):
            return None
        match node:
            case Name():
                return self.column(lacking_of(node.name))
            case Case():
                return self._case_lacking(node, value)
        union = all_lacking(map(self.lacking, children(node)))
        if isinstance(node, Operation) and node.operator in ("and", "or", "*"):
            return case_of([(is_null(value or exp.paren(self.value(node))), union)], nothing_lacks())
        return union

    def _literal(self, value: object) -> Sql:
        if isinstance(value, bool):
            return exp.true() if value else exp.false()
        if isinstance(value, int):
            return integer(value)
        return day(value) if isinstance(value, date) else exp.Literal.string(value)

    def _operation(self, node: Operation) -> Sql:
        parts = [self._operand(part) for part in node.arguments]
        match node.operator:
            case "and":
                return exp.and_(*parts, copy=False)
            case "or":
                return exp.or_(*parts, copy=False)
            case "not":
                return exp.Not(this=parts[0])
            case "min" | "max":
                return self._least(node)
            case "*" if all(map(self.nullable, node.arguments)):
                none = exp.or_(*(exp.EQ(this=part, expression=exp.Literal.number(0)) for part in parts))
                return case_of([(none, integer(0))], exp.Mul(this=parts[0], expression=parts[1]))
        if node.operator in _COMPARISONS:
            return _COMPARISONS[node.operator](this=parts[0], expression=parts[1])
        result, *others = parts
        for other in others:
            result = _ARITHMETIC[node.operator](this=result, expression=other)
        return result

    def _operand(self, node: Expression) -> Sql:
        if is_literal(node) and type(node.value) is int:
            # Beside a column, which has 64 bits.
            return exp.Literal.number(node.value)
        written = self.value(node)
        return exp.paren(written) if isinstance(node, Operation) else written

    def _least(self, node: Operation) -> Sql:
        """``LEAST`` and ``GREATEST`` leave nulls out; here one that is unknown makes the result unknown."""
        parts = [self.value(part) for part in node.arguments]
        chosen = (exp.Least if node.operator == "min" else exp.Greatest)(this=parts[0], expressions=parts[1:])
        unsure = [part for part, node in zip(parts, node.arguments, strict=True) if self.nullable(node)]
        if not unsure:
            return chosen
        known = exp.and_(*(exp.not_(is_null(exp.paren(part)), copy=False) for part in unsure), copy=False)
        return case_of([(known, chosen)])

    def _case(self, node: Case) -> Sql:
        (condition, result), following = node.branches[0], self._following(node)
        if not any(self.nullable(condition) for condition, _ in node.branches):
            branches = [(self.value(condition), self.value(result)) for condition, result in node.branches]
            return case_of(branches, self.value(node.otherwise))
        holds, one, other = self.value(condition), self.value(result), self.value(following)
        branches = [(holds, one), (exp.not_(holds, copy=False), other)]
        if not (is_literal(result) and is_literal(following)):
            # Whatever the condition, the result is the same.
            branches.append((exp.EQ(this=exp.paren(one), expression=exp.paren(other)), one))
        return case_of(branches)

    @staticmethod
    def _following(node: Case) -> Expression:
        rest = node.branches[1:]
        return Case(rest, node.otherwise) if rest else node.otherwise

    def _case_lacking(self, node: Case, value: Sql | None) -> Sql:
        (condition, result), following = node.branches[0], self._following(node)
        holds = self.value(condition)
        lists = [self.lacking(part) for part in (condition, result, following)]
        _, one, other = (nothing_lacks() if each is None else each for each in lists)
        if not self.nullable(condition):
            return case_of([(holds, one)], other)
        unknown = is_null(value or exp.paren(self.value(node)))
        branches = [(holds, one), (exp.not_(holds, copy=False), other), (unknown, all_lacking(lists))]
        return case_of(branches, nothing_lacks())

    def _scale(self, node: Scale) -> Sql:
        scale, argument = self.folding.scale(node.name), self.value(node.argument)
        steps = [(threshold, integer(scale.at(threshold)[0])) for threshold in scale.thresholds]
        if scale.each_further is not None:
            last, figure = steps[-1]
            beyond = exp.Sub(this=argument, expression=exp.Literal.number(last))
            further = exp.Mul(this=exp.paren(beyond), expression=exp.Literal.number(scale.each_further))
            steps[-1] = (last, exp.Add(this=figure, expression=further))
        branches = [
            (exp.GTE(this=argument, expression=exp.Literal.number(threshold)), figure)
            for threshold, figure in reversed(steps[1:])
        ]
        first, figure = steps[1][0] if len(steps) > 1 else None, steps[0][1]
        if first is None:
            branches.append((exp.not_(is_null(argument), copy=False), figure))
        else:
            branches.append((exp.LT(this=argument, expression=exp.Literal.number(first)), figure))
        return case_of(branches)

    def _age(self, node: Age) -> Sql:
        birth, on = self.value(node.birth), self.value(node.on)

        def part(unit: str, of: Sql) -> Sql:
            if isinstance(node.on, Literal) and of is on:
                return exp.Literal.number(getattr(node.on.value, unit.lower()))
            return exp.cast(exp.Extract(this=exp.var(unit), expression=of), BIGINT)

        def in_year(of: Sql) -> Sql:
            hundreds = exp.Mul(this=part("MONTH", of), expression=exp.Literal.number(100))
            return exp.Add(this=hundreds, expression=part("DAY", of))

        later = exp.LT(this=in_year(on), expression=in_year(birth))
        years = exp.Sub(this=part("YEAR", on), expression=part("YEAR", birth))
        complete = exp.Sub(this=exp.paren(years), expression=case_of([(later, integer(1))], integer(0)))
        born = exp.LTE(this=birth, expression=on)
        return case_of([(born, complete), (exp.not_(born, copy=False), integer(0))])

    def _shifted(self, node: Shifted) -> Sql:
        """Months first, to the same day number, else to the last day of the month. Days after the year 9999, where the
        interpreter stops, are only ever compared with days of our time."""
        shifted = self.value(node.day)
        for unit, count in (("MONTH", node.months), ("DAY", node.days)):
            if is_literal(count) and count.value == 0:
                continue
            if isinstance(count, OnDay):
                number = self._on_day(count, exp.Literal.number)
            elif is_literal(count):
                number = exp.Literal.number(count.value)
            else:
                raise NotCompiled(f"{type(count).__name__} says by how much a day is moved")
            shifted = _as_day(exp.DateAdd(this=shifted, expression=number, unit=exp.var(unit)))
        return shifted

    def _on_day(self, node: OnDay, figure: Callable[[int], Sql]) -> Sql:
        """The figure of each period of the law; null where the day is unknown."""
        parameter, on = self.folding.law.parameters[node.name], self.value(node.day)
        first, *others = parameter.values
        branches = [
            (exp.GTE(this=on, expression=day(dated.valid_from)), figure(dated.value)) for dated in reversed(others)
        ]
        branches.append((exp.not_(is_null(on), copy=False), figure(first.value)))
        return case_of(branches)

    def _at_month(self, node: AtMonth) -> Sql:
        """The figure of each month that the text reads, the changes alone written."""
        parameter = self.folding.law.parameters[node.name]
        changes: list[tuple[date, int]] = []
        for month in self.months:
            figure = parameter.at(max(month, parameter.dates[0])).value
            if not changes or figure != changes[-1][1]:
                changes.append((month, figure))
        first, *others = changes
        branches = [
            (exp.GTE(this=exp.column("month"), expression=day(month)), integer(figure))
            for month, figure in reversed(others)
        ]
        return case_of(branches, integer(first[1])) if branches else integer(first[1])


def _as_day(value: Sql) -> Sql:
    """Engines give a day that is moved as a moment."""
    return exp.cast(value, "DATE")
