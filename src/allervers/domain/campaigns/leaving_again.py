"""What is looked at once more when a message leaves: whoever must not get it any more since the audience was frozen."""

import uuid

from django.db.models import Count, Q
from django.utils import timezone

from ..organisations.encryption import decrypt
from ..outbox.codes import State
from ..outbox.workflow import opposed
from ..protection.queries import name_of, names_of_protected
from .audience import A_YEAR, LATELY, MOST_IN_A_YEAR
from .audience_file import Identity
from .models import Campaign, Member, Outcome, Sending

_NEVER = {"year": 0, "lately": 0}


def why_not(campaign: Campaign, members: list[Member]) -> dict[uuid.UUID, str]:
    """Member → a French reason not to write; those without one are not in it. Four queries, however many they are."""
    reasons: dict[uuid.UUID, str] = {}
    since = timezone.now() - LATELY
    elsewhere = Sending.objects.filter(
        fund_id=campaign.fund_id,
        member__number__in=[member.number for member in members],
        state__in=(State.SENT, State.UNKNOWN, State.LEAVING),
        attempted_at__gte=timezone.now() - A_YEAR,
    ).exclude(campaign=campaign)
    by_number = elsewhere.order_by().values("member__number")
    counted = by_number.annotate(year=Count("pk"), lately=Count("pk", filter=Q(attempted_at__gte=since)))
    written_to = {row["member__number"]: row for row in counted}
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
        elif written_to.get(member.number, _NEVER)["lately"]:
            reasons[member.pk] = "une autre campagne vient de lui écrire"
        elif written_to.get(member.number, _NEVER)["year"] >= MOST_IN_A_YEAR:
            reasons[member.pk] = f"{MOST_IN_A_YEAR} messages de campagnes en 12 mois"
    return reasons


def _name(member: Member) -> str:
    identity = Identity.of_text(decrypt(member.identity))
    return name_of(identity.birth_name, identity.first_name)
