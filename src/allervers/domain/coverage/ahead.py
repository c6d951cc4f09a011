"""What is ahead of one person: the rights that are going to end, until when something can be done, and what.

Per person, never per household: what one member has not sent holds back nobody else. Every date comes from the law's
library; the looks only say which event each thing known is.
"""

import datetime
from collections.abc import Callable, Iterator

from allervers.law.fields import SituationError

from . import looks_base, looks_c2s
from .known import Ahead, Companion, Event, Held, Known, unknowns
from .remedies import REMEDIES

__all__ = ["LOOKS", "REMEDIES", "Ahead", "Companion", "Event", "Held", "Known", "ahead", "unknowns"]

Look = Callable[[Known, datetime.date], Iterator[Ahead]]
LOOKS: tuple[Look, ...] = (*looks_c2s.LOOKS, *looks_base.LOOKS)


def ahead(known: Known, day: datetime.date) -> list[Ahead]:
    """What is ahead on this day, the most urgent first."""
    found = [each for look in LOOKS for each in _seen(look, known, day)]
    found.sort(key=lambda each: (each.act_before, each.exposed_from, each.kind))
    # Two persons of the household may be the same cause.
    return list({(each.cause, each.because): each for each in reversed(found)}.values())[::-1]


def _seen(look: Look, known: Known, day: datetime.date) -> list[Ahead]:
    """Nothing, where the days come before the first rule that the law's library knows (2016 to 2019)."""
    try:
        return list(look(known, day))
    except SituationError:
        return []
