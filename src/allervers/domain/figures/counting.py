"""Figures counted beforehand: for each month of each fund, how many facts every population of the catalogue has.

Whatever changes a fact marks its month in the same transaction (`laying.py`). `catch_up` counts the marked months
again; until then they are counted from the facts when they are asked for (`queries`), so that figures move at once and
are always those of a direct count. When a definition changes, its digest does, and every month is counted again.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256

from django.db import connection
from django.db.models import Q

from allervers.law.counting import add_months

from ..organisations.context import seeing_nation
from .facts import Fact, declared, sources_of
from .indicators import CATALOGUE
from .models import ChangedMonth
from .publics import CONDITIONS, EVERYBODY
from .shapes import Population, Total, all_counted, all_totals, split

NO_MONTH = datetime.date.min
"""Under which what has no date is counted, as it stands now."""

PAIRS_AT_ONCE = 2_000
"""Funds times months that one transaction counts: a few seconds for the whole country's largest year."""


WHY = "comptage des mois"

Sql = tuple[str, list]
"""A piece of a statement and its parameters."""

Month = tuple[int, datetime.date]
"""A fund and the first day of a month."""


@dataclass(frozen=True)
class Source:
    """Facts of one table that are counted by one of their dates, with all that is counted of them beforehand."""

    name: str
    facts: type[Fact]
    dated_by: str
    populations: tuple[Population, ...]
    totals: tuple[Total, ...]

    @cached_property
    def places(self) -> tuple[dict[Population, int], dict[Total, int]]:
        """Where the numbers stand in the arrays of a counted month."""
        files = {population: place for place, population in enumerate(self.populations, start=1)}
        return files, {total: place for place, total in enumerate(self.totals, start=1)}

    @cached_property
    def definition(self) -> str:
        """What every number of a row means, as a digest."""
        meaning = [(p.condition, p.public) for p in self.populations], [(m, p.condition) for m, p in self.totals]
        said = self.facts.declaration
        meaning = *meaning, [(m, said.adds_up[m]) for m, _ in self.totals]
        publics = CONDITIONS if said.publics_by else {}
        return sha256(repr((meaning, publics)).encode()).hexdigest()

    @property
    def publics(self) -> list[str]:
        """For whom a row is kept: everybody, and each public where it is known."""
        return [EVERYBODY, *CONDITIONS] if self.facts.declaration.publics_by else [EVERYBODY]

    def of_months(self, months: Iterable[Month], since=NO_MONTH, until=datetime.date.max) -> Sql:
        """The facts of these months, and of those alone; of these days alone."""
        if not self.dated_by:
            # As the triggers tell them from the others.
            undated = f"{self.facts.declaration.date} is null"
            return f"{undated} and fund_id = any(%s)", [sorted({fund for fund, _ in months})]
        stretches, parameters = [], []
        for funds, first, last in _stretches(months):
            stretches.append(f"(fund_id = any(%s) and {self.dated_by} between %s and %s)")
            parameters += [funds, max(first, since), min(add_months(last, 1) - datetime.timedelta(days=1), until)]
        return " or ".join(stretches), parameters


@cache
def sources() -> dict[tuple[type[Fact], str], Source]:
    """All that the catalogue counts, by table and date."""
    figures = [entry.figure for entry in CATALOGUE.values()]
    populations = dict.fromkeys(population.of_public(EVERYBODY) for population in all_counted(figures))
    totals = dict.fromkeys((measure, population.of_public(EVERYBODY)) for measure, population in all_totals(figures))
    return {
        (facts, dated_by): Source(
            name,
            facts,
            dated_by,
            tuple(p for p in populations if (p.facts, p.dated_by) == (facts, dated_by)),
            tuple((m, p) for m, p in totals if (p.facts, p.dated_by) == (facts, dated_by)),
        )
        for facts in declared()
        for name, dated_by in sources_of(facts).items()
    }


def _stretches(months: Iterable[Month]) -> list[tuple[list[int], datetime.date, datetime.date]]:
    """The same months as funds with a first and a last one: fewer conditions to read."""
    by_month: dict[datetime.date, list[int]] = {}
    for fund, month in sorted(months):
        by_month.setdefault(month, []).append(fund)
    found: list[tuple[list[int], datetime.date, datetime.date]] = []
    for month, funds in sorted(by_month.items()):
        if found and found[-1][0] == funds and add_months(found[-1][2], 1) == month:
            found[-1] = (funds, found[-1][1], month)
        else:
            found.append((funds, month, month))
    return found


@dataclass(frozen=True)
class Counting:
    """SQL: what counts populations, then what adds up totals, out of `rows` (a subquery); their parameters together.

    Written here rather than by the framework's aggregates: hundreds of them would take longer to write than to count.
    A condition that several populations demand is read once for a fact (`offset 0` keeps it so), and before the
    others: of most facts these need then not be read at all.
    """

    numbers: list[str]
    rows: str
    parameters: list


SEVERAL = 3


def counting(facts: type[Fact], populations: Iterable[Population], totals: Iterable[Total], where: Sql) -> Counting:
    """What counts these among the facts of a table that meet a condition."""
    wanted = [*((None, population) for population in populations), *totals]
    demands = [{repr(demand): demand for demand in split(population.whole_condition)} for _, population in wanted]
    asked = Counter(demand for each in demands for demand in each)
    shared = {demand: f"c{n}" for n, (demand, times) in enumerate(asked.items()) if times >= SEVERAL}
    adds_up, numbers, parameters = facts.declaration.adds_up, [], []
    for (measure, _), each in zip(wanted, demands, strict=True):
        met = [shared[demand] for demand in each if demand in shared]
        for demand in [demand for demand in each if demand not in shared]:
            sql, values = _condition(facts, each[demand])
            met.append(f"({sql})")
            parameters += values
        only = f" filter (where {' and '.join(met)})" if met else ""
        numbers.append(f"coalesce(sum({adds_up[measure]}){only}, 0)" if measure else f"count(*){only}")
    columns = []
    for demand, condition in {key: value for each in demands for key, value in each.items() if key in shared}.items():
        sql, values = _condition(facts, condition)
        columns.append(f", ({sql}) as {shared[demand]}")
        parameters += values
    table, (met, values) = facts._meta.db_table, where
    rows = f"(select *{''.join(columns)} from {table} where {met} offset 0) as {table}"
    return Counting(numbers, rows, [*parameters, *values])


@cache
def _condition(facts: type[Fact], demand: Q) -> Sql:
    return sql_of(facts, demand)


def sql_of(facts: type[Fact], condition: Q) -> Sql:
    """A condition on facts, as SQL."""
    query = facts.objects.filter(condition).query
    sql, parameters = query.get_compiler("default").compile(query.where) if query.where else ("", [])
    return sql, list(parameters)


def catch_up() -> int:
    """Count the months that changed, and all of them when a definition did; how many were counted.

    Some months at a time, each time in a transaction of its own: killed half way, the next one does the rest.
    """
    counted = 0
    for source in sources().values():
        with seeing_nation(WHY):
            _mark_other_definitions(source)
        while done := _count_some(source):
            counted += done
    return counted


def _mark_other_definitions(source: Source) -> None:
    """Rows counted by another definition are months to count again. Two ranges: an index finds them, or none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into figures_changedmonth (source, fund_id, month, transaction)
               select distinct source, fund_id, month, pg_current_xact_id()::text::bigint from figures_countedmonth
               where (definition < %s or definition > %s) and source = %s
               on conflict do nothing""",
            [source.definition, source.definition, source.name],
        )


def _count_some(source: Source) -> int:
    """Count the oldest marked months in one transaction; how many.

    The marks are taken away first: what a transaction that has not ended yet writes leaves a mark of its own.
    """
    with seeing_nation(WHY), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('figures.catch_up'))")
        if cursor.fetchone() == (False,):
            return 0
        marked = ChangedMonth.objects.filter(source=source.name).order_by("month", "fund_id")
        months = list(marked.values_list("fund_id", "month").distinct()[:PAIRS_AT_ONCE])
        if not months:
            return 0
        for table in ("figures_changedmonth", "figures_countedmonth"):
            cursor.execute(
                f"""delete from {table} where source = %s
                    and (fund_id, month) in (select * from unnest(%s::bigint[], %s::date[]))""",
                [source.name, [fund for fund, _ in months], [month for _, month in months]],
            )
        for public in source.publics:
            _insert_counts(cursor, source, public, months)
    return len(months)


def _insert_counts(cursor, source: Source, public: str, months: list[Month]) -> None:
    those, parameters = source.of_months(months)
    if public:
        concerned, of_public = sql_of(source.facts, CONDITIONS[public])
        those, parameters = f"({those}) and {concerned}", [*parameters, *of_public]
    count = counting(source.facts, source.populations, source.totals, (those, parameters))
    files, totals = count.numbers[: len(source.populations)], count.numbers[len(source.populations) :]
    day = source.dated_by or f"date '{NO_MONTH}'"
    month = f"date_trunc('month', {day})::date"
    cursor.execute(
        f"""insert into figures_countedmonth
              (source, public, definition, fund_id, month, first_day, last_day, files, totals)
            select %s, %s, %s, fund_id, {month}, min({day}), max({day}),
                   array[{", ".join(files)}]::int[], array[{", ".join(totals)}]::int[]
            from {count.rows} group by fund_id, {month}""",
        [source.name, public, source.definition, *count.parameters],
    )
