"""The command `allervers` and small programs, run for real on a folder of their own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Our environment, with the local state in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ALLERVERS_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {"ALLERVERS_DATA": str(folder), "ALLERVERS_FSYNC": "0"} | more


def python(program: str, folder: Path, **more: str) -> subprocess.Popen:
    """A Python program whose input and output are ours."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment(folder, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def allervers(*arguments: str, folder: Path, before=(), **more: str) -> subprocess.CompletedProcess:
    """Run a command to its end; `before` stands in front of it, such as `small_disk`."""
    return subprocess.run(
        [*before, sys.executable, "-m", "allervers", *arguments],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextlib.contextmanager
def commands(folder: Path, **more: str) -> Iterator[Callable[..., subprocess.CompletedProcess]]:
    """`run(*arguments)` for many commands one after the other, each in a process of its own that starts with everything
    imported: that is most of the time that a command takes."""
    runner = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.each_command", "--django"],
        env=environment(folder, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def run(*arguments: str) -> subprocess.CompletedProcess:
        runner.stdin.write(json.dumps(arguments) + "\n")
        runner.stdin.flush()
        answer = json.loads(runner.stdout.readline())
        return subprocess.CompletedProcess(arguments, answer["code"], answer["told"], answer["complaint"])

    try:
        yield run
    finally:
        runner.communicate()


def small_disk(folder: Path, options: str, holding: Path | None = None) -> list[str]:
    """What to write before a command so that it alone sees `folder` on a disk of its own, such as ``size=64m`` or
    ``ro``, empty or `holding` what another folder holds; the disk ends with the command. Needs Linux, and root or the
    right to be root in a namespace."""
    folder.mkdir(exist_ok=True)
    filled = f'cp -a "{holding}/." "{folder}" && ' if holding else ""
    mount = f'mount -t tmpfs -o {options} none "{folder}" && {filled}exec "$@"'
    return ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", mount, "sh"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(folder: Path, *arguments: str, journal=None, before=()) -> Iterator[tuple[subprocess.Popen, str]]:
    """`allervers serve`, once it printed its address; stopped at the end."""
    port = free_port()
    server = subprocess.Popen(
        [*before, sys.executable, "-m", "allervers", "serve", "--port", str(port), *arguments],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=journal,
        text=True,
    )
    try:
        address = server.stdout.readline().strip()
        assert address == f"http://127.0.0.1:{port}/", f"the server did not start: {address!r}"
        yield server, address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(120)
        server.stdout.close()


def get(address: str, path: str) -> tuple[int, dict]:
    """Status and JSON of an answer; status 0 when nobody answers."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=10)
    with contextlib.closing(connection):
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, http.client.HTTPException):
            return 0, {}


def wait_until(condition: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def kill_all(processes) -> None:
    """Kill them; one that ended because another was killed is dead all the same."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
