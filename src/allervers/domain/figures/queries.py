"""Figures asked from the facts, for any period, territory and public.

`tally` counts what some indicators need; `values` gives every indicator by its name, `changes` how far they are from
the period before.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Count, F, Func, IntegerField, QuerySet, Sum

from ..organisations.models import Organisation
from .changes import change
from .indicators import CATALOGUE, Indicator
from .periods import Period
from .shapes import AGES, DAYS, EVERYBODY, Population, Tally, all_counted, all_totals

Funds = int | Collection[int] | None
"""One fund, several (a region: `organisations.regions.funds_of`), or, with None, every fund that may be seen."""


class DaysBetween(Func):
    """The number of days from the second date to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


ADDED_UP = {DAYS: DaysBetween("closed_on", "received_on"), AGES: F("age")}


def tally(indicators: Iterable[Indicator], period: Period, funds: Funds = None) -> Tally:
    """Count what these indicators need, fund by fund.

    Row-level security decides in any case which facts are there to be counted. One query per table and date.
    """
    figures = [indicator.figure for indicator in indicators]
    result = Tally()
    totals = all_totals(figures)
    for _, group in groupby(sorted(all_counted(figures), key=_source), key=_source):
        populations = list(group)
        added = [total for total in totals if total[1] in set(populations)]
        aggregates = {f"files_{n}": Count("pk", filter=p.whole_condition or None) for n, p in enumerate(populations)}
        aggregates |= {
            f"total_{n}": Sum(ADDED_UP[measure], filter=population.whole_condition or None, default=0)
            for n, (measure, population) in enumerate(added)
        }
        rows = list(_facts(populations, period, funds).values("fund_id").order_by().annotate(**aggregates))
        for n, population in enumerate(populations):
            result.files_by_fund[population] = {row["fund_id"]: row[f"files_{n}"] for row in rows}
        for n, total in enumerate(added):
            result.totals_by_fund[total] = {row["fund_id"]: row[f"total_{n}"] for row in rows}
    return result


def _source(population: Population) -> tuple[str, str]:
    return population.facts._meta.db_table, population.dated_by


def _facts(populations: list[Population], period: Period, funds: Funds) -> QuerySet:
    """The facts among which all these populations of one table and date are found."""
    facts, dated_by = populations[0].facts, populations[0].dated_by
    if dated_by:
        rows = facts.objects.filter(**{f"{dated_by}__range": (period.start, period.end)})
    else:
        rows = facts.objects.filter(reduce(or_, (population.condition for population in populations)))
    if funds is None:
        return rows
    return rows.filter(fund_id=funds) if isinstance(funds, int) else rows.filter(fund_id__in=funds)


def answerable(funds: Funds = None, public: str = EVERYBODY) -> dict[str, Indicator]:
    """The indicators that make sense for these funds and this public, by name: one fund is not compared with others,
    and only accompaniments are known by public."""
    return {
        name: entry.of_public(public)
        for name, entry in CATALOGUE.items()
        if not (isinstance(funds, int) and entry.figure.of_several_funds)
        and (public == EVERYBODY or entry.figure.knows_publics)
    }


def values(period: Period, funds: Funds = None, public: str = EVERYBODY) -> dict[str, object]:
    """Every indicator by its name, as files and commands give it; nothing is masked here."""
    asked = answerable(funds, public)
    counted = tally(asked.values(), period, funds)
    if any(entry.figure.of_several_funds for entry in asked.values()):
        counted.fund_codes = dict(Organisation.objects.values_list("pk", "code"))
    return {name: entry.figure.value(counted) for name, entry in asked.items()}


def changes(period: Period, before: Period, funds: Funds = None, public: str = EVERYBODY) -> dict[str, object]:
    """How each count, share and mean changed between two periods (see `changes.change`), by name."""
    asked = {name: entry for name, entry in answerable(funds, public).items() if entry.is_of_a_period}
    now, former = (tally(asked.values(), each, funds) for each in (period, before))
    found = {name: change(entry.figure, now, former) for name, entry in asked.items()}
    return {name: change for name, change in found.items() if change is not None}
