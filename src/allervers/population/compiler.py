"""The rules of the law, on one day, as one text of SQL that answers for every person of three tables.

    text = Text(date(2024, 6, 1))
    text.sums           reads `resources` (formats §2): one row by person who has some
    text.answers        reads the three tables and `sums_of_persons`: one row by household, null for unknown
    text.missing        reads `answers` besides: for the households whose answer is unknown, how many inputs lack
    text.entitlements   reads `persons`, `answers` and `missing`: the result

No rule is written here: trees of `allervers.law` are folded at the day (`folding`), laid out as columns in rounds
(`columns`) and written (`queries`, `writing`). ``text.sql("answers", "duckdb")`` gives DuckDB's dialect, as SQLGlot
gives those of other engines.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from sqlglot import exp

from allervers.law.expression import PERSON
from allervers.law.registry import law
from allervers.population.amounts import SUMS
from allervers.population.columns import HOUSEHOLD, Plan, Planner
from allervers.population.folding import Folding
from allervers.population.merging import merge_sums
from allervers.population.pieces import Part, aliased, all_lacking, integer, is_null, lacking_of
from allervers.population.queries import Chain
from allervers.population.rounds import schedule
from allervers.population.sources import AMOUNTS, GIVEN, NON_TAKE_UP, PERSONS, RULES, SOURCES, STATUS
from allervers.population.tables import TABLES

ANSWERS, MISSING = "answers", "missing"


def planned(day: date) -> tuple[Folding, Plan]:
    """The columns that answer on ``day``. Raises `DateTooEarly` before the first parameter of the right."""
    known = law()
    known.check_date("c2s", day)
    rules = {rule.name: rule.expression for rule in (*known.rules.values(), *RULES)}
    folding = Folding(known, day, rules, GIVEN)
    levels = {
        name: (PERSON if source.table == PERSONS else HOUSEHOLD, source.nullable) for name, source in SOURCES.items()
    }
    planner = Planner(folding, known.inputs, levels)
    plan = merge_sums(planner.build((STATUS, *AMOUNTS.values(), NON_TAKE_UP)))
    return folding, schedule(plan)


class Text:
    """The queries of one day."""

    def __init__(self, day: date):
        self.day, self.law_version = day, law().version
        self.folding, self.plan = planned(day)
        self._written: dict[tuple[str, str], str] = {}

    def sql(self, query: str, dialect: str) -> str:
        """``query`` is the name of a query of this class."""
        if (query, dialect) not in self._written:
            self._written[query, dialect] = getattr(self, query).sql(dialect)
        return self._written[query, dialect]

    def _chain(self, prefix: str = "", lacking: bool = False) -> Chain:
        tables = {table: f"{prefix}{table}" for table in (*TABLES, SUMS)}
        return Chain(self.plan, self.folding, law().inputs, tables, lacking)

    @cached_property
    def sums(self) -> exp.Select:
        return self._chain().amounts.summed()

    @cached_property
    def answers(self) -> exp.Select:
        """What is told of each household, and what its persons read of it."""
        chain = self._chain()
        told = [STATUS, *AMOUNTS.values(), *(column.name for column in chain.brought(self.plan.rounds))]
        households = chain.table(HOUSEHOLD, self.plan.rounds)
        query = exp.select("household_id", *dict.fromkeys(told)).from_(households)
        return _with_parts(query, chain)

    @cached_property
    def missing(self) -> exp.Select:
        """The same chain once more, for the households asked about alone, with the inputs lacking beside each value."""
        asked = exp.select("household_id").from_(ANSWERS).where(self._unknown())
        chain = self._chain("asked_", lacking=True)
        chain.parts["asked"] = Part("asked", asked, shared=True)
        for table in (*TABLES, SUMS):
            rows = exp.select("*").from_(table).where("household_id IN (SELECT household_id FROM asked)")
            chain.parts[f"asked_{table}"] = Part(f"asked_{table}", rows, shared=True)
        households = chain.table(HOUSEHOLD, self.plan.rounds)
        columns = [self.plan[rule.name] for rule in law().rights["c2s"].asks_for]
        lists = all_lacking(exp.column(lacking_of(column.name)) for column in columns if column.nullable)
        count = exp.cast(exp.ArraySize(this=exp.ArrayDistinct(this=lists)), "BIGINT")
        return _with_parts(exp.select("household_id", aliased(count, MISSING)).from_(households), chain)

    @cached_property
    def missing_in_steps(self) -> exp.Select:
        """`missing` with every part computed apart: faster where a part is else planned wherever it is read."""
        query = self.missing.copy()
        for part in query.ctes:
            part.set("materialized", True)
        return query

    @cached_property
    def some_unknown(self) -> exp.Select:
        """One row if the answer of some household is unknown."""
        return exp.select("1").from_(ANSWERS).where(self._unknown()).limit(1)

    @cached_property
    def none_missing(self) -> exp.Select:
        """What stands for `missing` when no answer is unknown."""
        count = aliased(integer(0), MISSING)
        return exp.select("household_id", count).from_(ANSWERS).where(exp.false())

    @cached_property
    def entitlements(self) -> exp.Select:
        """The persons once more, beside the answer of their household."""
        chain = self._chain()
        households = chain.table(HOUSEHOLD, self.plan.rounds)
        chain.parts[households] = Part(households, exp.select("*").from_(ANSWERS), shared=False)
        persons = chain.table(PERSON, self.plan.rounds)
        status = exp.func("COALESCE", exp.column(STATUS, "a"), exp.Literal.string("unknown"))
        missing = exp.func("COALESCE", exp.column(MISSING, "m"), integer(0))
        query = (
            exp.select(exp.column("household_id", "a"), exp.column("person_id", "a"), aliased(status, STATUS))
            .select(*(aliased(exp.column(rule, "a"), name) for name, rule in AMOUNTS.items()))
            .select(aliased(missing, MISSING), aliased(exp.column(NON_TAKE_UP, "a"), "non_take_up"))
            .from_(f"{persons} AS a")
            .join(f"{MISSING} AS m", on="a.household_id = m.household_id", join_type="left")
        )
        return _with_parts(query, chain)

    @staticmethod
    def _unknown() -> exp.Expression:
        return exp.or_(*(is_null(exp.column(rule.name)) for rule in law().rights["c2s"].asks_for), copy=False)


def _with_parts(query: exp.Select, chain: Chain) -> exp.Select:
    """The query with the parts of the chain that it reads, whichever way.

    A part that several others read is computed once if it gathers or joins; else it is read again (it is cheap).
    """
    readers = Counter(table.name for table in query.find_all(exp.Table))
    parts = []
    for part in reversed(chain.parts.values()):
        if readers[part.name]:
            readers.update(table.name for table in part.query.find_all(exp.Table))
            parts.append(part)
    for part in reversed(parts):
        query = query.with_(part.name, part.query, materialized=part.shared and readers[part.name] > 1, copy=False)
    return query
