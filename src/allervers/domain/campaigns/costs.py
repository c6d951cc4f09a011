"""What a campaign costs: the fund's own prices, in whole cents for a thousand messages of each way."""

from collections.abc import Mapping

from django.db.models import Count

from ..outbox.codes import State
from .impact import Effect
from .models import Campaign, Sending

A_THOUSAND = 1_000
_LEFT = (State.SENT, State.UNKNOWN, State.LEAVING)


def of(numbers: Mapping[str, int], prices: Mapping[str, int]) -> int | None:
    """Cents for so many messages by channel; None where the price of one of them is not known."""
    used = {channel: number for channel, number in numbers.items() if number}
    if any(channel not in prices for channel in used):
        return None
    return round(sum(number * prices[channel] for channel, number in used.items()) / A_THOUSAND)


def of_what_left(campaign: Campaign) -> int | None:
    """Cents for what left, or may have."""
    left = Sending.objects.filter(campaign=campaign, state__in=_LEFT).order_by()
    return of(dict(left.values_list("channel").annotate(Count("pk"))), campaign.prices)


def by_right(cost: int | None, treated: int, effect: Effect | None) -> tuple[int, int, int] | None:
    """Cents for each right that would not have been opened: the likely price, the lowest and the highest.

    None where the campaign has not proved that it opens any: a price of nothing is no price.
    """
    if cost is None or effect is None or effect.low <= 0 or not treated:
        return None
    likely, dearest, cheapest = (
        round(cost / (treated * more)) for more in (effect.difference, effect.low, effect.high)
    )
    return likely, cheapest, dearest
