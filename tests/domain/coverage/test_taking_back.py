"""An import of rights, resources or benefits is taken back: what was known before is known again."""

import datetime

import pytest
from django.apps import apps
from django.db import connection, transaction

from allervers.config.database import as_owner
from allervers.domain.coverage.beliefs import Statement
from allervers.domain.coverage.benefits_file import BenefitsFile
from allervers.domain.coverage.codes import Right
from allervers.domain.coverage.loading import bring_in
from allervers.domain.coverage.models import (
    CoveragePeriod,
    CoverageStatement,
    GapLine,
    KnownCircumstance,
    OfPerson,
    Reliance,
)
from allervers.domain.coverage.resources_file import ResourcesFile
from allervers.domain.coverage.rights_file import RightsFile
from allervers.domain.coverage.taking_back import TABLES, take_back
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.imports.models import FileImport, ImportedRow
from allervers.domain.imports.trace import NotTakenBack, Undone, imports
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.people import nir
from allervers.domain.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = datetime.date(2025, 2, 15)
ZOE, LEO = "184037511600176", "184037511600275"
RIGHTS = "fund_code;nir;right;class;starts_on;ends_on;managing_body;known_on"
RESOURCES = "fund_code;nir;kind;month;amount;transmitted_on"
BENEFITS = "fund_code;nir;benefit;starts_on;ends_on;c2s_opposed;managing_body;household_nirs"
C2S = f"811;{ZOE};c2s;free;2024-04-01;2025-03-31;;2024-04-02"
RSA = f"811;{ZOE};rsa;2025-01-01;;;;{LEO}"


@pytest.fixture
def fund():
    return Organisation.objects.get(code="811")


@pytest.fixture(autouse=True)
def _people(fund):
    for number in (ZOE, LEO):
        factories.person(fund, nir=number)


@pytest.fixture
def brought_in(tmp_path):
    """Brings in lines of one kind and gives the number of the import."""

    def bring(kind, header: str, *lines: str, **options) -> int:
        path = tmp_path / "file.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        report = bring_in(path, kind(), TODAY, lambda *told: None, **options)
        assert not report.is_refused, report.refusals.sentences()
        with as_owner():
            return max(FileImport.objects.values_list("pk", flat=True), default=0)

    return bring


def content() -> dict:
    """Every row, and the periods, whose keys are new each time they are worked out."""
    with as_owner():
        found = {table: list(table.objects.order_by("pk").values()) for table in TABLES}
        periods = CoveragePeriod.objects.order_by("person_id", "right", "validity", "believed").values()
        return found | {CoveragePeriod: [{**row, "id": None} for row in periods]}


def taken_back(number: int, **options) -> Undone:
    with as_owner():
        return take_back(number, "mauvais fichier", **options)


def refusal(number: int) -> str:
    with pytest.raises(NotTakenBack) as refused:
        taken_back(number)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_right_that_is_taken_back_leaves_what_was_believed_before(brought_in):
    brought_in(RightsFile, RIGHTS, C2S)
    before = content()
    shorter = brought_in(RightsFile, RIGHTS, C2S, f"811;{ZOE};c2s;free;2024-04-01;2024-12-31;;2024-12-20")
    assert content() != before
    assert taken_back(shorter) == Undone(deleted=1, restored=0)
    assert content() == before


def test_a_benefit_that_changed_is_again_what_it_was_and_who_lives_together_too(brought_in):
    brought_in(BenefitsFile, BENEFITS, f"811;{ZOE};rsa;2025-01-01;;false;Caisse 811;")
    before = content()
    number = brought_in(
        BenefitsFile, BENEFITS, f"811;{ZOE};rsa;2025-01-01;2025-06-30;true;;{LEO}", f"811;{LEO};aah;2025-01-01;;;;"
    )
    assert taken_back(number) == Undone(deleted=2, restored=1)
    assert content() == before


def test_resources_that_are_taken_back_can_be_brought_in_again(brought_in):
    empty = content()
    number = brought_in(ResourcesFile, RESOURCES, f"811;{ZOE};wage;2024-12;812.40;2025-01-10")
    full = content()
    assert taken_back(number) == Undone(deleted=1, restored=0)
    assert content() == empty
    brought_in(ResourcesFile, RESOURCES, f"811;{ZOE};wage;2024-12;812.40;2025-01-10")
    assert len(content()) == len(full)


def test_what_a_later_import_changed_waits_for_that_one(brought_in):
    first = brought_in(BenefitsFile, BENEFITS, RSA)
    second = brought_in(BenefitsFile, BENEFITS, f"811;{ZOE};rsa;2025-01-01;2025-06-30;;;")
    assert f"1 ligne changée depuis par un autre import, attendu de retirer d'abord l'import {second}" in refusal(first)
    taken_back(second)
    taken_back(first)
    assert not any(content().values())


def test_what_a_later_import_put_in_the_place_that_was_left_waits_for_that_one_too(brought_in):
    brought_in(BenefitsFile, BENEFITS, f"811;{ZOE};rsa;2025-01-01;;;;")
    shorter = brought_in(BenefitsFile, BENEFITS, f"811;{ZOE};rsa;2025-01-01;2025-03-31;;;")
    brought_in(BenefitsFile, BENEFITS, f"811;{ZOE};rsa;2025-06-01;;;;")
    before = content()
    assert "un import plus récent" in refusal(shorter)
    assert content() == before


def test_what_is_not_there_or_was_taken_back_is_refused_and_a_trial_changes_nothing(brought_in):
    number = brought_in(RightsFile, RIGHTS, C2S)
    before = content()
    assert taken_back(number, dry_run=True) == Undone(deleted=1, restored=0)
    assert content() == before
    taken_back(number)
    assert "tout l'a déjà été" in refusal(number)
    assert "inconnu" in refusal(number + 1_000)


def test_an_import_is_listed_with_what_it_wrote_and_a_trial_is_none(brought_in):
    number = brought_in(RightsFile, RIGHTS, C2S)
    assert brought_in(RightsFile, RIGHTS, f"811;{LEO};puma;;2024-01-01;;;2024-01-02", dry_run=True) == number
    taken_back(number)
    with as_owner():
        last = list(imports())[-1]
        assert (last.pk, last.kind, last.new, last.changed) == (number, "coverage", 1, 0)
        assert last.taken_back.why == "mauvais fichier"


def test_what_is_written_after_an_import_in_the_same_transaction_is_not_its_own(tmp_path, fund):
    path = tmp_path / "file.csv"
    path.write_text(f"{RIGHTS}\n{C2S}\n", encoding="utf-8")
    with transaction.atomic():
        bring_in(path, RightsFile(), TODAY, lambda *told: None)
        with acting_for(fund, "test"):
            person = Person.objects.get(nir_digest=nir.digest(LEO)).pk
            said = Statement(TODAY, TODAY, TODAY)
            assert learn(fund.pk, [Stated(person, Right.PUMA, said)]) == 1
    with as_owner():
        assert CoverageStatement.objects.count() == 2
        assert ImportedRow.objects.filter(brought_by=FileImport.objects.latest("pk")).count() == 1


def test_every_table_that_keeps_what_is_known_of_a_person_leaves_a_trace():
    tables = {table for table in apps.get_app_config("coverage").get_models() if issubclass(table, OfPerson)}
    with connection.cursor() as cursor:
        cursor.execute("select tgrelid::regclass::text from pg_trigger where tgname = 'trace_changed'")
        traced = {name for (name,) in cursor.fetchall()}
    assert {table._meta.db_table for table in TABLES} == traced
    # Worked out anew from what is known, or written by people and by rooms that decide.
    others = {CoveragePeriod, GapLine, KnownCircumstance, Reliance}
    assert tables - set(TABLES) == others, "imports write it: trace it, and take it back"
