import pytest
from django.db import OperationalError, connection

from allervers.config import health

pytestmark = pytest.mark.django_db
WORKER = "insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval)"
JOB = """insert into procrastinate_jobs (queue_name, task_name, status, scheduled_at)
         values ('default', 'task', 'todo', now() - %s::interval)"""


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_alive_whatever_the_name_of_the_machine(client):
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).json() == {"status": "ok"}


def test_ready_with_a_living_worker(client):
    execute(WORKER, "5 seconds")
    response = client.get("/readyz")
    assert response.status_code == 200
    parts = {"database": "ok", "disk": "ok", "migrations": "ok", "jobs": "ok", "messages": "ok"}
    assert response.json() == {"status": "ok", "documents": "never checked", **parts}


def test_not_ready_without_a_worker(client):
    execute(WORKER, "2 minutes")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["jobs"] == "no worker"


def test_a_job_that_should_have_run_long_ago_means_a_stuck_queue():
    execute(WORKER, "5 seconds")
    execute(JOB, "-1 hour")  # scheduled in an hour: nothing is wrong
    assert health.readiness()["jobs"] == "ok"
    execute(JOB, "1 hour")
    # Its row of events is new (the trigger has just written it): it did not wait long yet.
    assert health.readiness()["jobs"] == "ok"
    execute("update procrastinate_events set at = now() - interval '1 hour'")
    assert health.readiness()["jobs"] == "stuck"


def test_not_ready_with_pending_migrations(client, monkeypatch):
    monkeypatch.setattr(health, "_known_migrations", lambda: frozenset({("people", "9999_next")}))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "pending"


def test_not_ready_without_a_database(client, monkeypatch):
    class Unreachable:
        connection = None

        def ensure_connection(self):
            raise OperationalError

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Unreachable())
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"
