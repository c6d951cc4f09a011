"""The letters of a file: their words are made once, kept as they are sent, and printed from what is kept.

Each is written in the transaction of its cause, and the database holds one of each kind for each cause. The words
stand in `wording.py`, the layout in `messaging/templates/rights_letter.typ`.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone

from allervers.messaging import postal
from allervers.messaging.letters import render

from . import grounds, papers, wording
from .codes import LetterKind
from .digests import digest_of
from .models import Appeal, Control, Decision, Letter, PapersRequest, RightsFile

TEMPLATE = "rights_letter.typ"


@dataclass(frozen=True)
class Cause:
    """What a letter is written for: `id` is that of the file, of the request for papers, of the decision, or of what
    came `after` it."""

    file: RightsFile
    id: UUID
    request: PapersRequest | None = None
    decision: Decision | None = None
    after: Control | Appeal | None = None


def write(
    file: RightsFile,
    kind: LetterKind,
    cause: UUID,
    *,
    request: PapersRequest | None = None,
    decision: Decision | None = None,
    after: Control | Appeal | None = None,
    on: datetime.date | None = None,
) -> bool:
    """Write the letter of this cause; False where it exists already."""
    return bool(write_all(kind, [Cause(file, cause, request, decision, after)], on=on))


def write_all(kind: LetterKind, causes: list[Cause], *, on: datetime.date | None = None) -> int:
    """Write the letter of each of these causes, of one fund, that has none yet; how many. The causes are locked."""
    day = on or timezone.localdate()
    known = Letter.objects.filter(
        kind=kind, file__in=[cause.file for cause in causes], cause__in=[c.id for c in causes]
    )
    written = set(known.values_list("cause", flat=True))
    new = [cause for cause in causes if cause.id not in written]
    prefetch_related_objects([cause.request for cause in new if cause.request], "lines__required")
    letters = [_letter(kind, cause, day) for cause in new]
    Letter.objects.bulk_create(letters)
    grounds.of_letters([(letter, cause.decision) for letter, cause in zip(letters, new, strict=True)])
    return len(letters)


def _letter(kind: LetterKind, cause: Cause, day: datetime.date) -> Letter:
    file = cause.file
    content = {
        **_heading(file, wording.TITLES[kind], day),
        "copy_to": file.helper_organisation if file.helper_may_receive_copies else "",
        "sections": list(_sections(kind, cause)),
    }
    if kind == LetterKind.ACKNOWLEDGEMENT:
        content["lacking"] = wording.lacking(file.handled_by or file.fund)
    return Letter(
        fund_id=file.fund_id,
        file=file,
        kind=kind,
        cause=cause.id,
        written_on=day,
        content=content,
        sha256=digest_of(content),
    )


def _sections(kind: LetterKind, cause: Cause) -> Iterator[wording.Section]:
    if cause.after is not None:
        return wording.AFTERWARDS[kind](cause.file, cause.after)
    return wording.SECTIONS[kind](cause.file, cause.request, cause.decision)


def _heading(file: RightsFile, title: str, day: datetime.date) -> dict[str, object]:
    service = file.handled_by or file.fund
    return {
        "title": title,
        "fund": str(file.fund),
        "service": str(service),
        "contact": wording.contact_of(service),
        "date": day.isoformat(),
        "reference": file.reference,
        "right": file.short_right,
        "name": printed_name(file),
        "address": file.postal_address.splitlines(),
    }


def printed_name(file: RightsFile) -> str:
    """First name and the name in use, as on an envelope."""
    return f"{file.first_name} {(file.usage_name or file.birth_name).upper()}"


def pdf(letter: Letter) -> bytes:
    """The letter as it is printed: from the words that were kept, and the address to which it left; until then, the one
    to which it would leave today."""
    sending = getattr(letter, "sending", None)
    envelope = sending.envelope if sending else envelope_of(letter)
    content = as_sent(letter.content, envelope) if envelope else letter.content
    return render(TEMPLATE, {"title": content["title"], "letters": [content]}, letter.written_on)


def as_sent(content: dict, envelope: list[str]) -> dict:
    """The words of a letter with the address as it is printed."""
    return content | {"envelope": envelope}


def envelope_of(letter: Letter) -> list[str]:
    """The lines of its address today; none where it cannot be posted as it is (`sending.Kept` says why)."""
    try:
        return postal.lines(printed_name(letter.file), letter.file.postal_address)
    except postal.Unpostable:
        return []


def of_access(file: RightsFile, code: str, address: str, until: datetime.datetime) -> bytes:
    """The letter that gives the person the code of their page. It is not kept: the code is nobody else's."""
    day = timezone.localdate()
    sections = list(wording.access(file, code, address, timezone.localtime(until).date()))
    content = _heading(file, wording.ACCESS, day) | {"copy_to": "", "sections": sections}
    return render(TEMPLATE, {"title": content["title"], "letters": [content]}, day)


def checklist(file: RightsFile) -> bytes:
    """The cover sheet of a file, with its list of papers and what does for each; to print and to tick."""
    day = f"{file.received_on:%d/%m/%Y}"
    said = {
        "title": "Documents à joindre",
        "right": f"{file.short_right}, demande du {day}",
        "reference": f"Dossier {file.reference}",
        "lead": [
            "Mettez cette feuille au-dessus de vos documents. Envoyez des copies, sauf si un original est demandé."
        ],
        "there": "déjà reçu",
        "one_of": "Un de ceux-ci\u00a0:",
    }
    lines = [
        {
            "label": line.required.label,
            "detail": line.required.detail,
            "there": line.is_there,
            "accepted": [each["text"] for each in line.required.accepted],
        }
        for line in papers.lines(file)
    ]
    return sheet(file, said, lines)


def sheet(file: RightsFile, said: dict, lines: list[dict], language: str = "fr") -> bytes:
    """A list of papers to tick: what is `said` around it (title, right, reference, lead, there, one_of), and each line
    (label, detail, there, accepted)."""
    named = {"fund": str(file.fund), "name": printed_name(file), "language": language}
    return render("rights_checklist.typ", named | said | {"lines": lines})
