"""The job that forgets how accounts signed in."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .events import forget_old


@app.periodic(cron="41 3 * * *")
@app.task(name="credentials.forget_events", queueing_lock="credentials.forget_events")
def forget_events(timestamp: int) -> None:
    """Every night: what is more than a year old."""
    close_old_connections()
    try:
        forget_old()
    finally:
        close_old_connections()
