"""The rights of a person as the database keeps them."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.models import CoveragePeriod, CoverageStatement
from allervers.domain.coverage.queries import periods
from allervers.domain.coverage.workflow import Stated, learn, period_of
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

FREE = Kind("free", "811")


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(adviser):
    return factories.person(adviser.organisation)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def c2s(person, known_on: str, starts_on: str, ends_on: str = "", kind: Kind = FREE) -> Stated:
    last = day(ends_on) if ends_on else FOR_EVER
    return Stated(person.pk, "c2s", Statement(day(known_on), day(starts_on), last, kind))


def told(person, *stated: Stated) -> int:
    with acting_for(person.fund, "test"):
        return learn(person.fund_id, stated)


def open_days(person, known_on: str = "") -> list[tuple[str, str]]:
    with acting_for(person.fund, "test"):
        found = [period_of(row) for row in periods([person.pk], day(known_on) if known_on else None)]
    return [(str(one.starts_on), str(one.ends_on)) for one in found]


def test_what_was_known_on_a_day_is_kept_when_it_is_corrected(person):
    first = c2s(person, "2025-01-05", "2025-01-01", "2025-12-31")
    assert told(person, first) == 1
    assert told(person, first, c2s(person, "2025-07-10", "2025-01-01", "2025-06-30")) == 1
    assert open_days(person) == [("2025-01-01", "2025-06-30")]
    assert open_days(person, "2025-07-09") == [("2025-01-01", "2025-12-31")]
    assert open_days(person, "2025-01-04") == []


def test_what_arrives_late_takes_its_place_in_what_was_known(person):
    told(person, c2s(person, "2025-07-10", "2025-01-01", "2025-06-30"))
    told(person, c2s(person, "2025-01-05", "2025-01-01", "2025-12-31"))
    assert open_days(person) == [("2025-01-01", "2025-06-30")]
    assert open_days(person, "2025-02-01") == [("2025-01-01", "2025-12-31")]


def test_two_statements_of_one_day_that_contradict_each_other_are_refused_and_nothing_is_kept(person):
    told(person, c2s(person, "2025-01-05", "2025-01-01", "2025-12-31"))
    with pytest.raises(IntegrityError, match="coverage_stated_once_a_day"), transaction.atomic():
        told(person, c2s(person, "2025-01-05", "2025-03-01", kind=Kind("contribution", "811")))
    assert open_days(person) == [("2025-01-01", "2025-12-31")]


def period(person, first, last, believed, **changes) -> None:
    CoveragePeriod.objects.create(
        **{"fund": person.fund, "person": person, "right": "c2s", "c2s_class": "free", "managing_body": "811"}
        | changes,
        validity=DateRange(first and day(first), last and day(last)),
        believed=DateRange(*(one and day(one) for one in believed)),
    )


@pytest.mark.parametrize(
    ("first", "last", "changes", "constraint"),
    [
        ("2025-06-30", None, {}, "coverage_periods_do_not_overlap"),
        ("2024-06-30", None, {}, "coverage_periods_do_not_overlap"),
        ("2026-07-01", "2026-07-01", {}, "coverage_period_has_days"),
        (None, "2024-07-01", {}, "coverage_period_has_days"),
        ("2026-07-01", None, {"c2s_class": ""}, "coverageperiod_c2s_alone_has_a_class"),
        ("2026-07-01", None, {"right": "puma"}, "coverageperiod_c2s_alone_has_a_class"),
    ],
)
def test_the_database_refuses_what_cannot_be(adviser, person, first, last, changes, constraint):
    with acting_as(adviser, "test"):
        period(person, "2025-01-01", "2025-07-01", ("2025-01-05", None))
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            period(person, first, last, ("2025-02-01", None), **changes)
        period(person, "2025-07-01", None, ("2025-02-01", None))  # the day after is another period


def test_another_fund_sees_nothing_and_writes_nothing(person):
    told(person, c2s(person, "2025-01-05", "2025-01-01"))
    foreign = factories.fund()
    with acting_for(foreign, "test"):
        assert not CoverageStatement.objects.exists()
        assert not CoveragePeriod.objects.exists()
        with pytest.raises(IntegrityError, match="person_id_same_fund"), transaction.atomic():
            learn(foreign.pk, [c2s(person, "2025-01-06", "2025-01-01")])


@pytest.mark.parametrize(
    "write", ["update coverage_coveragestatement set known_on = now()", "delete from coverage_coveragestatement"]
)
def test_what_was_stated_can_neither_be_changed_nor_taken_away(person, write):
    told(person, c2s(person, "2025-01-05", "2025-01-01"))
    with acting_for(person.fund, "test"), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(write)
        assert CoverageStatement.objects.count() == 1
