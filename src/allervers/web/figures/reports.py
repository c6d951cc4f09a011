"""The yearly report, downloaded from the figures: a fund's own, or the nation's and a region's."""

import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from allervers.domain.figures.editions import NotPrepared
from allervers.domain.figures.permissions import FUND_FIGURES
from allervers.domain.organisations.roles import Permission
from allervers.report.gathering import NothingToReport
from allervers.report.places import NATION, Place, of_fund, of_region
from allervers.report.writing import TYPES, file_of
from allervers.web.access import requires

from .forms import past_years, territory, under_way

KINDS = {"pptx": "PowerPoint", "pdf": "PDF", "ods": "Tableur"}


class ReportForm(forms.Form):
    """A year, the last that has ended first; the button that was pressed says which file."""

    mark_optional = False

    annee = forms.ChoiceField(label="Année", error_messages={"invalid_choice": "Choisissez une année de la liste."})
    fichier = forms.ChoiceField(label="Fichier", choices=KINDS.items())

    def __init__(self, data, *, today: datetime.date):
        super().__init__(data)
        self.fields["annee"].choices = [*past_years(today), under_way(today)]


class PlaceReportForm(ReportForm):
    """The nation, or one region."""

    region = territory()

    field_order = ["annee", "region", "fichier"]


def _answer(request, form_class: type[ReportForm], place_of) -> HttpResponse:
    """The file that is asked for, or the page to ask for it, with what prevents it."""
    form = form_class(request.GET if "fichier" in request.GET else None, today=timezone.localdate())
    if form.is_valid():
        try:
            return _download(int(form.cleaned_data["annee"]), place_of(form), form.cleaned_data["fichier"])
        except NotPrepared:
            form.add_error("annee", "Les chiffres de cette année sont en préparation : demandez-les dans une minute.")
        except NothingToReport:
            form.add_error("annee", f"Aucune saisine reçue ni aucun dossier clos en {form.cleaned_data['annee']}.")
    return render(request, "figures/report.html", {"form": form, "of_nation": form_class is PlaceReportForm})


def _download(year: int, place: Place, kind: str) -> HttpResponse:
    response = HttpResponse(file_of(year, place, f".{kind}"), content_type=TYPES[f".{kind}"])
    response["Content-Disposition"] = f'attachment; filename="bilan-{year}-{slugify(place.name)}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


@requires(FUND_FIGURES)
@require_safe
def of_own_fund(request):
    """One's own fund and no other: the address names none."""
    return _answer(request, ReportForm, lambda form: of_fund(request.user.organisation))


@requires(Permission.NATIONAL_FIGURES)
@require_safe
def of_nation(request):
    """The nation or a region, small numbers masked."""
    return _answer(request, PlaceReportForm, lambda form: of_region(form.cleaned_data["region"] or "") or NATION)
