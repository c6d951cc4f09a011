"""What an acknowledgement must say, and letters that leave: each once, whatever is run twice or killed."""

import csv
import datetime
import hashlib

import pytest
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import letters, sending
from allervers.domain.rights_files.codes import Right
from allervers.domain.rights_files.dates import Asked, Facts, silence_of
from allervers.domain.rights_files.models import Letter, LetterBatch, Sending
from allervers.domain.rights_files.workflow import Refused
from tests import factories
from tests.pdf import words
from tests.rights_files import deposit, supply_all

pytestmark = pytest.mark.django_db

ADDRESS = "12 rue des Lilas\n75011 Paris"
CONTACT = {"postal_address": "1 PLACE DES EXEMPLES\n99001 VALFLEURY", "phone": "36 46", "email": "droits@cpam.example"}


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER, factories.fund(**CONTACT))


def acknowledgement(officer, file):
    with acting_as(officer, "test"):
        return Letter.objects.select_related("file").get(file=file, kind="acknowledgement")


@pytest.mark.parametrize("right", Right.values)
def test_an_acknowledgement_has_every_mention_of_the_code_for_every_form(officer, right):
    file = deposit(officer, right, postal_address=ADDRESS)
    letter = acknowledgement(officer, file)
    said = words(letters.pdf(letter))
    day = f"{file.received_on:%d/%m/%Y}"
    for mention in (day, str(officer.organisation), "1 PLACE DES EXEMPLES", "99001 VALFLEURY", "36 46", "droits@"):
        assert mention in said
    assert letter.content["lacking"] == []
    if right == "departure":
        assert "ne demande pas de réponse" in said
        return
    assert "acceptée" in said if right == "c2s" else "sera rejetée" in said
    assert ("attestation de cette acceptation" in said) == (right == "c2s")
    assert ("chacun dans les deux mois" in said) == (right != "c2s")
    # This household has no child: nothing is asked of it.
    missing = right != "child_attachment"
    assert ("Envoyez-les avant le" in said) == ("L114-5 CRPA" in said) == missing


def test_what_nobody_told_about_the_service_is_said_to_be_lacking():
    silent = factories.account(Role.RIGHTS_OFFICER)
    letter = acknowledgement(silent, deposit(silent))
    assert letter.content["lacking"] == ["l’adresse postale du service", "le téléphone du service"]


def test_the_papers_that_the_acknowledgement_names_stop_the_clock_until_their_day():
    day = datetime.date(2026, 3, 2)
    rejected = Facts("ame", day, missing_told_on=day)
    assert silence_of(Facts("ame", day)).on == datetime.date(2026, 5, 2)
    # Thirty days for the papers, that never came.
    assert silence_of(rejected).on == datetime.date(2026, 6, 1)
    came = Facts("ame", day, missing_told_on=day, complete_since=datetime.date(2026, 3, 12))
    assert silence_of(came).on == datetime.date(2026, 5, 12)
    # A later letter takes its place: no day is counted twice.
    asked = (Asked(datetime.date(2026, 3, 12)),)
    assert silence_of(Facts("ame", day, missing_told_on=day, asked=asked)).on == datetime.date(2026, 6, 11)


def test_silence_accepts_only_from_the_papers_that_the_acknowledgement_names():
    day = datetime.date(2026, 3, 2)
    assert silence_of(Facts("c2s", day, missing_told_on=day)).on is None
    came = Facts("c2s", day, missing_told_on=day, complete_since=datetime.date(2026, 3, 12))
    assert silence_of(came).on == datetime.date(2026, 5, 12)


def test_an_incomplete_file_keeps_its_place_in_the_queue(officer):
    file = deposit(officer, "c2s")
    assert file.missing_told_on == timezone.localdate()
    assert file.due_on is not None


# --- batches --------------------------------------------------------------------------------------------------------


def deposited(officer, count=1, **fields):
    return [deposit(officer, postal_address=ADDRESS, **fields) for _ in range(count)]


def send(officer, folder):
    return sending.send_all(officer.organisation, folder, timezone.localdate())


def manifest_of(folder):
    return list(csv.DictReader((folder / "manifeste.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_letters_leave_once_with_a_manifest_that_tells_where_each_stands(officer, tmp_path, monkeypatch):
    monkeypatch.setattr(sending, "IN_A_PART", 2)
    files = deposited(officer, 3)
    (batch,) = send(officer, tmp_path)
    folder = tmp_path / sending.name_of(batch)
    rows = manifest_of(folder)
    assert {row["dossier"] for row in rows} == {file.reference for file in files}
    assert [(row["fichier"], row["rang"]) for row in rows] == [
        ("courriers-001.pdf", "1"),
        ("courriers-001.pdf", "2"),
        ("courriers-002.pdf", "1"),
    ]
    for row in rows:
        assert hashlib.sha256((folder / row["fichier"]).read_bytes()).hexdigest() == row["sha256"]
    assert not any(file.birth_name in (folder / "manifeste.csv").read_text() for file in files)
    first = (folder / "courriers-001.pdf").read_bytes()
    assert "75011 PARIS" in words(first)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first
    assert b"<pdfaid:part>2</pdfaid:part>" in first
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in first
    assert send(officer, tmp_path) == []


def test_a_letter_of_several_pages_counts_its_own(officer, tmp_path):
    deposited(officer, 2)
    with acting_as(officer, "test"):
        long = Letter.objects.first()
        # Letters are only added to, also by a test: this one is only printed.
        long.content["sections"] *= 6
        ready = sending.sorted_out(sending.waiting(officer.organisation))[0]
    part = sending._part([sending.Ready(long, ready[0].envelope), ready[1]], timezone.localdate())
    assert part.first_pages[0] == 1
    pages = part.first_pages[1] - 1
    assert pages > 2
    said = words(part.pdf)
    assert f"Page {pages} sur {pages}" in said
    assert f"Page 1 sur {part.pages - pages}" in said or part.pages - pages == 1
    assert f"sur {part.pages}" not in said


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"postal_address": ""}, "manque"),
        ({"postal_address": f"{'x' * 39}\n75011 PARIS"}, "39 signes"),
        ({"postal_address": ADDRESS, "usage_name": "漢"}, "ne s’imprime pas"),
    ],
)
def test_what_cannot_be_posted_waits_and_says_why_and_holds_nobody_up(officer, tmp_path, fields, why):
    kept = deposit(officer, **fields)
    deposited(officer)
    (batch,) = send(officer, tmp_path)
    assert batch.letters == 1
    with acting_as(officer, "test"):
        (held,) = sending.held_back(officer.organisation)
    assert held.letter.file_id == kept.pk
    assert why in held.why


def test_killed_once_its_rows_are_written_a_batch_is_written_by_the_next_run(officer, tmp_path):
    deposited(officer, 2)
    made, printed = sending.make(officer.organisation, timezone.localdate())
    (tmp_path / f".{sending.name_of(made)}-begun").mkdir()
    (batch,) = send(officer, tmp_path)
    assert batch == made
    assert (tmp_path / sending.name_of(batch) / "courriers-001.pdf").read_bytes() == printed[0]
    assert batch.handed_over_on == timezone.localdate()


def test_killed_once_its_files_are_there_a_batch_is_only_said_to_be_handed_over(officer, tmp_path):
    deposited(officer)
    made, printed = sending.make(officer.organisation, timezone.localdate())
    with acting_as(officer, "test"):
        sending._write(made, tmp_path / sending.name_of(made), printed)
    assert send(officer, tmp_path) == [made]
    assert [path.name for path in tmp_path.iterdir()] == [sending.name_of(made)]


def test_a_folder_that_cannot_be_written_loses_no_letter(officer, tmp_path):
    deposited(officer)
    with pytest.raises(OSError, match="No such file"):
        send(officer, tmp_path / "absent")
    (batch,) = send(officer, tmp_path)
    assert batch.letters == 1


def test_the_body_that_examines_sends_its_letters_not_the_fund(officer, tmp_path):
    from allervers.domain.rights_files.models import Handling

    creic = factories.account(
        Role.HANDLING_BODY_OFFICER, factories.organisation(Organisation.Kind.HANDLING_BODY, **CONTACT)
    )
    Handling.objects.create(fund=officer.organisation, right="eu_inactive", body=creic.organisation)
    deposited(officer, right="eu_inactive")
    assert send(officer, tmp_path) == []
    (batch,) = send(creic, tmp_path)
    assert batch.letters == 1
    with acting_as(officer, "test"):
        # The fund sees when the letters of its file left, nothing else of the body's batches.
        assert Sending.objects.get().sent_on == LetterBatch.objects.get().handed_over_on
    stranger = factories.account(Role.RIGHTS_OFFICER)
    with acting_as(stranger, "test"):
        assert not LetterBatch.objects.exists()


def test_a_letter_that_was_handed_over_leaves_in_no_batch(officer, tmp_path):
    (file,) = deposited(officer)
    letter = acknowledgement(officer, file)
    today = timezone.localdate()
    with acting_as(officer, "test"):
        sending.handed_to_the_person(letter, author=officer, today=today)
        with pytest.raises(Refused, match="déjà parti"):
            sending.handed_to_the_person(letter, author=officer, today=today)
        assert Letter.objects.get(pk=letter.pk).sending.sent_on == today
    assert send(officer, tmp_path) == []


def test_a_complete_file_is_told_of_no_paper(officer):
    file = deposit(officer, "c2s", postal_address=ADDRESS)
    supply_all(officer, file)
    with acting_as(officer, "test"):
        file.refresh_from_db()
    assert file.complete_since is not None
