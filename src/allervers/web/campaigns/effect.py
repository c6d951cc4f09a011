"""What a campaign changed: a picture and a sentence that anybody reads, and the table of what they come from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.campaigns import costs, outcomes_file, results, words
from allervers.domain.campaigns.models import Campaign, Outcome
from allervers.domain.campaigns.permissions import SEE_CAMPAIGNS
from allervers.publishing.numbers import grouped
from allervers.web.access import requires
from allervers.web.careful import posted

from .finding import campaign_or_404, trail
from .picture import picture
from .uploads import CsvForm, on_disk, refuse_too_heavy

DAYS = (30, 90, 180)
USUAL = 90


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_safe
def show(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """After 30, 90 or 180 days; nothing of the difference before they are over."""
    days = _days(request)
    found = results.result(campaign, days)
    today = timezone.localdate()
    is_early = found.final_on is None or today <= found.final_on
    context = {
        "campaign": campaign,
        "days": days,
        "choices": DAYS,
        "measured": found,
        "is_early": is_early,
        "known": Outcome.objects.filter(campaign=campaign).count(),
        "trail": trail(campaign, "Effet"),
    }
    if not is_early and found.effect and not found.is_wrong_ratio:
        context |= _told(campaign, found)
    return render(request, "campaigns/effect.html", context)


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("jours", "")
    return int(asked) if asked in {str(days) for days in DAYS} else USUAL


def _told(campaign: Campaign, found: results.Result) -> dict:
    effect = found.effect
    cost = costs.of_what_left(campaign)
    rates = [("Témoins, sans message", found.holdout.rate), ("Personnes contactées", found.treated.rate)]
    return {
        "sentence": words.of_effect(effect, campaign.channels),
        "picture": picture(found.holdout.rate, effect.low, effect.high),
        "bars": [{"label": label, "value": rate, "display": grouped(1_000 * rate)} for label, rate in rates],
        "points": [grouped(100 * share, 1) for share in (effect.difference, effect.low, effect.high)],
        "least": found.smallest_detectable and grouped(100 * found.smallest_detectable, 1),
        "cost": cost,
        "by_right": costs.by_right(cost, found.treated.persons, effect),
    }


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The fund's file of whose right was opened, and when; taken in whole, or refused with its lines."""
    form = CsvForm(**posted(request))
    if request.method == "POST":
        refuse_too_heavy(request, form)
        if form.is_valid() and (report := _brought_in(campaign, form)):
            messages.success(request, _noted(report))
            return redirect("campaigns:effect", campaign.pk)
    context = {"campaign": campaign, "form": form, "trail": trail(campaign, "Droits ouverts")}
    return render(request, "campaigns/outcomes.html", context)


def _noted(report: outcomes_file.Report) -> str:
    lines, kept, unknown = ("s" * (number > 1) for number in (report.lines, report.kept, report.unknown))
    return (
        f"{grouped(report.lines)} ligne{lines} : {grouped(report.kept)} gardée{kept}, {grouped(report.unchanged)} déjà "
        f"là, {grouped(report.unknown)} dans aucun groupe de la campagne (non gardée{unknown})."
    )


def _brought_in(campaign: Campaign, form: CsvForm) -> outcomes_file.Report | None:
    with on_disk(form, "droits-ouverts.csv") as path:
        report = outcomes_file.bring_in(campaign, path, timezone.localdate())
    if report.refusals.total:
        form.add_error("file", report.refusals.sentences())
        return None
    return report
