"""One request: what is asked, what the law says of it, who was asked before, its papers."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.financial_aid import workflow
from allervers.domain.financial_aid.codes import FunderAnswer, Scheme, State
from allervers.domain.financial_aid.models import FinancialAidFunder, FinancialAidRequest
from allervers.domain.financial_aid.payments import payee_of
from allervers.domain.financial_aid.permissions import EXAMINE, may_examine, may_examine_part
from allervers.domain.financial_aid.queries import judged, last_resort
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import journal
from allervers.domain.social_service.permissions import may_refer
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import AmountField, MintedIdField, YesNoField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .ask import TO_CHECK
from .money import cents

# What the law misses → what the page says.
MISSING = {
    "affiliated": "sa situation à la caisse",
    "ame": "sa situation à la caisse",
    "migrants_scheme": "sa situation à la caisse",
    "financial_difficulty": "sa difficulté financière",
    "comfort": "si c’est une dépense de confort",
    "other_funders_asked": "quels autres organismes ont été sollicités",
    "social_evaluation": "l’évaluation du service social",
}


def request_or_404(request: HttpRequest, aid_request_id: UUID) -> FinancialAidRequest:
    """A request that the database shows to the account."""
    return get_object_or_404(FinancialAidRequest.objects.select_related("person", "author"), pk=aid_request_id)


def funder_or_404(request: HttpRequest, aid_funder_id: UUID) -> FinancialAidFunder:
    """A body that was asked, of a request of the account's service."""
    return get_object_or_404(FinancialAidFunder.objects.select_related("request__person"), pk=aid_funder_id)


def trail(asked: FinancialAidRequest, here: str = "") -> list[dict]:
    """Desk, file, and the page below it."""
    above = [{"label": "Aides financières", "url": reverse("financial_aid:desk")}]
    if not here:
        return [*above, {"label": asked.reference}]
    page = reverse("financial_aid:request", args=[asked.pk])
    return [*above, {"label": asked.reference, "url": page}, {"label": here}]


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_safe
def show(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """The page; each opening is written into the journal of reads."""
    journal.note_reading(asked.person, request.user, journal.FINANCIAL_AID)
    prefetch_related_objects([asked], "financialaidfunders")
    finding = judged(asked, asked_first=last_resort(asked))
    context = {
        "asked": asked,
        "age": asked.person.age_on(timezone.localdate()),
        "funders": asked.financialaidfunders.all(),
        "papers": asked.financialaidpapers.select_related("document"),
        "decisions": asked.financialaiddecisions.select_related("session").prefetch_related("payments"),
        "payee": payee_of(asked),
        "effect": asked.financialaideffects.first(),
        "finding": finding,
        "missing": list(dict.fromkeys(MISSING[name] for name in finding.missing)),
        "is_open": asked.state == State.OPEN,
        "may_review": asked.state in (State.GRANTED, State.REFUSED),
        "may_refer": may_refer(request.user, asked.person),
        "trail": trail(asked),
    }
    return render(request, "financial_aid/request.html", context)


class CompleteForm(Careful, forms.Form):
    """What was looked up since the request came."""

    scheme = forms.ChoiceField(label="Sa situation à la caisse", choices=Scheme.choices, widget=forms.RadioSelect)
    financial_difficulty = YesNoField("Est-elle en difficulté financière ?", unknown=TO_CHECK)
    comfort = YesNoField("Est-ce une dépense de confort ou d’esthétique ?", unknown=TO_CHECK)
    social_evaluation_on = TypedDateField(
        label="Évaluation du service social reçue le", help_text="Pour un secours d’urgence.", required=False
    )


class FunderForm(Careful, forms.Form):
    """A body that could pay, and when it was asked."""

    id = MintedIdField()
    body = forms.CharField(
        label="Organisme sollicité",
        help_text="Complémentaire, département, caisse de retraite, CCAS, MDPH…",
        max_length=200,
        error_messages={"required": "Écrivez le nom de l’organisme."},
    )
    asked_on = TypedDateField(label="Sollicité le", error_messages={"required": "Indiquez le jour."})

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


class FunderAnswerForm(Careful, forms.Form):
    """What it said, on which day."""

    answer = forms.ChoiceField(
        label="Sa réponse",
        choices=[choice for choice in FunderAnswer.choices if choice[0] != FunderAnswer.WAITING],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que l’organisme a répondu."},
    )
    answered_on = TypedDateField(label="Répondu le", error_messages={"required": "Indiquez le jour de la réponse."})
    amount = AmountField(label="Montant accordé (€)", help_text="En cas d’accord.", required=False)


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """What was still to be looked up."""
    asked_again = ("scheme", "financial_difficulty", "comfort", "social_evaluation_on")
    initial = {name: getattr(asked, name) for name in asked_again}
    form = CompleteForm(**posted(request), initial=initial)
    return form_page(request, asked, form, "Compléter la demande", lambda given: workflow.complete(asked, **given))


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def add_funder(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """One more body in the list of those that were asked before the fund."""

    def write(given):
        workflow.add_funder(asked, key=given["id"], body=given["body"], asked_on=given["asked_on"])

    form = FunderForm(**posted(request), intent=intent_of(request))
    return form_page(request, asked, form, "Un organisme sollicité", write)


@requires(EXAMINE, of=funder_or_404, may=may_examine_part, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_funder(request: HttpRequest, funder: FinancialAidFunder) -> HttpResponse:
    """What this body has answered."""

    def write(given):
        workflow.answer_funder(
            funder, answer=given["answer"], answered_on=given["answered_on"], amount_cents=cents(given["amount"])
        )

    return form_page(
        request, funder.request, FunderAnswerForm(**posted(request)), f"Réponse de l’organisme : {funder.body}", write
    )


def form_page(request: HttpRequest, asked: FinancialAidRequest, form: forms.Form, title: str, write) -> HttpResponse:
    """Show the form; once it is written, back to the file."""
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            write(form.cleaned_data)
        if not form.errors:
            messages.success(request, "C’est enregistré.")
            return redirect("financial_aid:request", asked.pk)
    context = {"form": form, "asked": asked, "title": title, "trail": trail(asked, title)}
    return render(request, "financial_aid/form.html", context)


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@require_POST
def withdraw(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """The person asks no more."""
    try:
        workflow.withdraw(asked)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "La demande est retirée. Ses factures peuvent servir à une autre demande.")
    return redirect("financial_aid:request", asked.pk)
