"""Appointments as calendar programs read them (RFC 5545, 5546): hours and places, never who comes nor what for."""

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event, vCalAddress

from .codes import CANCELLED, Way
from .models import Appointment
from .words import whereabouts

PRODUCT = "-//Allervers//Rendez-vous//FR"
TITLE = "Rendez-vous"
# Rules of each zone are written for so long around what is in the calendar.
MARGIN = datetime.timedelta(days=366)


def invitation(appointment: Appointment) -> bytes:
    """One appointment for its person: an invitation, or what takes it out of the calendar once it is cancelled.

    The same UID for ever; SEQUENCE rises whenever it is moved or cancelled.
    """
    gone = appointment.state in CANCELLED
    return _calendar([appointment], "CANCEL" if gone else "REQUEST", f"Rendez-vous avec {appointment.fund.name}")


def agenda(appointments: Iterable[Appointment]) -> bytes:
    """Those that an agent expects, for their own calendar; the cancelled ones say that they are."""
    return _calendar(appointments, "PUBLISH", TITLE)


def _calendar(appointments: Iterable[Appointment], method: str, title: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    found = list(appointments)
    for appointment in found:
        calendar.add_component(_event(appointment, title))
    if found:
        days = [each.starts_at.date() for each in found]
        calendar.add_missing_timezones(first_date=min(days) - MARGIN, last_date=max(days) + MARGIN)
    return calendar.to_ical()


def _event(appointment: Appointment, title: str) -> Event:
    opening, gone = appointment.opening, appointment.state in CANCELLED
    event = Event()
    event.add("uid", f"{appointment.pk}@allervers")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", (appointment.settled_at or appointment.placed_at).astimezone(datetime.UTC))
    event.add("dtstart", appointment.local_start)
    event.add("dtend", appointment.ends_at.astimezone(opening.place.zone))
    event.add("summary", title)
    event.add("location", whereabouts(opening) if opening.way == Way.ON_SITE else Way(opening.way).label)
    event.add("organizer", _organizer(appointment))
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if gone else "OPAQUE")
    event.add("class", "PRIVATE")
    return event


def _organizer(appointment: Appointment) -> vCalAddress:
    email = appointment.fund.email
    address = vCalAddress(f"mailto:{email}" if email else "invalid:nomail")
    address.params["CN"] = appointment.fund.name
    return address
