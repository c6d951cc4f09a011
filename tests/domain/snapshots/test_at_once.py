"""Freezing that is cut short, or done twice at the same moment: a figure is frozen whole, once, or not at all."""

import json
import os
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.figures.models import AccompanimentFact
from allervers.domain.figures.periods import year
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.snapshots.models import Snapshot
from allervers.domain.snapshots.queries import fact_changes
from allervers.domain.snapshots.workflow import Line, freeze
from tests import factories, processes

pytestmark = pytest.mark.django_db(transaction=True)

FREEZES_AND_IS_KILLED = """
import json, os, signal, sys
import django
django.setup()
from allervers.domain.figures.periods import year
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import User
from allervers.domain.snapshots.workflow import freeze
asked = json.loads(sys.stdin.readline())
account = User.objects.get(pk=asked["account"])
with acting_as(account, "test"):
    freeze(
        account, snapshot_id=asked["snapshot"], title="Rapport annuel", period=year(asked["year"]),
        fund=account.organisation, read=lambda: os.kill(os.getpid(), signal.SIGKILL),
    )
"""


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def manager(adviser):
    return factories.account(Role.MANAGER, at=adviser.organisation)


def frozen(manager, snapshot_id, read):
    with acting_as(manager, "test"):
        return freeze(
            manager,
            snapshot_id=snapshot_id,
            title="Rapport annuel",
            period=year(timezone.localdate().year),
            fund=manager.organisation,
            read=read,
        )


def closures():
    """What the page would say, counted from the facts."""
    number = AccompanimentFact.objects.filter(closed_on__isnull=False).count()
    return [Line("closures", "", str(number), number)]


def close(adviser, file):
    with acting_as(adviser, "test"):
        workflow.close(file, reason="care_obtained", outcomes=["gp_found"])


def test_killed_in_the_middle_nothing_is_frozen_nobody_is_held_up_and_it_can_be_done_again(adviser, manager):
    snapshot_id = uuid.uuid4()
    asked = {"account": manager.pk, "snapshot": str(snapshot_id), "year": timezone.localdate().year}
    more = {"DJANGO_SETTINGS_MODULE": "allervers.config.settings"}
    killed = processes.python(FREEZES_AND_IS_KILLED, Path(os.environ["ALLERVERS_DATA"]), **more)
    killed.communicate(json.dumps(asked) + "\n", timeout=60)
    assert killed.returncode == -9
    with acting_as(manager, "test"):
        assert not Snapshot.objects.exists()
    close(adviser, factories.accompaniment(adviser))
    assert frozen(manager, snapshot_id, closures).lines[0]["number"] == 1


def test_the_same_form_sent_twice_at_once_freezes_once(adviser, manager):
    close(adviser, factories.accompaniment(adviser))
    snapshot_id, both_are_counting = uuid.uuid4(), threading.Barrier(2)

    def read():
        both_are_counting.wait(timeout=30)
        return closures()

    def send(_):
        try:
            return frozen(manager, snapshot_id, read)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        made = list(several.map(send, range(2)))
    assert [each.pk for each in made] == [snapshot_id, snapshot_id]
    assert made[0].made_at == made[1].made_at
    with acting_as(manager, "test"):
        assert Snapshot.objects.get().lines == made[0].lines


def test_a_closure_at_the_moment_of_freezing_waits_and_is_told_afterwards(adviser, manager):
    file = factories.accompaniment(adviser)
    ended = []

    def end():
        close(adviser, file)
        ended.append(True)
        connection.close()

    closing = threading.Thread(target=end)

    def read():
        closing.start()
        closing.join(0.7)
        assert not ended
        return closures()

    snapshot = frozen(manager, uuid.uuid4(), read)
    closing.join(timeout=30)
    assert ended
    assert snapshot.lines[0]["number"] == 0
    with acting_as(manager, "test"):
        assert {change.facts.declaration.kind: change.how_many for change in fact_changes(snapshot)}[
            "accompaniment"
        ] == {"entered": 1}
