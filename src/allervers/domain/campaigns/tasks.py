"""The job that lets campaigns go on: what was put off, and what a killed worker left behind."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .going_on import forget_identities, go_on


@app.periodic(cron="* * * * *")
@app.task(name="campaigns.go_on", queueing_lock="campaigns.go_on", lock="campaigns.go_on")
def let_campaigns_go_on(timestamp: int) -> None:
    """Every minute; killed at any moment, nothing leaves twice and nobody is skipped."""
    close_old_connections()
    try:
        go_on()
    finally:
        close_old_connections()


@app.periodic(cron="50 2 * * *")
@app.task(name="campaigns.forget", queueing_lock="campaigns.forget", lock="campaigns.forget")
def forget_who_persons_are(timestamp: int) -> None:
    """Every night: who the persons of measured campaigns are."""
    close_old_connections()
    try:
        forget_identities()
    finally:
        close_old_connections()
