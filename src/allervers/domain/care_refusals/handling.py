"""What a mediator gathers, asks, sends and plans about a refusal that they have in hand.

The database refuses a letter that the person did not agree to. The delays of a complaint come from the law library, as
steps that are to be done by a day.
"""

import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from allervers.law.deadlines import deadlines
from allervers.law.fields import SituationError

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused, sentence
from . import letters
from .codes import LEGAL, MEDIATION, Agreement, Recipient
from .models import (
    CareRefusal,
    CareRefusalAnswer,
    CareRefusalConsent,
    CareRefusalEvidence,
    CareRefusalSending,
    CareRefusalStep,
)
from .queries import who
from .workflow import locked


def _of(held: CareRefusal) -> dict:
    return {"refusal_id": held.pk, "service_id": held.service_id, "fund_id": held.fund_id}


@transaction.atomic
def add_evidence(
    refusal: CareRefusal, *, key: UUID, by: User, kind: str, seen_on: datetime.date, means: str, note: str = ""
) -> CareRefusalEvidence:
    """One sign more; the same `key` again gives what it gave first."""
    because("indice d’un refus de soins")
    held = locked(refusal)
    _refuse_to_come(seen_on, "seen_on")
    said = {"kind": kind, "seen_on": seen_on, "means": means, "note": note, "author_id": by.pk}
    return once(CareRefusalEvidence(pk=key, **_of(held), **said), says(refusal_id=held.pk, **said))[0]


@transaction.atomic
def agree(
    refusal: CareRefusal, *, key: UUID, by: User | None, recipient: str, agreement: str, said_on: datetime.date
) -> CareRefusalConsent:
    """What the person says of one recipient; the last one holds. What left before stays where it is."""
    because("accord de la personne pour un destinataire")
    held = locked(refusal)
    _refuse_to_come(said_on, "said_on")
    if agreement == Agreement.NAMED and who(held) is None:
        raise Refused("Ce signalement est anonyme : il n’y a pas de nom à transmettre.", "agreement")
    said = {"recipient": recipient, "agreement": agreement, "said_on": said_on, "author_id": by and by.pk}
    last = held.carerefusalconsents.aggregate(last=Max("number"))["last"] or 0
    row = CareRefusalConsent(pk=key, number=last + 1, **_of(held), **said)
    return once(row, says(refusal_id=held.pk, **said))[0]


@transaction.atomic
def send(refusal: CareRefusal, *, key: UUID, by: User, recipient: str, named: bool) -> CareRefusalSending:
    """The letter to a recipient, with the name of the person or without it: its words are kept, and printed from there.

    Raises `Refused` unless the last that the person said of this recipient allows it.
    """
    because("courrier au sujet d’un refus de soins")
    held = locked(refusal)
    said = {"refusal_id": held.pk, "recipient": recipient, "named": named, "author_id": by.pk}
    if before := written(CareRefusalSending, key, says(**said)):
        return before
    if named and who(held) is None:
        raise Refused("Ce signalement est anonyme : il n’y a pas de nom à transmettre.", "named")
    content = letters.words(held, recipient, named=named)
    row = CareRefusalSending(
        pk=key, recipient=recipient, named=named, sent_on=timezone.localdate(), content=content,
        sha256=letters.digest_of(content), author=by, **_of(held),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence(error), "recipient") from None
    return row


@transaction.atomic
def note_answer(
    refusal: CareRefusal, *, key: UUID, by: User, received_on: datetime.date, text: str
) -> CareRefusalAnswer:
    """What the professional says; once they were told."""
    because("réponse du professionnel")
    held = locked(refusal)
    _refuse_to_come(received_on, "received_on")
    if not held.carerefusalsendings.filter(recipient=Recipient.PROFESSIONAL).exists():
        raise Refused("Le professionnel n’a pas encore été informé : il ne peut pas avoir répondu.")
    said = {"received_on": received_on, "text": text, "author_id": by.pk}
    return once(CareRefusalAnswer(pk=key, **_of(held), **said), says(refusal_id=held.pk, **said))[0]


@transaction.atomic
def lodge(refusal: CareRefusal, *, on: datetime.date) -> CareRefusal:
    """It is a complaint, received on that day: what the law says has to be done by when. Twice is once.

    Raises `Refused` for an anonymous report: a complaint says who complains (R1110-11 CSP).
    """
    because("plainte pour refus de soins")
    held = locked(refusal)
    if who(held) is None:
        raise Refused("Une plainte dit qui se plaint (R1110-11 CSP) : ce signalement est anonyme.", "on")
    if held.complaint_on:
        if held.complaint_on == on:
            return held
        raise Refused(f"La plainte a déjà été reçue le {held.complaint_on:%d/%m/%Y}.", "on")
    if not (held.happened_on or on) <= on <= timezone.localdate():
        raise Refused("Choisissez un jour entre le refus et aujourd’hui.", "on")
    try:
        found = deadlines({"kind": "care_refusal_complaint", "date": on.isoformat()})
    except SituationError as error:  # before the law that takes complaints
        raise Refused(f"Aucun délai n’est connu pour une plainte de ce jour : {error.problem}.", "on") from None
    CareRefusalStep.objects.bulk_create(
        CareRefusalStep(
            kind=kind, due_on=found[name], source=" ; ".join(found["sources"][name]["sources"])[:200], **_of(held)
        )
        for name, kind in LEGAL.items()
    )
    held.complaint_on = on
    held.save(update_fields=["complaint_on"])
    return held


@transaction.atomic
def plan(refusal: CareRefusal, *, key: UUID, kind: str, due_on: datetime.date) -> CareRefusalStep:
    """A step of the mediation, by a day of the mediator's own."""
    because("étape de médiation")
    held = locked(refusal)
    if kind not in MEDIATION:
        raise Refused("Les étapes d’une plainte viennent avec elle, à leurs dates.", "kind")
    said = {"kind": kind, "due_on": due_on}
    row = CareRefusalStep(pk=key, **_of(held), **said)
    return once(row, says(refusal_id=held.pk, **said))[0]


@transaction.atomic
def do(step: CareRefusalStep, *, done_on: datetime.date, outcome: str = "") -> CareRefusalStep:
    """It is done, and what came of it; said again, it is corrected."""
    because("étape faite")
    held = locked(step.refusal)
    _refuse_to_come(done_on, "done_on")
    row = CareRefusalStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if done_on < (held.complaint_on if row.source else held.received_on):
        raise Refused("Cette étape ne peut pas être faite avant le signalement.", "done_on")
    row.done_on, row.outcome = done_on, outcome
    row.save(update_fields=["done_on", "outcome"])
    return row


def _refuse_to_come(day: datetime.date, field: str) -> None:
    if day > timezone.localdate():
        raise Refused("Ce jour est à venir.", field)
