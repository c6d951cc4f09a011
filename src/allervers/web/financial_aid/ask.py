"""Asking for financial aid, from the page of a person."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allervers.domain.financial_aid import workflow
from allervers.domain.financial_aid.codes import Category, Scheme
from allervers.domain.financial_aid.models import FinancialAidRequest
from allervers.domain.financial_aid.permissions import ASK, may_ask, may_examine
from allervers.domain.people.models import Person
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import AmountField, MintedIdField, YesNoField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .money import cents

ALREADY_ASKED = "Cette demande était déjà enregistrée. Rien n’a été écrit une deuxième fois."
TO_CHECK = "À vérifier"


class AskForm(Careful, forms.Form):
    """What is asked, what it costs, who pays the rest, and what is known of the person."""

    id = MintedIdField()
    received_on = TypedDateField(
        label="Demande reçue le",
        initial=timezone.localdate,
        error_messages={"required": "Indiquez le jour où la demande est arrivée."},
    )
    category = forms.ChoiceField(
        label="Pour quoi ?",
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que l’aide paierait."},
    )
    what_for = forms.CharField(
        label="Ce qui est demandé, et pourquoi",
        help_text="Le service des aides et vous seuls le lirez. Pas de diagnostic ni de numéro de sécurité sociale.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Écrivez en quelques mots ce qui est demandé."},
    )
    cost = AmountField(label="Coût total (€)", error_messages={"required": "Écrivez ce que cela coûte en tout."})
    health_insurance = AmountField(label="Part de l’Assurance Maladie (€)", required=False)
    complementary = AmountField(label="Part de la complémentaire (€)", required=False)
    asked = AmountField(
        label="Montant demandé (€)",
        help_text="Au plus ce qui reste à payer.",
        error_messages={"required": "Écrivez le montant demandé."},
    )
    scheme = forms.ChoiceField(
        label="Sa situation à la caisse",
        choices=Scheme.choices,
        initial=Scheme.UNKNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez, ou « À vérifier »."},
    )
    financial_difficulty = YesNoField("Est-elle en difficulté financière ?", unknown=TO_CHECK)
    comfort = YesNoField("Est-ce une dépense de confort ou d’esthétique ?", unknown=TO_CHECK)

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)

    def clean(self):
        given = super().clean()
        amounts = [given.get(name) for name in ("cost", "asked")]
        if None not in amounts:
            left = cents(amounts[0]) - cents(given.get("health_insurance")) - cents(given.get("complementary"))
            if amounts[1] == 0:
                self.add_error("asked", "Un montant demandé est d’au moins un centime.")
            elif cents(amounts[1]) > left:
                self.add_error("asked", "C’est plus que ce qui reste à payer après les deux autres parts.")
        return given

    def said(self) -> dict:
        """What the workflow is told."""
        given = self.cleaned_data
        amounts = ("cost", "health_insurance", "complementary", "asked")
        kept = ("received_on", "category", "what_for", "scheme", "financial_difficulty", "comfort")
        return {f"{name}_cents": cents(given[name]) for name in amounts} | {name: given[name] for name in kept}


def person_or_404(request: HttpRequest, person_id: UUID) -> Person:
    """A person whom the database shows to the account."""
    return get_object_or_404(Person.objects.select_related("fund"), pk=person_id)


@requires(ASK, of=person_or_404, may=may_ask)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def of_person(request: HttpRequest, person: Person) -> HttpResponse:
    """Who they are is known; the law says at once when they cannot be helped."""
    back = reverse("casework:person", args=[person.pk])
    if request.method != "POST" and FinancialAidRequest.objects.filter(pk=intent_of(request)).exists():
        messages.info(request, ALREADY_ASKED)
        return redirect(back)
    form = AskForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {"asked_cents": "asked"}):
            made, now = workflow.ask(person, key=form.cleaned_data["id"], author=request.user, **form.said())
        if not form.errors:
            messages.success(request, f"La demande {made.reference} est enregistrée." if now else ALREADY_ASKED)
            return redirect("financial_aid:request", made.pk) if may_examine(request.user, made) else redirect(back)
    trail = [{"label": person.full_name, "url": back}, {"label": "Demander une aide financière"}]
    context = {"form": form, "person": person, "back": back, "trail": trail}
    return render(request, "financial_aid/ask.html", context)
