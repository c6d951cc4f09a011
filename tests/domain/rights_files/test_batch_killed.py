"""A batch of letters whose process is killed, twenty times, wherever it stands: each letter leaves once."""

import csv
import hashlib
import io
import json
import os
from pathlib import Path

import pikepdf
import pytest

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files.models import Letter, LetterBatch, Sending
from tests import factories, processes
from tests.rights_files import deposit

pytestmark = pytest.mark.django_db(transaction=True)

# One process that is ready, and at each line a child of it that dies at the given statement or file, if it gets there.
IS_KILLED = """
import json, os, signal, sys
from pathlib import Path
import django
django.setup()
from django.db import connection
from django.utils import timezone
from allervers.domain.organisations.models import Organisation
from allervers.domain.rights_files import sending

def run(sender, folder, dies_at):
    done = 0

    def one_more():
        nonlocal done
        done += 1
        if done == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_statement(execute, *rest):
        one_more()
        return execute(*rest)

    def before_file(event, arguments):
        if event in ("open", "os.rename", "os.mkdir") and str(arguments[0]).startswith(folder):
            one_more()

    sys.addaudithook(before_file)
    with connection.execute_wrapper(before_statement):
        sending.send_all(Organisation.objects.get(pk=sender), Path(folder), timezone.localdate())

for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        run(**asked)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_killed_twenty_times_each_letter_leaves_once(tmp_path):
    officer = factories.account(Role.RIGHTS_OFFICER)
    more = {"DJANGO_SETTINGS_MODULE": "allervers.config.settings"}
    process = processes.python(IS_KILLED, Path(os.environ["ALLERVERS_DATA"]), **more)

    def run(dies_at):
        asked = {"sender": officer.organisation_id, "folder": str(tmp_path), "dies_at": dies_at}
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    died = 0
    for place in range(40):
        deposit(officer, postal_address="12 rue des Lilas\n75011 Paris")
        died += run(dies_at=2 + 7 * place % 29) == -9
    assert died >= 20
    assert run(dies_at=0) == 0
    process.communicate(timeout=60)

    with acting_as(officer, "test"):
        letters = dict(Letter.objects.values_list("pk", "file__reference"))
        assert sorted(Sending.objects.values_list("letter_id", flat=True)) == sorted(letters)
        batches = {batch.number: batch for batch in LetterBatch.objects.all()}
    assert sorted(batches) == list(range(1, len(batches) + 1))
    assert all(batch.handed_over_on for batch in batches.values())
    folders = list(tmp_path.iterdir())
    assert len(folders) == len(batches)  # nothing half-written is left beside them
    rows = [row for folder in folders for row in _manifest(folder)]
    assert sorted(row["dossier"] for row in rows) == sorted(letters.values())
    assert sum(_letters_in(folder) for folder in folders) == len(letters)


def _manifest(folder):
    return csv.DictReader((folder / "manifeste.csv").read_text("utf-8-sig").splitlines(), delimiter=";")


def _letters_in(folder) -> int:
    """Printed in the PDF files of a batch, each of which is the one of its manifest."""
    count = 0
    for name, digest in {(row["fichier"], row["sha256"]) for row in _manifest(folder)}:
        pdf = (folder / name).read_bytes()
        assert hashlib.sha256(pdf).hexdigest() == digest
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
            count += len(outline.root)
    return count
