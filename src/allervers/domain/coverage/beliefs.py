"""What is believed of one right of one person, from what was stated about it: two calendars, kept apart.

*Valid time* is when a right was open; *known time* is when the source knew it. A statement says: « on `known_on`, this
right is open from `starts_on` to `ends_on` ». Beliefs are worked out anew from all statements, so that neither their
order of arrival nor a second arrival changes anything.

A later statement corrects. One that begins on the same day as an earlier one takes its place (the right was shortened,
lengthened, or changed of class); one that begins elsewhere takes the days that it covers, and leaves the others. One
that is `withdrawn` says that the right is not open on its days, whatever was said before. Among those of one day,
`turn` says which came last.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

ONE_DAY = datetime.timedelta(days=1)
FOR_EVER = datetime.date.max


@dataclass(frozen=True, order=True)
class Kind:
    """What distinguishes two periods of the same right. For what has no class or no managing body: empty."""

    c2s_class: str = ""
    managing_body: str = ""


@dataclass(frozen=True, order=True)
class Statement:
    """`ends_on` is the last day of the right, `FOR_EVER` while it has no end."""

    known_on: datetime.date
    starts_on: datetime.date
    ends_on: datetime.date
    kind: Kind = Kind()
    withdrawn: bool = False
    turn: int = 0


_in_order = attrgetter("known_on", "turn", "starts_on", "ends_on", "kind", "withdrawn")


@dataclass(frozen=True, order=True)
class Period:
    """Days of one right, first and last included."""

    starts_on: datetime.date
    ends_on: datetime.date
    kind: Kind = Kind()


@dataclass(frozen=True)
class Belief:
    """A period, and the days on which it was held for true: from `known_on` until before `until` (None: still)."""

    period: Period
    known_on: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True)
class _Part:
    """What is left of a statement; `stated` is the day on which the statement began."""

    stated: datetime.date
    period: Period


def as_known(statements: Iterable[Statement], on: datetime.date) -> tuple[Period, ...]:
    """The periods that were held for true at the end of this day, in order; adjacent equal ones are one."""
    parts: list[_Part] = []
    for statement in sorted((each for each in statements if each.known_on <= on), key=_in_order):
        parts = _corrected(parts, statement)
    return _merged(part.period for part in parts)


def beliefs(statements: Iterable[Statement]) -> list[Belief]:
    """Every period that was ever held for true, and when."""
    parts: list[_Part] = []
    held: dict[Period, datetime.date] = {}
    given: list[Belief] = []
    for known_on, news in groupby(sorted(statements, key=_in_order), key=attrgetter("known_on")):
        for statement in news:
            parts = _corrected(parts, statement)
        now = _merged(part.period for part in parts)
        given += [Belief(period, since, known_on) for period, since in held.items() if period not in now]
        held = {period: held.get(period, known_on) for period in now}
    return given + [Belief(period, since) for period, since in held.items()]


def _corrected(parts: list[_Part], news: Statement) -> list[_Part]:
    """What is left of the former parts, and what the new statement opens."""
    left = [piece for part in parts if part.stated != news.starts_on for piece in _outside(part, news)]
    if news.withdrawn:
        return left
    return [*left, _Part(news.starts_on, Period(news.starts_on, news.ends_on, news.kind))]


def _outside(part: _Part, news: Statement) -> Iterable[_Part]:
    """The days of a part that a statement does not speak of: all of them, some before it, some after it, or none."""
    period = part.period
    if period.ends_on < news.starts_on or news.ends_on < period.starts_on:
        yield part
        return
    if period.starts_on < news.starts_on:
        yield replace(part, period=replace(period, ends_on=news.starts_on - ONE_DAY))
    if news.ends_on < period.ends_on:
        yield replace(part, period=replace(period, starts_on=news.ends_on + ONE_DAY))


def _merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    merged: list[Period] = []
    for period in sorted(periods):
        before = merged[-1] if merged else None
        if before and before.kind == period.kind and before.ends_on + ONE_DAY == period.starts_on:
            merged[-1] = replace(before, ends_on=period.ends_on)
        else:
            merged.append(period)
    return tuple(merged)
