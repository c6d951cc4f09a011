"""A fact and its indicators are two files: those of docs/adding-a-fact.md, as they stand, and all else follows."""

import re
import sys
import uuid
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.utils import timezone

from allervers.config.database import as_owner
from allervers.domain.accompaniment import workflow
from allervers.domain.figures import counting, editions, facts
from allervers.domain.figures.counting import catch_up
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.models import CountedMonth
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import answerable, tally, values
from allervers.domain.organisations.context import acting_as, seeing_nation
from allervers.domain.organisations.roles import Role
from allervers.domain.snapshots.queries import fact_changes
from allervers.domain.snapshots.workflow import Line, freeze
from allervers.report.content import compose
from allervers.report.reading import Reading, Years
from allervers.web.figures.behind import dates_of, facts_behind, rows
from allervers.web.snapshots.words import described
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = Path(__file__).parents[3] / "docs" / "adding-a-fact.md"


def _forget_what_was_worked_out():
    for worked_out in (counting.sources, editions._shown, editions._ranks, editions._definition):
        worked_out.cache_clear()


@pytest.fixture
def contact_fact():
    """The page's two files, and its table made as a migration makes it."""
    names = []
    try:
        for path, text in re.findall(r"```python\n# src/(\S+)\.py\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S):
            name = path.replace("/", ".")
            module = ModuleType(name)
            module.__package__, module.__file__ = name.rpartition(".")[0], path
            sys.modules[name] = module
            names.append(name)
            exec(compile(text, path, "exec"), module.__dict__)
        model = facts.of_kind("contact")
        with as_owner(), connection.schema_editor() as editor:
            editor.create_model(model)
        with as_owner():
            emit_post_migrate_signal(0, False, "default")
        _forget_what_was_worked_out()
        yield model
    finally:
        model = facts._DECLARED.pop("contact", None)
        for name in [name for name, entry in CATALOGUE.items() if entry.theme == "Contacts"]:
            del CATALOGUE[name]
        for name in names:
            del sys.modules[name]
        apps.all_models["figures"].pop("contactfact", None)
        apps.clear_cache()
        _forget_what_was_worked_out()
        with as_owner():
            with connection.cursor() as cursor:
                cursor.execute("drop table if exists figures_contactfact cascade")
                cursor.execute("select oid::regprocedure from pg_proc where proname ~ '^facts_[a-z]+_contact(_|$)'")
                for (function,) in cursor.fetchall():
                    cursor.execute(f"drop function {function} cascade")
            emit_post_migrate_signal(0, False, "default")


def contact(adviser, file, result):
    with acting_as(adviser, "test"):
        return workflow.note_contact(
            file.referral, contact_id=uuid.uuid4(), author=adviser, channel="phone", result=result
        )


def test_two_files_are_counted_frozen_told_and_shown(contact_fact):
    adviser = factories.account(Role.ADVISER)
    manager = factories.account(Role.MANAGER, at=adviser.organisation)
    today = timezone.localdate()
    period = year(today.year).until(today)
    file = factories.accompaniment(adviser)
    contact(adviser, file, "no_answer")
    contact(adviser, file, "reached")

    # Written by a trigger, seen by its fund alone, counted at once and beforehand.
    with acting_as(adviser, "test"):
        assert sorted(contact_fact.objects.values_list("result", flat=True)) == ["no_answer", "reached"]
        counted = values(period, adviser.organisation_id)
    assert (counted["contacts"], counted["contacts_reached_share"]) == (2, 0.5)
    with acting_as(factories.account(Role.ADVISER), "test"):
        assert not contact_fact.objects.exists()
    assert catch_up()
    with seeing_nation("test"):
        [month] = CountedMonth.objects.filter(source="contacted", public="")
        assert month.month == today.replace(day=1)
        assert values(period, adviser.organisation_id)["contacts"] == 2

    # Frozen, then changed: the change is told in the field's words.
    with acting_as(manager, "test"):
        snapshot = freeze(
            manager, snapshot_id=uuid.uuid4(), title="Rapport", period=period, fund=manager.organisation,
            read=lambda: [Line("contacts", "", "2", 2)],
        )  # fmt: skip
    contact(adviser, file, "reached")
    with acting_as(manager, "test"):
        sentences = [one for change in fact_changes(snapshot) for one in described(change, published=False)]
    assert sentences == ["1 contact a été ajouté à cette période."]

    # The list behind the number, and a page of the report.
    with acting_as(manager, "test"):
        behind = rows(facts_behind(CATALOGUE["contacts"].figure.of, period, manager.organisation_id))
        assert [date.verbose_name for date in dates_of(contact_fact)] == ["date du contact"]
        assert [row.dates for row in behind] == [[("date du contact", today)]] * 3
        reading = Reading(tally(answerable(manager.organisation_id).values(), period, manager.organisation_id))
    sections, _ = compose(Years(today.year, reading, None, several_funds=False))
    [page] = next(section for section in sections if section.title == "Contacts").pages
    assert [(card.label, card.amount.number) for card in page.cards] == [("Contacts", 3), ("Contacts aboutis", 0.6667)]
    assert [chart.title for chart in page.visuals] == ["Contacts par résultat"]


def test_what_is_there_before_a_fact_is_declared_is_written_once_it_is(request):
    adviser = factories.account(Role.ADVISER)
    contact(adviser, factories.accompaniment(adviser), "reached")
    contact_fact = request.getfixturevalue("contact_fact")
    today = timezone.localdate()
    with acting_as(adviser, "test"):
        assert contact_fact.objects.count() == 1
        assert values(year(today.year).until(today), adviser.organisation_id)["contacts"] == 1


def test_a_kind_or_a_name_that_another_fact_has_is_refused():
    given = {"view": "", "rewritten_by": {}, "words": ("", "")}
    with pytest.raises(ValueError, match="of another fact"):
        facts.declare(kind="referral", dates={"day": "new"}, **given)
    with pytest.raises(ValueError, match="of another fact"):
        facts.declare(kind="visit", dates={"day": "received"}, **given)
