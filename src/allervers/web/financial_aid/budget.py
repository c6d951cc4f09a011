"""The year's budget, by category: what is allocated, reserved, paid, free."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.financial_aid import budgets
from allervers.domain.financial_aid.codes import Category
from allervers.domain.financial_aid.permissions import EXAMINE
from allervers.domain.financial_aid.queries import place_of
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.fields import AmountField, MintedIdField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .money import cents
from .years import FIRST_YEAR, LAST_YEAR, year_of

AMOUNTS = ("allocated_cents", "reserved_cents", "paid_cents", "free_cents")


class AllocateForm(Careful, forms.Form):
    """Money given to one category of one year, or taken back, and why."""

    id = MintedIdField()
    year = forms.IntegerField(
        label="Année",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": "Écrivez l’année.", "invalid": "Écrivez une année, par exemple 2026."},
    )
    category = forms.ChoiceField(
        label="Nature de l’aide",
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une nature d’aide."},
    )
    way = forms.ChoiceField(
        label="Mouvement",
        choices=(("give", "Ajouter au budget"), ("take", "Retirer du budget")),
        initial="give",
        widget=forms.RadioSelect({"class": "in-columns"}),
    )
    amount = AmountField(label="Montant (€)", error_messages={"required": "Écrivez le montant."})
    why = forms.CharField(
        label="Pourquoi",
        help_text="Délibération, virement entre natures d’aide…",
        max_length=300,
        error_messages={"required": "Écrivez pourquoi le budget change."},
    )

    def __init__(self, *args, intent: UUID | None = None, **options):
        initial = {"year": timezone.localdate().year} | ({"id": intent} if intent else {})
        super().__init__(*args, initial=initial, **options)

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError("Un mouvement est d’au moins un centime.")
        return amount


@requires(EXAMINE)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One year, this one unless `?annee=` says another."""
    this_year, year = timezone.localdate().year, year_of(request)
    rows = list(budgets.of_year(request.user, year))
    context = {
        "year": year,
        "years": [this_year + 1, this_year, this_year - 1],
        "rows": rows,
        "total": {name: sum(getattr(row, name) for row in rows) for name in AMOUNTS},
        "trail": [{"label": "Aides financières", "url": reverse("financial_aid:desk")}, {"label": "Budget"}],
    }
    return render(request, "financial_aid/budget.html", context)


@requires(EXAMINE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def allocate(request: HttpRequest) -> HttpResponse:
    """Money comes, or goes; never below what is reserved or paid."""
    form = AllocateForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        amount = cents(given["amount"]) * (-1 if given["way"] == "take" else 1)
        with refusals_in(form):
            budgets.allocate(
                *place_of(request.user), given["year"], given["category"], amount, key=given["id"], by=request.user,
                why=given["why"],
            )  # fmt: skip
        if not form.errors:
            messages.success(request, "Le budget est à jour.")
            return redirect(f"{reverse('financial_aid:budget')}?annee={given['year']}")
    back = reverse("financial_aid:budget")
    trail = [{"label": "Budget des aides", "url": back}, {"label": "Modifier"}]
    context = {"form": form, "title": "Modifier le budget des aides", "back": back, "trail": trail}
    return render(request, "financial_aid/plain_form.html", context)
