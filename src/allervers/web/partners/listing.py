"""The list of the fund's agreements, the first to end first, and the same as a file."""

import datetime

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from allervers.domain.organisations.models import Organisation
from allervers.domain.partners import queries
from allervers.domain.partners.codes import AgreementKind
from allervers.domain.partners.exported import HEADER, rows
from allervers.domain.partners.models import Agreement
from allervers.domain.partners.permissions import RECORD
from allervers.domain.partners.queries import State
from allervers.domain.partners.words import shown
from allervers.domain.people.texts import tidied
from allervers.web.access import requires
from allervers.web.exports import csv_response

from .forms import network_choices
from .said import Row

PER_PAGE = 25


class AgreementsFilter(forms.Form):
    """Which agreements. The filters stand in the address: agreements name nobody."""

    mark_optional = False

    etat = forms.ChoiceField(label="État", choices=[("", "Toutes"), *State.choices], required=False)
    reseau = forms.ChoiceField(label="Réseau", required=False)
    sorte = forms.ChoiceField(label="Sorte", choices=[("", "Toutes"), *AgreementKind.choices], required=False)
    cherche = forms.CharField(
        label="Partenaire, SIRET", max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )

    def __init__(self, asked, fund: Organisation, today: datetime.date):
        super().__init__({name: asked.get(name, "") for name in self.base_fields})
        self.fund, self.today = fund, today
        self.fields["reseau"].choices = [("", "Tous"), *network_choices(queries.words_of(fund))]
        self.is_valid()
        self.said = {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def narrows(self) -> bool:
        return any(self.said.values())

    def agreements(self) -> QuerySet[Agreement]:
        found = queries.agreements_of(self.fund).filter(queries.in_state(self.said["etat"], self.today))
        if self.said["reseau"]:
            found = found.filter(network=self.said["reseau"])
        if self.said["sorte"]:
            found = found.filter(kind=self.said["sorte"])
        text = tidied(self.said["cherche"]).replace("\0", "").strip()
        return queries.saying(found, text) if text else found


@requires(RECORD)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page, below how many are in force, end soon, and with whom."""
    fund, today = request.user.organisation, timezone.localdate()
    filters = AgreementsFilter(request.GET, fund, today)
    page = Paginator(filters.agreements(), PER_PAGE).get_page(request.GET.get("page"))
    standing = queries.standing(fund, today)
    context = {
        "filters": filters,
        "page": page,
        "rows": [Row(agreement, today) for agreement in page],
        "number": page.paginator.count,
        "standing": standing,
        "counts": [
            {"label": state.label, "number": number, "url": _address(etat=state.value)}
            for state, number in (
                (State.IN_FORCE, standing.in_force),
                (State.WITHIN_90, standing.within_90),
                (State.WITHIN_30, standing.within_30),
                (State.ENDED, standing.ended),
            )
        ],
        "networks": [
            {"label": shown(word), "number": number, "url": _address(etat=State.IN_FORCE.value, reseau=word)}
            for word, number in standing.networks
        ],
        "asked": request.GET.urlencode(),
    }
    return render(request, "partners/agreements.html", context)


def _address(**asked) -> str:
    return f"{reverse('partners:agreements')}?{urlencode(asked)}"


@requires(RECORD)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all its pages, as the file that `allervers import agreements` reads."""
    fund, today = request.user.organisation, timezone.localdate()
    agreements = AgreementsFilter(request.GET, fund, today).agreements()
    return csv_response(f"conventions-{today:%Y-%m-%d}.csv", list(HEADER), rows(agreements, fund.code))
