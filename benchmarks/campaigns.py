"""A campaign of 100,000 persons: its file taken in, its wave planned beside a bare COPY, its messages handed over by a
sender that is killed twenty times, beside a bare client with one connection.

A mail server and an SMS gateway run in a process of their own and keep the identifiers that they took. Told at the end:
nobody twice, nobody skipped, and of how many nobody knows. Targets: 20,000 rows a second planned, 1.5 times the bare
client.
"""

import contextlib
import json
import multiprocessing
import os
import random
import signal
import smtplib
import tempfile
import threading
import time
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PERSONS = int(os.environ.get("BENCH_CAMPAIGN", 100_000))
KILLS = 20
BARE = 2_000
COLUMNS = "person_ref;household_ref;birth_name;first_name;email;phone;postal_address;language;opposed;deceased"


def main() -> None:
    with tempfile.TemporaryDirectory() as name, _carriers() as (mail, sms, taken):
        os.environ |= {"ALLERVERS_DATA": f"{name}/data", "ALLERVERS_EMAIL_URL": mail, "ALLERVERS_SMS_URL": sms}
        from allervers.cli.database import database

        with database():
            campaign = _frozen(Path(name))
            _planned(campaign)
            bare = _bare_client(mail)
            _sent(campaign, Path(name), taken, bare)


# --- The carriers ----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _carriers():
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_carry, args=(there,), daemon=True)
    process.start()
    mail, sms = here.recv()

    def taken(ids: bool = False):
        here.send(ids)
        return here.recv()

    try:
        yield mail, sms, taken
    finally:
        process.kill()


def _carry(pipe) -> None:
    from aiosmtpd.controller import Controller

    from tests.processes import free_port

    mails, texts = [], {}

    class Mail:
        async def handle_DATA(self, server, session, envelope):
            head = envelope.content.split(b"X-Allervers-Message: ", 1)[-1]
            mails.append(head[:36].decode())
            return "250 OK"

    class Gateway(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["id"]
            self.send_response(409 if texts.setdefault(given, 0) else 202)
            texts[given] += 1
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    controller = Controller(Mail(), hostname="127.0.0.1", port=free_port())
    controller.start()
    gateway = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    pipe.send((f"smtp://127.0.0.1:{controller.port}", f"http://127.0.0.1:{gateway.server_address[1]}/sms"))
    while True:
        pipe.send((list(mails), list(texts)) if pipe.recv() else len(mails) + len(texts))


# --- The campaign ----------------------------------------------------------------------------------------------------


def _frozen(folder: Path):
    from allervers.domain.campaigns import workflow
    from allervers.domain.organisations.context import acting_for
    from allervers.domain.organisations.models import Organisation

    path = folder / "audience.csv"
    with path.open("w") as file:
        file.write(COLUMNS + "\n")
        for number in range(PERSONS):
            phone = f"06{number:08}" if number % 5 == 0 else ""
            email = "" if phone else f"p{number}@exemple.invalid"
            file.write(f"{number};{number // 2};Exemple;Awa;{email};{phone};;fr;false;false\n")
    fund = Organisation.objects.filter(kind="fund", is_active=True).order_by("code").first()
    texts = {"fr": {"subject": "Un droit vous attend", "text": "Bonjour {{ first_name }}, un droit vous attend."}}
    with acting_for(fund, "bench"):
        campaign = workflow.create(fund, "bench", texts, ["email", "sms"], seed=1)
        began = time.perf_counter()
        refusals = workflow.take_in(campaign, path)
        assert not refusals.total, refusals.sentences()
        print(f"{PERSONS} lines read, placed and kept: {time.perf_counter() - began:.1f} s", flush=True)
        return workflow.freeze(campaign)


def _planned(campaign) -> None:
    from django.db import connection

    from allervers.config.database import as_owner
    from allervers.domain.campaigns import sending
    from allervers.domain.organisations.context import acting_for

    began = time.perf_counter()
    with acting_for(campaign.fund, "bench"):
        planned = sending.plan(campaign)
    seconds = time.perf_counter() - began
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select id::text, fund_id, campaign_id::text, member_id::text, channel from campaigns_sending")
        rows = cursor.fetchall()
        cursor.execute(
            "create table bare (id uuid primary key, fund bigint, campaign uuid, member uuid unique, channel text)"
        )
        began = time.perf_counter()
        with cursor.copy("copy bare from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        bare = time.perf_counter() - began
        cursor.execute("drop table bare")
    print(f"planned: {planned / seconds:,.0f} rows a second; a bare COPY: {len(rows) / bare:,.0f}", flush=True)


def _bare_client(url: str) -> float:
    """Messages a second, with one connection and nothing kept."""
    host, port = url.removeprefix("smtp://").split(":")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@exemple.invalid", "b@exemple.invalid", "Un droit vous attend"
    mail.set_content("Bonjour Awa, un droit vous attend.")
    content = mail.as_bytes()
    with smtplib.SMTP(host, int(port)) as server:
        began = time.perf_counter()
        for _ in range(BARE):
            server.sendmail("a@exemple.invalid", ["b@exemple.invalid"], content)
        return BARE / (time.perf_counter() - began)


def _sent(campaign, folder: Path, taken, bare: float) -> None:
    from django.db import connection

    from allervers.domain.campaigns import running
    from allervers.domain.campaigns.models import Sending
    from allervers.domain.organisations.context import acting_for

    def run():
        running.run(campaign, folder, wave=None, pace=None, until_done=True)

    connection.close()
    draw, before = random.Random(1), taken()
    began = time.perf_counter()
    for number in range(KILLS):
        child = os.fork()
        if child == 0:
            run()
            os._exit(0)
        until = before + PERSONS * (number + draw.random()) / (KILLS + 1)
        while taken() < until and os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(0.002)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    run()
    seconds = time.perf_counter() - began
    mails, texts = taken(True)
    mails = mails[before:]
    with acting_for(campaign.fund, "bench"):
        states = dict(Sending.objects.values_list("pk", "state"))
    sent = {str(pk) for pk, state in states.items() if state == "sent"}
    unknown = {str(pk) for pk, state in states.items() if state == "unknown"}
    arrived = {*mails, *texts}
    twice = len(mails) - len(set(mails))
    print(f"{KILLS} kills: {len(sent)} sent, {len(unknown)} unknown, {len(states) - len(sent) - len(unknown)} else")
    print(f"twice: {twice}; said to be sent and never taken: {len(sent - arrived)}; taken and not known: "
          f"{len(arrived - sent - unknown)}")  # fmt: skip
    print(f"handed over: {PERSONS / seconds:,.0f} a second, kills and starts included; a bare client: {bare:,.0f}")
