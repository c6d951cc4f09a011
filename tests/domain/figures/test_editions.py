"""Regions masked beforehand: prepared once, again when numbers change, and read by who sees the nation alone."""

import datetime

import pytest
from django.db import ProgrammingError, transaction

from allervers.domain.figures import editions, periods
from allervers.domain.figures.models import RegionalEdition
from allervers.domain.figures.queries import at_hand_before
from allervers.domain.figures.regional import RegionalPublication
from allervers.domain.organisations.context import acting_as, seeing_nation
from allervers.domain.organisations.regions import funds_by_region
from allervers.domain.organisations.roles import Role
from tests import factories

from .files import received

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def fund():
    fund = factories.fund(department="81")
    for place in range(60):
        received(fund, DAY, *(("partner", "ccas") if place < 5 else ()))
    return fund


def test_a_year_is_prepared_once_and_again_when_its_numbers_change(fund):
    assert editions.prepare(2024)
    assert not editions.prepare(2024)
    received(fund, DAY)
    assert editions.prepare(2024)


def test_what_was_kept_is_masked_as_when_it_was_worked_out(fund):
    editions.prepare(2024)
    with seeing_nation("test"):
        kept = editions.edition(2024)
        figures = [entry.figure for entry in editions.shown_of(2024).values()]
        fresh = RegionalPublication(kept.counted, figures, funds_by_region(), at_hand_before(periods.year(2024)))
    assert kept.publication.sheet.hidden == fresh.sheet.hidden
    assert fresh.sheet.hidden


def test_masks_of_other_numbers_are_never_used(fund):
    editions.prepare(2024)
    with seeing_nation("test"):
        RegionalEdition.objects.update(digest="0" * 64)
        assert editions.edition(2024) is None


def test_a_manager_reads_no_edition_and_an_account_writes_none(fund):
    editions.prepare(2024)
    with acting_as(factories.account(Role.MANAGER), "test"):
        assert not RegionalEdition.objects.exists()
    with acting_as(factories.account(Role.NATIONAL_ANALYST), "test"):
        made = RegionalEdition.objects.get()
        assert not RegionalEdition.objects.update(hidden=[])
        with pytest.raises(ProgrammingError), transaction.atomic():
            RegionalEdition.objects.create(
                year=2023, counted_at=made.counted_at, digest=made.digest, numbers={}, hidden=[]
            )
