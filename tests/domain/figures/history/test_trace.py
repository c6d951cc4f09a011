"""What an import changed is kept, and taken back: facts and figures are again what they were."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from allervers.config.database import as_owner
from allervers.domain.figures.counting import catch_up
from allervers.domain.figures.history import trace
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import seeing_nation
from tests.domain.figures.history.folders import accompaniment, facts, folder, imported, referral

pytestmark = pytest.mark.django_db(transaction=True)


def content() -> list[dict]:
    with as_owner():
        return [*ReferralFact.objects.order_by("pk").values(), *AccompanimentFact.objects.order_by("pk").values()]


def figures() -> dict:
    catch_up()
    with seeing_nation("test"):
        return values(year(2024))


def numbers() -> list[int]:
    with as_owner():
        return [each.number for each in trace.imports()]


def last() -> int:
    return numbers()[-1]


def taken_back(number: int, line: str = "", fund: str = "", **options) -> trace.Undone:
    with as_owner():
        return trace.take_back(number, "mauvais dossier", line, fund, **options)


def refusal(number: int, line: str = "", fund: str = "") -> str:
    with pytest.raises(trace.NotTakenBack) as refused:
        taken_back(number, line, fund)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_an_import_that_is_taken_back_leaves_facts_and_figures_as_before(tmp_path):
    imported(folder(tmp_path, [referral(), referral(2)], [accompaniment()]))
    before, counted = content(), figures()
    moved = referral(sex="M", birth_date="2005-01-01")
    imported(folder(tmp_path, [moved, referral(2), referral(3)], [accompaniment(3)]))
    assert content() != before
    assert figures() != counted
    # The third referral and its accompaniment go; the first referral, and its accompaniment that had followed, return.
    assert taken_back(last()) == trace.Undone(deleted=2, restored=2)
    assert (content(), figures()) == (before, counted)


def test_the_first_import_taken_back_leaves_nothing(tmp_path):
    counted = figures()
    imported(folder(tmp_path, [referral(), referral(2)], [accompaniment()]))
    assert figures() != counted
    assert taken_back(last()) == trace.Undone(deleted=3, restored=0)
    assert (facts(), figures()) == ((0, 0), counted)
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    assert facts() == (1, 1)


def test_one_line_is_taken_back_with_its_accompaniment_and_no_other(tmp_path):
    imported(folder(tmp_path, [referral(), referral(2)], [accompaniment(), accompaniment(2)]))
    number = last()
    assert taken_back(number, "S2", "811") == trace.Undone(deleted=2, restored=0)
    assert facts() == (1, 1)
    assert "rien à retirer" in refusal(number, "S2", "811")
    assert "rien à retirer" in refusal(number, "S1", "131")
    assert taken_back(number) == trace.Undone(deleted=2, restored=0)
    assert "rien à retirer" in refusal(number)


def test_what_a_later_import_changed_is_taken_back_in_the_order_of_the_last_first(tmp_path):
    imported(folder(tmp_path, [referral(), referral(2)], []))
    first, before = last(), content()
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    second = last()
    assert f"1 dossier changé depuis par un autre import, attendu de retirer d'abord l'import {second}" in refusal(
        first
    )
    assert "changé depuis" in refusal(first, "S1", "811")
    assert taken_back(first, "S2", "811").deleted == 1
    taken_back(second)
    assert content() == [fact for fact in before if fact in content()]
    assert taken_back(first).deleted == 1
    assert facts() == (0, 0)


def test_a_dry_run_takes_nothing_back_and_says_what_it_would(tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    before = content()
    assert taken_back(last(), dry_run=True) == trace.Undone(2, 0)
    assert content() == before
    assert taken_back(last()) == trace.Undone(2, 0)


def test_an_unknown_import_and_an_unknown_fund_are_said(tmp_path):
    assert "import 7000000 : inconnu" in refusal(7_000_000)
    imported(folder(tmp_path, [referral()], []))
    assert "--fund 000 : caisse inconnue" in refusal(last(), "S1", "000")


def test_who_when_and_why_are_kept(tmp_path):
    imported(folder(tmp_path, [referral(), referral(2)], []))
    taken_back(last(), "S1", "811")
    with as_owner():
        kept = list(trace.imports())[-1]
    assert (kept.funds, kept.new, kept.changed, kept.taken_back) == (["811"], 2, 0, 1)
    assert (kept.by, kept.times[0].by, kept.times[0].why) == (trace.who(), trace.who(), "mauvais dossier")
    assert kept.folder == trace.digest_of_folder(tmp_path)
    assert kept.at <= kept.times[0].at


def test_a_dry_run_and_a_refused_folder_leave_no_import(tmp_path):
    before = numbers()
    imported(folder(tmp_path, [referral()], []), dry_run=True)
    imported(folder(tmp_path, [referral(fund_code="000")], []))
    assert numbers() == before


def test_the_same_history_under_another_fund_is_refused_before_anything_is_written(tmp_path):
    imported(folder(tmp_path, [referral(), referral(2)], [accompaniment()]))
    number = last()
    corrected = folder(tmp_path, [referral(fund_code="011"), referral(2, fund_code="011")], [accompaniment()])
    received, closed = imported(corrected)
    assert received.refusals.sentences() == [
        f"referrals.csv, fund_code : 2 lignes déjà reprises mot pour mot sous une autre caisse (811, import {number})"
        f" ; attendu de retirer d'abord cet import (allervers import take-back {number}), ou --again si ce sont "
        "d'autres dossiers"
    ]
    assert closed.is_refused
    assert facts() == (2, 1)
    taken_back(number)
    assert [file.new for file in imported(corrected)] == [2, 1]
    assert facts() == (2, 1)


def test_again_takes_them_as_other_files(tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    imported(folder(tmp_path, [referral(fund_code="131")], [accompaniment()]), again=True)
    assert facts() == (2, 2)


def test_accompaniments_refused_for_a_referral_named_twice_leave_the_trace_of_the_referral(tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    twice = [accompaniment(), {**accompaniment(2), "referral_id": "S1"}]
    received, closed = imported(folder(tmp_path, [referral(sex="M")], twice))
    assert (received.changed, received.followed, closed.is_refused) == (1, 1, True)
    assert taken_back(last()) == trace.Undone(deleted=0, restored=2)


@pytest.mark.parametrize("table", ["figures_caseworkimport", "figures_importtakenback", "figures_importedfact"])
def test_the_application_cannot_read_what_imports_changed(table):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(f"select count(*) from {table}")
