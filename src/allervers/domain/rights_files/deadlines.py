"""What the days do by themselves, fund after fund: reminders, closings, presumptions, renewals, ends.

Each is done once, whatever is run twice or killed: the row that is changed says that it was done, in the transaction
that does it. States change file by file; reminders, renewals and ends are done for many rows at once.
"""

import datetime
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from allervers.law.deadlines import deadlines

from ..coverage.codes import EndCause
from ..coverage.models import EndedRight
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from . import letters
from .codes import LetterKind, Outcome, Right, Status
from .controls import BASE
from .models import Control, Decision, PapersRequest, RightsFile
from .workflow import become, locked

Day = datetime.date


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
    """Everything that is due in one fund, one portion a transaction."""
    done = Done()
    for step in (_close, _remind, _presume, _open_renewals, _note_ends, _say_causes):
        with acting_for(fund, step.why):
            due = step.due(today)
            keys = list(due.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), step.at_once):
            with acting_for(fund, step.why):
                # Locked, and looked at again: somebody may have been faster. Two runs at once wait for each other here.
                portion = due.select_for_update(of=("self",)).filter(pk__in=keys[start : start + step.at_once])
                mine = step.act(list(portion.order_by("pk")), today)
            done.add(mine)
    return done


@dataclass(frozen=True)
class DayStep:
    """One kind of thing that a day does: which rows are due, what is done with a portion of them, and how many a
    portion has: one where a file passes from a state to another, many where a date is written and a letter."""

    name: str
    due: Callable[[Day], QuerySet]
    act: Callable[[list, Day], Done]
    at_once: int = 1

    @property
    def why(self) -> str:
        return f"échéances : {self.name}"


# What a letter says of its file, beside the file itself.
_FOR_A_LETTER = ("file__fund", "file__handled_by")


def _open_requests() -> QuerySet:
    return PapersRequest.objects.filter(revoked_on=None, answered_on=None, file__status=Status.DOCUMENTS_REQUESTED)


def _remind_all(requests: list[PapersRequest], today: Day) -> Done:
    PapersRequest.objects.filter(pk__in=[request.pk for request in requests]).update(reminded_on=today)
    causes = [letters.Cause(request.file, request.pk, request=request) for request in requests]
    return Done(
        documents_reminded=len(requests), letters=letters.write_all(LetterKind.PAPERS_REMINDER, causes, on=today)
    )


def _close_one(requests: list[PapersRequest], today: Day) -> Done:
    done = Done()
    for request in requests:
        file = locked(request.file)
        if file.status != Status.DOCUMENTS_REQUESTED:
            continue
        file.papersrequests.filter(revoked_on=None, answered_on=None).update(revoked_on=today)
        become(file, Status.CLOSED_WITHOUT_FOLLOW_UP, None, on=today, why="Documents demandés et non reçus.")
        done.closed_without_follow_up += 1
        done.letters += letters.write(file, LetterKind.CLOSED, request.pk, request=request, on=today)
    return done


def _presume_one(files: list[RightsFile], today: Day) -> Done:
    """Thirty days without an answer: the other State is held to give no right any more."""
    for file in files:
        become(file, Status.UNDER_EXAMINATION, None, on=today, why="L’autre État n’a pas répondu dans les 30 jours.")
    return Done(portability_presumed=len(files))


def _renew_all(decisions: list[Decision], today: Day) -> Done:
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(renewal_told_on=today)
    causes = [letters.Cause(decision.file, decision.pk, decision=decision) for decision in decisions]
    return Done(renewals_opened=len(decisions), letters=letters.write_all(LetterKind.RENEWAL, causes, on=today))


def _end_all(decisions: list[Decision], today: Day) -> Done:
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(end_noted_on=today)
    return Done(rights_ended=len(decisions))


def _say_all(controls: list[Control], today: Day) -> Done:
    """A right that a control closed has ended because a condition is not met any more: nobody has to say it again."""
    for control in controls:
        _ended_without_cause(control.file.person_id, control.closes_on).update(cause=EndCause.INELIGIBLE)
    return Done()


def _ended_without_cause(person, ended_on) -> QuerySet[EndedRight]:
    return EndedRight.objects.filter(person=person, right=BASE, ended_on=ended_on, cause="")


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


def _renewable(today: Day) -> QuerySet:
    """Decisions whose right ends, and for which the time of renewing has come (asked once for each day that counts)."""
    running = Decision.objects.filter(
        ~_replaced(), outcome=Outcome.ACCEPTED, ends_on__gte=today, end_noted_on=None, renewal_told_on=None
    )
    due = Q(pk__in=[])
    for right, counts in _RENEWAL_COUNTS_FROM.items():
        days = running.filter(file__right=right).values_list(counts, flat=True).distinct()
        due |= Q(
            ("file__right", right), (f"{counts}__in", [day for day in days if _renewal_opens_on(right, day) <= today])
        )
    return (
        running.filter(due, ~_followed())
        .select_related(*_FOR_A_LETTER, "file__person")
        .defer("answer", "file__situation")
    )


def _replaced() -> Exists:
    """Another decision of the same file took the place of this one."""
    return Exists(Decision.objects.filter(corrects=OuterRef("pk")))


def _followed() -> Exists:
    """The same person has the same right for longer, by another decision."""
    return Exists(
        Decision.objects.filter(
            ~_replaced(),
            file__person=OuterRef("file__person"),
            file__right=OuterRef("file__right"),
            outcome=Outcome.ACCEPTED,
            ends_on__gt=OuterRef("ends_on"),
        )
    )


# C2S: when its renewal opens, before its end; AME: the day of its alert, which follows from its deposit.
_RENEWAL_COUNTS_FROM = {Right.C2S: "ends_on", Right.AME: "file__received_on"}


def _renewal_opens_on(right: str, day: Day) -> Day:
    if right == Right.C2S:
        return Day.fromisoformat(deadlines({"kind": "c2s_end", "date": day.isoformat()})["renewal_opens_on"])
    return Day.fromisoformat(deadlines({"kind": "ame_deposit", "date": day.isoformat()})["renewal_alert_on"])


# Many rows in one transaction, and not so many that somebody at work waits for one of them.
AT_ONCE = 500

_close = DayStep(
    "dossiers à classer", lambda today: _open_requests().filter(closes_on__lte=today).select_related("file"), _close_one
)
_remind = DayStep(
    "documents à rappeler",
    lambda today: (
        _open_requests()
        .filter(reminded_on=None, answer_due_on__lte=today)
        .select_related(*_FOR_A_LETTER)
        .defer("file__situation")
    ),
    _remind_all,
    AT_ONCE,
)
_presume = DayStep("réponses présumées", _presumable, _presume_one)
_open_renewals = DayStep("renouvellements", _renewable, _renew_all, AT_ONCE)
_note_ends = DayStep(
    "droits finis",
    lambda today: Decision.objects.filter(~_replaced(), ~_followed(), ends_on__lt=today, end_noted_on=None).only("pk"),
    _end_all,
    AT_ONCE,
)
_say_causes = DayStep(
    "causes des droits fermés",
    lambda today: Control.objects.filter(
        Exists(_ended_without_cause(OuterRef("file__person"), OuterRef("closes_on"))), closes_on__lt=today
    ).select_related("file"),
    _say_all,
    AT_ONCE,
)
