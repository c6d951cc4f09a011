"""What the day of whoever accompanies is made of: their open files, and the referrals that they tried to call."""

import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment import day
from allervers.domain.accompaniment.codes import Channel, ContactResult
from allervers.domain.accompaniment.hands import to_answer
from allervers.domain.accompaniment.models import Contact
from allervers.domain.coverage.gap_lines import of_account
from allervers.domain.organisations.roles import Permission
from allervers.domain.outbox.news import not_arrived
from allervers.domain.outbox.pieces import title_of
from allervers.domain.rights_files import news
from allervers.web.templatetags.design import day as written

from . import received
from .followed import Followed
from .rows import Kind, Reason, Rows

AHEAD = datetime.timedelta(days=30)
"""A right that can still be kept is on the list this long before the last day to act."""


def add(rows: Rows) -> None:
    """Everything, in a number of queries that does not depend on how many files there are."""
    followed = Followed(rows)
    _proposed(followed)
    _due(followed)
    _calls(followed)
    _moved(followed)
    _answers(followed)
    received.answers(followed)
    _messages(followed)


def _proposed(followed: Followed) -> None:
    """Files that a colleague proposes: one answers on the person's page."""
    for handover in to_answer(followed.user):
        row = followed.rows.of_person(handover.accompaniment.person)
        text = f"dossier proposé par {handover.proposed_by} : {handover.why}"
        row.reasons.append(Reason(Kind.DUE, text, timezone.localdate(handover.proposed_at)))


def _due(followed: Followed) -> None:
    today = followed.rows.today
    for file in followed.files:
        if file.pause_until:  # it has come: a file still paused is not followed
            text = f"fin de la pause : {file.pause_why}"
            followed.add(file.person_id, Kind.DUE, text, file.pause_until, late=file.pause_until < today)
    for action in day.due(followed.by_file, today):
        late = action.due_on < today
        text = f"{action.label}, {'c’était pour le ' + written(action.due_on) if late else 'pour aujourd’hui'}"
        followed.add(followed.by_file[action.accompaniment_id].person_id, Kind.DUE, text, action.due_on, late=late)


def _calls(followed: Followed) -> None:
    """Calls to try again; who was called today is marked so."""
    rows, today = followed.rows, followed.rows.today
    waiting = {}
    if rows.user.may(Permission.TRIAGE):
        waiting = {referral.pk: referral for referral in day.tried(rows.user).defer("nir_encrypted", "nir_digest")}
    for last in day.last_contacts([*followed.by_referral, *waiting]):
        if last.referral_id in waiting:
            referral = waiting[last.referral_id]
            row = rows.of(referral.pk, referral, reverse("casework:triage", args=[referral.pk]))
            row.call = reverse("casework:call-waiting", args=[referral.pk])
        else:
            row = followed.row(followed.by_referral[last.referral_id].person_id)
        since = day.to_call_since(last)
        if since and since <= today:
            row.reasons.append(Reason(Kind.CALL, _last_said(last), since, late=since < today))
        elif timezone.localdate(last.at) == today:
            row.called = last


def _last_said(last: Contact) -> str:
    result = ContactResult(last.result).label
    said = f"{result[0].lower()}{result[1:]} le {written(last.at)} ({Channel(last.channel).label})"
    return f"{said}, à rappeler le {written(last.next_on)}" if last.next_on else said


def _moved(followed: Followed) -> None:
    user, since = followed.user, followed.since
    for contact in day.contacts_of_others(user, followed.by_referral, since):
        person = followed.by_referral[contact.referral_id].person_id
        result = ContactResult(contact.result).label
        text = f"contact noté par {contact.author or 'un traitement'} : {result[0].lower()}{result[1:]}"
        followed.tell(person, Kind.MOVED, text, contact.created_at)
    for action in day.actions_of_others(user, followed.by_file, since):
        person = followed.by_file[action.accompaniment_id].person_id
        text = f"action ajoutée par {action.author or 'un traitement'} : {action.label}"
        followed.tell(person, Kind.MOVED, text, action.created_at)
    for step in news.steps_since(user, followed.persons, since):
        text = f"{step.file.short_right} : {step.get_status_display()}"
        followed.tell(step.file.person_id, Kind.MOVED, text, step.at, _file(step.file_id))


def _answers(followed: Followed) -> None:
    """What the person, or somebody for them, sent to a rights file."""
    for paper in news.papers_since(followed.user, followed.persons, followed.since):
        text, at = f"{paper.file.short_right} : document reçu", paper.document.created_at
        followed.tell(paper.file.person_id, Kind.ANSWER, text, at, _file(paper.file_id))
    for word in news.words_since(followed.persons, followed.since):
        text = f"{word.file.short_right} : la personne a écrit"
        followed.tell(word.file.person_id, Kind.ANSWER, text, word.at, _file(word.file_id))


def _file(rights_file_id: UUID) -> str:
    return reverse("rights_files:file", args=[rights_file_id])


def _messages(followed: Followed) -> None:
    """Messages that did not arrive, or of which nobody knows it: the person has to be reached otherwise."""
    for message in not_arrived(followed.persons, followed.since):
        text = f"{message.get_channel_display()} « {title_of(message)} » : {message.get_state_display().lower()}"
        url = reverse("casework:message", args=[message.pk])
        followed.tell(message.person_id, Kind.MESSAGE, text, message.settled_at or message.attempted_at, url)


def add_endings(rows: Rows) -> None:
    """Rights that end, and that somebody can still keep: of the persons followed, and those confided to the account."""
    persons = [row.key for row in rows.known() if row.call]
    for line in of_account(rows.user, persons, rows.today + AHEAD):
        late = line.act_before < rows.today
        reason = Reason(Kind.ENDING, line.sentence, line.act_before, late, reverse("coverage:lines"))
        rows.of_person(line.person).reasons.append(reason)
