"""The job that erases what is due."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .retention import erase_everywhere

# Universal time. At night; and at noon for machines that are switched off at night.
SCHEDULE = "40 1,11 * * *"


@app.periodic(cron=SCHEDULE)
@app.task(name="privacy.erase", queueing_lock="privacy.erase", lock="privacy.erase")
def erase(timestamp: int) -> None:
    """Erase the files that are due in every fund; killed half way, the next run does the rest."""
    close_old_connections()
    try:
        erase_everywhere()
    finally:
        close_old_connections()
