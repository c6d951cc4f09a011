"""Looking again at a base right that a decision opened (R114-10-1 CSS): a letter asks for papers, somebody answers or
not, the right is kept or closed. The days are the law library's.

A C2S or an AME is not closed so: what was granted wrongly is corrected by a new decision (`correcting.py`).
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from allervers.law.deadlines import deadlines
from allervers.law.fields import SituationError

from ..coverage import beliefs
from ..coverage import workflow as coverage
from ..organisations.context import acting_for, because
from ..organisations.models import User
from ..pieces.once import once, says
from . import letters
from .codes import COVERED_AS, Condition, ControlEnd, LetterKind, Outcome, Status
from .models import Control, Decision, RightsFile
from .queries import last_decision, sent_on
from .workflow import Asked, Refused, locked, settle

Day = datetime.date
BASE = "puma"


@dataclass(frozen=True)
class Look:
    """What a control looks at, why, and which lines of the list are asked for anew."""

    origin: str
    condition: str
    asked: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Closing:
    """`leaves_on`: the day on which the letter leaves, from which the delay runs. `established_on`: since when the
    control establishes that the condition is not met; `title_expired_on`: last day of the title, where it is that."""

    leaves_on: Day
    established_on: Day | None = None
    title_expired_on: Day | None = None


def may_be_controlled(file: RightsFile, decision: Decision | None) -> bool:
    """A base right that was granted, that nothing closed, and that nobody looks at already."""
    return (
        file.status == Status.DECIDED
        and COVERED_AS.get(file.right) == BASE
        and decision is not None
        and decision.outcome == Outcome.ACCEPTED
        and all(control.end == ControlEnd.KEPT for control in decision.controls.all())
    )


@transaction.atomic
def begin(file: RightsFile, look: Look, asked: Asked) -> Control:
    """Ask for papers anew, by letter."""
    because("contrôle d’un droit")
    file = locked(file)
    decision = last_decision(file)
    if not may_be_controlled(file, decision):
        raise Refused("Seul un droit de base ouvert, qui n’est pas déjà contrôlé, se contrôle.")
    if not look.asked.strip():
        raise Refused("Écrivez ce qui est vérifié, et pourquoi : la personne le lira.", "asked")
    known = set(file.requiredpapers.values_list("code", flat=True))
    if not look.codes or set(look.codes) - known:
        raise Refused("Dites quels documents de la liste sont demandés.", "codes")
    today = timezone.localdate()
    control = Control(
        id=asked.id,
        fund_id=file.fund_id,
        file=file,
        decision=decision,
        author=asked.author,
        origin=look.origin,
        condition=look.condition,
        asked=look.asked.strip(),
        codes=sorted(set(look.codes)),
        begun_on=today,
        answer_due_on=_answer_due(today),
    )
    kept, new = once(control, says(file_id=file.pk, asked=control.asked, codes=control.codes))
    if new:
        settle(file)
        letters.write(file, LetterKind.CONTROL, control.pk, after=control)
    return kept


def _answer_due(received_on: Day) -> Day:
    return Day.fromisoformat(
        deadlines({"kind": "puma_control_notice", "date": received_on.isoformat()})["answer_due_on"]
    )


@transaction.atomic
def keep(control: Control, asked: Asked) -> None:
    """The right is kept."""
    because("contrôle terminé")
    file, control = _open(control)
    _end(control, ControlEnd.KEPT, asked)
    settle(file)


@transaction.atomic
def close(control: Control, closing: Closing, asked: Asked) -> Control:
    """Close the right, on the day that the law gives; the card follows."""
    because("droits fermés après un contrôle")
    file, control = _open(control)
    _check(control, closing)
    found = _reckoned(control, closing)
    control.closes_on = Day.fromisoformat(found["closes_on"])
    # Of the lost regularity R114-10-1 says one day for both.
    control.card_invalid_from = Day.fromisoformat(found.get("card_invalid_from") or found["closes_on"])
    control.established_on = closing.established_on
    _end(control, ControlEnd.CLOSED, asked)
    _state(file, control.closes_on + beliefs.ONE_DAY, None, withdrawn=True)
    settle(file)
    letters.write(file, LetterKind.CLOSING, control.pk, after=control, on=closing.leaves_on)
    return control


def _open(control: Control) -> tuple[RightsFile, Control]:
    file = locked(control.file)
    now = Control.objects.select_related("decision").get(pk=control.pk)
    now.file = now.decision.file = file
    if now.ended_on is not None:
        raise Refused(f"Ce contrôle est déjà terminé ({now.get_end_display()}).")
    return file, now


def _end(control: Control, end: ControlEnd, asked: Asked) -> None:
    if not asked.why.strip():
        raise Refused("Écrivez le motif : la personne le lira.", "reason")
    control.end, control.reason = end, asked.why.strip()
    control.ended_on, control.ended_by = timezone.localdate(), asked.author
    control.save()


def _check(control: Control, closing: Closing) -> None:
    """The month of the person must be over (R114-10-1 I), and a letter is not dated back."""
    today = timezone.localdate()
    told_on = sent_on(control.file, LetterKind.CONTROL, control.pk)
    if told_on is None:
        raise Refused("La lettre de contrôle n’est pas encore partie : le délai de la personne n’a pas commencé.")
    due_on = _answer_due(told_on)
    if today <= due_on:
        raise Refused(f"La personne a jusqu’au {due_on:%d/%m/%Y} pour répondre : le droit ne se ferme pas avant.")
    if not today <= closing.leaves_on <= today + datetime.timedelta(days=15):
        raise Refused("La lettre part aujourd’hui ou dans les quinze jours.", "leaves_on")


def _reckoned(control: Control, closing: Closing) -> dict:
    event = {"kind": "puma_closing_notice", "date": closing.leaves_on, "ground": control.condition}
    if control.condition == Condition.RESIDENCE:
        event["established_on"] = closing.established_on
    else:
        event["title_expired_on"] = closing.title_expired_on
    try:
        return deadlines({name: str(value) for name, value in event.items() if value})
    except SituationError as error:
        raise Refused(f"Le jour de fermeture ne se calcule pas : {error}.", error.field) from None


def _state(file: RightsFile, first: Day, last: Day | None, *, withdrawn: bool) -> None:
    """What the fund says from today of the base right on these days."""
    today = timezone.localdate()
    with acting_for(file.fund, "droit fermé après un contrôle" if withdrawn else "droit rétabli"):
        said = beliefs.Statement(
            known_on=today,
            starts_on=first,
            ends_on=last or beliefs.FOR_EVER,
            withdrawn=withdrawn,
            turn=coverage.next_turn(file.person_id, BASE, today),
        )
        coverage.learn(file.fund_id, [coverage.Stated(file.person_id, BASE, said)])


def reopen(control: Control) -> None:
    """An appeal was upheld: what was closed is open as it was. In the transaction of the answer."""
    first = max(control.closes_on + beliefs.ONE_DAY, control.decision.starts_on)
    _state(control.file, first, control.decision.ends_on, withdrawn=False)


@transaction.atomic
def note_card(control: Control, *, by: User) -> bool:
    """Somebody saw to it that the card opens nothing any more; False where it was said already."""
    because("carte Vitale invalidée")
    today = timezone.localdate()
    if control.card_invalid_from is None or today < control.card_invalid_from:
        raise Refused("La carte n’est pas à invalider avant le jour dit.")
    return bool(Control.objects.filter(pk=control.pk, card_noted_on=None).update(card_noted_on=today))


def awaited_codes(file: RightsFile) -> Collection[str]:
    """The lines of the list that a control under way asks for anew."""
    return {code for control in file.controls.filter(ended_on=None) for code in control.codes}
