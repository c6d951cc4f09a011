"""Flu: a voucher for each person whom the season's campaign invites, one a season; withdrawals, reminders, coverage."""

import csv
import datetime
import os
import signal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from allervers.domain.organisations.context import acting_for, running_programmes
from allervers.domain.organisations.models import Organisation
from allervers.domain.pieces.refusals import Refused
from allervers.domain.programmes import seasons, waves, withdrawals, workflow
from allervers.domain.programmes.figures import figures
from allervers.domain.programmes.models import Programme, Voucher
from allervers.population import tables
from allervers.population.detection import detect
from allervers.population.targets import named
from tests.population.people import NOBODY, save, written

pytestmark = pytest.mark.django_db
D = datetime.date
FIRST, LAST = D(2025, 10, 14), D(2026, 2, 28)  # of the season outside Mayotte
TODAY = D(2026, 6, 1)
OLD = {"birth_date": D(1950, 1, 1)}
HEADER = "code;withdrawn_on;pharmacy\n"


def opened(folder, persons, on=FIRST, name="grippe", **more):
    return workflow.open_programme(name, "flu", "", written(folder / "population", persons, **more), on)


def sent(programme, folder, number=1, on=FIRST, **more):
    """The vouchers of the wave's files: person → what the line says."""
    waves.run(programme, number, on, folder / "envois", **more)
    files = sorted((folder / "envois" / f"vague-{number:03d}").iterdir())
    rows = [row for file in files for row in csv.DictReader(file.read_text().splitlines(), delimiter=";")]
    found = {int(row["person_id"]): row for row in rows}
    assert len(found) == len(rows), "one voucher a person"
    return found


def told(programme, folder, *lines):
    file = folder / "retraits.csv"
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return withdrawals.bring_in(programme, file, TODAY)


def reminded(programme, folder, on):
    withdrawals.remind(programme, on, folder / "relances.csv")
    rows = csv.DictReader((folder / "relances.csv").read_text().splitlines(), delimiter=";")
    return [int(row["person_id"]) for row in rows]


def seen(programme, fund=None):
    with running_programmes("test"):
        programme.refresh_from_db()
        counted = figures(programme, fund)
        rows = Voucher.objects.filter(programme=programme, **({"fund": fund} if fund else {}))
        said = counted["vouchers"]
        assert said["sent"] == counted["notified"] == rows.filter(exclusion="").count(), "counters say what rows say"
        assert said["withdrawn"] == rows.exclude(withdrawn_on=None).count()
        assert said["reminded"] == rows.exclude(reminded_on=None).count()
        assert (counted["codes"]["issued"], counted["codes"]["used"]) == (said["sent"], said["withdrawn"])
        assert sum(cohort["sent"] for cohort in said["by_cohort"].values()) == said["sent"]
        assert sum(cohort["withdrawn"] for cohort in said["by_cohort"].values()) == said["withdrawn"]
    return counted


def test_who_is_invited_and_why_no_voucher_leaves(tmp_path):
    people = [
        {"birth_date": D(1960, 10, 14)},  # 65 on the day
        {"birth_date": D(1960, 10, 15)},
        {"pregnant": True, "contact": "email", "ald": True},
        {"pregnant": True, "contact": "letter"},
        {"ald": True},
        {"ald": True, "birth_date": D(2007, 10, 15), "role": "child", "household_id": 5},  # of age tomorrow
        {"ald": True, "birth_date": D(2007, 10, 14), "role": "child", "household_id": 5},
        {"ald": None, "pregnant": None},
        OLD | {"deceased_on": FIRST},
        OLD | {"deceased_on": D(2025, 10, 15)},
        OLD | {"last_flu_vaccine_on": D(2025, 9, 1)},
        OLD | {"last_flu_vaccine_on": D(2025, 8, 31)},
        OLD | {"contact": "none"},
        OLD | {"opposed_to_contact": True},
        OLD | {"opposed_to_contact": None},
        {"ald": True, "birth_date": D(2012, 1, 1), "in_child_welfare": True},
    ]
    programme = opened(tmp_path, people)
    assert (programme.season, waves.remarks(programme, FIRST)) == (2025, [])
    found = sent(programme, tmp_path)
    assert {
        person: (row["cohort"], row["notice"], row["to"], row["prescription"]) for person, row in found.items()
    } == {
        1: ("age", "letter", "person", "false"),
        3: ("pregnant", "email", "person", "false"),
        4: ("pregnant", "letter", "person", "false"),
        5: ("disease", "letter", "person", "false"),
        6: ("disease", "letter", "parent", "true"),
        7: ("disease", "letter", "person", "false"),
        10: ("age", "letter", "person", "false"),
        12: ("age", "letter", "person", "false"),
    }
    assert {row["valid_until"] for row in found.values()} == {"2026-02-28"}
    listed = detect(tmp_path / "population", [named("flu_cohort")], FIRST, tmp_path / "list.parquet")
    assert listed.rows == {"flu_cohort": len(found) + 2}, "these, whose mail came back, and the minor in welfare"
    now = seen(programme)
    assert now["excluded"] == {
        "deceased": 1, "vaccinated": 1, "homeless": 0, "returned_mail": 1, "child_welfare": 1, "opposed": 2,
    }  # fmt: skip
    assert (now["population"], now["notified"]) == (16, 8)


def test_who_has_no_home_gets_no_letter(tmp_path):
    programme = opened(tmp_path, [OLD], housing="no_fixed_home")
    assert sent(programme, tmp_path) == {}
    assert seen(programme)["excluded"]["homeless"] == 1


def test_a_population_that_does_not_say_who_is_vaccinated_says_so(tmp_path):
    programme = opened(tmp_path, [OLD], without=("last_flu_vaccine_on",))
    assert "personne n’est écarté à ce titre" in waves.remarks(programme, FIRST)[0]
    assert list(sent(programme, tmp_path)) == [1]


def test_a_closed_season_takes_nobody_and_says_so(tmp_path):
    programme = opened(tmp_path, [OLD])
    for day, words in (
        (D(2025, 9, 8), "la suivante : 2025-10-14"),
        (D(2026, 3, 1), "liste vide"),
        (D(2026, 6, 15), "liste vide"),
        (D(2026, 10, 15), "pas connu au 2026-10-15"),
        (D(2024, 11, 4), "est de la saison 2025-2026, le 2024-11-04 n’en est pas"),
    ):
        assert waves.is_closed(programme, day)
        with pytest.raises(Refused, match=words):
            waves.run(programme, 1, day, tmp_path)
    assert not programme.waves.exists(), "nothing is used up by a day on which nothing leaves"
    assert list(sent(programme, tmp_path, on=LAST)) == [1]


def test_a_season_is_that_of_the_law_and_has_one_programme(tmp_path):
    assert [seasons.coming(day) for day in (D(2022, 1, 31), D(2022, 2, 1), D(2025, 6, 1), LAST)] == [
        2021, 2022, 2025, 2025,
    ]  # fmt: skip
    with pytest.raises(Refused, match="aucune saison de vaccination contre la grippe n’est connue"):
        opened(tmp_path, [OLD], on=D(2026, 3, 1))
    programme = opened(tmp_path, [OLD])
    assert opened(tmp_path, [OLD], on=TODAY).pk == programme.pk, "the same again, whatever the day"
    with pytest.raises(Refused, match="La saison 2025-2026 a déjà son programme, « grippe »"):
        opened(tmp_path, [OLD], name="grippe encore")
    assert opened(tmp_path, [OLD], on=D(2024, 11, 4), name="grippe 2024").season == 2024


def test_mayotte_begins_earlier_and_its_last_day_is_not_known(tmp_path):
    """A wave of September takes whom Mayotte's campaign invites; the one of October reads everybody again."""
    source = written(tmp_path / "population", [OLD, OLD])
    homes = [
        {"household_id": place, "fund_code": code, "territory": where, "rsa": False}
        for place, code, where in ((1, "811", "metropole"), (2, "976", "mayotte"))
    ]
    save(source, tables.HOUSEHOLDS, homes)
    turning = {"household_id": 1, "birth_date": D(1960, 12, 1), "ald": False}
    save(source, tables.PERSONS, [NOBODY | OLD | {"person_id": n, "household_id": n} for n in (1, 2)]
         + [NOBODY | turning | {"person_id": 3, "role": "spouse"}])  # fmt: skip
    programme = workflow.open_programme("grippe", "flu", "", source, D(2025, 9, 1))
    early = sent(programme, tmp_path, on=D(2025, 9, 9))
    assert {person: row["valid_until"] for person, row in early.items()} == {2: ""}
    assert list(sent(programme, tmp_path, 2)) == [1]
    assert list(sent(programme, tmp_path, 3, D(2025, 12, 1))) == [3], "who has reached the age meanwhile"
    codes = {2: early[2]["code"]}
    report = told(programme, tmp_path, f"{codes[2]};2026-03-15;P1")
    assert (report.kept, report.late) == (1, 0), "no day is known after which it would be too late"


def test_a_voucher_is_used_once_within_its_season(tmp_path):
    programme = opened(tmp_path, [OLD] * 6)
    codes = {person: row["code"] for person, row in sent(programme, tmp_path, on=D(2025, 10, 20)).items()}
    lines = (
        f"{codes[1]};2025-10-20;P1",
        f"{codes[2].lower()[:4]} {codes[2][4:]};2026-02-28;P2",
        f"{codes[3]};2025-10-19;P1",
        f"{codes[4]};2026-03-01;P1",
        f"{codes[5]};2025-12-02;P2",
        f"{codes[5]};2025-12-01;P1",
        f"{codes[5]};2025-12-01;P1",
        "22222222222X;2025-12-01;P1",
    )
    report = told(programme, tmp_path, *lines)
    assert report.refusals.sentences() == []
    assert (report.kept, report.unchanged, report.unknown) == (3, 1, 1)
    assert (report.early, report.late, report.elsewhere) == (1, 1, 1)
    assert report.told == [
        "retraits.csv, ligne 4 : retrait d’avant le jour de la lettre",
        "retraits.csv, ligne 5 : retrait d’après la fin de la saison",
        "retraits.csv, ligne 6 : bon déjà utilisé, un autre jour ou dans une autre pharmacie",
        "retraits.csv, ligne 9 : ce code n’est celui d’aucun bon de ce programme",
    ]
    again = told(programme, tmp_path, *reversed(lines))
    assert (again.kept, again.unchanged, again.elsewhere) == (0, 4, 1), "the same in another order changes nothing"
    said = seen(programme)["vouchers"]
    assert (said["sent"], said["withdrawn"], said["coverage"]) == (6, 3, 0.5)
    wrong = told(programme, tmp_path, f"{codes[6]};2025-12-01;", f";01/12/2025;{'1' * 13}")
    assert [sentence.split(" : ")[0] for sentence in wrong.refusals.sentences()] == [
        "retraits.csv, ligne 2, pharmacy", "retraits.csv, ligne 3, code", "retraits.csv, ligne 3, pharmacy",
        "retraits.csv, ligne 3, withdrawn_on",
    ]  # fmt: skip
    assert not any(code in sentence for code in codes.values() for sentence in wrong.refusals.sentences())
    assert seen(programme)["vouchers"]["withdrawn"] == 3, "a file is kept whole or not at all"


def test_a_reminder_leaves_once_when_the_voucher_is_older_than_thirty_days(tmp_path):
    programme = opened(tmp_path, [OLD] * 3)
    codes = {person: row["code"] for person, row in sent(programme, tmp_path).items()}
    told(programme, tmp_path, f"{codes[1]};2025-11-01;P1")
    days = [FIRST + datetime.timedelta(days=number) for number in (29, 30, 31, 32)]
    assert [reminded(programme, tmp_path, day) for day in days] == [[], [], [2, 3], []]
    assert reminded(programme, tmp_path, days[2]) == [2, 3], "the same day writes the same file"
    told(programme, tmp_path, f"{codes[2]};2025-12-01;P1")
    said = seen(programme)["vouchers"]
    assert (said["reminded"], said["withdrawn_once_reminded"]) == (2, 1)
    with pytest.raises(Refused, match="n’est pas de la saison 2025-2026, aucune relance ne part"):
        reminded(programme, tmp_path, D(2026, 3, 1))


def test_coverage_by_cohort_and_fund_beside_what_is_published(tmp_path):
    source = written(tmp_path / "population", [OLD, OLD, {"ald": True}])
    codes = ("811", "311", "999")
    homes = [
        {"household_id": place, "fund_code": code, "territory": "metropole", "rsa": False}
        for place, code in enumerate(codes, 1)
    ]
    save(source, tables.HOUSEHOLDS, homes)
    programme = workflow.open_programme("grippe", "flu", "", source, FIRST)
    assert seen(programme)["vouchers"]["coverage"] is None, "no voucher, no coverage"
    given = sent(programme, tmp_path)
    told(programme, tmp_path, f"{given[1]['code']};2025-11-01;P1")
    said = seen(programme)["vouchers"]
    none = {"sent": 1, "withdrawn": 0, "coverage": 0.0}
    assert said["by_cohort"] == {
        "age": {"sent": 2, "withdrawn": 1, "coverage": 0.5},
        "pregnant": {"sent": 0, "withdrawn": 0, "coverage": None},
        "disease": none,
    }
    assert said["by_fund"] == {"811": {"sent": 1, "withdrawn": 1, "coverage": 1.0}, "311": none, "": none}
    assert [each["coverage"] for each in said["published"]] == [0.478, 0.558]
    own = seen(programme, Organisation.objects.get(code="811").pk)
    assert (own["population"], own["vouchers"]["coverage"], list(own["vouchers"]["by_fund"])) == (None, 1.0, ["811"])


def test_what_the_database_holds(tmp_path):
    programme = opened(tmp_path, [OLD])
    code = sent(programme, tmp_path)[1]["code"]
    own, other = (Organisation.objects.get(code=code) for code in ("811", "311"))
    with acting_for(own, "test"):
        assert (Voucher.objects.count(), Voucher.objects.update(reminded_on=LAST)) == (1, 0)
    with acting_for(other, "test"):
        assert Voucher.objects.count() == 0
    with running_programmes("test"):
        mine = Voucher.objects.filter(programme=programme, person=1)
        held = mine.get()
        for name, change in (
            ("voucher_withdrawn_somewhere", {"withdrawn_on": FIRST}),
            ("voucher_withdrawn_within_its_season", {"withdrawn_on": D(2025, 10, 13), "pharmacy": "P1"}),
            ("voucher_withdrawn_within_its_season", {"withdrawn_on": D(2026, 3, 1), "pharmacy": "P1"}),
            ("voucher_reminded_later", {"reminded_on": FIRST}),
        ):
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                mine.update(**change)
        with pytest.raises(IntegrityError, match="programmes_voucher_pkey"), transaction.atomic():
            Voucher.objects.create(
                programme=programme, person=1, wave=2, cohort="age", in_mayotte=False, exclusion="deceased"
            )
        same = {"opened_on": FIRST, "folder": "x", "parts": [], "population": 1}
        with pytest.raises(IntegrityError, match="programme_of_a_season_once"), transaction.atomic():
            Programme.objects.create(name="autre", kind="flu", phase="national", season=2025, **same)
        assert mine.update(reminded_on=D(2025, 11, 20)) == 1
        assert mine.update(withdrawn_on=D(2025, 11, 10), pharmacy="P1") == 1, "said late, of a day before the reminder"
        for change in (
            {"withdrawn_on": LAST}, {"withdrawn_on": None, "pharmacy": ""}, {"pharmacy": "P2"}, {"sent_on": LAST},
            {"reminded_on": LAST}, {"cohort": "disease"}, {"code_digest": b"x"},
        ):  # fmt: skip
            with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
                mine.update(**change)
        assert len(held.code_digest) == 16
        assert code.encode() not in bytes(held.code_digest), "no code is kept"


@pytest.mark.django_db(transaction=True)
def test_a_wave_killed_at_each_portion_gives_everybody_one_voucher(tmp_path, monkeypatch):
    """Killed with -9 where a file is written and its rows are not, or they are and the file is not in its place."""
    programme = opened(tmp_path, [OLD] * 6)
    connection.close()
    for number in range(6):
        child = os.fork()
        if child == 0:
            owner, step = ((waves.os, "fsync"), (waves.Path, "replace"))[number % 2]
            monkeypatch.setattr(owner, step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            waves.run(programme, 1, FIRST, tmp_path / "envois", portion=2)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    given = sent(programme, tmp_path, portion=2)
    assert sorted(given) == list(range(1, 7))
    assert sent(programme, tmp_path, portion=2) == given, "run twice, nothing is added"
    assert sent(programme, tmp_path, 2, D(2025, 10, 15), portion=2) == {}
    report = told(programme, tmp_path, *(f"{row['code']};2025-11-01;P1" for row in given.values()))
    assert report.kept == seen(programme)["vouchers"]["withdrawn"] == 6, "each code of each file is that of a voucher"


def test_waves_of_a_size_go_on_where_the_last_one_came_to(tmp_path):
    programme = opened(tmp_path, [OLD] * 5)
    assert [list(sent(programme, tmp_path, number, size=2)) for number in (1, 2, 3, 4)] == [[1, 2], [3, 4], [5], []]
