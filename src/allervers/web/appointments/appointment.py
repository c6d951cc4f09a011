"""One appointment: when, where, with whom; who came, or who said no."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.appointments import notices, workflow
from allervers.domain.appointments.codes import State
from allervers.domain.appointments.models import Appointment
from allervers.domain.appointments.permissions import BOOK, may_change
from allervers.domain.appointments.words import when, where
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import Careful, posted

from .agenda import TAGS

OUTCOMES = {
    State.HONOURED: "C’est noté : la personne est venue.",
    State.NO_SHOW: "C’est noté : la personne n’est pas venue et n’avait pas prévenu.",
    State.EXCUSED: "C’est noté : la personne a prévenu qu’elle ne viendrait pas.",
}


def appointment_or_404(request: HttpRequest, appointment_id: uuid.UUID) -> Appointment:
    """One of the fund of the account; any other does not exist for it."""
    found = Appointment.objects.select_related("person", "agent", "author", "opening__place", "opening__room")
    return get_object_or_404(found, pk=appointment_id)


def person_or_404(request: HttpRequest, person_id: uuid.UUID) -> Person:
    """A person whom the database shows to the account."""
    return get_object_or_404(Person, pk=person_id)


def trail(appointment: Appointment, here: str) -> list[dict]:
    """Where the page stands, for its head."""
    monday = appointment.local_start.date()
    week = f"{reverse('appointments:agenda')}?semaine={monday:%Y-%m-%d}&agent={appointment.agent_id}"
    page = {"label": "Rendez-vous", "url": reverse("appointments:appointment", args=[appointment.pk])}
    return [{"label": "Agenda", "url": week}, *([page] if here != "Rendez-vous" else []), {"label": here}]


@requires(BOOK, of=appointment_or_404, may=may_change)
@require_safe
def show(request: HttpRequest, found: Appointment) -> HttpResponse:
    """The page, which can be printed and given."""
    context = {
        "appointment": found,
        "person": found.person,
        "when": when(found.local_start),
        "where": where(found.opening),
        "tag": TAGS.get(State(found.state), "neutral"),
        "began": found.starts_at <= timezone.now(),
        "is_booked": found.state == State.BOOKED,
        "may_correct": found.state in (State.HONOURED, State.NO_SHOW),
        "suspended": notices.is_suspended(found.person),
        "trail": trail(found, "Rendez-vous"),
    }
    return render(request, "appointments/appointment.html", context)


@requires(BOOK, of=appointment_or_404, may=may_change)
@require_POST
def outcome(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Who came, in one click; back to where the button was."""
    state = request.POST.get("state", "")
    try:
        if state == State.EXCUSED:
            workflow.cancel(found, by_person=True)
        elif state in (State.HONOURED, State.NO_SHOW):
            workflow.attend(found, came=state == State.HONOURED)
        else:
            raise Refused("Rien n’a été noté : choisissez venu, absent ou excusé.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, OUTCOMES[State(state)])
    return _back(request, found)


def _back(request: HttpRequest, found: Appointment) -> HttpResponse:
    asked = request.POST.get("back", "")
    agenda = reverse("appointments:agenda")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith((f"{agenda}?", agenda)):
        return redirect(asked)
    return redirect("appointments:appointment", found.pk)


class CancelForm(Careful, forms.Form):
    """Who says no; the service says why, for itself alone."""

    by = forms.ChoiceField(
        label="Qui annule ?",
        choices=[("person", "La personne"), ("service", "Le service")],
        widget=forms.RadioSelect({"class": "in-columns"}),
        error_messages={"required": "Dites qui annule."},
    )
    why = forms.CharField(
        label="Pourquoi ?",
        help_text="Nécessaire si le service annule. Rien sur la santé : l’équipe le lit, la personne ne le voit pas.",
        max_length=200,
        required=False,
    )


@requires(BOOK, of=appointment_or_404, may=may_change)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, found: Appointment) -> HttpResponse:
    """The person or the service says no: the moment is free again."""
    form = CancelForm(**posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            workflow.cancel(found, by_person=given["by"] == "person", why=given["why"], author=request.user)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Le rendez-vous est annulé. Le créneau est de nouveau libre.")
            return redirect("appointments:appointment", found.pk)
    context = {
        "form": form,
        "title": "Annuler le rendez-vous",
        "lead": f"{found.person.full_name}, {when(found.local_start)}",
        "submit": "Annuler ce rendez-vous",
        "back": reverse("appointments:appointment", args=[found.pk]),
        "trail": trail(found, "Annuler"),
    }
    return render(request, "appointments/form.html", context)
