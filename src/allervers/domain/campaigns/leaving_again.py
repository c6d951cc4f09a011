"""What is looked at once more when a message leaves: whoever must not get it any more since the audience was frozen."""

import uuid

from django.utils import timezone

from ..organisations.encryption import decrypt
from ..outbox.codes import State
from ..outbox.workflow import opposed
from ..protection.queries import name_of, names_of_protected
from .audience import LATELY
from .audience_file import Identity
from .models import Campaign, Member, Outcome, Sending


def why_not(campaign: Campaign, members: list[Member]) -> dict[uuid.UUID, str]:
    """Member → a French reason not to write; those without one are not in it. Four queries, however many they are."""
    reasons: dict[uuid.UUID, str] = {}
    since = timezone.now() - LATELY
    elsewhere = Sending.objects.filter(
        fund_id=campaign.fund_id,
        member__number__in=[member.number for member in members],
        state__in=(State.SENT, State.UNKNOWN, State.LEAVING),
        attempted_at__gte=since,
    ).exclude(campaign=campaign)
    contacted = set(elsewhere.values_list("member__number", flat=True))
    digests = [member.address_digest for member in members if member.address_digest is not None]
    refused = opposed(campaign.fund_id, digests)
    opened = set(Outcome.objects.filter(member__in=members).values_list("member_id", flat=True))
    protected = names_of_protected(campaign.fund_id)
    for member in members:
        if member.identity is None:
            reasons[member.pk] = "l’identité de la personne n’est plus gardée"
        elif protected and _name(member) in protected:
            # Nothing that tells who is protected: the sender of a campaign is not to know.
            reasons[member.pk] = "la personne ne veut plus de message"
        elif (member.channel, bytes(member.address_digest)) in refused:
            reasons[member.pk] = "la personne ne veut plus de message"
        elif member.pk in opened:
            reasons[member.pk] = "le droit est ouvert entre-temps"
        elif member.number in contacted:
            reasons[member.pk] = "une autre campagne vient de lui écrire"
    return reasons


def _name(member: Member) -> str:
    identity = Identity.of_text(decrypt(member.identity))
    return name_of(identity.birth_name, identity.first_name)
