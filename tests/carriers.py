"""A real mail server and a real SMS gateway on this machine, which can be told to behave badly."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

from tests.processes import free_port

# What a carrier does with what it is given.
TAKES, CUTS_AFTER_TAKING, NOT_NOW, REFUSES, KEEPS_WAITING = "takes", "cuts", "not_now", "refuses", "waits"


@dataclass
class Carrier:
    """What arrived, in order, and how the carrier behaves from now on."""

    url: str = ""
    manner: str = TAKES
    taken: list = field(default_factory=list)
    asked: int = 0

    def ids(self) -> list[str]:
        return [message["id"] for message in self.taken]


@contextlib.contextmanager
def mail_server() -> Iterator[Carrier]:
    carrier = Carrier()

    class Handler:
        async def handle_RCPT(self, server, session, envelope, address, options):
            carrier.asked += 1
            answer = {REFUSES: "550 no such mailbox", NOT_NOW: "451 later"}.get(carrier.manner)
            if answer is None:
                envelope.rcpt_tos.append(address)
            return answer or "250 OK"

        async def handle_DATA(self, server, session, envelope):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            carrier.taken.append(
                {
                    "id": mail["X-Allervers-Message"],
                    "to": envelope.rcpt_tos[0],
                    "subject": mail["Subject"],
                    "text": mail.get_content(),
                }
            )
            if carrier.manner == CUTS_AFTER_TAKING:
                server.transport.close()
            return "250 OK"

    port = free_port()
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    carrier.url = f"smtp://127.0.0.1:{port}"
    try:
        yield carrier
    finally:
        controller.stop()


@contextlib.contextmanager
def sms_gateway() -> Iterator[Carrier]:
    carrier = Carrier()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            carrier.asked += 1
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if carrier.manner in (NOT_NOW, REFUSES):
                return self.answer(503 if carrier.manner == NOT_NOW else 400)
            if given["id"] in carrier.ids():
                return self.answer(409)
            carrier.taken.append(given)
            if carrier.manner == KEEPS_WAITING:
                time.sleep(0.3)
            if carrier.manner == CUTS_AFTER_TAKING:
                self.close_connection = True
                return None
            return self.answer(202)

        def answer(self, status):
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    carrier.url = f"http://127.0.0.1:{server.server_address[1]}/sms"
    try:
        yield carrier
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
