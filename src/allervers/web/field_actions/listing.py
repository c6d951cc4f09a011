"""The list of the fund's actions, what they add up to, and the same as a file."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.field_actions import queries
from allervers.domain.field_actions.codes import ActionPublic
from allervers.domain.field_actions.exported import HEADER, rows
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.field_actions.permissions import RECORD
from allervers.domain.organisations.models import Organisation
from allervers.domain.people.texts import tidied
from allervers.web.access import requires
from allervers.web.exports import csv_response

from .said import Row

PER_PAGE = 25
COUNTED, WITHDRAWN = "", "retirees"


class ActionsFilter(forms.Form):
    """Which actions. The filters stand in the address: actions name nobody."""

    mark_optional = False

    annee = forms.TypedChoiceField(label="Année", coerce=int, empty_value=None, required=False)
    public = forms.ChoiceField(label="Public", choices=[("", "Tous"), *ActionPublic.choices], required=False)
    cherche = forms.CharField(
        label="Lieu, partenaire, service", max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )
    etat = forms.ChoiceField(
        label="État", choices=[(COUNTED, "Comptées"), (WITHDRAWN, "Retirées")], required=False
    )  # fmt: skip

    def __init__(self, asked, fund: Organisation):
        super().__init__({name: asked.get(name, "") for name in self.base_fields})
        self.fund = fund
        years = queries.years_of(fund)
        self.fields["annee"].choices = [("", "Toutes"), *((year, str(year)) for year in years)]
        self.is_valid()
        self.said = {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def narrows(self) -> bool:
        return any(self.said.values())

    @property
    def is_withdrawn(self) -> bool:
        return self.said["etat"] == WITHDRAWN

    def actions(self) -> QuerySet[FieldAction]:
        found = queries.actions_of(self.fund).filter(withdrawn_at__isnull=not self.is_withdrawn)
        if self.said["annee"]:
            found = found.filter(held_on__year=self.said["annee"])
        if self.said["public"]:
            found = found.filter(public=self.said["public"])
        text = tidied(self.said["cherche"]).replace("\0", "").strip()
        if text:
            found = queries.saying(found, text)
        return found


@requires(RECORD)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page, the latest first, below what all of it adds up to."""
    filters = ActionsFilter(request.GET, request.user.organisation)
    actions = filters.actions()
    number, totals = queries.totals(actions)
    page = Paginator(actions, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "rows": [Row(action) for action in page],
        "number": number,
        "totals": totals,
        "asked": request.GET.urlencode(),
    }
    return render(request, "field_actions/all.html", context)


@requires(RECORD)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all its pages, as the file that `allervers import actions` reads."""
    fund = request.user.organisation
    actions = ActionsFilter(request.GET, fund).actions()
    return csv_response(f"actions-{timezone.localdate():%Y-%m-%d}.csv", list(HEADER), rows(actions, fund.code))
