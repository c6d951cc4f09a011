"""What leaves a fund: no small number, nor any share or mean that would give one away."""

import datetime
import itertools
import random

import pytest

from allervers.domain.figures import periods, queries
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.populations import CLOSED, SUCCESSFUL
from allervers.domain.figures.publication import of_nation
from allervers.domain.figures.publication import of_public as public_page
from allervers.domain.figures.publication import published as published_together
from allervers.domain.figures.shapes import Count
from allervers.domain.organisations.context import seeing_nation
from allervers.publishing.secrecy import Mask, is_small
from tests import factories

from .files import closed, received

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 3, 1)
HIDDEN = Mask.HIDDEN


def published(of_nation, of_funds=(), funds=()):
    """A function: name of an indicator and fund → its mask."""
    catalogue = [CATALOGUE[name] for name in of_nation]
    with seeing_nation("test"):
        tally = queries.tally(CATALOGUE.values(), periods.year(2025))
    publication = published_together(
        tally, catalogue, [CATALOGUE[n] for n in of_funds], [fund.pk for fund in funds], {}
    )
    return lambda name, fund=None: publication.mask(CATALOGUE[name].figure, fund.pk if fund else 0), publication


def receive(fund, count, *detector):
    for _ in range(count):
        received(fund, DAY, *detector)


def test_a_small_count_is_masked_and_with_it_the_shares_and_means_over_it():
    fund = factories.fund()
    for _ in range(3):
        closed(received(fund, DAY), DAY)
    mask, _ = published(["closures", "success_share", "mean_days_all_closed"])
    assert mask("closures") is HIDDEN
    assert mask("success_share") is HIDDEN
    assert mask("mean_days_all_closed") is HIDDEN


def test_a_share_is_masked_when_its_part_is_small():
    fund = factories.fund()
    receive(fund, 20)
    receive(fund, 4, "partner", "ccas")
    mask, _ = published(["detections", "detections_external_share"])
    assert mask("detections") is None
    assert mask("detections_external_share") is HIDDEN


def test_a_share_is_masked_when_what_it_leaves_out_is_small():
    fund = factories.fund()
    receive(fund, 4)
    receive(fund, 20, "partner", "ccas")
    mask, _ = published(["detections", "detections_external_share"])
    assert mask("detections_external_share") is HIDDEN


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
    assert publication.mask(parts["health_professional"]) is HIDDEN
    assert publication.mask(parts["partner"]) is HIDDEN
    # 14 + 3 from outside is published: two unknowns.
    assert publication.mask(CATALOGUE["detections_external_share"].figure) is None


def test_the_nation_does_not_give_a_fund_away():
    funds = [factories.fund(), factories.fund(), factories.fund()]
    for fund, count in zip(funds, (5, 14, 30), strict=True):
        receive(fund, count)
    mask, _ = published(["detections"], ["detections"], funds)
    # The fund of 14 knows its own: beside a number of 30, it would be told the 5.
    assert [mask("detections", fund) for fund in funds] == [HIDDEN, HIDDEN, HIDDEN]
    assert mask("detections") is None


def test_when_only_two_funds_have_something_the_nation_is_withheld_or_both_are():
    funds = [factories.fund(), factories.fund()]
    for fund, count in zip(funds, (5, 14), strict=True):
        receive(fund, count)
    mask, _ = published(["detections"], ["detections"], funds)
    assert mask("detections", funds[0]) is HIDDEN
    assert HIDDEN in (mask("detections", funds[1]), mask("detections"))


def test_a_public_does_not_give_away_those_who_are_not_in_it():
    fund = factories.fund()
    for sex, publics, count in (("F", ["disability"], 15), ("F", [], 5), ("M", ["disability"], 15), ("M", [], 12)):
        person = factories.person(fund, sex=sex)
        for _ in range(count):
            closed(received(fund, DAY), DAY, publics=publics, person=person)
    mask, publication = published(["closures", "profile"])
    rows = CATALOGUE["profile"].figure.rows
    assert mask("closures") is None
    # 20 women − 15 of that public = 5: one of the two is not told; nor are the others by whom these could be found.
    told = [publication.mask(rows[row]["female_share"]) for row in ("overall", "disability")]
    assert told.count(HIDDEN) >= 1


def test_whoever_is_under_25_is_one_number_in_two_places():
    fund = factories.fund()
    for born, count in ((2008, 6), (1970, 30)):
        person = factories.person(fund, birth_date=datetime.date(born, 1, 1))
        for _ in range(count):
            closed(received(fund, DAY), DAY, person=person)
    _, publication = published(["profile"])
    rows = CATALOGUE["profile"].figure.rows
    assert publication.mask(rows["under_25"]["closures"]) is HIDDEN
    assert publication.mask(rows["overall"]["by_age_band"].parts["0-24"]) is HIDDEN
    assert publication.mask(rows["overall"]["by_age_band"].parts["25-59"]) is HIDDEN


def test_of_two_published_numbers_no_small_difference_is_told():
    """All figures of a fund of random files: whatever is published beside its whole leaves none or eleven out."""
    fund = factories.fund()
    persons = [factories.person(fund, birth_date=datetime.date(born, 1, 1), sex="F") for born in (2006, 1980)]
    for _ in range(70):
        themes = random.sample(["rights", "care", "digital"], random.randint(1, 3))
        publics = random.sample(["disability", "without_employment"], random.randint(0, 2))
        reason, person = random.choice(["care_obtained", "abandoned"]), random.choice(persons)
        closed(received(fund, DAY), DAY, reason, themes=themes, publics=publics, person=person)
    with seeing_nation("test"):
        tally = queries.tally(CATALOGUE.values(), periods.year(2025), fund.pk)
    entries = [entry for entry in CATALOGUE.values() if not entry.figure.of_several_funds]
    publication = published_together(tally, entries, [], [], {})
    cells = {population for entry in entries for population in entry.figure.counted()}
    told = [population for population in cells if publication.mask(Count(population)) is None]
    assert len(told) > 10
    for whole, part in itertools.permutations(told, 2):
        if part.is_part_of(whole):
            assert not is_small(tally.files(whole) - tally.files(part)), (whole, part)


def test_a_comparison_of_funds_is_asked_fund_by_fund():
    funds = [factories.fund(), factories.fund()]
    for fund in funds:
        receive(fund, 15)
        receive(fund, 15, "partner", "ccas")
    mask, publication = published(["detections_external_share_by_fund"], ["detections_external_share"], funds)
    assert mask("detections_external_share_by_fund") is HIDDEN
    share = CATALOGUE["detections_external_share_by_fund"].figure.share
    assert publication.mask(share, funds[0].pk) is None


def test_the_funds_of_a_band_are_those_whose_share_is_told():
    """Beside the shares of all others, one more fund in a band would tell what is masked of it."""
    funds = [factories.fund() for _ in range(3)]
    for fund in funds:
        receive(fund, 30)
        receive(fund, 15, "partner", "ccas")
    receive(masked := factories.fund(), 40)
    receive(masked, 4, "partner", "ccas")
    _, publication = published(["funds_by_external_share"], ["detections_external_share"], [*funds, masked])
    share = CATALOGUE["detections_external_share_by_fund"].figure.share
    told = [fund for fund in funds if publication.mask(share, fund.pk) is None]
    assert told
    assert publication.mask(share, masked.pk) is HIDDEN
    figure = CATALOGUE["funds_by_external_share"].figure
    with seeing_nation("test"):
        tally = queries.tally([CATALOGUE["funds_by_external_share"]], periods.year(2025))
    assert figure.value(tally) == {"under_20": 1, "20_to_40": 3, "40_and_over": 0}
    assert publication.funds_by_share(figure, tally) == {"under_20": 0, "20_to_40": len(told), "40_and_over": 0}


def test_the_failures_of_everybody_less_those_of_a_public_are_no_small_number():
    """28 and 18: worked out of the closures and of the successes, of everybody and of this public, all large."""
    fund = factories.fund()
    for reason, publics, count in (
        *(("abandoned", ["disability"], 18), ("abandoned", [], 10)),
        *(("care_obtained", ["disability"], 20), ("care_obtained", [], 20)),
    ):
        for _ in range(count):
            closed(received(fund, DAY), DAY, reason, publics=publics)
    _, publication = published(["closures", "success_share", "profile"])
    told = (CLOSED, SUCCESSFUL, CLOSED.of_public("disability"), SUCCESSFUL.of_public("disability"))
    assert HIDDEN in {publication.mask(Count(population)) for population in told}


@pytest.mark.parametrize("public", ["disability", "help"])
def test_the_page_of_a_public_beside_that_of_everybody_tells_no_small_difference(public):
    """Nor what the page of everybody hides, nor who among everybody is not of this public."""
    fund = factories.fund()
    for _ in range(120):
        themes = random.sample(["rights", "care", "digital"], random.randint(1, 3))
        publics = random.sample(["disability", "help"], random.choice([0, 1, 2, 2]))
        closed(received(fund, DAY), DAY, random.choice(["care_obtained", "abandoned"]), themes=themes, publics=publics)
    asked = queries.answerable(public=public).values()
    with seeing_nation("test"):
        tally = queries.tally([*CATALOGUE.values(), *asked], periods.year(2025))
    everybody = of_nation(tally, CATALOGUE.values(), {})
    alone = public_page(tally, public, asked, CATALOGUE.values(), everybody)
    populations = {p for entry in (*CATALOGUE.values(), *asked) for p in entry.figure.counted()}
    read = {p for p in populations if everybody.mask(Count(p)) is None}
    of_public = {p for p in populations if p.public == public and alone.mask(Count(p)) is None}
    assert of_public
    assert not any(is_small(tally.files(p)) for p in of_public)
    for whole, part in itertools.product(read | of_public, of_public):
        if part is not whole and part.is_part_of(whole):
            assert not is_small(tally.files(whole) - tally.files(part)), (whole, part)
    for hidden in populations - read:
        # What the page of everybody tells of this public itself is known already.
        assert hidden.public or hidden.of_public(public) not in of_public - read
