"""Young persons in care: who is one in a year, the renewal before the majority, the appointment at nineteen."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.child_welfare import queries
from allervers.domain.child_welfare.queries import Renewal
from allervers.domain.coverage import circumstances
from allervers.domain.coverage.beliefs import Kind, Statement
from allervers.domain.coverage.circumstances import known
from allervers.domain.coverage.models import KnownCircumstance
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.law.counting import add_months
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 28)
ONE_DAY = datetime.timedelta(days=1)
NOTED = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def fund(adviser):
    with acting_for(adviser.organisation, "test"):
        yield adviser.organisation


def in_care(fund, born, since, over_on=None, **more):
    person = factories.person(fund, birth_date=born)
    note(person, since, over_on, **more)
    return person


def note(person, since, over_on=None, **more):
    if over_on:
        more["taken_back_at"] = NOTED
    KnownCircumstance.objects.create(
        fund_id=person.fund_id, person=person, kind="child_welfare", on=since, over_on=over_on, **more
    )


def year(fund, number=2026, today=TODAY):
    return queries.year(fund, queries.young(fund, today), number, today)


def born(years: int, months: int = 0, day: datetime.date = TODAY) -> datetime.date:
    return add_months(day, -12 * years - months)


def test_a_year_counts_whoever_was_in_care_on_one_day_of_it(fund):
    in_care(fund, born(10), datetime.date(2019, 3, 1))
    in_care(fund, born(11), datetime.date(2019, 3, 1), over_on=datetime.date(2026, 1, 2))
    in_care(fund, born(12), datetime.date(2019, 3, 1), over_on=datetime.date(2026, 1, 1))
    in_care(fund, born(17), TODAY)
    found = year(fund)
    assert (found.in_year, found.stock, found.new, found.from_sixteen) == (3, 2, 1, 1)
    before = year(fund, 2025)
    assert (before.in_year, before.stock, before.new) == (3, 3, 0)


@pytest.mark.parametrize(("turns", "counted"), [(ONE_DAY, 1), (0 * ONE_DAY, 0), (-ONE_DAY, 0)])
def test_care_ends_at_twenty_one_at_the_latest(fund, turns, counted):
    in_care(fund, born(21) + turns, datetime.date(2015, 3, 1))
    assert year(fund).stock == counted


def test_what_was_noted_by_mistake_counts_nowhere(fund):
    in_care(fund, born(10), datetime.date(2019, 3, 1), taken_back_at=NOTED)
    assert queries.young(fund, TODAY) == []


def test_somebody_who_comes_back_is_one_person_and_not_new(fund):
    person = in_care(fund, born(10), datetime.date(2019, 3, 1), over_on=datetime.date(2020, 1, 1))
    note(person, datetime.date(2026, 5, 1))
    found = year(fund)
    assert (found.in_year, found.new, found.stock) == (1, 0, 1)


def test_whose_birth_is_not_known_is_counted_and_told(fund):
    in_care(fund, None, datetime.date(2019, 3, 1))
    found = year(fund)
    assert (found.stock, found.without_birth, found.from_sixteen) == (1, 1, 0)


def opened(person, first, last):
    learn(person.fund_id, [Stated(person.pk, "c2s", Statement(first, first, last, Kind("free", "Caisse")))])


@pytest.mark.parametrize(
    ("last", "status"), [(0, Renewal.OPEN), (-1, Renewal.NOT_OPEN), (1, Renewal.OPEN), (None, Renewal.UNKNOWN)]
)
def test_the_renewal_is_told_by_the_c2s_of_the_day_of_the_majority(fund, last, status):
    birth = born(17, 11)
    person = in_care(fund, birth, datetime.date(2019, 3, 1))
    if last is not None:
        opened(person, datetime.date(2026, 1, 1), add_months(birth, 216) + last * ONE_DAY)
    (one,) = year(fund).renewals
    assert (one.renews_on, one.majority_on, one.c2s) == (add_months(birth, 214), add_months(birth, 216), status)
    to_do, _ = queries.ahead(queries.young(fund, TODAY), TODAY)
    assert [each.young.person for each in to_do] == ([] if status == Renewal.OPEN else [person])


@pytest.mark.parametrize(("months", "days", "to_do"), [(9, 0, 1), (9, -1, 1), (9, 1, 0)])
def test_a_renewal_is_prepared_one_month_before(fund, months, days, to_do):
    """17 years and 9 months old, or a day less, or a day more before it: a month is ahead."""
    in_care(fund, born(17, months) + days * ONE_DAY, datetime.date(2019, 3, 1))
    assert len(queries.ahead(queries.young(fund, TODAY), TODAY)[0]) == to_do


def test_a_majority_that_has_passed_is_not_to_be_prepared(fund):
    in_care(fund, born(18), datetime.date(2019, 3, 1))
    assert queries.ahead(queries.young(fund, TODAY), TODAY)[0] == []


@pytest.mark.parametrize(("over", "expected"), [(-1, 0), (0, 1), (None, 1)])
def test_the_appointment_is_of_those_who_were_in_care_on_the_eve_of_their_majority(fund, over, expected):
    birth = born(19)
    in_care(
        fund,
        birth,
        datetime.date(2015, 3, 1),
        over_on=None if over is None else add_months(birth, 216) + over * ONE_DAY,
    )
    found = year(fund)
    assert (len(found.appointments), found.met) == (expected, 0)
    assert len(queries.ahead(queries.young(fund, TODAY), TODAY)[1]) == expected


def test_care_is_over_from_a_day_that_is_neither_before_it_began_nor_tomorrow(adviser, fund):
    today = timezone.localdate()
    person = factories.person(fund)
    with acting_as(adviser, "test"):
        note(person, today - 2 * ONE_DAY)
        (fact,) = known(person)
        for wrong in (today - 3 * ONE_DAY, today + ONE_DAY):
            with pytest.raises(Refused, match="La fin se situe entre"):
                circumstances.take_back(fact, by=adviser, over_on=wrong)
        circumstances.take_back(fact, by=adviser, over_on=today)
        assert not known(person).exists()
        circumstances.take_back(fact, by=adviser, back=False)
        (fact,) = known(person)
        assert fact.over_on is None
