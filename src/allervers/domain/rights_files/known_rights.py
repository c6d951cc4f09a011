"""A base right that was open before there was a file: taken up into one, so that it can be looked at again.

The file says that nothing was asked for (`Channel.CONTROL`) and holds one decision, which only repeats what is known of
the right: it is neither corrected nor contested, and no figure counts it.
"""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from allervers.law import Situation
from allervers.law.registry import law

from ..coverage import beliefs
from ..coverage.models import CoveragePeriod
from ..organisations.context import because
from ..organisations.models import User
from ..people.models import Person
from ..pieces.once import once, says
from ..pieces.refusals import Refused
from . import controls, papers
from .codes import COVERED_AS, Channel, Outcome, Right, Status
from .models import Control, Decision, RightsFile
from .proposals import COPIED
from .workflow import Asked, new_reference, settle, write_step

Day = datetime.date
_WHY = "Droit ouvert avant ce dossier, connu depuis le {day:%d/%m/%Y}."


def open_right(person: Person, day: Day) -> CoveragePeriod | None:
    """The base right that is believed to be open on this day."""
    return CoveragePeriod.objects.filter(
        person=person, right=controls.BASE, believed__endswith=None, validity__contains=day
    ).first()


def file_of(period: CoveragePeriod) -> RightsFile | None:
    """The file that holds this right already: whose decision opened it, or that took it up."""
    rights = [right for right, covered in COVERED_AS.items() if covered == controls.BASE]
    held = Decision.objects.filter(
        file__person_id=period.person_id, file__right__in=rights, file__status=Status.DECIDED,
        outcome=Outcome.ACCEPTED, starts_on=period.validity.lower,
    )  # fmt: skip
    last = held.select_related("file").order_by("-on", "-number").first()
    return last and last.file


def file_for(person: Person, situation: dict, *, author: User, key: uuid.UUID) -> RightsFile:
    """The file to take the right of a person up into; not written."""
    file = RightsFile(
        id=key,
        fund_id=person.fund_id,
        person=person,
        right=Right.PUMA,
        channel=Channel.CONTROL,
        received_on=timezone.localdate(),
        deposited_by=author,
        officer=author,
        situation=situation,
        deposit_digest=str(person.pk),
        **{name: getattr(person, name) for name in COPIED},
        language=person.language,
        language_note=person.language_note,
        interpreter_needed=person.interpreter_needed,
        nir_encrypted=person.nir_encrypted,
        nir_digest=person.nir_digest,
    )
    file.status, file.status_since, file.law_version = Status.DECIDED, file.received_on, law().version
    return file


@transaction.atomic
def control(file: RightsFile, look: controls.Look, asked: Asked) -> Control:
    """Write the file of `file_for`, with the right as it is known, and begin its control; sent twice, written once.

    Raises `Refused` where no base right is open, or where a file holds it already.
    """
    because("droit repris pour un contrôle")
    file.reference = new_reference()
    kept, is_new = once(file, says(deposit_digest=file.deposit_digest))
    if not is_new:
        return kept.controls.get()
    period = open_right(file.person, file.received_on)
    if period is None:
        raise Refused("Aucun droit de base n’est ouvert aujourd’hui : il n’y a rien à contrôler.")
    if held := file_of(period):
        raise Refused(f"Ce droit est déjà dans le dossier {held.reference} : contrôlez-le depuis ce dossier.")
    file.requiredpapers.bulk_create(papers.lines_of(file, Situation.from_dict(file.situation)))
    known_since = period.believed.lower
    last = period.validity.upper
    Decision.objects.create(
        fund_id=file.fund_id,
        file=file,
        number=1,
        outcome=Outcome.ACCEPTED,
        on=known_since,
        starts_on=period.validity.lower,
        ends_on=last and last - beliefs.ONE_DAY,
        reason=_WHY.format(day=known_since),
        situation=file.situation,
        law_version=file.law_version,
    )
    write_step(file, Status.DECIDED, asked.author, why=_WHY.format(day=known_since))
    settle(file)
    return controls.begin(file, look, asked)
