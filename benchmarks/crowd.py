"""A hundred people at the inbox at once: one web process beside as many as there are cores.

On the database of `benchmarks.screens`, served for real by `allervers serve`. Each client has a session of its own and
asks for the inbox again as soon as it was answered, which is more than people do; the clients run on the same cores.
"""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

CLIENTS = 100
SECONDS = int(os.environ.get("BENCH_SECONDS", 20))
PORT = int(os.environ.get("BENCH_PORT", 8919))


def main() -> None:
    os.environ.setdefault("ALLERVERS_DATA", str(Path(__file__).parents[1] / "var" / "bench"))
    from allervers.cli.database import database

    with database():
        from benchmarks.screens import _load, _print_machine

        _load()
        _print_machine()
        cookies = _sessions()
        cores = os.cpu_count() or 1
        print(f"{CLIENTS} clients, {SECONDS} s")
        print(f"{'web processes':>13}{'pages/s':>9}{'median':>10}{'p95':>10}{'longest':>10}{'refused':>9}")
        for workers in dict.fromkeys((1, cores)):
            print(_measured(workers, cookies), flush=True)


def _sessions() -> list[str]:
    """A signed-in cookie for each client, of accounts of the largest fund."""
    from django.conf import settings
    from django.test import Client

    from allervers.domain.organisations.models import User
    from benchmarks.screens import _funds

    account = User.objects.get(username=f"volume-{_funds()[0].code}-1")
    cookies = []
    for _ in range(CLIENTS):
        client = Client()
        client.force_login(account)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return cookies


def _measured(workers: int, cookies: list[str]) -> str:
    command = [sys.executable, "-m", "allervers", "serve", "--port", str(PORT), "--workers", str(workers)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        if not server.stdout.readline():
            raise SystemExit("The server did not start.")
        took: list[float] = []
        refused: list[int] = []
        end = time.monotonic() + SECONDS
        clients = [threading.Thread(target=_client, args=(cookie, end, took, refused)) for cookie in cookies]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    finally:
        server.terminate()
        server.wait()
    p95 = statistics.quantiles(took, n=20)[-1]
    return (
        f"{workers:13}{len(took) / SECONDS:9.1f}{statistics.median(took):8.2f} s{p95:8.2f} s{max(took):8.2f} s"
        f"{len(refused):9}"
    )


def _client(cookie: str, end: float, took: list[float], refused: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    while time.monotonic() < end:
        start = time.perf_counter()
        connection.request("GET", "/saisines/", headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            took.append(time.perf_counter() - start)
        else:
            refused.append(answer.status)
    connection.close()
