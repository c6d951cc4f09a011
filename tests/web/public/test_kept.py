"""A form sent after its session had ended is found again, by its author alone; nothing is written meanwhile."""

import re
import secrets

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from allervers.config import unavailable
from allervers.domain.accompaniment.models import Contact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.web.public import kept
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "une-phrase-bien-longue-77"
NOTE = "Elle a rappelé. " + "Un long compte rendu. " * 100
HERE = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER, password=PASSWORD)


@pytest.fixture
def address(adviser):
    return reverse("casework:contact", args=[factories.accompaniment(adviser).pk]) + "?formulaire=" + "0" * 32


@pytest.fixture
def desk():
    """A browser that has lost its cookies, on a server that checks forgery as the real one does."""
    return Client(enforce_csrf_checks=True)


def typed(author) -> dict:
    now = timezone.localtime()
    said = {"on": f"{now:%d/%m/%Y}", "at": "00:00", "incoming": "no", "channel": "phone", "result": "reached"}
    return {"id": "0" * 32, **said, "note": NOTE, "typed_by": kept.typed_by(author)}


def hidden(response) -> dict:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return dict(found)


def signs_in(desk, page, account):
    return desk.post(reverse("sign-in"), {**hidden(page), "username": account.username, "password": PASSWORD}, **HERE)


def written(account) -> int:
    with acting_as(account, "test"):
        return Contact.objects.count()


def test_after_signing_in_the_text_is_in_its_form_and_nothing_is_written_yet(desk, adviser, address):
    page = desk.post(address, typed(adviser), **HERE)
    assertContains(page, "Ce que vous aviez écrit est gardé")
    assertNotContains(page, "Elle a rappelé")
    assertRedirects(signs_in(desk, page, adviser), reverse("resume"), fetch_redirect_response=False)
    again = desk.get(reverse("resume"))
    form = desk.post(address, {**hidden(again)}, **HERE)
    assertContains(form, "rien n’est encore enregistré")
    assertContains(form, NOTE.strip())
    assert written(adviser) == 0
    last = {**typed(adviser), "csrfmiddlewaretoken": hidden(form)["csrfmiddlewaretoken"]}
    assert desk.post(address, last, **HERE).status_code == 302
    assert written(adviser) == 1
    # The session holds nothing more of it.
    assertRedirects(desk.get(reverse("resume")), "/", fetch_redirect_response=False)


def test_a_wrong_password_does_not_lose_it(desk, adviser, address):
    page = desk.post(address, typed(adviser), **HERE)
    wrong = desk.post(reverse("sign-in"), {**hidden(page), "username": adviser.username, "password": "x"}, **HERE)
    assert hidden(wrong)["kept_text"] == hidden(page)["kept_text"]


def test_somebody_else_who_signs_in_on_that_browser_sees_nothing_of_it(desk, adviser, address):
    other = factories.account(Role.ADVISER, at=adviser.organisation, password=PASSWORD)
    signs_in(desk, desk.post(address, typed(adviser), **HERE), other)
    assertNotContains(desk.get(reverse("resume"), follow=True), "Elle a rappelé")
    assert kept.FIELD not in desk.session


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "https://ailleurs.example"}, {"origin": "null"}, {"referer": "https://ailleurs.example/x"}],
)
def test_what_another_site_sends_is_not_kept(desk, adviser, address, headers):
    answer = desk.post(address, typed(adviser), headers=headers)
    assert answer.status_code == 403
    assertNotContains(answer, "kept_text", status_code=403)


@pytest.mark.parametrize("author", ["", "x", "1:abc:def"])
def test_a_form_without_a_signed_author_is_not_kept(desk, adviser, address, author):
    assert desk.post(address, {**typed(adviser), "typed_by": author}, **HERE).status_code == 403


@pytest.mark.parametrize("sort", ["lettres é ", "hasard"])
def test_a_text_of_many_pages_comes_back_whole(desk, adviser, address, sort):
    long = {"lettres é ": "é" * 150_000, "hasard": secrets.token_hex(400_000)}[sort]
    page = desk.post(address, {**typed(adviser), "note": long}, **HERE)
    signs_in(desk, page, adviser)
    assertContains(desk.get(reverse("resume")), long)


def test_a_file_that_was_joined_does_not_lose_the_text_beside_it(desk, adviser, address):
    joined = SimpleUploadedFile("facture.pdf", b"x" * (kept.LONGEST + 1))
    page = desk.post(address, {**typed(adviser), "paper": joined}, **HERE)
    signs_in(desk, page, adviser)
    assertContains(desk.get(reverse("resume")), NOTE.strip())


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_huge_text_is_refused_in_a_sentence_and_shown_to_be_copied(adviser, address, monkeypatch, signed_in):
    monkeypatch.setattr(kept, "LONGEST", 2_000)
    desk = Client(enforce_csrf_checks=True)
    if signed_in:
        desk.force_login(adviser)
    answer = desk.post(address, typed(adviser), **HERE)
    assertContains(answer, "à copier avant de quitter cette page", status_code=413)
    assertContains(answer, NOTE.strip(), status_code=413)
    assert written(adviser) == 0


def no_room(*_, **__):
    raise OperationalError from psycopg.errors.DiskFull


def a_fault(*_, **__):
    raise RuntimeError


@pytest.mark.parametrize(("failure", "status"), [(no_room, 503), (a_fault, 500)])
def test_a_failure_gives_back_what_was_typed_to_be_copied(adviser, address, monkeypatch, failure, status):
    monkeypatch.setattr("allervers.web.casework.contacts.workflow.note_contact", failure)
    # A full disk is remembered for a minute: not longer than this test.
    monkeypatch.setattr(unavailable, "_last", unavailable._last)
    desk = Client(raise_request_exception=False)
    desk.force_login(adviser)
    answer = desk.post(address, typed(adviser), **HERE)
    assertContains(answer, NOTE.strip(), status_code=status)
    assertContains(answer, "<textarea", count=1, status_code=status)
    made_up = desk.post(address, typed(adviser), headers={"origin": "https://ailleurs.example"})
    assertNotContains(made_up, "<textarea", status_code=status)


def test_what_is_too_long_to_be_read_is_told_as_such(desk, adviser, address, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2
    answer = desk.post(address, {**typed(adviser), "note": "x" * 1024**2}, **HERE)
    assertContains(answer, "L’envoi dépasse 1 Mo", status_code=413)


def test_what_is_sealed_lasts_twelve_hours(desk, adviser, address, monkeypatch):
    sealed = hidden(desk.post(address, typed(adviser), **HERE))["kept_text"]
    now = kept._cipher().extract_timestamp(sealed.encode())
    for after, is_there in ((kept.LASTS, True), (kept.LASTS + 1, False)):
        monkeypatch.setattr("time.time", lambda after=after: now + after)
        assert (kept.opened(sealed, adviser) is not None) is is_there
        monkeypatch.undo()


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA" + "x" * 100, "é"])
def test_what_was_not_sealed_here_opens_nothing(adviser, sealed):
    assert kept.opened(sealed, adviser) is None


def test_with_a_session_opened_anew_in_another_tab_the_old_form_comes_back(adviser, address):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(adviser)
    found = desk.post(address, typed(adviser), **HERE)
    assertContains(found, "Reprendre où j’en étais")
    assertContains(desk.post(address, hidden(found), **HERE), "rien n’est encore enregistré")
    assert written(adviser) == 0


@pytest.mark.parametrize("name", ["contact", "action", "close", "hand-over", "c2s-check", "edit-person", "triage"])
def test_every_form_of_a_file_says_who_fills_it_in(client, adviser, name):
    file = factories.accompaniment(adviser)
    about = {"edit-person": file.person_id, "triage": factories.referral(adviser.organisation).pk}
    client.force_login(adviser)
    page = client.get(reverse(f"casework:{name}", args=[about.get(name, file.pk)]))
    assert hidden(page)["typed_by"]


def test_a_page_says_how_long_the_session_lasts(client, adviser):
    client.force_login(adviser)
    assertContains(client.get(reverse("casework:search")), "data-session-seconds")
    assertNotContains(Client().get(reverse("sign-in")), "data-session-seconds")
