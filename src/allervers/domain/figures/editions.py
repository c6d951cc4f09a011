"""The figures of regions, masked beforehand: all regions of a year together, which may take seconds; no page waits.

The job (`tasks.count`) works out the years whose numbers changed; pages, files and reports show the
last edition and say of when it is. Ten minutes pass at least before a year is looked at again.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from ..organisations.context import seeing_nation
from ..organisations.regions import funds_by_region
from . import periods
from .indicators import Indicator
from .models import RegionalEdition
from .periods import FIRST_YEAR
from .publication import told_of
from .queries import at_hand_before, tally
from .regional import RegionalPublication, within
from .shapes import Tally, all_counted, all_totals

WHY = "chiffres des régions"
AT_MOST_EVERY = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Edition:
    """A year of every region: the nation's counts as they were then, and what may be shown of them."""

    counted: Tally
    publication: RegionalPublication
    counted_at: datetime.datetime

    def of(self, region: str) -> Tally:
        """A region's own counts."""
        return within(self.counted, funds_by_region()[region])


def shown_of(year: int) -> dict[str, Indicator]:
    """What is shown of a region: what is told of the nation, but for what compares funds."""
    told = told_of(periods.year(year))
    return {name: entry for name, entry in told.items() if not entry.figure.of_several_funds}


def edition(year: int) -> Edition | None:
    """The last one; None while it is being prepared."""
    made = RegionalEdition.objects.filter(year=year).first()
    figures = [entry.figure for entry in shown_of(year).values()]
    if made is None or "at_hand" not in made.numbers or len(made.numbers["files"]) != len(all_counted(figures)):
        return None
    counted = _read(made.numbers, figures)
    at_hand = dict(made.numbers["at_hand"])
    publication = RegionalPublication(counted, figures, funds_by_region(), at_hand, hidden=frozenset(made.hidden))
    # Another layout, or funds that have changed region: these masks are not theirs.
    return Edition(counted, publication, made.counted_at) if publication.digest == made.digest else None


def are_behind() -> bool:
    """Whether a year has no edition, or none of the last ten minutes."""
    with seeing_nation(WHY):
        made = dict(RegionalEdition.objects.values_list("year", "counted_at"))
    return made.keys() != set(_years()) or min(made.values()) < timezone.now() - AT_MOST_EVERY


def _years() -> range:
    """The latest first; that before the first too, with which it is compared."""
    return range(timezone.localdate().year, FIRST_YEAR - 2, -1)


def refresh() -> int:
    """Look at every year, each in a transaction of its own, and mask those that changed; how many."""
    return sum(prepare(year) for year in _years())


def prepare(year: int) -> bool:
    """Whether there was something new. Two at once do not prepare the same: one waits, then finds it done."""
    with seeing_nation(WHY), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('figures.editions'), %s)", [year])
        today = timezone.localdate()
        former = RegionalEdition.objects.filter(year=year).first()
        figures = [entry.figure for entry in shown_of(year).values()]
        period = periods.year(year).until(today)
        counted, at_hand = tally(shown_of(year).values(), period), at_hand_before(period)
        numbers = _written(counted, figures, at_hand)
        digest = RegionalPublication.digest_of(counted, figures, funds_by_region(), at_hand)
        is_same = former is not None and former.digest == digest and former.numbers == numbers
        if is_same:
            RegionalEdition.objects.filter(year=year).update(counted_at=timezone.now())
            return False
        publication = RegionalPublication(counted, figures, funds_by_region(), at_hand)
        RegionalEdition.objects.update_or_create(
            year=year,
            defaults={
                "counted_at": timezone.now(),
                "digest": publication.digest,
                "numbers": numbers,
                "hidden": sorted(publication.sheet.hidden),
            },
        )
        return True


def _written(counted: Tally, figures: list, at_hand: Mapping[int, int]) -> dict:
    """Counts as they are kept: by their order in the catalogue, fund by fund."""
    return json.loads(
        json.dumps(
            {
                "files": [sorted(counted.files_by_fund[each].items()) for each in all_counted(figures)],
                "totals": [sorted(counted.totals_by_fund[each].items()) for each in all_totals(figures)],
                "at_hand": sorted(at_hand.items()),
            }
        )
    )


def _read(numbers: dict, figures: list) -> Tally:
    files = zip(all_counted(figures), numbers["files"], strict=True)
    totals = zip(all_totals(figures), numbers["totals"], strict=True)
    return Tally({each: dict(found) for each, found in files}, {each: dict(found) for each, found in totals})
