"""Letters on their way to the printer, on the screen: what waits, what failed and what to do, batches printed again."""

import errno
import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import sending, tasks
from allervers.domain.rights_files.models import Letter, LetterBatch
from tests import factories
from tests.rights_files import deposit

pytestmark = pytest.mark.django_db
ADDRESS = "12 rue des Lilas\n75011 Paris"
TODAY = timezone.localdate()


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def page(name, *args):
    return reverse(f"rights_files:{name}", args=args)


def text(response):
    return response.content.decode()


def made(officer):
    return sending.make(officer.organisation, TODAY)[0]


def now(officer, batch):
    with acting_as(officer, "test"):
        return LetterBatch.objects.get(pk=batch.pk)


def test_what_waits_is_counted_and_what_cannot_leave_says_why_and_what_to_do(client, officer):
    deposit(officer, postal_address=ADDRESS)
    kept = deposit(officer, postal_address="12 rue des Lilas")
    shown = text(client.get(page("batches")))
    assert "<strong>1</strong> courrier peut partir" in shown
    assert kept.reference in shown
    assert "La dernière ligne de l’adresse doit être le code postal et la ville" in shown
    with acting_as(officer, "test"):
        letter = kept.letters.get()
    shown = text(client.post(page("by-hand", letter.pk), follow=True))
    assert f"Le courrier du dossier {kept.reference} est noté comme remis." in shown
    assert "À voir avant qu’ils partent" not in shown
    assert "déjà parti" in text(client.post(page("by-hand", letter.pk), follow=True))


def test_a_sign_that_does_not_print_is_told_once_a_batch_left_it_behind(client, officer):
    deposit(officer, postal_address=ADDRESS)
    kept = deposit(officer, postal_address="1 rue 李\n75011 Paris")
    made(officer)
    shown = text(client.get(page("batches")))
    assert kept.reference in shown
    assert "ne s’imprime pas" in shown
    assert "<strong>0</strong> courrier peut partir" in shown


def test_the_button_asks_the_worker_once_for_a_batch(client, officer):
    deposit(officer, postal_address=ADDRESS)
    for _ in range(2):
        assert "Le lot se fait" in text(client.post(page("make-batch"), follow=True))
    asked = ProcrastinateJob.objects.filter(task_name="rights_files.letters_of")
    assert [job.args for job in asked] == [{"sender_id": officer.organisation_id}]


def test_a_batch_is_downloaded_part_by_part_with_its_manifest_and_again_the_same(client, officer, monkeypatch):
    monkeypatch.setattr(sending, "IN_A_PART", 2)
    files = [deposit(officer, postal_address=ADDRESS) for _ in range(3)]
    batch = made(officer)
    shown = text(client.get(page("batch", batch.pk)))
    assert all(file.reference in shown for file in files)
    assert not any(file.first_name in shown for file in files)
    for place, part in enumerate(batch.parts):
        for _ in range(2):
            response = client.get(f"{page('batch-part', batch.pk)}?partie={place}")
            assert hashlib.sha256(response.content).hexdigest() == part["sha256"]
            assert response["Content-Disposition"].endswith(f'-courriers-00{place + 1}.pdf"')
    manifest = client.get(page("batch-manifest", batch.pk)).content.decode("utf-8-sig")
    assert len(manifest.splitlines()) == 4
    for wrong in ("2", "-1", "x", "²", "9" * 30):
        assert client.get(f"{page('batch-part', batch.pk)}?partie={wrong}").status_code == 404


def test_a_batch_is_noted_as_handed_over_once(client, officer):
    deposit(officer, postal_address=ADDRESS)
    batch = made(officer)
    assert "À remettre" in text(client.get(page("batches")))
    assert "noté comme remis" in text(client.post(page("batch-handed-over", batch.pk), follow=True))
    assert "déjà noté" in text(client.post(page("batch-handed-over", batch.pk), follow=True))
    assert now(officer, batch).handed_over_on == TODAY


def test_why_a_batch_was_not_written_is_told_and_the_next_attempt_forgets_it(client, officer, settings, tmp_path):
    settings.LETTERS = str(tmp_path / "absent")
    deposit(officer, postal_address=ADDRESS)
    tasks._send(officer.organisation)
    shown = text(client.get(page("batches")))
    assert "Échec" in shown
    assert "Le dossier de l’imprimeur : fichier ou dossier introuvable." in shown
    (tmp_path / "absent").mkdir()
    tasks._send(officer.organisation)
    with acting_as(officer, "test"):
        batch = LetterBatch.objects.get()
    assert (batch.failure, batch.handed_over_on) == ("", TODAY)
    assert (tmp_path / "absent" / sending.name_of(batch) / "manifeste.csv").exists()


def test_a_batch_that_no_longer_prints_the_same_holds_up_nobody_and_says_what_to_do(client, officer, tmp_path):
    deposit(officer, postal_address=ADDRESS)
    old = made(officer)
    with acting_as(officer, "test"):
        LetterBatch.objects.update(parts=[old.parts[0] | {"sha256": "0" * 64}])
    new = deposit(officer, postal_address=ADDRESS)
    with pytest.raises(sending.Changed):
        sending.send_all(officer.organisation, tmp_path, TODAY)
    with acting_as(officer, "test"):
        [letter] = Letter.objects.filter(file=new)
        assert letter.sending.batch.handed_over_on == TODAY
    assert "ne sont plus les mêmes" in now(officer, old).failure
    shown = text(client.get(page("batch-part", old.pk), follow=True))
    assert "Imprimez-les un par un" in shown


def test_one_service_whose_folder_fails_holds_up_no_other(officer, settings, tmp_path, monkeypatch):
    other = factories.account(Role.RIGHTS_OFFICER)
    for account in (officer, other):
        deposit(account, postal_address=ADDRESS)
    write = sending._write

    def full(batch, *rest):
        if batch.sender_id == officer.organisation_id:
            raise OSError(errno.ENOSPC, "no room")
        return write(batch, *rest)

    monkeypatch.setattr(sending, "_write", full)
    settings.LETTERS = str(tmp_path)
    for account in (officer, other):
        tasks._send(account.organisation)
    with acting_as(officer, "test"):
        assert "plus de place" in LetterBatch.objects.get().failure
    with acting_as(other, "test"):
        assert LetterBatch.objects.get().handed_over_on == TODAY


def test_nobody_of_another_service_sees_a_batch(client, officer):
    stranger = factories.account(Role.RIGHTS_OFFICER)
    deposit(stranger, postal_address=ADDRESS)
    batch = made(stranger)
    for name in ("batch", "batch-part", "batch-manifest"):
        assert client.get(page(name, batch.pk)).status_code == 404
    assert client.post(page("batch-handed-over", batch.pk)).status_code == 404
    assert now(stranger, batch).handed_over_on is None
