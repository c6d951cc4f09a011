"""The job that lets messages leave."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .leaving import leave


@app.periodic(cron="* * * * *")
@app.task(name="outbox.leave", queueing_lock="outbox.leave", lock="outbox.leave")
def let_messages_leave(timestamp: int) -> None:
    """Every minute; killed at any moment, nothing leaves twice."""
    close_old_connections()
    try:
        leave()
    finally:
        close_old_connections()
