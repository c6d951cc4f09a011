"""What a person can be referred to the social service for, as of a day."""

from datetime import date

import pytest

from allervers.law.fields import SituationError
from allervers.law.social_service import needs


def asked_on(day: date) -> list[tuple[str, str]]:
    return [(need.axis, need.offer) for need in needs(day)]


def test_four_axes_until_the_last_day_of_2023():
    four = [("care_paths", ""), ("keeping_work", ""), ("return_home", ""), ("ageing_well", "")]
    assert asked_on(date(2019, 1, 1)) == four
    assert asked_on(date(2023, 12, 31)) == four


def test_two_axes_and_three_base_offers_since_the_first_day_of_2024():
    assert asked_on(date(2024, 1, 1)) == [
        ("care_paths", "forgone_care"),
        ("care_paths", "serious_illness"),
        ("keeping_work", "keeping_work"),
    ]
    assert len({need.axis_label for need in needs(date(2024, 1, 1))}) == 2


def test_before_2019_nothing_is_known():
    with pytest.raises(SituationError, match="2019-01-01"):
        needs(date(2018, 12, 31))
