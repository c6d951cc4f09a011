"""Whom a campaign writes to: the file that says so, and ten of the messages as they would leave."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.campaigns import specimens, workflow
from allervers.domain.campaigns.audience_file import KNOWN
from allervers.domain.campaigns.models import Campaign
from allervers.domain.campaigns.permissions import SEE_CAMPAIGNS
from allervers.domain.campaigns.texts import Text
from allervers.domain.detections.queries import target_labels
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import posted
from allervers.web.exports import pdf_response

from .finding import campaign_or_404, trail
from .uploads import CsvForm, on_disk, refuse_too_heavy


class AudienceForm(CsvForm):
    """The file, and which of its persons: all, or those whom the lists hold for one reason."""

    target = forms.ChoiceField(
        label="Quelles personnes du fichier ?",
        help_text="D’un motif : celles que les listes de la caisse donnent à examiner. Le fichier dit qui elles sont.",
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["target"].choices = [("", "Toutes"), *target_labels()]


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The file of the persons; taken in whole, or refused with its lines."""
    if campaign.frozen_at:
        messages.info(request, "Cette campagne est lancée : son audience ne change plus.")
        return redirect("campaigns:one", campaign.pk)
    form = AudienceForm(**posted(request), initial={"target": campaign.target})
    if request.method == "POST":
        refuse_too_heavy(request, form)
        if form.is_valid() and _taken(campaign, form):
            messages.success(request, "Chaque personne du fichier est à sa place. Voici qui serait contacté.")
            return redirect("campaigns:one", campaign.pk)
    used = sorted({name for said in campaign.texts.values() for name in Text(**said).blanks} - {"fund", *KNOWN})
    context = {
        "campaign": campaign,
        "form": form,
        "columns": [*KNOWN, *used],
        "trail": trail(campaign, "Donner l’audience"),
    }
    return render(request, "campaigns/audience.html", context)


def _taken(campaign: Campaign, form: CsvForm) -> bool:
    try:
        with on_disk(form, "audience.csv") as path:
            refusals = workflow.take_in(campaign, path, target=form.cleaned_data["target"])
    except Refused as refusal:
        form.add_error(refusal.field or "file", str(refusal))
        return False
    if refusals.total:
        form.add_error("file", refusals.sentences())
    return not refusals.total


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_safe
def read_again(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Ten real messages, with the pages of those that are letters and the SMS that the gateway will count."""
    shown = specimens.specimens(campaign)
    pdf = specimens.letters_of(campaign, shown)
    context = {
        "campaign": campaign,
        "specimens": shown,
        "pages": specimens.pages(pdf) if pdf else None,
        "trail": trail(campaign, "Dix messages"),
    }
    return render(request, "campaigns/specimens.html", context)


@requires(SEE_CAMPAIGNS, of=campaign_or_404)
@require_safe
def letters(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The letters among them, as the printer would get them."""
    pdf = specimens.letters_of(campaign, specimens.specimens(campaign))
    if pdf is None:
        raise Http404
    return pdf_response(pdf, "apercu-lettres.pdf", ours=True)
