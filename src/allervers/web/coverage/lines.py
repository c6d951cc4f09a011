"""« Ruptures à éviter »: the list, and what is done with a line: begun, done, confided, set aside, taken back."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.accompaniment import workflow as accompaniment
from allervers.domain.accompaniment.models import Accompaniment, Action
from allervers.domain.accompaniment.permissions import may_accompany
from allervers.domain.accompaniment.usual_actions import THEME_OF_ACTION
from allervers.domain.coverage import gap_lines
from allervers.domain.coverage.codes import GapKind, SetAside
from allervers.domain.coverage.models import GapLine
from allervers.domain.coverage.permissions import PREVENT_GAPS, may_work_on
from allervers.domain.coverage.remedies import REMEDIES
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web import undo
from allervers.web.access import requires

from .forms import LinesFilter, SetAsideForm

PER_PAGE = 25
SOON = 14


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    line: GapLine
    days: int

    @property
    def kind(self) -> str:
        return GapKind(self.line.kind).label

    @property
    def remedies(self) -> list:
        return [REMEDIES[code] for code in self.line.remedies]

    @property
    def reason(self) -> str:
        return SetAside(self.line.reason).label if self.line.reason else ""

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days <= SOON


def _rows(lines: Iterable[GapLine]) -> list[Row]:
    today = timezone.localdate()
    return [Row(line, (line.act_before - today).days) for line in lines]


@requires(PREVENT_GAPS)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list, 25 a page, the first day to act first."""
    filters = LinesFilter(request.GET)
    lines = filters.lines(request.user).select_related("person", "assigned_to", "decided_by")
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "rows": _rows(page), "here": request.get_full_path()}
    return render(request, "coverage/lines.html", context)


def _line(request: HttpRequest, line_id: uuid.UUID) -> GapLine:
    return get_object_or_404(GapLine.objects.select_related("person"), pk=line_id)


def _where(request: HttpRequest, line: GapLine) -> str:
    """Where the button was: the list with its filters, or the person's page. A form is told it by its address."""
    asked = request.POST.get("back", request.GET.get("retour", ""))
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/ruptures/"):
        return asked
    return reverse("casework:person", args=[line.person_id])


def _back(request: HttpRequest, line: GapLine) -> HttpResponse:
    return redirect(_where(request, line))


def _act(request: HttpRequest, line: GapLine, act: Callable[[], str]) -> HttpResponse:
    """Do it, or say why it cannot be done any more; a reload by address goes back."""
    if request.method == "POST":
        try:
            undo.done(
                request, act(), undo=reverse("coverage:take-back", args=[line.pk]), back=request.POST.get("back", "-")
            )
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return _back(request, line)


@requires(PREVENT_GAPS, of=_line, may=may_work_on, refused=Http404)
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, line: GapLine) -> HttpResponse:
    """What keeps the right was done."""

    def act() -> str:
        gap_lines.mark_done(line, by=request.user)
        return "La ligne est notée comme faite."

    return _act(request, line, act)


@requires(PREVENT_GAPS, of=_line, may=may_work_on, refused=Http404)
@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, line: GapLine) -> HttpResponse:
    """A form: why nobody acts."""
    form = SetAsideForm(request.POST, request.FILES) if request.method == "POST" else SetAsideForm()
    if form.is_valid():

        def act() -> str:
            gap_lines.set_aside(line, by=request.user, **form.cleaned_data)
            return "La ligne est écartée."

        return _act(request, line, act)
    context = {"form": form, "line": line, "trail": _trail("Écarter une ligne"), "back": _where(request, line)}
    return render(request, "coverage/set_aside.html", context)


def _trail(here: str) -> list[dict]:
    return [{"label": "Ruptures à éviter", "url": reverse("coverage:lines")}, {"label": here}]


@requires(PREVENT_GAPS, of=_line, may=may_work_on, refused=Http404)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, line: GapLine) -> HttpResponse:
    """A line that was done or set aside by mistake waits again."""
    if request.method == "POST":
        try:
            gap_lines.take_back(line, by=request.user)
            messages.success(request, "La ligne est de nouveau à traiter.")
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return _back(request, line)


@requires(PREVENT_GAPS, of=_line, may=may_work_on, refused=Http404)
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, line: GapLine) -> HttpResponse:
    """To oneself, to a colleague, or to nobody: a form with the colleagues; « à moi » at once."""
    colleagues = _colleagues(request.user)
    to = request.POST.get("to")
    if request.method == "POST" and (to == "" or to in {str(one.pk) for one in colleagues}):
        try:
            chosen = next((one for one in colleagues if str(one.pk) == to), None)
            gap_lines.assign(line, to=chosen, by=request.user)
            messages.success(request, f"La ligne est confiée à {chosen}." if chosen else "La ligne n’est plus confiée.")
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return _back(request, line)
    context = {
        "line": line,
        "colleagues": colleagues,
        "trail": _trail("Confier une ligne"),
        "back": _where(request, line),
    }
    return render(request, "coverage/assign.html", context)


def _colleagues(user: User) -> list[User]:
    fund = User.objects.filter(organisation_id=user.organisation_id, is_active=True)
    return [one for one in fund.order_by("last_name", "first_name") if one.may(PREVENT_GAPS)]


@requires(PREVENT_GAPS, of=_line, may=may_work_on, refused=Http404)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, line: GapLine) -> HttpResponse:
    """Begin a remedy: the line is confided to oneself. A request for a right opens its deposit, which ends the line;
    whatever else is an action, planned once in the accompaniment that is open.
    """
    code = request.POST.get("remedy", "")
    if request.method != "POST" or code not in line.remedies:
        return _back(request, line)
    try:
        gap_lines.assign(line, to=request.user, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _back(request, line)
    if REMEDIES[code].request and request.user.may(Permission.DEPOSIT_FILE):
        messages.success(request, "La ligne vous est confiée. Déposez la demande de la personne :")
        return redirect(reverse("rights_files:new", query={"rupture": line.pk}))
    file = Accompaniment.objects.filter(person_id=line.person_id, closed_on=None, opened_on__isnull=False).first()
    if file and may_accompany(request.user, file):
        messages.success(request, _plan(line, code, file, request.user))
    else:
        messages.success(request, "La ligne vous est confiée.")
    return _back(request, line)


def _plan(line: GapLine, code: str, file: Accompaniment, user: User) -> str:
    remedy = REMEDIES[code]
    key = uuid.uuid5(line.pk, code)
    if Action.objects.filter(pk=key).exists():
        return "Cette action est déjà dans son accompagnement."
    due = max(line.act_before, timezone.localdate())
    what = {"label": remedy.action, "theme": THEME_OF_ACTION[remedy.action], "note": remedy.label, "due_on": due}
    accompaniment.plan_action(file, action_id=key, author=user, **what)
    return f"« {remedy.action} » est à faire pour le {due:%d/%m/%Y}, et la ligne vous est confiée."
