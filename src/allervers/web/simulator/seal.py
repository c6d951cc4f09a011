"""The answers in the address of a page: encrypted, so that nothing of them can be read or changed there.

Fernet (AES and HMAC), with a key drawn from the installation's secret: another installation opens nothing of ours. What
is sealed says itself until when it opens; nothing of it is kept on the server.
"""

from __future__ import annotations

import base64
import datetime
import json
import zlib
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from .answers import Answers

# Time to look for a payslip; not so long that what is in the history of a shared computer opens for ever.
OPENS_FOR = datetime.timedelta(days=7)
# Characters; a proxy in front of the server may refuse an address of 8,000.
LONGEST = 7000


class Closed(Exception):
    """The address opens nothing. `why`: « expired », or « broken » (cut, changed, of another installation or file)."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass
class Kept:
    """What an address holds: the page to show, the answers, the day that the law is read at, and to what it belongs;
    `before` is how many pages in all the page before told.

    `owner` is empty for the public simulator, else the file for which an adviser asks: its answers open nowhere else.
    """

    page: str
    day: datetime.date
    answers: Answers = field(default_factory=Answers)
    owner: str = ""
    before: int = 0


def seal(kept: Kept) -> str:
    """The text to put in the address."""
    content = [kept.page, kept.day.isoformat(), kept.owner, kept.before, kept.answers.packed()]
    packed = zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9)
    return _fernet().encrypt(packed).decode()


def fits(kept: Kept) -> bool:
    """An address holds so many answers."""
    return len(seal(kept)) <= LONGEST


def unseal(text: str, today: datetime.date, owner: str = "") -> Kept:
    """What `seal` put there; raises `Closed`."""
    try:
        content = json.loads(zlib.decompress(_fernet().decrypt(text.encode())))
        page, day, of, before, answers = content
        kept = Kept(page, datetime.date.fromisoformat(day), Answers.unpacked(answers), of, before)
    except (InvalidToken, ValueError, zlib.error):
        # ValueError: what another version of the software sealed otherwise.
        raise Closed("broken") from None
    if kept.owner != owner:
        raise Closed("broken")
    if kept.day + OPENS_FOR < today:
        raise Closed("expired")
    return kept


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [salted_hmac(__name__, "answers", secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
