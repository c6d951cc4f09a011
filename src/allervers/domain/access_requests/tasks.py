"""The job that makes copies, and forgets them."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .workflow import run


@app.periodic(cron="*/2 * * * *")
@app.task(name="access_requests.run", queueing_lock="access_requests.run", lock="access_requests.run")
def make_copies(timestamp: int) -> None:
    """Every two minutes; killed at any moment, the next run goes on."""
    close_old_connections()
    try:
        run()
    finally:
        close_old_connections()
