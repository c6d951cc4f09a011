"""Figures asked for any period, territory and public.

`tally` counts what some indicators need; `values` gives every indicator by its name, `changes` how far they are from
the period before. Months that were counted beforehand are added up; those that changed since, and those that the
period cuts, are counted from the facts (`counting`).
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection

from ..organisations.models import Organisation
from .changes import change
from .counting import NO_MONTH, Month, Source, counting, sources
from .indicators import CATALOGUE, Indicator
from .periods import FIRST_YEAR, Period
from .populations import CLOSED, RECEIVED
from .shapes import EVERYBODY, Population, Tally, Total, all_counted, all_totals

Funds = int | Collection[int] | None
"""One fund, several (a region: `organisations.regions.funds_of`), or, with None, every fund that may be seen."""


@dataclass(frozen=True)
class Wanted:
    """What is to be counted of one source."""

    source: Source
    populations: list[Population]
    totals: list[Total]

    def of_public(self, public: str) -> "Wanted":
        return Wanted(
            self.source,
            [population for population in self.populations if population.public == public],
            [total for total in self.totals if total[1].public == public],
        )

    @property
    def places(self) -> list[str]:
        """Where these numbers stand in a counted month."""
        files, totals = self.source.places
        return [
            *(f"files[{files[population.of_public(EVERYBODY)]}]" for population in self.populations),
            *(f"totals[{totals[measure, population.of_public(EVERYBODY)]}]" for measure, population in self.totals),
        ]


def tally(indicators: Iterable[Indicator], period: Period, funds: Funds = None) -> Tally:
    """Count what these indicators, of the catalogue or one public's, need, fund by fund.

    Row-level security decides in any case which facts are there to be counted.
    """
    figures = [indicator.figure for indicator in indicators]
    populations, totals = all_counted(figures), all_totals(figures)
    result = Tally({population: {} for population in populations}, {total: {} for total in totals})
    everything = [
        Wanted(
            source,
            [p for p in populations if (p.facts, p.dated_by) == kind],
            [total for total in totals if (total[1].facts, total[1].dated_by) == kind],
        )
        for kind, source in sources().items()
    ]
    to_count = _months_to_count(period, funds)
    for wanted in everything:
        if wanted.populations:
            months = to_count.get(wanted.source.name, [])
            _add_up(result, wanted, period, funds, months)
            _count(result, wanted, period, months)
    return result


def at_hand_before(period: Period) -> dict[int, int]:
    """Fund by fund, what was received less what was closed in the years that are shown, before this period: the files
    at hand when it begins, as a reader of all years adds them up."""
    shown_from = datetime.date(FIRST_YEAR - 1, 1, 1)
    if period.start <= shown_from:
        return {}
    day_before = period.start - datetime.timedelta(days=1)
    counted = tally([CATALOGUE["detections"], CATALOGUE["closures"]], Period(shown_from, day_before, 12))
    received, closed = counted.files_by_fund[RECEIVED], counted.files_by_fund[CLOSED]
    return {fund: received.get(fund, 0) - closed.get(fund, 0) for fund in sorted(received.keys() | closed.keys())}


def _months_to_count(period: Period, funds: Funds) -> dict[str, list[Month]]:
    """By source: the months that changed since they were counted, that the period cuts, or that were counted by a
    former definition."""
    first, last = period.start.replace(day=1), period.end.replace(day=1)
    chosen, of_funds = _chosen(funds)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""select source, fund_id, month from figures_changedmonth
                where (month between %s and %s or month = %s) {chosen}
                union
                select source, fund_id, month from figures_countedmonth
                where public = '' and (month between %s and %s or month = %s) {chosen}
                  and (definition <> all(%s)
                       or month <> %s and (first_day < %s and last_day >= %s or first_day <= %s and last_day > %s))""",
            [
                *(first, last, NO_MONTH, *of_funds, first, last, NO_MONTH, *of_funds),
                [source.definition for source in sources().values()],
                *(NO_MONTH, period.start, period.start, period.end, period.end),
            ],
        )
        found: dict[str, list[Month]] = {}
        for source, fund, month in cursor.fetchall():
            found.setdefault(source, []).append((fund, month))
    return found


def _chosen(funds: Funds) -> tuple[str, list]:
    """A condition on funds, and its parameters."""
    if funds is None:
        return "", []
    return "and fund_id = any(%s)", [[funds] if isinstance(funds, int) else sorted(funds)]


def _add_up(result: Tally, wanted: Wanted, period: Period, funds: Funds, left_out: list[Month]) -> None:
    """Add what was counted beforehand; publics of which the same is asked are read together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for public in dict.fromkeys(population.public for population in wanted.populations):
        together.setdefault(tuple(wanted.of_public(public).places), []).append(public)
    for places, publics in together.items():
        rows = _counted(wanted.source, places, publics, period, funds, left_out)
        for public in publics:
            _add(result, wanted.of_public(public), [(fund, *numbers) for fund, of, *numbers in rows if of == public])


def _counted(
    source: Source, places: Iterable[str], publics: list[str], period: Period, funds: Funds, left_out: list[Month]
) -> list[tuple]:
    chosen, of_funds = _chosen(funds)
    parameters = [source.name, publics, source.definition, *of_funds]
    within = "and month = %s"
    if source.dated_by:
        within = "and month between %s and %s and first_day >= %s and last_day <= %s"
        parameters += [period.start.replace(day=1), period.end, period.start, period.end]
    else:
        parameters.append(NO_MONTH)
    if left_out:
        within += " and (fund_id, month) not in (select * from unnest(%s::bigint[], %s::date[]))"
        parameters += [[fund for fund, _ in left_out], [month for _, month in left_out]]
    sums = ", ".join(f"sum({place})" for place in places)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""select fund_id, public, {sums} from figures_countedmonth
                where source = %s and public = any(%s) and definition = %s {chosen} {within}
                group by fund_id, public""",
            parameters,
        )
        return cursor.fetchall()


def _count(result: Tally, wanted: Wanted, period: Period, months: list[Month]) -> None:
    """Add these months, counted from the facts, cut at the bounds of the period."""
    if not months:
        return
    source = wanted.source
    where = source.of_months(months, period.start, period.end)
    count = counting(source.facts, wanted.populations, wanted.totals, where)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select fund_id, {', '.join(count.numbers)} from {count.rows} group by fund_id", count.parameters
        )
        _add(result, wanted, cursor.fetchall())


def _add(result: Tally, wanted: Wanted, rows: list[tuple]) -> None:
    """Rows of a fund and its numbers, in the order of what is wanted: populations, then totals."""
    if not rows:
        return
    places = [
        *(result.files_by_fund[population] for population in wanted.populations),
        *(result.totals_by_fund[total] for total in wanted.totals),
    ]
    funds, *by_place = zip(*rows, strict=True)
    for place, numbers in zip(places, by_place, strict=True):
        for fund, number in zip(funds, numbers, strict=True):
            if number:
                place[fund] = place.get(fund, 0) + number


def answerable(funds: Funds = None, public: str = EVERYBODY) -> dict[str, Indicator]:
    """The indicators that make sense for these funds and this public, by name: one fund is not compared with others,
    and only closed accompaniments are known by public."""
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
