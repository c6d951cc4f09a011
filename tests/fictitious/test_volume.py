"""The volume for benchmarks: as true as if it had gone through the forms, and the same for the same seed."""

import datetime
import subprocess
import sys

import pytest
from django.db import connection

from allervers.config.database import as_owner
from allervers.config.local import Unusable
from allervers.domain.figures.facts import declared
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.people.models import Person
from allervers.domain.referrals.models import Referral
from allervers.fictitious.copying import load_volume
from allervers.fictitious.demo import load_demo
from allervers.fictitious.volume import COLUMNS, Volume, portions
from tests import factories

DAY = datetime.date(2026, 3, 2)


def lines(seed: int = 1, code: str = "131") -> dict[str, list[str]]:
    """Everything of one small fund, without the ciphertext of the NIR, which is never twice the same."""
    volume = Volume(1, code, [7, 8], seed=seed, today=DAY, referrals=600, accompaniments=300)
    found = {table: [] for table in COLUMNS}
    for portion in portions([volume]):
        for table, rows in portion.items():
            encrypted = COLUMNS[table].index("nir_encrypted") if "nir_encrypted" in COLUMNS[table] else None
            for row in rows:
                cells = row.rstrip("\n").split("\t")
                if encrypted is not None:
                    del cells[encrypted]
                found[table].append(cells)
    return found


def test_the_same_seed_gives_the_same_files_and_another_one_others():
    assert lines() == lines()
    assert lines()["people_person"] != lines(seed=2)["people_person"]
    assert lines()["people_person"] != lines(code="132")["people_person"]


def test_memory_holds_one_portion_at_a_time():
    funds = [
        Volume(pk, code, [7], seed=1, today=DAY, referrals=count, accompaniments=100)
        for pk, code, count in ((1, "131", 8_000), (2, "132", 1_000))
    ]
    sizes = [len(portion["referrals_referral"]) for portion in portions(funds)]
    assert sum(sizes) == 9_000
    assert max(sizes) < 4_500


def test_funds_take_turns_as_they_do_in_real_life():
    funds = [
        Volume(pk, code, [7], seed=1, today=DAY, referrals=count, accompaniments=0)
        for pk, code, count in ((1, "131", 900), (2, "132", 300))
    ]
    owners = [row.split("\t")[1] for portion in portions(funds) for row in portion["referrals_referral"]]
    assert owners[:300].count("2") == 75


@pytest.fixture
def volume(transactional_db):
    load_volume(400, 200, seed=5)


def scalar(sql: str) -> int:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_the_database_holds_what_was_asked_with_a_fact_for_each(volume):
    assert scalar("select count(*) from referrals_referral") == 400
    assert scalar("select count(*) from accompaniment_accompaniment") == 200
    assert scalar("select count(*) from figures_referralfact") == 400
    assert scalar("select count(*) from figures_accompanimentfact") == 200
    assert scalar("select count(distinct fund_id) from referrals_referral") > 60


def test_facts_are_those_that_the_triggers_would_have_written(volume):
    def facts():
        with as_owner():
            return [list(model.objects.order_by("id").values()) for model in declared()]

    loaded = facts()
    with as_owner(), connection.cursor() as cursor:
        for model in declared():
            cursor.execute(f"select count(facts_write_{model.declaration.kind}(id)) from {model._meta.db_table}")
    assert facts() == loaded


def test_triggers_and_row_level_security_are_on_again(volume):
    for table in (*COLUMNS, ReferralFact._meta.db_table, AccompanimentFact._meta.db_table):
        assert scalar(f"select count(*) from pg_trigger where tgrelid = '{table}'::regclass and tgenabled = 'D'") == 0
        assert scalar(f"select relforcerowsecurity::int from pg_class where oid = '{table}'::regclass") == 1


def test_a_person_of_the_volume_has_a_nir_that_reads_and_is_found(volume):
    fund = Organisation.objects.filter(code__in=_funds_by_size()[:1]).get()
    with acting_for(fund, "test"):
        person = Person.objects.exclude(nir_digest=None).first()
        assert person.nir_in_clear[5:10] == "99999"
        assert person.nir_in_clear[1:5] == f"{person.birth_date:%y%m}"


def _funds_by_size() -> list[str]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            """select o.code from people_person p join organisations_organisation o on o.id = p.fund_id
               where nir_digest is not null group by 1 order by count(*) desc"""
        )
        return [code for (code,) in cursor.fetchall()]


def test_it_loads_once(volume):
    with pytest.raises(Unusable, match="ne se charge qu'une fois"):
        load_volume(10, 5, seed=1)


def test_it_refuses_a_database_where_somebody_real_has_an_account(transactional_db):
    factories.account()
    with pytest.raises(Unusable, match="vrais comptes"):
        load_volume(10, 5, seed=1)
    assert scalar("select count(*) from referrals_referral") == 0


def test_the_demonstration_keeps_its_own_files_beside_the_volume(transactional_db):
    with as_owner():
        load_demo()
    demo = Organisation.objects.get(code="demo-cpam")
    with acting_for(demo, "test"):
        before = Referral.objects.count(), ReferralFact.objects.count()
    load_volume(300, 150, seed=1)
    with acting_for(demo, "test"):
        assert (Referral.objects.count(), ReferralFact.objects.count()) == before
    assert scalar("select count(*) from figures_referralfact") == scalar("select count(*) from referrals_referral")


@pytest.mark.parametrize("wrong", [["--referrals", "0"], ["--referrals", "5", "--accompaniments", "6"], []])
def test_impossible_volumes_are_refused_before_anything_starts(wrong, tmp_path):
    command = [sys.executable, "-m", "allervers", "demo-volume", *wrong]
    done = subprocess.run(command, capture_output=True, text=True, env={"ALLERVERS_DATA": str(tmp_path)}, check=False)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
