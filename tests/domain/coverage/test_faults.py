"""What goes wrong while a file comes in: two at once, a connection that is cut half way, a file cut in the middle, an
import that is taken back meanwhile."""

import datetime
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import OperationalError, connection
from psycopg.conninfo import make_conninfo

from allervers.config.database import as_owner, parameters
from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.benefits_file import BenefitsFile
from allervers.domain.coverage.loading import bring_in
from allervers.domain.coverage.models import CoveragePeriod, CoverageStatement, MonthlyResource, OtherBenefit
from allervers.domain.coverage.resources_file import ResourcesFile
from allervers.domain.coverage.rights_file import RightsFile
from allervers.domain.coverage.taking_back import take_back
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.imports.models import FileImport
from allervers.domain.imports.trace import NotTakenBack
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = datetime.date(2025, 2, 15)
ZOE, LEO = "184037511600176", "184037511600275"
RIGHTS = "fund_code;nir;right;class;starts_on;ends_on;managing_body;known_on"
RESOURCES = "fund_code;nir;kind;month;amount;transmitted_on"
BENEFITS = "fund_code;nir;benefit;starts_on;ends_on;c2s_opposed;managing_body;household_nirs"
C2S = ";c2s;free;2024-04-01;2025-03-31;;2024-04-02"
FILES = {
    RightsFile: (RIGHTS, C2S, CoverageStatement),
    ResourcesFile: (RESOURCES, ";wage;2025-01;812.40;2025-02-01", MonthlyResource),
    BenefitsFile: (BENEFITS, ";rsa;2025-01-01;;;;", OtherBenefit),
}


@pytest.fixture(autouse=True)
def _people():
    for code, number in (("811", ZOE), ("811", LEO), ("011", ZOE)):
        factories.person(Organisation.objects.get(code=code), nir=number)


def written(tmp_path, header: str, *lines: str):
    path = tmp_path / "file.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def count(table) -> int:
    with as_owner():
        return table.objects.count()


@pytest.mark.parametrize("kind", FILES)
def test_one_file_twice_at_the_same_moment_is_kept_once_and_nobody_is_refused(tmp_path, kind):
    header, rest, table = FILES[kind]
    path, together = written(tmp_path, header, f"811;{ZOE}{rest}", f"811;{LEO}{rest}"), Barrier(2)

    def bring(_) -> int:
        try:
            together.wait(20)
            report = bring_in(path, kind(), TODAY, lambda *told: None)
            assert report.refusals.sentences() == []
            return report.new
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(bring, range(2))) == [0, 2]
    assert count(table) == 2


def test_a_connection_that_is_cut_between_two_funds_leaves_nothing(tmp_path):
    path = written(tmp_path, RIGHTS, f"011;{ZOE}{C2S}", f"811;{ZOE}{C2S}")

    def cut(step: str, done: int, _) -> None:
        if step == "Écriture" and done == 1:
            assert count_here() == 1  # the first fund is written, in a transaction that never ends
            with psycopg.connect(make_conninfo(**parameters("app")), autocommit=True) as other:
                other.execute("select pg_terminate_backend(%s)", [connection.connection.info.backend_pid])

    def count_here() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where relation = 'coverage_coveragestatement'::regclass "
                           "and pid = pg_backend_pid() and mode = 'RowExclusiveLock'")  # fmt: skip
            return cursor.fetchone()[0]

    with pytest.raises(OperationalError):
        bring_in(path, RightsFile(), TODAY, cut)
    connection.close()
    assert count(CoverageStatement) == 0
    assert bring_in(path, RightsFile(), TODAY, lambda *told: None).new == 2


@pytest.mark.parametrize("taken", range(1, 60, 7))
def test_a_file_that_is_cut_in_the_middle_is_refused_or_says_less_and_never_something_else(tmp_path, taken):
    """What is cut off at the end of a line is told by line and field; a whole line that is missing is nobody's."""
    path = written(tmp_path, RIGHTS, f"811;{ZOE}{C2S}", f"811;{LEO}{C2S}")
    path.write_bytes(path.read_bytes()[:-taken])
    report = bring_in(path, RightsFile(), TODAY, lambda *told: None)
    if report.is_refused:
        assert "ligne 3" in report.refusals.sentences()[0]
        assert count(CoverageStatement) == 0
    else:
        assert report.new == 2  # only the last end of line was gone
        assert taken == 1


def until_somebody_waits() -> None:
    with psycopg.connect(make_conninfo(**parameters("owner")), autocommit=True) as other:
        for _ in range(400):
            if other.execute("select count(*) from pg_locks where not granted").fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("nobody waits")


def test_an_import_is_taken_back_after_the_one_that_is_coming_in_and_sees_what_it_changed(tmp_path):
    def benefits(last: str):
        return written(tmp_path, BENEFITS, *(f"{code};{ZOE};rsa;2025-01-01;{last};;;" for code in ("011", "811")))

    bring_in(benefits(""), BenefitsFile(), TODAY, lambda *told: None)
    with as_owner():
        first = FileImport.objects.latest("pk").pk

    def taken_back() -> str:
        try:
            with as_owner(), pytest.raises(NotTakenBack) as refused:
                take_back(first, "mauvais fichier")
            return str(refused.value)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        answers = []

        def told(step: str, done: int, _) -> None:
            if step == "Écriture" and done == 1:
                answers.append(threads.submit(taken_back))
                until_somebody_waits()

        assert bring_in(benefits("2025-06-30"), BenefitsFile(), TODAY, told).new == 2
        assert "2 lignes changées depuis par un autre import" in answers[0].result(20)


def test_two_that_learn_of_one_person_at_the_same_moment_are_both_believed():
    """A decision while a file comes in: what is believed follows from both."""
    fund, together = Organisation.objects.get(code="811"), Barrier(2)
    with acting_for(fund, "test"):
        person = Person.objects.order_by("pk").first()

    def learnt(place: int) -> int:
        first = datetime.date(2024 + place, 1, 1)
        said = Statement(first, first, FOR_EVER, Kind(("free", "contribution")[place]))
        try:
            together.wait(20)
            with acting_for(fund, "test"):
                return learn(fund.pk, [Stated(person.pk, "c2s", said)])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(learnt, range(2))) == [1, 1]
    with as_owner():
        now = CoveragePeriod.objects.filter(believed__endswith=None).order_by("validity")
        assert [row.c2s_class for row in now] == ["free", "contribution"]
