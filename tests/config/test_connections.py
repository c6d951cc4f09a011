"""Of the connections to the database, a web process never holds more than it has threads at work."""

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from allervers.config import database

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = "of a web process"


@pytest.fixture
def of_a_thread(monkeypatch):
    """What each thread of a web process makes for itself; nothing of it is forgotten when the thread ends."""
    monkeypatch.setenv("ALLERVERS_WEB_PROCESS", "1")
    monkeypatch.setenv("ALLERVERS_WEB_THREADS", "3")
    entry = {**connection.settings_dict, **database.served_settings("app"), "NAME": connection.settings_dict["NAME"]}
    entry["OPTIONS"] = entry["OPTIONS"] | {"application_name": NAMED}
    made = []

    def make() -> DatabaseWrapper:
        made.append(DatabaseWrapper(entry))
        return made[-1]

    yield make
    for one in made:
        one.close()
    made[0].close_pool()


def answers(one: DatabaseWrapper) -> int:
    with one.cursor() as cursor:
        cursor.execute("select 1")
        return cursor.fetchone()[0]


def held() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_stat_activity where application_name = %s", [NAMED])
        return cursor.fetchone()[0]


def test_threads_that_ended_leave_no_connection_behind(of_a_thread):
    """The web server lets idle threads end, and makes others: a hundred bursts of work held every connection."""
    for _ in range(10):
        one = of_a_thread()
        assert answers(one) == 1
        one.close_if_unusable_or_obsolete()  # what Django does at the end of a request
        assert held() <= 3


def test_a_connection_that_the_database_closed_costs_no_failed_request(of_a_thread):
    one = of_a_thread()
    answers(one)
    one.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = %s", [NAMED])
    assert answers(of_a_thread()) == 1
