"""Rights that ended are counted as facts, without their persons: over a fund as over several."""

import datetime

import pytest

from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.ended import find_ends, note_cause, of_fund
from allervers.domain.coverage.models import EndedRight
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.figures.models import EndedRightFact
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import acting_for, seeing_nation
from allervers.domain.organisations.roles import Role
from allervers.web.figures.behind import rows
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2025, 11, 2)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


def c2s(person, first: str, last: str) -> None:
    day = datetime.date.fromisoformat
    said = Statement(day(first), day(first), day(last) if last else FOR_EVER, Kind("free"))
    learn(person.fund_id, [Stated(person.pk, "c2s", said)])


@pytest.fixture
def persons(adviser):
    """A child without cover for 90 days, an adult for 91, somebody whose right ended yesterday, and one who has it."""
    child, adult, recent, open_ = (
        factories.person(adviser.organisation, birth_date=datetime.date(born, 5, 4))
        for born in (2012, 1980, 1981, 1982)
    )
    with acting_for(adviser.organisation, "test"):
        c2s(child, "2024-02-01", "2025-01-31")
        c2s(child, "2025-05-01", "2026-04-30")
        c2s(adult, "2024-02-01", "2025-01-31")
        c2s(adult, "2025-05-02", "2026-05-01")
        c2s(recent, "2024-11-02", "2025-11-01")
        c2s(open_, "2024-02-01", "")
        find_ends(adviser.organisation_id, TODAY)
    return child, adult, recent


def counted() -> dict:
    with seeing_nation("test"):
        return values(year(2025).until(TODAY))


def test_what_is_counted_over_several_funds_is_what_the_fund_says(adviser, persons):
    with acting_for(adviser.organisation, "test"):
        of_child = EndedRight.objects.get(person=persons[0])
        note_cause(of_child, "procedural", by=adviser, person=persons[0])
        told = of_fund(adviser.organisation, datetime.date(2025, 1, 1), TODAY, TODAY)
    found = counted()
    assert found["ended_rights"] == told.of().ended == 3
    assert found["ended_rights_by_age"] == {"child": 1, "adult": 2, "unknown": 0}
    assert found["ended_rights_by_cause"]["procedural"] == told.of(cause="procedural").ended == 1
    assert found["ended_rights_by_cause"]["unknown"] == told.of(cause="").ended == 2
    assert found["ended_rights_procedural_share"] == 1
    # One on the 90th day and one on the 91st; of the third nobody knows yet.
    assert found["ended_rights_reopened_soon_share"] == told.of().reopened_soon / told.of().old_enough == 0.5
    assert found["ended_rights_mean_days_without"] == (89 + 90) / 2


def test_a_right_that_had_not_ended_is_counted_no_more(adviser, persons):
    with acting_for(adviser.organisation, "test"):
        c2s(persons[2], "2025-11-02", "2026-11-01")
        find_ends(adviser.organisation_id, TODAY)
    assert counted()["ended_rights"] == 2


def test_the_fact_has_no_person_and_stays_when_the_person_is_erased(adviser, persons):
    assert not [field for field in EndedRightFact._meta.get_fields() if "person" in field.name]
    with acting_for(adviser.organisation, "test"):
        facts = list(EndedRightFact.objects.order_by("ended_on", "pk"))
        assert {row.name for row in rows(facts)} == {person.full_name for person in persons}
        EndedRight.objects.update(person=None)
        assert [(row.name, row.url) for row in rows(facts)] == [("", "")] * 3
    assert counted()["ended_rights"] == 3
