"""Not agreeing: what can be contested in a file, before whom and until when, the appeal, and its answer.

The steps and their days are the law library's (`law.administration`). The person, or whoever opens their letter, lodges
the first step here; the court is told, it is seized elsewhere. An appeal that comes late is taken too: whoever answers
it says what follows.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from allervers.law import administration as law

from ..organisations.context import because
from ..pieces.once import once, says
from . import controls, letters
from .codes import AppealAnswer, Channel, Contested, LetterKind, Status
from .dates import silence_of
from .models import Appeal, Control, Decision, RightsFile
from .queries import facts_of, last_decision, sent_on
from .workflow import Asked, Refused, become, locked, settle, taken_up

Day = datetime.date


@dataclass(frozen=True)
class Contestable:
    """Something that can be contested: since `on`; `told_on`: the day on which its letter left (None: not yet).

    `delays_run`: they can be opposed to the person (L112-6 CRPA, R142-1-A CSS); else there is no last day yet.
    `appeal`: the last one that was made against it.
    """

    against: Contested
    right: str
    on: Day
    told_on: Day | None
    delays_run: bool
    decision: Decision | None = None
    control: Control | None = None
    appeal: Appeal | None = None

    @property
    def key(self) -> str:
        """What a form sends: says nothing of anybody."""
        return str((self.decision or self.control or self).pk) if self.decision or self.control else self.against

    @property
    def steps(self) -> tuple[law.Appeal, ...]:
        return law.appeal(self.right, self.told_on or self.on)

    @property
    def until(self) -> Day | None:
        """The last day, where one can be opposed."""
        return self.steps[0].due_on if self.delays_run else None

    @property
    def is_open(self) -> bool:
        return self.appeal is None


def contestable(file: RightsFile) -> list[Contestable]:
    """What can be contested in this file today; nothing where nothing was decided or is asked for (a departure)."""
    if not law.appeal(file.right, timezone.localdate()):
        return []
    made = {(each.against, each.decision_id, each.control_id): each for each in file.appeals.all()}
    return [_with_appeal(each, made) for each in _acts(file)]


def _with_appeal(act: Contestable, made: dict) -> Contestable:
    key = (act.against, act.decision and act.decision.pk, act.control and act.control.pk)
    return Contestable(**(vars(act) | {"appeal": made.get(key)}))


def _acts(file: RightsFile) -> Iterator[Contestable]:
    silence = silence_of(facts_of(file))
    today = timezone.localdate()

    def act(against: Contested, on: Day, told_on: Day | None, **more) -> Contestable:
        runs = told_on is not None and law.appeal_delays_run(
            acknowledged=_acknowledged(file), silence_on=silence and silence.on, notified_on=told_on
        )
        return Contestable(against, file.right, on, told_on, runs, **more)

    decision = last_decision(file)
    if decision is not None and file.status in (Status.DECIDED, Status.AWAITING_ADHESION):
        told_on = sent_on(file, LetterKind.DECISION, decision.pk) or sent_on(file, LetterKind.ADHESION, decision.pk)
        if file.channel != Channel.CONTROL:
            yield act(Contested.DECISION, decision.on, told_on, decision=decision)
        for control in decision.controls.exclude(closes_on=None):
            told_on = sent_on(file, LetterKind.CLOSING, control.pk)
            # The fund closes by itself: nobody had asked, there was nothing to acknowledge.
            yield Contestable(
                Contested.CLOSING, file.right, control.ended_on, told_on, told_on is not None, control=control
            )
    elif file.status == Status.CLOSED_WITHOUT_FOLLOW_UP:
        yield act(Contested.CLOSED, file.status_since, sent_on(file, LetterKind.CLOSED))
    elif not file.is_ended and silence and not silence.accepts and silence.on and silence.on < today:
        yield Contestable(Contested.SILENCE, file.right, silence.on, None, _acknowledged(file))


def _acknowledged(file: RightsFile) -> bool:
    """An acknowledgement with every mention left."""
    letter = file.letters.filter(kind=LetterKind.ACKNOWLEDGEMENT).first()
    return letter is not None and not letter.content.get("lacking") and bool(sent_on(file, letter.kind))


@transaction.atomic
def lodge(file: RightsFile, key: str, text: str, asked: Asked, *, received_on: Day | None = None) -> Appeal:
    """Contest what `key` names (`Contestable.key`); sent twice it is kept once. Its acknowledgement is written."""
    because("recours")
    file = locked(file)
    if not text.strip():
        raise Refused("Écrivez pourquoi la personne n’est pas d’accord.", "text")
    if known := Appeal.objects.filter(pk=asked.id, file=file, text=text.strip()).first():
        return known
    act = next((each for each in contestable(file) if each.key == key), None)
    if act is None:
        raise Refused("Rien de tel ne se conteste dans ce dossier aujourd’hui.", "key")
    if act.appeal is not None:
        raise Refused(
            f"Un recours a déjà été reçu le {act.appeal.received_on:%d/%m/%Y} contre {act.against.label}.", "key"
        )
    received_on = received_on or timezone.localdate()
    if not act.on <= received_on <= timezone.localdate():
        raise Refused(f"Un recours se reçoit entre le {act.on:%d/%m/%Y} et aujourd’hui.", "received_on")
    appeal = Appeal(
        id=asked.id,
        fund_id=file.fund_id,
        file=file,
        against=act.against,
        decision=act.decision,
        control=act.control,
        lodged_by=asked.author,
        received_on=received_on,
        text=text.strip(),
        late=act.until is not None and received_on > act.until,
    )
    kept, new = once(appeal, says(file_id=file.pk, text=appeal.text))
    if new:
        settle(file)
        letters.write(file, LetterKind.APPEAL, kept.pk, after=kept)
    return kept


def what_follows(appeal: Appeal, papers_on: Day | None = None) -> law.AfterAppeal:
    """The day on which silence rejects the appeal, and the court; `papers_on`: of `queries.papers_after`."""
    return law.after_appeal(appeal.file.right, appeal.received_on, appeal.answered_on, papers_on)


@transaction.atomic
def answer(appeal: Appeal, outcome: str, asked: Asked) -> Appeal:
    """Keep what was answered, by whom and why, and write it to the person.

    Upheld against a closing, the right is open again; against a file that was closed, its examination goes on; against
    a decision, a new one is to be taken (`correcting.correct`).
    """
    because("réponse à un recours")
    file = locked(appeal.file)
    now = Appeal.objects.select_related("control__decision", "decision").get(pk=appeal.pk)
    now.file = file
    if now.answered_on is not None:
        raise Refused(f"Ce recours a déjà sa réponse : {now.get_answer_display()}.")
    if outcome not in AppealAnswer.values:
        raise Refused("Dites si le recours est accepté ou rejeté.", "answer")
    if not asked.why.strip():
        raise Refused("Écrivez le motif de la réponse : la personne le lira.", "reason")
    now.answer, now.reason = outcome, asked.why.strip()
    now.answered_on, now.answered_by = timezone.localdate(), asked.author
    now.save()
    if outcome == AppealAnswer.UPHELD:
        _put_right(file, now, asked)
    settle(file)
    letters.write(file, LetterKind.APPEAL_ANSWER, now.pk, after=now)
    return now


def _put_right(file: RightsFile, appeal: Appeal, asked: Asked) -> None:
    if appeal.against == Contested.CLOSING:
        appeal.control.file = file
        controls.reopen(appeal.control)
    elif appeal.against == Contested.CLOSED and file.status == Status.CLOSED_WITHOUT_FOLLOW_UP:
        taken_up(file, asked.author)
        become(file, Status.UNDER_EXAMINATION, asked.author, why="Le recours contre le classement est accepté.")
