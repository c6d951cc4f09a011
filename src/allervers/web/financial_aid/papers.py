"""The papers of a request: sending one, opening it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.documents import intake
from allervers.domain.documents import workflow as documents
from allervers.domain.documents.sealing import Spoilt
from allervers.domain.financial_aid import workflow
from allervers.domain.financial_aid.codes import PaperKind
from allervers.domain.financial_aid.models import FinancialAidPaper, FinancialAidRequest
from allervers.domain.financial_aid.permissions import EXAMINE, may_examine, may_examine_part
from allervers.domain.privacy import journal
from allervers.web.access import requires
from allervers.web.careful import only_show_when_resumed, posted, tidy_texts
from allervers.web.exports import pdf_response
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import AmountField, MintedIdField
from allervers.web.forms.files import NOT_STORED, TOO_HEAVY, FilesField, is_too_heavy
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .file import request_or_404, trail
from .money import cents


class PaperForm(forms.Form):
    """A document and, of an invoice, what makes it one and no other."""

    id = MintedIdField()
    kind = forms.ChoiceField(
        label="Quel document ?",
        choices=PaperKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites quel document c’est."},
    )
    content = FilesField(
        label="Fichier", help_text=f"Un PDF, ou une ou plusieurs photos. {intake.MOST_BYTES // 1024**2} Mo au plus."
    )
    issuer = forms.CharField(
        label="Émis par", help_text="Obligatoire pour une facture.", max_length=200, required=False
    )
    number = forms.CharField(label="Numéro du document", max_length=60, required=False)
    dated_on = TypedDateField(label="Date du document", help_text="Obligatoire pour une facture.", required=False)
    amount = AmountField(label="Montant (€)", help_text="Obligatoire pour une facture.", required=False)

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        tidy_texts(self)

    def clean(self):
        given = super().clean()
        if given.get("kind") == PaperKind.INVOICE:
            asked = {
                "issuer": "D’une facture, dites qui l’a émise.",
                "dated_on": "D’une facture, dites la date.",
                "amount": "D’une facture, dites le montant.",
            }
            for name, sentence in asked.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        only_show_when_resumed(self)
        return given

    def said(self) -> dict:
        given = self.cleaned_data
        kept = {name: given[name] for name in ("kind", "issuer", "number", "dated_on")}
        return kept | {"amount_cents": cents(given["amount"]) or None}


def paper_or_404(request: HttpRequest, aid_paper_id: UUID) -> FinancialAidPaper:
    """A paper of a request of the account's service."""
    return get_object_or_404(FinancialAidPaper.objects.select_related("request__person", "document"), pk=aid_paper_id)


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def add(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """One more document."""
    form = PaperForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and is_too_heavy(request):
        form.add_error("content", TOO_HEAVY)
    elif request.method == "POST" and form.is_valid() and _keep(request, asked, form):
        return redirect("financial_aid:request", asked.pk)
    title = "Ajouter un document"
    context = {"form": form, "asked": asked, "title": title, "with_file": True, "trail": trail(asked, title)}
    return render(request, "financial_aid/form.html", context)


def _keep(request: HttpRequest, asked: FinancialAidRequest, form: PaperForm) -> bool:
    """Whether the document is kept; else the form says why not."""
    received = [each.read() for each in form.cleaned_data["content"]]
    try:
        with refusals_in(form):
            paper, now = workflow.add_paper(
                asked, intake.read(received), received, key=form.cleaned_data["id"], author=request.user, **form.said()
            )
    except intake.Refused as refusal:
        form.add_error("content", str(refusal))
    except OSError:
        form.add_error(None, NOT_STORED)
    if form.errors:
        return False
    said = "Le document est enregistré." if now else "Ce document était déjà enregistré."
    messages.success(request, f"{said} {paper.get_kind_display()}, {paper.document.pages} p.")
    return True


@requires(EXAMINE, of=paper_or_404, may=may_examine_part, refused=Http404)
@require_safe
def read(request: HttpRequest, paper: FinancialAidPaper) -> HttpResponse:
    """The document itself, as an attachment: never shown by the browser in our place."""
    why = "" if paper.document.is_openable else paper.document.get_scan_display()
    content = b""
    try:
        content = content if why else documents.content_of(paper.document)
    except (OSError, Spoilt):
        why = "le document ne peut pas être lu, un contrôle le signale"
    if why:
        messages.warning(request, f"Ce document ne s’ouvre pas : {why}.")
        return redirect("financial_aid:request", paper.request_id)
    journal.note_reading(paper.request.person, request.user, journal.FINANCIAL_AID_PAPER)
    response = pdf_response(content, f"{paper.request.reference.lower()}-{paper.kind}.pdf")
    response["Content-Security-Policy"] = "sandbox"
    return response
