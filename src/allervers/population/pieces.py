"""Small pieces of SQL that every query is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

BIGINT, INT = exp.DataType.build("BIGINT"), exp.DataType.build("INT")
# Bits are kept in words of 32: to gather them costs less than in 64.
BITS = 62
Sql = exp.Expression


@dataclass
class Part:
    """A named query of the chain; ``shared``: computed once even when several others read it."""

    name: str
    query: exp.Select
    shared: bool


def integer(value: int) -> Sql:
    return exp.cast(exp.Literal.number(value), BIGINT)


def bits(value: int) -> Sql:
    """Bits of a word."""
    return exp.cast(exp.Literal.number(value), BIGINT)


def day(value: date) -> Sql:
    return exp.cast(exp.Literal.string(value.isoformat()), "DATE")


def case_of(branches: Iterable[tuple[Sql, Sql]], otherwise: Sql | None = None) -> exp.Case:
    """``CASE WHEN … THEN … ELSE otherwise END``; NULL when no branch holds and nothing else is given."""
    ifs = [exp.If(this=condition, true=result) for condition, result in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def aliased(value: Sql, name: str) -> exp.Alias:
    return exp.Alias(this=value, alias=exp.to_identifier(name))


def is_null(value: Sql) -> Sql:
    return exp.Is(this=value, expression=exp.Null())


def nothing_lacks() -> Sql:
    return exp.cast(exp.Array(), "ARRAY<TEXT>")


def all_lacking(lists: Iterable[Sql | None]) -> Sql | None:
    """Lists put end to end; None if all are always empty."""
    present = [each for each in lists if each is not None]
    if len(present) < 2:
        return present[0] if present else None
    return exp.Flatten(this=exp.Array(expressions=present))


def lacking_of(name: str) -> str:
    """The column of what is lacking for column ``name``."""
    return f"{name}__lacking"


def around(query: exp.Select) -> exp.Select:
    """All the columns of a query, to add others that read them."""
    return exp.select("*").from_(query.subquery("t", copy=False), copy=False)


def gathered_lists(lists: Sql) -> Sql:
    """The lists of a group put into one, each input once."""
    return exp.ArrayDistinct(this=exp.Flatten(this=exp.ArrayAgg(this=lists)))
