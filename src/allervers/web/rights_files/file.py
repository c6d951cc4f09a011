"""One file: where it stands, what is missing, what was decided and why; and what is printed of it."""

import datetime
import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.privacy import journal
from allervers.domain.rights_files import appeals, controls, held, letters, managing, papers, person_words
from allervers.domain.rights_files.applied import applied
from allervers.domain.rights_files.codes import ENDED, Channel, LetterKind, Status
from allervers.domain.rights_files.dates import Facts, dates, silence_of
from allervers.domain.rights_files.models import Decision, Letter, PersonWord, RightsFile, SuppliedPaper
from allervers.domain.rights_files.permissions import (
    may_complete,
    may_examine,
    may_give_access,
    may_read_letter,
    may_read_letters,
    may_read_papers,
    may_read_rules,
)
from allervers.domain.rights_files.queries import facts_of, last_decision
from allervers.law.deadlines import LABELS
from allervers.web.access import requires
from allervers.web.exports import pdf_response
from allervers.web.intent import PARAMETER

from .lists import TAGS
from .questions import told_of

# The line of steps that everybody understands; states beside it are told in words.
STEPS = (
    ("Déposé", {Status.DEPOSITED}),
    ("Examiné", {Status.UNDER_EXAMINATION, Status.DOCUMENTS_REQUESTED, Status.AWAITING_PORTABILITY}),
    ("Décidé", {Status.AWAITING_ADHESION, *ENDED}),
)

# Told of a file that waits, they would read as a right that is open.
OF_THE_RIGHT = frozenset({"starts_on", "ends_on", "renewal_alert_on"})


@dataclass(frozen=True)
class PaperRow:
    """A line of the list with what this account may do there."""

    line: papers.Line
    tag: str
    accepted: list[str]
    may_open: bool
    held: SuppliedPaper | None = None

    @property
    def told(self) -> str:
        """The state in words; a line whose condition is open does not « miss » yet."""
        return "à préciser" if self.line.required.condition and not self.line.is_there else self.line.state.label


_PAPER_TAGS = {"present": "success", "missing": "neutral", "outdated": "warning", "illegible": "warning"}


def file_or_404(request: HttpRequest, rights_file_id: uuid.UUID) -> RightsFile:
    """A file that the database shows to this account."""
    files = RightsFile.objects.select_related("fund", "handled_by", "officer", "person", "deposited_by__organisation")
    return get_object_or_404(files, pk=rights_file_id)


def note_reading(request: HttpRequest, file: RightsFile, what: str) -> None:
    """In the journal of reads, once the file has a person: from then on it tells about somebody whom the fund knows."""
    if file.person_id:
        journal.note_reading_of(file.fund_id, file.person_id, request.user, what)


@requires(Permission.SEE_FILE, of=file_or_404)
@require_safe
def show(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """The page of a file, for who examines it and for who deposited it."""
    note_reading(request, file, journal.RIGHTS_FILE)
    listed = papers.lines(file)
    facts = facts_of(file)
    decision = last_decision(file)
    readable = [each for each in file.letters.all() if may_read_letter(request.user, each)]
    context = {
        "file": file,
        "tag": TAGS.get(file.status, "neutral"),
        "steps": steps_of(file),
        "papers": paper_rows(file, listed, request.user),
        "awaited": any(not line.is_there for line in listed),
        "missing": len(papers.missing(listed)),
        "perhaps_missing": len(papers.perhaps_missing(listed)),
        "opposable": papers.is_opposable(listed),
        "dates": _told_dates(facts, given=True),
        "dates_if_accepted": _told_dates(facts, given=False),
        "silence": silence_of(facts) if not file.is_ended else None,
        "decision": decision,
        "told_why": decision and _told_why(request.user, file),
        "requests": file.papersrequests.prefetch_related("lines__required"),
        "letters": readable,
        "receipt": next((each for each in readable if each.kind == LetterKind.ACKNOWLEDGEMENT), None),
        "may_read_rules": may_read_letters(request.user, file),
        "history": file.steps.select_related("author"),
        "may_examine": may_examine(request.user, file) and not file.is_ended,
        "may_complete": may_complete(request.user, file),
        "may_give_access": may_give_access(request.user, file),
        "may_correct_contact": may_examine(request.user, file),
        "details": told_of(file.details),
        "managing_body": managing.chosen(file),
        "may_choose_body": may_examine(request.user, file) and managing.may_be_chosen(file),
        "was_known": [
            {**each, "on": datetime.date.fromisoformat(each["on"])} for each in file.details.get("known", ())
        ],
        "may_withdraw": may_complete(request.user, file)
        and not file.is_ended
        and file.status != Status.AWAITING_ADHESION,
        "after": _after(request.user, file, decision),
        "person_words": _person_words(request.user, file),
        "trail": trail(request.user, file),
        "fresh": f"?{PARAMETER}={uuid.uuid4()}",
        "today": timezone.localdate(),
    }
    return render(request, "rights_files/file.html", context)


def _told_dates(facts: Facts, *, given: bool) -> list[tuple[str, datetime.date]]:
    """The dates in words: those that run, or (`given` false) those of a right that nobody has granted yet."""
    supposed = OF_THE_RIGHT if facts.outcome is None else frozenset()
    found = dates(facts).items()
    return [(LABELS.get(name, name), day) for name, day in found if day and (name in supposed) is not given]


def _after(account: User, file: RightsFile, decision: Decision | None) -> dict:
    """What came after the decision, and what may be done about it; for the fund and who examines."""
    if account.organisation_id not in (file.fund_id, file.handled_by_id):
        return {"shown": False}
    acts, looked_at = appeals.contestable(file), list(file.controls.all())
    former = [each for each in file.decisions.all() if decision and each.pk != decision.pk]
    may_act = may_examine(account, file)
    held = decision is not None and file.status in (Status.DECIDED, Status.AWAITING_ADHESION)
    return {
        "shown": bool(acts or looked_at or former or (held and may_act)),
        "acts": acts,
        "controls": looked_at,
        "former": former,
        "may_act": may_act,
        "may_correct": held and file.channel != Channel.CONTROL and not any(control.closes_on for control in looked_at),
        "may_control": controls.may_be_controlled(file, decision),
        "may_appeal": any(each.is_open for each in acts),
    }


def _person_words(account: User, file: RightsFile) -> list[tuple[PersonWord, datetime.date]]:
    """What the person wrote from their page, with the day before which they have an answer; for the fund and who
    examines."""
    if account.organisation_id not in (file.fund_id, file.handled_by_id):
        return []
    return [(word, person_words.answer_due_on(word)) for word in file.personwords.select_related("read_by")]


def _told_why(account: User, file: RightsFile) -> bool:
    own = account.organisation_id in (file.fund_id, file.handled_by_id)
    return own or not file.helper_organisation or file.helper_may_receive_copies


def steps_of(file: RightsFile) -> list[dict]:
    """« Déposé — Examiné — Décidé », with the one that is reached."""
    reached = next((place for place, (_, states) in enumerate(STEPS) if file.status in states), 0)
    return [
        {"label": label, "done": place < reached, "current": place == reached} for place, (label, _) in enumerate(STEPS)
    ]


def paper_rows(file: RightsFile, listed: list[papers.Line], account: User) -> list[PaperRow]:
    may_open = may_read_papers(account, file)
    elsewhere = held.proposed(file, listed) if may_open and not file.is_ended else {}
    return [
        PaperRow(
            line,
            _PAPER_TAGS.get(line.state, "info"),
            [each["text"] for each in line.required.accepted],
            may_open and line.supplied is not None and line.supplied.document.is_openable,
            elsewhere.get(line.required.pk),
        )
        for line in listed
    ]


def trail(account: User, file: RightsFile, here: str = "") -> list[dict]:
    """Where the page stands: below the queue of who examines, else below the files that one deposited."""
    above = (
        {"label": "Dossiers à examiner", "url": reverse("rights_files:queue")}
        if account.may(Permission.EXAMINE_FILE)
        else {"label": "Mes dossiers de droits", "url": reverse("rights_files:mine")}
        if account.may(Permission.DEPOSIT_FILE)
        else {"label": "Accueil", "url": "/"}
    )
    if not here:
        return [above, {"label": file.reference}]
    return [above, {"label": file.reference, "url": reverse("rights_files:file", args=[file.pk])}, {"label": here}]


def letter_or_404(request: HttpRequest, letter_id: uuid.UUID) -> Letter:
    return get_object_or_404(Letter.objects.select_related("file"), pk=letter_id)


@requires(Permission.SEE_FILE, of=letter_or_404, may=may_read_letter, refused=Http404)
@require_safe
def letter(request: HttpRequest, found: Letter) -> HttpResponse:
    """A letter of the file, in PDF."""
    name = f"{found.file.reference}-{found.kind}.pdf".replace("_", "-").lower()
    return pdf_response(letters.pdf(found), name, ours=True)


@requires(Permission.SEE_FILE, of=file_or_404)
@require_safe
def checklist(request: HttpRequest, file: RightsFile) -> HttpResponse:
    """The cover sheet with the list of papers, to print and to put on top of them."""
    return pdf_response(letters.checklist(file), f"{file.reference.lower()}-liste.pdf", ours=True)


def _decision(request: HttpRequest, decision_id: uuid.UUID) -> Decision:
    return get_object_or_404(Decision.objects.select_related("file"), pk=decision_id)


@requires(Permission.SEE_FILE, of=_decision, may=may_read_rules, refused=Http404)
@require_safe
def rules(request: HttpRequest, decision: Decision) -> HttpResponse:
    """« Les règles qui m'ont été appliquées » (L311-3-1 and R311-3-1-2 CRPA): printable, made from what was kept."""
    context = {
        "decision": decision,
        "file": decision.file,
        "applied": applied(decision),
        "trail": trail(request.user, decision.file, "Les règles appliquées"),
    }
    return render(request, "rights_files/rules.html", context)
