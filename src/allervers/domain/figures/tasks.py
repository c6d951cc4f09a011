"""The job that counts and masks beforehand."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from . import editions
from .counting import catch_up


@app.periodic(cron="* * * * *")
@app.task(name="figures.count", queueing_lock="figures.count", lock="figures.count")
def count(timestamp: int) -> None:
    """Every minute, count the months that changed; killed half way, the next run does the rest."""
    close_old_connections()
    try:
        catch_up()
        if editions.are_behind():
            editions.refresh()
    finally:
        close_old_connections()
