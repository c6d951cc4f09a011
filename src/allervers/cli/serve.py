"""``allervers serve``: the database, the web server and the worker, started, watched and stopped together."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Annotated

import typer

from allervers.config.local import Unusable
from allervers.config.processes import die_with_parent, web_threads
from allervers.publishing.machine import why

app = typer.Typer()

# To the database, of the hundred that PostgreSQL gives unless told otherwise: jobs and commands need some too.
CONNECTIONS = 80
HEADERS_WITHIN = 10_000  # milliseconds
GRACE = 20  # seconds given to running jobs at the end
WORKER = [
    "-m",
    "django",
    "procrastinate",
    "worker",
    "--concurrency",
    "2",
    "--shutdown-graceful-timeout",
    str(GRACE),
]


@app.command()
def serve(
    demo: Annotated[bool, typer.Option("--demo", help="Avec une caisse fictive et ses comptes.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port d'écoute.")] = 8000,
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = "127.0.0.1",
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=CONNECTIONS // 2, help="Processus web ; autant que de cœurs si rien n'est dit."),
    ] = None,
) -> None:
    """Démarrer le serveur ; il s'arrête avec Ctrl-C."""
    _refuse_busy_port(host, port)
    os.environ["ALLERVERS_SUPERVISED"] = "1"
    if demo:
        os.environ["ALLERVERS_DEMO"] = "1"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    with contextlib.suppress(KeyboardInterrupt):
        _serve(demo, host, port, workers or min(os.cpu_count() or 1, CONNECTIONS // 2))


def _serve(demo: bool, host: str, port: int, workers: int) -> None:
    from allervers.cli.database import database

    with database():
        from django.db import connections

        from allervers.config.static import collect

        if demo:
            from allervers.cli.demo import load_demo

            load_demo()
        collect()
        _prepare_figures()
        connections.close_all()
        with _children([_web(host, port, workers), [sys.executable, *WORKER]]) as children:
            _wait_until_ready(children, host, port)
            print(f"http://{host}:{port}/", flush=True)
            _watch(children)


def _prepare_figures() -> None:
    """The worker’s first work: a new version masks everything again, and the demonstration has its figures at once."""
    from procrastinate.exceptions import AlreadyEnqueued

    from allervers.domain.figures.tasks import count

    with contextlib.suppress(AlreadyEnqueued):
        count.defer(timestamp=int(time.time()))


def _interrupt(number, frame) -> None:
    raise KeyboardInterrupt


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unusable(
                f"Impossible d'écouter sur {host}, port {port} ({why(error)}) : choisir un autre port avec --port."
            ) from None


def _web(host: str, port: int, workers: int) -> list[str]:
    # Each thread may hold a database connection.
    threads = web_threads(CONNECTIONS // workers)
    os.environ["ALLERVERS_WEB_THREADS"] = str(threads)
    options = {"interface": "wsgi", "host": host, "port": port, "workers": workers, "blocking-threads": threads}
    # Not its warnings: it would say that these are many threads, which most of the time only wait.
    options |= {"workers-kill-timeout": 10, "log-level": "error", "http1-header-read-timeout": HEADERS_WITHIN}
    arguments = [item for name, value in options.items() for item in (f"--{name}", str(value))]
    target = "allervers.config.wsgi:application"
    return [sys.executable, "-m", "granian", "--no-ws", "--respawn-failed-workers", *arguments, target]


class Child:
    """A process that is started again when it dies."""

    def __init__(self, command: list[str]):
        self.command, self.quick_deaths = command, 0
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        # Own session: Ctrl-C reaches only us, who stop the children in order.
        self.process = subprocess.Popen(self.command, preexec_fn=die_with_parent, start_new_session=True)

    def revive(self) -> None:
        """Start again if dead; give up after three deaths in a row within ten seconds of starting."""
        if self.process.poll() is None:
            return
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self.started < 10 else 1
        if self.quick_deaths > 2:
            raise Unusable(f"Le processus {self.command[2]} ne tient pas (code {self.process.returncode}).")
        self.start()


@contextlib.contextmanager
def _children(commands: list[list[str]]) -> Iterator[list[Child]]:
    """The processes live inside this block; at its end they finish what they are doing."""
    children: list[Child] = []
    try:
        for command in commands:
            children.append(Child(command))
        yield children
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # already stopping
        for child in children:
            child.process.terminate()
        end = time.monotonic() + GRACE + 5
        for child in children:
            try:
                child.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()


def _wait_until_ready(children: list[Child], host: str, port: int, limit: float = 120) -> None:
    """Return once a request would be answered and a job done."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    end, answer = time.monotonic() + limit, "pas de réponse"
    while time.monotonic() < end:
        for child in children:
            child.revive()
        connection = http.client.HTTPConnection(near, port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/readyz")
            response = connection.getresponse()
            answer = response.read().decode()
            if response.status == 200:
                return
        time.sleep(0.1)
    raise Unusable(f"Le serveur n'est pas prêt après {limit:.0f} secondes ({answer}).")


def _watch(children: list[Child]) -> None:
    """Keep everything alive until somebody interrupts."""
    from allervers.config import database, embedded

    while True:
        time.sleep(1)
        if database.is_embedded():
            embedded.ensure()
        for child in children:
            child.revive()
