"""What is stated of one right of one person, and what is believed of it: two calendars, kept apart.

*Valid time* is when a right was open; *known time* is when the source knew it. A statement says: « on `known_on`, this
right is open from `starts_on` to `ends_on` ». Beliefs are worked out anew from all statements, so that neither their
order of arrival nor a second arrival changes anything.

A later statement corrects. One that begins on the same day as an earlier one takes its place (the right was shortened,
lengthened, or changed of class); one that begins elsewhere takes the days that it covers, and leaves the others. One
that is `withdrawn` says that the right is not open on its days, whatever was said before. Among those of one day,
`turn` says which came last. The database does it, for one person as for a country: `sql/believed_coverage.sql`.
"""

import datetime
from dataclasses import dataclass

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


@dataclass(frozen=True, order=True)
class Period:
    """Days of one right, first and last included."""

    starts_on: datetime.date
    ends_on: datetime.date
    kind: Kind = Kind()
