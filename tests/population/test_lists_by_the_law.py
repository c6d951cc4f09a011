"""The days on which a list finds somebody are those that the law's deadlines give, whatever the day of the month.

A list counts in the engine's months, the law in its own: for every end of a month and 29 February they must agree.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from allervers.law.counting import add_months
from allervers.law.deadlines import deadlines
from tests.population.people import written
from tests.population.test_detection import numbers

# The end of a leap February, of a month of thirty days, and a first of the month.
DAYS = [date(2024, 2, 29), date(2025, 6, 30), date(2026, 3, 1)]
# By list: the day of the law's event that it waits for, and the years back in which such births or ends are.
CHILD_WELFARE = {
    "child_welfare_17_years_10_months": "c2s_renewal_on",
    "child_welfare_18_years": "majority_on",
    "child_welfare_19_years": "appointment_on",
}


def around(day: date, months: int, ahead: int) -> list[date]:
    """Every day whose date that many months later may lie on the day, ``ahead`` months after it, or just beside."""
    first, last = add_months(day, -months) - timedelta(3), add_months(day, ahead - months) + timedelta(3)
    return [first + timedelta(each) for each in range((last - first).days + 1)]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("target", "name"), CHILD_WELFARE.items())
def test_the_young_in_care_are_listed_on_the_law_s_own_days(tmp_path, target, name, day):
    months = {"c2s_renewal_on": 17 * 12 + 10, "majority_on": 18 * 12, "appointment_on": 19 * 12}[name]
    births = around(day, months, ahead=1)
    folder = written(tmp_path, [{"in_child_welfare": True, "birth_date": birth} for birth in births])
    reached = [
        date.fromisoformat(deadlines({"kind": "birth_in_child_welfare", "date": birth})[name]) for birth in births
    ]
    expected = [number for number, on in enumerate(reached, 1) if day <= on < add_months(day, 1)]
    assert expected
    assert numbers(folder, target, day) == expected


@pytest.mark.parametrize("day", DAYS)
def test_maintained_rights_are_listed_until_the_law_s_own_day(tmp_path, day):
    titles = around(day, 6, ahead=2)
    person = {"nationality_group": "OTHER", "puma_until": None}
    folder = written(tmp_path, [person | {"residence_title_expires_on": title} for title in titles])
    events = [{"kind": "residence_title_expired", "date": title, "nationality": "ML"} for title in titles]
    ends = [date.fromisoformat(deadlines(event)["rights_maintained_until"]) for event in events]
    expected = [number for number, end in enumerate(ends, 1) if day <= end <= add_months(day, 2)]
    assert expected
    assert numbers(folder, "maintained_rights_ending", day) == expected
