"""Letters that came back: their references, read by a scanner or typed."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from allervers.domain.campaigns.permissions import SEE_CAMPAIGNS
from allervers.domain.campaigns.reports_file import scanned
from allervers.publishing.numbers import grouped
from allervers.web.access import requires
from allervers.web.careful import Careful, posted

from .finding import trail

SHOWN = 5


class ReturnedForm(Careful, forms.Form):
    references = forms.CharField(
        label="Références des courriers",
        help_text="Une par ligne : celle du bas de la lettre. Un lecteur les tape pour vous.",
        max_length=40_000,
        widget=forms.Textarea({"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Lisez ou tapez au moins une référence."},
    )


@requires(SEE_CAMPAIGNS)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """All of them are noted, or none where a line is no reference."""
    form = ReturnedForm(**posted(request))
    if request.method == "POST" and form.is_valid():
        noted, wrong = scanned(request.user.organisation, form.cleaned_data["references"])
        if wrong:
            quoted = ", ".join(f"« {line[:40]} »" for line in wrong[:SHOWN])
            form.add_error("references", f"{len(wrong)} ligne{'s' * (len(wrong) > 1)} à relire : {quoted}.")
        else:
            messages.success(
                request,
                f"Notées comme revenues : {grouped(noted.noted)}. Déjà connues : {grouped(noted.known)}. "
                f"D’aucune campagne de votre caisse : {grouped(noted.unknown)}.",
            )
            return redirect("campaigns:returned")
    return render(request, "campaigns/returned.html", {"form": form, "trail": trail(None, "Lettres revenues")})
