"""Where and when persons are received, and who comes.

A place has desks; an opening says when somebody receives there. Its slots are worked out (`slots.py`); only what is
booked is a row, and the database refuses two at once for the same agent, the same room or the same person.
"""

import datetime
import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from ..accompaniment.models import Accompaniment
from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from ..people.models import OfPerson
from .codes import ATTENDANCES, FOLLOWING, HELD, Kind, Origin, State, Territory, Way

TWO_YEARS = datetime.timedelta(days=731)


class Place(models.Model):
    """Where persons are received, or from where they are called. Its hours are those of its territory."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nom", max_length=100)
    address = models.CharField("adresse", max_length=200)
    territory = models.CharField("territoire", max_length=20, choices=Territory, default=Territory.MAINLAND)
    closed_at = models.DateTimeField("fermé le", null=True)

    class Meta:
        verbose_name = "lieu"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="place_fund_id"),
            models.UniqueConstraint(fields=["fund", "name"], name="place_named_once"),
            models.CheckConstraint(name="place_territory_known", condition=Q(territory__in=Territory.values)),
        ]

    def __str__(self):
        return self.name

    @property
    def zone(self):
        return Territory(self.territory).zone


class Room(models.Model):
    """A desk or a room of a place: one appointment at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, verbose_name="lieu", on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField("nom", max_length=60)

    class Meta:
        verbose_name = "guichet ou salle"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "id"], name="room_place_id"),
            models.UniqueConstraint(fields=["place", "name"], name="room_named_once"),
        ]

    def __str__(self):
        return self.name


class Opening(models.Model):
    """An agent receives at these hours, on the days of a rule. Never changed: closed, and another one opened.

    `rule` is that of RFC 5545 without its start and end (`FREQ=WEEKLY;BYDAY=MO,TH`). Each day has `per_day` slots of
    `minutes`, one after the other from `first_time`, on the clock of the place. `capacity`: how many come together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, verbose_name="lieu", on_delete=models.PROTECT, related_name="openings")
    room = models.ForeignKey(
        Room, verbose_name="guichet ou salle", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agent = models.ForeignKey(User, verbose_name="agent", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("objet", max_length=20, choices=Kind)
    way = models.CharField("comment", max_length=10, choices=Way, default=Way.ON_SITE)
    capacity = models.SmallIntegerField("places", default=1)
    rule = models.CharField("répétition", max_length=200)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    first_time = models.TimeField("à partir de")
    minutes = models.SmallIntegerField("minutes", default=30)
    per_day = models.SmallIntegerField("créneaux par jour")
    except_on = ArrayField(models.DateField(), verbose_name="sauf les", default=list, blank=True)
    closed_at = models.DateTimeField("fermé le", null=True)
    author = models.ForeignKey(User, verbose_name="ouvert par", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ouverture"
        ordering = ["starts_on", "first_time"]
        constraints = [
            # What its appointments must say as it does.
            models.UniqueConstraint(fields=["fund", "id", "agent", "capacity"], name="opening_agent_capacity"),
            models.UniqueConstraint(fields=["id", "room"], name="opening_room"),
            models.CheckConstraint(name="opening_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="opening_on_site_has_a_room",
                condition=Q(way=Way.ON_SITE, room__isnull=False) | Q(way__in=[Way.PHONE, Way.VIDEO], room__isnull=True),
            ),
            models.CheckConstraint(
                name="opening_ends_within_two_years",
                condition=Q(ends_on__gte=F("starts_on")) & Q(ends_on__lte=F("starts_on") + TWO_YEARS),
            ),
            models.CheckConstraint(
                name="opening_counts_sensible",
                condition=Q(capacity__range=(1, 200), minutes__range=(5, 480), per_day__range=(1, 288)),
            ),
        ]
        indexes = [models.Index(fields=["fund", "ends_on"], name="opening_of_fund", condition=Q(closed_at=None))]


class Span(Func):
    """From its beginning to its end, which is free for the next one."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


_SPAN = Span("starts_at", "ends_at", RangeBoundary())
_HELD = Q(state__in=[state.value for state in HELD])


class SlotKey(Func):
    """One value for an opening and a beginning, however the session writes dates."""

    template = "md5(%(expressions)s)::uuid"
    arg_joiner = " || '/' || "
    output_field = models.UUIDField()

    def __init__(self):
        super().__init__(
            Func(F("opening_id"), template="(%(expressions)s)::text", output_field=models.TextField()),
            Func(
                F("starts_at"),
                template="extract(epoch from (%(expressions)s - timestamptz '2000-01-01 00:00:00+00'))::text",
                output_field=models.TextField(),
            ),
        )


@pghistory.track(**EVENT_OPTIONS)
class Appointment(OfPerson):
    """One person is expected, at a moment of an opening. Moved, it stays the same one, and `sequence` rises.

    `agent`, `room` and `capacity` are those of the opening. `seat` is one of its places, for a group; `slot` is the
    same for those who come together. `placed_at`: when this moment was chosen. `why` says why it was cancelled, to
    the service alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    opening = models.ForeignKey(Opening, verbose_name="ouverture", on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(User, verbose_name="agent", on_delete=models.PROTECT, related_name="+", db_index=False)
    room = models.ForeignKey(
        Room, verbose_name="guichet", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    capacity = models.SmallIntegerField("places")
    seat = models.SmallIntegerField("place", default=1)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    slot = models.GeneratedField(expression=SlotKey(), output_field=models.UUIDField(), db_persist=True)
    placed_at = models.DateTimeField("fixé le", db_default=Now())
    state = models.CharField("état", max_length=10, choices=State, default=State.BOOKED)
    settled_at = models.DateTimeField("état noté le", null=True)
    why = models.CharField("pourquoi", max_length=200, blank=True)
    origin = models.CharField("origine", max_length=10, choices=Origin)
    accompaniment = models.ForeignKey(
        Accompaniment, verbose_name="accompagnement", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sequence = models.SmallIntegerField("version", default=0)
    author = models.ForeignKey(
        User, verbose_name="donné par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "rendez-vous"
        ordering = ["starts_at"]
        constraints = [
            ExclusionConstraint(
                name="agent_receives_one_slot_at_a_time",
                expressions=[("agent", "="), (_SPAN, RangeOperators.OVERLAPS), ("slot", "<>")],
                condition=_HELD,
            ),
            ExclusionConstraint(
                name="room_holds_one_slot_at_a_time",
                expressions=[("room", "="), (_SPAN, RangeOperators.OVERLAPS), ("slot", "<>")],
                condition=_HELD & Q(room__isnull=False),
            ),
            ExclusionConstraint(
                name="person_is_at_one_place_at_a_time",
                expressions=[("person", "="), (_SPAN, RangeOperators.OVERLAPS)],
                condition=_HELD,
            ),
            models.UniqueConstraint(fields=["slot", "seat"], name="appointment_seat_once", condition=_HELD),
            models.CheckConstraint(name="appointment_seat_exists", condition=Q(seat__gte=1, seat__lte=F("capacity"))),
            models.CheckConstraint(name="appointment_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="appointment_is_to_come", condition=Q(starts_at__gt=F("placed_at"))),
            models.CheckConstraint(name="appointment_origin_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="appointment_settled_as_its_state_says",
                condition=Q(state=State.BOOKED, settled_at=None)
                | Q(state__in=[s for s in State.values if s != State.BOOKED], settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_attendance_is_known_after_it_began",
                condition=~Q(state__in=ATTENDANCES) | Q(settled_at__gte=F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "agent", "starts_at"], name="appointment_of_agent"),
            models.Index(fields=["person", "starts_at"], name="appointment_of_person"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="appointment_states_follow_one_another",
                field="state",
                transitions=[(former, after) for former, following in FOLLOWING.items() for after in following],
            )
        ]

    def __str__(self):
        return f"rendez-vous {self.pk}"

    @property
    def local_start(self) -> datetime.datetime:
        """The beginning on the clock of the place."""
        return self.starts_at.astimezone(self.opening.place.zone)
