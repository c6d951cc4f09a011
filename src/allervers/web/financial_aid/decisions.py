"""Deciding between two sessions, looking again at what was decided, and the letter of a decision."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.financial_aid import deciding, letters, sessions
from allervers.domain.financial_aid.models import FinancialAidDecision, FinancialAidRequest, FinancialAidSession
from allervers.domain.financial_aid.permissions import EXAMINE, may_examine, may_examine_part
from allervers.domain.privacy import journal
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.exports import pdf_response
from allervers.web.forms.fields import AmountField, MintedIdField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent
from allervers.web.templatetags.design import day

from .file import request_or_404, trail
from .money import cents


class UrgentForm(Careful, forms.Form):
    """How much, and why it cannot wait."""

    id = MintedIdField()
    amount = AmountField(label="Montant accordé (€)", error_messages={"required": "Écrivez le montant accordé."})
    reason = forms.CharField(
        label="Motif",
        help_text="Pourquoi cela ne peut pas attendre la prochaine séance. Il est écrit dans la lettre.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Une décision a un motif : écrivez-le."},
    )

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def urgent(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """An urgent aid, within the cap that the commission gave."""
    form = UrgentForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            deciding.decide_urgently(
                asked, key=given["id"], by=request.user, reason=given["reason"], amount_cents=cents(given["amount"])
            )
        if not form.errors:
            messages.success(request, "L’aide urgente est accordée. La prochaine séance la ratifiera.")
            return redirect("financial_aid:request", asked.pk)
    title = "Accorder une aide urgente"
    context = {"form": form, "asked": asked, "title": title, "cap": deciding.cap_of(asked)}
    return render(request, "financial_aid/form.html", context | {"trail": trail(asked, title)})


class ReviewForm(Careful, forms.Form):
    """Which session looks at it again, and why."""

    session = forms.ModelChoiceField(
        FinancialAidSession.objects.none(),
        label="Séance",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choisissez une séance à venir.",
            "invalid_choice": "Cette séance n’est plus à venir : choisissez-en une autre.",
        },
    )
    why = forms.CharField(
        label="Motif du réexamen",
        help_text="Un recours, un fait nouveau, une erreur. Les membres le lisent à l’ordre du jour. Aucun nom.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Dites pourquoi cette décision est à revoir."},
    )

    def __init__(self, *args, coming, **options):
        super().__init__(*args, **options)
        self.fields["session"].queryset = coming
        self.fields["session"].label_from_instance = lambda session: f"Séance du {day(session.held_on)}"


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """Put what was decided on the agenda of a session to come; what it decides corrects the decision."""
    coming = sessions.to_come(asked.service_id)
    form = ReviewForm(**posted(request), coming=coming)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            sessions.review(given["session"], asked, why=given["why"])
        if not form.errors:
            held_on = given["session"].held_on
            messages.success(request, f"La demande est à l’ordre du jour de la séance du {day(held_on)}.")
            return redirect("financial_aid:request", asked.pk)
    title = "Réexaminer la décision"
    context = {"form": form, "asked": asked, "title": title, "trail": trail(asked, title)}
    return render(request, "financial_aid/form.html", context | {"no_session": not coming.exists()})


def decision_or_404(request: HttpRequest, aid_decision_id: UUID) -> FinancialAidDecision:
    """A decision of the account's service, with its letter."""
    found = FinancialAidDecision.objects.select_related("request__person", "letter")
    return get_object_or_404(found, pk=aid_decision_id)


@requires(EXAMINE, of=decision_or_404, may=may_examine_part, refused=Http404)
@require_safe
def letter(request: HttpRequest, decision: FinancialAidDecision) -> HttpResponse:
    """The letter, to print."""
    journal.note_reading(decision.request.person, request.user, journal.FINANCIAL_AID)
    return pdf_response(letters.pdf(decision.letter), f"{decision.request.reference.lower()}.pdf", ours=True)
