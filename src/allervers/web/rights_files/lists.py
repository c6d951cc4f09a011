"""The queue of whoever examines, and the files that an account deposited."""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.organisations.roles import Permission
from allervers.domain.rights_files.codes import UNDER_WAY, Right, Status
from allervers.domain.rights_files.models import RightsFile
from allervers.domain.rights_files.queries import deposited_by, late, queue
from allervers.web.access import requires

PER_PAGE = 25
SOON = datetime.timedelta(days=7)
TAGS = {
    Status.DEPOSITED: "info",
    Status.DOCUMENTS_REQUESTED: "warning",
    Status.AWAITING_ADHESION: "warning",
    Status.AWAITING_PORTABILITY: "warning",
    Status.DECIDED: "success",
}


class Filters(forms.Form):
    """They stand in the address: none of them says anything about a person."""

    mark_optional = False

    right = forms.ChoiceField(label="Droit", required=False)
    status = forms.ChoiceField(label="État", required=False)
    late = forms.BooleanField(label="En retard seulement", required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["right"].choices = [("", "Tous"), *[(right, right.label.partition(" (")[0]) for right in Right]]
        self.fields["status"].choices = [("", "Tous"), *[(status, status.label.capitalize()) for status in UNDER_WAY]]

    def apply(self, files: QuerySet[RightsFile]) -> QuerySet[RightsFile]:
        """The files that pass; a filter that is not understood says so and keeps all of them."""
        if not self.is_valid():
            return files
        wanted = self.cleaned_data
        if wanted["right"]:
            files = files.filter(right=wanted["right"])
        if wanted["status"]:
            files = files.filter(status=wanted["status"])
        return late(files, timezone.localdate()) if wanted["late"] else files

    @property
    def narrows(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())


@dataclass(frozen=True)
class Row:
    """One line of a list; `urgency` is the tag of its day (late, soon), or empty."""

    file: RightsFile
    tag: str
    urgency: str
    days: int | None


def row_of(file: RightsFile, today: datetime.date) -> Row:
    days = None if file.due_on is None else (file.due_on - today).days
    urgency = "" if days is None else "urgent" if days < 0 else "warning" if days <= SOON.days else ""
    return Row(file, TAGS.get(file.status, "neutral"), urgency, days)


@requires(Permission.EXAMINE_FILE)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the organisation of this account, the earliest day first."""
    filters = Filters(request.GET)
    return _page(request, filters.apply(queue(request.user)), "rights_files/queue.html", filters=filters)


@requires(Permission.DEPOSIT_FILE)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The files that this account deposited, the newest first, and where each of them stands."""
    return _page(request, deposited_by(request.user), "rights_files/mine.html")


def _page(request: HttpRequest, files: QuerySet[RightsFile], template: str, **context) -> HttpResponse:
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    return render(request, template, {**context, "page": page, "rows": [row_of(file, today) for file in page]})
