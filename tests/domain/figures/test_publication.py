"""What leaves a fund: no small number, nor any share or mean that would give one away."""

import datetime

import pytest

from allervers.domain.figures import periods, queries
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.masking import Mask
from allervers.domain.figures.publication import Publication
from allervers.domain.organisations.context import seeing_nation
from tests import factories

from .files import closed, received

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 3, 1)
SMALL, WITHHELD = Mask.SMALL, Mask.WITHHELD


def published(of_nation, of_funds=(), funds=()):
    """A function: name of an indicator and fund → its mask."""
    catalogue = [CATALOGUE[name] for name in of_nation]
    with seeing_nation("test"):
        tally = queries.tally(CATALOGUE.values(), periods.year(2025))
    publication = Publication(tally, catalogue, [CATALOGUE[n] for n in of_funds], [fund.pk for fund in funds])
    return lambda name, fund=None: publication.mask(CATALOGUE[name].figure, fund.pk if fund else 0), publication


def receive(fund, count, *detector):
    for _ in range(count):
        received(fund, DAY, *detector)


def test_a_small_count_is_masked_and_with_it_the_shares_and_means_over_it():
    fund = factories.fund()
    for _ in range(3):
        closed(received(fund, DAY), DAY)
    mask, _ = published(["closures", "success_share", "mean_days_all_closed"])
    assert mask("closures") is SMALL
    assert mask("success_share") is WITHHELD
    assert mask("mean_days_all_closed") is WITHHELD


def test_a_share_is_masked_when_its_part_is_small():
    fund = factories.fund()
    receive(fund, 20)
    receive(fund, 4, "partner", "ccas")
    mask, _ = published(["detections", "detections_external_share"])
    assert mask("detections") is None
    assert mask("detections_external_share") is WITHHELD


def test_a_share_is_masked_when_what_it_leaves_out_is_small():
    fund = factories.fund()
    receive(fund, 4)
    receive(fund, 20, "partner", "ccas")
    mask, _ = published(["detections", "detections_external_share"])
    assert mask("detections_external_share") is WITHHELD


def test_a_share_of_nobody_or_of_everybody_is_published():
    receive(factories.fund(), 12)
    mask, _ = published(["detections", "detections_external_share"])
    assert mask("detections_external_share") is None


def test_the_total_does_not_give_a_family_away():
    fund = factories.fund()
    receive(fund, 20)
    receive(fund, 14, "partner", "ccas")
    receive(fund, 3, "health_professional", "nurse")
    _, publication = published(["detections", "detections_by_family", "detections_external_share"])
    parts = CATALOGUE["detections_by_family"].figure.parts
    assert publication.mask(parts["health_professional"]) is SMALL
    assert publication.mask(parts["partner"]) is WITHHELD
    # 14 + 3 from outside is published: two unknowns.
    assert publication.mask(CATALOGUE["detections_external_share"].figure) is None


def test_the_nation_does_not_give_a_fund_away():
    funds = [factories.fund(), factories.fund(), factories.fund()]
    for fund, count in zip(funds, (5, 14, 30), strict=True):
        receive(fund, count)
    mask, _ = published(["detections"], ["detections"], funds)
    assert [mask("detections", fund) for fund in funds] == [SMALL, WITHHELD, None]
    assert mask("detections") is None


def test_when_only_two_funds_have_something_the_nation_is_withheld_or_both_are():
    funds = [factories.fund(), factories.fund()]
    for fund, count in zip(funds, (5, 14), strict=True):
        receive(fund, count)
    mask, _ = published(["detections"], ["detections"], funds)
    assert mask("detections", funds[0]) is SMALL
    assert WITHHELD in (mask("detections", funds[1]), mask("detections"))
