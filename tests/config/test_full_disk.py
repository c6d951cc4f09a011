"""A disk without room left: 503 and the reason, nothing half-written, and the service goes on once there is room."""

import contextlib
import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psycopg

from allervers.config import embedded
from tests.processes import allervers, get, serving, small_disk, wait_until


class Browser:
    """Keeps cookies, follows nothing, says the status and the page."""

    def __init__(self, address: str):
        self.address = address.rstrip("/")
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), _FollowNothing
        )

    def ask(self, path: str, fields: dict | None = None) -> tuple[int, str]:
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        try:
            with self.opener.open(self.address + path, body, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def sign_in(self, username: str, password: str) -> tuple[int, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("/connexion/")[1])[1]
        return self.ask("/connexion/", {"csrfmiddlewaretoken": token, "username": username, "password": password})


class _FollowNothing(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def fill(folder: Path) -> Path:
    """Write until there is no room."""
    file = folder / "filling"
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as out:
        while out.write(b"\0" * 65_536):
            pass
    with contextlib.suppress(OSError), file.open("ab", buffering=0) as out:
        while out.write(b"\0" * 512):
            pass
    return file


def connection_of_the_owner() -> psycopg.Connection:
    """Opened while there is room: a new one may have to write a file of its own."""
    return psycopg.connect(embedded.conninfo(embedded.SUPERUSER, "", "allervers"), autocommit=True)


def fill_sessions(connection: psycopg.Connection) -> None:
    """Until the pages of the table are full as well: small writes find room in them for a while."""
    with connection, contextlib.suppress(psycopg.errors.DiskFull):
        for size in [2_000] * 500 + [10] * 5_000:
            connection.execute(
                """insert into organisations_session (digest, data, started_at, expires_at)
                   values (gen_random_uuid()::text, repeat('x', %s), now(), now() + '1 day')""",
                [size],
            )


def test_a_full_disk_is_said_and_the_service_goes_on_after(tmp_path, monkeypatch, new_installation):
    folder, unused = tmp_path / "disk", new_installation(tmp_path / "unused")
    monkeypatch.setenv("ALLERVERS_DATA", str(folder))
    with serving(folder, before=small_disk(folder, "size=220m,mode=755", unused)) as (server, address):
        assert get(address, "/readyz")[1]["disk"] == "ok"
        inside = Path(f"/proc/{server.pid}/root") / folder.relative_to("/")
        # The account is made beside the server, in the disk that it sees.
        made = allervers(
            *("account", "create", "--username", "ana", "--role", "administrator", "--organisation", "811", "--json"),
            folder=folder,
            before=["nsenter", "--mount", "--target", str(server.pid)],
        )
        password = json.loads(made.stdout)["password"]
        assert Browser(address).sign_in("ana", password)[0] == 302

        beside = connection_of_the_owner()
        filling = fill(inside)
        status, said = get(address, "/readyz")
        assert (status, said["disk"]) == (503, "full")
        fill_sessions(beside)
        status, page = Browser(address).sign_in("ana", password)
        assert status == 503
        assert "Le service ne peut pas répondre pour l’instant" in page
        assert "Rien n’a été enregistré à moitié" in page
        assert get(address, "/healthz")[0] == 200

        filling.unlink()
        wait_until(lambda: Browser(address).sign_in("ana", password)[0] == 302)
        assert get(address, "/readyz")[0] in (200, 503)  # the reason is remembered for a minute
