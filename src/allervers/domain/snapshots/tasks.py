"""The job that masks the figures beside which frozen ones of the nation are read."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from ..figures import editions, periods
from ..figures.periods import Period
from ..organisations.context import seeing_nation
from .models import Snapshot


@app.periodic(cron="* * * * *")
@app.task(name="snapshots.prepare", queueing_lock="snapshots.prepare", lock="snapshots.prepare")
def prepare(timestamp: int) -> None:
    """Every minute. Whole years are prepared for the pages of figures (`figures.tasks`)."""
    close_old_connections()
    try:
        for period in cut_periods():
            if editions.is_behind(period):
                editions.prepare(period)
    finally:
        close_old_connections()


def cut_periods() -> list[Period]:
    """The first days of years that were frozen while these were under way."""
    with seeing_nation("chiffres figés"):
        days = Snapshot.objects.filter(fund=None).order_by("start", "end").values_list("start", "end").distinct()
        found = [Period(start, end, 12) for start, end in days]
    return [period for period in found if period != periods.year(period.start.year)]
