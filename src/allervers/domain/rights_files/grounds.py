"""The known rights that a decision or a letter rests on, so that a later correction lists it (`coverage.reliance`).

A decision that opens a right rests on what was known of it from the day on which it was looked at (the right that the
new one follows) to the last day that it gives; a letter that says days of a right, on these days.
"""

import datetime

from ..coverage import reliance
from ..coverage.beliefs import FOR_EVER
from ..coverage.models import Reliance
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from .codes import COVERED_AS, LetterKind
from .models import Decision, Letter

_SAYING_DAYS = (LetterKind.DECISION, LetterKind.RENEWAL)


def of_decision(decision: Decision, day: datetime.date) -> None:
    """`day`: when the rights of the person were looked at. Nothing, for a request that opens no right that we keep."""
    if decision.starts_on is not None:
        _keep([_ground(decision, Reliance.Kind.DECISION, decision, "Décision", day, min(day, decision.starts_on))])


def of_letters(letters: list[tuple[Letter, Decision | None]]) -> None:
    """Letters of one fund with their decision. Nothing, for a letter that says no day of a right."""
    _keep(
        [
            _ground(
                decision,
                Reliance.Kind.LETTER,
                letter,
                f"Courrier « {letter.get_kind_display()} »",
                letter.written_on,
                decision.starts_on,
            )
            for letter, decision in letters
            if letter.kind in _SAYING_DAYS and decision is not None and decision.starts_on is not None
        ]
    )


def _ground(
    decision: Decision, kind: str, piece: Decision | Letter, what: str, known_on: datetime.date, first: datetime.date
) -> Reliance | None:
    file = decision.file
    if file.right not in COVERED_AS:
        return None
    return reliance.row(
        file.person,
        COVERED_AS[file.right],
        kind=kind,
        reference=piece.pk,
        label=f"{what} du dossier {file.reference}",
        known_on=known_on,
        first=first,
        last=decision.ends_on or FOR_EVER,
    )


def _keep(grounds: list[Reliance | None]) -> None:
    grounds = [ground for ground in grounds if ground]
    if grounds:
        fund = Organisation(pk=grounds[0].fund_id)
        with acting_for(fund, "pièce fondée sur un droit connu"):
            reliance.keep(grounds)
