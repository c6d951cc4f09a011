"""The week of an agent: who is expected when, and who came, in one click."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allervers.domain.appointments.codes import HELD, State
from allervers.domain.appointments.models import Appointment
from allervers.domain.appointments.permissions import BOOK
from allervers.domain.appointments.queries import expected, receivers, without_outcome
from allervers.domain.appointments.words import day_of, hour_of, where
from allervers.domain.organisations.models import User
from allervers.web.access import requires

WEEK = datetime.timedelta(weeks=1)
FAR = datetime.timedelta(days=5 * 366)
ONE_DAY = datetime.timedelta(days=1)
TAGS = {State.BOOKED: "info", State.HONOURED: "success", State.NO_SHOW: "warning"}


class AgendaFilter(forms.Form):
    """Whose week, and which: the Monday of it, or any of its days."""

    mark_optional = False

    agent = forms.ModelChoiceField(User.objects.none(), label="Agenda de", required=False, empty_label=None)
    semaine = forms.DateField(required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])

    def __init__(self, data, *, user: User):
        super().__init__({"agent": data.get("agent") or user.pk, "semaine": data.get("semaine", "")})
        self.fields["agent"].queryset = receivers(user.organisation_id)
        self.user = user

    @property
    def monday(self) -> datetime.date:
        """Of the week that is asked for; of this one where none can be read, or it is years away."""
        today = timezone.localdate()
        day = (self.is_valid() and self.cleaned_data["semaine"]) or today
        if abs(day - today) > FAR:
            day = today
        return day - datetime.timedelta(days=day.weekday())

    @property
    def agent_id(self) -> int:
        found = self.is_valid() and self.cleaned_data["agent"]
        return found.pk if found else self.user.pk


@dataclass(frozen=True)
class Row:
    """One line: who comes when, where, and what became of it."""

    appointment: Appointment

    @property
    def hours(self) -> str:
        zone = self.appointment.opening.place.zone
        return f"{hour_of(self.appointment.local_start)} – {hour_of(self.appointment.ends_at.astimezone(zone))}"

    @property
    def where(self) -> str:
        return where(self.appointment.opening)

    @property
    def tag(self) -> str:
        return TAGS.get(State(self.appointment.state), "neutral")

    @property
    def asks(self) -> bool:
        """It began, and nobody said yet whether the person came."""
        return self.appointment.state == State.BOOKED and self.appointment.starts_at <= timezone.now()


@requires(BOOK)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The days of one week on which somebody is expected."""
    filters = AgendaFilter(request.GET, user=request.user)
    monday = filters.monday
    # A day begins earlier in Mayotte and ends later in Saint-Pierre: what is shown is the day of the place.
    first = timezone.make_aware(datetime.datetime.combine(monday, datetime.time())) - ONE_DAY
    found = expected(request.user.organisation_id, filters.agent_id, first, first + WEEK + 2 * ONE_DAY)
    shown = [row for row in found if monday <= row.local_start.date() < monday + WEEK]
    days = [
        {"label": day_of(next(iter(rows := list(each))).local_start).capitalize(), "rows": [Row(row) for row in rows]}
        for _, each in groupby(shown, key=lambda row: row.local_start.date())
    ]
    context = {
        "filters": filters,
        "agent": filters.agent_id,
        "monday": monday,
        "sunday": monday + WEEK - ONE_DAY,
        "days": days,
        "count": sum(row.state in HELD for row in shown),
        "before": monday - WEEK,
        "after": monday + WEEK,
        "here": request.get_full_path(),
        "without_outcome": without_outcome(request.user.organisation_id),
    }
    return render(request, "appointments/agenda.html", context)
