"""Sending letters: those that wait go to the printer as one batch, each once, whatever is run twice or killed.

A batch is its rows: they are written in one transaction with the page of each letter and the digest of each PDF. Its
files are made from the words that were kept, and can be made again, to the byte. Killed before the rows are written,
nothing was sent; killed after, the next run writes the files of that batch before it makes another one.
"""

import csv
import datetime
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.models import Max, Q, QuerySet

from allervers.messaging import postal
from allervers.messaging.folders import write_whole
from allervers.messaging.letters import Unprintable, first_pages, strict_render
from allervers.publishing.machine import why

from ..organisations.context import acting_for
from ..organisations.models import Organisation, User
from ..pieces.refusals import Refused
from .letters import TEMPLATE, as_sent, envelope_of, printed_name
from .models import Letter, LetterBatch, Sending

# Letters in one PDF: a printer takes it at once, and making it asks for little memory.
IN_A_PART = 100
_WHY = "lot de courriers"
# What a batch leaves behind is the oldest that waits.
_LOOKED_AT = 50
_LOCK = 0x1E77E25
_WHY_CHANGED = "des courriers en ont été effacés, ou l’impression a changé de version"
_UNPRINTABLE = "Un signe du courrier ne s’imprime pas : remettez-le en main propre, ou écrivez à la main."


class Changed(Exception):
    """The files of a batch cannot be made again to the byte: another version makes them differently."""


@dataclass(frozen=True)
class Ready:
    """A letter and the lines of its envelope."""

    letter: Letter
    envelope: list[str]

    def content(self) -> dict:
        return as_sent(self.letter.content, self.envelope)


@dataclass(frozen=True)
class Kept:
    """A letter that is not sent yet, and why: a French sentence that says what to do."""

    letter: Letter
    why: str


def waiting(sender: Organisation) -> QuerySet[Letter]:
    """The letters of this service that were not sent, the oldest first."""
    sent_here = Q(file__handled_by=sender) | Q(file__handled_by=None, file__fund=sender)
    letters = Letter.objects.filter(sent_here, sending=None).select_related("file")
    return letters.defer("file__situation").order_by("written_on", "file__reference", "kind", "pk")


def sorted_out(letters: QuerySet[Letter]) -> tuple[list[Ready], list[Kept]]:
    """Those that can be posted, and those that somebody must see to first."""
    ready, kept = [], []
    for letter in letters:
        try:
            ready.append(Ready(letter, postal.lines(printed_name(letter.file), letter.file.postal_address)))
        except postal.Unpostable as fault:
            kept.append(Kept(letter, str(fault)))
    return ready, kept


def held_back(sender: Organisation) -> Iterator[Kept]:
    """What waits and cannot be posted as it is, and why: an address, a sign."""
    ready, kept = sorted_out(waiting(sender))
    yield from kept
    for each in ready:
        if not is_printable(each):
            yield Kept(each.letter, _UNPRINTABLE)


@dataclass(frozen=True)
class Outlook:
    """What waits for the next batch: how many letters can leave, and those that somebody must see to first."""

    ready: int
    kept: list[Kept]


def outlook(sender: Organisation) -> Outlook:
    """For a screen: the words of the letters are not read, but of the oldest ones that a batch has left behind."""
    letters = waiting(sender).defer("content", "file__situation", "file__nir_encrypted", "file__nir_digest")
    ready, kept = sorted_out(letters)
    last = LetterBatch.objects.filter(sender=sender).order_by("-number").first()
    left_behind = [each for each in ready if last and each.letter.written_on <= last.made_on][:_LOOKED_AT]
    unprintable = [each for each in left_behind if not is_printable(each)]
    kept += [Kept(each.letter, _UNPRINTABLE) for each in unprintable]
    return Outlook(len(ready) - len(unprintable), kept)


def send_all(sender: Organisation, folder: Path, today: datetime.date) -> list[LetterBatch]:
    """Hand over the batches whose files were not written whole, then what waits; the batches handed over."""
    with acting_for(sender, _WHY):
        unfinished = list(LetterBatch.objects.filter(sender=sender, handed_over_on=None).order_by("number"))
    # One whose PDF are no longer the same holds nobody up: what waits leaves all the same, then it is told.
    faults = [fault for batch in unfinished if (fault := _tried(batch, folder, today))]
    batch, printed = make(sender, today)
    done = [each for each in unfinished if each.handed_over_on]
    if batch is not None:
        hand_over(batch, folder, today, printed)
        done.append(batch)
    if faults:
        raise faults[0]
    return done


def _tried(batch: LetterBatch, folder: Path, today: datetime.date) -> Changed | None:
    try:
        hand_over(batch, folder, today)
    except Changed as fault:
        return fault


def make(sender: Organisation, today: datetime.date) -> tuple[LetterBatch | None, list[bytes]]:
    """Write the rows of a batch of all that waits and can be posted, with its PDF; None where nothing does."""
    with acting_for(sender, _WHY):
        _one_at_a_time(sender)
        ready, _ = sorted_out(waiting(sender))
        parts = [
            part
            for start in range(0, len(ready), IN_A_PART)
            if (part := _part(ready[start : start + IN_A_PART], today))
        ]
        if not parts:
            return None, []
        last = LetterBatch.objects.filter(sender=sender).aggregate(last=Max("number"))["last"] or 0
        batch = LetterBatch.objects.create(
            sender=sender, number=last + 1, made_on=today, parts=[part.told() for part in parts]
        )
        Sending.objects.bulk_create(
            [sending for place, part in enumerate(parts) for sending in part.sendings(batch, place)], batch_size=1_000
        )
        return batch, [part.pdf for part in parts]


def _one_at_a_time(sender: Organisation) -> None:
    """Two runs at once: the second waits here, and then finds nothing left."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, sender.pk])


@dataclass(frozen=True)
class Part:
    """The letters of one PDF, and the first page of each."""

    letters: list[Ready]
    pdf: bytes
    first_pages: list[int]
    pages: int

    def told(self) -> dict:
        return {"letters": len(self.letters), "pages": self.pages, "sha256": hashlib.sha256(self.pdf).hexdigest()}

    def sendings(self, batch: LetterBatch, part: int) -> Iterator[Sending]:
        ends = [*self.first_pages[1:], self.pages + 1]
        for place, (ready, first, end) in enumerate(zip(self.letters, self.first_pages, ends, strict=True)):
            yield Sending(
                fund_id=ready.letter.fund_id,
                file_id=ready.letter.file_id,
                letter=ready.letter,
                batch=batch,
                part=part,
                place=place,
                first_page=first,
                pages=end - first,
                envelope=ready.envelope,
            )


def _part(letters: list[Ready], today: datetime.date) -> Part | None:
    """Print them together; without those that hold a sign that no typeface has, which go on waiting."""
    try:
        pdf = _print([ready.content() for ready in letters], today)
    except Unprintable:
        letters = [ready for ready in letters if is_printable(ready)]
        pdf = _print([ready.content() for ready in letters], today) if letters else b""
    if not letters:
        return None
    return Part(letters, pdf, *first_pages(pdf))


def is_printable(ready: Ready) -> bool:
    try:
        _print([ready.content()], ready.letter.written_on)
    except Unprintable:
        return False
    return True


def _print(contents: list[dict], made_on: datetime.date) -> bytes:
    return strict_render(TEMPLATE, {"title": "Lot de courriers", "letters": contents}, made_on)


def printed_again(batch: LetterBatch) -> list[bytes]:
    """The PDF of a batch, from what was kept. Raises `Changed` where they are not what was handed over."""
    return [part_again(batch, place) for place in range(len(batch.parts))]


def part_again(batch: LetterBatch, place: int) -> bytes:
    """One PDF of a batch, from what was kept. Raises `Changed` where it is not what was handed over."""
    sendings = batch.sendings.filter(part=place).select_related("letter").order_by("place")
    contents = [as_sent(sending.letter.content, sending.envelope) for sending in sendings]
    pdf = _print(contents, batch.made_on) if contents else b""
    if hashlib.sha256(pdf).hexdigest() != batch.parts[place]["sha256"]:
        raise Changed(f"Les PDF du {batch} ne sont plus les mêmes, à l’octet près : {_WHY_CHANGED}.")
    return pdf


def hand_over(batch: LetterBatch, folder: Path, today: datetime.date, printed: list[bytes] | None = None) -> Path:
    """Write the files of a batch into a folder of its own, whole or not at all, then say that it was handed over; what
    prevents it is kept with the batch, and raised."""
    target = folder / name_of(batch)
    try:
        with acting_for(batch.sender, _WHY):
            # Whoever else writes it waits here, then finds it written.
            LetterBatch.objects.select_for_update().get(pk=batch.pk)
            if not target.exists():
                _write(batch, target, printed or printed_again(batch))
            note_handed_over(batch, today)
    except (OSError, Changed) as fault:
        with acting_for(batch.sender, _WHY):
            said = str(fault) if isinstance(fault, Changed) else f"Le dossier de l’imprimeur : {why(fault)}."
            LetterBatch.objects.filter(pk=batch.pk).update(failure=said)
        raise
    return target


def note_handed_over(batch: LetterBatch, today: datetime.date) -> bool:
    """The printer has the files of the batch; whether nobody had said so."""
    changed = LetterBatch.objects.filter(pk=batch.pk, handed_over_on=None).update(handed_over_on=today, failure="")
    batch.refresh_from_db()
    return bool(changed)


def name_of(batch: LetterBatch) -> str:
    return f"lot-{batch.sender.code}-{batch.number:05d}"


def part_name(place: int) -> str:
    return f"courriers-{place + 1:03d}.pdf"


def _write(batch: LetterBatch, target: Path, printed: list[bytes]) -> None:
    files = {part_name(place): pdf for place, pdf in enumerate(printed)}
    write_whole(target, files | {"manifeste.csv": manifest(batch).encode("utf-8-sig")})


_COLUMNS = ("fichier", "sha256", "rang", "premiere_page", "pages", "dossier", "courrier", "du")


def manifest(batch: LetterBatch) -> str:
    """One line a letter, for the printer to tick: where it stands; nobody's name, and no address."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for sending in batch.sendings.select_related("letter", "file").order_by("part", "place"):
        digest = batch.parts[sending.part]["sha256"]
        where = (part_name(sending.part), digest, sending.place + 1, sending.first_page, sending.pages)
        letter = sending.letter
        table.writerow([*where, sending.file.reference, letter.kind, letter.written_on.isoformat()])
    return written.getvalue()


def handed_to_the_person(letter: Letter, *, author: User, today: datetime.date) -> None:
    """Somebody handed the letter over, or posted it: it leaves in no batch any more."""
    how = {"by_hand_on": today, "author": author, "envelope": envelope_of(letter)}
    _, made = Sending.objects.get_or_create(
        letter=letter, defaults={"fund_id": letter.fund_id, "file_id": letter.file_id, **how}
    )
    if not made:
        raise Refused("Ce courrier est déjà parti.")
