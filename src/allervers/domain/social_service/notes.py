"""Notes that their author and the colleagues named on them read, and nobody else.

The database shows a note, and the wrapped key of it, to its readers alone (`sql/`). The text stands in clear in the
request that shows it and nowhere else: the trail keeps who wrote when, and no search, fact, export or message holds it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from ..organisations.context import because
from ..organisations.models import User
from ..organisations.services import members_of, services_of
from ..pieces.once import once, says
from ..pieces.refusals import AlreadyUsed, Refused
from . import sealing
from .models import (
    SocialServiceAccess,
    SocialServiceFile,
    SocialServiceKey,
    SocialServiceNote,
    SocialServiceNoteKey,
)


@dataclass(frozen=True)
class Shown:
    """A note in clear, for the account that reads it. `readers`: the others named on it, for its author alone."""

    note_id: UUID
    author: User
    written_at: datetime.datetime
    text: str
    readers: tuple[str, ...]


@transaction.atomic
def open_exceptionally(file: SocialServiceFile, *, key: UUID, account: User, why: str) -> SocialServiceAccess:
    """Whoever is not named on the notes of a file reads them for 24 hours, says why, and their authors are told."""
    because("accès exceptionnel à des notes")
    if not why.strip():
        raise Refused("Dites pourquoi vous devez lire ces notes.", "why")
    row = SocialServiceAccess(
        pk=key, file=file, account=account, why=why, fund_id=file.fund_id, service_id=file.service_id
    )
    return once(row, says(file_id=file.pk, account_id=account.pk, why=why))[0]


def told_to(author: User, since: datetime.datetime) -> QuerySet[SocialServiceAccess]:
    """The exceptional accesses of others to files in which this account wrote a note, the latest first."""
    theirs = SocialServiceNote.objects.filter(author=author).values("file_id")
    found = SocialServiceAccess.objects.filter(file__in=theirs, opened_at__gte=since).exclude(account=author)
    return found.select_related("account", "file__referral")


def by_month(account: User) -> list[tuple[datetime.date, int]]:
    """How many exceptional accesses there were in the services of this account, the latest month first."""
    found = SocialServiceAccess.objects.filter(service__in=services_of(account))
    months = found.annotate(month=TruncMonth("opened_at")).order_by("-month").values("month")
    return [(row["month"].date(), row["number"]) for row in months.annotate(number=Count("pk"))]


@transaction.atomic
def write(file: SocialServiceFile, text: str, *, key: UUID, author: User, readers: Iterable[User] = ()) -> None:
    """Seal a note for its author and these colleagues of the service; the same `key` with the same text is once.

    Raises `Refused` for a reader who is not of the service, `AlreadyUsed` where the key holds something else.
    """
    because("note du service social")
    named = {author.pk, *(reader.pk for reader in readers)}
    if members_of(file.service).filter(pk__in=named).count() != len(named):
        raise Refused("Une note ne se partage qu’avec des membres de votre service.", "readers")
    of_service, of_note = _key_of(file), sealing.new_key()
    whole = {"fund_id": file.fund_id, "service_id": file.service_id}
    note = SocialServiceNote(pk=key, file=file, author=author, sealed=sealing.seal(text, of_note, key), **whole)
    _, written_now = once(note, lambda first: first.author_id == author.pk and first.file_id == file.pk)
    if not written_now:
        if [shown.text for shown in shown_to(author, file) if shown.note_id == key] != [text]:
            raise AlreadyUsed
        return
    SocialServiceNoteKey.objects.bulk_create(
        SocialServiceNoteKey(
            note=note, reader_id=reader, wrapped=sealing.wrap(of_note, of_service, key, reader), **whole
        )
        for reader in sorted(named)
    )


def shown_to(reader: User, file: SocialServiceFile) -> list[Shown]:
    """The notes of a file that this account reads, the latest first, in clear. Four queries at most."""
    keys = list(
        SocialServiceNoteKey.objects.filter(note__file=file)
        .select_related("note__author", "reader")
        .order_by("-note__written_at")
    )
    # Their own row where they have one; else, by exception, that of the author.
    mine = {key.note_id: key for key in keys if key.reader_id == key.note.author_id} | {
        key.note_id: key for key in keys if key.reader_id == reader.pk
    }
    of_service = _key_of(file) if mine else b""
    return [
        _shown(mine[note_id], of_service, reader, [other for other in keys if other.note_id == note_id])
        for note_id in dict.fromkeys(key.note_id for key in keys)
        if note_id in mine
    ]


def _shown(key: SocialServiceNoteKey, of_service: bytes, reader: User, of_note: list[SocialServiceNoteKey]) -> Shown:
    note = key.note
    clear = sealing.unwrap(key.wrapped, of_service, note.pk, key.reader_id)
    others = tuple(sorted(str(other.reader) for other in of_note if other.reader_id != note.author_id))
    return Shown(
        note_id=note.pk,
        author=note.author,
        written_at=note.written_at,
        text=sealing.unseal(note.sealed, clear, note.pk),
        readers=others if note.author_id == reader.pk else (),
    )


def _key_of(file: SocialServiceFile) -> bytes:
    """The key of the service, made with its first note."""
    kept, _ = SocialServiceKey.objects.get_or_create(
        service_id=file.service_id, defaults={"encrypted": sealing.stored(sealing.new_key())}
    )
    return sealing.restored(kept.encrypted)
