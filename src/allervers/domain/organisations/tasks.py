"""The job that forgets who was signed in: an ended session may still hold a message that names a person."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from .sessions import SessionStore
from .sign_in import forget_old_tries


@app.periodic(cron="23 * * * *")
@app.task(name="organisations.forget_sessions", queueing_lock="organisations.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Every hour: sessions that have ended, and tries to sign in that no longer count."""
    close_old_connections()
    try:
        SessionStore.clear_expired()
        forget_old_tries()
    finally:
        close_old_connections()
