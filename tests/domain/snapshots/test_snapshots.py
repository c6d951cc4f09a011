"""A published figure can be found again as it was, and what changed since is told."""

import datetime
import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.figures.periods import year
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.snapshots.models import FactChange, Snapshot
from allervers.domain.snapshots.queries import compared, fact_changes, facts_then, visible
from allervers.domain.snapshots.workflow import Line, freeze
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def manager(adviser):
    return factories.account(Role.MANAGER, at=adviser.organisation)


def close(adviser, **fields):
    file = factories.accompaniment(adviser, **fields)
    with acting_as(adviser, "test"):
        return workflow.close(file, reason="care_obtained", outcomes=["gp_found"])


def frozen(manager, lines=(), snapshot_id=None):
    with acting_as(manager, "test"):
        return freeze(
            manager,
            snapshot_id=snapshot_id or uuid.uuid4(),
            title="Rapport annuel",
            period=year(timezone.localdate().year),
            fund=manager.organisation,
            read=lambda: list(lines),
        )


def changes(manager, snapshot):
    with acting_as(manager, "test"):
        return {change.facts.declaration.kind: (change.how_many, change.fields) for change in fact_changes(snapshot)}


def test_what_is_closed_afterwards_is_told_and_not_counted_as_of_then(adviser, manager):
    close(adviser)
    snapshot = frozen(manager)
    close(adviser)
    assert changes(manager, snapshot)["accompaniment"] == ({"entered": 1}, {})
    with acting_as(manager, "test"):
        assert len(facts_then(snapshot, "accompaniment")) == 1


def test_a_closure_taken_back_and_a_correction_are_told_apart(adviser, manager):
    reopened, corrected = close(adviser), close(adviser)
    snapshot = frozen(manager)
    with acting_as(adviser, "test"):
        workflow.reopen(reopened, why="close trop tôt")
        person = corrected.person
        person.sex = "M" if person.sex == "F" else "F"
        person.save()
    how_many, fields = changes(manager, snapshot)["accompaniment"]
    assert how_many == {"reopened": 1, "corrected": 1}
    assert fields == {"sex": 1}


def test_what_is_put_back_as_it_was_is_no_change(adviser, manager):
    file = close(adviser)
    snapshot = frozen(manager)
    with acting_as(adviser, "test"):
        person, sex = file.person, file.person.sex
    for now in ("M" if sex == "F" else "F", sex):
        with acting_as(adviser, "test"):
            person.sex = now
            person.save()
    assert changes(manager, snapshot)["accompaniment"] == ({}, {})
    with acting_as(manager, "test"):
        assert FactChange.objects.filter(kind="accompaniment").count() == 2


def test_the_facts_of_then_are_read_again_exactly(adviser, manager):
    file = close(adviser)
    with connection.cursor() as cursor, acting_as(manager, "test"):
        cursor.execute("select to_jsonb(f) from figures_accompanimentfact f where id = %s", [file.pk])
        before = cursor.fetchone()[0]
    snapshot = frozen(manager)
    with acting_as(adviser, "test"):
        workflow.reopen(file, why="close trop tôt")
    close(adviser)
    with acting_as(manager, "test"):
        assert facts_then(snapshot, "accompaniment") == [before]


def test_where_nothing_was_frozen_no_change_is_kept(adviser, manager):
    with acting_as(adviser, "test"):
        workflow.reopen(close(adviser), why="close trop tôt")
    with acting_as(manager, "test"):
        assert not FactChange.objects.exists()


def test_a_frozen_figure_cannot_be_changed_nor_taken_away(manager):
    snapshot = frozen(manager)
    with acting_as(manager, "test"):
        for write in (lambda: Snapshot.objects.update(title="autre"), snapshot.delete):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                write()


def test_sending_the_form_twice_freezes_once(manager):
    snapshot_id = uuid.uuid4()
    assert frozen(manager, snapshot_id=snapshot_id) == frozen(manager, snapshot_id=snapshot_id)


def test_another_fund_sees_neither_the_figures_nor_the_changes(adviser, manager):
    file = close(adviser)
    frozen(manager)
    with acting_as(adviser, "test"):
        workflow.reopen(file, why="close trop tôt")
    stranger = factories.account(Role.MANAGER)
    with acting_as(stranger, "test"):
        assert not Snapshot.objects.exists()
        assert not FactChange.objects.exists()


def test_the_nation_has_its_own_and_does_not_see_those_of_the_funds(manager):
    frozen(manager)
    analyst = factories.account(Role.NATIONAL_ANALYST)
    with acting_as(analyst, "test"):
        assert not visible(analyst).exists()
        assert not Snapshot.objects.exists()


def test_values_are_compared_line_by_line_and_say_when_the_definition_changed(manager):
    kept = Line("closures", "", "12", 12)
    snapshot = frozen(manager, [kept, Line("successes", "", "7", 7)])
    snapshot.definitions["successes"]["definition"] = "Autre définition."
    now = [Line("closures", "", "12", 12), Line("successes", "", "8", 8), Line("detections", "", "3", 3)]
    found = compared(snapshot, now)
    assert [(each.changed, each.redefined) for each in found] == [(False, False), (True, True), (True, True)]
    assert found[2].then is None


def test_the_day_of_the_snapshot_is_after_all_that_it_counts(adviser, manager):
    close(adviser)
    snapshot = frozen(manager)
    assert timezone.now() - snapshot.made_at < datetime.timedelta(minutes=5)
    told = changes(manager, snapshot)
    assert {"referral", "accompaniment"} <= told.keys()
    assert all(each == ({}, {}) for each in told.values())
