"""A frozen campaign leaves: waves are planned, then each message leaves at most once, whatever is killed.

Everybody who is treated gets one row, whoever plans them and how often: nobody is skipped, nobody is there twice. A row
leaves as the outbox's messages do (decision 0036), ten at a time: written as leaving, committed, handed over, answered.
One worker works on a campaign at a time, held by the database: what it finds leaving was lost with a former one, and is
*unknown* at once. A gateway is asked again by our identifier; of a mail somebody has to say.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from allervers.messaging.sending import Answer, MailServer, Told, send_sms

from ..organisations.context import acting_for
from ..organisations.encryption import decrypt
from ..outbox.codes import State
from ..outbox.leaving import ASKED_AGAIN_AT_MOST, Left
from ..pieces.refusals import Refused
from . import leaving_again, texts
from .audience_file import Identity
from .codes import Arm, Channel
from .models import Campaign, Member, Sending

AT_ONCE = 10
"""Of so many messages at most nobody knows, when a worker is killed: one written row each would cost the disk more."""
ASKED_AGAIN_AFTER = datetime.timedelta(seconds=2)
TOO_MANY_REFUSED = 0.2
JUDGED_FROM = 50
WHY = "envoi d’une campagne"
_LOST = "le programme s’est arrêté pendant l’envoi"


def plan(campaign: Campaign, at_most: int | None = None) -> int:
    """Give their row to the treated who have none, `at_most` of them as the next wave; how many. The first launches.

    Raises `Refused` for a campaign that is not frozen.
    """
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if not campaign.frozen_at:
            raise Refused("Cette campagne n’est pas figée : figez-la d’abord.")
        with connection.cursor() as cursor:
            cursor.execute(_PLAN, {"campaign": campaign.pk, "fund": campaign.fund_id, "at_most": at_most})
            planned = cursor.rowcount
        if planned and not campaign.launched_at:
            campaign.launched_at = timezone.now()
            campaign.save(update_fields=["launched_at"])
    return planned


_PLAN = f"""
insert into campaigns_sending (id, fund_id, campaign_id, member_id, channel, wave, state, why, attempt, leave_after)
select gen_random_uuid(), m.fund_id, m.campaign_id, m.id, m.channel, wave.number, '{State.WAITING}', '', 0, now()
from campaigns_member m,
  (select coalesce(max(wave), 0) + 1 as number from campaigns_sending where campaign_id = %(campaign)s) as wave
where m.campaign_id = %(campaign)s and m.fund_id = %(fund)s and m.arm = '{Arm.TREATED}'
  and not exists (select from campaigns_sending s where s.member_id = m.id)
order by m.line limit %(at_most)s
on conflict (member_id) do nothing
"""


def pause(campaign: Campaign, why: str) -> None:
    """Nothing leaves any more, but what is being handed over at this moment."""
    Campaign.objects.filter(pk=campaign.pk, paused_at=None).update(paused_at=timezone.now(), paused_why=why[:200])


def resume(campaign: Campaign) -> None:
    """What waits leaves again. Of a campaign that is not paused, it changes nothing: nobody has looked at anything."""
    Campaign.objects.filter(pk=campaign.pk, paused_at__isnull=False).update(
        paused_at=None, paused_why="", resumed_at=timezone.now()
    )


def recall(campaign: Campaign) -> int:
    """Withdraw what has not left, the waves to come included; how many. What left, or may have, stays as it is."""
    if campaign.launched_at:
        plan(campaign)
    waiting = Sending.objects.filter(campaign=campaign, state=State.WAITING)
    return waiting.update(state=State.WITHDRAWN, why="campagne rappelée", settled_at=timezone.now())


# --- Leaving ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """A message that this worker alone may hand over now; `again` where it may have left already."""

    sending: Sending
    address: str
    text: texts.Text
    again: bool


@dataclass
class Pass:
    """What became of the messages of one pass; `stopped` says why it ended before everything had its turn."""

    left: Left = field(default_factory=Left)
    stopped: str = ""

    def note(self, state: State) -> None:
        name = {State.SENT: "sent", State.FAILED: "failed", State.UNKNOWN: "unknown", State.WAITING: "later"}[state]
        setattr(self.left, name, getattr(self.left, name) + 1)


Way = Callable[[Taken], Told]


@contextmanager
def alone(campaign: Campaign, *, wait: bool = True) -> Iterator[bool]:
    """Nobody else lets this campaign leave meanwhile; another worker waits, or is told False where it does not want to.
    Killed, the database lets go of it."""
    key = f"campaign {campaign.pk}"
    is_ours = _lock("pg_advisory_lock" if wait else "pg_try_advisory_lock", key) is not False
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.needs_rollback:
            _lock("pg_advisory_unlock", key)


def _lock(function: str, key: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(hashtextextended(%s, 0))", [key])
        return cursor.fetchone()[0]


def let_leave(campaign: Campaign, pace: Callable[[int], None] = lambda handed_over: None) -> Pass:
    """Every e-mail and SMS of the campaign that may leave now, inside `alone`. `pace` is told how many just left."""
    run = Pass()
    with closing(MailServer(settings.EMAIL_URL)) as server:
        ways = _ways(server)
        answers: list[tuple[Taken, Told]] = []
        note_lost(campaign, run)
        while True:
            with acting_for(campaign.fund, WHY):
                for taken, told in answers:
                    run.note(_keep(taken, told))
                _judge(campaign, run, answers)
                chunk = [] if run.stopped else _take(campaign, tuple(ways), run)
            if not chunk:
                return run
            answers = [(taken, ways[taken.sending.channel](taken)) for taken in chunk]
            pace(len(answers))


def _ways(server: MailServer) -> dict[str, Way]:
    """A channel without a setting has none, and its messages wait."""

    def by_mail(taken: Taken) -> Told:
        return server.send(
            message=taken.sending.pk,
            sender=settings.EMAIL_FROM,
            to=taken.address,
            subject=taken.text.subject,
            text=taken.text.text,
        )

    def by_sms(taken: Taken) -> Told:
        return send_sms(settings.SMS_URL, message=taken.sending.pk, to=taken.address, text=taken.text.text)

    ways = {Channel.EMAIL.value: by_mail} if settings.EMAIL_URL else {}
    return ways | ({Channel.SMS.value: by_sms} if settings.SMS_URL else {})


def note_lost(campaign: Campaign, run: Pass) -> None:
    """Whoever was handing these over is gone: nobody knows. Letters are made again from their batch instead."""
    with acting_for(campaign.fund, WHY):
        lost = Sending.objects.filter(campaign=campaign, state=State.LEAVING, batch=None)
        run.left.unknown += lost.update(state=State.UNKNOWN, why=_LOST)


def _take(campaign: Campaign, channels: tuple[str, ...], run: Pass) -> list[Taken]:
    """The next ones, read again one by one; written as leaving before anybody is called."""
    while True:
        paused_at, why = Campaign.objects.values_list("paused_at", "paused_why").get(pk=campaign.pk)
        if paused_at:
            run.stopped = f"campagne en pause : {why}"
            return []
        due = list(_due(campaign, channels)[:AT_ONCE])
        if not due:
            return []
        taken = _read_again(campaign, due, run)
        for one in taken:
            sending = one.sending
            sending.state, sending.attempt, sending.attempted_at = State.LEAVING, sending.attempt + 1, timezone.now()
        Sending.objects.bulk_update([one.sending for one in taken], ["state", "attempt", "attempted_at"])
        if taken:
            return taken


def _due(campaign: Campaign, channels: tuple[str, ...]):
    now = timezone.now()
    may_be_asked = Q(
        state=State.UNKNOWN,
        channel=Channel.SMS,
        attempt__lt=ASKED_AGAIN_AT_MOST,
        attempted_at__lt=now - ASKED_AGAIN_AFTER,
    )
    may_leave = Q(state=State.WAITING, leave_after__lte=now)
    due = Sending.objects.filter(may_leave | may_be_asked, campaign=campaign, channel__in=channels)
    return due.select_related("member").order_by("leave_after", "id").select_for_update(of=("self",))


def _read_again(campaign: Campaign, due: list[Sending], run: Pass) -> list[Taken]:
    """Those who still want it and are still concerned; the others are withdrawn with the reason."""
    reasons = leaving_again.why_not(campaign, [sending.member for sending in due])
    taken = []
    for sending in due:
        why = reasons.get(sending.member_id)
        if why and sending.state == State.UNKNOWN:
            # It may have left already: it is neither withdrawn nor asked for again.
            Sending.objects.filter(pk=sending.pk).update(attempt=ASKED_AGAIN_AT_MOST)
        elif why:
            settled = {"state": State.WITHDRAWN, "why": why, "settled_at": timezone.now()}
            Sending.objects.filter(pk=sending.pk).update(**settled)
            run.left.withdrawn += 1
        else:
            identity = Identity.of_text(decrypt(sending.member.identity))
            text = text_for(campaign, sending.member, identity)
            taken.append(Taken(sending, identity.address(sending.channel), text, sending.state == State.UNKNOWN))
    return taken


def text_for(campaign: Campaign, member: Member, identity: Identity) -> texts.Text:
    """In the person's language where the campaign has it, else in French."""
    said = campaign.texts.get(member.language) or campaign.texts[texts.FRENCH]
    return texts.Text(**said).filled(identity.values(campaign.fund.name))


def _keep(taken: Taken, told: Told) -> State:
    """What the carrier said of this attempt, written; the state that follows."""
    sending, now = taken.sending, timezone.now()
    if told.answer == Answer.TAKEN:
        settled = {"state": State.SENT, "why": "", "settled_at": now}
    elif told.answer == Answer.REFUSED:
        settled = {"state": State.FAILED, "why": told.why, "settled_at": now}
    elif told.answer == Answer.NOT_NOW and not taken.again:
        wait = datetime.timedelta(seconds=2 ** min(sending.attempt, 11))
        settled = {"state": State.WAITING, "why": told.why, "leave_after": now + wait}
    else:
        settled = {"state": State.UNKNOWN, "why": told.why}
    # Given up for lost meanwhile, it is no longer put back to wait: nobody would know that it may have left before.
    from_states = (State.LEAVING,) if settled["state"] == State.WAITING else (State.LEAVING, State.UNKNOWN)
    Sending.objects.filter(pk=sending.pk, attempt=sending.attempt, state__in=from_states).update(**settled)
    return settled["state"]


def _judge(campaign: Campaign, run: Pass, answers: list[tuple[Taken, Told]]) -> None:
    """A carrier that takes nothing is left alone for a while; one that refuses many stops the campaign for somebody."""
    if answers and all(told.answer == Answer.NOT_NOW for _, told in answers):
        run.stopped = answers[0][1].why
    done = run.left.sent + run.left.failed
    if done >= JUDGED_FROM and run.left.failed > TOO_MANY_REFUSED * done:
        pause(campaign, f"{run.left.failed} messages refusés sur {done}")


def waiting(campaign: Campaign) -> int:
    """How many messages may still leave: those that wait, and SMS of which the gateway can still be asked."""
    may_be_asked = Q(state=State.UNKNOWN, channel=Channel.SMS, attempt__lt=ASKED_AGAIN_AT_MOST)
    return Sending.objects.filter(Q(state=State.WAITING) | may_be_asked, campaign=campaign).count()
