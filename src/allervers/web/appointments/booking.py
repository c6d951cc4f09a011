"""Giving somebody a moment, and another one in its place: three clicks, and what is free is read again at the last."""

import datetime
import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.appointments import workflow
from allervers.domain.appointments.codes import Kind, Origin, Way
from allervers.domain.appointments.models import Appointment, Opening, Place
from allervers.domain.appointments.permissions import BOOK, may_book, may_book_in, may_change
from allervers.domain.appointments.queries import Offer, offers, opening_and_moment
from allervers.domain.appointments.slots import Slot
from allervers.domain.appointments.words import when, where
from allervers.domain.organisations.models import User
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import PARAMETER, intent_of, one_intent

from .appointment import appointment_or_404, person_or_404, trail

SHOWN = 12


class OffersFilter(forms.Form):
    """What for, how, where, and from when. Nothing of it is about a person."""

    mark_optional = False

    objet = forms.ChoiceField(label="Objet", choices=[("", "Tous"), *Kind.choices], required=False)
    comment = forms.ChoiceField(label="Comment", choices=[("", "Tous"), *Way.choices], required=False)
    lieu = forms.ModelChoiceField(Place.objects.none(), label="Lieu", required=False, empty_label="Tous")
    apres = ComingDateField(label="À partir du", required=False)

    def __init__(self, data, *, fund_id: int):
        super().__init__(data)
        self.fields["lieu"].queryset = Place.objects.filter(fund_id=fund_id, closed_at=None)
        self.fund_id = fund_id

    def offers(self) -> list[Offer]:
        """The first moments that pass; a filter that is not understood says so, and keeps all."""
        given = self.cleaned_data if self.is_valid() else {}
        wanted = {"kind": given.get("objet"), "way": given.get("comment"), "place": given.get("lieu")}
        day = given.get("apres")
        after = timezone.make_aware(datetime.datetime.combine(day, datetime.time())) if day else None
        return offers(
            self.fund_id, after=after, at_most=SHOWN, **{name: value for name, value in wanted.items() if value}
        )


class SlotForm(Careful, forms.Form):
    """One of the moments that are free as the page is made; what is sent is looked at again when it is written."""

    id = MintedIdField()
    slot = forms.CharField(
        label="Choisissez un moment", max_length=80, error_messages={"required": "Choisissez un moment."}
    )

    def __init__(self, *args, offered: list[Offer], intent: uuid.UUID | None = None, **options):
        super().__init__(*args, initial={"id": intent} if intent else {}, **options)
        self.offer(offered)

    def offer(self, offered: list[Offer]) -> None:
        """These are the choices."""
        said = [(offer.slot.key, said_of(offer.slot)) for offer in offered]
        self.fields["slot"].widget = forms.RadioSelect(choices=said)

    def clean_slot(self) -> tuple[Opening, datetime.datetime]:
        """The opening and the beginning; whether they are free is for the workflow."""
        opening, starts_at = opening_and_moment(self.cleaned_data["slot"])
        if opening is None:
            raise forms.ValidationError("Ce moment n’existe pas. Choisissez-en un dans la liste.")
        return opening, starts_at


def said_of(slot: Slot) -> str:
    """« Mardi 1er décembre 2026 à 9 h 30, Agence du Centre, guichet 2. Ouverture de droits, avec Camille Exemple »"""
    opening = slot.opening
    return f"{capfirst(when(slot.local_start))}, {where(opening)}. {Kind(opening.kind).label}, avec {opening.agent}"


@requires(BOOK, of=person_or_404, may=may_book)
@require_http_methods(["GET", "POST"])
@one_intent
def for_person(request: HttpRequest, person: Person) -> HttpResponse:
    """An appointment for somebody of the fund."""
    return _book(request, person)


def _file(request: HttpRequest, accompaniment_id: uuid.UUID) -> Accompaniment:
    files = Accompaniment.objects.select_related("person")
    return get_object_or_404(files, pk=accompaniment_id, person__isnull=False)


@requires(BOOK, of=_file, may=may_book_in)
@require_http_methods(["GET", "POST"])
@one_intent
def in_file(request: HttpRequest, file: Accompaniment) -> HttpResponse:
    """The same, counted with the accompaniment that it is for."""
    return _book(request, file.person, file)


def _book(request: HttpRequest, person: Person, file: Accompaniment | None = None) -> HttpResponse:
    if request.method == "GET" and Appointment.objects.filter(pk=intent_of(request)).exists():
        messages.info(request, "Ce rendez-vous est déjà donné : le voici.")
        return redirect("appointments:appointment", intent_of(request))

    def book(opening: Opening, starts_at: datetime.datetime, key: uuid.UUID) -> Appointment:
        return workflow.book(
            person,
            opening,
            starts_at,
            appointment_id=key,
            origin=Origin.ADVISER,
            author=request.user,
            accompaniment=file,
        )

    place = reverse("casework:person", args=[person.pk])
    title = "Donner un rendez-vous pour cet accompagnement" if file else "Donner un rendez-vous"
    shown = [{"label": person.full_name, "url": place}, {"label": title}]
    return _choose(request, book, person, title=title, back=place, trail=shown)


@requires(BOOK, of=appointment_or_404, may=may_change)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Another moment for the same appointment."""

    def act(opening: Opening, starts_at: datetime.datetime, key: uuid.UUID) -> Appointment:
        return workflow.move(found, opening, starts_at, by=request.user)

    return _choose(
        request,
        act,
        found.person,
        title="Déplacer le rendez-vous",
        back=reverse("appointments:appointment", args=[found.pk]),
        trail=trail(found, "Déplacer"),
        lead=f"Pour l’instant : {when(found.local_start)}.",
    )


def _choose(request: HttpRequest, act: Callable, person: Person, *, title: str, back: str, **context) -> HttpResponse:
    """The moments that are free; the one that is chosen is written by `act`, or the next three are offered."""
    user: User = request.user
    filters = OffersFilter(request.GET, fund_id=user.organisation_id)
    offered = filters.offers()
    form = SlotForm(**posted(request), offered=offered, intent=intent_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = act(*form.cleaned_data["slot"], form.cleaned_data["id"])
        except workflow.Taken as refusal:
            form.add_error("slot", f"{refusal} Voici les prochains.")
            form.offer(refusal.instead)
        except (Refused, AlreadyUsed) as refusal:
            form.add_error("slot" if refusal.field == "slot" else None, str(refusal))
        else:
            messages.success(request, f"Rendez-vous le {when(made.local_start)}.")
            return redirect("appointments:appointment", made.pk)
    context |= {
        "may_wait": may_book(user, person),
        "form": form,
        "filters": filters,
        "person": person,
        "title": title,
        "back": back,
        "there_are": bool(form.fields["slot"].widget.choices),
        "intent": request.GET.get(PARAMETER, ""),
        "intent_name": PARAMETER,
    }
    return render(request, "appointments/choose.html", context)
