"""The stretch of days that figures are about, and the one before it."""

import calendar
import datetime
from dataclasses import dataclass

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
        whole = self.end == months_later(self.start, self.step) - datetime.timedelta(days=1)
        end = self.start - datetime.timedelta(days=1) if whole else months_later(self.end, -self.step)
        return Period(months_later(self.start, -self.step), end, self.step)

    def in_year(self, number: int) -> "Period":
        """The same days of another year, counted from the year in which it starts; the end of a month stays one."""
        months = (number - self.start.year) * 12
        end = months_later(self.end, months)
        if self.end.day == calendar.monthrange(self.end.year, self.end.month)[1]:
            end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
        return Period(months_later(self.start, months), end, self.step)

    def until(self, day: datetime.date) -> "Period":
        """The same, cut at `day` when it is under way."""
        return Period(self.start, min(self.end, day), self.step) if self.start <= day else self


def year(number: int) -> Period:
    """A calendar year."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), 12)


def month(year_number: int, number: int) -> Period:
    """A calendar month."""
    last = calendar.monthrange(year_number, number)[1]
    return Period(datetime.date(year_number, number, 1), datetime.date(year_number, number, last), 1)


def twelve_months(until: datetime.date) -> Period:
    """The twelve months that end on this day."""
    return Period(months_later(until, -12) + datetime.timedelta(days=1), until, 12)


def months_later(day: datetime.date, count: int) -> datetime.date:
    """The same day `count` months later, else the last day of that month."""
    index = day.year * 12 + day.month - 1 + count
    target_year, target_month = divmod(index, 12)
    last = calendar.monthrange(target_year, target_month + 1)[1]
    return datetime.date(target_year, target_month + 1, min(day.day, last))
