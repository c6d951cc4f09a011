"""Masks: a parcel for each household with the right on the day of reference; the second wave of autumn 2020."""

import csv
import datetime
import os
import signal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from allervers.domain.organisations.context import acting_for, running_programmes
from allervers.domain.organisations.models import Organisation
from allervers.domain.pieces.refusals import Refused
from allervers.domain.programmes import parcels, parcels_file, waves, workflow
from allervers.domain.programmes.figures import figures
from allervers.domain.programmes.models import Parcel
from allervers.population.detection import detect
from allervers.population.files import Refused as Unfit
from allervers.population.targets import named
from tests.population.people import written

pytestmark = pytest.mark.django_db
D = datetime.date
REFERENCE, FIRST, LAST = D(2020, 9, 24), D(2020, 10, 6), D(2020, 11, 15)
TODAY = D(2026, 1, 1)
C2S = {"c2s_class": "free", "c2s_until": REFERENCE, "last_care_on": None, "last_gp_on": None, "last_dentist_on": None}
C2S |= {"last_screening_on": None}
CHILD = C2S | {"role": "child", "birth_date": D(2019, 5, 1), "puma_since": None}


def opened(folder, persons, name="masques automne 2020", **household):
    source = written(folder / "population", persons, **household)
    return workflow.open_programme(name, "masks", "", source, D(2020, 10, 1))


def sent(programme, folder, number=1, on=FIRST, **more):
    """The parcels of the wave's files: household → what the line says of it."""
    waves.run(programme, number, on, folder / "envois", **more)
    files = sorted((folder / "envois" / f"vague-{number:03d}").iterdir())
    rows = [row for file in files for row in csv.DictReader(file.read_text().splitlines(), delimiter=";")]
    found = {int(row["household_id"]): row for row in rows}
    assert len(found) == len(rows), "one parcel a household"
    return found


def learn(programme, folder, *lines):
    file = folder / "colis.csv"
    file.write_text("household_id;kind;received_on;reason\n" + "".join(f"{line}\n" for line in lines))
    return parcels_file.bring_in(programme, file, TODAY)


def seen(programme):
    with running_programmes("test"):
        programme.refresh_from_db()
        counted = figures(programme)
        rows = Parcel.objects.filter(programme=programme)
        assert counted["notified"] == rows.filter(exclusion="").count(), "counters say what the rows say"
        said = counted["parcels"]
        assert said["masks"] == sum(rows.filter(exclusion="").values_list("items", flat=True))
        assert said["to_collect"] == parcels_file.waiting(programme).count()
        assert sum(said["by_size"].values()) == counted["notified"]
    return counted


def test_the_second_wave_of_autumn_2020(tmp_path):
    """Rights of 24 September, six masks a person of any age, sent from 6 October to mid-November (inventory #156)."""
    people = [
        C2S,
        C2S | {"role": "spouse", "household_id": 1},
        *[CHILD | {"household_id": 1, "birth_date": born} for born in (D(2019, 5, 1), REFERENCE, D(2020, 9, 25))],
        C2S | {"household_id": 2, "c2s_until": D(2020, 9, 23)},
        {"household_id": 3, "ame_until": REFERENCE, "puma_since": None, "nationality_group": "OTHER"},
        C2S | {"household_id": 4, "deceased_on": D(2020, 9, 23)},
        C2S | {"household_id": 4, "role": "spouse"},
        C2S | {"household_id": 5, "deceased_on": D(2020, 9, 30)},
        C2S | {"household_id": 5, "role": "spouse"},
        C2S | {"household_id": 6, "deceased_on": D(2020, 9, 30)},
        C2S | {"household_id": 7, "contact": "none"},
        C2S | {"household_id": 8, "opposed_to_contact": None},
        {"household_id": 9},
        {"household_id": 9, "role": "other_dependant", "ame_until": D(2021, 1, 1), "puma_since": None},
        C2S | {"household_id": 10, "c2s_class": "contribution", "c2s_until": None, "commune_code": "59350"},
    ]
    programme = opened(tmp_path, people)
    assert (programme.phase, waves.is_closed(programme, FIRST)) == ("national", False)
    found = sent(programme, tmp_path)
    assert {one: int(row["masks"]) for one, row in found.items()} == {1: 24, 3: 6, 4: 6, 5: 12, 9: 12, 10: 6}
    assert found[5]["person_id"] == "11", "the applicant has died since: the spouse opens the parcel"
    listed = detect(tmp_path / "population", [named("masks")], FIRST, tmp_path / "list.parquet")
    assert listed.rows == {"masks": len(found) + 1}, "whom the target finds: these, and whose mail came back"
    assert sent(programme, tmp_path) == found, "run twice, nothing is added"
    assert sent(programme, tmp_path, 2, LAST) == {}, "a second sending has nobody left"
    now = seen(programme)
    assert (now["population"], now["notified"]) == (17, 6)
    assert now["excluded"] == {"deceased": 1, "homeless": 0, "returned_mail": 1, "opposed": 1}
    assert now["parcels"] | {"reversed": 0} == {
        "rights_open_on": "2020-09-24", "persons": 11, "masks": 66,
        "by_size": {"1": 3, "2": 2, "3": 0, "4": 1, "5": 0, "6": 0, "7": 0, "8+": 0},
        "excluded_persons": 3, "not_received": 0, "to_collect": 2, "collected": 0, "collected_masks": 0,
        "reversed": 0, "reversed_masks": 0,
    }  # fmt: skip

    lines = (
        "1;not_received;2020-11-20;", "1;not_received;2020-11-18;", "1;collected;2020-12-01;",
        "10;not_received;2020-11-20;", "3;reversal;2020-10-20;duplicate", "7;collected;2020-12-02;",
        "8;not_received;2020-11-20;", "99;collected;2020-12-02;", "4;not_received;2020-10-05;",
    )  # fmt: skip
    report = learn(programme, tmp_path, *lines)
    assert (report.kept, report.unchanged, report.unknown, report.excluded, report.early) == (5, 1, 1, 1, 1)
    again = learn(programme, tmp_path, *reversed(lines))
    assert (again.kept, again.unchanged) == (0, 6), "the same in another order changes nothing"
    said = seen(programme)["parcels"]
    assert (said["not_received"], said["collected"], said["collected_masks"]) == (2, 2, 30)
    assert (said["reversed"]["duplicate"], said["reversed_masks"]) == (1, 6)
    assert parcels_file.write_to_collect(programme, tmp_path / "retirer.csv") == said["to_collect"] == 2
    assert (tmp_path / "retirer.csv").read_text().splitlines()[1:] == [
        "8;14;;6;au CCAS ou au CIAS de sa commune;opposed",
        "10;17;59350;6;au CCAS ou au CIAS de la commune 59350;not_received",
    ]


def test_who_has_no_home_collects(tmp_path):
    programme = opened(tmp_path, [C2S], housing="no_fixed_home")
    assert sent(programme, tmp_path) == {}
    assert seen(programme)["excluded"]["homeless"] == seen(programme)["parcels"]["to_collect"] == 1


def test_what_is_refused_in_words(tmp_path):
    programme = opened(tmp_path, [C2S, {}])
    for day, words in ((D(2020, 10, 5), "la suivante : 2020-10-06"), (D(2020, 11, 16), "liste vide")):
        assert waves.is_closed(programme, day)
        with pytest.raises(Refused, match=words):
            waves.run(programme, 1, day, tmp_path)
    assert not programme.waves.exists(), "nothing is used up by a day on which nothing leaves"
    with pytest.raises(Refused, match="n’est pas pour un programme « Masques »"):
        workflow.found(programme.name, "mes")
    sent(programme, tmp_path)
    report = learn(programme, tmp_path, "1;not_received;2020-11-20;", "1;reversal;2020-11-20;")
    assert report.refusals.sentences() == [
        "colis.csv, ligne 3, reason : une annulation sans motif ; attendu no_right ou duplicate ou declined ou mistake"
    ]
    report = learn(programme, tmp_path, "1;collected;2020-11-20;mistake", "x;gone;20/11/2020;", ";;;")
    assert [sentence.split(" : ")[0] for sentence in report.refusals.sentences()][:4] == [
        "colis.csv, ligne 2, reason", "colis.csv, ligne 3, household_id", "colis.csv, ligne 3, kind",
        "colis.csv, ligne 3, received_on",
    ]  # fmt: skip
    assert seen(programme)["parcels"]["not_received"] == 0, "a file is kept whole or not at all"
    wrong = written(tmp_path / "wrong", [C2S | {"c2s_class": "gratuite"}])
    with pytest.raises(Unfit, match="c2s_class"):
        workflow.open_programme("x", "masks", "", wrong, FIRST)


def test_what_the_database_holds(tmp_path):
    programme = opened(tmp_path, [C2S])
    sent(programme, tmp_path)
    own, other = (Organisation.objects.get(code=code) for code in ("811", "311"))
    with acting_for(own, "test"):
        assert (Parcel.objects.count(), Parcel.objects.update(commune="1")) == (1, 0)
    with acting_for(other, "test"):
        assert Parcel.objects.count() == 0
    same = {"programme": programme, "household": 1, "person": 1, "wave": 2, "persons": 1, "items": 6}
    with running_programmes("test"):
        with pytest.raises(IntegrityError, match="programmes_parcel_pkey"), transaction.atomic():
            Parcel.objects.create(**same)
        mine = Parcel.objects.filter(programme=programme, household=1)
        with pytest.raises(IntegrityError, match="parcel_reversed_for_a_reason"), transaction.atomic():
            mine.update(reversed_on=LAST)
        with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
            mine.update(items=12)


@pytest.mark.django_db(transaction=True)
def test_a_wave_killed_at_each_portion_sends_to_everybody_once(tmp_path, monkeypatch):
    """Killed with -9 where a file is written and its rows are not, or they are and the file is not in its place."""
    programme = opened(tmp_path, [C2S] * 8)
    connection.close()
    for number in range(8):
        child = os.fork()
        if child == 0:
            owner, step = ((waves.os, "fsync"), (waves.Path, "replace"))[number % 2]
            monkeypatch.setattr(owner, step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            waves.run(programme, 1, FIRST, tmp_path / "envois", portion=2)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert sorted(sent(programme, tmp_path, portion=2)) == list(range(1, 9))
    assert seen(programme)["parcels"]["masks"] == 8 * 6
    assert parcels.reference(FIRST) == REFERENCE
