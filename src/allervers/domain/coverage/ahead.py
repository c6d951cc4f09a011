"""What is ahead of one person: the rights that are going to end, until when something can be done, and what.

Per person, never per household: what one member has not sent holds back nobody else. Every date comes from the law's
library; this module only says which event each period is.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from allervers.law.counting import add_months
from allervers.law.deadlines import deadlines
from allervers.law.lookup import Lookup
from allervers.law.renewal import c2s_renewal
from allervers.law.wording import day as french

from .beliefs import FOR_EVER, ONE_DAY, Period
from .codes import Right

REMEDIES = {
    "c2s_renewal_request": "Déposer la demande de renouvellement de la C2S",
    "c2s_late_renewal_request": "Déposer la demande sans attendre : la caisse peut éviter l’interruption",
    "c2s_check_notice": "Vérifier que la lettre de renouvellement est arrivée",
    "ame_renewal_request": "Déposer la demande de renouvellement de l’AME",
    "base_right_new_papers": "Envoyer les pièces qui prolongent les droits de base",
    "ame_request_for_the_day_after": "Préparer une demande d’AME qui commence le lendemain",
}


@dataclass(frozen=True)
class Held:
    """A benefit paid by another body; `ends_on` is `FOR_EVER` while no end is known."""

    benefit: str
    starts_on: datetime.date
    ends_on: datetime.date = FOR_EVER

    def on(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Known:
    """What is known of one person: periods of each right, in order, and benefits (None: nothing is known of them)."""

    periods: Mapping[str, Sequence[Period]] = field(default_factory=dict)
    benefits: Sequence[Held] | None = None

    def end_ahead(self, right: str, day: datetime.date) -> datetime.date | None:
        """The last day of the right that is open on this day, or opens later, if nothing follows it."""
        periods = [period for period in self.periods.get(right, ()) if period.ends_on >= day]
        begin = {period.starts_on for period in periods}
        ends = (period.ends_on for period in periods if period.ends_on != FOR_EVER)
        return next((last for last in ends if last + ONE_DAY not in begin), None)

    def open_on(self, right: str, day: datetime.date) -> bool:
        return any(period.starts_on <= day <= period.ends_on for period in self.periods.get(right, ()))


@dataclass(frozen=True)
class Ahead:
    """One thing that is ahead. `act_from` to `act_before`: when the remedy is asked for; `exposed_from`: the first day
    without the right; `automatic`: it continues without a request; `remedies`: codes of `REMEDIES`."""

    kind: str
    right: str
    act_from: datetime.date
    act_before: datetime.date
    exposed_from: datetime.date
    automatic: bool
    remedies: tuple[str, ...]
    sentence: str


def ahead(known: Known, day: datetime.date) -> list[Ahead]:
    """What is ahead on this day, the most urgent first."""
    found = [each for look in LOOKS for each in look(known, day)]
    return sorted(found, key=lambda each: (each.act_before, each.exposed_from, each.kind))


def _c2s(known: Known, day: datetime.date) -> Iterator[Ahead]:
    """R861-18 I: asked for from four to two months before the end; L861-5: for some, not at all."""
    ends_on = known.end_ahead(Right.C2S, day)
    if ends_on is None:
        return
    opens, due = _c2s_window(ends_on)
    if day < opens:
        return
    held = None if known.benefits is None else [one.benefit for one in known.benefits if one.on(ends_on)]
    renewed = c2s_renewal(ends_on, held)
    late = day > due and renewed.status != "yes"
    if renewed.status == "yes":
        remedies, told = ("c2s_check_notice",), renewed.reason
    elif late:
        remedies = ("c2s_late_renewal_request",)
        told = f"La demande se faisait jusqu’au {french(due)} : elle est en retard, et reste possible."
    else:
        remedies = ("c2s_renewal_request",)
        told = f"La demande se fait entre le {french(opens)} et le {french(due)}."
    if renewed.status == "unknown":
        told += " " + "On ne sait pas si elle est renouvelée sans demande (RSA, ASPA)."
    yield Ahead(
        kind="c2s_renewal_late" if late else "c2s_renewal",
        right=Right.C2S.value,
        act_from=opens,
        act_before=due,
        exposed_from=ends_on + ONE_DAY,
        automatic=renewed.status == "yes",
        remedies=remedies,
        sentence=f"La C2S finit le {french(ends_on)}. {told}",
    )


@cache
def _c2s_window(ends_on: datetime.date) -> tuple[datetime.date, datetime.date]:
    dates = deadlines({"kind": "c2s_end", "date": ends_on})
    return tuple(datetime.date.fromisoformat(dates[name]) for name in ("renewal_opens_on", "renewal_due_on"))


def _ame(known: Known, day: datetime.date) -> Iterator[Ahead]:
    """The letter that recalls the renewal leaves two months before the end (inventory #76)."""
    ends_on = known.end_ahead(Right.AME, day)
    if ends_on is None or known.open_on(Right.PUMA, ends_on + ONE_DAY):
        return
    opens = add_months(ends_on, -Lookup("deadlines", ends_on).figure("ame_renewal_alert_before"))
    if day < opens:
        return
    yield Ahead(
        kind="ame_renewal",
        right=Right.AME.value,
        act_from=opens,
        act_before=ends_on,
        exposed_from=ends_on + ONE_DAY,
        automatic=False,
        remedies=("ame_renewal_request",),
        sentence=f"L’AME finit le {french(ends_on)}. La demande de renouvellement se dépose avant cette date.",
    )


def _base(known: Known, day: datetime.date) -> Iterator[Ahead]:
    """Base rights have no end by themselves: a known end was notified, and there is no renewal to wait for."""
    ends_on = known.end_ahead(Right.PUMA, day)
    if ends_on is None or known.open_on(Right.AME, ends_on + ONE_DAY):
        return
    yield Ahead(
        kind="base_right_ending",
        right=Right.PUMA.value,
        act_from=day,
        act_before=ends_on,
        exposed_from=ends_on + ONE_DAY,
        automatic=False,
        remedies=("base_right_new_papers", "ame_request_for_the_day_after"),
        sentence=f"Les droits de base finissent le {french(ends_on)}, et rien n’est connu après cette date.",
    )


LOOKS: tuple[Callable[[Known, datetime.date], Iterator[Ahead]], ...] = (_c2s, _ame, _base)
