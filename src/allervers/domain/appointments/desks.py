"""What a fund opens: places, desks, hours. Nothing is deleted: what was booked keeps its place."""

import datetime
from uuid import UUID

from dateutil.rrule import rrulestr
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, User
from ..pieces.once import once, says
from ..pieces.refusals import Refused, sentence
from .codes import State
from .models import TWO_YEARS, Appointment, Opening, Place, Room
from .permissions import RECEIVES
from .slots import slots_of

WEEKDAYS = {"MO": "lundi", "TU": "mardi", "WE": "mercredi", "TH": "jeudi", "FR": "vendredi", "SA": "samedi"}
EVERY = {1: "Chaque semaine", 2: "Une semaine sur deux", 4: "Une semaine sur quatre"}
DAY_IN_MINUTES = 24 * 60


def weekly(days: list[str], every: int = 1) -> str:
    """The rule « these days, every week » (or every two weeks…)."""
    return f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(days)}"


def said_of_rule(rule: str) -> str:
    """« lundi, jeudi, une semaine sur deux », for a rule that `weekly` wrote; any other as it stands."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    days = [WEEKDAYS[day] for day in parts.get("BYDAY", "").split(",") if day in WEEKDAYS]
    every = EVERY.get(int(parts.get("INTERVAL", "1")), "")
    return f"{', '.join(days)}, {every.lower()}" if days and every else rule


@transaction.atomic
def add_place(fund: Organisation, *, place_id: UUID, rooms: list[str], **what) -> Place:
    """A place with its desks. `what`: name, address, territory. The same identifier writes once."""
    because("lieu de rendez-vous ajouté")
    try:
        with transaction.atomic():
            place, new = once(Place(pk=place_id, fund=fund, **what), says(fund_id=fund.pk, **what))
    except IntegrityError as error:
        raise Refused(sentence(error), "name") from None
    if new:
        Room.objects.bulk_create([Room(fund=fund, place=place, name=name) for name in dict.fromkeys(rooms)])
    return place


@transaction.atomic
def open_slots(
    place: Place, *, opening_id: UUID, agent: User, author: User, until: datetime.time | None = None, **what
) -> Opening:
    """Somebody receives here. `until`: no slot ends later; else `per_day` is among `what`, the fields of `Opening`.

    Raises `Refused` where the agent is of another fund or receives nobody, or where no slot would come of it.
    """
    because("créneaux ouverts")
    if agent.organisation_id != place.fund_id or agent.role not in RECEIVES or not agent.is_active:
        raise Refused("Choisissez un agent de votre caisse qui reçoit des personnes.", "agent")
    room = what.get("room")
    if room and room.place_id != place.pk:
        raise Refused("Ce guichet est dans un autre lieu.", "room")
    if until is not None:
        what["per_day"] = max(_minutes(until) - _minutes(what["first_time"]), 0) // what["minutes"]
    opening = Opening(pk=opening_id, fund_id=place.fund_id, place=place, agent=agent, author=author, **what)
    _sensible(opening)
    same = says(place_id=place.pk, agent_id=agent.pk, **what)
    return once(opening, same)[0]


def _minutes(at: datetime.time) -> int:
    return at.hour * 60 + at.minute


def _sensible(opening: Opening) -> None:
    """Raises `Refused` where nobody could ever come."""
    if opening.per_day < 1:
        raise Refused("L’heure de fin ne laisse la place à aucun créneau de cette durée.", "until")
    if _minutes(opening.first_time) + opening.per_day * opening.minutes > DAY_IN_MINUTES:
        raise Refused("Les créneaux dépassent minuit : réduisez leur nombre ou leur durée.", "until")
    if opening.ends_on < opening.starts_on:
        raise Refused("La date de fin précède la date de début.", "ends_on")
    if opening.ends_on < timezone.localdate():
        raise Refused("Ces créneaux seraient tous passés.", "ends_on")
    if opening.ends_on - opening.starts_on > TWO_YEARS:
        raise Refused("Des créneaux s’ouvrent pour deux ans au plus.", "ends_on")
    try:
        rrulestr(opening.rule)
    except ValueError:
        raise Refused("Choisissez au moins un jour de la semaine.", "rule") from None
    if next(slots_of(opening, opening.starts_on, opening.ends_on), None) is None:
        raise Refused("Entre ces dates, aucun de ces jours n’est ouvert (jours fériés compris).", "rule")


@transaction.atomic
def close_slots(opening: Opening) -> int:
    """Nothing more is booked there. Gives the number of appointments that remain, to be moved or cancelled."""
    because("créneaux fermés")
    found = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if found.closed_at is None:
        found.closed_at = timezone.now()
        found.save(update_fields=["closed_at"])
    return Appointment.objects.filter(opening=found, state=State.BOOKED, starts_at__gt=timezone.now()).count()
