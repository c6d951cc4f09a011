"""The campaigns of the fund, and one of them: whom it reaches, what it will be able to show, where it stands."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allervers.domain.campaigns import costs, results, texts, words
from allervers.domain.campaigns.audience import LATELY, MOST_IN_A_YEAR
from allervers.domain.campaigns.codes import Channel, Exclusion, Step
from allervers.domain.campaigns.models import Campaign
from allervers.domain.campaigns.permissions import LAUNCH_CAMPAIGNS, SEE_CAMPAIGNS
from allervers.domain.campaigns.queries import campaigns_of, pressure_on, progress_of, step_of
from allervers.domain.detections.queries import label_of
from allervers.web.access import requires

from .finding import campaign_or_404, trail

PER_PAGE = 25
BY = {Channel.EMAIL: "par courriel", Channel.SMS: "par SMS", Channel.LETTER: "par lettre"}
TAGS = {
    Step.DRAFT: "neutral",
    Step.READY: "info",
    Step.LEAVING: "info",
    Step.PAUSED: "warning",
    Step.DONE: "success",
}


@requires(SEE_CAMPAIGNS)
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """The list, the newest first."""
    page = Paginator(campaigns_of(request.user.organisation), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"campaign": each, **_standing(each)} for each in page]
    return render(request, "campaigns/all.html", {"page": page, "rows": rows})


@requires(SEE_CAMPAIGNS)
@require_safe
def pressure(request: HttpRequest) -> HttpResponse:
    """How many persons the campaigns of the fund wrote to once, twice and more, within a year."""
    counted = pressure_on(request.user.organisation)
    rows = [
        {"label": f"{number} message{'s' * (number > 1)}" + " ou plus" * (number == max(counted)), "value": persons}
        for number, persons in counted.items()
    ]
    context = {"rows": rows, "nobody": not any(counted.values()), "most": MOST_IN_A_YEAR, "lately": LATELY.days}
    return render(request, "campaigns/pressure.html", context | {"trail": trail(None, "Pression")})


def _standing(campaign: Campaign) -> dict:
    step = step_of(campaign, campaign.ended)
    return {"step": step, "kind": TAGS[step]}


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_safe
def show(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The campaign, at whatever step it is."""
    seen = results.preview(campaign)
    progress = progress_of(campaign, seen["by_channel"]) if campaign.launched_at else []
    context = {
        **preview_of(campaign, seen),
        **_standing(campaign),
        "campaign": campaign,
        "texts": sorted(campaign.texts.items(), key=lambda said: said[0] != texts.FRENCH),
        "may_launch": request.user.may(LAUNCH_CAMPAIGNS),
        "progress": progress,
        "to_come": sum(line.to_come for line in progress),
        "still": sum(line.waiting + line.to_come for line in progress),
        "letters_wait": any(line.channel == Channel.LETTER and line.waiting for line in progress),
        "has_folder": bool(settings.LETTERS),
        "cost_so_far": costs.of_what_left(campaign) if campaign.launched_at else None,
        "trail": trail(campaign),
    }
    return render(request, "campaigns/one.html", context)


def preview_of(campaign: Campaign, seen: dict) -> dict:
    """Whom the campaign reaches, as the page and the confirmation show it. `seen` is `results.preview`, which the
    command gives too."""
    excluded = [(Exclusion(reason).label, number) for reason, number in seen["excluded"].items()]
    least = [
        {"rate": words.percent(float(rate)), "sentence": words.of_least(float(rate), share)}
        for rate, share in seen["smallest_detectable"].items()
        if share is not None
    ]
    return {
        "seen": seen,
        "target": label_of(campaign.target) if campaign.target else "",
        "excluded": excluded,
        "excluded_in_all": sum(number for _, number in excluded),
        "by_channel": [(BY[channel], number) for channel, number in seen["by_channel"].items()],
        "cost": costs.of(seen["by_channel"], campaign.prices),
        "least": least,
    }
