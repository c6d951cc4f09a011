"""Paying: to whom, the batches that leave for the bank, and the bank's answer."""

import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.financial_aid import payments
from allervers.domain.financial_aid.codes import PayeeKind, PaymentState
from allervers.domain.financial_aid.models import FinancialAidBatch, FinancialAidPayee, FinancialAidRequest
from allervers.domain.financial_aid.permissions import EXAMINE, may_examine, may_examine_part, may_pay
from allervers.domain.financial_aid.queries import place_of
from allervers.domain.people.texts import written_in_latin_letters
from allervers.domain.pieces.refusals import Refused
from allervers.law.wording import euros
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.files import TOO_HEAVY, is_too_heavy
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent

from .file import request_or_404, trail


class IbanField(forms.CharField):
    """An account, in groups of four or not; what is wrong is said by the workflow."""

    def __init__(self, label: str, **options):
        widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
        missing = {"required": "Écrivez l’IBAN, qui commence par deux lettres."}
        super().__init__(label=label, max_length=42, widget=widget, error_messages=missing, **options)


class PayeeForm(Careful, forms.Form):
    """Who is paid, on which account."""

    id = MintedIdField()
    kind = forms.ChoiceField(
        label="À qui l’aide est-elle versée ?",
        choices=PayeeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites à qui l’aide est versée."},
    )
    name = forms.CharField(
        label="Titulaire du compte",
        max_length=70,
        validators=[written_in_latin_letters],
        error_messages={"required": "Écrivez le titulaire du compte."},
    )
    iban = IbanField("IBAN")

    def __init__(self, *args, intent: UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)


class BatchForm(Careful, forms.Form):
    """The fund's account, and the day."""

    id = MintedIdField()
    execute_on = ComingDateField(label="À exécuter le", error_messages={"required": "Indiquez le jour d’exécution."})
    name = forms.CharField(
        label="Titulaire du compte payeur",
        max_length=70,
        error_messages={"required": "Écrivez le titulaire du compte payeur."},
    )
    iban = IbanField("IBAN du compte payeur")
    bic = forms.CharField(
        label="BIC du compte payeur", max_length=11, error_messages={"required": "Écrivez le BIC du compte payeur."}
    )


class ReturnForm(forms.Form):
    """The bank's answer."""

    content = forms.FileField(
        label="Fichier de retour",
        help_text="Un CSV dont la première ligne est : reference;montant;etat;date;motif",
        error_messages={"required": "Choisissez le fichier de retour.", "empty": "Ce fichier est vide."},
    )


@requires(EXAMINE, of=request_or_404, may=may_examine, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def payee(request: HttpRequest, asked: FinancialAidRequest) -> HttpResponse:
    """The account that a request is paid to; where there is one already, another one that replaces it."""
    form = PayeeForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            made = payments.set_payee(
                asked, key=given["id"], by=request.user, kind=given["kind"], name=given["name"],
                typed_iban=given["iban"],
            )  # fmt: skip
        if not form.errors:
            waits = "" if made.is_usable else " Une deuxième personne doit le confirmer avant tout virement."
            messages.success(request, f"Le compte est enregistré.{waits}")
            return redirect("financial_aid:request", asked.pk)
    title = "Compte à payer"
    context = {"form": form, "asked": asked, "title": title, "trail": trail(asked, title)}
    return render(request, "financial_aid/form.html", context)


def payee_or_404(request: HttpRequest, aid_payee_id: UUID) -> FinancialAidPayee:
    """An account to pay, of a request of the account's service."""
    return get_object_or_404(FinancialAidPayee.objects.select_related("request"), pk=aid_payee_id)


@requires(EXAMINE, of=payee_or_404, may=may_examine_part, refused=Http404)
@require_POST
def confirm(request: HttpRequest, account: FinancialAidPayee) -> HttpResponse:
    """A second person has compared a changed account with its proof."""
    try:
        payments.confirm(account, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Le compte changé est confirmé.")
    return redirect("financial_aid:request", account.request_id)


@requires(EXAMINE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def show_all(request: HttpRequest) -> HttpResponse:
    """What is to be paid, a batch to be made, and those that were made."""
    made = list(payments.batches_of(request.user)[:50])
    last = made[0] if made else None
    initial = {"id": intent_of(request), "execute_on": timezone.localdate() + datetime.timedelta(days=1)}
    if last:
        initial |= {"name": last.debtor_name, "iban": last.debtor_iban, "bic": last.debtor_bic}
    form = BatchForm(**posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            batch = payments.make(
                *place_of(request.user), payments.Debtor(given["name"], given["iban"], given["bic"]),
                key=given["id"], by=request.user, execute_on=given["execute_on"],
            )  # fmt: skip
        if not form.errors:
            said = f"Le lot est fait : {batch.count} virement{'s' * (batch.count > 1)}, {euros(batch.total_cents)}."
            messages.success(request, said)
            return redirect("financial_aid:batch", batch.pk)
    due = payments.to_pay_by(request.user)
    told = due.aggregate(number=Count("pk"), cents=Coalesce(Sum("amount_cents"), 0))
    context = {
        "form": form,
        "batches": made,
        "due": due[:20],
        "number": told["number"],
        "total": told["cents"],
        "trail": [{"label": "Aides financières", "url": reverse("financial_aid:desk")}, {"label": "Virements"}],
    }
    return render(request, "financial_aid/batches.html", context)


def batch_or_404(request: HttpRequest, aid_batch_id: UUID) -> FinancialAidBatch:
    """A batch of the account's service."""
    return get_object_or_404(FinancialAidBatch, pk=aid_batch_id)


@requires(EXAMINE, of=batch_or_404, may=may_pay, refused=Http404)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, batch: FinancialAidBatch) -> HttpResponse:
    """Its lines and their state; the return file is read here."""
    form = ReturnForm(**posted(request))
    if request.method == "POST" and is_too_heavy(request):
        form.add_error("content", TOO_HEAVY)
    elif request.method == "POST" and form.is_valid():
        try:
            told = payments.reconcile(batch, form.cleaned_data["content"].read(), by=request.user)
        except Refused as refusal:
            form.add_error("content", str(refusal))
        else:
            messages.success(
                request,
                f"Retour lu : {told.paid} payé(s), {euros(told.paid_cents)} ; {told.rejected} rejeté(s), "
                f"{euros(told.rejected_cents)} ; {told.known} déjà connu(s).",
            )
            return redirect("financial_aid:batch", batch.pk)
    counted = dict(batch.payments.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "batch": batch,
        "form": form,
        "lines": batch.payments.all()[:500],
        "counts": [(state.label, counted.get(state, 0)) for state in PaymentState],
        "trail": [
            {"label": "Virements", "url": reverse("financial_aid:batches")},
            {"label": f"Lot du {timezone.localdate(batch.made_at):%d/%m/%Y}"},
        ],
    }
    return render(request, "financial_aid/batch.html", context)


@requires(EXAMINE, of=batch_or_404, may=may_pay, refused=Http404)
@require_safe
def export(request: HttpRequest, batch: FinancialAidBatch) -> HttpResponse:
    """The file for the bank: the same bytes each time."""
    try:
        content = payments.content_of(batch)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("financial_aid:batch", batch.pk)
    headers = {"Content-Disposition": f'attachment; filename="virements-{batch.pk}.xml"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/xml", headers=headers)
