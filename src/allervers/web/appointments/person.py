"""The way of the person to their appointment, and whether they are written to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from allervers.domain.appointments import notices, visits
from allervers.domain.appointments.models import Appointment
from allervers.domain.appointments.permissions import BOOK, may_book, may_change
from allervers.domain.people.models import Person
from allervers.domain.people.visits import written
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires

from .appointment import appointment_or_404, person_or_404, trail


@requires(BOOK, of=appointment_or_404, may=may_change)
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, found: Appointment) -> HttpResponse:
    """A new code, shown once: with it and the birth date the person sees, moves or cancels the appointment."""
    context = {"appointment": found, "person": found.person, "trail": trail(found, "Page de la personne")}
    if request.method == "POST":
        try:
            code = visits.give(found)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("appointments:appointment", found.pk)
        link = request.build_absolute_uri(reverse("own_file:open-link", args=[code]))
        address = request.build_absolute_uri(reverse("own_file:open"))
        context |= {"code": written(code), "link": link, "address": address}
    response = render(request, "appointments/give.html", context)
    response["Cache-Control"] = "no-store"
    return response


@requires(BOOK, of=person_or_404, may=may_book, refused=Http404)
@require_POST
def suspend(request: HttpRequest, person: Person) -> HttpResponse:
    """No message about appointments leaves to this person by itself; or again."""
    if request.POST.get("again") == "yes":
        notices.resume(person, request.user)
        messages.success(request, "Les rappels de rendez-vous partent de nouveau.")
    else:
        notices.suspend(person, request.user)
        messages.success(request, "Plus aucun message de rendez-vous ne part vers cette personne.")
    return redirect("casework:person", person.pk)
