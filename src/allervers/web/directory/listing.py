"""Structures near the fund, with the place of each on a drawing of the department."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.directory import queries
from allervers.domain.directory.models import Structure
from allervers.domain.directory.permissions import KEEP, READ
from allervers.domain.directory.reading import NETWORKS
from allervers.domain.people.texts import tidied
from allervers.web.access import requires

from .map import MOST, drawn
from .said import Row

PER_PAGE = 25
EVERYWHERE = "tous"


class DirectoryFilter(forms.Form):
    """Which structures. The filters stand in the address: structures are no persons."""

    mark_optional = False

    cherche = forms.CharField(
        label="Nom, commune, réseau", max_length=60, required=False, widget=forms.TextInput({"type": "search"})
    )
    reseau = forms.ChoiceField(
        label="Réseau",
        choices=[("", "Tous"), *sorted(NETWORKS.items(), key=lambda known: known[1].lower())],
        required=False,
    )
    departement = forms.ChoiceField(label="Département", required=False)

    def __init__(self, asked, usual: str):
        given = {name: asked.get(name, "") for name in self.base_fields}
        super().__init__(given | {"departement": given["departement"] or usual})
        known = sorted({*queries.departments(), usual} - {""})
        self.fields["departement"].choices = [*((code, code) for code in known), (EVERYWHERE, "Tous")]
        self.is_valid()
        self.said = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        self.said["departement"] = self.said["departement"] or usual
        self.usual = usual

    @property
    def narrows(self) -> bool:
        return bool(self.said["cherche"] or self.said["reseau"] or self.said["departement"] != self.usual)

    @property
    def department(self) -> str:
        return "" if self.said["departement"] == EVERYWHERE else self.said["departement"]

    def structures(self) -> QuerySet[Structure]:
        found = queries.structures_in(self.department)
        if self.said["reseau"]:
            found = found.filter(networks__contains=[self.said["reseau"]])
        text = tidied(self.said["cherche"]).replace("\0", "").strip()
        return queries.saying(found, text) if text else found


@requires(READ)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Those of the department of the fund, 25 a page, the ones that the fund knows to be right first."""
    fund, moment = queries.fund_of(request.user), timezone.now()
    usual = fund.department if fund else ""
    filters = DirectoryFilter(request.GET, usual)
    found = queries.known_first(filters.structures(), fund, timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    keeps = request.user.may(KEEP)
    context = {
        "filters": filters,
        "page": page,
        "rows": [Row.of(structure, moment) for structure in page],
        "number": page.paginator.count,
        "map": drawn(filters.structures(), page) if page.paginator.count <= MOST else None,
        "department": filters.department,
        "questions": queries.questions(usual).count() if keeps else 0,
    }
    return render(request, "directory/structures.html", context)
