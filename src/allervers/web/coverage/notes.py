"""What is noted about the rights of a person: what dates them, why one ended; and a line asked for at once."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from allervers.domain.coverage import circumstances, ended, gap_lines
from allervers.domain.coverage.codes import Circumstance
from allervers.domain.coverage.models import EndedRight, KnownCircumstance
from allervers.domain.coverage.permissions import PREVENT_GAPS, may_note, may_note_of
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from allervers.web import undo
from allervers.web.access import requires
from allervers.web.intent import one_intent

from .forms import CareOverForm, CauseForm, CircumstanceForm


def _person(request: HttpRequest, person_id: uuid.UUID) -> Person:
    return get_object_or_404(Person, pk=person_id)


def _circumstance(request: HttpRequest, circumstance_id: uuid.UUID) -> KnownCircumstance:
    return get_object_or_404(KnownCircumstance.objects.select_related("person"), pk=circumstance_id)


def _ended(request: HttpRequest, ended_id: uuid.UUID) -> EndedRight:
    return get_object_or_404(EndedRight.objects.select_related("person"), pk=ended_id, person__isnull=False)


@requires(PREVENT_GAPS, of=_person, may=may_note, refused=Http404)
@require_http_methods(["GET", "POST"])
def enlist(request: HttpRequest, person: Person) -> HttpResponse:
    """Put what is ahead of the person on the work list now, without waiting for the night."""
    if request.method == "POST":
        gap_lines.refresh(person.fund_id, timezone.localdate(), only=person)
        messages.success(request, "C’est sur la liste des ruptures à éviter.")
    return redirect("casework:person", person.pk)


@requires(PREVENT_GAPS, of=_person, may=may_note, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
@one_intent
def note(request: HttpRequest, person: Person) -> HttpResponse:
    """A form: something happened that dates a right."""
    form = CircumstanceForm(request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = circumstances.note(person, given["kind"], given["on"], by=request.user, key=given["id"], **form.what())
        messages.success(request, "C’est noté." if new else "C’était déjà noté : rien n’a été écrit une deuxième fois.")
        return redirect("casework:person", person.pk)
    page = reverse("casework:person", args=[person.pk])
    trail = [{"label": person.full_name, "url": page}, {"label": "Noter ce qui date un droit"}]
    return render(request, "coverage/note.html", {"form": form, "person": person, "trail": trail, "back": page})


@requires(PREVENT_GAPS, of=_circumstance, may=may_note_of, refused=Http404)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, fact: KnownCircumstance) -> HttpResponse:
    """It is over, or was a mistake; or that itself was one (`again`)."""
    if request.method == "POST":
        back = request.POST.get("again") != "1"
        circumstances.take_back(fact, by=request.user, back=back)
        if back:
            undo.done(request, "C’est retiré.", undo=reverse("coverage:circumstance", args=[fact.pk]), again="1")
        else:
            messages.success(request, "C’est de nouveau noté.")
    return redirect("casework:person", fact.person_id)


@requires(PREVENT_GAPS, of=_circumstance, may=may_note_of, refused=Http404)
@require_http_methods(["GET", "HEAD", "POST"])
def over(request: HttpRequest, fact: KnownCircumstance) -> HttpResponse:
    """A form: since when a young person is in care no longer."""
    page = reverse("casework:person", args=[fact.person_id])
    if fact.kind != Circumstance.CHILD_WELFARE or fact.taken_back_at:
        return redirect(page)
    form = CareOverForm(request.POST) if request.method == "POST" else CareOverForm()
    if form.is_valid():
        try:
            circumstances.take_back(fact, by=request.user, over_on=form.cleaned_data["over_on"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            here = reverse("coverage:circumstance", args=[fact.pk])
            undo.done(request, "La fin de la prise en charge est notée.", undo=here, again="1")
            return redirect(page)
    trail = [{"label": fact.person.full_name, "url": page}, {"label": "Fin de la prise en charge"}]
    return render(request, "coverage/over.html", {"form": form, "fact": fact, "trail": trail, "back": page})


@requires(PREVENT_GAPS, of=_ended, may=may_note_of, refused=Http404)
@require_http_methods(["GET", "POST"])
def cause(request: HttpRequest, row: EndedRight) -> HttpResponse:
    """Why a right ended; nothing chosen takes back what was said."""
    form = CauseForm(request.POST)
    if request.method == "POST" and form.is_valid():
        before = row.cause
        ended.note_cause(row, form.cleaned_data["cause"], by=request.user, person=row.person)
        here = reverse("coverage:cause", args=[row.pk])
        undo.done(request, "La cause est notée.", undo=here, cause=before)
    return redirect("casework:person", row.person_id)
