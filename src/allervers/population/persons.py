"""Rights that each person has for herself (base rights, AME, urgent care), compiled like the C2S.

The law judges them for the applicant. Here everybody who lives is judged in turn, in the household as it stands: the
status rule with ``of_applicant`` taken away. For the applicant that is the law's own answer.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from sqlglot import exp, parse_one

from allervers.law.expression import PERSON, Case, Expression, Name, OfApplicant, Operation, walk
from allervers.law.registry import Law, law
from allervers.population.amounts import SUMS
from allervers.population.columns import HOUSEHOLD, Plan, Planner
from allervers.population.compiler import ANSWERS, LIVING, MISSING, CompiledLaw, with_parts
from allervers.population.folding import Folding, NotCompiled
from allervers.population.merging import merge_sums
from allervers.population.pieces import Part, aliased, is_null, lacking_of, nothing_lacks
from allervers.population.rounds import schedule
from allervers.population.sources import GIVEN, PERSONS, RULES, SOURCES
from allervers.population.tables import TABLES

RIGHTS = ("puma", "ame", "urgent_care")
STATUS = "status_of_person"


def status_of_each(known: Law, right: str) -> Expression:
    """The status of ``right`` for the person in place of the applicant."""
    return _of_each(known, known.rights[right].status.expression)


def _of_each(known: Law, node: Expression) -> Expression:
    match node:
        case OfApplicant():
            return node.body
        case Operation():
            return Operation(node.operator, tuple(_of_each(known, part) for part in node.arguments))
        case Case():
            branches = tuple((_of_each(known, one), _of_each(known, other)) for one, other in node.branches)
            return Case(branches, _of_each(known, node.otherwise))
    if isinstance(node, Name) or not any(isinstance(part, OfApplicant) for part in walk(node)):
        return node
    raise NotCompiled(f"{type(node).__name__} of the applicant")


def planned(day: date, right: str) -> tuple[Folding, Plan]:
    """The columns that answer on ``day``. Raises `DateTooEarly` before the first parameter of the right."""
    known = law()
    known.check_date(right, day)
    rules = {rule.name: rule.expression for rule in (*known.rules.values(), *RULES)}
    folding = Folding(known, day, rules | {STATUS: status_of_each(known, right)}, GIVEN)
    levels = {
        name: (PERSON if source.table == PERSONS else HOUSEHOLD, source.nullable) for name, source in SOURCES.items()
    }
    plan = merge_sums(Planner(folding, known.inputs, levels).build((STATUS,)))
    # A status that the day alone settles is still that of each person.
    plan[STATUS].level = PERSON
    return folding, schedule(plan)


class CompiledLawOfPersons(CompiledLaw):
    """The queries of one day for one of `RIGHTS`; `answers` has one row by living person."""

    def __init__(self, day: date, right: str):
        self.day, self.right, self.law_version = day, right, law().version
        self.folding, self.plan = planned(day, right)
        self._written: dict[tuple[str, str], str] = {}

    @cached_property
    def answers(self) -> exp.Select:
        chain = self._chain()
        persons = chain.table(PERSON, self.plan.rounds)
        return with_parts(exp.select("household_id", "person_id", STATUS).from_(persons), chain)

    @cached_property
    def missing(self) -> exp.Select:
        asked = exp.select("household_id").distinct().from_(ANSWERS).where(self._unknown())
        chain = self._chain("asked_", lacking=True)
        chain.parts["asked"] = Part("asked", asked, shared=True)
        for table in (*(LIVING if each == PERSONS else each for each in TABLES), SUMS):
            rows = exp.select("*").from_(table).where("household_id IN (SELECT household_id FROM asked)")
            chain.parts[f"asked_{table}"] = Part(f"asked_{table}", rows, shared=True)
        persons = chain.table(PERSON, self.plan.rounds)
        listed = exp.column(lacking_of(STATUS)) if self.plan[STATUS].nullable else nothing_lacks()
        count = exp.cast(exp.ArraySize(this=exp.ArrayDistinct(this=listed)), "BIGINT")
        return with_parts(exp.select("person_id", aliased(count, MISSING)).from_(persons), chain)

    @cached_property
    def none_missing(self) -> exp.Select:
        count = aliased(exp.cast(exp.Literal.number(0), "BIGINT"), MISSING)
        return exp.select("person_id", count).from_(ANSWERS).where(exp.false())

    @cached_property
    def entitlements(self) -> exp.Expression:
        """Everybody, the dead too, who are entitled to nothing."""
        return parse_one(
            f"SELECT p.household_id, p.person_id, '{self.right}' AS \"right\","
            f" CASE WHEN p.deceased_on <= CAST('{self.day}' AS DATE) THEN 'not_entitled'"
            f" ELSE COALESCE(a.{STATUS}, 'unknown') END AS status, COALESCE(m.{MISSING}, 0) AS {MISSING}"
            f" FROM persons AS p LEFT JOIN {ANSWERS} AS a ON p.person_id = a.person_id"
            f" LEFT JOIN {MISSING} AS m ON p.person_id = m.person_id",
            read="duckdb",
        )

    @staticmethod
    def _unknown() -> exp.Expression:
        return is_null(exp.column(STATUS))
