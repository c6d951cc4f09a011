"""Where and when a fund receives: places, desks, hours."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allervers.domain.appointments import desks
from allervers.domain.appointments.codes import Kind, Territory, Way
from allervers.domain.appointments.models import Opening, Place, Room
from allervers.domain.appointments.permissions import OPEN_SLOTS, may_open_slots
from allervers.domain.appointments.queries import receivers
from allervers.domain.organisations.models import User
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.careful import Careful, posted
from allervers.web.forms.dates import ComingDateField
from allervers.web.forms.fields import MintedIdField
from allervers.web.intent import intent_of, one_intent

TITLE = "Lieux et créneaux"


@requires(OPEN_SLOTS)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every place of the fund with its hours, the closed ones apart."""
    places = Place.objects.filter(fund_id=request.user.organisation_id, closed_at=None).prefetch_related("rooms")
    open_ones = Opening.objects.filter(fund_id=request.user.organisation_id, closed_at=None)
    hours: dict[uuid.UUID, list[dict]] = {}
    for opening in open_ones.select_related("agent", "room"):
        hours.setdefault(opening.place_id, []).append(_row(opening))
    shown = [{"place": place, "openings": hours.get(place.pk, [])} for place in places]
    return render(request, "appointments/desks.html", {"places": shown})


def _row(opening: Opening) -> dict:
    return {
        "opening": opening,
        "days": desks.said_of_rule(opening.rule),
        "kind": Kind(opening.kind).label,
        "way": Way(opening.way).label.lower(),
    }


class PlaceForm(Careful, forms.Form):
    """A place and its desks."""

    id = MintedIdField()
    name = forms.CharField(
        label="Nom du lieu",
        max_length=100,
        error_messages={"required": "Écrivez le nom que les personnes connaissent."},
    )
    address = forms.CharField(
        label="Adresse", max_length=200, error_messages={"required": "Écrivez l’adresse, que les messages donneront."}
    )
    territory = forms.ChoiceField(
        label="Territoire",
        choices=Territory.choices,
        help_text="Il dit l’heure qu’il est là-bas, et ses jours fériés.",
    )
    rooms = forms.CharField(
        label="Guichets et salles",
        widget=forms.Textarea({"rows": 3}),
        max_length=600,
        help_text="Un par ligne. Aucun si l’on n’y reçoit qu’au téléphone.",
        required=False,
    )

    def clean_rooms(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["rooms"].splitlines()]
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError("Le nom d’un guichet a 60 caractères au plus.")
        return [name for name in names if name]


@requires(OPEN_SLOTS)
@require_http_methods(["GET", "POST"])
@one_intent
def add(request: HttpRequest) -> HttpResponse:
    """A new place; then its hours."""
    form = PlaceForm(**posted(request), initial=_minted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            place = desks.add_place(
                request.user.organisation,
                place_id=given["id"],
                rooms=given["rooms"],
                **{name: given[name] for name in ("name", "address", "territory")},
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"« {place} » est enregistré. Dites maintenant quand on y reçoit.")
            return redirect("appointments:open-slots", place.pk)
    return _form(request, form, "Ajouter un lieu", "Enregistrer le lieu")


class OpeningForm(Careful, forms.Form):
    """Who receives at a place, for what, on which days and at what hours."""

    id = MintedIdField()
    agent = forms.ModelChoiceField(
        User.objects.none(), label="Qui reçoit ?", error_messages={"required": "Choisissez qui reçoit."}
    )
    kind = forms.ChoiceField(label="Pour quoi ?", choices=Kind.choices)
    way = forms.ChoiceField(
        label="Comment ?", choices=Way.choices, widget=forms.RadioSelect({"class": "in-columns"}), initial=Way.ON_SITE
    )
    room = forms.ModelChoiceField(
        Room.objects.none(), label="Guichet ou salle", required=False, help_text="Pour recevoir sur place."
    )
    days = forms.MultipleChoiceField(
        label="Quels jours ?",
        choices=desks.WEEKDAYS.items(),
        widget=forms.CheckboxSelectMultiple({"class": "in-columns"}),
        error_messages={"required": "Choisissez au moins un jour de la semaine."},
    )
    every = forms.TypedChoiceField(label="Combien souvent ?", choices=desks.EVERY.items(), coerce=int, initial=1)
    starts_on = ComingDateField(label="À partir du", error_messages={"required": "Dites à partir de quel jour."})
    ends_on = ComingDateField(
        label="Jusqu’au",
        help_text="Les jours fériés du territoire sont sautés.",
        error_messages={"required": "Dites jusqu’à quel jour : deux ans au plus."},
    )
    first_time = forms.TimeField(
        label="De",
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        initial="09:00",
        error_messages={"required": "Dites à quelle heure on commence.", "invalid": "Écrivez une heure : 09:00."},
    )
    until = forms.TimeField(
        label="À",
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        initial="12:00",
        error_messages={"required": "Dites à quelle heure on finit.", "invalid": "Écrivez une heure : 12:00."},
    )
    minutes = forms.IntegerField(
        label="Durée d’un rendez-vous, en minutes",
        min_value=5,
        max_value=480,
        initial=30,
        error_messages={"required": "Écrivez la durée en minutes."},
    )
    capacity = forms.IntegerField(
        label="Personnes reçues ensemble",
        min_value=1,
        max_value=200,
        initial=1,
        help_text="Plus d’une pour un atelier ou une réunion.",
        error_messages={"required": "Écrivez 1 pour un rendez-vous à deux."},
    )

    to_partners = forms.BooleanField(
        label="Ouverts aux partenaires",
        required=False,
        help_text="Un partenaire y prend un rendez-vous pour une personne qu’il a signalée, et qui est accompagnée.",
    )

    def __init__(self, *args, place: Place, **options):
        super().__init__(*args, **options)
        self.fields["agent"].queryset = receivers(place.fund_id)
        self.fields["room"].queryset = place.rooms.all()

    def clean(self):
        given = super().clean()
        if given.get("way") == Way.ON_SITE and not given.get("room"):
            self.add_error("room", "Pour recevoir sur place, choisissez le guichet ou la salle.")
        elif given.get("way") in (Way.PHONE, Way.VIDEO):
            given["room"] = None
        return given


def _place(request: HttpRequest, place_id: uuid.UUID) -> Place:
    return get_object_or_404(Place, pk=place_id)


@requires(OPEN_SLOTS, of=_place, may=may_open_slots)
@require_http_methods(["GET", "POST"])
@one_intent
def open_slots(request: HttpRequest, place: Place) -> HttpResponse:
    """New hours at a place."""
    form = OpeningForm(**posted(request), place=place, initial=_minted(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        rule = desks.weekly(given.pop("days"), given.pop("every"))
        try:
            desks.open_slots(place, opening_id=given.pop("id"), author=request.user, rule=rule, **given)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "Les créneaux sont ouverts.")
            return redirect("appointments:desks")
    return _form(request, form, "Ouvrir des créneaux", "Ouvrir ces créneaux", lead=str(place))


def _opening(request: HttpRequest, opening_id: uuid.UUID) -> Opening:
    return get_object_or_404(Opening, pk=opening_id)


@requires(OPEN_SLOTS, of=_opening, may=may_open_slots)
@require_POST
def close(request: HttpRequest, opening: Opening) -> HttpResponse:
    """Nothing more is booked there; what is booked stays, and is told."""
    remain = desks.close_slots(opening)
    messages.success(request, "Ces créneaux sont fermés.")
    if remain:
        s = "s" if remain > 1 else ""
        messages.warning(
            request, f"{remain} rendez-vous y rest{'ent' if s else 'e'} prévu{s} : déplacez-les ou annulez-les."
        )
    return redirect("appointments:desks")


def _minted(request: HttpRequest) -> dict:
    intent = intent_of(request)
    return {"id": intent} if intent else {}


def _form(request: HttpRequest, form: forms.Form, title: str, submit: str, **context) -> HttpResponse:
    back = reverse("appointments:desks")
    trail = [{"label": TITLE, "url": back}, {"label": title}]
    context |= {"form": form, "title": title, "submit": submit, "back": back, "trail": trail}
    return render(request, "appointments/form.html", context)
