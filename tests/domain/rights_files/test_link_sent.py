"""The link to the person's page leaves by SMS or e-mail, and nobody can read it afterwards."""

import datetime
import re

import pytest
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.codes import State
from allervers.domain.outbox.leaving import leave
from allervers.domain.outbox.models import Message
from allervers.domain.outbox.pieces import Messages
from allervers.domain.outbox.templates import proposed
from allervers.domain.people.models import Person
from allervers.domain.pieces import Names
from allervers.domain.rights_files import examining, person_links, workflow
from tests import carriers, factories
from tests.rights_files import asked, deposit

pytestmark = pytest.mark.django_db
BORN = datetime.date(1990, 5, 4)


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


@pytest.fixture
def file(officer):
    """Of a person who is known, with a mobile telephone and an e-mail address."""
    file = deposit(officer, phone="06 39 98 12 34", email="awa@exemple.invalid")
    with acting_as(officer, "test"):
        return examining.examine(file, asked(officer))


@pytest.fixture
def gateway(settings):
    with carriers.sms_gateway() as carrier:
        settings.SMS_URL = carrier.url
        yield carrier


def send(officer, file, channel="sms"):
    with acting_as(officer, "test"):
        message = person_links.send(file, channel, lambda code: f"https://exemple.invalid/{code}/", author=officer)
        due(officer)
    return message


def due(officer):
    with acting_as(officer, "test"):
        Message.objects.filter(state=State.WAITING).update(leave_after=timezone.now() - datetime.timedelta(minutes=1))


def kept(officer, message):
    with acting_as(officer, "test"):
        return Message.objects.get(pk=message.pk)


def code_in(text):
    return re.search(r"https://exemple.invalid/(\w+)/", text)[1]


def test_the_link_that_arrives_opens_the_page_and_its_text_is_forgotten_once_it_left(officer, file, gateway):
    message = send(officer, file)
    code = code_in(kept(officer, message).text)
    leave()
    [arrived] = gateway.taken
    assert code_in(arrived["text"]) == code
    assert (kept(officer, message).state, kept(officer, message).text) == (State.SENT, "")
    assert person_links.open_with(code, BORN)


def test_a_mail_server_that_is_not_ready_gets_the_same_link_later(officer, file, settings):
    with carriers.mail_server() as mail:
        settings.EMAIL_URL, settings.EMAIL_FROM = mail.url, "caisse@exemple.invalid"
        mail.manner = carriers.NOT_NOW
        message = send(officer, file, "email")
        text = kept(officer, message).text
        leave()
        assert (kept(officer, message).state, kept(officer, message).text) == (State.WAITING, text)
        mail.manner = carriers.TAKES
        due(officer)
        leave()
        assert len(mail.taken) == 1
    assert kept(officer, message).text == ""


def test_a_link_of_which_nobody_knows_whether_it_left_is_forgotten_and_not_sent_again(officer, file, gateway):
    gateway.manner = carriers.CUTS_AFTER_TAKING
    message = send(officer, file)
    leave()
    assert (kept(officer, message).state, kept(officer, message).text) == (State.UNKNOWN, "")
    gateway.manner = carriers.TAKES
    with acting_as(officer, "test"):
        Message.objects.update(attempted_at=timezone.now() - datetime.timedelta(hours=1))
    leave()
    assert kept(officer, message).state == State.UNKNOWN
    assert gateway.asked == 1


def test_a_link_lost_with_its_worker_is_forgotten(officer, file, gateway):
    message = send(officer, file)
    with acting_as(officer, "test"):
        long_ago = timezone.now() - datetime.timedelta(hours=1)
        Message.objects.update(state=State.LEAVING, attempt=1, attempted_at=long_ago)
    leave()
    assert (kept(officer, message).state, kept(officer, message).text) == (State.UNKNOWN, "")
    assert gateway.asked == 0


def test_a_second_code_takes_the_first_message_back_before_it_leaves(officer, file, gateway):
    first, second = send(officer, file), send(officer, file)
    leave()
    assert (kept(officer, first).state, kept(officer, first).text) == (State.WITHDRAWN, "")
    assert [message["id"] for message in gateway.taken] == [str(second.pk)]


def test_nobody_reads_the_link_on_the_timeline_nor_writes_one_by_hand(officer, file):
    message = send(officer, file)
    with acting_as(officer, "test"):
        told = [entry.body for entry in Messages(Person.objects.get()).entries(Names({}, {}))]
    assert code_in(message.text) not in str(told)
    assert "own_page" not in [template.code for template in proposed()]


def test_without_a_person_that_the_fund_knows_nothing_leaves_and_the_former_code_holds(officer):
    file = deposit(officer, phone="06 39 98 12 34")
    with acting_as(officer, "test"):
        code, _ = person_links.give(file)
        with pytest.raises(workflow.Refused, match="en charge"):
            person_links.send(file, "sms", str, author=officer)
    assert person_links.open_with(code, BORN)


def test_a_person_without_an_address_keeps_the_code_that_was_given(officer, file):
    with acting_as(officer, "test"):
        code, _ = person_links.give(file)
        Person.objects.update(phone="")
        file.person.refresh_from_db()
        with pytest.raises(workflow.Refused, match="numéro de mobile"):
            person_links.send(file, "sms", str, author=officer)
    assert person_links.open_with(code, BORN)
