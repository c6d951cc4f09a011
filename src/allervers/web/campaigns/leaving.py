"""Launching, pausing, resuming and recalling a campaign: by who may, after reading what is about to happen."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.campaigns import audience, launching, results, sending
from allervers.domain.campaigns.models import Campaign
from allervers.domain.campaigns.permissions import LAUNCH_CAMPAIGNS
from allervers.domain.campaigns.queries import progress_of
from allervers.domain.pieces.refusals import Refused
from allervers.publishing.numbers import grouped
from allervers.web.access import requires
from allervers.web.careful import Careful, posted

from .finding import campaign_or_404, trail
from .one import preview_of


class LaunchForm(Careful, forms.Form):
    """Somebody has read, and says how many at first. `seen` is what they read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    at_most = forms.IntegerField(
        label="Combien de personnes cette fois ?",
        help_text="Une première vague montre ce qui se passe. Vide : toutes.",
        required=False,
        min_value=1,
        max_value=10_000_000,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "width-short"}),
        error_messages={
            "invalid": "Écrivez un nombre entier, ou rien.",
            "min_value": "Écrivez 1 au moins, ou rien.",
            "max_value": "Ce nombre est trop grand.",
        },
    )
    read = forms.BooleanField(
        label="J’ai lu les nombres ci-dessus et les dix messages",
        error_messages={"required": "Relisez les nombres et les messages, puis cochez cette case."},
    )


class RecallForm(Careful, forms.Form):
    sure = forms.BooleanField(
        label="Oui, retirer ces messages pour de bon",
        error_messages={"required": "Cochez cette case si vous voulez retirer ces messages."},
    )


@requires(LAUNCH_CAMPAIGNS, of=campaign_or_404)
@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """What is about to leave, read from the database again; then it leaves, if that is still what was read."""
    form = LaunchForm(**posted(request), initial={"seen": campaign.digest})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            planned = launching.launch(campaign, seen=given["seen"], by=request.user, at_most=given["at_most"])
        except Refused as refusal:
            form = LaunchForm(initial={"seen": campaign.digest, "at_most": given["at_most"]})
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _launched(planned))
            return redirect("campaigns:one", campaign.pk)
    context = {
        **preview_of(campaign, results.preview(campaign)),
        "campaign": campaign,
        "form": form,
        "to_come": _to_come(campaign),
        "trail": trail(campaign, "Lancer"),
    }
    return render(request, "campaigns/launch.html", context)


def _to_come(campaign: Campaign) -> int:
    seen = audience.treated_by_channel(campaign)
    return sum(line.to_come for line in progress_of(campaign, seen))


def _launched(planned: int) -> str:
    if not planned:
        return "Cette campagne était déjà lancée pour tout le monde : rien n’a été ajouté."
    are_going = "messages vont" if planned > 1 else "message va"
    return f"C’est lancé : {grouped(planned)} {are_going} partir d’ici une minute."


def _recalled(number: int) -> str:
    if not number:
        return "Plus rien n’attendait : aucun message n’a été retiré."
    s = "s" * (number > 1)
    return f"{grouped(number)} message{s} {'ont' if s else 'a'} été retiré{s} avant l’envoi."


@requires(LAUNCH_CAMPAIGNS, of=campaign_or_404)
@require_POST
def pause(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Stops what has not left, or lets it go on (`what`)."""
    if request.POST.get("what") == "resume":
        sending.resume(campaign)
        messages.success(request, "L’envoi reprend d’ici une minute.")
    elif campaign.launched_at:
        sending.pause(campaign, f"demandée par {request.user}")
        messages.success(request, "L’envoi est en pause. Ce qui partait à cet instant est parti.")
    else:
        messages.info(request, "Cette campagne n’est pas lancée : il n’y a rien à mettre en pause.")
    return redirect("campaigns:one", campaign.pk)


@requires(LAUNCH_CAMPAIGNS, of=campaign_or_404)
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Withdraws for good what has not left, once it was said how much that is."""
    if not campaign.launched_at:
        messages.info(request, "Cette campagne n’est pas lancée : il n’y a rien à rappeler.")
        return redirect("campaigns:one", campaign.pk)
    form = RecallForm(**posted(request))
    if request.method == "POST" and form.is_valid():
        number = sending.recall(campaign)
        messages.success(request, _recalled(number))
        return redirect("campaigns:one", campaign.pk)
    progress = progress_of(campaign, audience.treated_by_channel(campaign))
    context = {
        "campaign": campaign,
        "form": form,
        "gone": sum(line.sent + line.unknown for line in progress),
        "still": sum(line.waiting + line.to_come for line in progress),
        "trail": trail(campaign, "Rappeler"),
    }
    return render(request, "campaigns/recall.html", context)
