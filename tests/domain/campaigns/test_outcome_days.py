"""The day on which a right opens may still be to come, for a year."""

import datetime

import pytest

from allervers.domain.campaigns.outcomes_file import AHEAD
from allervers.domain.imports.fields import day
from allervers.domain.imports.refusals import Unreadable

TODAY = datetime.date(2026, 11, 29)
ONE_DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize("on", [TODAY, TODAY + ONE_DAY, TODAY + AHEAD])
def test_a_day_of_the_year_to_come_is_taken(on):
    assert day(TODAY, ahead=AHEAD)(on.isoformat()) == on.isoformat()


def test_a_later_one_is_refused_with_the_last_day_that_is_taken():
    with pytest.raises(Unreadable) as refused:
        day(TODAY, ahead=AHEAD)((TODAY + AHEAD + ONE_DAY).isoformat())
    assert refused.value.expected == f"une date jusqu'au {TODAY + AHEAD}"
