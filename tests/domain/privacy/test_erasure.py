"""Eighteen months after the closure the person is gone, the facts remain, and nothing goes a day too early."""

import datetime
import os
import signal
import threading

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from allervers.config import database, embedded
from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Accompaniment, Action, Contact
from allervers.domain.figures import periods
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import acting_as, acting_for, seeing_nation
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.people.models import Person
from allervers.domain.privacy import queries
from allervers.domain.privacy.journal import PAGE, note_reading
from allervers.domain.privacy.models import Erasure, Reading
from allervers.domain.privacy.retention import closed_at_the_latest, erase_due_files, erase_everywhere, erase_on
from allervers.domain.privacy.tasks import SCHEDULE, erase
from allervers.domain.referrals.models import Referral
from tests import factories
from tests.domain.figures.files import closed, opened, received
from tests.processes import python

pytestmark = pytest.mark.django_db
day = datetime.date.fromisoformat


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def due_today():
    return closed_at_the_latest(timezone.localdate())


def closed_file(fund, on, **fields):
    return closed(received(fund, on - datetime.timedelta(days=40), birth_name="Vestige"), on, **fields)


def left(fund, model):
    with acting_for(fund, "test"):
        return model.objects.filter(fund=fund).count()


def rows_that_hold(text):
    """The tables in which a text is still found, read by whoever sees everything."""
    with psycopg.connect(embedded.conninfo("postgres", "", database.NAME)) as everything:
        tables = everything.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        return {
            table
            for (table,) in tables
            if everything.execute(f'select 1 from "{table}" t where t::text like %s limit 1', [f"%{text}%"]).fetchone()
        }


def test_a_file_goes_eighteen_months_after_its_closure_to_the_day(fund, due_today):
    closed_file(fund, due_today)
    closed_file(fund, due_today + datetime.timedelta(days=1))
    assert erase_due_files(fund).files == 1
    assert (left(fund, Accompaniment), left(fund, Referral), left(fund, Person)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("closed_on", "erased_on"),
    [
        ("2024-06-15", "2025-12-15"),
        ("2024-08-31", "2026-02-28"),
        ("2024-08-29", "2026-02-28"),
        ("2022-08-31", "2024-02-29"),
        ("2025-02-28", "2026-08-28"),
        ("2025-12-31", "2027-06-30"),
    ],
)
def test_the_last_days_of_a_month(fund, closed_on, erased_on):
    closed_file(fund, day(closed_on))
    assert erase_on(day(closed_on)) == day(erased_on)
    with acting_for(fund, "test"), connection.cursor() as cursor:
        for on, count in ((day(erased_on) - datetime.timedelta(days=1), 0), (day(erased_on), 1)):
            cursor.execute("select count(*) from files_due_for_erasure(%s, %s)", [fund.pk, on])
            assert cursor.fetchone() == (count,)
            assert queries.closed_files(fund.pk, on).count() == count


def test_a_person_with_another_file_stays_until_that_one_goes(fund, due_today):
    person = factories.person(fund)
    closed_file(fund, due_today, person=person)
    opened(received(fund, due_today), person=person)
    assert (erase_due_files(fund).files, left(fund, Accompaniment), left(fund, Person)) == (1, 1, 1)


def test_two_files_of_a_person_that_are_due_together_go_with_the_person(fund, due_today):
    person = factories.person(fund)
    for days in (0, 9):
        closed_file(fund, due_today - datetime.timedelta(days=days), person=person)
    done = erase_due_files(fund)
    assert (done.files, done.persons, left(fund, Person)) == (2, 1, 0)


def test_a_referral_that_never_became_a_person_goes_too(fund, due_today):
    for reason in ("not_relevant", "unreachable"):
        closed_file(fund, due_today, reason=reason)
    done = erase_due_files(fund)
    assert (done.files, done.persons) == (2, 0)
    assert (left(fund, Referral), left(fund, Contact)) == (0, 0)


def test_open_files_and_waiting_referrals_stay_however_old(fund):
    opened(received(fund, day("2019-01-01")), on=day("2019-01-02"))
    received(fund, day("2019-01-01"))
    assert erase_due_files(fund).files == 0
    assert left(fund, Referral) == 2


def test_facts_remain_and_no_figure_changes(fund, due_today):
    for reason in ("care_obtained", "not_relevant", "abandoned"):
        closed_file(fund, due_today, reason=reason)

    def figures():
        with seeing_nation("test"):
            return [values(periods.year(due_today.year - back)) for back in (0, 1)]

    before = figures()
    assert sum(year["closures"] for year in before) == 3
    assert erase_due_files(fund).files == 3
    assert figures() == before
    assert (left(fund, AccompanimentFact), left(fund, ReferralFact)) == (3, 3)


def test_the_journal_of_reads_survives_and_leads_nowhere(fund, due_today):
    accompaniment = closed_file(fund, due_today)
    reader = factories.account(Role.ADVISER, fund)
    with acting_as(reader, "test"):
        note_reading(accompaniment.person, reader, PAGE)
    erase_due_files(fund)
    with acting_for(fund, "test"):
        reading = Reading.objects.get()
        assert reading.person_id == accompaniment.person_id
        assert not Person.objects.filter(pk=reading.person_id).exists()


def test_a_run_writes_how_much_it_erased_and_an_idle_one_nothing(fund, due_today):
    closed_file(fund, due_today)
    erase_due_files(fund)
    erase_due_files(fund)
    with acting_for(fund, "test"):
        assert [(run.files, run.persons) for run in Erasure.objects.all()] == [(1, 1)]


def test_a_fund_erases_nothing_of_another(fund, due_today):
    other = factories.fund()
    closed_file(other, due_today)
    assert erase_due_files(fund).files == 0
    assert left(other, Person) == 1


def test_the_handler_of_a_file_does_not_erase_it(fund, due_today):
    body = factories.organisation("handling_body")
    accompaniment = closed_file(fund, due_today)
    with acting_for(fund, "test"):
        Accompaniment.objects.filter(pk=accompaniment.pk).update(handled_by=body)
    assert erase_due_files(body).files == 0
    assert left(fund, Person) == 1


def test_every_fund_is_visited_old_ones_too(due_today):
    funds = [factories.fund(), factories.fund(is_active=False)]
    for fund in funds:
        closed_file(fund, due_today)
    erase_everywhere()
    assert [left(fund, Person) for fund in funds] == [0, 0]


def test_the_worker_knows_the_job_and_runs_it_alone_every_night():
    app.perform_import_paths()
    assert app.tasks["privacy.erase"] is erase
    assert (erase.lock, erase.queueing_lock) == ("privacy.erase", "privacy.erase")
    assert SCHEDULE in [periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()]


def test_a_fund_that_fails_does_not_hold_up_the_others(due_today, monkeypatch):
    failing, fine = factories.fund(code="a-failing"), factories.fund(code="b-fine")
    closed_file(fine, due_today)

    def erase_but(fund):
        if fund == failing:
            raise DatabaseError
        return erase_due_files(fund)

    monkeypatch.setattr("allervers.domain.privacy.retention.erase_due_files", erase_but)
    with pytest.raises(RuntimeError, match="a-failing"):
        erase_everywhere()
    assert left(fine, Person) == 0


TABLES = [Person, Referral, Accompaniment, Contact, Action, *(m.events.rel.related_model for m in (Person, Referral))]


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_nothing_goes_early_even_by_raw_sql(fund, model):
    closed_file(fund, timezone.localdate())
    with (
        acting_for(fund, "test"),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"delete from {model._meta.db_table}")


def test_the_database_asks_its_own_clock(fund):
    closed_file(fund, closed_at_the_latest(timezone.localdate()) + datetime.timedelta(days=1))
    with acting_for(fund, "test"), connection.cursor() as cursor:
        cursor.execute("set local timezone to 'Pacific/Kiritimati'")
        cursor.execute("select files from erase_due_files()")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_person_is_left_in_any_table(due_today):
    fund = factories.fund()
    adviser = factories.account(Role.ADVISER, fund)
    accompaniment = factories.accompaniment(adviser, birth_name="Vestigeunique", nir="")
    with acting_as(adviser, "test"):
        Contact.objects.create(fund=fund, referral=accompaniment.referral, channel="phone", result="reached")
        action = Action.objects.create(
            fund=fund, author=adviser, accompaniment=accompaniment, theme="rights", label="Vestigeunique"
        )
        action.label = "Vestigeunique encore"
        action.save()
        workflow.close(accompaniment, reason="abandoned", outcomes=[], note="Vestigeunique")
        accompaniment.refresh_from_db()
        accompaniment.opened_on = accompaniment.closed_on = due_today
        accompaniment.save()
    assert len(rows_that_hold("Vestigeunique")) >= 6
    erase_due_files(fund)
    assert rows_that_hold("Vestigeunique") == set()
    assert rows_that_hold(str(accompaniment.person_id)) == set()
    assert rows_that_hold(str(accompaniment.pk)) == {"figures_accompanimentfact"}
    assert rows_that_hold(str(accompaniment.referral_id)) == {"figures_referralfact"}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_erase_once(due_today):
    fund = factories.fund()
    for _ in range(5):
        closed_file(fund, due_today)
    done, errors = [], []

    def run():
        try:
            done.append(erase_due_files(Organisation.objects.get(pk=fund.pk)).files)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(done), errors) == ([0, 0, 5], [])


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_being_reopened_stays(due_today):
    fund = factories.fund()
    accompaniment = closed_file(fund, due_today)
    reopened, result = threading.Event(), []

    def run():
        reopened.wait(10)
        result.append(erase_due_files(Organisation.objects.get(pk=fund.pk)).files)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    with acting_for(fund, "test"):
        workflow.reopen(accompaniment, why="la personne a rappelé")
        reopened.set()
        # Give the erasure the time to wait for our row.
        thread.join(0.5)
    thread.join()
    assert result == [0]
    assert left(fund, Person) == 1


KILLED_HALF_WAY = """
import os, signal
os.environ["DJANGO_SETTINGS_MODULE"] = "allervers.config.settings"
import django
django.setup()
from django.db import connection
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.privacy.retention import erase_due_files
first, second = Organisation.objects.filter(code__in=["first", "second"]).order_by("code")
erase_due_files(first)
with acting_for(second, "test"), connection.cursor() as cursor:
    cursor.execute("select files from erase_due_files()")
    assert cursor.fetchone() == (1,)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_half_way_is_finished_by_the_next(due_today):
    funds = [factories.fund(code="first"), factories.fund(code="second")]
    for fund in funds:
        closed_file(fund, due_today)
    killed = python(KILLED_HALF_WAY, os.environ["ALLERVERS_DATA"])
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert [left(fund, Person) for fund in funds] == [0, 1]
    erase_everywhere()
    assert [left(fund, Person) for fund in funds] == [0, 0]
