"""The place of a person among those of the household: everybody is compared with each of the others.

A window would be simpler, but sorts unknown keys somewhere; compared two by two, a key that is missing matters only
if those before it tie, as in the interpreter. The order of listing is that of ``person_id``. Only households where
some rule may read the rank are compared (`Column.read_if`): these are few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.law.expression import PERSON
from allervers.population.columns import HOUSEHOLD, Column
from allervers.population.folding import is_literal
from allervers.population.gathering import Gathered, gather
from allervers.population.pieces import Sql, aliased, all_lacking, case_of, integer, is_null, lacking_of, nothing_lacks

if TYPE_CHECKING:
    from allervers.population.queries import DayQueries


def rank_query(chain: DayQueries, column: Column) -> exp.Select:
    """One row by person who is not alone: ``column``, and what it lacks."""
    persons = chain.table(PERSON, column.round - 1)
    keys, where = [key.name for key in column.node.keys], column.node.where.name
    counted = exp.and_(exp.column(where, "other"), exp.paren(_before(keys)), copy=False)
    pairs = (
        exp.select(exp.column("person_id", "one"), aliased(counted, "counted"))
        .from_(f"{persons} AS one")
        .join(f"{persons} AS other", on="one.household_id = other.household_id AND one.person_id <> other.person_id")
    )
    if not is_literal(column.read_if, True):
        households = chain.table(HOUSEHOLD, column.round)
        pairs = pairs.join(f"{households} AS h", on="one.household_id = h.household_id", copy=False)
        pairs = pairs.where(exp.func("COALESCE", chain.writer.value(column.read_if), exp.true()), copy=False)
    if chain.lacking:
        lists = [_column(chain, where, "other"), _before_lacking(chain, keys)]
        lacking = case_of([(is_null(exp.paren(counted)), all_lacking(lists))], nothing_lacks())
        pairs = pairs.select(aliased(lacking, lacking_of("counted")), copy=False)
    item = Gathered("before", "count", "counted", column.nullable)
    gathered = gather(pairs, ["person_id"], [item], chain.lacking)
    query = exp.select("person_id").from_(gathered.subquery("g", copy=False), copy=False)
    rank = exp.Add(this=exp.column("before"), expression=integer(1))
    return chain.select(query, column, rank, exp.column(lacking_of("before")))


def _before(keys: list[str]) -> Sql:
    """Does the other come first? Unknown when a key that decides is."""
    result: Sql = exp.LT(this=exp.column("person_id", "other"), expression=exp.column("person_id", "one"))
    for key in reversed(keys):
        theirs, ours = exp.column(key, "other"), exp.column(key, "one")
        tie, differ = exp.EQ(this=theirs, expression=ours), exp.NEQ(this=theirs, expression=ours)
        result = case_of([(tie, result), (differ, exp.LT(this=theirs, expression=ours))])
    return result


def _before_lacking(chain: DayQueries, keys: list[str]) -> Sql:
    result = nothing_lacks()
    for key in reversed(keys):
        theirs, ours = exp.column(key, "other"), exp.column(key, "one")
        branches = [(exp.EQ(this=theirs, expression=ours), result)]
        union = all_lacking([_column(chain, key, "other"), _column(chain, key, "one")])
        if union is not None:
            branches.append((exp.or_(is_null(theirs), is_null(ours), copy=False), union))
        result = case_of(branches, nothing_lacks())
    return result


def _column(chain: DayQueries, name: str, table: str) -> Sql | None:
    return exp.column(lacking_of(name), table) if chain.plan[name].nullable else None
