"""What the figures of several years tell together: the files at hand are all that came less all that was closed."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.figures import periods, queries
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.publication import of_nation, told_of
from allervers.domain.figures.regional import of_regions
from allervers.domain.figures.shapes import WHOLE
from allervers.domain.organisations.context import seeing_nation
from allervers.domain.organisations.regions import funds_by_region
from tests import factories

from .files import closed, opened, received

pytestmark = pytest.mark.django_db
NOW = timezone.localdate().year
FORMER, DAY = datetime.date(NOW - 1, 3, 1), datetime.date(NOW, 1, 1)


def told(year, scope="nation"):
    """A function: whether a count of this year is published, of the nation, a region or a fund."""
    period = periods.year(year).until(timezone.localdate())
    with seeing_nation("test"):
        shown = told_of(is_present=year == NOW)
        counted, at_hand = queries.tally(shown.values(), period), queries.at_hand_before(period)
        publication = of_nation(counted, shown.values(), at_hand)
        if isinstance(scope, str) and scope != "nation":
            figures = [each.figure for each in shown.values() if not each.figure.of_several_funds]
            publication = of_regions(counted, figures, funds_by_region(), at_hand, publication)
    scope = WHOLE if scope == "nation" else scope
    return lambda name: publication.mask(CATALOGUE[name].figure, scope) is None


def files(fund, on, *, open_ones=0, closed_ones=0, waiting=0):
    for place in range(open_ones + closed_ones + waiting):
        referral = received(fund, on)
        if place < open_ones:
            opened(referral)
        elif place < open_ones + closed_ones:
            closed(referral, on)


@pytest.mark.parametrize("scope", ["nation", "76", "fund"])
def test_what_came_and_what_was_closed_do_not_tell_the_one_file_that_is_open(scope):
    fund = factories.fund(department="81")
    files(fund, DAY, open_ones=1, closed_ones=69)
    is_told = told(NOW, fund.pk if scope == "fund" else scope)
    assert not is_told("open_files")
    assert not (is_told("detections") and is_told("closures"))


@pytest.mark.parametrize("scope", ["nation", "76", "fund"])
@pytest.mark.parametrize(("at_hand", "are_told"), [(0, True), (1, False), (10, False), (11, True)])
def test_of_a_year_that_is_over_the_files_left_at_its_end_are_a_number_like_another(at_hand, are_told, scope):
    fund = factories.fund(department="81")
    files(fund, FORMER, open_ones=at_hand, closed_ones=60)
    is_told = told(NOW - 1, fund.pk if scope == "fund" else scope)
    assert (is_told("detections") and is_told("closures")) == are_told


def test_files_of_the_year_before_count_among_those_at_hand():
    fund = factories.fund()
    files(fund, FORMER, open_ones=20, closed_ones=20)
    files(fund, DAY, closed_ones=30)
    assert all(told(NOW)(name) for name in ("detections", "closures", "open_files"))
    for _ in range(3):
        received(fund, DAY)
    # 70 and 3 came, 50 were closed: 23, of which 20 are open.
    is_told = told(NOW)
    assert not all(is_told(name) for name in ("detections", "closures", "open_files"))


def test_files_open_now_are_told_with_the_present_year_alone():
    files(factories.fund(), FORMER, open_ones=20, closed_ones=20)
    assert not told(NOW - 1)("open_files")
    assert told(NOW)("open_files")


def test_more_closed_than_received_since_the_first_year_tells_nothing():
    fund = factories.fund()
    for _ in range(20):
        closed(received(fund, datetime.date(2010, 5, 3)), DAY)
    files(fund, DAY, closed_ones=15)
    assert told(NOW)("detections")
    assert told(NOW)("closures")
