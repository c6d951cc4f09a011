"""The launcher of PostgreSQL, with real processes that are really killed."""

import contextlib
import os

import psycopg
import pytest

from allervers.config import embedded
from allervers.config.local import Unusable
from tests.processes import kill_all, python, wait_until

USE = """
from allervers.config import embedded
with embedded.running():
    print((embedded.cluster_folder() / "postmaster.pid").read_text().split()[0], flush=True)
    input()
"""

WRITE = """
import psycopg
from allervers.config import embedded
with embedded.running(), psycopg.connect(embedded.conninfo("postgres", "", "postgres"), autocommit=True) as c:
    c.execute("create table rows (n int)")
    n = 0
    while True:
        c.execute("insert into rows values (%s)", [n])
        print(n, flush=True)
        n += 1
"""

# A machine whose accounts are a file: to create one that is there already changes its number.
ACCOUNT = """
import os, pathlib, time, types
from allervers.config import embedded
accounts = pathlib.Path(os.environ["ALLERVERS_DATA"]).parents[1] / "accounts"
def known(name):
    if not accounts.exists():
        raise KeyError(name)
    return types.SimpleNamespace(pw_uid=accounts.read_text())
def create(*command, **options):
    time.sleep(0.2)
    draft = accounts.with_name(str(os.getpid()))
    draft.write_text(draft.name)
    draft.replace(accounts)
embedded.pwd.getpwnam, embedded.subprocess.run = known, create
print("ready", flush=True)
input()
print(embedded._system_account().pw_uid)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder of this test's own, with a name that breaks careless quoting."""
    folder = tmp_path / "données d'un essai" / ("long " * 20).strip()
    monkeypatch.setenv("ALLERVERS_DATA", str(folder))
    return folder


def connect():
    return psycopg.connect(embedded.conninfo("postgres", "", "postgres"), autocommit=True)


def test_two_processes_that_race_share_one_server_and_the_last_one_stops_it(folder):
    users = [python(USE, folder) for _ in range(2)]
    assert len({user.stdout.readline() for user in users}) == 1
    users[0].communicate("\n", timeout=60)
    with connect() as connection:  # the other one still uses it
        assert connection.execute("select 1").fetchone() == (1,)
    users[1].communicate("\n", timeout=60)
    assert embedded._processes() == []


def test_killing_python_and_postgres_loses_no_committed_row(folder):
    writer = python(WRITE, folder, ALLERVERS_FSYNC="1")
    acknowledged = [int(writer.stdout.readline()) for _ in range(200)]
    writer.kill()
    kill_all(embedded._processes())
    acknowledged += [int(line) for line in writer.communicate(timeout=60)[0].split()]
    with embedded.running(), connect() as connection:
        rows = {n for (n,) in connection.execute("select n from rows")}
    assert set(acknowledged) <= rows


def test_a_data_folder_that_was_moved_starts_where_it_is_now(folder, tmp_path, monkeypatch):
    with embedded.running(), connect() as connection:
        connection.execute("create table rows (n int)")
    moved = tmp_path / "ailleurs"
    folder.rename(moved)
    monkeypatch.setenv("ALLERVERS_DATA", str(moved))
    with embedded.running(), connect() as connection:
        assert connection.execute("select count(*) from rows").fetchone() == (0,)


def test_a_server_left_by_a_killed_process_is_used_then_stopped(folder):
    killed = python(USE, folder)
    left = killed.stdout.readline().strip()
    killed.kill()
    killed.communicate(timeout=60)
    with embedded.running():
        assert (embedded.cluster_folder() / "postmaster.pid").read_text().split()[0] == left
    assert embedded._processes() == []


def test_a_server_that_dies_in_use_starts_again(folder):
    with embedded.running():
        kill_all(embedded._processes())
        wait_until(lambda: not embedded._answers())
        embedded.ensure()
        with connect() as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_an_interrupted_creation_begins_again(folder):
    (folder / "postgres.new").mkdir(parents=True)
    (folder / "postgres.new" / "PG_VERSION").write_text("18")
    with embedded.running(), connect():
        pass


def test_nobody_but_the_launcher_is_superuser(folder):
    with embedded.running(), connect() as connection:
        rules = connection.execute(
            "select type, user_name, auth_method from pg_hba_file_rules where error is null"
        ).fetchall()
    assert rules == [("local", ["postgres"], "peer"), ("local", ["all"], "scram-sha-256")]


def test_processes_that_race_on_a_new_machine_create_one_account_with_one_number(folder):
    racers = [python(ACCOUNT, folder) for _ in range(4)]
    assert [racer.stdout.readline() for racer in racers] == ["ready\n"] * 4
    for racer in racers:
        racer.stdin.write("\n")
        racer.stdin.flush()
    numbers = [racer.communicate(timeout=60)[0].strip() for racer in racers]
    assert len(set(numbers)) == 1
    assert numbers[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another account")
def test_a_socket_folder_of_somebody_else_is_refused(folder):
    embedded.socket_folder().mkdir()
    os.chown(embedded.socket_folder(), 65534, -1)
    with pytest.raises(Unusable, match="appartient à un autre compte"), embedded.running():
        pass
    embedded.socket_folder().rmdir()


def test_the_server_journal_holds_no_value(folder):
    with embedded.running(), connect() as connection:
        connection.execute("create table person (name text primary key)")
        for _ in range(2):
            with contextlib.suppress(psycopg.errors.UniqueViolation):
                connection.execute("insert into person values ('DUPONT')")
    journal = embedded._journal().read_text()
    assert "person_pkey" in journal
    assert "DUPONT" not in journal
