"""A campaign leaves once, to everybody and to nobody twice: through a real mail server and a real gateway."""

import csv
import datetime
import hashlib
import os
import signal
import time

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from allervers.domain.campaigns import running, sending
from allervers.domain.campaigns.going_on import forget_identities, go_on
from allervers.domain.campaigns.models import Campaign, LetterBatch, Member, Outcome, Sending
from allervers.domain.campaigns.results import to_json
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.addresses import digest
from allervers.domain.outbox.codes import State
from allervers.domain.outbox.models import Opposition
from allervers.domain.pieces.refusals import Refused
from tests import carriers, factories
from tests.domain.campaigns.made import campaign_of, frozen, line

pytestmark = pytest.mark.django_db
MOBILE = "06 39 98 12 34"


@pytest.fixture
def fund():
    return factories.fund(name="Caisse fictive", postal_address="1 place du Test\n59000 LILLE", phone="36 46")


@pytest.fixture
def gateway(settings):
    with carriers.sms_gateway() as carrier:
        settings.SMS_URL = carrier.url
        yield carrier


@pytest.fixture
def mail(settings):
    with carriers.mail_server() as carrier:
        settings.EMAIL_URL, settings.EMAIL_FROM = carrier.url, "caisse@exemple.invalid"
        yield carrier


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(running, "_STEP", 0.02)
    monkeypatch.setattr(sending, "ASKED_AGAIN_AFTER", sending.ASKED_AGAIN_AFTER / 50)


def made(fund, folder, lines, **more):
    with acting_for(fund, "test"):
        return frozen(fund, folder, lines, **{"holdout": "0", **more})


def run(campaign, folder, **more):
    return running.run(campaign, folder, **{"wave": None, "pace": None, "until_done": True, **more})


def states(fund):
    with acting_for(fund, "test"):
        return dict(Sending.objects.values_list("member__number", "state"))


def whys(fund):
    with acting_for(fund, "test"):
        return dict(Sending.objects.values_list("member__number", "why"))


def sms(number, **said):
    return line(number, email="", phone=f"06 39 98 {number // 100:02} {number % 100:02}", **said)


def test_each_treated_person_gets_one_message_and_the_others_none(fund, mail, gateway, tmp_path):
    lines = [line(1), line(2), sms(3), line(4, opposed="true")]
    campaign = made(fund, tmp_path, lines)
    done = run(campaign, tmp_path)
    assert (done.planned, done.left.sent, done.waiting, done.stopped) == (3, 3, 0, "")
    assert run(campaign, tmp_path).planned == 0
    assert sorted(message["to"] for message in mail.taken) == ["p1@exemple.invalid", "p2@exemple.invalid"]
    assert mail.taken[0]["subject"] == "Un droit vous attend"
    assert mail.taken[0]["text"].split() == ["Bonjour", "Zoé,", "vous", "pouvez", "gagner", "12", "euros."]
    assert [(told["to"], told["text"][:12]) for told in gateway.taken] == [("+33639980003", "Bonjour Zoé,")]
    with acting_for(fund, "test"):
        ids = {str(pk) for pk in Sending.objects.values_list("pk", flat=True)}
        campaign.refresh_from_db()
    assert {*mail.ids(), *gateway.ids()} == ids
    assert campaign.launched_at is not None


def test_the_holdout_gets_nothing(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(number) for number in range(1, 21)], holdout="0.25")
    run(campaign, tmp_path)
    with acting_for(fund, "test"):
        out = set(Member.objects.filter(arm="holdout").values_list("number", flat=True))
    assert len(out) == 5
    assert {message["to"] for message in mail.taken}.isdisjoint(f"p{number}@exemple.invalid" for number in out)
    assert len(mail.taken) == 15


def test_who_reads_another_language_is_written_to_in_it(fund, mail, tmp_path):
    (tmp_path / "lettre.en.md").write_text("# A right\n\nHello {first_name}")
    campaign = made(fund, tmp_path, [line(1, language="en"), line(2, language="ar")])
    run(campaign, tmp_path)
    assert {message["to"]: message["subject"] for message in mail.taken} == {
        "p1@exemple.invalid": "A right",
        "p2@exemple.invalid": "Un droit vous attend",
    }


def test_nothing_leaves_before_it_is_frozen(fund, mail, tmp_path):
    with acting_for(fund, "test"):
        campaign = campaign_of(fund, tmp_path)
    with pytest.raises(Refused, match="pas figée"):
        run(campaign, tmp_path)
    assert mail.asked == 0


def test_waves_take_so_many_more_each_time(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(number) for number in range(1, 8)])
    assert [run(campaign, tmp_path, wave=3).planned for _ in range(4)] == [3, 3, 1, 0]
    with acting_for(fund, "test"):
        assert sorted(Sending.objects.values_list("wave", flat=True)) == [1, 1, 1, 2, 2, 2, 3]
    assert len(mail.taken) == len(set(mail.ids())) == 7


def test_the_pace_is_kept(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(number) for number in range(1, 21)])
    began = time.monotonic()
    run(campaign, tmp_path, pace=3000)
    assert time.monotonic() - began > 0.39


def test_a_paused_campaign_waits_and_goes_on_where_it_was(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(1), line(2)])
    with acting_for(fund, "test"):
        sending.plan(campaign)
        sending.pause(campaign, "demandée")
    go_on()
    done = run(campaign, tmp_path)
    assert (done.left.sent, done.waiting, done.stopped) == (0, 2, "campagne en pause : demandée")
    with acting_for(fund, "test"):
        sending.resume(campaign)
    go_on()
    assert set(states(fund).values()) == {State.SENT}


def test_what_is_wrong_with_one_campaign_stops_no_other(fund, mail, tmp_path, monkeypatch, caplog):
    faulty, sound = (made(fund, tmp_path, [line(number)], name=f"c{number}") for number in (1, 2))
    with acting_for(fund, "test"):
        sending.plan(faulty)
        sending.plan(sound)
    text_for = sending.text_for

    def broken(campaign, member, identity):
        if campaign.pk == faulty.pk:
            raise KeyError("Zoé Exemple")
        return text_for(campaign, member, identity)

    monkeypatch.setattr(sending, "text_for", broken)
    go_on()
    assert states(fund) == {"1": State.WAITING, "2": State.SENT}
    with acting_for(fund, "test"):
        assert "KeyError" in Campaign.objects.get(pk=faulty.pk).paused_why
        assert Campaign.objects.get(pk=sound.pk).paused_at is None
    assert str(faulty.pk) in caplog.text
    assert "Zoé" not in caplog.text


def test_what_has_not_left_is_recalled_for_good(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(1), line(2)])
    run(campaign, tmp_path, wave=1)
    with acting_for(fund, "test"):
        sending.plan(campaign)
        assert sending.recall(campaign) == 1
    assert run(campaign, tmp_path).left.sent == 0
    assert sorted(states(fund).values()) == [State.SENT, State.WITHDRAWN]


def test_each_is_looked_at_once_more_when_it_leaves(fund, mail, tmp_path):
    person = factories.accompaniment(factories.account(Role.ADVISER, at=fund)).person
    campaign = made(fund, tmp_path, [line(number) for number in range(1, 6)])
    other = made(fund, tmp_path, [line(3)], name="autre")
    run(other, tmp_path)
    with acting_for(fund, "test"):
        Opposition.objects.create(
            fund=fund, person=person, channel="email", address_digest=digest("p1@exemple.invalid")
        )
        members = dict(Member.objects.filter(campaign=campaign).values_list("number", "pk"))
        Outcome.objects.create(fund=fund, campaign=campaign, member_id=members["2"], on=timezone.localdate())
        Member.objects.filter(pk=members["4"]).update(identity=None)
    assert run(campaign, tmp_path).left.withdrawn == 4
    with acting_for(fund, "test"):
        told = dict(Sending.objects.filter(campaign=campaign).values_list("member__number", "why"))
    assert told["1"] == "la personne ne veut plus de message"
    assert told["2"] == "le droit est ouvert entre-temps"
    assert told["3"] == "une autre campagne vient de lui écrire"
    assert told["4"] == "l’identité de la personne n’est plus gardée"
    assert told["5"] == ""


def test_a_gateway_that_cuts_is_asked_again_by_the_same_identifier(fund, gateway, tmp_path, monkeypatch):
    # However slow the machine: not within the same run, and at once in the next one.
    monkeypatch.setattr(sending, "ASKED_AGAIN_AFTER", datetime.timedelta(minutes=9))
    campaign = made(fund, tmp_path, [sms(1), sms(2)])
    gateway.manner = carriers.CUTS_AFTER_TAKING
    done = run(campaign, tmp_path, until_done=False)
    assert (done.left.unknown, done.waiting) == (2, 2)
    gateway.manner = carriers.TAKES
    monkeypatch.setattr(sending, "ASKED_AGAIN_AFTER", datetime.timedelta(0))
    run(campaign, tmp_path)
    assert set(states(fund).values()) == {State.SENT}
    assert (len(gateway.taken), gateway.asked) == (2, 4)


def test_a_mail_of_which_nobody_knows_never_leaves_again(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(1), line(2)])
    mail.manner = carriers.CUTS_AFTER_TAKING
    done = run(campaign, tmp_path)
    assert (done.left.unknown, done.waiting, done.stopped) == (2, 0, "")
    mail.manner = carriers.TAKES
    run(campaign, tmp_path)
    go_on()
    assert len(mail.taken) == 2
    with acting_for(fund, "test"):
        assert to_json(campaign, 90)["uncertain"] == 2


def test_a_server_that_is_down_is_told_and_nothing_is_lost(fund, mail, settings, tmp_path):
    campaign = made(fund, tmp_path, [line(number) for number in range(1, 101)])
    up, settings.EMAIL_URL = settings.EMAIL_URL, "smtp://127.0.0.1:9"
    done = run(campaign, tmp_path)
    assert done.stopped == "le serveur de courriel ne répond pas"
    assert done.waiting == 100
    with acting_for(fund, "test"):
        assert Sending.objects.filter(attempt=0).exists(), "the others were not even tried"
        Sending.objects.update(leave_after=timezone.now())
    settings.EMAIL_URL = up
    assert run(campaign, tmp_path).left.sent == 100
    assert len(set(mail.ids())) == len(mail.taken) == 100


def test_without_a_setting_messages_wait_and_somebody_is_told(fund, tmp_path):
    campaign = made(fund, tmp_path, [line(1)])
    done = run(campaign, tmp_path)
    assert (done.waiting, done.stopped) == (1, "ALLERVERS_EMAIL_URL n’est pas réglé")


def test_many_refusals_pause_the_campaign(fund, gateway, tmp_path):
    campaign = made(fund, tmp_path, [sms(number) for number in range(1, 81)])
    gateway.manner = carriers.REFUSES
    done = run(campaign, tmp_path)
    assert (done.left.failed, done.waiting) == (50, 30)
    assert done.stopped == "campagne en pause : 50 messages refusés sur 50"
    assert sum("refuse" in why for why in whys(fund).values()) == 50


def test_a_hostile_value_stays_in_its_place(fund, mail, tmp_path):
    lines = [line(1, first_name="Zoé <b>, Bcc: x@y.invalid {{ amount }}")]
    campaign = made(fund, tmp_path, lines, text="# Bonjour {{ first_name }}\n\n$first_name")
    run(campaign, tmp_path)
    assert mail.taken[0]["to"] == "p1@exemple.invalid"
    assert mail.taken[0]["subject"] == "Bonjour Zoé <b>, Bcc: x@y.invalid {{ amount }}"


# --- Letters ---------------------------------------------------------------------------------------------------------

LILLE = "3 rue des Lilas, 59000 Lille"


def test_letters_leave_as_a_pdf_with_its_manifest(fund, tmp_path):
    lines = [line(1, email="", postal_address=LILLE), line(2, email="", postal_address="4 rue du Port|13002 MARSEILLE")]
    campaign = made(fund, tmp_path, lines)
    done = run(campaign, tmp_path)
    (batch,) = done.batches
    assert (batch.letters, batch.pages, done.waiting) == (2, 2, 0)
    pdf = (batch.folder / "lettres.pdf").read_bytes()
    with pikepdf.open(batch.folder / "lettres.pdf") as opened:
        assert len(opened.pages) == 2
    with (batch.folder / "manifeste.csv").open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["person_ref"], row["pages"], row["sha256"]) for row in rows] == [
        ("1", "1", hashlib.sha256(pdf).hexdigest()),
        ("2", "1", hashlib.sha256(pdf).hexdigest()),
    ]
    with acting_for(fund, "test"):
        assert {row["message_id"] for row in rows} == {str(pk) for pk in Sending.objects.values_list("pk", flat=True)}
    assert set(states(fund).values()) == {State.SENT}
    assert run(campaign, tmp_path).batches == []


def test_a_batch_whose_files_were_not_written_is_made_before_another_one(fund, tmp_path, monkeypatch):
    campaign = made(fund, tmp_path, [line(number, email="", postal_address=LILLE) for number in (1, 2)])

    class Killed(BaseException):
        pass

    def killed(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("allervers.domain.campaigns.letters._write", killed)
        with pytest.raises(Killed):
            run(campaign, tmp_path)
    assert set(states(fund).values()) == {State.LEAVING}
    (batch,) = run(campaign, tmp_path).batches
    assert batch.letters == 2
    with acting_for(fund, "test"):
        assert LetterBatch.objects.count() == 1
    assert set(states(fund).values()) == {State.SENT}


# --- Whatever is killed ----------------------------------------------------------------------------------------------


def forked(campaign, folder):
    """A sender in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run(campaign, folder)
            code = 0
        finally:
            os._exit(code)
    return child


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_twenty_times_writes_to_everybody_and_to_nobody_twice(fund, mail, gateway, tmp_path):
    """Killed with -9 in the middle of its work; the command again, and the job that repairs, end it."""
    lines = [*(line(number) for number in range(1, 301)), *(sms(number) for number in range(301, 401))]
    campaign = made(fund, tmp_path, lines)
    connection.close()
    for number in range(20):
        child = forked(campaign, tmp_path)
        until = time.monotonic() + 5
        while mail.asked + gateway.asked < 12 * (number + 1) and time.monotonic() < until:
            time.sleep(0.001)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert mail.asked + gateway.asked < 400, "it was killed in the middle"
    go_on()
    done = run(campaign, tmp_path)
    go_on()
    assert done.waiting == 0
    with acting_for(fund, "test"):
        kept = list(Sending.objects.values_list("pk", "state", "channel"))
        assert Sending.objects.values("member").distinct().count() == 400 == len(kept)
    sent = {str(pk) for pk, state, _ in kept if state == State.SENT}
    unknown = {str(pk) for pk, state, channel in kept if state == State.UNKNOWN and channel == "email"}
    assert len(sent) + len(unknown) == 400, "sent and unknown, nobody else"
    arrived = [*mail.ids(), *gateway.ids()]
    assert len(set(arrived)) == len(arrived), "nobody twice"
    assert sent <= set(arrived) <= sent | unknown, "nobody is said to be written to who was not"
    assert len(unknown) <= 20 * sending.AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_write_to_everybody_once(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(number) for number in range(1, 61)])
    connection.close()
    children = [forked(campaign, tmp_path) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert len(set(mail.ids())) == len(mail.taken) == mail.asked == 60


# --- What the database holds -----------------------------------------------------------------------------------------


def test_what_was_sent_is_never_sent_again_by_any_program(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(1)])
    run(campaign, tmp_path)
    with acting_for(fund, "test"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Sending.objects.update(state=State.WAITING, settled_at=None)
        member = Member.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            Sending.objects.create(fund=fund, campaign=campaign, member=member, channel="email")


def test_who_a_number_is_goes_with_the_campaign(fund, mail, tmp_path):
    campaign = made(fund, tmp_path, [line(1), line(2)], holdout="0.5")
    run(campaign, tmp_path)
    assert forget_identities() == 0
    with acting_for(fund, "test"):
        Campaign.objects.update(created_at=timezone.now() - datetime.timedelta(days=366))
    assert forget_identities() == 2
    with acting_for(fund, "test"):
        assert set(Member.objects.values_list("identity", "address_digest")) == {(None, None)}
        assert sorted(Member.objects.values_list("arm", flat=True)) == ["holdout", "treated"]
