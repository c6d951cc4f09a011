"""Figures of several funds, counted and masked beforehand: masking them may take seconds, and no page waits for it.

The job (`tasks.count`), imports and `allervers report` prepare the years whose numbers changed. Pages, files, programs
and reports show what was prepared last, and say when it was counted; while there is nothing yet, `NotPrepared` says so.
"""

import datetime
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.utils import timezone

from allervers import publishing

from ..organisations.context import seeing_nation
from ..organisations.regions import funds_by_region
from . import periods
from .counting import catch_up
from .indicators import Indicator
from .layout import Rank, rank_of
from .models import ChangedMonth, KeptEdition
from .periods import FIRST_YEAR, Period
from .publication import OF_A_FUND, Publication, of_nation, of_public, told_of
from .publics import CONDITIONS
from .queries import answerable, at_hand_before, tally
from .regional import of_regions, within
from .shapes import WHOLE, Figure, Tally, all_counted, all_totals
from .sheet import Masks

WHY = "préparation des chiffres publiés"
LOOKED_AT_EVERY = datetime.timedelta(minutes=10)
"""A year that nothing seems to have changed: a job that was killed may have missed something."""

NATION, REGIONS = "nation", "regions"
PARTS = (NATION, REGIONS, *CONDITIONS)
"""Of a period: the nation with its funds, all regions together, and each public of the nation."""


class NotPrepared(Exception):
    """These figures have not been masked yet, or not as they are today: the job does it within minutes."""


@dataclass(frozen=True)
class Edition:
    """A part of a period as it was prepared last."""

    period: Period
    """Until the day on which it was counted, when it was under way."""
    indicators: Mapping[str, Indicator]
    counted: Tally
    publication: Publication
    counted_at: datetime.datetime
    regions: Mapping[str, Collection[int]]

    def of(self, region: str) -> Tally:
        """A region's own counts."""
        return within(self.counted, self.regions[region])


def shown(period: Period, part: str) -> dict[str, Indicator]:
    """What a part tells. A region is not compared with the funds of others."""
    return _shown(_is_present(period), part)


def _is_present(period: Period) -> bool:
    return period.start.year == timezone.localdate().year


@cache
def _shown(is_present: bool, part: str) -> dict[str, Indicator]:
    told = told_of(is_present=is_present)
    if part == NATION:
        return told
    if part == REGIONS:
        return {name: entry for name, entry in told.items() if not entry.figure.of_several_funds}
    return answerable(public=part)


# --- Read ---------------------------------------------------------------------------------------------------


def edition(period: Period, part: str = NATION) -> Edition:
    """The last one; raises NotPrepared while there is none."""
    start, end = _key(period)
    made = KeptEdition.objects.filter(start=start, end=end, part=part).first()
    regions = funds_by_region() if part == REGIONS else {}
    if made is None or made.meaning != _meaning(period, part, regions):
        raise NotPrepared
    day = timezone.localdate(made.counted_at)
    return Edition(
        Period(start, end, 12).until(day),
        shown(period, part),
        _read(made.numbers, _figures(period, part)),
        Publication(_read_masks(made.hidden, period, part)),
        made.counted_at,
        regions,
    )


def is_of_now(made: Edition) -> bool:
    """Whether its numbers are those of the facts at this moment."""
    counted = tally(made.indicators.values(), made.period.until(timezone.localdate()))
    figures = [entry.figure for entry in made.indicators.values()]
    return _written(counted, figures) == _written(made.counted, figures)


def _key(period: Period) -> tuple[datetime.date, datetime.date]:
    """A year under way is one, whatever the day on which it is looked at."""
    whole = periods.year(period.start.year)
    return whole.start, whole.end if period.end >= timezone.localdate() else period.end


def _figures(period: Period, part: str) -> list[Figure]:
    return [entry.figure for entry in shown(period, part).values()]


@cache
def _ranks(is_present: bool, part: str) -> tuple[Rank, Rank]:
    """The cells that are shown of each place, and of each fund."""
    everybody, asked = ([entry.figure for entry in _shown(is_present, each).values()] for each in (NATION, part))
    local = [entry.figure for entry in OF_A_FUND]
    if part in (NATION, REGIONS):
        return rank_of([*asked, *local]), rank_of(local)
    return rank_of([*everybody, *asked]), {}


def _meaning(period: Period, part: str, regions: Mapping[str, Collection[int]]) -> str:
    """What the numbers and masks that are kept mean, as a digest: by which definitions they were counted, by which code
    masked, for which regions."""
    those = sorted((code, sorted(funds)) for code, funds in regions.items())
    return sha256(repr((_definition(_is_present(period), part), _code(), those)).encode()).hexdigest()


@cache
def _definition(is_present: bool, part: str) -> str:
    figures = [entry.figure for entry in _shown(is_present, part).values()]
    numbers = all_counted(figures), all_totals(figures), CONDITIONS
    return sha256(repr((numbers, [list(rank) for rank in _ranks(is_present, part)])).encode()).hexdigest()


@cache
def _code() -> str:
    """When one of these changes, everything is masked again."""
    here, solver = Path(__file__).parent, Path(publishing.__file__).parent
    files = [here / name for name in ("layout.py", "sheet.py", "publication.py", "regional.py", "editions.py")]
    files += [solver / name for name in ("secrecy.py", "reading.py")]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


# --- Prepare ------------------------------------------------------------------------------------------------


def bring_up_to_date() -> int:
    """Count the months that changed, then mask the years that they change; how many. Killed half way, the next does the
    rest."""
    # Asked before: what is counted is marked no longer.
    since = _changed_since()
    catch_up()
    return refresh(since)


def _changed_since() -> int:
    """The first year of which a month is marked as changed; what it has left at hand changes the later ones. A year to
    come when nothing is."""
    with seeing_nation(WHY):
        months = ChangedMonth.objects.values_list("month", flat=True).distinct()
        this_year = timezone.localdate().year
        # What has no date is counted as it stands now.
        years = [month.year if month.year > 1 else this_year for month in months]
    return min(years, default=this_year + 1)


def refresh(since: int = 0) -> int:
    """Prepare the years from `since` on, and those before that are not as they should be or were not looked at lately,
    each in a transaction of its own; how many had changed."""
    return sum(prepare(year) for year in map(periods.year, _years()) if year.start.year >= since or is_behind(year))


def _years() -> range:
    """The latest first; that before the first too, with which it is compared."""
    return range(timezone.localdate().year, FIRST_YEAR - 2, -1)


def is_behind(period: Period) -> bool:
    """Whether a part is missing or prepared by other rules, or the period was not looked at lately."""
    start, end = _key(period)
    with seeing_nation(WHY):
        kept = KeptEdition.objects.filter(start=start, end=end, counted_at__gte=timezone.now() - LOOKED_AT_EVERY)
        meanings = dict(kept.values_list("part", "meaning"))
        regions = funds_by_region()
    return any(meanings.get(part) != _meaning(period, part, regions if part == REGIONS else {}) for part in PARTS)


def prepare(period: Period) -> bool:
    """Whether there was something new. Two at once do not prepare the same: one waits, then finds it done."""
    start, end = _key(period)
    period = Period(start, end, 12)
    with seeing_nation(WHY), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('figures.editions ' || %s))", [f"{start} {end}"])
        at = timezone.now()
        given = _given(period, timezone.localdate(at))
        former = {each.part: each for each in KeptEdition.objects.filter(start=start, end=end)}
        digest, nation, changed = "", None, False
        # The nation first: the others are masked around it.
        for part in PARTS:
            numbers = _written(given.counted, _figures(period, part))
            meaning = _meaning(period, part, given.regions if part == REGIONS else {})
            of = sha256(json.dumps([meaning, numbers, given.at_hand, digest]).encode()).hexdigest()
            made = former.get(part)
            if made is None or made.digest != of:
                masks = _work_out(given, part, nation).masks
                made = KeptEdition(start=start, end=end, part=part, meaning=meaning, digest=of, numbers=numbers)
                made.hidden = [[scope, sorted(ranks)] for scope, ranks in masks.hidden.items()]
                _keep(made, at)
                changed = True
            if part == NATION:
                digest, nation = of, Publication(_read_masks(made.hidden, period, part))
        KeptEdition.objects.filter(start=start, end=end).update(counted_at=at)
    return changed


@dataclass(frozen=True)
class _Given:
    """All that the masks of a period depend on."""

    period: Period
    counted: Tally
    at_hand: Mapping[int, int]
    regions: Mapping[str, Collection[int]]


def _given(period: Period, today: datetime.date) -> _Given:
    entries = [entry for part in PARTS for entry in shown(period, part).values()]
    return _Given(period, tally(entries, period.until(today)), at_hand_before(period), funds_by_region())


def _work_out(given: _Given, part: str, nation: Publication | None) -> Publication:
    everybody, asked = shown(given.period, NATION).values(), shown(given.period, part).values()
    if part == NATION:
        return of_nation(given.counted, asked, given.at_hand)
    if part == REGIONS:
        figures = [entry.figure for entry in asked]
        return of_regions(given.counted, figures, given.regions, given.at_hand, nation)
    return of_public(given.counted, part, asked, everybody, nation)


def _keep(made: KeptEdition, at: datetime.datetime) -> None:
    made.counted_at = at
    KeptEdition.objects.bulk_create(
        [made],
        update_conflicts=True,
        unique_fields=["start", "end", "part"],
        update_fields=["meaning", "digest", "numbers", "hidden", "counted_at"],
    )


# --- As it is kept ------------------------------------------------------------------------------------------


def _written(counted: Tally, figures: list[Figure]) -> dict[str, list]:
    """Counts by their order in the catalogue, fund by fund."""
    return {
        "files": [sorted(counted.files_by_fund[each].items()) for each in all_counted(figures)],
        "totals": [sorted(counted.totals_by_fund[each].items()) for each in all_totals(figures)],
    }


def _read(numbers: dict[str, list], figures: list[Figure]) -> Tally:
    files = zip(all_counted(figures), numbers["files"], strict=True)
    totals = zip(all_totals(figures), numbers["totals"], strict=True)
    return Tally({each: dict(found) for each, found in files}, {each: dict(found) for each, found in totals})


def _read_masks(hidden: Iterable, period: Period, part: str) -> Masks:
    place, fund = _ranks(_is_present(period), part)
    by_scope = {scope: frozenset(ranks) for scope, ranks in hidden}
    # The nation is 0, a region has a code.
    return Masks({scope: fund if isinstance(scope, int) and scope != WHOLE else place for scope in by_scope}, by_scope)
