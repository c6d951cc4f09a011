"""How long an adviser waits for a person to be found, with 500,000 persons in the database.

An installation of its own: fictitious persons with invented names in the 107 funds, the largest with 35,000 of them.
The page is asked as the application does it (view, middlewares, template, the application's database role under
row-level security), by an adviser of the largest fund, for persons of that fund drawn at random. Target: 300 ms at the
95th hundredth for each way of typing.
"""

import datetime
import logging
import os
import random
import statistics
import tempfile
import time
import uuid

from benchmarks.coverage import _owner as owner
from benchmarks.screens import _misspelt as misspelt

PERSONS = int(os.environ.get("BENCH_PERSONS", 500_000))
ROUNDS, WARM_UP = 60, 5
TARGET = 300  # ms, at the 95th hundredth


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["ALLERVERS_DATA"] = name
        from allervers.cli.database import database

        with database():
            from allervers.config.static import collect

            logging.disable(logging.WARNING)
            collect()
            fund, people = _load()
            print(f"{PERSONS} persons, {len(people)} in the fund that searches; target {TARGET} ms at 95 %", flush=True)
            client = _signed_in(fund)
            some = random.Random("searched").sample(people, ROUNDS + WARM_UP)
            for way, typed in _ways(some).items():
                print(f"  {way:32}{_measured(client, typed)}", flush=True)


def _ways(people: list[dict]) -> dict[str, list[str]]:
    """What is typed for each person, by way of typing it."""
    return {
        "name": [each["birth_name"] for each in people],
        "name misspelt": [misspelt(each["birth_name"]) for each in people],
        "name misspelt and first name": [f"{misspelt(each['birth_name'])} {each['first_name']}" for each in people],
        "first name and year": [f"{each['first_name']} {each['birth_date'].year}" for each in people],
        "date of birth": [f"{each['birth_date']:%d/%m/%Y}" for each in people],
        "last four digits of a telephone": [each["phone"][-5:] for each in people],
        "social-security number": [each["nir"] for each in people],
        "nobody": [f"Zzyzx{number}" for number in range(len(people))],
    }


def _measured(client, typed: list[str]) -> str:
    from django.urls import reverse

    taken = []
    for words in typed:
        start = time.perf_counter()
        response = client.post(reverse("casework:search"), {"typed": words})
        taken.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"The page answered {response.status_code}.")
    counted = taken[WARM_UP:]
    return (
        f"{statistics.median(counted):6.0f} ms at the median, {statistics.quantiles(counted, n=20)[-1]:6.0f} ms at 95 %"
    )


def _signed_in(fund: int):
    import pghistory
    from django.test import Client

    from allervers.config.database import as_owner
    from allervers.domain.organisations.models import User

    with as_owner(), pghistory.context(why="bench"):
        User.objects.create_user("recherche", role="adviser", organisation_id=fund)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="recherche"))
    return client


def _load() -> tuple[int, list[dict]]:
    """The largest fund, and its persons."""
    from stdnum.fr import nir as numbers

    from allervers.config.database import as_owner
    from allervers.domain.organisations.loading import load_funds
    from allervers.domain.people import nir
    from allervers.fictitious import names
    from allervers.fictitious.volume import FIRST_NAMES, SURNAME_WEIGHTS, SURNAMES

    with as_owner():
        load_funds()
    rng = random.Random("people")
    columns = "id, fund_id, created_at, nir_encrypted, nir_digest, birth_name, usage_name, first_name, birth_date, sex"
    columns += ", phone, email, postal_address, language, language_note, interpreter_needed"
    own = []
    with owner() as connection, connection.cursor() as cursor:
        cursor.execute("select set_config('pghistory.context_metadata', '{\"why\": \"bench\"}', false)")
        cursor.execute("select id from organisations_organisation where kind = 'fund' and is_active order by code")
        funds = [row[0] for row in cursor.fetchall()]
        weights = [1 / (place + 3) for place in range(len(funds))]
        # Row-level security takes no COPY, not even from the owner.
        cursor.execute(f"create temp table written as select {columns} from people_person limit 0")
        with cursor.copy(f"copy written ({columns}) from stdin") as copy:
            for number, fund in enumerate(rng.choices(funds, weights, k=PERSONS)):
                born = datetime.date(rng.randint(1940, 2024), rng.randint(1, 12), rng.randint(1, 28))
                sex, first = ("F", 2) if number % 2 else ("M", 1)
                body = f"{first}{born:%y%m}{number % 95 + 1:02}{number // 95 % 990 + 1:03}{number // 94050 + 1:03}"
                person = {
                    "birth_name": rng.choices(SURNAMES, cum_weights=SURNAME_WEIGHTS)[0],
                    "first_name": rng.choice(FIRST_NAMES[sex]),
                    "birth_date": born,
                    "phone": names.phone(rng),
                    "nir": body + numbers.calc_check_digits(body),
                }
                key, full = uuid.UUID(int=rng.getrandbits(128), version=4), person["nir"]
                kept = [key, fund, "2024-01-01", nir.encrypt(full), nir.digest(full), person["birth_name"], ""]
                copy.write_row([*kept, person["first_name"], born, sex, person["phone"], "", "", "fr", "", False])
                if fund == funds[0]:
                    own.append(person)
        cursor.execute(f"insert into people_person ({columns}) select * from written")
        connection.commit()
        connection.autocommit = True
        cursor.execute("vacuum analyze people_person")
    return funds[0], own
