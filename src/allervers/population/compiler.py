"""The rules of the law, on one day, as one text of SQL that answers for every person of three tables.

    text = CompiledLaw(date(2024, 6, 1))
    text.successors     reads `persons` (formats §2): who stands for a household whose applicant is dead
    text.living         reads `persons` and `successors`: the persons of whom the rules speak
    text.sums           reads `resources`: one row by person who has some
    text.answers        reads `households`, `living`, `resources`, `sums`: one row by household, null for unknown
    text.missing        reads `answers` besides: for the households whose answer is unknown, how many inputs lack
    text.entitlements   reads `persons`, `living`, `answers` and `missing`: the result

No rule is written here: trees of `allervers.law` are folded at the day (`folding`), laid out as columns in rounds
(`columns`) and written (`queries`, `writing`). ``text.sql("answers", "duckdb")`` gives DuckDB's dialect, as SQLGlot
gives those of other engines.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from sqlglot import exp, parse_one

from allervers.law.expression import PERSON
from allervers.law.registry import law
from allervers.population.amounts import SUMS
from allervers.population.columns import HOUSEHOLD, Plan, Planner
from allervers.population.folding import Folding
from allervers.population.merging import merge_sums
from allervers.population.pieces import Part, aliased, all_lacking, integer, is_null, lacking_of
from allervers.population.queries import DayQueries
from allervers.population.rounds import schedule
from allervers.population.sources import (
    AMOUNTS,
    GIVEN,
    MEMBER,
    NON_TAKE_UP,
    PERSONS,
    RULES,
    SOURCES,
    STATUS,
    successors,
)
from allervers.population.tables import PERSONS as COLUMNS
from allervers.population.tables import TABLES

ANSWERS, MISSING = "answers", "missing"
SUCCESSORS, LIVING = "successors", "living"


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
    plan = merge_sums(planner.build((STATUS, *AMOUNTS.values(), NON_TAKE_UP, MEMBER)))
    return folding, schedule(plan)


class CompiledLaw:
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

    def _chain(self, prefix: str = "", lacking: bool = False) -> DayQueries:
        tables = {table: f"{prefix}{table}" for table in (*TABLES, SUMS)} | {PERSONS: f"{prefix}{LIVING}"}
        return DayQueries(self.plan, self.folding, law().inputs, tables, lacking)

    @cached_property
    def successors(self) -> exp.Expression:
        return parse_one(successors(self.day), read="duckdb")

    @cached_property
    def living(self) -> exp.Expression:
        """The dead are of no household: they bring neither resources nor a share of the ceiling (R861-2 CSS speaks of
        persons; R861-16-5 of what goes on after the death of who asked)."""
        role = "CASE WHEN person_id IN (SELECT person_id FROM successors) THEN 'applicant' ELSE role END AS role"
        columns = [role if each.name == "role" else each.name for each in COLUMNS.columns]
        alive = f"deceased_on IS NULL OR deceased_on > CAST('{self.day}' AS DATE)"
        return parse_one(f"SELECT {', '.join(columns)} FROM persons WHERE {alive}", read="duckdb")

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
        return with_parts(query, chain)

    @cached_property
    def missing(self) -> exp.Select:
        """The same chain once more, for the households asked about alone, with the inputs lacking beside each value."""
        asked = exp.select("household_id").from_(ANSWERS).where(self._unknown())
        chain = self._chain("asked_", lacking=True)
        chain.parts["asked"] = Part("asked", asked, shared=True)
        for table in (*(LIVING if each == PERSONS else each for each in TABLES), SUMS):
            rows = exp.select("*").from_(table).where("household_id IN (SELECT household_id FROM asked)")
            chain.parts[f"asked_{table}"] = Part(f"asked_{table}", rows, shared=True)
        households = chain.table(HOUSEHOLD, self.plan.rounds)
        columns = [self.plan[rule.name] for rule in law().rights["c2s"].asks_for]
        lists = all_lacking(exp.column(lacking_of(column.name)) for column in columns if column.nullable)
        count = exp.cast(exp.ArraySize(this=exp.ArrayDistinct(this=lists)), "BIGINT")
        return with_parts(exp.select("household_id", aliased(count, MISSING)).from_(households), chain)

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
    def entitlements(self) -> exp.Expression:
        """Everybody beside the answer of the household, the dead too: they are no member of it.

        A household of which nobody lives has no answer: nobody is entitled.
        """
        dead = (
            f"SELECT p.household_id, p.person_id, CASE WHEN a.household_id IS NULL THEN 'none'"
            f" ELSE COALESCE(a.{STATUS}, 'unknown') END AS {STATUS},"
            + "".join(f" a.{rule} AS {name}," for name, rule in AMOUNTS.items())
            + f" COALESCE(m.{MISSING}, 0) AS {MISSING}, FALSE AS non_take_up, FALSE AS {MEMBER}"
            f" FROM persons AS p LEFT JOIN {ANSWERS} AS a ON p.household_id = a.household_id"
            f" LEFT JOIN {MISSING} AS m ON p.household_id = m.household_id"
            f" WHERE p.deceased_on <= CAST('{self.day}' AS DATE)"
        )
        chain = self._chain()
        query = exp.union(self._of_the_living(chain), parse_one(dead, read="duckdb"), distinct=False)
        return with_parts(query, chain)

    def _of_the_living(self, chain: DayQueries) -> exp.Select:
        households = chain.table(HOUSEHOLD, self.plan.rounds)
        chain.parts[households] = Part(households, exp.select("*").from_(ANSWERS), shared=False)
        persons = chain.table(PERSON, self.plan.rounds)
        status = exp.func("COALESCE", exp.column(STATUS, "a"), exp.Literal.string("unknown"))
        missing = exp.func("COALESCE", exp.column(MISSING, "m"), integer(0))
        return (
            exp.select(exp.column("household_id", "a"), exp.column("person_id", "a"), aliased(status, STATUS))
            .select(*(aliased(exp.column(rule, "a"), name) for name, rule in AMOUNTS.items()))
            .select(aliased(missing, MISSING), aliased(exp.column(NON_TAKE_UP, "a"), "non_take_up"))
            .select(exp.column(MEMBER, "a"))
            .from_(f"{persons} AS a")
            .join(f"{MISSING} AS m", on="a.household_id = m.household_id", join_type="left")
        )

    @staticmethod
    def _unknown() -> exp.Expression:
        return exp.or_(*(is_null(exp.column(rule.name)) for rule in law().rights["c2s"].asks_for), copy=False)


def with_parts(query: exp.Query, chain: DayQueries) -> exp.Query:
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
