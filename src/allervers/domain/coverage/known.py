"""What is known of one person on a day, and what a look at it gives. Plain values: no database, no clock.

What is not known stays apart from what is known not to be: a right of which nothing was stated is no closed right, and
a person of whom no benefit was stated may well have one.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .beliefs import FOR_EVER, ONE_DAY, Period
from .codes import Right


@dataclass(frozen=True)
class Held:
    """A benefit paid by another body; `ends_on` is `FOR_EVER` while no end is known. `c2s_opposed`: whether its holder
    refused the C2S that comes with it; None: the body did not say."""

    benefit: str
    starts_on: datetime.date
    ends_on: datetime.date = FOR_EVER
    c2s_opposed: bool | None = None

    def on(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Event:
    """Something that happened and that dates a right: a title that ends, a letter that left (`codes.Circumstance`)."""

    kind: str
    on: datetime.date
    nationality: str = ""
    removal_order: bool | None = None


@dataclass(frozen=True)
class Companion:
    """Somebody of the same household. `c2s`: periods of their C2S, `benefits`: what is paid to them; None: nothing is
    known of it."""

    since: datetime.date
    until: datetime.date = FOR_EVER
    c2s: Sequence[Period] | None = None
    benefits: Sequence[Held] | None = None

    def on(self, day: datetime.date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Known:
    """What is known of one person: periods of each right, in order (a right that is absent: nothing is known of it),
    benefits (None: nothing is known of them), events, and the persons of the household."""

    periods: Mapping[str, Sequence[Period]] = field(default_factory=dict)
    benefits: Sequence[Held] | None = None
    events: Sequence[Event] = ()
    birth_date: datetime.date | None = None
    companions: Sequence[Companion] = ()

    def end_ahead(self, right: str, day: datetime.date) -> datetime.date | None:
        """The last day of the right that is open on this day, or opens later, if nothing follows it."""
        return end_ahead(self.periods.get(right, ()), day)

    def open_on(self, right: str, day: datetime.date) -> bool | None:
        """None: nothing is known of this right."""
        periods = self.periods.get(right)
        return None if not periods else any(period.starts_on <= day <= period.ends_on for period in periods)

    def last(self, kind: str) -> Event | None:
        """The latest event of this kind: a new title takes the place of the former one."""
        return max((event for event in self.events if event.kind == kind), key=lambda event: event.on, default=None)


def end_ahead(periods: Sequence[Period], day: datetime.date) -> datetime.date | None:
    coming = [period for period in periods if period.ends_on >= day]
    begin = {period.starts_on for period in coming}
    ends = (period.ends_on for period in coming if period.ends_on != FOR_EVER)
    return next((last for last in ends if last + ONE_DAY not in begin), None)


@dataclass(frozen=True)
class Ahead:
    """One thing that is ahead. `act_from` to `act_before`: when the remedy is asked for; `exposed_from`: the first day
    without the right; `automatic`: it continues without a request; `remedies`: codes of `remedies.REMEDIES`;
    `because`: the day of the event that all this follows from, the same as long as the cause is."""

    kind: str
    right: str
    act_from: datetime.date
    act_before: datetime.date
    exposed_from: datetime.date
    automatic: bool
    remedies: tuple[str, ...]
    sentence: str
    because: datetime.date

    @property
    def cause(self) -> str:
        """What does not change while the kind does: a renewal that becomes late is the same renewal."""
        return CAUSES.get(self.kind, self.kind)


CAUSES = {
    "c2s_renewal_late": "c2s_renewal",
    "maintained_rights_ending": "title_ending",
    "base_to_ame": "base_right_ending",
}

_UNKNOWN = {
    Right.PUMA: "On ne sait rien de ses droits de base : aucun fichier de la caisse n’en dit rien.",
    Right.C2S: "On ne sait rien de sa C2S : aucun fichier de la caisse n’en dit rien.",
}


def unknowns(known: Known) -> list[str]:
    """What is not known, in words: nobody takes its absence for the absence of a right."""
    has_ame = bool(known.periods.get(Right.AME))
    told = [sentence for right, sentence in _UNKNOWN.items() if right not in known.periods and not has_ame]
    if known.benefits is None:
        told.append("On ne sait pas si elle reçoit le RSA, l’ASPA, l’ASI ou l’AAH.")
    if known.birth_date is None:
        told.append("Sa date de naissance manque : la majorité n’est pas surveillée.")
    return told
