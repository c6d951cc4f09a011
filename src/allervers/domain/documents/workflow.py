"""Keeping a paper, opening it, scanning it, and checking that nothing is missing. Decision 0032 says why so."""

import datetime
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection
from django.utils import timezone

from ..organisations.encryption import unwrap, wrap
from ..organisations.models import User
from ..pieces.once import once
from ..pieces.refusals import AlreadyUsed
from . import scanning, storage
from .intake import Paper
from .models import Document, Scan
from .sealing import Spoilt, new_key, seal, unseal


def keep(
    paper: Paper,
    *,
    document_id: UUID,
    fund_id: int,
    author: User | None,
    digest: bytes,
    scan: Scan | None = None,
    service_id: int | None = None,
) -> Document:
    """Encrypt a paper and store it, then write its row: the blob is on the disk before anything says that it is there.

    `digest` is that of what was received (`digest_of`); `scan`: what the antivirus said of this content before;
    `service_id`: the service behind which it is kept. Raises `OSError` where the storage does not take it, and then
    nothing is written; `AlreadyUsed` where this identifier holds a paper already.
    """
    key = new_key()
    blob = storage.put(seal(paper.content, key, document_id))
    document = Document(
        id=document_id,
        fund_id=fund_id,
        service_id=service_id,
        author=author,
        size=len(paper.content),
        pages=paper.pages,
        received_digest=digest,
        blob=blob,
        key_wrapped=wrap(key),
        scan=scan or (Scan.PENDING if scanning.is_configured() else Scan.NONE),
    )
    try:
        # The caller has looked before: whatever is there by now was sent by somebody else.
        return once(document, lambda first: False)[0]
    except (AlreadyUsed, IntegrityError):
        storage.drop(blob)
        raise


def digest_of(received: list[bytes], fund_id: int) -> bytes:
    """What tells whether two contents are the same, in one fund: it says nothing to whoever lacks our key."""
    whole = hashlib.sha256()
    for each in received:
        whole.update(hashlib.sha256(each).digest())
    key = settings.NIR_HASH_KEY.encode()
    return hmac.new(key, b"document %d " % fund_id + whole.digest(), hashlib.sha256).digest()


def content_of(document: Document) -> bytes:
    """The PDF in clear. Raises `FileNotFoundError`, or `Spoilt` where the blob is not what was stored."""
    return unseal(storage.get(document.blob), unwrap(document.key_wrapped), document.pk)


def scan(document: Document) -> Scan:
    """Ask the antivirus, and keep what it says."""
    document.scan = scanning.scan(content_of(document))
    document.scanned_at = timezone.now()
    document.save(update_fields=["scan", "scanned_at"])
    return Scan(document.scan)


@dataclass(frozen=True)
class Check:
    """How many rows were looked at, and which documents have no blob, or a spoilt one."""

    looked_at: int
    missing: tuple[UUID, ...]
    spoilt: tuple[UUID, ...]


def check(*, whole: bool = False) -> Check:
    """Compare the rows of the context's fund with what is stored; `whole` decrypts each blob too."""
    missing, spoilt, count = [], [], 0
    for document in Document.objects.order_by("pk").iterator(500):
        count += 1
        if not storage.is_there(document.blob):
            missing.append(document.pk)
        elif whole and not _is_whole(document):
            spoilt.append(document.pk)
    return Check(count, tuple(missing), tuple(spoilt))


def _is_whole(document: Document) -> bool:
    try:
        content_of(document)
    except Spoilt:
        return False
    return True


def strays(names: Iterable[str]) -> list[str]:
    """Those of these blobs that no row names, in any fund: what a server that was killed left behind."""
    with connection.cursor() as cursor:
        cursor.execute("select unnest(blobs_without_a_row(%s))", [list(names)])
        return [name for (name,) in cursor.fetchall()]


def sweep(before: datetime.datetime) -> int:
    """Remove the blobs without a row that were stored before this moment; how many there were. One that was stored
    since then may belong to a deposit that is under way."""
    removed = 0
    for portion in batched(storage.names(), 1_000):
        for name in strays(portion):
            if storage.stored_at(name) < before:
                storage.drop(name)
                removed += 1
    return removed


def batched(names: Iterable[str], count: int) -> Iterator[list[str]]:
    """These names, so many at once."""
    names = iter(names)
    while portion := list(islice(names, count)):
        yield portion


def waiting_for_a_scan() -> list[UUID]:
    """The documents of the context's fund that the antivirus has not judged yet, the oldest first."""
    unjudged = Document.objects.filter(scan__in=[Scan.PENDING, Scan.ERROR]).order_by("created_at")
    return list(unjudged.values_list("pk", flat=True)[:500])
