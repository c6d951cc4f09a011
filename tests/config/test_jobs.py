"""The queue after an accident, with a worker's own connection."""

import os

import psycopg
import pytest

from allervers.config import database, embedded
from tests.processes import python

HOUSEKEEPING = """
import asyncio, os, types
os.environ["DJANGO_SETTINGS_MODULE"] = "allervers.config.settings"
import django
django.setup()
from allervers.config import jobs
from procrastinate.contrib.django import app

async def main():
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        async with worker.open_async():
            context = types.SimpleNamespace(app=worker)
            await jobs.retry_stalled(context, 0)
            await jobs.forget_finished(context, 0)

asyncio.run(main())
"""


@pytest.fixture
def superuser(django_db_setup):
    """Sees the queue as it is; what the test leaves in it is removed."""
    with psycopg.connect(embedded.conninfo("postgres", "", database.NAME), autocommit=True) as connection:
        yield connection
        connection.execute("delete from procrastinate_jobs where task_name = 'of the test'")


def add_job(connection, status, age="0"):
    [job] = connection.execute(
        "insert into procrastinate_jobs (queue_name, task_name, status)"
        " values ('default', 'of the test', %s) returning id",
        [status],
    ).fetchone()
    connection.execute(
        "insert into procrastinate_events (job_id, type, at) values (%s, 'started', now() - %s::interval)", [job, age]
    )
    return job


def test_the_job_of_a_killed_worker_is_given_back_and_old_finished_ones_are_forgotten(superuser):
    orphan = add_job(superuser, "doing")  # without a worker: it was killed
    add_job(superuser, "succeeded", "31 days")
    failed = add_job(superuser, "failed", "31 days")

    keeper = python(HOUSEKEEPING, os.environ["ALLERVERS_DATA"])
    keeper.communicate(timeout=60)
    assert keeper.returncode == 0

    left = dict(superuser.execute("select id, status from procrastinate_jobs where task_name = 'of the test'"))
    assert left == {orphan: "todo", failed: "failed"}
