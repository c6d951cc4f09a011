"""What a report may show: all of it to the fund that it is about, no small number of a region or the nation."""

import datetime

import pytest

from allervers.domain.figures import editions, periods
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.publication import OF_A_FUND, of_nation
from allervers.domain.figures.queries import answerable, tally
from allervers.domain.figures.regional import of_regions, within
from allervers.domain.figures.shapes import Count, Population
from allervers.domain.organisations.context import acting_for, seeing_nation
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.regions import REGIONS, funds_of
from allervers.publishing.amounts import COUNT, Amount
from allervers.publishing.document import Chart
from allervers.publishing.secrecy import Mask, is_small
from allervers.report.gathering import NothingToReport, report
from allervers.report.places import NATION, of_fund, of_region
from tests.domain.figures.files import closed, received

pytestmark = pytest.mark.django_db
TODAY, DAY = datetime.date(2025, 6, 1), datetime.date(2024, 3, 1)


@pytest.fixture
def funds():
    """A small and a larger fund of Occitanie, and one of Bretagne."""
    tarn, garonne, finistere = (Organisation.objects.get(code=code) for code in ("811", "311", "291"))
    for fund, inside, outside in ((tarn, 14, 4), (garonne, 30, 15), (finistere, 40, 12)):
        for _ in range(inside):
            received(fund, DAY)
        for _ in range(outside):
            received(fund, DAY, "partner", "caf")
    for _ in range(3):
        closed(received(tarn, DAY), DAY)
    return tarn, garonne, finistere


def made(place, organisation=None, year=2024, today=TODAY):
    with acting_for(organisation, "test") if organisation else seeing_nation("test"):
        if place.is_published:
            for each in (year, year - 1):
                editions.prepare(periods.year(each))
        return report(year, place, today)


def counts(made_report):
    """Every count that the report shows."""
    for page in made_report.pages:
        tables = [visual.as_table() if isinstance(visual, Chart) else visual for visual in page.visuals]
        values = [value for table in tables for row in table.rows for value in row]
        yield from (value for value in [*values, *(card.amount for card in page.cards)] if isinstance(value, Amount))


def test_a_fund_sees_all_its_figures_and_is_told_not_to_pass_them_on(funds):
    own = made(of_fund(funds[0]), funds[0])
    assert not any(amount.mask for amount in counts(own))
    assert any(amount.number == 3 for amount in counts(own))
    assert "n'y sont pas masqués" in own.warning
    assert "non masqué" in own.foot


@pytest.mark.parametrize("place", [NATION, of_region("Occitanie")])
def test_the_nation_and_a_region_show_no_small_number_and_say_so(funds, place):
    shown = made(place)
    assert any(amount.mask for amount in counts(shown))
    assert not any(amount.unit == COUNT and is_small(amount.number or 0) for amount in counts(shown)
                   if amount not in funds_counted(shown))  # fmt: skip
    assert "secret statistique" in shown.warning
    assert "masqués" in shown.foot


def funds_counted(shown):
    """Numbers of funds, not of persons."""
    tables = [v for page in shown.pages for v in page.visuals if not isinstance(v, Chart) and "Caisses" in v.headings]
    return [row[-1] for table in tables for row in table.rows]


def test_a_region_shows_its_own_funds_alone(funds):
    shown = made(of_region("Occitanie"))
    assert shown.place == "Occitanie"
    assert "2\u00a0caisses" in shown.source
    cards = {card.label: card.amount.number for page in shown.pages for card in page.cards}
    assert cards["Détections"] == 14 + 4 + 3 + 30 + 15


def national_page(counted):
    return of_nation(counted, [entry for entry in answerable().values() if entry.is_of_a_period], {})


def published_in_2024():
    with seeing_nation("test"):
        asked = [entry for entry in answerable().values() if entry.is_of_a_period]
        counted = tally(asked, periods.year(2024))
        regions = {code: funds_of(code) for code in REGIONS}
    figures = [entry.figure for entry in asked]
    return counted, figures, regions, of_regions(counted, figures, regions, {}, national_page(counted))


def test_a_region_does_not_give_away_what_the_page_of_the_nation_masks_of_its_funds(funds):
    """What the nation's page hides of a fund is not the region's number less its other funds."""
    counted, _, _, publication = published_in_2024()
    national = national_page(counted)
    hidden = shown = 0
    for entry in OF_A_FUND:
        for population in entry.figure.counted():
            masked = [fund for fund in funds[:2] if national.mask(Count(population), fund.pk)]
            if len(masked) == 1:
                hidden += 1
                assert publication.mask(Count(population), "76")
            elif not masked:
                shown += 1
    assert shown
    assert hidden


def test_around_what_the_nations_page_shows_regions_are_masked_and_never_by_it():
    """A region of one fund: the nation's page tells how many files it received, so that to mask it here is in vain."""
    guadeloupe, other = Organisation.objects.get(code="971"), Organisation.objects.get(code="311")
    for fund, for_care, rest in ((guadeloupe, 56, 4), (other, 60, 60)):
        for reasons, count in ((["forgone_care"], for_care), (["rights"], rest)):
            for _ in range(count):
                received(fund, DAY, reasons=reasons)
    counted, _, _, publication = published_in_2024()
    national = national_page(counted)
    for fund, region in ((guadeloupe, "01"), (other, "76")):
        for entry in OF_A_FUND:
            for population in entry.figure.counted():
                shown = national.mask(Count(population), fund.pk) is None
                assert (publication.mask(Count(population), region) is None) >= shown
    by_reason = CATALOGUE["detections_by_reason"].figure.parts
    assert publication.mask(by_reason["rights"], "01") is Mask.HIDDEN


def test_what_one_region_masks_is_not_the_nation_less_the_other_regions(funds):
    counted, figures, regions, publication = published_in_2024()
    national = national_page(counted)
    populations = {cell for figure in figures for cell in figure.cells() if isinstance(cell, Population)}
    seen = 0
    for population in populations:
        masked = [region for region in regions if publication.mask(Count(population), region)]
        if masked and national.mask(Count(population)) is None:
            seen += 1
            assert len(masked) > 1
    assert seen


def test_small_numbers_of_a_region_are_masked(funds):
    counted, figures, regions, publication = published_in_2024()
    own = within(counted, regions["76"])
    for figure in figures:
        for cell in figure.cells():
            if isinstance(cell, Population) and is_small(own.files(cell)):
                assert publication.mask(Count(cell), "76") is Mask.HIDDEN


def test_a_year_without_any_figure_is_no_report(funds):
    with pytest.raises(NothingToReport):
        made(NATION, year=2019)
    with pytest.raises(NothingToReport):
        made(of_region("Corse"))


def test_a_year_under_way_is_compared_with_nothing_and_says_until_when(funds):
    received(funds[0], datetime.date(2025, 2, 1))
    shown = made(of_fund(funds[0]), funds[0], year=2025)
    assert "en cours" in shown.period
    assert "1er\u00a0juin 2025" in shown.period
    assert not any("précédente" in sentence for page in shown.pages for sentence in page.sentences)


@pytest.mark.parametrize("asked", ["Occitanie", "occitanie", "76", "ile de france", "PROVENCE ALPES COTE D'AZUR"])
def test_a_region_is_found_whatever_its_accents_and_capitals(asked):
    assert of_region(asked).name in {name for name, _ in REGIONS.values()}


def test_an_unknown_region_is_none():
    assert of_region("Bourgogne-Centre") is None


def both(fund, *days):
    for on in days:
        closed(received(fund, datetime.date.fromisoformat(on)), datetime.date.fromisoformat(on))


def missing(made_report):
    return {one.title: one.why for one in made_report.left_out}


def test_a_year_of_which_only_a_part_is_known_is_compared_with_nothing_and_the_report_says_so(funds):
    """As when a history starts with the closures of 2024: some of their referrals are of 2023."""
    fund = funds[0]
    for day in ("2023-10-02", "2023-12-01"):
        received(fund, datetime.date.fromisoformat(day))
    said = missing(made(of_fund(fund), fund))
    assert said["L'évolution depuis 2023"] == "2023 manque, ou n'y est qu'en partie"
    both(fund, "2023-10-02")
    assert "L'évolution depuis 2023" in missing(made(of_fund(fund), fund))
    both(fund, "2023-02-01")
    shown = made(of_fund(fund), fund)
    assert "L'évolution depuis 2023" not in missing(shown)
    assert any("précédente" in sentence for page in shown.pages for sentence in page.sentences)


def test_the_report_says_when_funds_are_not_the_same_as_the_year_before(funds):
    both(funds[0], "2023-02-01")
    assert missing(made(NATION))["L'évolution à caisses constantes"] == "1 caisse en 2023, 3 en 2024"
