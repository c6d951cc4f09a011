"""What can be asked of campaigns."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..organisations.models import Organisation
from ..outbox.codes import State
from .audience import A_YEAR, MOST_IN_A_YEAR
from .codes import Channel, Step
from .models import Campaign, Sending


def funds_with_campaign(name: str) -> list[Organisation]:
    """The funds that have a campaign of this name: a command that names it opens no other fund."""
    with connection.cursor() as cursor:
        cursor.execute("select fund_id from funds_with_campaign(%s)", [name])
        found = [row[0] for row in cursor.fetchall()]
    return list(Organisation.objects.filter(pk__in=found))


_ENDED = (State.SENT, State.FAILED, State.UNKNOWN, State.WITHDRAWN)


def campaigns_of(fund: Organisation) -> QuerySet[Campaign]:
    """Those of the fund, the newest first, each with `ended`: how many of its messages will not leave any more."""
    ended = Sending.objects.filter(campaign=OuterRef("pk"), state__in=_ENDED).order_by()
    counted = ended.values("campaign").annotate(number=Count("pk")).values("number")
    return Campaign.objects.filter(fund=fund).annotate(ended=Coalesce(Subquery(counted), 0))


def step_of(campaign: Campaign, ended: int) -> Step:
    """Where a campaign stands, of whose messages so many will not leave any more."""
    if not campaign.launched_at:
        return Step.READY if campaign.audience else Step.DRAFT
    if ended >= (campaign.treated or 0):
        return Step.DONE
    return Step.PAUSED if campaign.paused_at else Step.LEAVING


def pressure_on(fund: Organisation) -> dict[int, int]:
    """Number of campaign messages within a year → how many persons got so many; the last one stands for more."""
    sent = Sending.objects.filter(
        fund=fund, state__in=(State.SENT, State.UNKNOWN), attempted_at__gte=timezone.now() - A_YEAR
    )
    by_person = sent.order_by().values("member__number").annotate(number=Count("pk"))
    wanted = {number: Q(number=number) for number in range(1, MOST_IN_A_YEAR)}
    wanted[MOST_IN_A_YEAR] = Q(number__gte=MOST_IN_A_YEAR)
    counted = by_person.aggregate(**{f"got_{number}": Count("number", filter=got) for number, got in wanted.items()})
    return {number: counted[f"got_{number}"] for number in wanted}


# Who came back counts as come back, whatever was said before or after.
BOUNCED = Q(bounced_at__isnull=False)
DELIVERED = Q(delivered_at__isnull=False, bounced_at=None)


@dataclass(frozen=True)
class Progress:
    """Where the messages of one channel stand. `to_come`: of waves that are not planned yet."""

    channel: Channel
    treated: int
    sent: int
    waiting: int
    unknown: int
    failed: int
    withdrawn: int
    delivered: int
    bounced: int

    @property
    def to_come(self) -> int:
        return self.treated - self.sent - self.waiting - self.unknown - self.failed - self.withdrawn


def progress_of(campaign: Campaign, treated: dict[str, int]) -> list[Progress]:
    """One line for each channel of the audience; `treated` is `audience.treated_by_channel`."""
    rows = Sending.objects.filter(campaign=campaign).order_by().values("channel", "state")
    counted: dict[tuple[str, str], int] = {}
    delivered, bounced = Counter(), Counter()
    for row in rows.annotate(
        number=Count("pk"), arrived=Count("pk", filter=DELIVERED), came_back=Count("pk", filter=BOUNCED)
    ):
        counted[row["channel"], row["state"]] = row["number"]
        delivered[row["channel"]] += row["arrived"]
        bounced[row["channel"]] += row["came_back"]

    def of(channel: str, *states: State) -> int:
        return sum(counted.get((channel, state), 0) for state in states)

    return [
        Progress(
            Channel(channel),
            number,
            sent=of(channel, State.SENT),
            waiting=of(channel, State.WAITING, State.LEAVING),
            unknown=of(channel, State.UNKNOWN),
            failed=of(channel, State.FAILED),
            withdrawn=of(channel, State.WITHDRAWN),
            delivered=delivered[channel],
            bounced=bounced[channel],
        )
        for channel, number in treated.items()
    ]
