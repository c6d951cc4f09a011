"""Keeping a paper, opening it, scanning it, and checking that nothing is missing. Decision 0032 says why so."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..organisations.encryption import unwrap, wrap
from ..organisations.models import User
from . import scanning, storage
from .intake import Paper
from .models import Document, Scan
from .sealing import Spoilt, new_key, seal, unseal


class IdentifierUsed(Exception):
    """Something else was kept under this identifier."""


def keep(paper: Paper, *, document_id: UUID, fund_id: int, author: User | None, digest: bytes) -> Document:
    """Encrypt a paper and store it, then write its row: the blob is on the disk before anything says that it is there.

    `digest` is that of what was received (`digest_of`). Raises `OSError` where the storage does not take it, and then
    nothing is written; `IdentifierUsed` where this identifier holds a paper already.
    """
    key = new_key()
    blob = storage.put(seal(paper.content, key, document_id))
    try:
        with transaction.atomic():
            return Document.objects.create(
                id=document_id,
                fund_id=fund_id,
                author=author,
                size=len(paper.content),
                pages=paper.pages,
                received_digest=digest,
                blob=blob,
                key_wrapped=wrap(key),
                scan=Scan.PENDING if scanning.is_configured() else Scan.NONE,
            )
    except IntegrityError:
        storage.drop(blob)
        raise IdentifierUsed from None


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


def strays(known: set[str]) -> Iterator[str]:
    """The blobs that no row names: what a server that was killed left behind."""
    return (name for name in storage.names() if name not in known)
