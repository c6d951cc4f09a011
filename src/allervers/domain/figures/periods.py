"""The stretch of days that figures are about, and the one before it."""

import datetime
from dataclasses import dataclass

from allervers.law.counting import add_months, last_day, last_of_month

# The oldest year that can be asked for on a screen: the first plans against non-take-up (source of 2014).
FIRST_YEAR = 2014


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included. `step` is the number of months to the period it is compared with."""

    start: datetime.date
    end: datetime.date
    step: int

    @property
    def previous(self) -> "Period":
        """As long, `step` months earlier: a year against the year before, up to the same day when it is under way."""
        whole = self.end == last_day(self.start, self.step)
        end = self.start - datetime.timedelta(days=1) if whole else add_months(self.end, -self.step)
        return Period(add_months(self.start, -self.step), end, self.step)

    def in_year(self, number: int) -> "Period":
        """The same days of another year, counted from the year in which it starts; the end of a month stays one."""
        months = (number - self.start.year) * 12
        end = add_months(self.end, months)
        if self.end == last_of_month(self.end):
            end = last_of_month(end)
        return Period(add_months(self.start, months), end, self.step)

    def until(self, day: datetime.date) -> "Period":
        """The same, cut at `day` when it is under way."""
        return Period(self.start, min(self.end, day), self.step) if self.start <= day else self


def year(number: int) -> Period:
    """A calendar year."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), 12)


def month(year_number: int, number: int) -> Period:
    """A calendar month."""
    first = datetime.date(year_number, number, 1)
    return Period(first, last_of_month(first), 1)


def twelve_months(until: datetime.date) -> Period:
    """The twelve months that end on this day."""
    return Period(add_months(until, -12) + datetime.timedelta(days=1), until, 12)
