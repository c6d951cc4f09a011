"""The job that counts and masks beforehand."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from . import editions


@app.periodic(cron="* * * * *")
@app.task(name="figures.count", queueing_lock="figures.count", lock="figures.count")
def count(timestamp: int) -> None:
    """Every minute, count the months that changed, and mask what is published of them."""
    close_old_connections()
    try:
        editions.bring_up_to_date()
    finally:
        close_old_connections()
