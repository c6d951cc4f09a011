"""The page of a person: who they are, what is under way, what is to do, and everything that happened."""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.access_requests.permissions import may_record
from allervers.domain.accompaniment.checks import last_situation
from allervers.domain.accompaniment.codes import ActionStatus, ClosureReason, NoteKind
from allervers.domain.accompaniment.models import Accompaniment, Action, Note
from allervers.domain.accompaniment.permissions import (
    may_accompany,
    may_change_identity,
    may_correct,
    may_hand_over,
    may_print_closure,
    may_reopen,
    may_see_changes,
    may_take_back,
)
from allervers.domain.accompaniment.pieces import Casework
from allervers.domain.accompaniment.suggestions import CALL, CHECK_C2S, CORRECT_DETAILS, Suggestion, suggestions
from allervers.domain.accompaniment.timeline import Kind
from allervers.domain.appointments.permissions import may_book
from allervers.domain.appointments.pieces import Kind as AppointmentKind
from allervers.domain.care_refusals.permissions import may_report
from allervers.domain.care_refusals.suggestions import told_in
from allervers.domain.financial_aid.permissions import may_ask
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.outbox.pieces import Kind as MessageKind
from allervers.domain.people.models import Person
from allervers.domain.pieces import Entry, Names, PersonFile, kinds
from allervers.domain.pieces.changes import Change
from allervers.domain.privacy import journal
from allervers.domain.privacy.retention import erase_on
from allervers.domain.protection.permissions import may_open, may_protect
from allervers.domain.referrals.permissions import may_read_letter
from allervers.domain.rights_files.permissions import may_deposit
from allervers.domain.rights_files.pieces import Kind as RightsFileKind
from allervers.domain.rights_files.pieces import RightsFiles
from allervers.domain.social_service.permissions import may_refer
from allervers.web.access import requires
from allervers.web.coverage.panel import RightsPanel, of_person
from allervers.web.pieces import beside
from allervers.web.simulator import entry as simulator

from .forms import back_to, person_or_404
from .line_form import LineForm

ENTRIES_PER_PAGE = 50
READINGS_SHOWN = 100


@dataclass(frozen=True)
class Next:
    """A suggested step, and where it is done; an action is planned, or set aside, by a button."""

    what: Suggestion
    url: str = ""


@dataclass(frozen=True)
class FilePanel:
    """One accompaniment on the page: what is under way, what is to do, and what this account may do."""

    file: Accompaniment
    user: User
    names: Names
    rights: RightsPanel | None = None

    @property
    def is_open(self) -> bool:
        return self.file.is_open

    @property
    def adviser(self) -> str:
        return self.names.user(self.file.adviser_id)

    @property
    def handler(self) -> str:
        return self.names.organisation(self.file.handled_by_id)

    @property
    def closure(self) -> str:
        return ClosureReason(self.file.closure_reason).label

    @property
    def erase_on(self):
        return erase_on(self.file.closed_on)

    @cached_property
    def to_do(self) -> list[Action]:
        """What is due first comes first; what has no date comes last."""
        waiting = [action for action in self.file.actions.all() if action.status == ActionStatus.TO_DO]
        for action in waiting:
            action.is_late = action.due_on is not None and action.due_on < timezone.localdate()
        return sorted(waiting, key=lambda action: (action.due_on is None, action.due_on, action.created_at))

    @cached_property
    def ended(self) -> list[Action]:
        return [action for action in self.file.actions.all() if action.status != ActionStatus.TO_DO]

    @property
    def may_write(self) -> bool:
        return may_accompany(self.user, self.file)

    @property
    def pause_is_over(self) -> bool:
        """Its last day has come, and nobody resumed the file yet."""
        return self.file.paused_on is not None and not self.file.is_paused_on(timezone.localdate())

    @cached_property
    def proposed(self) -> dict | None:
        """The proposal that waits for an answer: to whom, by whom, and what this account may do with it."""
        waiting = next((one for one in self.file.handovers.all() if one.answered_at is None), None)
        return waiting and {
            "handover": waiting,
            "to": self.names.user(waiting.to_id),
            "by": self.names.user(waiting.proposed_by_id),
            "is_mine": waiting.to_id == self.user.pk,
            "may_withdraw": waiting.proposed_by_id == self.user.pk,
        }

    @property
    def may_propose(self) -> bool:
        """The fund proposes its files to its own advisers."""
        return self.may_write and self.file.fund_id == self.user.organisation_id and not self.proposed

    @cached_property
    def wishes(self) -> list[Note]:
        """What the person needs and wants, in their own words, the first said first."""
        return [note for note in reversed(self.file.notes.all()) if note.kind != NoteKind.NOTE]

    @cached_property
    def next_steps(self) -> list[Next]:
        """Nothing where the account writes nothing."""
        if not self.may_write:
            return []
        known, ahead = (self.rights.known, [one.what for one in self.rights.coming]) if self.rights else (None, ())
        pages = {
            CHECK_C2S: reverse("casework:c2s-questions", args=[self.file.pk]),
            CORRECT_DETAILS: reverse("casework:edit-person", args=[self.file.person_id]),
            CALL: "#fil",
        }
        found = suggestions(self.file, timezone.localdate(), known, ahead)
        return [Next(one, pages.get(one.label, "")) for one in found]

    @property
    def may_reopen(self) -> bool:
        return may_reopen(self.user, self.file)

    @property
    def may_print_closure(self) -> bool:
        return may_print_closure(self.user, self.file)

    @property
    def may_hand_over(self) -> bool:
        return may_hand_over(self.user, self.file)

    @property
    def may_take_back(self) -> bool:
        return may_take_back(self.user, self.file)


# Where an entry leads to more.
_PAGES = {
    Kind.CHECK: "casework:c2s-result",
    RightsFileKind.RIGHTS_FILE: "rights_files:file",
    MessageKind.MESSAGE: "casework:message",
    AppointmentKind.APPOINTMENT: "appointments:appointment",
}


@dataclass
class Filter:
    """One kind of entry that the timeline can be narrowed to; empty for all of them."""

    code: str
    label: str
    count: int
    current: bool = field(default=False)


@requires(Permission.SEE_PERSON, of=person_or_404)
@require_safe
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """The person's page; each opening is written into the journal of reads."""
    return shown(request, person)


def shown(request: HttpRequest, person: Person, line: LineForm | None = None) -> HttpResponse:
    """The page, with the line that was refused, if one was."""
    seen = journal.last_opened(request.user, [person.pk]).get(person.pk)
    journal.note_reading(person, request.user, journal.PAGE)
    return _page(request, person, line=line, seen=seen)


@requires(Permission.SEE_PERSON, of=person_or_404)
@require_http_methods(["GET", "POST"])
def reveal_nir(request: HttpRequest, person: Person) -> HttpResponse:
    """The same page with the NIR in clear, in this answer alone (a reload by address brings back the masked one)."""
    if request.method == "GET":
        return back_to(person)
    journal.note_reading(person, request.user, journal.NIR)
    return _page(request, person, nir=_spaced(person.nir_in_clear))


def _spaced(number: str) -> str:
    """« 1 84 03 75 116 001 23 », as on the Vitale card."""
    return " ".join(number[start:end] for start, end in ((0, 1), (1, 3), (3, 5), (5, 7), (7, 10), (10, 13), (13, 15)))


def _page(
    request: HttpRequest,
    person: Person,
    *,
    nir: str = "",
    line: LineForm | None = None,
    seen: datetime.datetime | None = None,
) -> HttpResponse:
    user = request.user
    rights = of_person(person, user)
    pieces = PersonFile(person)
    files = pieces[Casework].files
    trail = pieces.changes() if may_see_changes(user, person) else []
    names = pieces.names(more_users=[change.user_id for change in trail])
    told = pieces.entries(names)
    kind = request.GET.get("fil", "")
    shown = [entry for entry in told if entry.kind == kind] if kind in kinds() else told
    timeline_page = Paginator(shown, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    letters = {file.referral_id for file in files if may_read_letter(user, file.referral)}
    correctable = {piece.pk for file in files for piece in pieces_of(file) if may_correct(user, piece, file)}
    checked = last_situation(person)
    panels = [FilePanel(file, user, names, rights) for file in files]
    writable = [panel.file for panel in panels if panel.may_write]
    context = {
        "person": person,
        "rights": rights,
        "consent": files[0].referral if files else None,
        "rights_files": pieces[RightsFiles].files,
        "line": line or (LineForm(files=writable) if writable else None),
        "forms": [line] if line else [],
        "call": reverse("casework:call", args=[writable[0].pk]) if writable else "",
        "age": person.age_on(timezone.localdate()),
        "nir": nir,
        "panels": panels,
        "timeline_page": timeline_page,
        "entries": [_shown(entry, letters, correctable, user, seen) for entry in timeline_page],
        "filters": _filters(told, kind),
        "may_change_identity": may_change_identity(user, person),
        "may_open_protection": may_open(user, person),
        "may_protect": may_protect(user, person),
        "may_record_access": may_record(user, person),
        "may_book": may_book(user, person),
        "may_ask_financial_aid": may_ask(user, person),
        "may_report_refusal": may_report(user, person),
        "refusal_told": next(filter(None, map(told_in, files)), ""),
        "may_refer_to_social_service": may_refer(user, person),
        "may_deposit": may_deposit(user) and person.fund_id == user.organisation_id,
        "simulator_address": simulator.address(person.birth_date, person.fund.department, checked),
        "simulator_knows_household": bool(checked),
        "beside": beside.files(user, person),
        "changes": [_change(change, names) for change in trail],
        "trail": [{"label": "Chercher une personne", "url": reverse("casework:search")}, {"label": person.full_name}],
    }
    if user.may(Permission.SEE_PRIVACY):
        context["readings"] = journal.readings(person.pk)[:READINGS_SHOWN]
    return render(request, "casework/person.html", context)


def pieces_of(file: Accompaniment) -> list:
    """What people may have mistyped in a file."""
    return [*file.referral.contacts.all(), *file.actions.all()]


def _filters(told: list[Entry], current: str) -> list[Filter]:
    counts = Counter(entry.kind for entry in told)
    found = [Filter(kind.value, kind.label, counts[kind], kind == current) for kind in kinds() if counts[kind]]
    return [Filter("", "Tout", len(told), not any(kind.current for kind in found)), *found]


def _shown(
    entry: Entry, letters: set[uuid.UUID], correctable: set[uuid.UUID], user: User, seen: datetime.datetime | None
) -> dict:
    """An entry as design/timeline.html takes it; new is what somebody else wrote since `seen`, the last visit."""
    links = []
    if entry.about in letters:
        links.append({"label": "Courrier de confirmation", "url": reverse("detector:letter", args=[entry.about])})
    if entry.about in correctable:
        page = "casework:correct-contact" if entry.kind == Kind.CONTACT else "casework:correct-action"
        links.append({"label": "Corriger", "about": entry.title, "url": reverse(page, args=[entry.about])})
    return {
        "date": entry.date,
        "kind": entry.kind.label,
        "tag": entry.tag,
        "title": entry.title,
        "body": entry.body,
        "author": entry.author,
        "is_new": seen is not None
        and isinstance(entry.date, datetime.datetime)
        and entry.date > seen
        and entry.author != str(user),
        "corrected_at": entry.corrected_at,
        "before": entry.before,
        "url": reverse(_PAGES[entry.kind], args=[entry.about]) if entry.about and entry.kind in _PAGES else "",
        "links": links,
    }


def _change(change: Change, names: Names) -> dict:
    return {
        "at": change.at,
        "who": names.user(change.user_id),
        "what": change.what,
        "fields": ", ".join(change.fields),
        "why": change.why,
    }
