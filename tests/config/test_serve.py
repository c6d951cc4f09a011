"""`allervers serve`, as an administrator meets it."""

import contextlib
import socket
import subprocess
import sys

import psycopg
import pytest

from allervers.config import embedded
from tests.domain.figures.history.folders import accompaniment, referral
from tests.domain.figures.history.folders import folder as folder_of_history
from tests.processes import allervers, environment, free_port, get, kill_all, serving, wait_until


@pytest.fixture(scope="module")
def folder(tmp_path_factory, new_installation):
    return new_installation(tmp_path_factory.mktemp("served"))


@pytest.fixture
def here(folder, monkeypatch):
    """An installation that is there already; our own process looks at it too."""
    monkeypatch.setenv("ALLERVERS_DATA", str(folder))
    return folder


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(number) for number in listed.stdout.split()]


def alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_it_begins_from_nothing_serves_survives_and_stops(tmp_path, monkeypatch):
    monkeypatch.setenv("ALLERVERS_DATA", str(tmp_path))
    with serving(tmp_path) as (server, address):
        assert get(address, "/healthz") == (200, {"status": "ok"})
        parts = {"database": "ok", "disk": "ok", "migrations": "ok", "jobs": "ok", "messages": "ok"}
        assert get(address, "/readyz") == (200, {"status": "ok", "documents": "never checked", **parts})

        # A command works beside it, and does not stop what it did not start.
        assert allervers("migrate", folder=tmp_path).returncode == 0
        assert get(address, "/readyz")[0] == 200

        # When it is killed, what it started dies with it, and the next one starts.
        started = [*children(server.pid), *(found for child in children(server.pid) for found in children(child))]
        server.kill()
        wait_until(lambda: not any(alive(process) for process in started))
        assert get(address, "/healthz")[0] == 0
    with serving(tmp_path) as (server, address):
        assert get(address, "/readyz")[0] == 200

        # Any part that is killed comes back.
        kill_all(children(server.pid))
        wait_until(lambda: get(address, "/readyz")[0] == 200)
        kill_all(embedded._processes())
        wait_until(lambda: get(address, "/readyz")[0] == 200)
    assert server.returncode == 0
    assert server.stdout.closed
    assert embedded._processes() == []


def test_a_port_in_use_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = allervers("serve", "--port", str(taken.getsockname()[1]), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "choisir un autre port" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("power", ["superuser", "bypassrls", "in role av_owner"])
def test_a_powerful_application_role_is_refused(here, power):
    with embedded.running():
        with psycopg.connect(embedded.conninfo("postgres", "", "postgres"), autocommit=True) as boot:
            boot.execute(f"create role powerful login password 'p' {power}")
            boot.execute("grant connect on database allervers to powerful")
        done = allervers(
            "serve",
            "--port",
            str(free_port()),
            folder=here,
            ALLERVERS_APP_DATABASE_URL=f"postgresql://powerful:p@/allervers?host={embedded.socket_folder()}",
        )
        with psycopg.connect(embedded.conninfo("postgres", "", "postgres"), autocommit=True) as boot:
            boot.execute("drop owned by powerful")  # its right to connect; it was given nothing else
            boot.execute("drop role powerful")
    assert (done.returncode, done.stdout) == (2, "")
    assert "powerful ne peut pas servir l'application" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_database_elsewhere_asks_only_for_an_owner(tmp_path, monkeypatch):
    """With DATABASE_URL, the application's role is created by the owner if it may, else asked for."""
    monkeypatch.setenv("ALLERVERS_DATA", str(tmp_path / "server"))
    with embedded.running():
        with psycopg.connect(embedded.conninfo("postgres", "", "postgres"), autocommit=True) as boot:
            boot.execute("create role elsewhere login createrole password 'p'")
            boot.execute("create database elsewhere owner elsewhere template template0")
        url = f"postgresql://elsewhere:p@/elsewhere?host={embedded.socket_folder()}"
        done = allervers("migrate", folder=tmp_path / "client", DATABASE_URL=url)
        assert done.returncode == 0, done.stderr

        with psycopg.connect(embedded.conninfo("postgres", "", "postgres"), autocommit=True) as boot:
            boot.execute("alter role elsewhere nocreaterole")
            boot.execute("alter role av_app nologin")
        done = allervers("migrate", folder=tmp_path / "client", DATABASE_URL=url)
        assert done.returncode == 2
        assert "ALLERVERS_APP_DATABASE_URL" in done.stderr


def test_an_unreachable_database_is_one_clear_line_without_its_password(tmp_path):
    done = allervers("migrate", folder=tmp_path, DATABASE_URL="postgresql://me:hidden@127.0.0.1:1/none")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "hidden" not in done.stderr


def test_a_database_killed_under_an_import_leaves_nothing_half_written(here, tmp_path):
    history = folder_of_history(tmp_path, [referral(n) for n in range(50)], [accompaniment(n) for n in range(50)])
    with embedded.running():
        boot = psycopg.connect(embedded.conninfo(embedded.SUPERUSER, "", "allervers"))
        # The import waits here: half of what it writes is written.
        boot.execute("lock table figures_accompanimentfact in share mode")
        importing = subprocess.Popen(
            [sys.executable, "-m", "allervers", "import", "casework", str(history)],
            env=environment(here),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        waiting = "select from pg_locks where not granted and relation = 'figures_accompanimentfact'::regclass"
        wait_until(lambda: boot.execute(waiting).rowcount or importing.poll() is not None)
        assert importing.poll() is None
        kill_all(embedded._processes())
        told, complaint = importing.communicate(timeout=120)
        with contextlib.suppress(psycopg.Error):
            boot.close()
    assert (importing.returncode, told) == (2, "")
    assert complaint == (
        "allervers : La base de données s'est arrêtée ou ne répond plus. "
        "Ce qui n'était pas validé est annulé ; relancer la commande ensuite.\n"
    )
    with embedded.running(), psycopg.connect(embedded.conninfo(embedded.SUPERUSER, "", "allervers")) as boot:
        for table in (
            "figures_referralfact",
            "figures_accompanimentfact",
            "figures_importedfact",
            "figures_caseworkimport",
        ):
            assert boot.execute(f"select count(*) from {table}").fetchone() == (0,), table
    # And the same command, run again, brings it in.
    assert allervers("import", "casework", str(history), folder=here).returncode == 0
