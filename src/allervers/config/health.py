"""Is the server alive, and can it work? For whoever watches over it.

A middleware rather than two views: the answers must not depend on what they report about (session, database
context), nor on the name by which the watcher calls the machine.
"""

import datetime
import shutil
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone

from allervers.config import unavailable
from allervers.config.local import data_folder

WORKER_SILENCE = "1 minute"  # a worker says every 10 seconds that it lives
LONGEST_WAIT = "10 minutes"  # of a job that could start
OLD_CHECK = datetime.timedelta(days=2)  # of the papers: it is made every night
LEAST_ROOM = 32 * 1024 * 1024  # bytes: two segments of PostgreSQL's journal, without which it stops


class HealthMiddleware:
    """Answers ``/healthz`` and ``/readyz``; first in the list."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path == "/readyz":
            parts = readiness()
            ready = all(answer == "ok" for answer in parts.values())
            # Told beside: a paper that was lost is somebody's alarm, not a server that cannot answer.
            parts["documents"] = _documents() if ready else "unknown"
            parts["messages"] = left_behind() if ready else "unknown"
            answer = JsonResponse({"status": "ok" if ready else "unavailable", **parts}, status=200 if ready else 503)
            # Not ready is an answer, not a failure of the server: Django must not write it down as an error.
            answer._has_been_logged = True
            return answer
        return self.get_response(request)


def readiness() -> dict[str, str]:
    """Each part that a request needs, with ``ok`` or what is wrong."""
    parts = {"database": "ok", "disk": _disk(), "migrations": "unknown", "jobs": "unknown"}
    try:
        connection.ensure_connection()
        parts["migrations"] = "pending" if _known_migrations() - _applied_migrations() else "ok"
        parts["jobs"] = _jobs()
    except DatabaseError:
        # The reason is in the journal of the database; it may name machines and accounts.
        if connection.connection is None or connection.connection.closed:
            parts["database"] = "unreachable"
        connection.close()
    return parts


def _documents() -> str:
    """What the last nightly comparison of papers with their blobs found, and since when if it is not made any more."""
    from allervers.domain.documents.queries import checked_everywhere

    checked = checked_everywhere()
    if checked is None:
        return "never checked"
    is_old = timezone.now() - checked.since > OLD_CHECK
    return f"{checked.missing} missing" + (f", not checked since {checked.since:%Y-%m-%d}" if is_old else "")


def left_behind() -> str:
    """Messages that should have left a quarter of an hour ago, and those of which nobody knows whether they did."""
    with connection.cursor() as cursor:
        cursor.execute("select waiting, uncertain from messages_left_behind()")
        waiting, uncertain = cursor.fetchone()
    return f"{waiting} waiting, {uncertain} uncertain" if waiting or uncertain else "ok"


def _disk() -> str:
    """Of the local folder, in which the embedded database lives; of a database elsewhere, what it said when it was last
    asked to write."""
    try:
        free = shutil.disk_usage(data_folder()).free
    except OSError:
        return unavailable.lately() or "ok"  # nothing is kept here
    return unavailable.FULL if free < LEAST_ROOM else unavailable.lately() or "ok"


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Those of the code, which does not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def _jobs() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select exists (select from procrastinate_workers where last_heartbeat > now() - %s::interval),
                   exists (select from procrastinate_jobs where status = 'todo'
                           and coalesce(scheduled_at, '-infinity') < now() - %s::interval
                           and not exists (select from procrastinate_events as event
                                           where event.job_id = procrastinate_jobs.id
                                             and event.at > now() - %s::interval))
            """,
            [WORKER_SILENCE, LONGEST_WAIT, LONGEST_WAIT],
        )
        alive, stuck = cursor.fetchone()
    if not alive:
        return "no worker"
    return "stuck" if stuck else "ok"
