"""What carriers and persons say after a message has left: once, in any order, even before our own commit."""

import datetime
import itertools
import uuid

import pytest
from django.utils import timezone

from allervers.domain.campaigns import audience, coming_back, reports_file, sending
from allervers.domain.campaigns.coming_back import Became, Report
from allervers.domain.campaigns.models import Campaign, Member, Sending
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.outbox.addresses import digest
from allervers.domain.outbox.codes import State
from allervers.domain.outbox.models import Opposition, StoppedAddress
from allervers.domain.outbox.workflow import is_opposed, lift
from allervers.messaging.sending import Answer, Told
from tests import factories
from tests.api.test_rights_files import Program
from tests.domain.campaigns.made import campaign_of, file_of, frozen, line, taken

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MOBILE = "+33639980012"


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture(autouse=True)
def within(fund):
    with acting_for(fund, "test"):
        yield


def planned(fund, folder, number=1, **more):
    campaign = frozen(fund, folder, [line(each) for each in range(number)], holdout="0", channels=["email"], **more)
    sending.plan(campaign)
    return campaign


def put(state: str) -> None:
    """All messages in this state, by the transitions that the database allows."""
    for each in {"waiting": [], "leaving": ["leaving"]}.get(state, ["leaving", state]):
        settled = timezone.now() if each == "sent" else None
        why = "perdu" if each == "unknown" else ""
        Sending.objects.update(state=each, attempt=1, attempted_at=NOW, settled_at=settled, why=why)


@pytest.mark.parametrize("state", ["waiting", "leaving", "unknown", "sent"])
def test_the_last_word_is_the_same_in_any_order_and_nothing_leaves_again(fund, tmp_path, state):
    campaign = planned(fund, tmp_path, number=3)
    put(state)
    said = [Became.DELIVERED, Became.BOUNCED, Became.BOUNCED]
    orders = list(dict.fromkeys(itertools.permutations(said)))
    for one, order in zip(Sending.objects.all(), orders, strict=True):
        noted = [coming_back.note(fund, [Report(one.pk, became, NOW)]).noted for became in order]
        assert sum(noted) == 2
    ends = Sending.objects.values_list("state", "why", "delivered_at", "bounced_at").distinct()
    ((state_now, why, delivered_at, _),) = {(*end[:3], end[3] >= NOW) for end in ends}
    assert (state_now, why, delivered_at) == (State.SENT, "", NOW)
    assert sending.waiting(campaign) == 0
    # The answer of the carrier arrives after its report: it takes nothing back.
    one = Sending.objects.first()
    sending._keep(sending.Taken(one, "", None, again=False), Told(Answer.NOT_NOW, "plus tard"))
    one.refresh_from_db()
    assert (one.state, one.bounced_at is not None) == (State.SENT, True)


def test_reports_of_others_and_of_what_never_left_are_counted_and_change_nothing(fund, tmp_path):
    planned(fund, tmp_path)
    Sending.objects.update(state=State.WITHDRAWN, why="rappelée", settled_at=NOW)
    mine = Sending.objects.get().pk
    noted = coming_back.note(fund, [Report(mine, Became.BOUNCED, NOW), Report(uuid.uuid4(), Became.BOUNCED, NOW)])
    assert noted.to_json() == {"noted": 0, "known": 1, "unknown": 1}
    with acting_for(other := factories.fund(), "test"):
        assert coming_back.note(other, [Report(mine, Became.BOUNCED, NOW)]).unknown == 1


def test_too_many_that_come_back_pause_the_campaign_until_somebody_resumes_it(fund, tmp_path):
    campaign = planned(fund, tmp_path, number=60)
    put("sent")
    keys = list(Sending.objects.values_list("pk", flat=True))
    coming_back.note(fund, [Report(key, Became.BOUNCED, timezone.now()) for key in keys[:6]])
    campaign.refresh_from_db()
    assert campaign.paused_at is None  # one in ten, as agreed
    coming_back.note(fund, [Report(keys[6], Became.BOUNCED, timezone.now())])
    campaign.refresh_from_db()
    assert campaign.paused_why == "7 messages revenus sur 60"
    sending.resume(campaign)
    coming_back.note(fund, [Report(keys[7], Became.BOUNCED, timezone.now())])
    assert Campaign.objects.get().paused_at is None  # those that somebody has seen count no more


def test_what_we_learn_after_the_resume_counts_whatever_day_the_carrier_says(fund, tmp_path):
    campaign = planned(fund, tmp_path, number=60)
    put("sent")
    keys = list(Sending.objects.values_list("pk", flat=True))
    sending.pause(campaign, "demandée")
    sending.resume(campaign)
    resumed_at = Campaign.objects.get().resumed_at
    days_ago = timezone.now() - datetime.timedelta(days=9)
    coming_back.note(fund, [Report(key, Became.BOUNCED, days_ago) for key in keys[:6]])
    sending.resume(campaign)  # not paused: nobody has looked at anything
    assert Campaign.objects.get().resumed_at == resumed_at
    coming_back.note(fund, [Report(keys[6], Became.BOUNCED, days_ago)])
    assert Campaign.objects.get().paused_why == "7 messages revenus sur 60"


def test_stop_holds_for_a_number_that_nobody_has_and_before_the_next_campaign(fund, tmp_path):
    said = {"stop": True, "Arrêt svp": True, " STOP!": True, "STOPPER": False, "ne pas arrêter": False, "": False}
    assert {text: coming_back.is_stop(text) for text in said} == said
    for _ in range(2):
        assert coming_back.answered(fund, "sms", "06 39 98 00 12", "STOP")
    assert not coming_back.answered(fund, "sms", "36180", "STOP")
    assert StoppedAddress.objects.get().address_digest == digest(MOBILE)
    assert is_opposed(fund.pk, "sms", MOBILE)
    campaign = campaign_of(fund, tmp_path, channels=["sms"], holdout="0")
    lines = [line(1, phone="0639980012"), line(2, phone="0639980013")]
    assert taken(campaign, file_of(tmp_path, lines)) == []
    assert campaign.exclusions["opposed"] == 1
    # Said while the campaign waits to leave, it is heard as each message leaves.
    assert coming_back.answered(fund, "sms", "+33639980013", "stop merci")
    (member,) = Member.objects.filter(campaign=campaign, arm="treated")
    assert sending.leaving_again.why_not(campaign, [member]) == {member.pk: "la personne ne veut plus de message"}
    assert audience.opposed(fund.pk) == {("sms", digest(MOBILE)), ("sms", digest("+33639980013"))}


def test_stop_of_somebody_whom_the_fund_knows_stands_on_their_page_and_is_lifted_there(fund):
    adviser = factories.account(Role.ADVISER, at=fund)
    person = factories.person(fund, phone="06 39 98 00 12")
    assert coming_back.answered(fund, "sms", MOBILE, "STOP")
    assert Opposition.objects.get().person_id == person.pk
    # When the person is erased with their opposition, the number has said STOP all the same.
    assert StoppedAddress.objects.get().address_digest == digest(MOBILE)
    lift(person, "sms", adviser)
    assert not is_opposed(fund.pk, "sms", MOBILE)


def test_letters_that_came_back_are_scanned_or_read_from_a_file(fund, tmp_path):
    planned(fund, tmp_path, number=3)
    put("sent")
    first, second, third = Sending.objects.values_list("pk", flat=True)
    noted, wrong = reports_file.scanned(fund, f"{first}\n\n{first}\n{uuid.uuid4()}\n")
    assert (noted.noted, noted.unknown, wrong) == (1, 1, [])
    assert reports_file.scanned(fund, f"{second}\nillisible") == (coming_back.Noted(), ["illisible"])
    today = timezone.localdate()
    path = tmp_path / "retours.csv"
    path.write_text(f"message_id;status;on\n{second};bounced;{today}\n{third};perdu;{today}\n")
    noted, refusals = reports_file.bring_in(fund, path, today)
    assert refusals.sentences() == ["retours.csv, ligne 3, status : statut inconnu ; attendu delivered ou bounced"]
    path.write_text(f"message_id;status;on\n{second};bounced;{today}\n{third};delivered;{today}\n")
    assert [reports_file.bring_in(fund, path, today)[0].noted for _ in range(2)] == [2, 0]
    assert Sending.objects.filter(bounced_at__isnull=False).count() == 2


def test_a_gateway_says_it_with_a_token_of_the_fund_s_manager(client, fund, tmp_path):
    planned(fund, tmp_path)
    put("unknown")
    gateway = Program(client, factories.account(Role.MANAGER, at=fund))
    body = {
        "reports": [{"id": str(Sending.objects.get().pk), "status": "delivered"}],
        "answers": [{"channel": "sms", "sender": MOBILE, "text": "STOP"}],
    }
    first, again = (gateway.post("/api/v1/messages/reports", body) for _ in range(2))
    assert first.json() == {"noted": 1, "known": 0, "unknown": 0, "stopped": 1}
    assert again.json() == {"noted": 0, "known": 1, "unknown": 0, "stopped": 1}
    assert Sending.objects.get().state == State.SENT
    assert gateway.post("/api/v1/messages/reports", {"reports": [{"id": "x", "status": "lu"}]}).status_code == 400
    officer = Program(client, factories.account(Role.RIGHTS_OFFICER, at=fund))
    assert officer.post("/api/v1/messages/reports", body).status_code == 403
