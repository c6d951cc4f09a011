"""The appointment of a visit: seen, moved, cancelled, taken into one's own calendar."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from allervers.domain.appointments import ical, visits, workflow
from allervers.domain.appointments.codes import State
from allervers.domain.appointments.models import Appointment
from allervers.domain.appointments.queries import Offer
from allervers.domain.appointments.words import when, whereabouts
from allervers.domain.pieces.refusals import Refused
from allervers.web.careful import posted
from allervers.web.exports import calendar_response

from .visit import forget, key_of, next_code_of, shown, words_of
from .words import Words


def of_appointment(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view is given the appointment of the visit; without one, the page asks for the code and the birth date."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        with visits.visiting(key_of(request)) as appointment:
            if appointment is None:
                response = redirect("own_file:open")
                forget(response)
                return response
            return view(request, appointment)

    return opened


def _may_change(appointment: Appointment) -> bool:
    return appointment.state == State.BOOKED and appointment.starts_at > timezone.now()


@of_appointment
@require_safe
def show(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """When, where, and what can be changed."""
    words = words_of(request)
    booked = appointment.state == State.BOOKED
    context = {
        "when": when(appointment.local_start, words.code),
        "where": whereabouts(appointment.opening, words.code),
        "state": words["meeting.booked" if booked else "meeting.over"],
        "kind": "info" if booked else "warning",
        "may_change": _may_change(appointment),
        "next_code": next_code_of(request),
    }
    return shown(request, "own_file/appointment.html", **context)


class SlotForm(forms.Form):
    """Another moment for the same thing, at the same place."""

    slot = forms.CharField(max_length=80)

    def __init__(self, *args, offered: list[Offer], words: Words, **options):
        super().__init__(*args, **options)
        slot = self.fields["slot"]
        slot.label, slot.error_messages["required"] = words["meeting.which"], words["meeting.missing"]
        self.offer(offered, words)

    def offer(self, offered: list[Offer], words: Words) -> None:
        said = [(offer.slot.key, when(offer.slot.local_start, words.code)) for offer in offered]
        self.fields["slot"].widget = forms.RadioSelect(choices=said)


@of_appointment
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Choose another moment; if somebody was faster, the next three are offered."""
    words = words_of(request)
    if not _may_change(appointment):
        return redirect("own_file:appointment")
    form = SlotForm(**posted(request), offered=visits.others(appointment), words=words)
    if request.method == "POST" and form.is_valid():
        try:
            moved = visits.move(appointment, form.cleaned_data["slot"])
        except workflow.Taken as refusal:
            form.add_error("slot", words["meeting.taken"])
            form.offer(refusal.instead, words)
        except Refused:
            form.add_error("slot", words["meeting.not_possible"])
        else:
            messages.success(request, words("meeting.moved", when=when(moved.local_start, words.code)))
            return redirect("own_file:appointment")
    there_are = bool(form.fields["slot"].widget.choices)
    return shown(request, "own_file/appointment_move.html", form=form, there_are=there_are)


@of_appointment
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Asked again before it is done."""
    words = words_of(request)
    if not _may_change(appointment):
        return redirect("own_file:appointment")
    if request.method == "POST":
        try:
            visits.cancel(appointment)
        except Refused:
            messages.warning(request, words["meeting.not_possible"])
        else:
            messages.success(request, words["meeting.cancelled"])
        return redirect("own_file:appointment")
    lead = words("meeting.cancel.lead", when=when(appointment.local_start, words.code)).split("|")
    return shown(request, "own_file/appointment_cancel.html", lead=lead)


@of_appointment
@require_safe
def calendar(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """For the person's own calendar: an invitation; once it is cancelled, what takes it out."""
    return calendar_response(ical.invitation(appointment))
