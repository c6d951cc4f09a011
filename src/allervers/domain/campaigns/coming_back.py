"""What carriers and persons say once a message has left: delivered, come back, « STOP » (decision 0103).

A report may come before our own commit of the answer, twice, or in any order: what it says is kept beside the state
of the message, each thing once, and the last word is the same whichever came first. What came back never leaves again.
"""

import datetime
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, TextChoices, Value
from django.utils import timezone

from ..organisations.models import Organisation
from ..outbox.addresses import address_of, digest, mobile
from ..outbox.codes import Channel as Way
from ..outbox.codes import State
from ..outbox.workflow import stop, stop_address
from ..people.models import Person, PhoneKey
from .models import Campaign, Sending
from .sending import JUDGED_FROM, pause

TOO_MANY_BACK = 0.1
"""Of what left by one way: beyond it the file is old, and somebody looks before the rest leaves."""
_STOP = re.compile(r"\W*(stop|arret)\b")


class Became(TextChoices):
    """What a carrier says of a message."""

    DELIVERED = "delivered", "Remis"
    BOUNCED = "bounced", "Revenu : l’adresse ne reçoit pas"


@dataclass
class Noted:
    """What became of reports: `noted` anew, `known` already, of messages `unknown` to this fund."""

    noted: int = 0
    known: int = 0
    unknown: int = 0

    def to_json(self) -> dict[str, int]:
        return {"noted": self.noted, "known": self.known, "unknown": self.unknown}


@dataclass(frozen=True)
class Report:
    """Of the message that we know by `message`, at that moment."""

    message: uuid.UUID
    became: Became
    at: datetime.datetime


def note(fund: Organisation, reports: Iterable[Report]) -> Noted:
    """Keep what carriers say of messages of this fund's campaigns. Twice, or in another order, it changes nothing."""
    done, concerned = Noted(), set()
    with transaction.atomic():
        for report in sorted(reports, key=lambda report: str(report.message)):
            sending = Sending.objects.select_for_update().filter(fund=fund, pk=report.message).first()
            if sending is None:
                done.unknown += 1
            elif _note(sending, report):
                done.noted += 1
                concerned.add(sending.campaign_id)
            else:
                done.known += 1
        for campaign in Campaign.objects.filter(pk__in=concerned):
            judge(campaign)
    return done


def _note(sending: Sending, report: Report) -> bool:
    field = "bounced_at" if report.became == Became.BOUNCED else "delivered_at"
    if getattr(sending, field) is not None or sending.state in (State.WITHDRAWN, State.FAILED):
        return False
    # The carrier had it, whatever its answer was to us: nobody hands it over again.
    for state in _steps(sending.state):
        settled = timezone.now() if state == State.SENT else None
        Sending.objects.filter(pk=sending.pk).update(
            state=state,
            why="",
            settled_at=settled,
            attempt=max(sending.attempt, 1),
            attempted_at=sending.attempted_at or report.at,
        )
    # A return counts from when we learnt it (`judge`): the carrier's own day may be before somebody last looked.
    at = timezone.now() if report.became == Became.BOUNCED else report.at
    Sending.objects.filter(pk=sending.pk).update(**{field: at})
    return True


def _steps(state: str) -> tuple[State, ...]:
    return {
        State.WAITING: (State.LEAVING, State.SENT),
        State.LEAVING: (State.SENT,),
        State.UNKNOWN: (State.SENT,),
    }.get(State(state), ())


def judge(campaign: Campaign) -> None:
    """Pause a campaign of which too much comes back by one way: what we learnt since it was last resumed."""
    if campaign.paused_at:
        return
    left = Sending.objects.filter(campaign=campaign, state=State.SENT).order_by()
    counted = left.values("channel").annotate(
        number=Count("pk"), back=Count("pk", filter=Q(bounced_at__gt=campaign.resumed_at or campaign.created_at))
    )
    for row in counted:
        if row["number"] >= JUDGED_FROM and row["back"] > TOO_MANY_BACK * row["number"]:
            pause(campaign, f"{row['back']} messages revenus sur {row['number']}")
            return


# --- What persons answer ---------------------------------------------------------------------------------------------


def is_stop(text: str) -> bool:
    """« STOP », « Arrêt svp »: what begins so asks for no more messages."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return bool(_STOP.match("".join(sign for sign in plain if not unicodedata.combining(sign))))


def answered(fund: Organisation, channel: str, sender: str, text: str) -> bool:
    """Whether the answer was a STOP; from then on this number or address gets nothing, of whomever it is."""
    if not is_stop(text):
        return False
    address = mobile(sender) if channel == Way.SMS else sender.strip()
    if not address:
        return False
    # The number itself: it stays closed when the person is erased. And on the page of whoever the fund knows by it,
    # who lifts both there.
    stop_address(fund, channel, digest(address))
    known = next((person for person in _who_have(fund, channel, address)), None)
    if known:
        stop(known, channel, None)
    return True


def _who_have(fund: Organisation, channel: str, address: str) -> Iterable[Person]:
    persons = Person.objects.filter(fund=fund).order_by("pk")
    if channel == Way.SMS:
        persons = persons.filter(phone_key=PhoneKey(Value(address)))
    else:
        persons = persons.filter(email__iexact=address)
    return (person for person in persons if address_of(person, channel).lower() == address.lower())
