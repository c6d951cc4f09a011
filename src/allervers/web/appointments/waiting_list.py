"""Who waits for an earlier moment: told by the outbox when one becomes free, and called from this list."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.appointments import waiting
from allervers.domain.appointments.codes import Kind
from allervers.domain.appointments.models import Place, Waiting
from allervers.domain.appointments.permissions import BOOK, may_book, may_change
from allervers.domain.appointments.queries import offers
from allervers.domain.appointments.words import when
from allervers.domain.people.models import Person
from allervers.web.access import requires
from allervers.web.careful import Careful, posted

from .appointment import person_or_404

SHOWN = 100


@requires(BOOK)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The longest wait first, each with the first moment that is free for them."""
    fund_id = request.user.organisation_id
    found = list(waiting.waits(fund_id)[:SHOWN])
    first: dict[tuple, str] = {}
    for key in {(each.kind, each.place_id) for each in found}:
        wanted = {"kind": key[0]} | ({"place": key[1]} if key[1] else {})
        offered = offers(fund_id, at_most=1, **wanted)
        first[key] = when(offered[0].slot.local_start) if offered else ""
    rows = [{"waiting": each, "first": first[each.kind, each.place_id]} for each in found]
    return render(request, "appointments/waiting.html", {"rows": rows})


class WaitingForm(Careful, forms.Form):
    """What for, and where if not anywhere."""

    kind = forms.ChoiceField(label="Pour quoi ?", choices=Kind.choices)
    place = forms.ModelChoiceField(Place.objects.none(), label="Où ?", required=False, empty_label="N’importe où")

    def __init__(self, *args, fund_id: int, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = Place.objects.filter(fund_id=fund_id, closed_at=None)


@requires(BOOK, of=person_or_404, may=may_book)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, person: Person) -> HttpResponse:
    """The person waits; sent twice, they wait once."""
    form = WaitingForm(**posted(request), fund_id=person.fund_id)
    if request.method == "POST" and form.is_valid():
        waiting.add(person, form.cleaned_data["kind"], request.user, form.cleaned_data["place"])
        messages.success(request, "La personne est sur la liste d’attente.")
        return redirect("casework:person", person.pk)
    title = "Inscrire sur la liste d’attente"
    context = {
        "form": form,
        "title": title,
        "lead": person.full_name,
        "submit": "Inscrire",
        "back": reverse("casework:person", args=[person.pk]),
        "trail": [{"label": person.full_name, "url": reverse("casework:person", args=[person.pk])}, {"label": title}],
    }
    return render(request, "appointments/form.html", context)


def _waiting(request: HttpRequest, waiting_id: uuid.UUID) -> Waiting:
    return get_object_or_404(Waiting, pk=waiting_id)


@requires(BOOK, of=_waiting, may=may_change)
@require_POST
def end(request: HttpRequest, found: Waiting) -> HttpResponse:
    """The person waits no more."""
    waiting.end(found)
    messages.success(request, "La personne n’est plus sur la liste d’attente.")
    return redirect("appointments:waiting")
