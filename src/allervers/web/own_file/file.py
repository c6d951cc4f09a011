"""The page itself: where the file stands, what comes next, what is asked, what came, and the letters."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.rights_files import letters, papers
from allervers.domain.rights_files.codes import Outcome, Status
from allervers.domain.rights_files.dates import dates, silence_of
from allervers.domain.rights_files.models import Decision, Letter, RightsFile
from allervers.domain.rights_files.queries import facts_of, last_decision
from allervers.web.exports import pdf_response

from .afterwards import afterwards_of
from .listed import Asked, asked_of
from .visit import called, next_code_of, of_visit, shown, words_of
from .words import Words

# The line of steps: each with the states in which it is the one that is reached.
STEPS = (
    ("deposited", {Status.DRAFT, Status.DEPOSITED}),
    ("papers", {Status.DOCUMENTS_REQUESTED}),
    ("examined", {Status.UNDER_EXAMINATION, Status.AWAITING_PORTABILITY}),
    ("decided", {Status.AWAITING_ADHESION, Status.DECIDED, Status.CLOSED_WITHOUT_FOLLOW_UP, Status.WITHDRAWN}),
)


@dataclass(frozen=True)
class Standing:
    """Where the file stands, in words: the sentence of its state, then what comes next."""

    now: str
    then: list[str]
    kind: str


@of_visit
@require_safe
def show(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """One page for everything: the person never has to look for it."""
    words = words_of(request)
    listed = papers.lines(file)
    asked = asked_of(file, listed, words)
    decision = last_decision(file)
    context = {
        "file": file,
        "right": words[f"right.{file.right}"],
        "called": called(file),
        "reference": words("reference", reference=file.reference),
        "known": _known(file, words),
        "steps": _steps(file, words),
        "standing": _standing(file, decision, asked, words),
        "missing": [each for each in asked if not each.is_there],
        "there": [each for each in asked if each.is_there],
        "letters": [_letter(each, words) for each in file.letters.all()],
        "next_code": next_code_of(request),
        "may_change": not file.is_ended,
        "may_withdraw": not file.is_ended and file.status != Status.AWAITING_ADHESION,
        **afterwards_of(file, listed, words),
        "words_sent": [
            words("write.sent", title=words[f"word.{word.kind}"], day=words.day(word.at))
            for word in file.personwords.all()
        ],
    }
    return shown(request, "own_file/file.html", **context)


@of_visit
@require_safe
def checklist(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """The papers of the page, to print, to tick and to put on top of them."""
    words = words_of(request)
    said = {name: words[f"list.{name}"] for name in ("title", "there", "one_of")}
    said |= {
        "right": words[f"right.{file.right}"],
        "reference": words("reference", reference=file.reference),
        "lead": words.lines("list.lead"),
    }
    lines = [
        {
            "label": ", ".join(filter(None, [paper.label, paper.of_whom])),
            "detail": paper.only_if,
            "there": paper.is_there,
            "accepted": paper.accepted,
        }
        for paper in asked_of(file, papers.lines(file), words)
    ]
    return pdf_response(letters.sheet(file, said, lines, words.code), f"{file.reference.lower()}-liste.pdf", ours=True)


def _steps(file: RightsFile, words: Words) -> list[dict]:
    reached = next(place for place, (_, states) in enumerate(STEPS) if file.status in states)
    return [
        {"label": words[f"step.{name}"], "done": place < reached, "current": place == reached}
        for place, (name, _) in enumerate(STEPS)
    ]


def _standing(file: RightsFile, decision: Decision | None, asked: list[Asked], words: Words) -> Standing:
    facts = facts_of(file)
    missing = any(not each.is_there for each in asked)
    known = {name: words.day(day) for name, day in dates(facts).items() if day}
    match file.status:
        case Status.AWAITING_ADHESION:
            return Standing(words["now.adhesion"], words.lines("then.adhesion"), "success")
        case Status.AWAITING_PORTABILITY:
            until = known.get("presumed_no_rights_on", "")
            return Standing(words["now.portability"], [words("then.portability", day=until)], "info")
        case Status.DOCUMENTS_REQUESTED:
            return Standing(words["now.papers"], _until(known, words), "warning")
        case Status.CLOSED_WITHOUT_FOLLOW_UP:
            return Standing(words["now.closed"], words.lines("then.closed"), "info")
        case Status.WITHDRAWN:
            return Standing(words["now.withdrawn"], [words["then.withdrawn"]], "info")
        case Status.DECIDED:
            return _decided(decision, words)
    now = words["now.deposited"] if file.status == Status.DEPOSITED else words["now.examined"]
    then = [words["then.missing"]] if missing else [words["then.read"]]
    return Standing(now, [*then, *_silence(facts, words)], "info")


def _until(known: dict[str, str], words: Words) -> list[str]:
    told = [words("then.answer", day=known["answer_due_on"])] if "answer_due_on" in known else []
    if "closed_without_follow_up_on" in known:
        told.append(words("then.closes", day=known["closed_without_follow_up_on"]))
    return told


def _silence(facts, words: Words) -> list[str]:
    """What no answer means, and on which day."""
    said = silence_of(facts)
    if said is None or said.on is None:
        return []
    return [words("then.silence.yes" if said.accepts else "then.silence.no", day=words.day(said.on))]


def _decided(decision: Decision | None, words: Words) -> Standing:
    if decision is None or decision.outcome != Outcome.ACCEPTED:
        return Standing(words["now.refused"], words.lines("then.refused"), "warning")
    told = []
    if decision.starts_on:
        told.append(words("then.from", day=words.day(decision.starts_on)))
    if decision.ends_on:
        ended = decision.ends_on < timezone.localdate()
        told.append(words("then.ended" if ended else "then.until", day=words.day(decision.ends_on)))
    return Standing(words["now.accepted"], told, "success")


def _letter(letter: Letter, words: Words) -> tuple[uuid.UUID, str]:
    return letter.pk, words("letter.of", title=words[f"letter.{letter.kind}"], day=words.day(letter.written_on))


def _known(file: RightsFile, words: Words) -> list[tuple[str, str]]:
    """What is kept of the person, and who helps them: both identities are told."""
    told = [
        (words["mine.name"], called(file)),
        (words["mine.born"], words.day(file.birth_date)),
        (words["mine.phone"], file.phone),
        (words["mine.email"], file.email),
        (words["mine.address"], file.postal_address),
    ]
    if file.helper_organisation:
        copies = "mine.helper.copies" if file.helper_may_receive_copies else "mine.helper.no_copies"
        told.append((words["mine.helper"], f"{file.helper_organisation}\n{words[copies]}"))
    return [(label, value or words["mine.nothing"]) for label, value in told]


@of_visit
@require_safe
def letter(request: HttpRequest, file: RightsFile, letter_id: uuid.UUID) -> HttpResponse:
    """A letter of the file, as it was sent."""
    found = get_object_or_404(file.letters, pk=letter_id)
    return pdf_response(letters.pdf(found), f"{file.reference.lower()}-{found.kind}.pdf", ours=True)
