"""Rights files: the officer's queue and a file beside bare SQL, the nightly run, a batch of letters beside bare typst,
an upload beside copying.

An installation of its own: fictitious requests for the AME in the 107 funds, copied by SQL from one that was deposited
for real: with its list of papers, its steps, its acknowledgement. Half of them are under way, one in ten with a request
for papers, three in ten were granted; their days are spread, so that a night has its share to do. The largest fund has
one file in fourteen, and 10,000 letters that wait. Targets: 100 ms at the median for both pages, 60 s for the night,
60 s for the letters, half the speed of copying for 10 MB.
"""

import logging
import os
import shutil
import statistics
import tempfile
import time
import uuid
from functools import partial
from pathlib import Path

from benchmarks.screens import ROUNDS, WARM_UP, _measured, _owner, _print_machine

FILES = int(os.environ.get("BENCH_RIGHTS_FILES", 200_000))
LETTERS = int(os.environ.get("BENCH_LETTERS", 10_000))
MEGABYTES, UPLOADS = 10, 12


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["ALLERVERS_DATA"] = str(Path(name) / "data")
        from allervers.cli.database import database

        with database():
            from allervers.config.static import collect

            logging.disable(logging.WARNING)
            collect()
            officer, kept = _load()
            _print_machine()
            print(f"{FILES} rights files", flush=True)
            _pages(officer)
            _night()
            _letters(officer, Path(name))
            _uploads(officer, kept, Path(name))


# --- What is there -------------------------------------------------------------------------------------------


def _load():
    """An officer of the largest fund, and the file that the others are copies of."""
    import pghistory

    from allervers.config.database import as_owner
    from allervers.domain.organisations.loading import load_funds
    from allervers.domain.organisations.models import Organisation, User

    with as_owner(), pghistory.context(why="bench"):
        load_funds()
        fund = Organisation.objects.filter(kind="fund", is_active=True).order_by("code").first()
        User.objects.create_user("gestionnaire", role="rights_officer", organisation=fund)
    officer = User.objects.get(username="gestionnaire")
    kept = _deposited(officer)
    asked = {"files": FILES, "kept": kept.pk, "letters": LETTERS, "officer": officer.pk, "told_before": _told_before()}
    with _owner() as connection:
        for table in _TABLES:
            connection.execute(f"alter table {table} disable trigger user")
        connection.execute(_FUNDS)
        for statement in _COPIES:
            connection.execute(statement, asked)
        # No trigger is enabled again while keys wait to be checked.
        connection.execute("set constraints all immediate")
        for table in _TABLES:
            connection.execute(f"alter table {table} enable trigger user")
        connection.commit()
        connection.autocommit = True
        for table in _TABLES:
            connection.execute(f"vacuum analyze {table}")
    return officer, kept


def _deposited(officer):
    import datetime

    from django.utils import timezone

    from allervers.domain.organisations.context import acting_as
    from allervers.domain.rights_files import workflow
    from allervers.domain.rights_files.models import RightsFile
    from allervers.law import Situation

    day = timezone.localdate()
    person = {"id": "p1", "role": "applicant", "birth_date": "1990-05-04", "nationality": "ML"}
    file = RightsFile(
        id=uuid.uuid4(),
        fund=officer.organisation,
        right="ame",
        channel="post",
        received_on=day,
        birth_name="Fictif",
        first_name="Awa",
        birth_date=datetime.date(1990, 5, 4),
        postal_address="12 rue des Lilas\n75011 PARIS",
        situation={"date": day.isoformat(), "territory": "metropole", "persons": [person]},
        deposit_digest="bench",
    )
    file.set_nir("")
    with acting_as(officer, "bench"):
        return workflow.deposit(file, Situation.from_dict(file.situation), author=officer)[0]


def _query(sql: str, parameters: tuple = ()) -> list[tuple]:
    with _owner() as connection:
        return connection.execute(sql, parameters or None).fetchall()


_TABLES = ["people_person"] + [
    f"rights_files_{name}"
    for name in (
        *("rightsfile", "requiredpaper", "step", "letter", "papersrequest", "requestedpaper"),
        *("decision", "sending"),
    )
]
# Which fund has which part of them: the first one file in fourteen, the last few.
_FUNDS = """
create temp table of_fund as
select id, place, sum(weight) over (order by place) - weight as since, sum(weight) over (order by place) as until
from (select id, place, (1.0 / (place + 3)) / sum(1.0 / (place + 3)) over () as weight
      from (select id, row_number() over (order by code) - 1 as place from organisations_organisation
            where kind = 'fund' and is_active) funds) weighed
"""
# Kinds 0 and 1 have papers asked for, 2 to 9 were deposited, 10 to 13 closed, 14 to 19 granted. A request for papers
# was made on one of the last 60 days, a right began on one of the last 365: each night has its share.
_COPIES = (
    """create temp table copied as
       select gen_random_uuid() as id, of_fund.id as fund_id, place, number, number %% 20 as kind,
              case when number %% 20 >= 14 then current_date - 366 + (number / 20 %% 365)
                   else current_date - (number / 20 %% 60) - 1 end as day
       from generate_series(1, %(files)s) number
       join of_fund on (number * 7919::bigint %% %(files)s)::numeric / %(files)s >= since
                   and (number * 7919::bigint %% %(files)s)::numeric / %(files)s < until""",
    """insert into people_person
         (id, fund_id, created_at, birth_name, usage_name, first_name, birth_date, sex, phone, email, postal_address,
          language, language_note, interpreter_needed)
       select id, fund_id, now(), 'Fictif', '', 'Awa', '1990-05-04', '', '', '', '', 'fr', '', false
       from copied where kind >= 14""",
    """insert into rights_files_rightsfile
       select (jsonb_populate_record(kept, jsonb_build_object(
           'id', copied.id, 'fund_id', copied.fund_id, 'reference', 'DR-' || lpad(number::text, 8, '0'),
           'person_id', case when kind >= 14 then copied.id end, 'deposited_by_id', null,
           'received_on', day, 'status_since', day, 'due_on', case when kind < 10 then day + 62 end,
           'status', case when kind < 2 then 'documents_requested' when kind < 10 then 'deposited'
                          when kind < 14 then 'closed_without_follow_up' else 'decided' end))).*
       from copied, rights_files_rightsfile kept where kept.id = %(kept)s""",
    """insert into rights_files_requiredpaper
         (fund_id, file_id, code, of_person, place, label, intention, accepted, detail, condition, newer_than_months,
          impossible_why, by_itself, not_concerned)
       select copied.fund_id, copied.id, code, of_person, kept.place, label, intention, accepted, detail, condition,
              newer_than_months, impossible_why, by_itself, not_concerned
       from copied, rights_files_requiredpaper kept where kept.file_id = %(kept)s""",
    """insert into rights_files_step (id, fund_id, file_id, at, "on", status, why, asked_digest)
       select gen_random_uuid(), fund_id, id, now(), day, 'deposited', '', '' from copied""",
    """insert into rights_files_papersrequest (id, fund_id, file_id, asked_on, answer_due_on, closes_on, reminded_on)
       select id, fund_id, id, day, day + 30, day + 60, case when day < current_date - 30 then day + 30 end
       from copied where kind < 2""",
    """insert into rights_files_requestedpaper (fund_id, file_id, request_id, required_id)
       select copied.fund_id, copied.id, copied.id, required.id
       from copied join rights_files_requiredpaper required on required.file_id = copied.id
       where kind < 2 and code = 'ame_identity'""",
    """insert into rights_files_decision
         (id, fund_id, file_id, number, outcome, "on", starts_on, ends_on, c2s_class, reason, situation, law_version,
          renewal_told_on)
       select copied.id, copied.fund_id, copied.id, 1, 'accepted', day, day, day + 364, '', 'Trois mois de séjour.',
              situation, law_version, case when day < %(told_before)s then current_date - 1 end
       from copied, rights_files_rightsfile kept where kept.id = %(kept)s and kind >= 14""",
    """insert into rights_files_letter (id, fund_id, file_id, kind, cause, written_on, content, sha256)
       select copied.id, copied.fund_id, copied.id, kept.kind, copied.id, day, content, sha256
       from copied, rights_files_letter kept where kept.file_id = %(kept)s and copied.place = 0""",
    """insert into rights_files_sending (fund_id, file_id, letter_id, envelope, by_hand_on, author_id)
       select fund_id, file_id, id, '[]', current_date, %(officer)s from rights_files_letter
       where file_id <> %(kept)s order by id offset %(letters)s - 1""",
)


def _told_before():
    """Of rights that began before this day the renewal was told; of those of the next one it is to be told now."""
    import datetime

    from django.utils import timezone

    from allervers.domain.rights_files.deadlines import _renewal_opens_on

    today = timezone.localdate()
    days = (today - datetime.timedelta(days=back) for back in range(366, 0, -1))
    return next(day for day in days if _renewal_opens_on("ame", day) >= today)


# --- What is measured ----------------------------------------------------------------------------------------


def _pages(officer) -> None:
    from django.test import Client
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    count, fund = ROUNDS + WARM_UP, officer.organisation_id
    files = _query(
        """select id from rights_files_rightsfile where fund_id = %s and status = 'documents_requested'
           order by md5(id::text) limit %s""",
        (fund, count),
    )
    [(own, under_way)] = _query(
        "select count(*), count(due_on) from rights_files_rightsfile where fund_id = %s", (fund,)
    )
    print(f"the largest fund has {own} files, {under_way} under way")
    print(f"{'':24}{'page':30}{'median':>8}{'p95':>8}{'bare SQL':>10}{'ratio':>7}{'statements':>12}")
    queue = reverse("rights_files:queue")
    pages = [reverse("rights_files:file", args=[key]) for (key,) in files]
    print(_measured("largest fund", "queue", [partial(client.get, queue)] * count), flush=True)
    print(_measured("largest fund", "a file", [partial(client.get, page) for page in pages]), flush=True)


def _night() -> None:
    from django.utils import timezone

    from allervers.domain.rights_files.deadlines import run

    for when in ("the nightly run", "again"):
        start = time.perf_counter()
        done = run(timezone.localdate())
        print(f"{when}: {time.perf_counter() - start:.1f} s (target 60), {done.to_json()}", flush=True)


def _letters(officer, folder: Path) -> None:
    from django.utils import timezone

    from allervers.domain.organisations.context import acting_for
    from allervers.domain.rights_files import sending

    sender, today = officer.organisation, timezone.localdate()
    with acting_for(sender, "bench"):
        contents = [ready.content() for ready in sending.sorted_out(sending.waiting(sender))[0]]
    start = time.perf_counter()
    [batch] = sending.send_all(sender, folder, today)
    took = time.perf_counter() - start
    start = time.perf_counter()
    for place in range(0, len(contents), sending.IN_A_PART):
        sending._print(contents[place : place + sending.IN_A_PART], today)
    bare = time.perf_counter() - start
    print(
        f"{batch.letters} letters, {batch.pages} pages, as one batch: {took:.1f} s (target 60); bare typst {bare:.1f} s"
    )


def _uploads(officer, kept, folder: Path) -> None:
    """What is received is read, encrypted, stored and written as a row; beside it, a file copied to the same disk."""
    from allervers.domain.documents import intake
    from allervers.domain.documents import workflow as documents
    from allervers.domain.organisations.context import acting_as

    source = folder / "scan.pdf"
    stored, copied = [], []
    for _ in range(UPLOADS):
        source.write_bytes(_scan())
        content = source.read_bytes()
        start = time.perf_counter()
        with acting_as(officer, "bench"):
            documents.keep(
                intake.read([content]),
                document_id=uuid.uuid4(),
                fund_id=kept.fund_id,
                author=officer,
                digest=documents.digest_of([content], kept.fund_id),
            )
        stored.append(time.perf_counter() - start)
        start = time.perf_counter()
        with open(shutil.copyfile(source, folder / "copy.pdf"), "rb") as copy:
            os.fsync(copy.fileno())
        copied.append(time.perf_counter() - start)
    ours, theirs = (MEGABYTES / statistics.median(each) for each in (stored, copied))
    print(f"upload of {MEGABYTES} MB: {ours:.0f} MB/s, copied and on the disk at {theirs:.0f} MB/s", end="; ")
    print(f"{ours / theirs:.2f} of the speed (target 0.50)")


def _scan() -> bytes:
    """A PDF of a page and of bytes that nobody can make smaller."""
    import io

    import pikepdf

    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Scan = pdf.make_stream(os.urandom(MEGABYTES * 1024 * 1024))
        pdf.save(written, compress_streams=False)
    return written.getvalue()
