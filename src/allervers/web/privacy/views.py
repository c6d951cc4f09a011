"""For the data-protection officer: what will be erased and when, what was, and who read what."""

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.documents.queries import last_check_of
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.privacy import queries
from allervers.domain.privacy.retention import DETECTION_MONTHS, RETENTION_MONTHS, RIGHTS_FILE_MONTHS, erase_on
from allervers.web.access import requires
from allervers.web.exports import csv_response
from allervers.web.templatetags.design import MONTHS

from .forms import ALL, HorizonForm, JournalForm

PER_PAGE = 50
LARGEST_FILE = 50_000


@requires(Permission.SEE_PRIVACY)
@require_safe
def retention(request):
    """What the next runs of the job will erase, and what the past ones did. Nobody is named: only identifiers lead
    to a person's page, whose opening is written down."""
    fund_id, today = request.user.organisation_id, timezone.localdate()
    form = HorizonForm({"delai": request.GET["delai"]} if "delai" in request.GET else None)
    forecast = queries.forecast(fund_id, today)
    detections = queries.forecast_of_detections(fund_id, today)
    due_by = None if form.asked() == ALL else today + datetime.timedelta(days=int(form.asked()))
    files = Paginator(queries.closed_files(fund_id, due_by), PER_PAGE).get_page(request.GET.get("page"))
    for file in files:
        file.erase_on = erase_on(file.closed_on)
    context = {
        "form": form,
        "months_kept": RETENTION_MONTHS,
        "detections_due": [detections.due_now, detections.within(90)],
        "detection_months": DETECTION_MONTHS,
        "runs": queries.runs(),
        "documents": last_check_of(fund_id),
        "rights_file_months": RIGHTS_FILE_MONTHS,
        "due": [
            {"label": "Dès maintenant", "value": forecast.due_now},
            {"label": "D'ici 30 jours", "value": forecast.within(30)},
            {"label": "D'ici 90 jours", "value": forecast.within(90)},
        ],
        "by_month": [
            {"label": f"{MONTHS[month.month - 1].capitalize()} {month.year}", "value": count}
            for month, count in forecast.by_month.items()
        ],
        "page": files,
        "erasures": queries.erasures(fund_id)[:12],
    }
    return render(request, "privacy/retention.html", context)


def _journal(request) -> tuple[JournalForm, object, datetime.date, datetime.date]:
    fund_id = request.user.organisation_id
    asked = {name: request.GET[name] for name in ("compte", "du", "au") if request.GET.get(name)}
    form = JournalForm(asked or None, fund_id=fund_id)
    since, until, account_id = form.asked()
    return form, queries.readings(fund_id, since, until, account_id), since, until


def _still_there(page) -> set:
    """Persons of this page who were not erased."""
    return set(Person.objects.filter(pk__in={reading.person_id for reading in page}).values_list("pk", flat=True))


@requires(Permission.SEE_PRIVACY)
@require_safe
def readings(request):
    """Who opened which person's page, the latest first."""
    form, found, since, until = _journal(request)
    page = Paginator(found.prefetch_related("account__organisation"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "since": since, "until": until, "still_there": _still_there(page)}
    return render(request, "privacy/readings.html", context)


@requires(Permission.SEE_PRIVACY)
@require_safe
def export_readings(request):
    """The same list as a file: identifiers of persons, no names."""
    _, found, since, until = _journal(request)
    if found.count() > LARGEST_FILE:
        messages.error(request, "Plus de 50 000 consultations : choisissez une période plus courte pour les exporter.")
        return redirect(f"{reverse('privacy:readings')}?{request.GET.urlencode()}")
    rows = (
        (
            timezone.localtime(reading.at),
            reading.account.username,
            str(reading.account),
            reading.account.organisation.name,
            reading.account.get_role_display(),
            reading.what,
            reading.person_id,
        )
        for reading in found.prefetch_related("account__organisation")
    )
    heading = ["Date et heure", "Identifiant du compte", "Nom", "Organisme", "Rôle", "Écran", "Personne"]
    return csv_response(f"consultations-{since}-{until}.csv", heading, rows)
