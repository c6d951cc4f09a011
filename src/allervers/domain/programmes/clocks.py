"""The days that follow from a notice: read in the law's library, kept nowhere but where a code was given."""

import datetime

from allervers.law.deadlines import reckon
from allervers.law.deadlines_others import mes_created_on
from allervers.law.fields import SituationError

from ..pieces.refusals import Refused


def code_expires_on(phase: str, given_on: datetime.date) -> datetime.date:
    """The last day of a code of this phase. Raises `Refused` before the first rule."""
    try:
        dates = reckon({"kind": "mes_notice", "date": given_on, "phase": phase}).dates
    except SituationError as error:
        raise Refused(f"--date : {error}") from None
    return next(each.day for each in dates if each.name == "code_expires_on")


def created_on(phase: str, notice_on: datetime.date, today: datetime.date) -> datetime.date:
    """When the spaces of a wave are created, as the law stands today: asked anew at each tick, so that a window that is
    made longer is so for all who have not answered. Raises `Refused` before the first rule."""
    try:
        return mes_created_on(phase, notice_on, today)
    except SituationError as error:
        raise Refused(f"--date : {error}") from None
