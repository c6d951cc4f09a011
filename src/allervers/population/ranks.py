"""The place of a person among those of the household: everybody is compared with each of the others.

A window would be simpler, but sorts unknown keys somewhere; compared two by two, a key that is missing matters only
if those before it tie, as in the interpreter. The order of listing is that of ``person_id``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.population.columns import Column
from allervers.population.pieces import (
    Sql,
    aggregate,
    aliased,
    all_lacking,
    case_of,
    gathered_lists,
    integer,
    is_null,
    lacking_of,
    nothing_lacks,
)

if TYPE_CHECKING:
    from allervers.population.queries import Chain


def rank_query(chain: Chain, column: Column, persons: str) -> exp.Select:
    keys, where = [key.name for key in column.node.keys], column.node.where.name
    listed, before = exp.column(where, "other"), _before(keys)
    counted = exp.and_(listed, exp.paren(before))
    pairs = (
        exp.select(exp.column("person_id", "one"), aliased(counted, "counted"))
        .from_(f"{persons} AS one")
        .join(f"{persons} AS other", on="one.household_id = other.household_id AND one.person_id <> other.person_id")
    )
    if chain.lacking and column.nullable:
        lists = [_column(chain, where, "other"), _before_lacking(chain, keys)]
        lacking = case_of([(is_null(exp.paren(counted)), all_lacking(lists))], nothing_lacks())
        pairs = pairs.select(aliased(lacking, lacking_of("counted")))
    return _totals(chain, column, pairs)


def _totals(chain: Chain, column: Column, pairs: exp.Select) -> exp.Select:
    query = exp.select("person_id").from_(pairs.subquery("pairs")).group_by("person_id")
    those_before = aggregate("count", exp.column("counted"), column.nullable)
    rank = exp.Add(this=exp.paren(those_before), expression=integer(1))
    lacking = gathered_lists(exp.column(lacking_of("counted"))) if chain.lacking and column.nullable else None
    return chain.select(query, column, rank, lacking or nothing_lacks())


def _before(keys: list[str]) -> Sql:
    """Does the other come first? Unknown when a key that decides is."""
    result: Sql = exp.LT(this=exp.column("person_id", "other"), expression=exp.column("person_id", "one"))
    for key in reversed(keys):
        theirs, ours = exp.column(key, "other"), exp.column(key, "one")
        tie = exp.EQ(this=theirs, expression=ours)
        first = exp.LT(this=theirs, expression=ours)
        result = case_of([(tie, result), (exp.NEQ(this=theirs, expression=ours), first)])
    return result


def _before_lacking(chain: Chain, keys: list[str]) -> Sql:
    result = nothing_lacks()
    for key in reversed(keys):
        theirs, ours = exp.column(key, "other"), exp.column(key, "one")
        branches = [(exp.EQ(this=theirs, expression=ours), result)]
        union = all_lacking([_column(chain, key, "other"), _column(chain, key, "one")])
        if union is not None:
            either = exp.or_(is_null(theirs), is_null(ours))
            branches.append((either, union))
        result = case_of(branches, nothing_lacks())
    return result


def _column(chain: Chain, name: str, table: str) -> Sql | None:
    return exp.column(lacking_of(name), table) if chain.plan[name].nullable else None
