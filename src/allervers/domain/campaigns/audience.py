"""Who of a file is written to: everybody is treated, left out by lot, or excluded for one reason that is counted."""

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from ..organisations.encryption import encrypt
from ..outbox.addresses import digest
from ..outbox.codes import State
from ..outbox.models import Message
from ..outbox.workflow import opposed
from . import drawing
from .audience_file import AudienceFile, Line
from .codes import Arm, Channel, Exclusion
from .models import Campaign, Member, Sending

LATELY = datetime.timedelta(days=30)
"""Nobody is written to twice within it, by whatever campaign or message of the fund."""
A_YEAR, MOST_IN_A_YEAR = datetime.timedelta(days=365), 4
"""So many messages, of campaigns and of the casework's reminders, and no campaign writes again within the year."""
_AT_ONCE = 5_000
# What may have arrived, or still will.
_CONTACTED = (State.SENT, State.UNKNOWN, State.LEAVING, State.WAITING)


@dataclass(frozen=True)
class Place:
    """What is decided of a line: a channel, and a group or a reason."""

    line: Line
    channel: str = ""
    address: bytes | None = None
    arm: str = ""
    exclusion: str = ""


def placed(campaign: Campaign, file: AudienceFile) -> list[Place]:
    """Every line of the file in its place."""
    oppositions, lately = opposed(campaign.fund_id), lately_contacted(campaign)
    often = messages_of_a_year(campaign)
    met: set[tuple[str, bytes]] = set()
    places = []
    for line in file.lines:
        channel, address, refused = _reached(campaign, line, oppositions)
        exclusion = _excluded(line, channel, address, refused, lately, often, met)
        if not exclusion:
            met.add((line.household, address))
        places.append(Place(line, channel, address, exclusion=exclusion))
    out = drawing.left_out(
        (place.line.household for place in places if not place.exclusion), campaign.holdout, campaign.seed
    )
    return [place if place.exclusion else _drawn(place, out) for place in places]


def _drawn(place: Place, out: set[str]) -> Place:
    arm = Arm.HOLDOUT if place.line.household in out else Arm.TREATED
    return Place(place.line, place.channel, place.address, arm=arm.value)


def _reached(campaign: Campaign, line: Line, oppositions: set[tuple[str, bytes]]) -> tuple[str, bytes | None, bool]:
    """The first channel that reaches the person, the digest of where, and whether their wish closes another one."""
    refused = False
    for channel in campaign.channels:
        if not (address := line.identity.address(channel)):
            continue
        found = digest(address)
        if (channel, found) in oppositions:
            refused = True
            continue
        return channel, found, refused
    return "", None, refused


def _excluded(
    line: Line, channel: str, address: bytes | None, refused: bool, lately: "Lately", often: Counter, met: set
) -> str:
    """The first reason that applies; empty where none does."""
    reasons = {
        Exclusion.OPPOSED: bool(line.opposed) or (refused and not channel),
        Exclusion.DECEASED: bool(line.deceased),
        Exclusion.CONTACTED_LATELY: line.number in lately.numbers or address in lately.addresses,
        Exclusion.CONTACTED_OFTEN: often[line.number] + often[address] >= MOST_IN_A_YEAR,
        Exclusion.NOT_NAMED: not line.is_named,
        Exclusion.NO_CHANNEL: not channel,
        Exclusion.SAME_HOUSEHOLD: (line.household, address) in met,
    }
    return next((reason.value for reason, applies in reasons.items() if applies), "")


@dataclass(frozen=True)
class Lately:
    """Whom the fund wrote to within thirty days: numbers of campaigns, digests of where messages went."""

    numbers: frozenset[str]
    addresses: frozenset[bytes]


def lately_contacted(campaign: Campaign) -> Lately:
    """By another campaign of the fund, or by a message of the outbox."""
    since = timezone.now() - LATELY
    recent = Q(state__in=(State.WAITING, State.LEAVING)) | Q(attempted_at__gte=since) | Q(settled_at__gte=since)
    sendings = Sending.objects.filter(recent, fund_id=campaign.fund_id, state__in=_CONTACTED)
    others = sendings.exclude(campaign=campaign).values_list("member__number", flat=True)
    messages = Message.objects.filter(
        fund_id=campaign.fund_id, state__in=(State.SENT, State.UNKNOWN), attempted_at__gte=since
    ).exclude(to_digest=None)
    return Lately(frozenset(others), frozenset(bytes(one) for one in messages.values_list("to_digest", flat=True)))


def messages_of_a_year(campaign: Campaign) -> Counter:
    """How many messages went, within a year: number → of other campaigns, digest of where → of the casework."""
    since = timezone.now() - A_YEAR
    sendings = Sending.objects.filter(fund_id=campaign.fund_id, state__in=_CONTACTED, attempted_at__gte=since)
    messages = Message.objects.filter(
        fund_id=campaign.fund_id, state__in=(State.SENT, State.UNKNOWN), attempted_at__gte=since
    ).exclude(to_digest=None)
    often = Counter(sendings.exclude(campaign=campaign).values_list("member__number", flat=True).iterator())
    often.update(bytes(one) for one in messages.values_list("to_digest", flat=True).iterator())
    return often


def contacted_since(campaign: Campaign) -> int:
    """How many of those who are in a group were contacted since they were put there."""
    lately = lately_contacted(campaign)
    drawn = Member.objects.filter(campaign=campaign, exclusion="").values_list("number", "address_digest")
    return sum(
        number in lately.numbers or (address and bytes(address) in lately.addresses)
        for number, address in drawn.iterator(chunk_size=_AT_ONCE)
    )


# --- Kept ------------------------------------------------------------------------------------------------------------


def keep(campaign: Campaign, places: list[Place], file_digest: str) -> None:
    """In place of the audience that was there. The database refuses it once the campaign is frozen."""
    with connection.cursor() as cursor:
        cursor.execute("select forget_audience(%s)", [campaign.pk])
    Member.objects.bulk_create(_rows(campaign, places), batch_size=_AT_ONCE)
    arms = Counter(place.arm for place in places)
    campaign.audience, campaign.file_digest = len(places), file_digest
    campaign.treated, campaign.left_out, campaign.excluded = arms[Arm.TREATED], arms[Arm.HOLDOUT], arms[""]
    counted = Counter(place.exclusion for place in places)
    campaign.exclusions = {reason.value: counted[reason.value] for reason in Exclusion}
    campaign.digest = digest_of(campaign)
    campaign.save()


def _rows(campaign: Campaign, places: list[Place]) -> Iterator[Member]:
    for place in places:
        # Whoever is not written to is not known by name either.
        known = place.arm == Arm.TREATED
        yield Member(
            fund_id=campaign.fund_id,
            campaign=campaign,
            number=place.line.number,
            household=place.line.household,
            identity=encrypt(place.line.identity.to_text()) if known else None,
            language=place.line.language,
            channel=place.channel,
            address_digest=place.address,
            arm=place.arm,
            exclusion=place.exclusion,
            line=place.line.line,
        )


def digest_of(campaign: Campaign) -> str:
    """Of who is in which place, and of everything that decided it: the same audience has the same one."""
    said = hashlib.sha256()
    settled = (campaign.texts, campaign.channels, f"{campaign.holdout:.3f}", campaign.seed, campaign.is_notice)
    said.update(json.dumps((campaign.file_digest, *settled), sort_keys=True).encode())
    rows = Member.objects.filter(campaign=campaign).order_by("line")
    columns = ("number", "household", "channel", "arm", "exclusion")
    for row in rows.values_list(*columns).iterator(chunk_size=_AT_ONCE):
        said.update("\x1f".join(row).encode() + b"\x1e")
    return said.hexdigest()


def treated_by_channel(campaign: Campaign) -> dict[str, int]:
    """Channel → how many messages will leave."""
    treated = Member.objects.filter(campaign=campaign, arm=Arm.TREATED).order_by()
    found = dict(treated.values_list("channel").annotate(Count("pk")))
    return {channel.value: found[channel.value] for channel in Channel if channel.value in found}
