"""What a campaign can show before it leaves, where it stands, and what it changed."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from ..outbox.codes import State
from . import audience, impact
from .codes import Arm
from .models import Campaign, Sending
from .queries import BOUNCED, DELIVERED

RATES = (0.05, 0.1, 0.2, 0.5)
"""Before launch nobody knows how many open the right without a message; one in two is where least can be shown."""


@dataclass(frozen=True)
class Result:
    """The two groups after so many days, and the difference. Nothing is told of groups that no draw would give."""

    treated: impact.Arm
    holdout: impact.Arm
    effect: impact.Effect | None
    smallest_detectable: float | None
    is_wrong_ratio: bool
    final_on: datetime.date | None


def preview(campaign: Campaign) -> dict[str, object]:
    """Whom the campaign will write to, and what it will be able to show: `smallest_detectable` by rate without it."""
    treated, holdout = arms(campaign, None)
    return {
        "audience": campaign.audience or 0,
        "excluded": campaign.exclusions,
        "holdout": campaign.left_out or 0,
        "treated": campaign.treated or 0,
        "by_channel": audience.treated_by_channel(campaign),
        "smallest_detectable": {str(rate): _rounded(_detectable(treated, holdout, rate)) for rate in RATES},
        "digest": campaign.digest,
    }


def result(campaign: Campaign, days: int) -> Result:
    """By intention to treat: everybody in the group that they were drawn into, rights opened from the day of the first
    message on and within so many days."""
    launched = campaign.launched_at and timezone.localdate(campaign.launched_at)
    until = launched and launched + datetime.timedelta(days=days)
    treated, holdout = arms(campaign, (launched, until) if launched else None)
    is_wrong = impact.of_wrong_ratio(treated.households, holdout.households, float(campaign.holdout))
    found = impact.effect(treated, holdout) if launched and not is_wrong else None
    rate = holdout.rate if launched and holdout.persons and not holdout.is_even else 0.5
    return Result(treated, holdout, found, _detectable(treated, holdout, rate), is_wrong, until)


def _detectable(treated: impact.Arm, holdout: impact.Arm, rate: float) -> float | None:
    if not (treated.persons and holdout.persons):
        return None
    return impact.smallest_detectable(treated.worth, holdout.worth, rate)


def to_json(campaign: Campaign, days: int) -> dict[str, object]:
    """Names that never change, for other people's programs; rates from 0 to 1, null where nothing can be told."""
    found = result(campaign, days)
    states = states_of(campaign)
    known = campaign.launched_at is not None and not found.is_wrong_ratio
    effect = found.effect
    return {
        "audience": campaign.audience or 0,
        "excluded": campaign.exclusions,
        "holdout": campaign.left_out or 0,
        "treated": campaign.treated or 0,
        "sent": states[State.SENT],
        "uncertain": states[State.UNKNOWN] + states[State.LEAVING],
        "failed": states[State.FAILED],
        **Sending.objects.filter(campaign=campaign).aggregate(
            delivered=Count("pk", filter=DELIVERED), bounced=Count("pk", filter=BOUNCED)
        ),
        "waiting": (campaign.treated or 0) - sum(states[one] for one in State if one != State.WAITING),
        "withdrawn": states[State.WITHDRAWN],
        "rate_treated": _rounded(found.treated.rate if known and found.treated.persons else None),
        "rate_holdout": _rounded(found.holdout.rate if known and found.holdout.persons else None),
        "difference": _rounded(effect and effect.difference),
        "low": _rounded(effect and effect.low),
        "high": _rounded(effect and effect.high),
        "method": effect and effect.method,
        "smallest_detectable": _rounded(found.smallest_detectable),
        "wrong_ratio": found.is_wrong_ratio,
        "final_on": found.final_on and found.final_on.isoformat(),
    }


def states_of(campaign: Campaign) -> Counter:
    """State → number of messages."""
    counted = Sending.objects.filter(campaign=campaign).values("state").annotate(number=Count("pk")).order_by()
    return Counter({row["state"]: row["number"] for row in counted})


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def arms(campaign: Campaign, days: tuple[datetime.date, datetime.date] | None) -> tuple[impact.Arm, impact.Arm]:
    """The treated and the holdout, with the outcomes between two days, both included; without days, with none."""
    first, last = days or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(_ARMS, {"campaign": campaign.pk, "first": first, "last": last})
        found = {row[0]: _arm(*map(int, row[1:])) for row in cursor.fetchall()}
    nobody = impact.Arm.single(0, 0)
    return found.get(Arm.TREATED, nobody), found.get(Arm.HOLDOUT, nobody)


def _arm(persons: int, outcomes: int, households: int, squares: int, crossed: int, outcome_squares: int) -> impact.Arm:
    rate = outcomes / persons
    # The squared distances of the outcomes of each household from what the rate expects, added up.
    spread = outcome_squares - 2 * rate * crossed + rate * rate * squares
    return impact.Arm(persons, outcomes, households, squares, max(spread, 0.0))


_ARMS = """
select arm, sum(members), sum(outcomes), count(*), sum(members * members), sum(members * outcomes),
       sum(outcomes * outcomes)
from (
  select m.arm, m.household, count(*) as members, count(o.id) as outcomes
  from campaigns_member m
  left join campaigns_outcome o on o.member_id = m.id and o.campaign_id = m.campaign_id
    and o."on" between %(first)s and %(last)s
  where m.campaign_id = %(campaign)s and m.exclusion = ''
  group by m.arm, m.household
) as household group by arm
"""
