"""Enrolment unless opposed: who is told, what they answer, what a day creates; counted to the unit."""

import datetime
import random
import threading
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from allervers.domain.organisations.context import acting_for, running_programmes
from allervers.domain.organisations.models import Organisation
from allervers.domain.pieces.refusals import Refused
from allervers.domain.programmes import answers, clocks, provisional, ticks, waves, workflow
from allervers.domain.programmes.figures import figures
from allervers.domain.programmes.models import Enrolment, ProgrammeAnswer, ProgrammeCount
from allervers.law import lookup
from allervers.population.files import Refused as Unfit
from tests.population.people import written

pytestmark = pytest.mark.django_db
NOTICE = datetime.date(2021, 9, 1)
DUE = datetime.date(2021, 10, 11)  # one month, then ten days
TODAY = datetime.date(2026, 1, 1)
HEADER = "person_id;kind;received_on;channel;code\n"


def opened(folder, persons=12, phase="pilot", others=(), **household):
    source = written(folder / "population", [*({} for _ in range(persons)), *others], **household)
    return workflow.open_programme(f"mes {phase}", "mes", phase, source, NOTICE)


def told(programme, folder, number=1, on=NOTICE, **more):
    """The codes of the wave, by person."""
    waves.run(programme, number, on, folder / "avis", **more)
    files = sorted((folder / "avis" / f"vague-{number:03d}").iterdir())
    rows = [line.split(";") for file in files for line in file.read_text().splitlines()[1:]]
    return {int(row[0]): row[4] for row in rows}


def say(programme, folder, *lines):
    file = folder / "reponses.csv"
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    report = answers.bring_in(programme, file, TODAY)
    assert report.refusals.sentences() == []
    return report


def seen(programme):
    with running_programmes("test"):
        programme.refresh_from_db()
        counted = figures(programme)
        rows = Enrolment.objects.filter(programme=programme)
        for state, number in counted["present"].items():
            assert rows.filter(state=state).count() == number, "counters say what the rows say"
        assert sum(counted["present"].values()) == counted["notified"]
    return counted


def test_a_pilot_from_its_notices_to_its_spaces(tmp_path):
    others = [
        {"deceased_on": datetime.date(2021, 8, 31), "contact": "none"},
        {"ame_until": datetime.date(2021, 9, 1)},
        {"contact": "none"},
        {"in_child_welfare": True, "birth_date": datetime.date(2010, 1, 1)},
        {"deceased_on": datetime.date(2021, 9, 2), "contact": None, "opposed_to_contact": True},
    ]
    programme = opened(tmp_path, 12, others=others)
    assert seen(programme)["notified"] == 0
    codes = told(programme, tmp_path)
    assert told(programme, tmp_path) == codes, "a wave that is complete changes nothing"
    figures_now = seen(programme)
    assert figures_now["population"] == 17
    assert figures_now["notified"] + sum(figures_now["excluded"].values()) == 17
    assert figures_now["excluded"] == {
        "deceased": 1, "ame": 1, "homeless": 0, "returned_mail": 1, "child_welfare": 1
    }  # fmt: skip
    assert figures_now["codes"] == {"issued": 13, "used": 0, "expired": 0}
    assert all(provisional.well_formed(code) for code in codes.values())
    with running_programmes("test"):
        (kept,) = Enrolment.objects.filter(person=1).values_list("code_digest", flat=True)
    assert codes[1].encode() not in bytes(kept)

    report = say(
        programme, tmp_path,
        f"1;activation;2021-09-10;portal;{codes[1].lower()[:4]} {codes[1][4:]}",
        f"2;activation;2021-09-10;portal;{codes[1]}",
        f"3;opposition;2021-10-02;portal;{codes[3]}",
        "4;opposition;2021-09-20;paper;",
        "13;opposition;2021-09-20;paper;",
        "99;opposition;2021-09-20;prison;",
    )  # fmt: skip
    assert (report.kept, report.codes_refused, report.excluded, report.unknown) == (2, 2, 1, 1), (
        "another person's code is a wrong code, and that of the 2nd of October had ended"
    )
    assert ticks.tick(programme, DUE - datetime.timedelta(days=1)).created == 0
    assert ticks.tick(programme, DUE).created == 11
    assert ticks.tick(programme, DUE).created == 0

    late = ("5;opposition;2021-10-11;telephone;", "6;opposition;2021-10-12;telephone;", "7;activation;2021-11-01;desk;")
    assert say(programme, tmp_path, *late).late == 1
    assert say(programme, tmp_path, *late, *late).kept == 0, "the same answer three times is one"
    now = seen(programme)
    assert {name: now[name] for name in ("activated", "opposed", "created", "closed")} == {
        "activated": 2,
        "opposed": 2,
        "created": 10,
        "closed": 1,
    }
    assert now["codes"] == {"issued": 13, "used": 1, "expired": 12}
    assert now["by_channel"]["telephone"] == {"opposition": 2, "activation": 0, "closure": 0, "reopening": 0}
    say(programme, tmp_path, "6;reopening;2021-12-01;portal;", "4;activation;2021-12-01;desk;")
    assert seen(programme)["present"] == {"notified": 0, "created": 9, "activated": 3, "opposed": 1, "closed": 0}
    assert ticks.tick(programme, NOTICE).earlier_than == DUE, "a clock that was set back takes nothing back"


def test_the_order_of_keying_changes_nothing(tmp_path):
    programme = opened(tmp_path, 60)
    told(programme, tmp_path)
    draw = random.Random(7)
    kinds = ("opposition", "activation", "closure", "reopening")
    days = [NOTICE + datetime.timedelta(days=number) for number in (3, 20, 40, 41, 60)]
    said = [[f"{draw.choice(kinds)};{day}" for day in days if draw.random() < 0.5] for _ in range(30)]
    said[:2] = [[], [f"reopening;{days[-1]}"]]
    # Two persons say the same: one in order and before the creation, the other backwards and after it.
    say(programme, tmp_path, *(f"{number};{one};paper;" for number, lines in enumerate(said, 1) for one in lines
                               if one[-10:] <= str(DUE)))  # fmt: skip
    ticks.tick(programme, DUE)
    say(programme, tmp_path, *(f"{number};{one};paper;" for number, lines in enumerate(said, 1) for one in lines))
    for back in range(5):
        lines = (f"{number};{one[::-1][back]};paper;" for number, one in enumerate(said, 31) if back < len(one))
        say(programme, tmp_path, *lines)
    with running_programmes("test"):
        kept = Enrolment.objects.values_list("person", "state", "created_on", "activated_on")
        rows = {person: stands for person, *stands in kept}
    assert {rows[number][0] for number in range(1, 31)} == {"opposed", "created", "activated", "closed"}
    for number in range(1, 31):
        assert rows[number] == rows[number + 30], said[number - 1]
    seen(programme)


def killed_at_second(step):
    calls = iter(range(1000))

    def killed(*arguments, **named):
        if next(calls) == 1:
            raise KeyboardInterrupt
        return step(*arguments, **named)

    return killed


def test_a_wave_that_is_killed_goes_on_where_it_was(tmp_path, monkeypatch):
    programme = opened(tmp_path, 20)
    # Once its file is written and its rows are not; once its rows are kept and its file is not in its place.
    for owner, step in ((waves.os, "fsync"), (waves.Path, "replace")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, step, killed_at_second(getattr(owner, step)))
            with pytest.raises(KeyboardInterrupt):
                told(programme, tmp_path, portion=3)
        with pytest.raises(Refused, match="n’est pas terminée"):
            waves.run(programme, 2, NOTICE, tmp_path / "avis")
    codes = told(programme, tmp_path, portion=3)
    assert sorted(codes) == list(range(1, 21)), "nobody twice, nobody forgotten, each file in its place"
    assert seen(programme)["codes"]["issued"] == 20
    lines = [f"{one};activation;2021-09-02;portal;{code}" for one, code in codes.items()]
    assert say(programme, tmp_path, *lines).kept == 20, "what the files say is what opens"
    with pytest.raises(Refused, match="existe déjà, du 2021-09-01"):
        waves.run(programme, 1, DUE, tmp_path / "avis")


def test_waves_of_a_size_and_a_new_code_that_voids_the_former(tmp_path):
    programme = opened(tmp_path, 10, "national")
    first = told(programme, tmp_path, size=4, portion=3)
    second = told(programme, tmp_path, 2, NOTICE + datetime.timedelta(days=7))
    assert (sorted(first), sorted(second)) == ([1, 2, 3, 4], [5, 6, 7, 8, 9, 10])
    assert ticks.tick(programme, NOTICE + datetime.timedelta(days=42)).created == 4, "six weeks, each wave its own"
    code, until = workflow.renew_code(programme, 5, datetime.date(2021, 10, 20))
    assert until == datetime.date(2021, 12, 1)
    report = say(
        programme, tmp_path, f"5;activation;2021-10-21;portal;{second[5]}", f"5;closure;2021-10-22;portal;{code}"
    )
    assert (report.kept, report.codes_refused) == (1, 1)
    assert ticks.tick(programme, datetime.date(2021, 10, 21)).created == 5
    assert seen(programme)["codes"] == {"issued": 11, "used": 1, "expired": 9}, "one was replaced on its last day"
    with pytest.raises(Refused, match="n’a pas reçu d’avis"):
        workflow.renew_code(programme, 99, NOTICE)


def test_a_window_made_longer_moves_what_is_not_done(tmp_path, monkeypatch):
    programme = opened(tmp_path, 6, "national")
    told(programme, tmp_path, size=2)
    told(programme, tmp_path, 2, NOTICE + datetime.timedelta(days=14))
    assert ticks.tick(programme, NOTICE + datetime.timedelta(days=42)).created == 2
    known = lookup.figures("deadlines")
    usual = known["mes_national_opposition"]
    moved = replace(usual.values[0], valid_from=datetime.date(2021, 10, 20), value=56)
    longer = replace(usual, dates=(*usual.dates, moved.valid_from), values=(*usual.values, moved))
    monkeypatch.setitem(known, "mes_national_opposition", longer)
    second = NOTICE + datetime.timedelta(days=14)
    assert ticks.tick(programme, second + datetime.timedelta(days=42)).created == 0
    assert clocks.created_on("national", second, datetime.date(2021, 10, 1)) == second + datetime.timedelta(days=42)
    assert ticks.tick(programme, second + datetime.timedelta(days=56)).created == 4


def test_what_is_refused_in_words(tmp_path):
    programme = opened(tmp_path, 3)
    with pytest.raises(Refused, match="--kind cake"):
        workflow.open_programme("x", "cake", "pilot", tmp_path / "population", NOTICE)
    other = written(tmp_path / "other", [{}])
    with pytest.raises(Refused, match="Il y a déjà un programme"):
        workflow.open_programme(programme.name, "mes", "pilot", other, NOTICE)
    assert workflow.open_programme(programme.name, "mes", "pilot", tmp_path / "population", NOTICE) == programme
    twice = written(tmp_path / "two", [{"person_id": 1}, {"person_id": 1}])
    with pytest.raises(Unfit, match="person_id présent deux fois"):
        workflow.open_programme("x", "mes", "pilot", twice, NOTICE)
    with pytest.raises(Refused, match="--date"):
        waves.run(programme, 1, datetime.date(2019, 1, 1), tmp_path)
    written(tmp_path / "population", [{}, {}])
    with pytest.raises(Refused, match="n’est plus la partie de l’ouverture"):
        waves.run(programme, 1, NOTICE, tmp_path)
    file = tmp_path / "reponses.csv"
    file.write_text(HEADER + "1;opposition;2021-09-02;paper;\n1;no;2021-09-02;fax;\n")
    report = answers.bring_in(programme, file, TODAY)
    assert report.refusals.sentences()[0].startswith("reponses.csv, ligne 3, channel : « fax »")
    assert seen(programme)["by_channel"]["paper"]["opposition"] == 0, "nothing of it is kept"


def test_a_code_with_one_slip_is_no_code():
    code = provisional.draw()
    slips = {code[:place] + sign + code[place + 1 :] for place in range(12) for sign in provisional.ALPHABET} - {code}
    slips |= {code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(11)} - {code}
    assert len(slips) > 12 * 22 - 1
    assert not any(provisional.well_formed(slip) for slip in slips)
    assert provisional.well_formed(provisional.normalised(provisional.shown(code).lower()))
    assert provisional.digest(1, code) != provisional.digest(2, code)


def test_a_fund_sees_its_own_and_writes_nothing(tmp_path):
    told(opened(tmp_path, 3, fund_code="811"), tmp_path)
    own, other = (Organisation.objects.get(code=code) for code in ("811", "311"))
    with acting_for(own, "test"):
        assert Enrolment.objects.count() == 3
        assert ProgrammeCount.objects.filter(what="notified").count() == 1
        assert Enrolment.objects.update(state="opposed") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            ProgrammeAnswer.objects.create(
                programme_id=1, person=1, kind="opposition", channel="paper", received_on=NOTICE
            )
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select programme_apply(1, '{1}')")
    with acting_for(other, "test"):
        assert Enrolment.objects.count() == ProgrammeCount.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_tick_and_late_oppositions_at_the_same_moment(tmp_path):
    programme = opened(tmp_path, 100)
    told(programme, tmp_path)
    (folder := tmp_path / "other").mkdir()
    failures = []

    def opposing():
        try:
            for start in range(1, 101, 20):
                say(programme, folder, *(f"{one};opposition;{DUE};portal;" for one in range(start, start + 20, 2)))
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    other = threading.Thread(target=opposing)
    other.start()
    ticks.tick(programme, DUE, portion=10)
    other.join()
    assert failures == []
    now = seen(programme)
    assert (now["created"], now["opposed"], now["closed"]) == (50, 50, 0), "received on the day, not one is lost"
