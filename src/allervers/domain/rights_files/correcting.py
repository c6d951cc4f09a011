"""A decision that was wrong is replaced by a new one, which names it. Both are kept; the rights of the person are put
right from today on, and what relied on the former ones is listed (`coverage.reliance`).

What gives less than before can be taken back for four months only (L242-1 CRPA, `law.administration.withdrawal`),
unless it was obtained by fraud. A condition that is not met any more is not a wrong decision: a control establishes it.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from allervers.law.administration import withdrawal

from ..coverage import beliefs
from ..coverage import workflow as coverage
from ..organisations.context import acting_for, because
from .codes import COVERED_AS, Channel, Outcome, Status
from .deciding import take
from .models import Decision, RightsFile
from .queries import last_decision
from .workflow import Asked, Refused, locked

Day = datetime.date
FRAUD = "Décision obtenue par fraude (article L241-2 du code des relations entre le public et l’administration). "


@dataclass(frozen=True)
class Correction:
    """`outcome` as of a decision; `received_on`: the day of the request, where that was wrong; `fraud`: the person
    obtained the former decision by fraud."""

    outcome: str
    received_on: Day | None = None
    fraud: bool = False


@transaction.atomic
def correct(former: Decision, correction: Correction, asked: Asked) -> Decision:
    """Take a new decision in the place of `former`, as if it had been taken on the same day."""
    because("décision corrigée")
    file = locked(former.file)
    _check(file, former, correction, asked)
    if correction.received_on:
        file.received_on = correction.received_on
    _withdraw(file, former)
    if correction.fraud:
        asked = Asked(asked.author, asked.id, asked.digest, FRAUD + asked.why)
    new = take(file, correction.outcome, asked, day=_first_day(former))
    if _gives_less(former, new) and not correction.fraud:
        until = withdrawal(former.on).until
        if timezone.localdate() > until:
            raise Refused(
                f"La décision du {former.on:%d/%m/%Y} donnait plus que celle-ci : elle ne pouvait être retirée que "
                f"jusqu’au {until:%d/%m/%Y} (article L242-1 du code des relations entre le public et "
                "l’administration), sauf fraude. Si une condition n’est plus remplie, contrôlez le droit."
            )
    return new


def _check(file: RightsFile, former: Decision, correction: Correction, asked: Asked) -> None:
    held = last_decision(file)
    if held is None or held.pk != former.pk:
        raise Refused("Cette décision a déjà été remplacée par une autre : rouvrez le dossier, et lisez la nouvelle.")
    if file.status not in (Status.DECIDED, Status.AWAITING_ADHESION):
        raise Refused(f"Ce dossier est {file.get_status_display()} : aucune décision ne s’y corrige.")
    if file.channel == Channel.CONTROL:
        raise Refused("Ce droit était ouvert avant ce dossier : aucune décision ne s’y corrige, le droit se contrôle.")
    if any(control.closes_on for control in former.controls.all()):
        raise Refused("Le droit de cette décision a été fermé après un contrôle : c’est la fermeture qui se conteste.")
    if correction.outcome not in (Outcome.ACCEPTED, Outcome.REFUSED):
        raise Refused("Une décision est un accord ou un refus.", "outcome")
    if not asked.why.strip():
        raise Refused("Écrivez le motif de la décision : la personne le lira.", "reason")
    if correction.received_on:
        came = timezone.localdate(file.deposited_at)
        if not datetime.date(1900, 1, 1) <= correction.received_on <= max(came, file.received_on):
            raise Refused(
                f"La demande était là le {max(came, file.received_on):%d/%m/%Y} : elle n’a pas été reçue après, ni "
                "avant 1900.",
                "received_on",
            )


def _first_day(former: Decision) -> Day:
    """The day of the first of the decisions that replace one another."""
    while former.corrects is not None:
        former = former.corrects
    return former.on


def _withdraw(file: RightsFile, former: Decision) -> None:
    """The right that the former decision opened is not open any more; the new one opens its own."""
    if former.starts_on is None or file.right not in COVERED_AS:
        return
    today = timezone.localdate()
    with acting_for(file.fund, "décision corrigée"):
        said = beliefs.Statement(
            known_on=today,
            starts_on=former.starts_on,
            ends_on=former.ends_on or beliefs.FOR_EVER,
            kind=beliefs.Kind(former.c2s_class),
            withdrawn=True,
            turn=coverage.next_turn(file.person_id, COVERED_AS[file.right], today),
        )
        coverage.learn(file.fund_id, [coverage.Stated(file.person_id, COVERED_AS[file.right], said)])


_WORTH = {"": 0, "contribution": 1, "free": 2}


def _gives_less(former: Decision, new: Decision) -> bool:
    if former.outcome != Outcome.ACCEPTED:
        return False
    if new.outcome != Outcome.ACCEPTED or _WORTH[new.c2s_class] < _WORTH[former.c2s_class]:
        return True
    if former.starts_on is None or new.starts_on is None:
        return False
    last = beliefs.FOR_EVER
    return new.starts_on > former.starts_on or (new.ends_on or last) < (former.ends_on or last)
