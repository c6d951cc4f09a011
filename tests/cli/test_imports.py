"""`allervers import casework`, for real: whatever is refused, kills it or runs beside it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from allervers.domain.figures.history.loading import LOCK
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import seeing_nation
from tests.domain.figures.history.folders import accompaniment, facts, folder, referral
from tests.processes import allervers, environment

pytestmark = pytest.mark.django_db(transaction=True)

# The tests' own database, which runs already.
INSTALLATION = Path(os.environ["ALLERVERS_DATA"])


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


def test_figures_show_a_history_as_soon_as_it_is_imported_and_not_after_a_dry_run(tmp_path):
    place = history(tmp_path / "history", 2)
    tried = allervers("import", "casework", str(place), "--dry-run", folder=INSTALLATION)
    assert tried.stdout.startswith("Essai : rien n'est écrit.\nreferrals.csv : 2 lignes ; 2 nouvelles")
    assert facts() == (0, 0)
    done = allervers("import", "casework", str(place), folder=INSTALLATION)
    assert (done.returncode, done.stderr) == (0, "")
    with seeing_nation("test"):
        found = values(year(2024))
    assert (found["detections"], found["closures"], found["successes_care"]) == (2, 2, 2)
    assert found["mean_days_successes"] == 90.0


def test_a_refused_file_is_told_line_by_line_and_ends_with_2(tmp_path):
    place = folder(tmp_path, [referral(1)], [accompaniment(1), accompaniment(2)])
    done = allervers("import", "casework", str(place), "--json", folder=INSTALLATION)
    assert done.returncode == 2
    assert done.stderr.startswith("accompaniments.csv, ligne 3, referral_id : aucune saisine")
    told = json.loads(done.stdout)["files"]
    assert (told["referrals.csv"]["new"], told["accompaniments.csv"]["refused"]) == (1, 1)


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


def test_a_killed_import_leaves_nothing_and_is_made_again(tmp_path):
    place = history(tmp_path / "history", 10_000)
    process = start(place)
    until = time.monotonic() + 60
    while not is_under_way() and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert facts() == (0, 0)
    assert allervers("import", "casework", str(place), folder=INSTALLATION).returncode == 0
    assert facts() == (10_000, 10_000)
