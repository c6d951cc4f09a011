"""Figures asked from the facts: everything in one pass over each table, whatever the number of indicators."""

from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Count, Func, IntegerField, QuerySet, Sum

from .indicators import CATALOGUE, Indicator
from .periods import Period
from .shapes import Population, Tally, all_counted, all_timed


class DaysBetween(Func):
    """The number of days from the second date to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def tally(indicators: Iterable[Indicator], period: Period, fund_id: int | None = None) -> Tally:
    """Count what these indicators need, for one fund or, without `fund_id`, for every fund.

    Row-level security decides in any case which facts are there to be counted. One query per table and date.
    """
    figures = [indicator.figure for indicator in indicators]
    timed = set(all_timed(figures))
    result = Tally()
    for _, group in groupby(sorted(all_counted(figures), key=_source), key=_source):
        populations = list(group)
        aggregates = {f"files_{place}": Count("pk", filter=p.condition or None) for place, p in enumerate(populations)}
        aggregates |= {
            f"days_{place}": Sum(DaysBetween("closed_on", "received_on"), filter=p.condition or None, default=0)
            for place, p in enumerate(populations)
            if p in timed
        }
        rows = list(_facts(populations, period, fund_id).values("fund_id").order_by().annotate(**aggregates))
        for place, population in enumerate(populations):
            result.files_by_fund[population] = {row["fund_id"]: row[f"files_{place}"] for row in rows}
            if population in timed:
                result.days_by_fund[population] = {row["fund_id"]: row[f"days_{place}"] for row in rows}
    return result


def _source(population: Population) -> tuple[str, str]:
    return population.facts._meta.db_table, population.dated_by


def _facts(populations: list[Population], period: Period, fund_id: int | None) -> QuerySet:
    """The facts among which all these populations of one table and date are found."""
    facts, dated_by = populations[0].facts, populations[0].dated_by
    if dated_by:
        rows = facts.objects.filter(**{f"{dated_by}__range": (period.start, period.end)})
    else:
        rows = facts.objects.filter(reduce(or_, (population.condition for population in populations)))
    return rows if fund_id is None else rows.filter(fund_id=fund_id)


def values(period: Period, fund_id: int | None = None) -> dict[str, object]:
    """Every indicator of the catalogue by its name, as files and commands give it; nothing is masked here."""
    counted = tally(CATALOGUE.values(), period, fund_id)
    return {name: entry.figure.value(counted) for name, entry in CATALOGUE.items()}
