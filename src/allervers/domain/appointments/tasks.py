"""The job that writes reminders; the outbox lets them leave."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .notices import remind


@app.periodic(cron="*/10 * * * *")
@app.task(name="appointments.remind", queueing_lock="appointments.remind", lock="appointments.remind")
def write_reminders(timestamp: int) -> None:
    """Every ten minutes; killed at any moment, each reminder is written once."""
    close_old_connections()
    try:
        remind()
    finally:
        close_old_connections()
