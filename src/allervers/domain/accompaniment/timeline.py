"""The accompaniments of a person, and the entries of the timeline told from them.

The number of queries is the same whatever the size of the history. What the account may not see (files of others,
the audit trail for a body that only handles a file) is simply not told.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from django.db.models import Prefetch, TextChoices
from django.db.models.fields.json import KT
from django.utils import timezone

from ..people.models import Person
from ..pieces import Entry, Moment, Names
from ..referrals.codes import ActionEngaged, ConsentMode, ForgoneCare, ForgoneCause, ForgoneSince, Reason
from ..referrals.models import Referral
from .codes import (
    SUCCESSES,
    ActionStatus,
    C2sAtEnd,
    CareType,
    Channel,
    ClosureReason,
    ContactResult,
    NoteKind,
    Outcome,
    Theme,
)
from .models import Accompaniment, Action, Contact, Note, RightsCheck


class Kind(TextChoices):
    REFERRAL = "referral", "Saisine"
    FILE = "file", "Accompagnement"
    CONTACT = "contact", "Contact"
    ACTION = "action", "Action"
    CHECK = "check", "Vérification"
    NOTE = "note", "Note"


def files_of(person: Person) -> list[Accompaniment]:
    """The accompaniments of a person, the open ones first, then the latest, with all that was written into them."""
    files = Accompaniment.objects.filter(person=person).prefetch_related(
        Prefetch("referral", Referral.objects.defer("nir_encrypted", "nir_digest")),
        "referral__contacts__events",
        "actions__events",
        "notes__events",
        Prefetch(
            "checks",
            RightsCheck.objects.defer("situation", "answer").annotate(
                said=KT("answer__status_text"), monthly=KT("answer__monthly_contribution")
            ),
        ),
        "events",
        "handovers",
    )
    return sorted(files, key=lambda file: (file.is_open, file.opened_on), reverse=True)


def told(file: Accompaniment, names: Names) -> Iterator[Entry]:
    """What happened in one file, in any order."""
    yield _referral(file.referral)
    yield from _milestones(file, names)
    for contact in file.referral.contacts.all():
        yield _contact(contact, names)
    for action in file.actions.all():
        yield from _action(action, names)
    for check in file.checks.all():
        yield _check(check, names)
    for note in file.notes.all():
        yield _note(note, names)


def labels(choices: type[TextChoices], codes: Iterable[str]) -> str:
    """« Droits, Soins »: the words of some codes, in the order of their list."""
    given = set(codes)
    return ", ".join(choice.label for choice in choices if choice.value in given)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _said(label: str, value: str) -> str:
    return f"{label} : {value}" if value else ""


def _referral(referral: Referral) -> Entry:
    """Who reported the person, why, and what they agreed to."""
    detector = " · ".join(filter(None, [referral.detector_name, referral.detector_service]))
    consent = f"{ConsentMode(referral.consent_mode).label}, le {referral.consent_on:%d/%m/%Y}"
    care = labels(ForgoneCare, referral.forgone_care)
    causes = labels(ForgoneCause, referral.forgone_causes)
    engaged = labels(ActionEngaged, referral.actions_engaged)
    return Entry(
        kind=Kind.REFERRAL,
        date=referral.received_at,
        title=f"Saisine reçue : {referral.detector_category_label}",
        body=_lines(
            _said("Numéro", referral.number),
            _said("Urgence", referral.urgent_reason),
            _said("Pourquoi", labels(Reason, referral.reasons)),
            _said("Soins non réalisés", ", ".join(filter(None, [care, referral.forgone_care_other]))),
            _said("Depuis", labels(ForgoneSince, [referral.forgone_since])),
            _said("Causes", ", ".join(filter(None, [causes, referral.forgone_causes_other]))),
            _said("Déjà engagé", ", ".join(filter(None, [engaged, referral.actions_engaged_other]))),
            _said("Précisions", referral.note),
            _said("Accord", consent),
            "La personne s’oppose à l’usage de ses données pour des études." if referral.studies_opposed else "",
        ),
        author=detector,
        tag="urgent" if referral.urgent else "info",
        about=referral.pk,
    )


def _milestones(file: Accompaniment, names: Names) -> Iterator[Entry]:
    """Opening, entrusting, closures and reopenings, read from the audit trail where it can be seen.

    Without a trail (a handled file, a file copied in bulk) the present state tells the opening and the closure.
    """
    if file.opened_on:
        yield Entry(
            kind=Kind.FILE,
            date=_at(file.opened_on, file.referral.triaged_at),
            title="Accompagnement ouvert",
            body=_said("Thématiques", labels(Theme, file.themes)),
            author=names.user(file.adviser_id),
            tag="info",
        )
    trail = sorted(file.events.all(), key=lambda state: state.pgh_id)
    if file.closed_on and not any(state.closed_on for state in trail):
        yield _closure(file, file.closed_on, "")
    for before, after in zip([None, *trail], trail, strict=False):
        author = names.user(after.pgh_context.get("user"))
        why = after.pgh_context.get("why", "")
        if before and before.handled_by_id != after.handled_by_id:
            body = names.organisation(after.handled_by_id)
            yield Entry(
                kind=Kind.FILE,
                date=after.pgh_created_at,
                title=f"Dossier confié à {body}" if body else "Dossier repris par la caisse",
                body=_said("Pourquoi", why.partition(" : ")[2]),
                author=author,
            )
        if before and before.adviser_id != after.adviser_id:
            yield Entry(
                kind=Kind.FILE,
                date=after.pgh_created_at,
                title=f"Dossier confié à {names.user(after.adviser_id) or 'un autre compte'}",
                body=_said("Pourquoi", why.partition(" : ")[2]),
                author=author,
            )
        if before and not after.closed_on and before.paused_on != after.paused_on:
            yield _pause(after, author)
        if after.closed_on and not (before and before.closed_on):
            closure = _corrected(trail, after)
            yield _closure(closure, _at(closure.closed_on, after.pgh_created_at), author)
        if before and before.closed_on and not after.closed_on:
            yield Entry(
                kind=Kind.FILE,
                date=after.pgh_created_at,
                title="Clôture annulée, accompagnement rouvert",
                body=_said("Pourquoi", why.partition(" : ")[2]),
                author=author,
                tag="warning",
            )


def _pause(state, author: str) -> Entry:
    """A pause that begins, or that ends; `state` is the audit row of that moment."""
    if not state.paused_on:
        return Entry(Kind.FILE, state.pgh_created_at, "Accompagnement repris", author=author)
    until = f" jusqu’au {state.pause_until:%d/%m/%Y}" if state.pause_until else ""
    title = f"Accompagnement en pause{until}"
    return Entry(Kind.FILE, state.pgh_created_at, title, _said("Pourquoi", state.pause_why), author)


def _corrected(trail: list, closure):
    """The closure as it stood in the end: its last state before it was taken back, if it was."""
    later = trail[trail.index(closure) :]
    return list(takewhile(lambda state: state.closed_on, later))[-1]


def _at(day: datetime.date, moment: datetime.datetime | None) -> Moment:
    """The moment when it falls on that day, else the day alone."""
    return moment if moment and timezone.localdate(moment) == day else day


def _closure(state, date: Moment, author: str) -> Entry:
    """`state` is the accompaniment, or its audit row of that day."""
    return Entry(
        kind=Kind.FILE,
        date=date,
        title=f"Accompagnement clos : {ClosureReason(state.closure_reason).label}",
        body=_lines(
            _said("Gains", labels(Outcome, state.outcomes)),
            _said("Soins concernés", labels(CareType, state.care_types)),
            _said("À la fin", ", ".join(at_end(state))),
            state.closure_note,
        ),
        author=author,
        tag="success" if state.closure_reason in SUCCESSES else "neutral",
    )


def at_end(state) -> list[str]:
    """What is known of the person's rights at the end; what is unknown is not said."""
    gp = {True: "médecin traitant déclaré", False: "pas de médecin traitant déclaré"}
    exemption = {True: "exonération ALD", False: "pas d’exonération ALD"}
    c2s = C2sAtEnd(state.c2s_at_end).label if state.c2s_at_end else ""
    return [said for said in (gp.get(state.gp_declared_at_end), c2s, exemption.get(state.ald_exemption_at_end)) if said]


_TAG_OF_RESULT = {ContactResult.REACHED: "success", ContactResult.WRONG_DETAILS: "warning"}


def _in_its_minute(at: datetime.datetime, written: datetime.datetime) -> datetime.datetime:
    """People give an hour and minutes: a call noted at once comes after what was written earlier in that minute."""
    return written if written.replace(second=0, microsecond=0) == at else at


def _contact(contact: Contact, names: Names) -> Entry:
    title, body = _contact_said(contact)
    return Entry(
        kind=Kind.CONTACT,
        date=_in_its_minute(contact.at, contact.created_at),
        title=title,
        body=body,
        author=names.user(contact.author_id),
        tag=_TAG_OF_RESULT.get(contact.result, "neutral"),
        about=contact.pk,
        corrected_at=contact.corrected_at,
        before=_before(contact, _contact_with_its_hour),
    )


def _contact_said(contact) -> tuple[str, str]:
    """Title and text of a contact, or of its audit row."""
    result = ContactResult(contact.result).label
    title = f"{Channel(contact.channel).label} : {result[0].lower()}{result[1:]}"
    incoming = "À l’initiative de la personne." if contact.incoming else ""
    again = f"À rappeler le {contact.next_on:%d/%m/%Y}." if contact.next_on else ""
    return title, _lines(incoming, contact.note, again)


def _contact_with_its_hour(contact) -> str:
    return f"{timezone.localtime(contact.at):%d/%m/%Y %H:%M}, " + "\n".join(_contact_said(contact))


def _before(piece: Contact | Action | Note, told: Callable) -> tuple[str, ...]:
    """What a corrected piece said before, the first version first; `told` puts one row of the trail into words."""
    if not piece.corrected_at:
        return ()
    versions = dict.fromkeys(
        told(state).strip() for state in sorted(piece.events.all(), key=lambda state: state.pgh_id)
    )
    return tuple(version for version in versions if version != told(piece).strip())


_ENDED = {
    ActionStatus.DONE: ("Fait", "success"),
    ActionStatus.FAILED: ("N’a pas abouti", "warning"),
    ActionStatus.DROPPED: ("Abandonné", "neutral"),
}


def _action(action: Action, names: Names) -> Iterator[Entry]:
    """Planned, then ended; one that ended on the day it was written is told once."""
    care = ", ".join(filter(None, [action.get_care_type_display(), action.get_specialty_display()]))
    details = _lines(_said("Thématique", action.get_theme_display()), _said("Soin", care), action.note)
    author = names.user(action.author_id)
    corrected = {"about": action.pk, "corrected_at": action.corrected_at, "before": _before(action, _action_said)}
    due = f"Pour le {action.due_on:%d/%m/%Y}" if action.due_on else ""
    word, tag = _ENDED.get(action.status, ("Prévu", "neutral"))
    title = f"{word} : {action.label}"
    if action.done_on and action.done_on != timezone.localdate(action.created_at):
        yield Entry(Kind.ACTION, action.done_on, title, action.result, tag=tag)
        yield Entry(
            Kind.ACTION, action.created_at, f"Prévu : {action.label}", _lines(details, due), author, **corrected
        )
    else:
        body = _lines(details, "" if action.status == ActionStatus.DONE else due, action.result)
        yield Entry(Kind.ACTION, action.created_at, title, body, author, tag, **corrected)


def _action_said(action) -> str:
    """An action, or its audit row, in words."""
    due = f"pour le {action.due_on:%d/%m/%Y}" if action.due_on else ""
    return _lines(", ".join(filter(None, [action.label, Theme(action.theme).label, due])), action.note)


def _note(note: Note, names: Names) -> Entry:
    """A note, or what the person said they need or want."""
    return Entry(
        kind=Kind.NOTE,
        date=note.created_at,
        title=note.get_kind_display(),
        body=note.text,
        author=names.user(note.author_id),
        tag="neutral" if note.kind == NoteKind.NOTE else "info",
        about=note.pk,
        corrected_at=note.corrected_at,
        before=_before(note, lambda version: version.text),
    )


def _check(check: RightsCheck, names: Names) -> Entry:
    monthly = f"{float(check.monthly):.2f} € par mois".replace(".", ",") if check.status == "contribution" else ""
    return Entry(
        kind=Kind.CHECK,
        date=check.created_at,
        title=f"Vérification {check.right.upper()} : {check.said}",
        body=_lines(_said("Participation du foyer", monthly), f"Pour une demande du {check.on:%d/%m/%Y}"),
        author=names.user(check.author_id),
        tag={"free": "success", "contribution": "success", "unknown": "warning"}.get(check.status, "neutral"),
        about=check.pk,
    )
