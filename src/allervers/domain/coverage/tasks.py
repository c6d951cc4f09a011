"""The nightly job: what is ahead of every fund, and the rights that ended."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from .nightly import run

# Universal time. At night; and at noon for machines that are switched off at night.
SCHEDULE = "40 1,10 * * *"


@app.periodic(cron=SCHEDULE)
@app.task(name="coverage.watch", queueing_lock="coverage.watch", lock="coverage.watch")
def watch(timestamp: int) -> None:
    """Every fund, one after the other; killed half way, the next run does the rest."""
    close_old_connections()
    try:
        run(timezone.localdate())
    finally:
        close_old_connections()
