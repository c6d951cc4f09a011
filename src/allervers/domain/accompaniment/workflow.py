"""What can happen to a file, from the inbox to its closure. Every write of an accompaniment goes through here.

| transition       | from       | to                     | who may     | needs                                         |
|------------------|------------|------------------------|-------------|-----------------------------------------------|
| accept           | in triage  | open                   | TRIAGE      | a person (known or new), at least one theme   |
| close_in_triage  | in triage  | closed, never opened   | TRIAGE      | not relevant, or unreachable after attempts   |
| close            | open       | closed                 | ACCOMPANY   | a reason; a success needs outcomes            |
| reopen           | closed     | open                   | ACCOMPANY   | why; only if it had been opened               |
| hand_over        | open       | open, handled          | HAND_OVER   | a handling body, and why                      |
| take_back        | handled    | open                   | HAND_OVER   | why                                           |
| note_contact     | not closed | the same               | ACCOMPANY   | when, by which channel, with which result     |
| take_back_contact| not closed | the same               | its author  | the same day                                  |
| plan_action      | open       | the same               | ACCOMPANY   | a theme and what is to do                     |
| mark_action      | open       | the same               | ACCOMPANY   | done, failed, dropped, or to do again         |
| write_note       | open       | the same               | ACCOMPANY   | a note, a need or a goal                      |
| pause, resume    | open       | the same               | ACCOMPANY   | why, and until when if one knows              |
| correct          | not closed | the same               | its author  | the same day (`corrections.py`)               |

Who may is checked by `permissions`; the database refuses what must never be, whatever calls it. Each function is one
transaction, and raises `Refused` with a French sentence when the state does not allow it (somebody else may
have been faster).
"""

import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, User
from ..people.matching import hold_persons
from ..people.models import Person
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused
from ..referrals.models import Referral
from .closing import why_not
from .codes import NOT_OPENED, ActionStatus, ClosureReason, ContactResult, NoteKind
from .models import Accompaniment, Action, Contact, Note


def _waiting(referral: Referral) -> Referral:
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    if locked.triaged_at is not None:
        raise Refused("Cette saisine a déjà été examinée par quelqu'un d'autre. Revenez à la liste.")
    return locked


def _triaged(referral: Referral) -> None:
    referral.triaged_at = timezone.now()
    referral.save(update_fields=["triaged_at"])


@transaction.atomic
def accept(referral: Referral, *, adviser: User, person: Person | None, themes: list[str]) -> Accompaniment:
    """Open an accompaniment for a known person, or, with `person=None`, for a new one made from the referral."""
    because("saisine acceptée")
    hold_persons(referral.fund_id)
    referral = _waiting(referral)
    person = person or person_from(referral)
    accompaniment = Accompaniment.objects.create(
        fund_id=referral.fund_id,
        referral=referral,
        person=person,
        adviser=adviser,
        themes=sorted(set(themes)),
        opened_on=timezone.localdate(),
    )
    _triaged(referral)
    return accompaniment


def person_from(referral: Referral) -> Person:
    """Write a new person from what the referral says of them."""
    copied = (
        *("fund_id", "birth_name", "usage_name", "first_name", "birth_date", "sex", "phone", "email"),
        *("postal_address", "language", "language_note", "interpreter_needed", "nir_encrypted", "nir_digest"),
    )
    try:
        with transaction.atomic():
            return Person.objects.create(**{name: getattr(referral, name) for name in copied})
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "person_nir_once_per_fund":
            raise
        raise Refused(
            "Une personne de votre caisse porte déjà ce numéro de sécurité sociale : choisissez sa fiche."
        ) from None


@transaction.atomic
def close_in_triage(referral: Referral, *, adviser: User, reason: str, note: str = "") -> Accompaniment:
    """Close a referral that does not become an accompaniment: not relevant, or unreachable after attempts."""
    because("saisine close sans accompagnement")
    referral = _waiting(referral)
    if reason not in NOT_OPENED:
        raise Refused("Une saisine non ouverte est close comme non pertinente ou injoignable.")
    _refuse(why_not(reason, attempts=attempts_without_success(referral)))
    accompaniment = Accompaniment.objects.create(
        fund_id=referral.fund_id,
        referral=referral,
        adviser=adviser,
        closed_on=timezone.localdate(),
        closure_reason=reason,
        closure_note=note,
    )
    _triaged(referral)
    return accompaniment


def _refuse(hindered: dict[str, str]) -> None:
    for field, sentence in hindered.items():
        raise Refused(sentence, field)


def attempts_without_success(referral: Referral) -> int:
    """Number of contacts noted for this referral in which the person was not reached."""
    return referral.contacts.exclude(result=ContactResult.REACHED).count()


def locked(accompaniment: Accompaniment, *, is_open: bool) -> Accompaniment:
    """The file as it is now, which nobody else changes until the end of the transaction."""
    found = Accompaniment.objects.select_for_update(of=("self",)).get(pk=accompaniment.pk)
    if found.is_open != is_open:
        state = "déjà clos" if is_open else "en cours"
        raise Refused(f"Cet accompagnement est {state}. Rechargez la page pour voir où il en est.")
    return found


@transaction.atomic
def close(accompaniment: Accompaniment, *, reason: str, outcomes: list[str], note: str = "", **at_end) -> Accompaniment:
    """Close an open accompaniment. `at_end`: care_types, publics, gp_declared_at_end, c2s_at_end,
    ald_exemption_at_end, themes."""
    because(f"clôture : {ClosureReason(reason).label}")
    accompaniment = locked(accompaniment, is_open=True)
    attempts = attempts_without_success(accompaniment.referral)
    _refuse(why_not(reason, attempts=attempts, outcomes=outcomes))
    accompaniment.closed_on = timezone.localdate()
    accompaniment.closure_reason = reason
    accompaniment.closure_note = note
    accompaniment.outcomes = sorted(set(outcomes))
    accompaniment.paused_on, accompaniment.pause_until, accompaniment.pause_why = None, None, ""
    for name, value in at_end.items():
        setattr(accompaniment, name, value)
    accompaniment.save()
    return accompaniment


@transaction.atomic
def reopen(accompaniment: Accompaniment, *, why: str) -> Accompaniment:
    """Take back a closure. What was written at the closure is forgotten here; the audit trail keeps it."""
    because(f"réouverture : {why}")
    accompaniment = locked(accompaniment, is_open=False)
    if accompaniment.opened_on is None:
        raise Refused("Cette saisine n'a jamais été ouverte : une nouvelle saisine est nécessaire.")
    accompaniment.closed_on = None
    accompaniment.closure_reason = ""
    accompaniment.closure_note = ""
    accompaniment.outcomes = []
    accompaniment.save()
    return accompaniment


@transaction.atomic
def hand_over(accompaniment: Accompaniment, *, body: Organisation, why: str) -> Accompaniment:
    """Entrust this file, and this file only, to another body; the fund keeps it and keeps seeing it."""
    because(f"confié à {body.code} : {why}")
    accompaniment = locked(accompaniment, is_open=True)
    if body.kind != Organisation.Kind.HANDLING_BODY and body.kind != Organisation.Kind.FUND:
        raise Refused("Un dossier se confie à un organisme gestionnaire ou à une autre caisse.")
    accompaniment.handled_by = body
    accompaniment.save(update_fields=["handled_by"])
    return accompaniment


@transaction.atomic
def take_back(accompaniment: Accompaniment, *, why: str) -> Accompaniment:
    """The fund handles the file itself again; the other body no longer sees it, be it open or closed."""
    because(f"repris : {why}")
    accompaniment = Accompaniment.objects.select_for_update(of=("self",)).get(pk=accompaniment.pk)
    accompaniment.handled_by = None
    accompaniment.save(update_fields=["handled_by"])
    return accompaniment


@transaction.atomic
def note_contact(referral: Referral, *, contact_id: UUID, author: User, **what) -> Contact:
    """Write down a contact, or an attempt, while the referral waits or its accompaniment is open.

    `what`: at, channel, incoming, result, note, next_on. The same `contact_id` writes once.
    """
    because("contact noté")
    same = says(referral_id=referral.pk, **what)
    if contact := written(Contact, contact_id, same):
        return contact
    if accompaniment := Accompaniment.objects.filter(referral=referral).first():
        locked(accompaniment, is_open=True)
    contact = Contact(pk=contact_id, fund_id=referral.fund_id, referral=referral, author=author, **what)
    return once(contact, same)[0]


@transaction.atomic
def take_back_contact(contact: Contact) -> None:
    """A contact noted by mistake never was: its author takes it back on the day it was written.

    The application's role deletes nothing: a function of the database does, and checks the rule again.
    """
    if accompaniment := Accompaniment.objects.filter(referral=contact.referral_id).first():
        locked(accompaniment, is_open=True)
    with connection.cursor() as cursor:
        cursor.execute("select contact_taken_back(%s)", [contact.pk])
        if not cursor.fetchone()[0]:
            raise Refused(
                "Ce contact ne peut plus être retiré. Notez plutôt un nouveau contact, qui dit ce qu’il en est."
            )


@transaction.atomic
def plan_action(accompaniment: Accompaniment, *, action_id: UUID, author: User, done: bool = False, **what) -> Action:
    """Add something to do, or already done today. `what`: theme, label, due_on, note. The same id writes once."""
    because("action ajoutée")
    same = says(accompaniment_id=accompaniment.pk, **what)
    if action := written(Action, action_id, same):
        return action
    accompaniment = locked(accompaniment, is_open=True)
    state = {"status": ActionStatus.TO_DO, "done_on": None}
    if done:
        state = {"status": ActionStatus.DONE, "done_on": timezone.localdate()}
    action = Action(
        pk=action_id, fund_id=accompaniment.fund_id, accompaniment=accompaniment, author=author, **state, **what
    )
    return once(action, same)[0]


@transaction.atomic
def mark_action(action: Action, *, status: str, result: str = "") -> Action:
    """Say that an action is done, failed or dropped (today) and with which result, or is to do again; twice changes
    nothing."""
    status = ActionStatus(status)
    because(f"action : {status.label.lower()}")
    locked(action.accompaniment, is_open=True)
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if (action.status, action.result) != (status, result):
        action.status, action.result = status, result
        action.done_on = None if status == ActionStatus.TO_DO else timezone.localdate()
        action.save(update_fields=["status", "done_on", "result"])
    return action


@transaction.atomic
def write_note(accompaniment: Accompaniment, *, note_id: UUID, author: User, kind: str, text: str) -> Note:
    """A note, or what the person needs or wants in their own words. The same id writes once."""
    because(NoteKind(kind).label.lower())
    same = says(accompaniment_id=accompaniment.pk, kind=kind, text=text)
    if note := written(Note, note_id, same):
        return note
    accompaniment = locked(accompaniment, is_open=True)
    note = Note(
        pk=note_id, fund_id=accompaniment.fund_id, accompaniment=accompaniment, author=author, kind=kind, text=text
    )
    return once(note, same)[0]


@transaction.atomic
def pause(accompaniment: Accompaniment, *, why: str, until: datetime.date | None = None) -> Accompaniment:
    """Ask nothing of the file until this day, or until somebody resumes it; paused again, its reason and day change."""
    because(f"mise en pause : {why}")
    accompaniment = locked(accompaniment, is_open=True)
    today = timezone.localdate()
    if until is not None and until <= today:
        raise Refused("La pause finit après aujourd’hui : choisissez un jour qui vient.", "until")
    accompaniment.paused_on, accompaniment.pause_until, accompaniment.pause_why = today, until, why
    accompaniment.save(update_fields=["paused_on", "pause_until", "pause_why"])
    return accompaniment


@transaction.atomic
def resume(accompaniment: Accompaniment) -> Accompaniment:
    """The pause is over; resumed twice, nothing changes."""
    because("reprise après une pause")
    accompaniment = locked(accompaniment, is_open=True)
    if accompaniment.paused_on:
        accompaniment.paused_on, accompaniment.pause_until, accompaniment.pause_why = None, None, ""
        accompaniment.save(update_fields=["paused_on", "pause_until", "pause_why"])
    return accompaniment
