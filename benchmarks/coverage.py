"""What is ahead of half a million persons under coverage, beside bare SQL; and their imports.

An installation of its own: 500,000 fictitious persons with a NIR in the 107 funds (the largest has 44,000 of them),
each with base rights, six in ten with a C2S whose end is spread over the year and one with a C2S that ended in the last
one, one in twenty with the AME in place of base rights, benefits, titles and households. Measured as somebody would
run it: `allervers coverage ahead` of the largest fund, start of the program included; the nightly run of all, on an
empty list and again; an adviser's page of a person, with what it says of rights and without; three files of 300,000
lines, then again. Beside them, what PostgreSQL alone takes to read the rights that end soon, with the persons, for the
same fund or all; and to COPY the same file as text.
Targets: 5 s, 60 s, 10 ms more, and 60 s a file.
"""

import datetime
import logging
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

PERSONS = int(os.environ.get("BENCH_COVERED", 500_000))
LINES = int(os.environ.get("BENCH_COVERAGE_LINES", 300_000))
TODAY = datetime.datetime.now().astimezone().date()
BARE = """
    select person.id, birth_date, period."right", lower(validity), upper(validity) from people_person as person
    join coverage_coverageperiod as period on period.person_id = person.id
    where believed @> current_date and upper(validity) between current_date and current_date + interval '5 months'
      and (%(fund)s is null or person.fund_id = %(fund)s) order by upper(validity)"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["ALLERVERS_DATA"] = str(Path(name) / "data")
        from allervers.cli.database import database

        with database():
            funds, people = _load()
            print(f"{PERSONS} persons, the largest fund {sum(one[1] == funds[0] for one in people)}", flush=True)
            _ahead(funds[0])
            _nightly()
            _page(funds[0], [person for person, fund, _ in people if fund == funds[0]])
            _imports(Path(name), people)


def _ahead(fund: tuple[int, str]) -> None:
    alone = min(_bare(fund[0]) for _ in range(3))
    taken = min(_command("coverage", "ahead", "--fund", fund[1], "--json") for _ in range(3))
    print(f"coverage ahead, largest fund: {taken:.1f} s (target 5); bare SQL {alone:.2f} s", flush=True)


def _nightly() -> None:
    alone = _bare(None)
    first, again = (_command("coverage", "watch", "--json") for _ in range(2))
    print(f"nightly run, all funds: {first:.0f} s on an empty list, {again:.0f} s again (target 60); ", end="")
    print(f"bare SQL {alone:.1f} s", flush=True)


def _page(fund: tuple[int, str], persons: list) -> None:
    """Medians, each person's page with and without its rights, one after the other."""
    from unittest import mock

    from django.test import Client
    from django.urls import reverse

    from allervers.config.database import as_owner
    from allervers.config.static import collect
    from allervers.domain.organisations.models import Organisation, User
    from allervers.domain.organisations.roles import Role

    logging.disable(logging.WARNING)
    collect()
    with as_owner():
        place = Organisation.objects.get(pk=fund[0])
        adviser = User.objects.create_user("bench", password=None, organisation=place, role=Role.ADVISER)
    client = Client(headers={"host": "localhost"})
    client.force_login(adviser)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for person in random.Random("page").sample(persons, min(len(persons), 65)):
        for with_rights in (True, False):
            hidden = {} if with_rights else {"return_value": None}
            with mock.patch("allervers.web.casework.person.of_person", **(hidden or {"wraps": _panel()})):
                start = time.perf_counter()
                answer = client.get(reverse("casework:person", args=[person]))
                taken[with_rights].append(1_000 * (time.perf_counter() - start))
            assert answer.status_code == 200, answer.status_code
    whole, bare = (statistics.median(taken[with_rights][5:]) for with_rights in (True, False))
    print(
        f"person's page: {whole:.0f} ms, without rights {bare:.0f} ms; {whole - bare:.1f} ms more (target 10)",
        flush=True,
    )


def _panel():
    from allervers.web.coverage.panel import of_person

    return of_person


def _imports(place: Path, people: list) -> None:
    """Each line says something new: another year, another month of somebody."""
    rng = random.Random("lines")
    turns = -(-LINES // len(people))
    some = [(turn, one) for turn in range(turns) for one in rng.sample(people, min(len(people), LINES))][:LINES]
    for name, (header, line) in _FILES.items():
        file, before = place / f"{name}.csv", {}
        with file.open("w", encoding="utf-8") as out:
            out.write(f"fund_code;nir;{header}\n")
            for number, (turn, (_, fund, nir)) in enumerate(some):
                # One person in three is named with somebody of the same fund as their household.
                home = before.get(fund, "") if number % 3 == 0 else ""
                out.write(f"{fund[1]};{nir};{line(turn, home)}\n")
                before[fund] = nir
        alone = _bare_copy(file)
        taken, again = (_command("import", name, str(file), "--json") for _ in range(2))
        print(f"import {name}, {LINES} lines of {min(len(people), LINES)} persons: {taken:.0f} s, ", end="")
        print(f"the same file again {again:.0f} s (target 60); bare COPY {alone:.1f} s", flush=True)


def _month(turn: int) -> str:
    return f"{TODAY.year - 1 - turn // 12}-{turn % 12 + 1:02}"


_FILES = {
    "coverage": (
        "right;class;starts_on;ends_on;managing_body;known_on",
        lambda turn, home: f"c2s;free;{2005 + turn}-01-01;{2005 + turn}-10-31;Caisse;{TODAY}",
    ),
    "resources": (
        "kind;month;amount;transmitted_on",
        lambda turn, home: f"wage;{_month(turn)};812.40;{TODAY}",
    ),
    "benefits": (
        "benefit;starts_on;ends_on;c2s_opposed;managing_body;household_nirs",
        lambda turn, home: f"cej;{2005 + turn}-01-01;{2005 + turn}-10-31;false;;{home}",
    ),
}


def _command(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "allervers", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _bare(fund: int | None) -> float:
    start = time.perf_counter()
    with _owner() as owner:
        owner.execute(BARE, {"fund": fund}).fetchall()
    return time.perf_counter() - start


def _bare_copy(file: Path) -> float:
    start = time.perf_counter()
    with _owner() as owner, owner.cursor() as cursor:
        columns = ", ".join(f'"{name}" text' for name in file.open(encoding="utf-8").readline().strip().split(";"))
        cursor.execute(f"create unlogged table bare ({columns})")
        with cursor.copy("copy bare from stdin (format csv, delimiter ';', header)") as copy:
            copy.write(file.read_bytes())
        owner.rollback()
    return time.perf_counter() - start


def _owner():
    import psycopg
    from psycopg.conninfo import make_conninfo

    from allervers.config.database import parameters

    return psycopg.connect(make_conninfo(**parameters("owner")), cursor_factory=psycopg.ClientCursor)


def _load() -> tuple[list[tuple[int, str]], list]:
    from allervers.config.database import as_owner
    from allervers.domain.organisations.loading import load_funds

    with as_owner():
        load_funds()
    with _owner() as owner:
        owner.execute("select set_config('pghistory.context_metadata', '{\"why\": \"bench\"}', false)")
        funds = owner.execute(
            "select id, code from organisations_organisation where kind = 'fund' and is_active order by code"
        ).fetchall()
        people = _people(owner, funds)
        owner.commit()
        # The keys that follow are looked up in these rows: by their index, once their number is known.
        owner.execute("analyze people_person")
        for sql in _RIGHTS:
            owner.execute(sql)
        owner.commit()
        owner.autocommit = True
        owner.execute("vacuum analyze")
    return funds, people


def _people(owner, funds: list[tuple[int, str]]) -> list:
    from stdnum.fr import nir as numbers

    from allervers.domain.people import nir

    rng = random.Random("people")
    weights = [1 / (place + 3) for place in range(len(funds))]
    people = []
    with owner.cursor() as cursor:
        columns = (
            "id, fund_id, created_at, nir_encrypted, nir_digest, birth_name, usage_name, first_name, birth_date, sex"
        )
        rest = "phone, email, postal_address, language, language_note, interpreter_needed"
        # Row-level security takes no COPY, not even from the owner.
        cursor.execute(f"create temp table written as select {columns}, {rest} from people_person limit 0")
        with cursor.copy(f"copy written ({columns}, {rest}) from stdin") as copy:
            for number, fund in enumerate(rng.choices(funds, weights, k=PERSONS)):
                born = datetime.date(rng.randint(1940, 2024), rng.randint(1, 12), rng.randint(1, 28))
                body = f"1{born:%y%m}{number % 95 + 1:02}{number // 95 % 990 + 1:03}{number // 94050 + 1:03}"
                full = body + numbers.calc_check_digits(body)
                kept = [uuid.UUID(int=rng.getrandbits(128), version=4), fund[0], "2024-01-01", nir.encrypt(full)]
                copy.write_row([*kept, nir.digest(full), "Fictif", "", "Zoé", born, "M", "", "", "", "fr", "", False])
                people.append((kept[0], fund, full))
        cursor.execute(f"insert into people_person ({columns}, {rest}) select * from written")
    return people


# Sixteen kinds of persons by their identifier, so that every right is spread over every fund.
_RIGHTS = (
    """create temp table one as select id, fund_id, birth_date, abs(hashtext(id::text)) as draw from people_person""",
    """insert into coverage_coveragestatement
           (id, fund_id, person_id, "right", c2s_class, managing_body, validity, known_on)
       select gen_random_uuid(), fund_id, id, case when draw % 20 = 0 then 'ame' else 'puma' end, '', '',
              daterange('2020-01-01', case when draw % 20 = 0 then current_date + draw % 365
                                           when draw % 97 = 1 then current_date + draw % 700 end),
              '2024-01-01' from one""",
    """insert into coverage_coveragestatement
           (id, fund_id, person_id, "right", c2s_class, managing_body, validity, known_on)
       select gen_random_uuid(), fund_id, id, 'c2s', case when draw % 3 = 0 then 'contribution' else 'free' end,
              'Caisse', daterange((last - interval '1 year')::date, last), '2024-01-01'
       from (select *, (date_trunc('month', current_date) + (draw % 12 + 1 - case draw % 10 when 6 then 12 else 0 end)
                                                           * interval '1 month')::date as last from one
             where draw % 20 <> 0 and draw % 10 < 7) as covered""",
    """insert into coverage_otherbenefit (fund_id, person_id, benefit, validity, c2s_opposed, managing_body)
       select fund_id, id, case draw % 4 when 0 then 'rsa' when 1 then 'aspa' when 2 then 'aah' else 'asi' end,
              daterange('2022-01-01', null), false, '' from one where draw % 10 < 4""",
    """insert into coverage_knowncircumstance (id, fund_id, person_id, kind, "on", nationality)
       select gen_random_uuid(), fund_id, id, 'residence_title', current_date + draw % 400 - 200, 'ML' from one
       where draw % 16 = 3""",
    """insert into coverage_liveswith (fund_id, person_id, other_id, validity)
       select fund_id, least(id, other), greatest(id, other), daterange('2025-06-01', null)
       from (select fund_id, id, draw, lead(id) over (partition by fund_id order by id) as other from one) as pairs
       where other is not null and draw % 5 = 0""",
)


if __name__ == "__main__":
    main()
