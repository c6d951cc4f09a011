"""The antivirus: a ClamAV daemon, asked by its INSTREAM command (setting `CLAMD`, for example `tcp://127.0.0.1:3310`).

Written here since the whole protocol is one length before each part and one line of answer.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from .models import Scan

_PART = 256 * 1024
_PATIENCE = 30  # seconds


def is_configured() -> bool:
    return bool(settings.CLAMD)


def scan(content: bytes) -> Scan:
    """What the daemon says of this content; `ERROR` where it does not answer, or not clearly."""
    try:
        with _connected() as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PART):
                part = content[start : start + _PART]
                daemon.sendall(struct.pack(">I", len(part)) + part)
            daemon.sendall(struct.pack(">I", 0))
            return _understood(_line(daemon))
    except OSError:
        return Scan.ERROR


def _connected() -> socket.socket:
    address = urlsplit(settings.CLAMD)
    if address.scheme == "unix":
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(_PATIENCE)
        daemon.connect(address.path)
        return daemon
    return socket.create_connection((address.hostname, address.port or 3310), timeout=_PATIENCE)


def _line(daemon: socket.socket) -> bytes:
    received = b""
    while b"\0" not in received and len(received) < 4096:
        more = daemon.recv(4096)
        if not more:
            break
        received += more
    return received.partition(b"\0")[0].strip()


def _understood(line: bytes) -> Scan:
    if line == b"stream: OK":
        return Scan.CLEAN
    return Scan.INFECTED if line.startswith(b"stream: ") and line.endswith(b" FOUND") else Scan.ERROR
