"""A campaign leaves because somebody who has read it decides so: what they read is frozen, or nothing leaves."""

from django.db import transaction

from ..organisations.models import User
from ..pieces.refusals import Refused
from . import sending, workflow
from .models import Campaign

CHANGED = (
    "La campagne a changé depuis l’aperçu que vous avez lu : rien n’est parti. Relisez les nombres ci-dessous, puis "
    "lancez."
)


@transaction.atomic
def launch(campaign: Campaign, *, seen: str, by: User, at_most: int | None = None) -> int:
    """Freeze it, then plan the next wave of `at_most` persons (all, without it); how many messages were added.

    `seen` is the digest that the confirmation showed. Raises `Refused` where it is no longer that of the campaign, and
    where somebody was contacted since the preview. Sent twice, it adds nothing to a wave that took everybody.
    """
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.digest != seen:
        raise Refused(CHANGED)
    workflow.freeze(campaign)
    planned = sending.plan(campaign, at_most)
    Campaign.objects.filter(pk=campaign.pk, launched_by=None).update(launched_by=by)
    return planned
