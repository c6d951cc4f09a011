"""What was not known at the deposit and is by now: the situation that the law library reads, put right by who examines.

The former situation stays in the file, with its day and who changed it; a decision keeps the one that it was taken on.
"""

from django.db import transaction
from django.utils import timezone

from allervers.law import Situation

from ..organisations.context import because
from . import papers
from .codes import Status
from .digests import digest_of
from .models import RightsFile
from .workflow import Asked, Refused, done_already, locked, settle, write_step

FORMER = "former_situations"


@transaction.atomic
def put_right(file: RightsFile, situation: dict, seen: str, asked: Asked) -> RightsFile:
    """Keep this situation in the place of the one that was `seen` (its digest).

    The list of papers follows: what is asked for now enters it, a condition that is settled leaves its line; nothing
    that was sent leaves the file. Of a file that was decided, the decision is corrected afterwards, on this situation.
    Raises `SituationError` for a situation that the law library does not read.
    """
    because("situation complétée")
    file = locked(file)
    if file.is_ended and file.status != Status.DECIDED:
        raise Refused(f"Ce dossier est {file.get_status_display()} : sa situation ne change plus.")
    if done_already(file, asked):
        return file
    if file.status == Status.AWAITING_ADHESION:
        raise Refused("La décision est prise : corrigez-la plutôt.")
    if digest_of(file.situation) != seen:
        raise Refused("Quelqu’un a changé la situation entre-temps : rouvrez la page, et relisez-la.")
    read = Situation.from_dict(situation)
    if situation == file.situation:
        raise Refused("Rien n’a changé.")
    former = {
        "on": timezone.localdate().isoformat(),
        "by": asked.author and asked.author.pk,
        "situation": file.situation,
    }
    file.details = file.details | {FORMER: [*file.details.get(FORMER, []), former]}
    file.situation = situation
    papers.follow(file, read)
    write_step(file, Status(file.status), asked.author, **asked.step())
    settle(file)
    return file
