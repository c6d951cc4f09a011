"""The storage of documents does not answer: whoever sends or opens a paper reads what to do, and nothing is lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allervers.domain.documents.models import Document
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import person_links
from allervers.domain.rights_files.models import SuppliedPaper
from tests import factories, papers, processes
from tests.api.test_rights_files import Program
from tests.rights_files import deposit, supply

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


@pytest.fixture(params=["disk", "s3"])
def unreachable(request, settings, tmp_path):
    """Called, the storage is not there any more: a folder that is a file, or a service where nobody listens."""

    def lose():
        gone = tmp_path / "gone"
        gone.write_text("")
        settings.STORAGES = settings.STORAGES | {
            "documents": {
                "BACKEND": "allervers.domain.documents.storage.DurableFiles",
                "OPTIONS": {"location": gone},
            }
            if request.param == "disk"
            else {
                "BACKEND": "allervers.domain.documents.s3.Bucket",
                "OPTIONS": {"address": f"http://key:secret@127.0.0.1:{processes.free_port()}/papers"},
            }
        }

    return lose


def sent_by_screen(client, address, **given):
    """The answer of a form that sends a photograph."""
    form = client.get(address, follow=True)
    hidden = {field.name: field.value() for field in form.context["form"].hidden_fields()}
    photo = SimpleUploadedFile("photo.jpg", papers.photo(), "image/jpeg")
    return client.post(form.wsgi_request.get_full_path(), hidden | {"content": photo, "intention": "first"} | given)


def test_what_cannot_be_stored_or_read_says_what_to_do_and_what_was_there_stays(client, officer, unreachable):
    file = deposit(officer)
    kept = supply(officer, file, "ame_photo", "p1").supplied
    with acting_as(officer, "test"):
        line = file.requiredpapers.get(code="ame_identity")
        code = person_links.give(file)[0]
    program = Program(client, officer)
    unreachable()

    client.post(reverse("own_file:open"), {"code": code, "birth_date": "04/05/1990"})
    by_person = sent_by_screen(client, reverse("own_file:send", args=[line.pk]))
    assert by_person.status_code == 200
    assert "n’a pas pu être gardé" in by_person.content.decode()

    client.force_login(officer)
    page = reverse("rights_files:add-document", args=[file.pk])
    assert "rien n’a été gardé" in sent_by_screen(client, page, line=line.pk).content.decode()
    opened = client.get(reverse("rights_files:document", args=[kept.document_id]), follow=True)
    assert "ne s’ouvre pas" in opened.content.decode()

    address = f"/api/v1/rights-files/{file.pk}/documents/{uuid.uuid4()}?code=ame_identity&person=p1"
    refused = program.put(address, papers.pdf())
    assert (refused.status_code, refused["Content-Type"]) == (503, "application/problem+json")
    assert "envoyez-le de nouveau" in refused.content.decode()

    with acting_as(officer, "test"):
        assert [each.document_id for each in SuppliedPaper.objects.all()] == [kept.document_id]
        assert Document.objects.count() == 1
