"""What an aid made possible, and what the service counts of itself."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.financial_aid import effects
from allervers.domain.financial_aid import figures as counted
from allervers.domain.financial_aid.codes import Effect
from allervers.domain.financial_aid.models import FinancialAidRequest
from allervers.domain.financial_aid.permissions import EXAMINE, may_examine
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

from .file import form_page, request_or_404
from .years import year_of


class EffectForm(Careful, forms.Form):
    """What the person says of it, once it is granted."""

    id = MintedIdField()
    effect = forms.ChoiceField(
        label="Qu’est-ce que l’aide a permis ?",
        choices=Effect.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que l’aide a permis, ou « On ne sait pas »."},
    )
    known_on = TypedDateField(
        label="Su le", initial=timezone.localdate, error_messages={"required": "Indiquez le jour où on l’a su."}
    )
    note = forms.CharField(label="Précision", max_length=300, required=False)

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def note(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """Written once, corrected in the same way."""

    def write(given):
        effects.note(
            asked, key=given["id"], by=request.user, effect=given["effect"], known_on=given["known_on"],
            note=given["note"],
        )  # fmt: skip

    form = EffectForm(**posted(request), intent=intent_of(request))
    return form_page(request, asked, form, "Ce que l’aide a permis", write)


@requires(EXAMINE)
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Of one year, this one unless `?annee=` says another."""
    this_year, year = timezone.localdate().year, year_of(request)
    number, cents = counted.other_funders(request.user, year)
    context = {
        "year": year,
        "years": [this_year, this_year - 1, this_year - 2],
        "rows": counted.by_category(request.user, year),
        "effects": counted.effects(request.user, year),
        "funders": number,
        "funders_cents": cents,
        "trail": [{"label": "Aides financières", "url": reverse("financial_aid:desk")}, {"label": "Chiffres"}],
    }
    return render(request, "financial_aid/figures.html", context)
