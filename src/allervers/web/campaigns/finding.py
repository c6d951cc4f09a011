"""What the addresses of campaigns name, and the way back from each page."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from allervers.domain.campaigns.models import Campaign
from allervers.domain.campaigns.queries import campaigns_of


def campaign_or_404(request: HttpRequest, campaign_id: uuid.UUID) -> Campaign:
    """One of the account's fund; any other does not exist for it."""
    found = campaigns_of(request.user.organisation).select_related("fund", "author", "launched_by")
    return get_object_or_404(found, pk=campaign_id)


def trail(campaign: Campaign | None = None, here: str = "") -> list[dict]:
    """The list, the campaign, and the page itself last, without a link."""
    steps = [{"label": "Campagnes", "url": reverse("campaigns:all")}]
    if campaign:
        url = reverse("campaigns:one", args=[campaign.pk]) if here else None
        steps.append({"label": campaign.name, "url": url})
    return [*steps, {"label": here}] if here else steps
