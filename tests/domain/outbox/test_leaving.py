"""Messages leave at most once: through a real mail server and a real gateway, which cut, refuse, and make wait."""

import datetime
import os
import signal
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox import workflow
from allervers.domain.outbox.addresses import mobile
from allervers.domain.outbox.codes import Channel, State
from allervers.domain.outbox.leaving import ASKED_AGAIN_AT_MOST, leave
from allervers.domain.outbox.models import Message
from allervers.domain.outbox.templates import LANGUAGES, templates
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import carriers, factories

pytestmark = pytest.mark.django_db

PHONE = "06 39 98 12 34"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def person(adviser):
    return factories.accompaniment(adviser, phone=PHONE, email="zoe.exemple@exemple.invalid").person


@pytest.fixture
def gateway(settings):
    with carriers.sms_gateway() as carrier:
        settings.SMS_URL = carrier.url
        yield carrier


@pytest.fixture
def mail(settings):
    with carriers.mail_server() as carrier:
        settings.EMAIL_URL = carrier.url
        settings.EMAIL_FROM = "caisse@exemple.invalid"
        yield carrier


def written(adviser, person, channel=Channel.SMS, due=True, **more):
    """A message of the adviser; `due`: its minute of grace is over."""
    said = {"values": {"fund": "Caisse fictive", "phone": "36 46"}, "language": "fr", "cause": f"test:{uuid.uuid4()}"}
    with acting_as(adviser, "test"):
        message = workflow.write(
            person,
            templates()["call_back"],
            **{"message_id": uuid.uuid4(), "channel": channel, "author": adviser, **said, **more},
        )
        if due:
            Message.objects.filter(pk=message.pk).update(leave_after=timezone.now() - MINUTE)
    return message


def later(person, minutes):
    """So much time has gone by since the last attempt."""
    with acting_for(person.fund, "test"):
        for message in Message.objects.filter(attempted_at__isnull=False):
            Message.objects.filter(pk=message.pk).update(attempted_at=message.attempted_at - minutes * MINUTE)


def state(person):
    with acting_for(person.fund, "test"):
        return Message.objects.get().state


def why(person):
    with acting_for(person.fund, "test"):
        return Message.objects.get().why


def test_a_message_leaves_once_with_its_identifier(adviser, person, gateway):
    message = written(adviser, person)
    assert leave().to_json() == {"sent": 1, "failed": 0, "unknown": 0, "later": 0, "withdrawn": 0}
    assert leave().sent == 0
    assert [(told["id"], told["to"]) for told in gateway.taken] == [(str(message.pk), "+33639981234")]
    assert "36 46" in gateway.taken[0]["text"]
    assert state(person) == State.SENT


def test_it_can_be_taken_back_for_a_minute(adviser, person, gateway):
    message = written(adviser, person, due=False)
    assert leave().sent == 0
    with acting_as(adviser, "test"):
        workflow.withdraw(message.pk, adviser)
        workflow.withdraw(message.pk, adviser)
    assert leave().sent == 0
    assert state(person) == State.WITHDRAWN
    assert gateway.asked == 0


def test_what_has_left_is_not_taken_back(adviser, person, gateway):
    message = written(adviser, person)
    leave()
    with acting_as(adviser, "test"), pytest.raises(Refused, match="déjà parti"):
        workflow.withdraw(message.pk, adviser)


def test_without_a_carrier_messages_wait(adviser, person):
    written(adviser, person)
    assert leave().sent == 0
    assert state(person) == State.WAITING


def test_a_cause_that_is_rolled_back_sends_nothing(adviser, person, gateway):
    with transaction.atomic():
        written(adviser, person)
        transaction.set_rollback(True)
    assert leave().sent == 0
    assert gateway.asked == 0


def test_a_gateway_that_cuts_is_asked_again_by_the_same_identifier(adviser, person, gateway):
    written(adviser, person)
    gateway.manner = carriers.CUTS_AFTER_TAKING
    assert leave().unknown == 1
    assert state(person) == State.UNKNOWN
    assert leave().sent == 0
    assert gateway.asked == 1
    later(person, 3)
    gateway.manner = carriers.TAKES
    assert leave().sent == 1
    assert (gateway.asked, len(gateway.taken)) == (2, 1)


def test_a_gateway_that_never_answers_is_not_asked_for_ever(adviser, person, gateway):
    written(adviser, person)
    gateway.manner = carriers.CUTS_AFTER_TAKING
    for _ in range(ASKED_AGAIN_AT_MOST + 3):
        leave()
        later(person, 60)
        gateway.taken.clear()
    assert gateway.asked == ASKED_AGAIN_AT_MOST
    assert state(person) == State.UNKNOWN


def test_a_mail_of_which_nobody_knows_never_leaves_again(adviser, person, mail):
    message = written(adviser, person, Channel.EMAIL)
    mail.manner = carriers.CUTS_AFTER_TAKING
    assert leave().unknown == 1
    mail.manner = carriers.TAKES
    later(person, 600)
    leave()
    assert len(mail.taken) == 1
    with acting_as(adviser, "test"):
        workflow.say_what_became(message.pk, arrived=True, author=adviser)
        with pytest.raises(Refused, match="déjà ce que"):
            workflow.say_what_became(message.pk, arrived=False, author=adviser)
    assert state(person) == State.SENT


def test_a_mail_says_what_it_is_about_in_its_language(adviser, person, mail):
    message = written(adviser, person, Channel.EMAIL, language="en")
    leave()
    assert mail.taken[0]["id"] == str(message.pk)
    assert mail.taken[0]["to"] == "zoe.exemple@exemple.invalid"
    assert mail.taken[0]["subject"] == "Your health insurance office tried to call you"
    assert "call us back on 36 46" in " ".join(mail.taken[0]["text"].split())


@pytest.mark.parametrize("channel", Channel)
def test_what_a_carrier_refuses_has_failed_and_says_why(adviser, person, gateway, mail, channel):
    written(adviser, person, channel)
    gateway.manner = mail.manner = carriers.REFUSES
    assert leave().failed == 1
    assert "refuse" in why(person)


@pytest.mark.parametrize("channel", Channel)
def test_what_a_carrier_puts_off_leaves_later(adviser, person, gateway, mail, channel):
    written(adviser, person, channel)
    gateway.manner = mail.manner = carriers.NOT_NOW
    assert leave().later == 1
    assert state(person) == State.WAITING
    gateway.manner = mail.manner = carriers.TAKES
    assert leave().sent == 0, "it waits first"
    with acting_for(person.fund, "test"):
        Message.objects.update(leave_after=timezone.now())
    assert leave().sent == 1


@pytest.mark.parametrize("channel", Channel)
def test_a_carrier_that_is_down_has_taken_nothing(adviser, person, settings, channel):
    settings.SMS_URL, settings.EMAIL_URL = "http://127.0.0.1:9/sms", "smtp://127.0.0.1:9"
    written(adviser, person, channel)
    assert leave().later == 1


def test_what_is_put_off_past_its_use_has_failed(adviser, person, gateway):
    written(adviser, person)
    with acting_for(person.fund, "test"):
        Message.objects.update(useless_after=timezone.now() + MINUTE)
    gateway.manner = carriers.NOT_NOW
    assert leave().failed == 1


def test_too_late_is_not_sent(adviser, person, gateway):
    written(adviser, person)
    with acting_for(person.fund, "test"):
        Message.objects.update(leave_after=timezone.now() - 9 * MINUTE, useless_after=timezone.now() - MINUTE)
    assert leave().withdrawn == 1
    assert gateway.asked == 0


def test_stop_is_honoured_at_once_for_everybody_with_the_number(adviser, person, gateway):
    neighbour = factories.accompaniment(adviser, phone="+33 6 39 98 12 34", first_name="Yanis").person
    written(adviser, person)
    of_neighbour = written(adviser, neighbour)
    with acting_as(adviser, "test"):
        workflow.stop(person, Channel.SMS, adviser)
        workflow.stop(person, Channel.SMS, adviser)
        with pytest.raises(Refused, match="ne plus recevoir de SMS"):
            written(adviser, person)
    assert leave().withdrawn == 1
    assert gateway.asked == 0
    with acting_as(adviser, "test"):
        assert "ne veut plus" in Message.objects.get(pk=of_neighbour.pk).why
        workflow.lift(person, Channel.SMS, adviser)
    written(adviser, person)
    assert leave().sent == 1


def test_a_number_that_changed_before_the_message_left_is_the_one_that_gets_it(adviser, person, gateway):
    written(adviser, person)
    with acting_as(adviser, "test"):
        type(person).objects.filter(pk=person.pk).update(phone="07 00 00 00 09")
    leave()
    assert gateway.taken[0]["to"] == "+33700000009"


def test_an_uncertain_message_is_not_asked_again_for_another_number(adviser, person, gateway):
    written(adviser, person)
    gateway.manner = carriers.CUTS_AFTER_TAKING
    leave()
    with acting_as(adviser, "test"):
        type(person).objects.filter(pk=person.pk).update(phone="07 00 00 00 09")
    later(person, 9)
    leave()
    assert gateway.asked == 1


def test_a_person_without_an_address_is_refused_with_what_to_do(adviser):
    person = factories.accompaniment(adviser, phone="01 99 00 12 34").person
    with acting_as(adviser, "test"):
        assert "Corrigez les coordonnées" in workflow.not_reachable(person, Channel.SMS)
        assert "Corrigez les coordonnées" in workflow.not_reachable(person, Channel.EMAIL)


def test_the_same_form_twice_is_one_message_and_another_text_is_told(adviser, person):
    first = written(adviser, person, due=False, cause="form:1")
    assert written(adviser, person, due=False, cause="form:1", message_id=first.pk) == first
    with acting_as(adviser, "test"), pytest.raises(AlreadyUsed):
        written(adviser, person, due=False, cause="form:1", message_id=first.pk, language="en")
    with acting_as(adviser, "test"), pytest.raises(AlreadyUsed):
        written(adviser, person, due=False, cause="form:1")


def test_another_fund_sees_no_message(adviser, person):
    written(adviser, person)
    with acting_as(factories.account(Role.ADVISER), "test"):
        assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sent_to"),
    [
        ("06 39 98 12 34", "+33639981234"),
        ("+33 7 00 00 00 01", "+33700000001"),
        ("0692 12 34 56", "+262692123456"),  # La Réunion
        ("0690 12 34 56", "+590690123456"),  # Guadeloupe
        ("0694 20 12 34", "+594694201234"),  # Guyane
        ("0696 12 34 56", "+596696123456"),  # Martinique
        ("0639 69 01 23", "+262639690123"),  # Mayotte
        ("+44 7700 900123", "+447700900123"),
        ("01 99 00 12 34", ""),
        ("36 46", ""),
        ("inconnu", ""),
        ("", ""),
    ],
)
def test_a_mobile_number_is_written_for_the_world(typed, sent_to):
    assert mobile(typed) == sent_to


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_fits_three_sms_and_names_no_right(language):
    for template in templates().values():
        text = template.filled(language, dict.fromkeys(template.wanted, "x" * 30))
        assert len(text) <= 3 * 153
        assert "$" not in text + template.subject(language)
        for word in ("C2S", "AME", "RSA", "complémentaire", "refus", "santé"):
            assert word not in text + template.subject(language), template.code


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_message_once(adviser, person, gateway):
    for _ in range(12):
        written(adviser, person)

    def work(_):
        try:
            return leave().sent
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 12
    assert len(gateway.taken) == gateway.asked == 12


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_moment_sends_nothing_twice(adviser, person, gateway):
    """Twenty workers are killed one after the other; then one works to the end, and the lost ones are asked for."""
    for _ in range(20):
        written(adviser, person)
    gateway.manner = carriers.KEEPS_WAITING
    connection.close()
    for number in range(20):
        child = os.fork()
        if child == 0:
            leave()
            os._exit(0)
        time.sleep(0.05 + 0.01 * number)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    gateway.manner = carriers.TAKES
    later(person, 9)
    leave()
    later(person, 9)
    leave()
    with acting_for(person.fund, "test"):
        assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert len(set(gateway.ids())) == len(gateway.taken) == 20
