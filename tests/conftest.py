"""One run of pytest holds every test: the law without a database, the casework on an embedded PostgreSQL made
ready exactly as the server makes it (migrated by the owner, used by the application's role), and the browser."""

import pytest
from django.test import TransactionTestCase
from whitenoise.base import WhiteNoise

from tests import chromium, template

# Minutes each: they begin, so that nobody is left alone with one of them at the end.
LONG = {"test_replay.py", "test_spark.py", "test_accessibility.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last, in random order among themselves: Playwright leaves an event loop running, in which
    Django refuses to touch the database."""
    items.sort(key=lambda item: ("browser" in item.path.parts, item.path.name not in LONG))


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Pages name their style sheets by the hash of their content, so these must have been collected."""
    from allervers.config.static import collect

    collect()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", listed_once(WhiteNoise.update_files_dictionary))
        yield


def listed_once(look):
    """Each test's client has a server of its own, and each of these looks at every static file when it starts: only
    the first one does."""
    found = {}

    def update_files_dictionary(server, root, prefix):
        if (root, prefix) not in found:
            look(server, root, prefix)
            found[root, prefix] = dict(server.files)
        server.files.update(found[root, prefix])

    return update_files_dictionary


@pytest.fixture(scope="session")
def browser_type_launch_args():
    quiet = ["background-networking", "component-update", "sync", "quic", "gpu", "dev-shm-usage"]
    return {
        "executable_path": chromium.program(),
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """The test server's only database, with the list of funds in it."""
    from django.conf import settings
    from django.db import connections

    from allervers.config.database import available

    with django_db_blocker.unblock():
        if not settings.DATABASE_IS_READY:
            make_database()
        with available():
            yield from in_database(connections)


def make_database():
    """Migrated by the owner, with the funds; stopped, so that its folder can be kept for the next run."""
    from django.db import connections

    from allervers.config.database import as_owner, available, prepare
    from allervers.config.local import data_folder
    from allervers.domain.organisations.loading import load_funds

    with available():
        prepare()
        with as_owner():
            load_funds()
            let_factories_write()
        connections.close_all()
    template.keep(data_folder())


def in_database(connections):
    from tests.emptying import empty

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty())
        yield
        # Playwright's event loop may still run in this thread.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connections.close_all()


@pytest.fixture(scope="session")
def new_installation(django_db_setup):
    """`new_installation(folder)` puts there an installation that nobody has used, in place of the ten seconds that
    making it takes: `test_serve.py` makes one."""

    def make(folder):
        folder.mkdir(parents=True, exist_ok=True)
        assert template.take(folder)
        return folder

    return make


@pytest.fixture
def client():
    from tests.clients import Browser

    return Browser()


def let_factories_write():
    """The application may not write accounts and organisations; the factories, on its connection, must. Only this
    database, which lives as long as the tests, has this function (see `factories.owner_writes`)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            create function testing_write(statement text) returns setof jsonb language plpgsql
            security definer set search_path = public, pg_temp as $$
            begin
              if statement ilike '% returning %' then
                return query execute format('with written as (%s) select to_jsonb(written) from written', statement);
              else
                return query execute format('with written as (%s returning 1) select to_jsonb(1) from written',
                                            statement);
              end if;
            end $$
            """
        )
