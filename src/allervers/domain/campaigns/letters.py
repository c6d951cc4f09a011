"""Letters of a campaign: a PDF and a manifest for the printer, each letter in one batch, whatever is killed.

The batch is written first, with the letters that are in it; then its files; then that they were handed over. Killed in
between, the files of that batch are made before those of another: the folder of a batch is there whole or not at all.
"""

import csv
import datetime
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from allervers.messaging.folders import write_whole
from allervers.messaging.letters import first_pages, render

from ..organisations.context import acting_for
from ..organisations.encryption import decrypt
from ..outbox.codes import State
from . import leaving_again
from .audience_file import Identity
from .codes import Channel
from .models import Campaign, LetterBatch, Sending
from .sending import WHY, text_for
from .texts import Text

TEMPLATE = "campaign_letter.typ"
IN_A_BATCH = 500
MANIFEST = ("message_id", "person_ref", "pages", "sha256")


@dataclass(frozen=True)
class Printed:
    """One letter: its reference, to whom, and what it says."""

    reference: str
    identity: Identity
    text: Text


@dataclass(frozen=True)
class HandedOver:
    """A batch that the printer has, and where."""

    folder: Path
    letters: int
    pages: int


def hand_over_all(campaign: Campaign, to: Path) -> list[HandedOver]:
    """The batches whose files were not written, then what waits, inside `sending.alone`."""
    done = []
    while (batch := _unfinished(campaign) or _make(campaign)) is not None:
        done.append(_hand_over(campaign, batch, to))
    return done


def _unfinished(campaign: Campaign) -> LetterBatch | None:
    with acting_for(campaign.fund, WHY):
        return LetterBatch.objects.filter(campaign=campaign, handed_over_at=None).order_by("number").first()


def _make(campaign: Campaign) -> LetterBatch | None:
    """The rows of the next batch; None where nothing waits, or while the campaign is paused."""
    with acting_for(campaign.fund, WHY):
        if Campaign.objects.get(pk=campaign.pk).paused_at:
            return None
        waiting = Sending.objects.filter(campaign=campaign, channel=Channel.LETTER, state=State.WAITING)
        due = list(
            waiting.select_related("member").order_by("member__line").select_for_update(of=("self",))[:IN_A_BATCH]
        )
        reasons = leaving_again.why_not(campaign, [one.member for one in due])
        now = timezone.now()
        for one in due:
            if why := reasons.get(one.member_id):
                one.state, one.why, one.settled_at = State.WITHDRAWN, why, now
            else:
                one.state, one.attempt, one.attempted_at = State.LEAVING, 1, now
        leaving = [one for one in due if one.state == State.LEAVING]
        batch = None
        if leaving:
            last = LetterBatch.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
            batch = LetterBatch.objects.create(
                fund_id=campaign.fund_id,
                campaign=campaign,
                number=last + 1,
                made_on=timezone.localdate(),
                letters=len(leaving),
            )
        for one in leaving:
            one.batch = batch
        Sending.objects.bulk_update(due, ["state", "why", "settled_at", "attempt", "attempted_at", "batch"])
    # All were withdrawn: the next ones are looked at.
    return batch if batch or not due else _make(campaign)


def _hand_over(campaign: Campaign, batch: LetterBatch, to: Path) -> HandedOver:
    folder = to / f"lot-{campaign.pk}-{batch.number:05d}"
    with acting_for(campaign.fund, WHY):
        sendings = list(batch.sendings.select_related("member").order_by("member__line"))
    if not folder.exists():
        _write(folder, campaign, batch, sendings)
    pdf = (folder / "lettres.pdf").read_bytes()
    with acting_for(campaign.fund, WHY):
        now = timezone.now()
        batch.pages, batch.sha256, batch.handed_over_at = first_pages(pdf)[1], hashlib.sha256(pdf).hexdigest(), now
        batch.save(update_fields=["pages", "sha256", "handed_over_at"])
        batch.sendings.filter(state=State.LEAVING).update(state=State.SENT, settled_at=now)
    return HandedOver(folder, len(sendings), batch.pages)


def _write(folder: Path, campaign: Campaign, batch: LetterBatch, sendings: list[Sending]) -> None:
    pdf = pdf_of(campaign, [_printed(campaign, sending) for sending in sendings], batch.made_on)
    files = {"lettres.pdf": pdf, "manifeste.csv": _manifest(sendings, pdf).encode()}
    write_whole(folder, files)


def _printed(campaign: Campaign, sending: Sending) -> Printed:
    identity = Identity.of_text(decrypt(sending.member.identity))
    return Printed(str(sending.pk), identity, text_for(campaign, sending.member, identity))


def pdf_of(campaign: Campaign, printed: list[Printed], made_on: datetime.date) -> bytes:
    """These letters, one after the other, each beginning a page."""
    fund = campaign.fund
    contact = [*fund.postal_address.splitlines(), *([f"Téléphone : {fund.phone}"] if fund.phone else [])]
    content = {
        "title": "Lot de lettres",
        "fund": fund.name,
        "contact": contact,
        "date": made_on.isoformat(),
        "letters": [_content(campaign, letter) for letter in printed],
    }
    return render(TEMPLATE, content, made_on)


def _content(campaign: Campaign, letter: Printed) -> dict:
    return {
        "envelope": letter.identity.address(Channel.LETTER).splitlines(),
        "title": letter.text.subject or campaign.fund.name,
        "text": [part.splitlines() for part in letter.text.text.split("\n\n") if part.strip()],
        "reference": letter.reference,
    }


def _manifest(sendings: list[Sending], pdf: bytes) -> str:
    """One line a letter, in the order of the PDF; the digest is that of the whole PDF. Nobody's name or address."""
    firsts, pages = first_pages(pdf)
    ends = [*firsts[1:], pages + 1]
    sha256 = hashlib.sha256(pdf).hexdigest()
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(MANIFEST)
    for sending, first, end in zip(sendings, firsts, ends, strict=True):
        table.writerow([sending.pk, sending.member.number, end - first, sha256])
    return written.getvalue()
