"""A period is compared with the one before, of the same length."""

import datetime

import pytest

from allervers.domain.figures import periods
from allervers.domain.figures.periods import Period

day = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (periods.year(2025), "2024-01-01", "2024-12-31"),
        (periods.year(2026).until(day("2026-03-12")), "2025-01-01", "2025-03-12"),
        (periods.month(2024, 3), "2024-02-01", "2024-02-29"),
        (periods.month(2026, 3).until(day("2026-03-31")), "2026-02-01", "2026-02-28"),
        (periods.month(2026, 3).until(day("2026-03-30")), "2026-02-01", "2026-02-28"),
        (periods.month(2026, 3).until(day("2026-03-12")), "2026-02-01", "2026-02-12"),
        (periods.twelve_months(day("2026-03-12")), "2024-03-13", "2025-03-12"),
    ],
)
def test_the_period_before_is_as_long(period, start, end):
    assert (period.previous.start, period.previous.end) == (day(start), day(end))


def test_twelve_months_end_today():
    assert periods.twelve_months(day("2026-03-12")) == Period(day("2025-03-13"), day("2026-03-12"), 12)
