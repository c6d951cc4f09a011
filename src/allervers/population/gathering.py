"""What the persons of a household, or the months of a person, make together: sum, count, « one of them », « all ».

An engine's own aggregates leave nulls out. Here everything that is a yes, a no or an unknown of a row is one bit of one
integer, so that a single ``BIT_OR`` carries what all the aggregates of a query must know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlglot import exp

from allervers.population.pieces import (
    BIGINT,
    BITS,
    Sql,
    aliased,
    around,
    bits,
    case_of,
    gathered_lists,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)


class Gathered(NamedTuple):
    """``name`` becomes the ``kind`` (sum, count, any, all) of the column ``of``, which may be null if ``nullable``."""

    name: str
    kind: str
    of: str
    nullable: bool


def gather(rows: exp.Select, keys: Sequence[str], items: Sequence[Gathered], lacking: bool) -> exp.Select:
    """One row by group of ``rows``, with each item, and beside it what it lacks if ``lacking``."""
    flags = _Flags()
    told = [(item, _Read(item, flags)) for item in items]
    packed = around(rows)
    for word, flag in enumerate(flags.words()):
        packed = packed.select(aliased(flag, f"flags_{word}"), copy=False)
    groups = exp.select(*keys).from_(packed.subquery("t", copy=False), copy=False).group_by(*keys, copy=False)
    for word in range(len(flags.words())):
        groups = groups.select(aliased(exp.BitwiseOrAgg(this=exp.column(f"flags_{word}")), f"flags_{word}"), copy=False)
    for item, read in told:
        if read.total is not None:
            groups = groups.select(aliased(read.total, f"{item.name}__total"), copy=False)
        if lacking and item.nullable:
            listed = gathered_lists(exp.column(lacking_of(item.of)))
            groups = groups.select(aliased(listed, f"{item.name}__lists"), copy=False)
    query = exp.select(*keys).from_(groups.subquery("t", copy=False), copy=False)
    for item, read in told:
        query = query.select(aliased(read.value, item.name), copy=False)
        if lacking and item.nullable:
            listed = case_of([(is_null(exp.paren(read.value)), exp.column(f"{item.name}__lists"))], nothing_lacks())
            query = query.select(aliased(listed, lacking_of(item.name)), copy=False)
    return query


class _Flags:
    """Bits given out one after the other: the condition on a row that sets each."""

    def __init__(self):
        self.conditions: list[Sql] = []

    def bit(self, condition: Sql) -> Sql:
        """True, once rows are gathered, if the condition held in one of them."""
        word, place = divmod(len(self.conditions), BITS)
        self.conditions.append(condition)
        flag = exp.BitwiseAnd(this=exp.column(f"flags_{word}"), expression=exp.Literal.number(2**place))
        return exp.NEQ(this=exp.paren(flag), expression=exp.Literal.number(0))

    def words(self) -> list[Sql]:
        found = []
        for start in range(0, len(self.conditions), BITS):
            given = [
                case_of([(condition, bits(2**place))], bits(0))
                for place, condition in enumerate(self.conditions[start : start + BITS])
            ]
            word = given[0]
            for bit in given[1:]:
                word = exp.Add(this=word, expression=bit)
            found.append(word)
        return found


class _Read:
    """How an item is read from the flags, and from its total if it has one."""

    def __init__(self, item: Gathered, flags: _Flags):
        column = exp.column(item.of)
        self.total: Sql | None = None
        if item.kind in ("sum", "count"):
            counted = column if item.kind == "sum" else case_of([(column, integer(1))], integer(0))
            self.total = exp.cast(exp.Sum(this=counted), BIGINT)
            self.value: Sql = exp.column(f"{item.name}__total")
            if item.nullable:
                self.value = case_of([(flags.bit(is_null(column)), exp.null())], self.value)
            return
        found, otherwise = (exp.true(), exp.false()) if item.kind == "any" else (exp.false(), exp.true())
        branches = [(flags.bit(column if item.kind == "any" else exp.not_(column, copy=False)), found)]
        if item.nullable:
            branches.append((flags.bit(is_null(column)), exp.null()))
        self.value = case_of(branches, otherwise)
