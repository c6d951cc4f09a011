"""Papers kept by a service that speaks S3: a real server, stopped in the middle."""

import datetime
import socket
import subprocess
import sys
import uuid

import boto3
import pytest
from django.core.files.storage import storages
from django.utils import timezone

from allervers.domain.documents import intake, storage, workflow
from allervers.domain.documents.models import Document
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from tests import factories, papers, processes

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """The process of a server, and its address."""
    port = processes.free_port()
    journal = (tmp_path_factory.mktemp("s3") / "journal.txt").open("w")
    # As a program of its own: it warns of what it is made of.
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=journal, stderr=journal
    )

    def answers():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    processes.wait_until(answers)
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "s/ecret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", **keys).create_bucket(Bucket="papers")
    yield server, f"http://key:s%2Fecret@127.0.0.1:{port}/papers"
    server.kill()
    server.wait()
    journal.close()


@pytest.fixture
def bucket(service, settings):
    settings.STORAGES = settings.STORAGES | {
        "documents": {"BACKEND": "allervers.domain.documents.s3.Bucket", "OPTIONS": {"address": service[1]}}
    }
    return storages["documents"]


SCAN = papers.pdf()


def keep(officer):
    return workflow.keep(
        intake.read([SCAN]),
        document_id=uuid.uuid4(),
        fund_id=officer.organisation_id,
        author=officer,
        digest=workflow.digest_of([SCAN], officer.organisation_id),
    )


def test_a_paper_is_kept_encrypted_checked_and_swept_as_on_a_disk_and_a_service_that_stops_loses_none(service, bucket):
    officer = factories.account(Role.RIGHTS_OFFICER)
    with acting_as(officer, "test"):
        document, gone = keep(officer), keep(officer)
        assert SCAN not in storage.get(document.blob)
        assert workflow.content_of(Document.objects.get(pk=document.pk)) == SCAN
        assert set(storage.names()) == {document.blob, gone.blob}
        storage.drop(gone.blob)
        found = workflow.check(whole=True)
        assert (found.looked_at, found.missing, found.spoilt) == (2, (gone.pk,), ())
        with pytest.raises(FileNotFoundError):
            storage.get(gone.blob)
    stray = storage.put([b"x"])
    assert workflow.sweep(timezone.now() - datetime.timedelta(days=1)) == 0
    assert workflow.sweep(timezone.now() + datetime.timedelta(days=1)) == 1
    assert (storage.is_there(stray), storage.is_there(document.blob)) == (False, True)

    service[0].kill()
    service[0].wait()
    with acting_as(officer, "test"):
        for act in (lambda: keep(officer), lambda: workflow.content_of(document), lambda: workflow.check()):
            with pytest.raises(OSError, match="storage"):
                act()
        assert Document.objects.count() == 2
