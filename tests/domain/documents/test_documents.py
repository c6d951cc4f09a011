"""Papers are checked, encrypted, found again whole, and missed when they are gone."""

import datetime
import io
import re
import socket
import struct
import threading
import uuid

import pikepdf
import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from allervers.config import health
from allervers.domain.documents import intake, scanning, storage, workflow
from allervers.domain.documents.models import Document, Scan
from allervers.domain.documents.sealing import PART, Spoilt, new_key, seal, unseal
from allervers.domain.documents.tasks import check_fund
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed
from tests import factories, papers

KEY, IDENTIFIER = new_key(), uuid.uuid4()
_TAG = 16


@given(st.binary(max_size=300), st.sampled_from([0, PART - 1, PART, PART + 1]))
@settings(max_examples=20, deadline=None)
def test_what_was_sealed_is_found_again(content, filling):
    content = bytes(filling) + content
    assert unseal(b"".join(seal(content, KEY, IDENTIFIER)), KEY, IDENTIFIER) == content


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: b"".join(parts[:-1]),  # cut after a part
        lambda parts: b"".join(parts)[:-1],
        lambda parts: b"".join([parts[1], parts[0], *parts[2:]]),
        lambda parts: b"".join([*parts, parts[-1]]),
        lambda parts: b"\0" + b"".join(parts)[1:],
    ],
)
def test_what_was_cut_exchanged_or_changed_is_noticed(spoil):
    parts = list(seal(b"x" * (2 * PART + 5), KEY, IDENTIFIER))
    with pytest.raises(Spoilt):
        unseal(spoil(parts), KEY, IDENTIFIER)


def test_a_blob_of_another_document_is_noticed():
    with pytest.raises(Spoilt):
        unseal(b"".join(seal(b"x", KEY, IDENTIFIER)), KEY, uuid.uuid4())


def test_photographs_become_one_document_in_their_order():
    paper = intake.read([papers.photo(size=(80, 40)), papers.photo("PNG", size=(40, 80)), papers.photo("WEBP")])
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        shapes = [page.MediaBox[2] > page.MediaBox[3] for page in pdf.pages]
    assert (paper.pages, shapes) == (3, [True, False, True])


def test_a_photograph_keeps_nothing_of_the_telephone():
    picture, exif = Image.new("RGB", (60, 40)), Image.Exif()
    exif[0x010F] = "Marque du téléphone"
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    assert b"Marque" in written.getvalue()
    assert b"Marque" not in intake.read([written.getvalue()]).content


def test_a_photograph_of_a_telephone_in_its_own_kind_is_read():
    paper = intake.read([papers.HEIC])
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        _, _, width, height = pdf.pages[0].MediaBox
    assert round(width / height, 1) == 2


@pytest.mark.parametrize(
    ("received", "says"),
    [
        ([], "vide"),
        ([b""], "vide"),
        ([b"GIF89a" + bytes(50)], "ni un PDF ni une photo"),
        ([b"<html>" * 20], "ni un PDF ni une photo"),
        ([papers.pdf()[:-40]], "coupé"),
        ([b"%PDF-1.7\n" + b"x" * 400 + b"%%EOF"], "abîmé"),
        ([papers.locked_pdf()], "mot de passe"),
        ([papers.pdf(pages=101)], "101 pages"),
        ([papers.pdf(), papers.photo()], "un par un"),
        ([papers.photo()[:200]], "abîmée ou coupée"),
        ([bytes(intake.MOST_BYTES + 1)], "trop lourd"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(received, says):
    with pytest.raises(intake.Refused, match=says):
        intake.read(received)


def test_a_hundred_pages_are_kept():
    assert intake.read([papers.pdf(pages=100)]).pages == 100


def test_a_picture_that_would_fill_the_memory_is_not_opened():
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    with pytest.raises(intake.Refused, match="trop grande"):
        intake.read([bomb.getvalue()])


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def keep(officer, content=None, document_id=None):
    content = content or papers.pdf()
    return workflow.keep(
        intake.read([content]),
        document_id=document_id or uuid.uuid4(),
        fund_id=officer.organisation_id,
        author=officer,
        digest=workflow.digest_of([content], officer.organisation_id),
    )


@pytest.mark.django_db
def test_a_document_is_kept_encrypted_and_opened_again(officer):
    content = papers.pdf()
    with acting_as(officer, "test"):
        document = keep(officer, content)
        assert content not in storage.get(document.blob)
        assert workflow.content_of(Document.objects.get()) == content


@pytest.mark.django_db
def test_an_identifier_serves_once_and_leaves_no_second_blob(officer):
    with acting_as(officer, "test"):
        document = keep(officer)
        before = set(storage.names())
        with pytest.raises(AlreadyUsed):
            keep(officer, papers.pdf(2), document.pk)
        assert set(storage.names()) == before


@pytest.mark.django_db
def test_a_blob_that_is_gone_or_spoilt_is_told(officer):
    with acting_as(officer, "test"):
        whole, gone, spoilt = keep(officer), keep(officer), keep(officer)
        storage.drop(gone.blob)
        parts = storage.get(spoilt.blob)
        storage.drop(spoilt.blob)
        place = storage._place(spoilt.blob)
        from django.core.files.base import ContentFile

        storage.blobs().save(place, ContentFile(parts[:-1]))
        found = workflow.check(whole=True)
        assert (found.looked_at, found.missing, found.spoilt) == (3, (gone.pk,), (spoilt.pk,))
        assert workflow.strays([whole.blob, spoilt.blob, "personne"]) == ["personne"]


@pytest.mark.django_db
def test_what_a_killed_server_left_behind_is_swept_once_it_is_old(officer):
    stray = storage.put([b"x"])
    with acting_as(officer, "test"):
        kept = keep(officer)
    assert workflow.sweep(timezone.now() - datetime.timedelta(days=1)) == 0
    assert workflow.sweep(timezone.now() + datetime.timedelta(days=1)) >= 1
    assert (storage.is_there(stray), storage.is_there(kept.blob)) == (False, True)


@pytest.mark.django_db
def test_the_nightly_check_tells_its_numbers_to_whoever_watches(officer, monkeypatch):
    assert health._documents() == "never checked"
    with acting_as(officer, "test"):
        storage.drop(keep(officer).blob)
        keep(officer)
    assert check_fund(officer.organisation).missing == 1
    assert health._documents() == "1 missing"
    monkeypatch.setattr(health, "OLD_CHECK", datetime.timedelta(0))
    assert re.fullmatch(r"1 missing, not checked since \d{4}-\d\d-\d\d", health._documents())


@pytest.mark.django_db
def test_a_full_disk_leaves_neither_row_nor_blob(officer, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("allervers.domain.documents.storage.os.fsync", full)
    before = set(storage.names())
    with acting_as(officer, "test"):
        with pytest.raises(OSError, match="No space"):
            keep(officer)
        assert not Document.objects.exists()
    assert set(storage.names()) == before


class Daemon(threading.Thread):
    """A server that speaks INSTREAM as ClamAV's daemon does, on a real socket."""

    def __init__(self):
        super().__init__(daemon=True)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self.server.getsockname()[1]}"

    def run(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while (length := struct.unpack(">I", stream.read(4))[0]) > 0:
                    content += stream.read(length)
                client.sendall(self.said(content) + b"\0")

    @staticmethod
    def said(content):
        if b"EICAR" in content:
            return b"stream: Eicar-Test-Signature FOUND"
        return b"INSTREAM size limit exceeded. ERROR" if len(content) > 900_000 else b"stream: OK"


@pytest.fixture
def daemon(settings):
    daemon = Daemon()
    daemon.start()
    settings.CLAMD = daemon.address
    yield daemon
    daemon.server.close()


@pytest.mark.parametrize(
    ("content", "expected"), [(b"x", Scan.CLEAN), (b"EICAR", Scan.INFECTED), (bytes(1_000_000), Scan.ERROR)]
)
def test_the_antivirus_is_understood(daemon, content, expected):
    assert scanning.scan(content) == expected


def test_an_antivirus_that_does_not_answer_is_an_error(settings):
    settings.CLAMD = "tcp://127.0.0.1:9"
    assert scanning.scan(b"x") == Scan.ERROR


@pytest.mark.django_db
def test_a_document_waits_for_the_antivirus_then_opens(daemon, officer):
    with acting_as(officer, "test"):
        document = keep(officer)
        assert (document.scan, document.is_openable) == (Scan.PENDING, False)
        assert workflow.scan(document) == Scan.CLEAN
        assert document.is_openable
