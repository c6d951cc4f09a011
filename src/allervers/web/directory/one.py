"""One structure: where it is, when it is open, how it is reached, and what the fund knows of it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allervers.domain.directory import queries, workflow
from allervers.domain.directory.models import Structure
from allervers.domain.directory.permissions import KEEP, READ
from allervers.domain.organisations.models import Organisation, User
from allervers.web.access import requires

from .said import Contacts, Row, networks_of, week_of


def structure_or_404(request: HttpRequest, structure_id: int) -> Structure:
    """Any structure of the directory, those that their source no longer has included."""
    return get_object_or_404(Structure, pk=structure_id)


class ReferentForm(forms.Form):
    """Who of the fund speaks with the structure."""

    referent = forms.ModelChoiceField(User.objects.none(), label="Référent", required=False, empty_label="Personne")

    def __init__(self, *args, fund: Organisation, **options):
        super().__init__(*args, **options)
        self.fields["referent"].queryset = User.objects.filter(organisation=fund, is_active=True).order_by(
            "last_name", "first_name", "pk"
        )
        self.fields["referent"].label_from_instance = lambda user: user.get_full_name() or user.get_username()


@requires(READ, of=structure_or_404)
@require_safe
def show(request: HttpRequest, structure: Structure) -> HttpResponse:
    """The page of one structure."""
    fund = queries.fund_of(request.user)
    known = queries.acquaintance(fund, structure)
    keeps = request.user.may(KEEP)
    context = {
        "structure": structure,
        "row": Row.of(structure, timezone.now()),
        "networks": networks_of(structure),
        "contacts": Contacts.of(structure, request.user),
        "week": week_of(structure),
        "known": known,
        "is_stale": queries.is_stale(known),
        "same": queries.same_as(structure),
        "form": ReferentForm(initial={"referent": known and known.referent_id}, fund=fund) if keeps else None,
        "trail": [{"label": "Annuaire", "url": reverse("directory:structures")}, {"label": structure.name}],
    }
    return render(request, "directory/one.html", context)


@requires(KEEP, of=structure_or_404)
@require_POST
def confirm(request: HttpRequest, structure: Structure) -> HttpResponse:
    """Somebody of the fund found the page right today."""
    workflow.confirm(structure, request.user, timezone.localdate())
    messages.success(request, "C’est noté : cette page est juste aujourd’hui.")
    return redirect("directory:one", structure.pk)


@requires(KEEP, of=structure_or_404)
@require_POST
def name_referent(request: HttpRequest, structure: Structure) -> HttpResponse:
    """Who of the fund speaks with it."""
    form = ReferentForm(request.POST, fund=request.user.organisation)
    if form.is_valid():
        workflow.refer_to(structure, form.cleaned_data["referent"], request.user)
        messages.success(request, "Le référent est enregistré.")
    else:
        messages.error(request, workflow.OF_ANOTHER)
    return redirect("directory:one", structure.pk)
