"""The desk of a social service and one of its files beside bare SQL, with 500,000 files of one service.

An installation of its own: a service that works for six funds with 68 social workers, as one region has. Requests are
copied by SQL; one in a hundred waits, one in ten is under way with two interviews and a sealed note of its worker, the
others are answered. Target: 100 ms at the median for the list, the files under way and a file.
"""

import logging
import os
import tempfile
import uuid
from functools import partial
from pathlib import Path

from benchmarks.screens import ROUNDS, WARM_UP, _measured, _owner, _print_machine

FILES = int(os.environ.get("BENCH_SOCIAL_SERVICE_FILES", 500_000))
FUNDS, WORKERS = 6, 68


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["ALLERVERS_DATA"] = str(Path(name) / "data")
        from allervers.cli.database import database

        with database():
            from allervers.config.static import collect

            logging.disable(logging.WARNING)
            collect()
            worker = _load()
            _print_machine()
            print(f"{FILES} requests to one service", flush=True)
            _pages(worker)


_TABLES = [
    f"social_service_socialservice{name}" for name in ("referral", "queue", "file", "interview", "note", "notekey")
]
_COPIES = (
    """create temp table copied as
       select gen_random_uuid() as id, gen_random_uuid() as file_id, number, number %% 100 as kind,
              now() - (number %% 500) * interval '1 day' - interval '1 hour' as at,
              (select id from organisations_organisation where code = any(%(funds)s)
               order by code offset number %% %(served)s limit 1) as fund_id,
              (%(workers)s::bigint[])[1 + number %% %(count)s] as worker_id
       from generate_series(1, %(files)s) number""",
    """insert into social_service_socialservicereferral
         (id, fund_id, service_id, received_at, origin, author_id, axis, offer, what_for, agreed_on, birth_name,
          usage_name, first_name, birth_date, sex, phone, email, postal_address, language, language_note,
          interpreter_needed)
       select id, fund_id, %(service)s, at, 'mission', %(author)s, 'care_paths', 'forgone_care', 'Fictif.', at::date,
              'Fictif' || number %% 5000, '', 'Awa', date '1950-01-01' + number %% 20000, '', '0199000000', '', '',
              'fr', '', false from copied""",
    """insert into social_service_socialservicequeue (referral_id, service_id, fund_id)
       select id, %(service)s, fund_id from copied where kind = 0""",
    """insert into social_service_socialservicefile
         (id, fund_id, service_id, referral_id, known, analysis, answer, oriented_to, answered_at, answered_by_id,
          worker_id, ended_on, end_reason)
       select file_id, fund_id, %(service)s, id, false, '', case when kind <= 10 then 'booked' else 'informed' end, '',
              at, %(author)s, case when kind <= 10 then worker_id end, case when kind > 10 then at::date end, ''
       from copied where kind > 0""",
    """insert into social_service_socialserviceinterview
         (id, fund_id, service_id, file_id, worker_id, way, starts_at, ends_at, state, settled_at)
       select gen_random_uuid(), fund_id, %(service)s, file_id, worker_id, 'on_site', starts_at,
              starts_at + interval '45 minutes', 'held', now()
       from (select *, now() - (2 * row_number() over (partition by worker_id order by number) + turn)
                       * interval '1 hour' as starts_at
             from copied, generate_series(0, 1) turn where kind between 1 and 10) met
       on conflict do nothing""",
    """insert into social_service_socialservicenote (id, fund_id, service_id, file_id, author_id, written_at, sealed)
       select file_id, fund_id, %(service)s, file_id, worker_id, at, '\\x00' from copied where kind between 1 and 10""",
    """insert into social_service_socialservicenotekey (id, fund_id, service_id, note_id, reader_id, wrapped)
       select file_id, fund_id, %(service)s, file_id, worker_id, '\\x00' from copied where kind between 1 and 10""",
)


def _load():
    """A social worker of the service."""
    import pghistory
    from django.utils import timezone

    from allervers.config.database import as_owner
    from allervers.domain.organisations.loading import load_funds
    from allervers.domain.organisations.models import Organisation, ServiceMember, User
    from allervers.domain.organisations.services import open_service

    with as_owner(), pghistory.context(why="bench"):
        load_funds()
        funds = list(Organisation.objects.filter(kind="fund", is_active=True).order_by("code")[:FUNDS])
        body = Organisation.objects.create(code="bench", name="Carsat", kind="handling_body")
        service = open_service(body, "social_service", "Service social", funds)
        adviser = User.objects.create_user("conseiller", role="adviser", organisation=funds[0])
        workers = [
            User.objects.create_user(f"assistante-{number}", role="social_worker", organisation=body)
            for number in range(WORKERS)
        ]
        for account in workers:
            ServiceMember.objects.create(service=service, account=account, joined_at=timezone.now())
    asked = {"files": FILES, "served": FUNDS, "count": WORKERS, "service": service.pk, "author": adviser.pk}
    asked |= {"workers": [account.pk for account in workers], "funds": [fund.code for fund in funds]}
    with _owner() as connection:
        for table in _TABLES:
            connection.execute(f"alter table {table} disable trigger user")
        for statement in _COPIES:
            connection.execute(statement, asked)
        for table in _TABLES:
            connection.execute(f"alter table {table} enable trigger user")
        connection.commit()
        connection.autocommit = True
        for table in _TABLES:
            connection.execute(f"vacuum analyze {table}")
    _write_notes(workers[0])
    return workers[0]


def _write_notes(worker) -> None:
    """Twenty real ones in each file that is looked at, in place of what was copied."""
    from allervers.domain.organisations.context import acting_as
    from allervers.domain.social_service import notes
    from allervers.domain.social_service.models import SocialServiceFile

    with _owner() as connection:
        for table, account in (("notekey", "reader_id"), ("note", "author_id")):
            connection.execute(f"delete from social_service_socialservice{table} where {account} = %s", [worker.pk])
    with acting_as(worker, "bench"):
        for file in SocialServiceFile.objects.filter(worker=worker, ended_on=None).order_by("pk")[: ROUNDS + WARM_UP]:
            for _ in range(20):
                notes.write(file, "Une note fictive. " * 40, key=uuid.uuid4(), author=worker)


def _pages(worker) -> None:
    from django.test import Client
    from django.urls import reverse

    from allervers.domain.organisations.context import acting_as
    from allervers.domain.social_service.models import SocialServiceFile

    client = Client(headers={"host": "localhost"})
    client.force_login(worker)
    count, desk = ROUNDS + WARM_UP, reverse("social_service:desk")
    with acting_as(worker, "bench"):
        own = SocialServiceFile.objects.filter(worker=worker, ended_on=None).order_by("pk")
        pages = [
            reverse("social_service:request", args=[file.referral_id]) + f"?formulaire={uuid.uuid4()}"
            for file in own[:count]
        ]
    print(f"{'':24}{'page':30}{'median':>8}{'p95':>8}{'bare SQL':>10}{'ratio':>7}{'statements':>12}")
    for screen, visits in (
        ("desk, waiting", [partial(client.get, desk)] * count),
        ("desk, under way", [partial(client.get, f"{desk}?etat=en-cours")] * count),
        ("a file, 20 notes", [partial(client.get, page) for page in pages]),
    ):
        print(_measured("the service", screen, visits), flush=True)
