"""The nightly job of rights files."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from .deadlines import run

# Universal time. At night; and at noon for machines that are switched off at night.
SCHEDULE = "20 2,11 * * *"


@app.periodic(cron=SCHEDULE)
@app.task(name="rights_files.deadlines", queueing_lock="rights_files.deadlines", lock="rights_files.deadlines")
def run_deadlines(timestamp: int) -> None:
    """Do what is due today; killed half way, the next run does the rest."""
    close_old_connections()
    try:
        run(timezone.localdate())
    finally:
        close_old_connections()
