"""The moments of an opening, on the clock of its place. Pure: no query, no now."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateutil.rrule import rrulestr

from allervers.law.working_days import holidays_of

from .models import Opening

MIDNIGHT = datetime.time()


@dataclass(frozen=True)
class Slot:
    """One moment of an opening, in which `capacity` persons are received."""

    opening: Opening
    starts_at: datetime.datetime
    ends_at: datetime.datetime

    @property
    def key(self) -> str:
        """« opening@moment », as it stands in forms; read back by `queries.opening_and_moment`."""
        return f"{self.opening.pk}@{self.starts_at.astimezone(datetime.UTC):%Y%m%dT%H%MZ}"

    @property
    def local_start(self) -> datetime.datetime:
        return self.starts_at.astimezone(self.opening.place.zone)


def days_of(opening: Opening, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """The days of the rule from `first` to `last`, without holidays of the territory and without its exceptions."""
    begin = max(first, opening.starts_on)
    end = min(last, opening.ends_on)
    rule = rrulestr(opening.rule, dtstart=datetime.datetime.combine(opening.starts_on, MIDNIGHT))
    moments = (datetime.datetime.combine(day, MIDNIGHT) for day in (begin, end))
    for moment in rule.between(*moments, inc=True):
        day = moment.date()
        if day not in opening.except_on and day not in holidays_of(day.year, opening.place.territory):
            yield day


def slots_of(opening: Opening, first: datetime.date, last: datetime.date) -> Iterator[Slot]:
    """The slots that begin on these days, at the place, in their order.

    A wall time that a change of clock skips has no slot; of one that comes twice the first is meant. Each lasts its
    minutes as they go by, so two never overlap.
    """
    lasts = datetime.timedelta(minutes=opening.minutes)
    for day in days_of(opening, first, last):
        wall = datetime.datetime.combine(day, opening.first_time)
        for number in range(opening.per_day):
            moment = _at(wall + number * lasts, opening.place.zone)
            if moment is not None:
                yield Slot(opening, moment, moment + lasts)


def _at(wall: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime | None:
    """This moment of the clocks of a zone, in universal time; None where they never show it."""
    moment = wall.replace(tzinfo=zone).astimezone(datetime.UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == wall else None


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: (slot.starts_at, str(slot.opening.pk)))
