"""The one place where months are counted, as the law's deadlines do: same day number, else the last of the month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """``months`` later (earlier if negative). Raises ``OverflowError`` outside the years 1 to 9999."""
    year, month = divmod(month_number(day) + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is not a date")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def month_number(day: date) -> int:
    """Months counted from year 0: those of two days are subtracted."""
    return day.year * 12 + day.month - 1


def first_of(number: int) -> date:
    """The first day of the month of this number."""
    return date(number // 12, number % 12 + 1, 1)


def months_to(day: date, count: int) -> list[date]:
    """The first days of ``count`` months, the last of which is that of ``day``; oldest first."""
    last = month_number(day)
    return [first_of(number) for number in range(last - count + 1, last + 1)]


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def first_of_next_month(day: date) -> date:
    return last_of_month(day) + ONE_DAY


def last_day(start: date, months: int) -> date:
    """The last day of a right of ``months`` that begins on ``start``."""
    return add_months(start, months) - ONE_DAY
