"""Figures of several funds, masked beforehand: prepared once, again when something changes, read by who sees the
nation alone."""

import datetime
import json

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from allervers.domain.accompaniment.codes import Public
from allervers.domain.figures import editions, periods
from allervers.domain.figures.editions import NATION, PARTS, REGIONS, NotPrepared, edition
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.models import KeptEdition
from allervers.domain.figures.publics import CONDITIONS
from allervers.domain.figures.shapes import WHOLE
from allervers.domain.organisations.context import acting_as, seeing_nation
from allervers.domain.organisations.roles import Role
from tests import factories

from .files import closed, received

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)
YEAR = periods.year(2024)
NOW = timezone.localdate().year


@pytest.fixture
def fund():
    fund = factories.fund(department="81")
    for place in range(60):
        received(fund, DAY, *(("partner", "ccas") if place < 5 else ()))
    return fund


@pytest.fixture
def nation():
    with seeing_nation("test"):
        yield


def kept(part=NATION):
    with seeing_nation("test"):
        return KeptEdition.objects.get(start=YEAR.start, end=YEAR.end, part=part)


def test_a_year_is_prepared_once_and_again_when_its_numbers_change(fund):
    assert editions.prepare(YEAR)
    assert not editions.prepare(YEAR)
    received(fund, DAY)
    assert editions.prepare(YEAR)


@pytest.mark.parametrize("part", PARTS)
def test_what_was_kept_is_counted_and_masked_as_when_it_was_worked_out(fund, nation, part):
    for place in range(56):
        closed(received(fund, DAY), DAY, publics=["help"] if place < 53 else ["disability"])
    editions.prepare(YEAR)
    made, given = edition(YEAR, part), editions._given(YEAR, timezone.localdate())
    fresh = editions._work_out(given, part, edition(YEAR).publication)
    for entry in made.indicators.values():
        for population in entry.figure.counted():
            assert made.counted.files_by_fund[population] == given.counted.files_by_fund[population]
    assert made.publication.masks.ranks == fresh.masks.ranks
    assert made.publication.masks.hidden == fresh.masks.hidden
    if part in CONDITIONS and part != "help":
        assert not fresh.masks.ranks, "of so small a public nothing is shown"
        return
    assert any(fresh.masks.hidden.values())
    assert any(fresh.masks.ranks[scope].keys() - hidden for scope, hidden in fresh.masks.hidden.items())


def test_numbers_are_those_of_the_day_on_which_they_were_prepared(fund, nation):
    editions.prepare(YEAR)
    before = edition(YEAR)
    received(fund, DAY)
    assert edition(YEAR).counted.files_by_fund == before.counted.files_by_fund
    assert not editions.is_of_now(before)
    editions.prepare(YEAR)
    assert editions.is_of_now(edition(YEAR))
    assert CATALOGUE["detections"].figure.value(edition(YEAR).counted) == 61


def test_a_year_that_was_not_prepared_says_so(nation):
    with pytest.raises(NotPrepared):
        edition(YEAR)


@pytest.mark.parametrize("part", PARTS)
def test_masks_of_other_definitions_or_rules_are_never_used_and_are_made_again(fund, part):
    """Two indicators that change places would else read each other's numbers, whatever these are."""
    editions.prepare(YEAR)
    assert not editions.is_behind(YEAR)
    with seeing_nation("test"):
        KeptEdition.objects.filter(part=part).update(meaning="0" * 64, digest="0" * 64)
        with pytest.raises(NotPrepared):
            edition(YEAR, part)
    assert editions.is_behind(YEAR)
    assert editions.prepare(YEAR)
    with seeing_nation("test"):
        assert edition(YEAR, part).counted.files_by_fund


def test_what_places_mean_changes_with_their_order_with_the_code_and_with_the_regions(monkeypatch):
    with seeing_nation("test"):
        meaning = editions._meaning(YEAR, REGIONS, {"76": [1, 2]})
        assert meaning != editions._meaning(YEAR, REGIONS, {"76": [1], "84": [2]})
        shown = editions._shown(False, REGIONS)
        monkeypatch.setattr(editions, "_shown", lambda *_: dict(reversed(shown.items())))
        editions._definition.cache_clear()
        editions._ranks.cache_clear()
        try:
            assert meaning != editions._meaning(YEAR, REGIONS, {"76": [1, 2]})
        finally:
            monkeypatch.undo()
            editions._definition.cache_clear()
            editions._ranks.cache_clear()
        assert meaning == editions._meaning(YEAR, REGIONS, {"76": [1, 2]})
        monkeypatch.setattr(editions, "_code", lambda: "other rules")
        assert meaning != editions._meaning(YEAR, REGIONS, {"76": [1, 2]})


def test_what_changed_a_minute_ago_is_prepared_by_the_job_and_so_are_the_years_after_it(fund, monkeypatch):
    monkeypatch.setattr(editions, "_years", lambda: range(2025, 2022, -1))
    editions.bring_up_to_date()
    assert editions.refresh(NOW + 1) == 0
    received(fund, DAY)
    looked_at = []
    prepare = editions.prepare
    monkeypatch.setattr(editions, "prepare", lambda period: looked_at.append(period.start.year) or prepare(period))
    editions.bring_up_to_date()
    assert looked_at == [2025, 2024]
    with seeing_nation("test"):
        assert CATALOGUE["detections"].figure.value(edition(YEAR).counted) == 61
    editions.bring_up_to_date()
    assert looked_at == [2025, 2024]


def test_a_year_is_looked_at_again_after_ten_minutes_whatever_happened(fund):
    editions.prepare(YEAR)
    with seeing_nation("test"):
        for minutes, is_behind in ((9, False), (11, True)):
            at = timezone.now() - datetime.timedelta(minutes=minutes)
            KeptEdition.objects.update(counted_at=at)
            assert editions.is_behind(YEAR) == is_behind


def test_first_days_that_were_frozen_are_prepared_beside_their_year(fund, nation):
    first_days = periods.Period(YEAR.start, DAY - datetime.timedelta(days=1), 12)
    editions.prepare(YEAR)
    with pytest.raises(NotPrepared):
        edition(first_days)
    editions.prepare(first_days)
    assert CATALOGUE["detections"].figure.value(edition(first_days).counted) == 0
    assert CATALOGUE["detections"].figure.value(edition(YEAR).counted) == 60


def test_a_year_under_way_is_one_whatever_the_day(nation):
    today = timezone.localdate()
    editions.prepare(periods.year(NOW))
    for until in (today, datetime.date(NOW, 12, 31)):
        made = edition(periods.year(NOW).until(until))
        assert made.period == periods.year(NOW).until(today)


def test_of_one_public_nothing_is_told_of_a_fund(fund, nation):
    for _ in range(50):
        closed(received(fund, DAY), DAY, publics=["help"])
    editions.prepare(YEAR)
    made = edition(YEAR, Public.HELP)
    assert list(made.publication.masks.ranks) == [WHOLE]


def test_a_manager_reads_no_edition_and_an_account_writes_none(fund):
    editions.prepare(YEAR)
    with acting_as(factories.account(Role.MANAGER), "test"):
        assert not KeptEdition.objects.exists()
    made = kept()
    with acting_as(factories.account(Role.NATIONAL_ANALYST), "test"):
        assert KeptEdition.objects.count() == len(PARTS)
        assert not KeptEdition.objects.update(hidden=[])
        with pytest.raises(ProgrammingError), transaction.atomic():
            KeptEdition.objects.create(
                start=datetime.date(2023, 1, 1), end=datetime.date(2023, 12, 31), part=NATION,
                counted_at=made.counted_at, meaning=made.meaning, digest=made.digest, numbers={}, hidden=[],
            )  # fmt: skip


def test_what_is_kept_has_no_person_in_it(fund):
    editions.prepare(YEAR)
    assert set(json.loads(json.dumps(kept().numbers))) == {"files", "totals"}
