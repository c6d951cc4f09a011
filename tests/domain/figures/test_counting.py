"""Figures counted beforehand are always those of a direct count, whatever was written, counted or redefined between."""

import datetime
import random
import threading
from dataclasses import replace

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import Count, F, Sum
from django.utils import timezone

from allervers.domain.accompaniment.codes import Public
from allervers.domain.coverage.models import EndedRight
from allervers.domain.figures import counting, periods, queries
from allervers.domain.figures.counting import catch_up
from allervers.domain.figures.facts.field_action import HELPED, INFORMED, TARGETED
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.models import ChangedMonth, CountedMonth, EndedRightFact
from allervers.domain.figures.shapes import all_counted, all_totals
from allervers.domain.organisations.context import acting_as, acting_for, seeing_nation
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.codes import CATEGORIES, FORGONE_CARE_REASONS
from allervers.domain.referrals.models import Referral
from tests import factories

from .files import at_noon, closed, opened, received

pytestmark = pytest.mark.django_db
day = datetime.date.fromisoformat
PERIODS = [
    periods.year(2025),
    periods.month(2025, 2),
    replace(periods.year(2025), start=day("2025-01-10"), end=day("2025-03-15")),
    periods.year(2024),
]
PERSONS_REACHED = (TARGETED, INFORMED, HELPED)


def days_of(facts):
    """From the receipt to the end; without rights, from the last day to the first one, neither counted."""
    if facts is EndedRightFact:
        return F("reopened_on") - F("ended_on") - datetime.timedelta(days=1)
    return F("answered_on" if hasattr(facts, "answered_on") else "closed_on") - F("received_on")


def direct(period, fund_ids):
    """Files of every population, and days and ages in all, asked from the facts at once."""
    figures = [entry.figure for entry in CATALOGUE.values()]
    found = {}
    for facts, dated_by in counting.sources():
        populations = [p for p in all_counted(figures) if (p.facts, p.dated_by) == (facts, dated_by)]
        totals = [t for t in all_totals(figures) if (t[1].facts, t[1].dated_by) == (facts, dated_by)]
        rows = facts.objects.filter(fund_id__in=fund_ids)
        if dated_by:
            rows = rows.filter(**{f"{dated_by}__range": (period.start, period.end)})
        added = {"days": days_of(facts), "ages": F("age"), **{name: F(name) for name in PERSONS_REACHED}}
        asked = {
            **{f"files_{n}": Count("pk", filter=p.whole_condition or None) for n, p in enumerate(populations)},
            **{f"total_{n}": Sum(added[m], filter=p.whole_condition or None) for n, (m, p) in enumerate(totals)},
        }
        numbers = [getattr(number, "days", number) or 0 for number in rows.aggregate(**asked).values()]
        found |= dict(zip([*populations, *totals], numbers, strict=True))
    return found


def one_by_one(period, fund_ids):
    """The same files, each population asked alone."""
    return {
        population: population.facts.objects.filter(
            population.whole_condition,
            fund_id__in=fund_ids,
            **({f"{population.dated_by}__range": (period.start, period.end)} if population.dated_by else {}),
        ).count()
        for population in all_counted(entry.figure for entry in CATALOGUE.values())
    }


def assert_equal_to_a_direct_count(funds, period, count=direct):
    ids = [fund.pk for fund in funds]
    with seeing_nation("test"):
        tally, expected = queries.tally(CATALOGUE.values(), period, ids), count(period, ids)
    given = {population: tally.files(population) for population in tally.files_by_fund}
    given |= {total: tally.total(*total) for total in tally.totals_by_fund}
    assert {thing: given[thing] for thing in expected} == expected


class Fund:
    """A fund in which things happen at random."""

    def __init__(self):
        self.fund, self.files = factories.fund(), []

    def something_happens(self):
        of_files = [self.receive, self.end, self.end, self.start, self.reopen, self.correct_the_birth_date]
        random.choice([*of_files, self.lose_a_right, self.had_not_lost_it])()

    def receive(self):
        family = random.choice(list(CATEGORIES))
        return received(
            self.fund,
            day("2024-12-20") + datetime.timedelta(days=random.randrange(90)),
            family,
            random.choice(CATEGORIES[family].values),
            reasons=random.choice([["rights"], FORGONE_CARE_REASONS]),
            birth_date=random.choice([day("2004-05-06"), day("1980-05-06"), day("1950-05-06")]),
        )

    def start(self):
        self.files.append(opened(self.receive(), random.choice([["care"], ["care", "rights"], ["digital"]])))

    def end(self):
        referral = self.receive()
        reason = random.choice(["care_obtained", "abandoned", "not_relevant"])
        details = {} if reason == "not_relevant" else {"themes": random.choice([["care"], ["rights", "digital"]])}
        on = timezone.localdate(referral.received_at) + datetime.timedelta(days=random.randrange(60))
        self.files.append(closed(referral, on, reason, **details))

    def reopen(self):
        for file in self.files[:1]:
            if file.opened_on:
                with acting_for(self.fund, "test"):
                    file.closed_on, file.closure_reason, file.outcomes = None, "", []
                    file.save()

    def lose_a_right(self):
        on = day("2024-11-20") + datetime.timedelta(days=random.randrange(90))
        with acting_for(self.fund, "test"):
            EndedRight.objects.create(
                fund=self.fund, person=factories.person(self.fund), right="c2s", ended_on=on,
                age=random.choice([None, 12, 18, 40]), cause=random.choice(["", "procedural", "death"]),
                reopened_on=random.choice([None, on + datetime.timedelta(days=random.choice([2, 90, 91]))]),
            )  # fmt: skip

    def had_not_lost_it(self):
        with acting_for(self.fund, "test"):
            if known := EndedRight.objects.first():
                known.delete()

    def correct_the_birth_date(self):
        for file in self.files[-1:]:
            if file.person:
                with acting_for(self.fund, "test"):
                    file.person.birth_date = random.choice([day("2003-05-06"), day("1944-05-06")])
                    file.person.save()


def test_whatever_is_written_and_whenever_it_is_counted_figures_are_those_of_a_direct_count():
    places = [Fund(), Fund()]
    funds = [place.fund for place in places]
    for _ in range(4):
        for _ in range(random.randrange(1, 9)):
            random.choice(places).something_happens()
        if random.random() < 0.6:
            catch_up()
        assert_equal_to_a_direct_count(funds, random.choice(PERIODS))
    catch_up()
    for place in places:
        place.something_happens()
    for period in PERIODS:
        assert_equal_to_a_direct_count(funds, period)
    assert_equal_to_a_direct_count(funds, PERIODS[0], one_by_one)


def test_after_counting_nothing_is_asked_from_the_facts():
    place = Fund()
    place.end()
    catch_up()
    assert ChangedMonth.objects.count() == 0
    with seeing_nation("test"), connection.execute_wrapper(_no_facts):
        assert queries.values(periods.year(2025))["closures"] >= 0


def _no_facts(execute, sql, parameters, many, context):
    assert "figures_accompanimentfact" not in sql
    assert "figures_referralfact" not in sql
    return execute(sql, parameters, many, context)


def test_a_public_alone_has_the_figures_of_its_column_in_the_profile():
    place = Fund()
    for _ in range(12):
        place.end()
    for counted in (False, True):
        if counted:
            catch_up()
        with acting_for(place.fund, "test"):
            profile = queries.values(periods.year(2025), place.fund.pk)["profile"]
            for public in Public.values:
                alone = queries.values(periods.year(2025), place.fund.pk, public)
                assert alone["closures"] == profile[public]["closures"]
                assert alone["success_share"] == profile[public]["success_share"]
                assert "detections" not in alone
                assert "profile" not in alone


def test_a_definition_that_changes_is_counted_again(monkeypatch):
    place = Fund()
    place.end()
    place.receive()
    catch_up()
    with seeing_nation("test"):
        before = queries.values(periods.year(2025))
        # The former definition's numbers are in another order.
        CountedMonth.objects.update(definition="former", files=[9], totals=[9])
        assert queries.values(periods.year(2025)) == before
        assert catch_up() > 0
        assert not CountedMonth.objects.filter(definition="former").exists()
        assert queries.values(periods.year(2025)) == before


def test_what_is_taken_back_leaves_no_mark():
    place = Fund()
    place.end()
    catch_up()
    point = transaction.savepoint()
    place.end()
    transaction.savepoint_rollback(point)
    with seeing_nation("test"):
        assert ChangedMonth.objects.count() == 0
    assert_equal_to_a_direct_count([place.fund], periods.year(2025))


def test_one_statement_that_writes_many_facts_marks_each_month_once():
    place = Fund()
    for _ in range(5):
        received(place.fund, day("2025-03-04"))
    with seeing_nation("test"):
        assert ChangedMonth.objects.filter(fund=place.fund, source="received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_being_written_while_months_are_counted_is_not_lost():
    fund = factories.fund()
    received(fund, day("2025-03-04"))
    written, counted = threading.Event(), threading.Event()

    def write():
        with acting_for(fund, "test"):
            Referral.objects.create(**factories.referral_fields(fund, received_at=at_noon(day("2025-03-05"))))
            written.set()
            counted.wait(timeout=30)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(timeout=30)
    # It counts what it can see, and waits for nobody.
    assert catch_up() == 1
    assert national_detections() == 1
    counted.set()
    writer.join(timeout=30)
    assert national_detections() == 2
    assert catch_up() == 1
    assert national_detections() == 2
    assert catch_up() == 0


def national_detections():
    with seeing_nation("test"):
        return queries.values(periods.year(2025))["detections"]


def test_counted_months_of_another_fund_are_not_seen():
    place, other = Fund(), factories.fund()
    place.end()
    catch_up()
    with acting_for(other, "test"):
        assert not CountedMonth.objects.exists()
        assert queries.values(periods.year(2025), place.fund.pk)["closures"] == 0


@pytest.mark.parametrize("role", [Role.MANAGER, Role.NATIONAL_ANALYST])
def test_no_account_writes_what_was_counted(role):
    place = Fund()
    place.end()
    catch_up()
    account = factories.account(role, *([place.fund] if role == Role.MANAGER else []))
    with acting_as(account, "test"):
        assert CountedMonth.objects.exists()
        assert CountedMonth.objects.update(files=[0]) == 0
        assert CountedMonth.objects.filter(fund=place.fund)._raw_delete("default") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            CountedMonth.objects.create(
                source="closed", fund=place.fund, month=day("2020-01-01"), first_day=day("2020-01-01"),
                last_day=day("2020-01-01"), definition="", files=[], totals=[],
            )  # fmt: skip


def test_every_population_of_the_catalogue_is_counted_beforehand():
    known = {population for source in counting.sources().values() for population in source.populations}
    asked = {population.of_public("") for population in all_counted(entry.figure for entry in CATALOGUE.values())}
    assert asked == known
