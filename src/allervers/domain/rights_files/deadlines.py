"""What the days do by themselves, fund after fund: reminders, closings, presumptions, renewals, ends.

Each is done once, whatever is run twice or killed: the row that is changed says that it was done, in the transaction
that does it, file by file.
"""

import datetime
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db.models import Exists, OuterRef, Q

from allervers.law.deadlines import deadlines

from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import letters
from .codes import LetterKind, Outcome, Right, Status
from .models import Decision, PapersRequest, RightsFile
from .workflow import become, locked

Day = datetime.date
AT_ONCE = 500


@dataclass
class Done:
    """What a run did."""

    documents_reminded: int = 0
    closed_without_follow_up: int = 0
    portability_presumed: int = 0
    renewals_opened: int = 0
    rights_ended: int = 0
    letters: int = 0

    def to_json(self) -> dict[str, int]:
        return asdict(self)

    def add(self, other: "Done") -> None:
        for name, count in asdict(other).items():
            setattr(self, name, getattr(self, name) + count)


def run(today: Day) -> Done:
    """Everything that is due in every fund on this day; run again, it does nothing."""
    done = Done()
    for fund in Organisation.objects.filter(kind=Organisation.Kind.FUND).order_by("pk"):
        done.add(run_for(fund, today))
    return done


def run_for(fund: Organisation, today: Day) -> Done:
    """Everything that is due in one fund, one file a transaction."""
    done = Done()
    for step in (_close, _remind, _presume, _open_renewals, _note_ends):
        while batch := _due(fund, step, today):
            for key in batch:
                _once(fund, step, key, today, done)
    return done


@dataclass(frozen=True)
class DayStep:
    """One kind of thing that a day does: which rows are due, and what is done with each of them."""

    name: str
    due: Callable[[Day], object]
    act: Callable[[object, Day, Done], None]


def _due(fund: Organisation, step: DayStep, today: Day) -> list:
    with acting_for(fund, f"échéances : {step.name}"):
        return list(step.due(today).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _once(fund: Organisation, step: DayStep, key, today: Day, done: Done) -> None:
    """Do it if it is still to do: somebody may have been faster."""
    mine = Done()
    with acting_for(fund, f"échéances : {step.name}"):
        # Locked before it is looked at again: two runs at once wait for each other here.
        row = step.due(today).select_for_update(of=("self",)).filter(pk=key).first()
        if row is not None:
            step.act(row, today, mine)
    done.add(mine)


def _open_requests():
    return PapersRequest.objects.filter(revoked_on=None, answered_on=None, file__status=Status.DOCUMENTS_REQUESTED)


def _remind_one(request: PapersRequest, today: Day, done: Done) -> None:
    request.reminded_on = today
    request.save(update_fields=["reminded_on"])
    done.documents_reminded += 1
    done.letters += letters.write(request.file, LetterKind.PAPERS_REMINDER, request.pk, request=request, on=today)


def _close_one(request: PapersRequest, today: Day, done: Done) -> None:
    file = locked(request.file)
    if file.status != Status.DOCUMENTS_REQUESTED:
        return
    file.papersrequests.filter(revoked_on=None, answered_on=None).update(revoked_on=today)
    become(file, Status.CLOSED_WITHOUT_FOLLOW_UP, None, on=today, why="Documents demandés et non reçus.")
    done.closed_without_follow_up += 1
    done.letters += letters.write(file, LetterKind.CLOSED, request.pk, request=request, on=today)


def _presume_one(file: RightsFile, today: Day, done: Done) -> None:
    """Thirty days without an answer: the other State is held to give no right any more."""
    become(file, Status.UNDER_EXAMINATION, None, on=today, why="L’autre État n’a pas répondu dans les 30 jours.")
    done.portability_presumed += 1


def _renewal_one(decision: Decision, today: Day, done: Done) -> None:
    decision.renewal_told_on = today
    decision.save(update_fields=["renewal_told_on"])
    done.renewals_opened += 1
    done.letters += letters.write(decision.file, LetterKind.RENEWAL, decision.pk, decision=decision, on=today)


def _end_one(decision: Decision, today: Day, done: Done) -> None:
    decision.end_noted_on = today
    decision.save(update_fields=["end_noted_on"])
    done.rights_ended += 1


def _presumable(today: Day):
    """The files whose other State had its delay. The delay is asked of the law library once for each day of asking."""
    waiting = RightsFile.objects.filter(status=Status.AWAITING_PORTABILITY)
    days = waiting.values_list("portability_asked_on", flat=True).distinct()
    over = [day for day in days if _presumed_on(day) <= today]
    return waiting.filter(portability_asked_on__in=over)


def _presumed_on(asked_on: Day) -> Day:
    return Day.fromisoformat(
        deadlines({"kind": "eu_portability_requested", "date": asked_on.isoformat()})["presumed_no_rights_on"]
    )


def _renewable(today: Day):
    """Decisions whose right ends, and for which the time of renewing has come (asked once for each kind of end)."""
    running = Decision.objects.filter(
        ~_followed(),
        outcome=Outcome.ACCEPTED,
        ends_on__gte=today,
        renewal_told_on=None,
        file__right__in=[Right.C2S, Right.AME],
    )
    ends = running.values_list("file__right", "ends_on", "file__received_on").distinct()
    due = Q(pk__in=[])
    for right, ends_on, received_on in ends:
        if _renewal_opens_on(right, ends_on, received_on) <= today:
            due |= Q(file__right=right, ends_on=ends_on, file__received_on=received_on)
    return running.filter(due)


def _followed() -> Exists:
    """The same person has the same right for longer, by another decision."""
    return Exists(
        Decision.objects.filter(
            file__person=OuterRef("file__person"),
            file__right=OuterRef("file__right"),
            outcome=Outcome.ACCEPTED,
            ends_on__gt=OuterRef("ends_on"),
        )
    )


def _renewal_opens_on(right: str, ends_on: Day, received_on: Day) -> Day:
    """C2S: when its renewal opens; AME: the day of its alert, which follows from its deposit."""
    if right == Right.C2S:
        return Day.fromisoformat(deadlines({"kind": "c2s_end", "date": ends_on.isoformat()})["renewal_opens_on"])
    return Day.fromisoformat(deadlines({"kind": "ame_deposit", "date": received_on.isoformat()})["renewal_alert_on"])


_close = DayStep("dossiers à classer", lambda today: _open_requests().filter(closes_on__lte=today), _close_one)
_remind = DayStep(
    "documents à rappeler",
    lambda today: _open_requests().filter(reminded_on=None, answer_due_on__lte=today),
    _remind_one,
)
_presume = DayStep("réponses présumées", _presumable, _presume_one)
_open_renewals = DayStep("renouvellements", _renewable, _renewal_one)
_note_ends = DayStep(
    "droits finis",
    lambda today: Decision.objects.filter(~_followed(), ends_on__lt=today, end_noted_on=None),
    _end_one,
)
