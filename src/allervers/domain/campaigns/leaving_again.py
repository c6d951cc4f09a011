"""What is looked at once more when a message leaves: whoever must not get it any more since the audience was frozen."""

import uuid

from django.utils import timezone

from ..outbox.codes import State
from ..outbox.models import Opposition
from .audience import LATELY
from .models import Campaign, Member, Outcome, Sending


def why_not(campaign: Campaign, members: list[Member]) -> dict[uuid.UUID, str]:
    """Member → a French reason not to write; those without one are not in it. Three queries, however many they are."""
    reasons: dict[uuid.UUID, str] = {}
    since = timezone.now() - LATELY
    elsewhere = Sending.objects.filter(
        fund_id=campaign.fund_id,
        member__number__in=[member.number for member in members],
        state__in=(State.SENT, State.UNKNOWN, State.LEAVING),
        attempted_at__gte=since,
    ).exclude(campaign=campaign)
    contacted = set(elsewhere.values_list("member__number", flat=True))
    opposed = {
        (channel, bytes(address))
        for channel, address in Opposition.objects.filter(
            fund_id=campaign.fund_id,
            address_digest__in=[member.address_digest for member in members],
            lifted_at=None,
        ).values_list("channel", "address_digest")
    }
    opened = set(Outcome.objects.filter(member__in=members).values_list("member_id", flat=True))
    for member in members:
        if member.identity is None:
            reasons[member.pk] = "l’identité de la personne n’est plus gardée"
        elif (member.channel, bytes(member.address_digest)) in opposed:
            reasons[member.pk] = "la personne ne veut plus de message"
        elif member.pk in opened:
            reasons[member.pk] = "le droit est ouvert entre-temps"
        elif member.number in contacted:
            reasons[member.pk] = "une autre campagne vient de lui écrire"
    return reasons
