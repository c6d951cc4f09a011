"""How long an adviser waits for a page, beside what the same SQL costs alone.

On a database of fictitious files that is loaded once and kept (`var/bench`; ALLERVERS_DATA and BENCH_REFERRALS choose
another place and another volume). Each page is asked as the application does it: real view, middlewares, template,
transaction, the application's database role under row-level security. Then the statements that the page had run are
run again, the same minute, by the owner of the tables, without row-level security and without Django.
"""

import logging
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

REFERRALS = int(os.environ.get("BENCH_REFERRALS", 1_000_000))
ROUNDS, WARM_UP = 60, 5
TARGET = 100  # ms, at the median

Statements = list[tuple[str, object]]


def main() -> None:
    os.environ.setdefault("ALLERVERS_DATA", str(Path(__file__).parents[1] / "var" / "bench"))
    from allervers.cli.database import database

    with database():
        from allervers.config.static import collect

        logging.disable(logging.WARNING)
        collect()
        _load()
        _print_machine()
        print(f"{'fund':24}{'page':30}{'median':>8}{'p95':>8}{'bare SQL':>10}{'ratio':>7}{'statements':>12}")
        funds = _funds()
        for fund in (funds[0], funds[len(funds) // 2]):
            for screen, visits in _screens(fund):
                print(_measured(fund, screen, visits), flush=True)


def _load() -> None:
    from allervers.fictitious.copying import load_volume

    if _query("select count(*) from organisations_user where username like 'volume-%%'")[0][0] == 0:
        print(f"Loading {REFERRALS} referrals, once for all benchmarks to come…", flush=True)
        load_volume(REFERRALS, REFERRALS // 2, seed=1)


def _print_machine() -> None:
    counts = _query(
        """select (select count(*) from referrals_referral), (select count(*) from accompaniment_accompaniment),
                  (select count(*) from people_person), current_setting('server_version')"""
    )[0]
    print("{} referrals, {} accompaniments, {} persons; PostgreSQL {}".format(*counts), end="; ")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; target {TARGET} ms at the median")


def _query(sql: str, parameters: tuple = ()) -> list[tuple]:
    """What the owner reads, whatever the fund."""
    with _owner() as connection:
        return connection.execute(sql, parameters or None).fetchall()


def _owner():
    import psycopg
    from psycopg.conninfo import make_conninfo

    from allervers.config.database import parameters

    return psycopg.connect(make_conninfo(**parameters("owner")), cursor_factory=psycopg.ClientCursor)


@dataclass(frozen=True)
class Fund:
    id: int
    code: str
    referrals: int

    def __str__(self):
        return f"{self.code} ({self.referrals} referrals)"


def _funds() -> list[Fund]:
    """The funds, the largest first."""
    rows = _query(
        """select o.id, o.code, count(*) from referrals_referral r join organisations_organisation o on o.id = r.fund_id
           where o.code not like 'demo-%' group by 1, 2 order by 3 desc"""
    )
    return [Fund(*row) for row in rows]


def _screens(fund: Fund) -> Iterator[tuple[str, list[Callable]]]:
    """Each page and the visits to it, always the same ones."""
    from django.test import Client
    from django.urls import reverse

    from allervers.domain.organisations.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=f"volume-{fund.code}-1"))
    count = ROUNDS + WARM_UP
    persons = _query(
        """select id, birth_name, first_name, birth_date from people_person where fund_id = %s
           order by md5(id::text) limit %s""",
        (fund.id, count),
    )
    inbox, search = reverse("casework:inbox"), reverse("casework:search")
    yield "inbox", [partial(client.get, inbox)] * count
    for screen, typed in (
        ("search, name misspelt", [_misspelt(name) for _, name, _, _ in persons]),
        ("search, name and first name", [f"{_misspelt(name)} {first_name}" for _, name, first_name, _ in persons]),
        ("search, first name and year", [f"{first_name} {born.year}" for _, _, first_name, born in persons]),
    ):
        yield screen, [partial(client.post, search, {"typed": words}) for words in typed]
    pages = [reverse("casework:person", args=[pk]) for pk, *_ in persons]
    yield "person's page", [partial(client.get, page) for page in pages]


def _misspelt(name: str) -> str:
    """Two letters in the middle change places."""
    place = Random(name).randrange(1, len(name) - 2)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _measured(fund: Fund, screen: str, visits: list[Callable]) -> str:
    pages, bare, statements = [], [], []
    with _owner() as owner:
        for number, visit in enumerate(visits):
            took, ran = _visit(visit)
            alone = _replay(owner, ran)
            if number >= WARM_UP:
                pages.append(took)
                bare.append(alone)
                statements.append(len(ran))
    median, sql = statistics.median(pages), statistics.median(bare)
    p95 = statistics.quantiles(pages, n=20)[-1]
    return (
        f"{fund!s:24}{screen:30}{median:6.1f}ms{p95:6.1f}ms{sql:8.1f}ms{median / sql:7.1f}"
        f"{round(statistics.median(statements)):12}"
    )


def _visit(visit: Callable) -> tuple[float, Statements]:
    """Milliseconds of one page, and what it asked the database."""
    from django.db import connection

    ran: Statements = []

    def note(execute, sql, parameters, many, context):
        ran.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        start = time.perf_counter()
        response = visit()
        took = time.perf_counter() - start
    if response.status_code != 200:
        raise SystemExit(f"The page answered {response.status_code}.")
    return took * 1000, ran


def _replay(owner, statements: Statements) -> float:
    """Milliseconds of the same statements in one transaction of their own."""
    start = time.perf_counter()
    with owner.transaction(), owner.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()
    return (time.perf_counter() - start) * 1000
