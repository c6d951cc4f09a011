"""Writing a campaign, and writing it again before it is frozen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from allervers.domain.campaigns import workflow
from allervers.domain.campaigns.models import Campaign
from allervers.domain.campaigns.permissions import SEE_CAMPAIGNS
from allervers.domain.campaigns.queries import campaigns_of
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.intent import intent_of, one_intent

from .finding import campaign_or_404, trail
from .forms import CampaignForm

USUAL_SHARE = 20
FORGOTTEN = "La campagne est changée. Redonnez son audience : chacun y avait sa place pour l’ancienne campagne."


@requires(SEE_CAMPAIGNS)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def new(request: HttpRequest) -> HttpResponse:
    """The form; written, the campaign waits for its audience. Opened again, it leads to what it wrote."""
    fund = request.user.organisation
    if request.method != "POST" and campaigns_of(fund).filter(pk=intent_of(request)).exists():
        return redirect("campaigns:one", intent_of(request))
    form = CampaignForm(**posted(request), initial={"id": intent_of(request), "holdout": USUAL_SHARE})
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            made = workflow.create(
                fund,
                said.pop("name"),
                said.pop("texts"),
                said.pop("channels"),
                **said,
                campaign_id=form.cleaned_data["id"],
                author=request.user,
            )
        except Refused as refusal:
            form.refuse(str(refusal), refusal.field)
            if isinstance(refusal, AlreadyUsed):
                form.renew()
        else:
            messages.success(request, "La campagne est écrite. Donnez-lui maintenant les personnes à contacter.")
            return redirect("campaigns:audience" if made.audience is None else "campaigns:one", made.pk)
    return _shown(request, form, trail(None, "Nouvelle campagne"), "Nouvelle campagne", reverse("campaigns:all"))


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The same form, until the campaign is frozen."""
    form = CampaignForm(**posted(request), campaign=campaign)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            forgotten = workflow.rewrite(campaign, said.pop("name"), said.pop("texts"), said.pop("channels"), **said)
        except Refused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            if forgotten:
                messages.warning(request, FORGOTTEN)
            else:
                messages.success(request, "La campagne est changée.")
            return redirect("campaigns:one", campaign.pk)
    elif campaign.frozen_at:
        messages.info(request, "Cette campagne est lancée : son texte ne change plus.")
        return redirect("campaigns:one", campaign.pk)
    back = reverse("campaigns:one", args=[campaign.pk])
    return _shown(request, form, trail(campaign, "Changer la campagne"), "Changer la campagne", back)


def _shown(request: HttpRequest, form: CampaignForm, steps: list[dict], title: str, back: str) -> HttpResponse:
    context = {"form": form, "trail": steps, "title": title, "back": back}
    return render(request, "campaigns/writing.html", context)
