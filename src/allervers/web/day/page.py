"""The page: who is to be called or looked at today, and what waits elsewhere."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.appointments.permissions import BOOK
from allervers.domain.coverage.permissions import PREVENT_GAPS
from allervers.domain.detections.permissions import EXAMINE_DETECTIONS
from allervers.domain.detections.queries import to_examine
from allervers.domain.organisations.models import Organisation, User
from allervers.domain.organisations.roles import Permission
from allervers.domain.referrals.queries import waiting_in_figures
from allervers.domain.rights_files.queries import queue
from allervers.web.access import requires

from . import accompanied, examined, received
from .rows import Kind, Row, Rows

PER_PAGE = 25

# What fills the day of an account that has the permission; each brings its reasons, in a fixed number of queries.
# Endings come after the files, since they are those of the persons followed.
SOURCES: list[tuple[Permission, Callable[[Rows], None]]] = [
    (Permission.ACCOMPANY, accompanied.add),
    (BOOK, received.add),
    (Permission.EXAMINE_FILE, examined.add),
    (PREVENT_GAPS, accompanied.add_endings),
]


@dataclass(frozen=True)
class Filter:
    """One kind of reason that the list can be narrowed to; empty for all of them."""

    code: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Elsewhere:
    """Another list on which something waits."""

    label: str
    count: int
    detail: str
    url: str


@requires(Permission.SEE_DAY)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The day of the account, 25 persons a page, narrowed by the kind of the address."""
    today = timezone.localdate()
    rows = Rows(request.user, today)
    for permission, add in SOURCES:
        if request.user.may(permission):
            add(rows)
    everybody = sorted(rows, key=lambda row: row.place)
    kind = request.GET.get("quoi", "")
    shown = [row for row in everybody if kind not in Kind.values or any(one.kind == kind for one in row.reasons)]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    _linked(page.object_list)
    context = {
        "today": today,
        "page": page,
        "rows": page.object_list,
        "filters": _filters(everybody, kind),
        "late": sum(any(one.late for one in row.reasons) for row in everybody if not row.called),
        "elsewhere": list(_elsewhere(request.user)),
        "here": request.get_full_path(),
    }
    return render(request, "day/day.html", context)


def _linked(rows: list[Row]) -> None:
    """Each line knows the one that follows it: there one comes back once the call is noted."""
    for row, following in pairwise(rows):
        row.following = following.anchor


def _filters(rows: list[Row], current: str) -> list[Filter]:
    counts = Counter(kind for row in rows for kind in {reason.kind for reason in row.reasons})
    found = [Filter(kind.value, kind.label, counts[kind], kind == current) for kind in Kind if counts[kind]]
    return [Filter("", "Tout", len(rows), not any(one.current for one in found)), *found]


def _elsewhere(user: User):
    """Lists of which nobody in particular is in charge: one query each."""
    if user.may(Permission.TRIAGE) and user.organisation.kind == Organisation.Kind.FUND:
        waiting = waiting_in_figures(user.organisation_id)
        detail = f"dont {waiting['urgent']} en urgence partenaire" if waiting["urgent"] else ""
        yield Elsewhere("Saisines à examiner", waiting["waiting"], detail, reverse("casework:inbox"))
    if user.may(EXAMINE_DETECTIONS):
        count = to_examine(user.organisation_id).count()
        yield Elsewhere("Détections à examiner", count, "", reverse("detections:list"))
    if user.may(Permission.EXAMINE_FILE):
        yield Elsewhere("Dossiers à examiner", queue(user).count(), "", reverse("rights_files:queue"))
