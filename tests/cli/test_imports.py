"""`allervers import casework`, for real: whatever is refused, kills it or runs beside it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from allervers.domain.figures.history.trace import LOCK
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import seeing_nation
from allervers.domain.rights_files.models import ManagingBody
from tests.domain.figures.history.folders import accompaniment, facts, folder, imported, referral
from tests.processes import allervers, commands, environment

pytestmark = pytest.mark.django_db(transaction=True)

# The tests' own database, which runs already.
INSTALLATION = Path(os.environ["ALLERVERS_DATA"])


@pytest.fixture(scope="module")
def command():
    with commands(INSTALLATION) as run:
        yield run


def history(place: Path, files: int) -> Path:
    place.mkdir()
    return folder(place, [referral(n) for n in range(files)], [accompaniment(n) for n in range(files)])


def start(place: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "allervers", "import", "casework", str(place), "--json"]
    return subprocess.Popen(command, env=environment(INSTALLATION), stdout=subprocess.PIPE, text=True)


def is_under_way() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select from pg_locks where locktype = 'advisory' and (classid::bigint << 32) + objid::bigint = %s", [LOCK]
        )
        return cursor.rowcount > 0


def test_figures_show_a_history_as_soon_as_it_is_imported_and_not_after_a_dry_run(command, tmp_path):
    place = history(tmp_path / "history", 2)
    tried = allervers("import", "casework", str(place), "--dry-run", folder=INSTALLATION)
    assert tried.stdout.startswith("Essai : rien n'est écrit.\nreferrals.csv : 2 lignes ; 2 nouvelles")
    assert facts() == (0, 0)
    done = command("import", "casework", str(place))
    assert (done.returncode, done.stderr) == (0, "")
    with seeing_nation("test"):
        found = values(year(2024))
    assert (found["detections"], found["closures"], found["successes_care"]) == (2, 2, 2)
    assert found["mean_days_successes"] == 90.0


def test_a_refused_file_is_told_line_by_line_and_ends_with_2(command, tmp_path):
    place = folder(tmp_path, [referral(1)], [accompaniment(1), accompaniment(2)])
    done = command("import", "casework", str(place), "--json")
    assert done.returncode == 2
    assert done.stderr.startswith("accompaniments.csv, ligne 3, referral_id : aucune saisine")
    told = json.loads(done.stdout)["files"]
    assert (told["referrals.csv"]["new"], told["accompaniments.csv"]["refused"]) == (1, 1)


BAD_INPUT = [
    ("referrals.csv, ligne 3, fund_code : « 000 » n'est pas reconnu", {"fund_code": "000"}, {}),
    ("referrals.csv, ligne 4, fund_code : 012 est un ancien code, repris par 011", {"fund_code": "012"}, {}),
    ("referrals.csv, ligne 5, detector_category : « mairie » n'est pas", {"detector_category": "mairie"}, {}),
    ("referrals.csv, ligne 6, received_on : 2099-01-01 est dans le futur", {"received_on": "2099-01-01"}, {}),
    ("referrals.csv, ligne 7 : 14 colonnes ; attendu 13 colonnes", {"detector_name": "Caf;du Tarn"}, {}),
    ("accompaniments.csv, ligne 8, closed_on : clôture le 2024-03-03, avant", {}, {"closed_on": "2024-03-03"}),
    ("accompaniments.csv, ligne 9, outcomes : des gains avec le motif declined", {}, {"closure_reason": "declined"}),
    ("accompaniments.csv, ligne 10, referral_id : cette saisine a déjà un", {}, {"referral_id": "S0"}),
    ("accompaniments.csv, ligne 11 : 14 colonnes ; attendu 13 colonnes", {}, {"specialties": "orl;orl"}),
]


def test_every_bad_line_is_told_with_its_file_line_and_field_and_nothing_is_written(command, tmp_path):
    both = list(enumerate([("", {}, {}), *BAD_INPUT]))
    rows = [referral(n, **bad) for n, (_, bad, _) in both], [accompaniment(n, **bad) for n, (_, _, bad) in both]
    done = command("import", "casework", str(folder(tmp_path, *rows)))
    told = done.stderr.splitlines()
    assert done.returncode == 2
    for sentence, _, _ in BAD_INPUT:
        assert [line for line in told if line.startswith(sentence)], sentence
    assert len(told) == len(BAD_INPUT) + 1  # and that accompaniments.csv falls with referrals.csv
    assert done.stdout == (
        "referrals.csv : refusé en entier, 5 anomalies.\naccompaniments.csv : refusé en entier, 5 anomalies.\n"
    )
    assert facts() == (0, 0)


def test_an_accompaniment_that_followed_its_referral_is_told(command, tmp_path):
    imported(folder(tmp_path, [referral()], [accompaniment()]))
    place = folder(tmp_path, [referral(sex="M")], [accompaniment(themes="soins")])
    done = command("import", "casework", str(place))
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "referrals.csv : 1 ligne ; 0 nouvelle, 1 remplacée car modifiée, 0 déjà là.",
        "referrals.csv : 1 accompagnement déjà là, mis d'accord avec la saisine modifiée.",
        "accompaniments.csv : refusé en entier, 1 anomalie.",
    ]


def test_a_folder_that_is_not_there_is_refused_before_anything_starts(tmp_path):
    missing = allervers("import", "casework", str(tmp_path / "nowhere"), folder=tmp_path / "data")
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_two_imports_at_once_write_each_line_once(tmp_path):
    place = history(tmp_path / "history", 3_000)
    both = [start(place) for _ in range(2)]
    told = [json.loads(process.communicate(timeout=120)[0])["files"] for process in both]
    for name in ("referrals.csv", "accompaniments.csv"):
        assert sorted(each[name]["new"] for each in told) == [0, 3_000]
        assert sorted(each[name]["unchanged"] for each in told) == [0, 3_000]


def test_a_killed_import_leaves_nothing_and_is_made_again(command, tmp_path):
    place = history(tmp_path / "history", 10_000)
    process = start(place)
    until = time.monotonic() + 60
    while not is_under_way() and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert facts() == (0, 0)
    assert command("import", "casework", str(place)).returncode == 0
    assert facts() == (10_000, 10_000)


def last_import(command) -> dict:
    return json.loads(command("import", "list", "--json").stdout)[-1]


def test_an_import_is_listed_and_taken_back_with_its_why(command, tmp_path):
    assert command("import", "casework", str(history(tmp_path / "history", 2))).returncode == 0
    made = last_import(command)
    number, why = str(made["number"]), "mauvaise caisse"
    assert (made["funds"], made["new"], made["changed"], made["taken_back"]) == (["811"], 4, 0, 0)
    tried = command("import", "take-back", number, "--why", why, "--dry-run")
    assert tried.stdout == f"Essai : rien n'est écrit.\nimport {number} : 4 faits retirés, 0 remis comme avant.\n"
    assert facts() == (2, 2)
    line = ("--line", "S1", "--fund", "811")
    one = command("import", "take-back", number, *line, "--why", why)
    assert one.stdout == f"import {number} : 2 faits retirés, 0 remis comme avant (ligne S1, caisse 811).\n"
    assert command("import", "take-back", number, "--why", why).returncode == 0
    with seeing_nation("test"):
        assert values(year(2024))["detections"] == 0
    told = last_import(command)
    assert (told["taken_back"], [each["why"] for each in told["times"]]) == (4, [why, why])
    assert f"  retiré le {told['times'][0]['at'][:4]}" in command("import", "list").stdout


@pytest.mark.parametrize(
    "words",
    [
        ["7000000", "--why", "x"],
        ["-1", "--why", "x"],
        ["99999999999999999999", "--why", "x"],
        ["1", "--why", " "],
        ["1", "--why", "x", "--line", "S1"],
        ["1", "--why", "x", "--fund", "811"],
        ["1", "--why", "une\nautre"],
    ],
)
def test_what_cannot_be_taken_back_is_said_in_one_line(command, words):
    done = command("import", "take-back", *words)
    assert (done.returncode, done.stdout) == (2, "")
    if words[0] != "-1":
        assert done.stderr.count("\n") == 1


def test_taking_back_that_is_killed_leaves_everything(command, tmp_path):
    assert command("import", "casework", str(history(tmp_path / "h", 5_000))).returncode == 0
    number = str(last_import(command)["number"])
    words = [sys.executable, "-m", "allervers", "import", "take-back", number, "--why", "x"]
    process = subprocess.Popen(words, env=environment(INSTALLATION), stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not is_under_way() and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert facts() == (5_000, 5_000)
    assert last_import(command)["taken_back"] == 0
    assert command("import", "take-back", number, "--why", "x").returncode == 0
    assert facts() == (0, 0)


def test_the_list_of_a_year_takes_the_place_of_the_former_one(command, tmp_path):
    def listed(*lines):
        (tmp_path / "liste.csv").write_text("\n".join(["year;name", *lines]), encoding="utf-8")
        return command("import", "managing-bodies", str(tmp_path / "liste.csv"), "--json")

    assert json.loads(listed("2025;Une", "2026;Une", "2026;Deux").stdout)["bodies"] == 3
    assert listed("2026;Trois").returncode == 0
    assert set(ManagingBody.objects.values_list("year", "name")) == {(2025, "Une"), (2026, "Trois")}
    refused = listed("2026;Trois", "2026;Trois")
    assert refused.returncode == 2
    assert "déjà plus haut" in refused.stderr
    assert ManagingBody.objects.count() == 2
