"""Persons who ask for all their data: what waits and until when, the copy, and its delivery."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.access_requests import queries, workflow
from allervers.domain.access_requests.codes import Delivery, Identity, Way
from allervers.domain.access_requests.models import AccessRequest
from allervers.domain.access_requests.permissions import ANSWER, SEE, may_answer, may_record, may_see
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy import journal
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import TypedDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.forms.refusals import refusals_in
from allervers.web.intent import intent_of, one_intent
from allervers.web.pieces.copy import MACHINE, READABLE, copy_response

ENDED_SHOWN = 50


def request_or_404(request: HttpRequest, access_id: uuid.UUID) -> AccessRequest:
    """A request of the account's fund."""
    return get_object_or_404(AccessRequest.objects.select_related("person__fund", "author"), pk=access_id)


def person_or_404(request: HttpRequest, person_id: uuid.UUID) -> Person:
    return get_object_or_404(Person.objects.select_related("fund"), pk=person_id)


@requires(SEE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is owed, by day; then what was answered."""
    fund_id, today = request.user.organisation_id, timezone.localdate()
    waiting = list(queries.under_way(fund_id).select_related("person"))
    context = {
        "waiting": [(each, (each.due_on - today).days) for each in waiting],
        "ended": queries.ended(fund_id)[:ENDED_SHOWN],
    }
    return render(request, "privacy/access_list.html", context)


class DeliverForm(Careful, forms.Form):
    """How the person got it, who was recognised by then."""

    delivery = forms.ChoiceField(
        label="Comment la copie est-elle remise ?",
        choices=[(each.value, each.label) for each in (Delivery.BY_HAND, Delivery.POST)],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment la copie est remise."},
    )


@requires(SEE, of=request_or_404, may=may_see)
@require_safe
def show(request: HttpRequest, asked: AccessRequest) -> HttpResponse:
    """One request: who asked, how they were recognised, where it stands."""
    return _page(request, asked, DeliverForm())


def _page(request: HttpRequest, asked: AccessRequest, form: forms.Form) -> HttpResponse:
    now = timezone.now()
    context = {
        "asked": asked,
        "days": (asked.due_on - timezone.localdate()).days,
        "may_answer": may_answer(request.user, asked),
        "is_kept": asked.prepared_at is not None and asked.expires_at > now,
        "form": form,
        "kinds": [(READABLE, "Fichier à lire et à imprimer"), (MACHINE, "Fichier pour un programme (JSON)")],
    }
    return render(request, "privacy/access.html", context)


@requires(ANSWER, of=request_or_404, may=may_answer)
@require_POST
def copy(request: HttpRequest, asked: AccessRequest) -> HttpResponse:
    """One of the two files, for the officer to print or to hand over; the journal of reads says that they had it."""
    try:
        content = workflow.content_of(asked)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("privacy:access", asked.pk)
    journal.note_reading(asked.person, request.user, journal.COPY)
    return copy_response(content, request.POST.get("kind", READABLE), asked.reference)


@requires(ANSWER, of=request_or_404, may=may_answer)
@require_POST
def deliver(request: HttpRequest, asked: AccessRequest) -> HttpResponse:
    """The copy is in the person's hands; the receipt is the page."""
    form = DeliverForm(**posted(request))
    if form.is_valid():
        with refusals_in(form):
            workflow.deliver(asked, delivery=form.cleaned_data["delivery"], by=request.user)
    if form.errors:
        return _page(request, asked, form)
    messages.success(request, "C’est noté : la copie est remise. Elle est gardée une heure encore, puis oubliée.")
    return redirect("privacy:access", asked.pk)


class RecordForm(Careful, forms.Form):
    """How the person asked, and how it was made sure that it is them."""

    id = MintedIdField()
    way = forms.ChoiceField(
        label="Comment la personne l’a-t-elle demandé ?",
        choices=[(each.value, each.label) for each in (Way.LETTER, Way.IN_PERSON)],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment la demande est arrivée."},
    )
    identity = forms.ChoiceField(
        label="Comment êtes-vous sûr que c’est elle ?",
        choices=[(each.value, each.label) for each in (Identity.SHOWN, Identity.COPY)],
        widget=forms.RadioSelect,
        error_messages={"required": "Vérifiez l’identité avant de noter la demande, et dites comment."},
    )
    asked_on = TypedDateField(
        label="Reçue le",
        help_text="La réponse est due un mois après ce jour.",
        error_messages={"required": "Indiquez le jour où la demande est arrivée."},
    )

    def __init__(self, *args, intent: uuid.UUID | None, **options):
        initial = {"asked_on": timezone.localdate()} | ({"id": intent} if intent else {})
        super().__init__(*args, initial=initial, **options)


@requires(ANSWER, of=person_or_404, may=may_record)
@require_http_methods(["GET", "POST"])
@one_intent
def record(request: HttpRequest, person: Person) -> HttpResponse:
    """The officer writes down that this person asks for their data."""
    form = RecordForm(**posted(request), intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            said = {name: given[name] for name in ("way", "identity", "asked_on")}
            asked = workflow.ask(person, key=given["id"], by=request.user, **said)
        if not form.errors:
            messages.success(request, "La demande est notée. Sa copie est faite en quelques minutes.")
            return redirect("privacy:access", asked.pk)
    return render(request, "privacy/access_record.html", {"form": form, "person": person})
