"""The plan that a social worker makes with the person, and the end of their file.

| transition | from      | to        | needs                                   |
|------------|-----------|-----------|-----------------------------------------|
| add_step   | under way |           | what                                    |
| do_step    | to do     | done      | what came of it, where there is a word  |
| end        | under way | ended     | why; interviews to come are cancelled   |
| reopen     | ended     | under way | a file that was booked                  |
"""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.once import once, says
from ..pieces.refusals import Refused
from .codes import Answer, State
from .models import SocialServiceFile, SocialServiceStep

ENDED = "Ce dossier est terminé : rouvrez-le d’abord."


def held(file: SocialServiceFile) -> SocialServiceFile:
    """As it is now; nobody else changes it until the end of the transaction."""
    return SocialServiceFile.objects.select_for_update(of=("self",)).select_related("service").get(pk=file.pk)


def held_open(file: SocialServiceFile) -> SocialServiceFile:
    """The same, refused where it is ended."""
    found = held(file)
    if found.ended_on:
        raise Refused(ENDED)
    return found


@transaction.atomic
def add_step(
    file: SocialServiceFile, what: str, *, key: UUID, author: User, due_on: datetime.date | None = None
) -> SocialServiceStep:
    """One thing to do; the same key again gives what it gave first."""
    because("étape du plan")
    found = held_open(file)
    said = {"file_id": found.pk, "what": what, "due_on": due_on}
    row = SocialServiceStep(pk=key, fund_id=found.fund_id, service_id=found.service_id, author=author, **said)
    return once(row, says(**said))[0]


@transaction.atomic
def do_step(step: SocialServiceStep, *, result: str = "") -> SocialServiceStep:
    """It is done, today. Twice changes nothing."""
    because("étape du plan : faite")
    held_open(step.file)
    found = SocialServiceStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if found.done_on is None:
        found.done_on, found.result = timezone.localdate(), result
        found.save(update_fields=["done_on", "result"])
    return found


@transaction.atomic
def end(file: SocialServiceFile, reason: str) -> SocialServiceFile:
    """The social worker and the person end it here. Twice with the same reason changes nothing."""
    because("dossier du service social terminé")
    found = held(file)
    if found.ended_on:
        if found.end_reason == reason:
            return found
        raise Refused("Ce dossier est déjà terminé.")
    found.ended_on, found.end_reason = timezone.localdate(), reason
    found.save(update_fields=["ended_on", "end_reason"])
    for interview in found.interviews.filter(state=State.PLANNED).select_for_update(of=("self",)):
        if interview.starts_at <= timezone.now():
            raise Refused("Dites d’abord si l’entretien passé a eu lieu.")
        interview.state, interview.settled_at = State.CANCELLED, timezone.now()
        interview.save(update_fields=["state", "settled_at"])
    return found


@transaction.atomic
def reopen(file: SocialServiceFile) -> SocialServiceFile:
    """An end that was said too soon."""
    because("dossier du service social rouvert")
    found = held(file)
    if found.answer != Answer.BOOKED:
        raise Refused("Cette demande n’a pas donné lieu à un suivi : faites une nouvelle demande.")
    found.ended_on, found.end_reason = None, ""
    found.save(update_fields=["ended_on", "end_reason"])
    return found
