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

CAUSE = "appointment"
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
    to_partners = models.BooleanField("ouverts aux partenaires", default=False, db_default=False)
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
            models.UniqueConstraint(fields=["fund", "id"], name="appointment_fund_id"),
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
    def cause(self) -> str:
        """Of messages about it as it is now: moved or cancelled, it causes others."""
        return f"{CAUSE}:{self.pk}:{self.sequence}"

    @property
    def local_start(self) -> datetime.datetime:
        """The beginning on the clock of the place."""
        return self.starts_at.astimezone(self.opening.place.zone)


class Suspension(OfPerson):
    """No message about appointments is sent to this person by itself, since when, until somebody lifts it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    since = models.DateTimeField("depuis le", db_default=Now())
    author = models.ForeignKey(
        User, verbose_name="noté par", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    lifted_at = models.DateTimeField("levée le", null=True)
    lifted_by = models.ForeignKey(
        User, verbose_name="levée par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "suspension des rappels"
        constraints = [
            models.UniqueConstraint(fields=["person"], name="suspended_once", condition=Q(lifted_at=None)),
            models.CheckConstraint(
                name="suspension_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]


class PersonLink(models.Model):
    """A code that opens one appointment to its person, once, with the birth date; then the visit that it began.

    Written by functions alone (`sql/appointment_link_open.sql`); the database knows codes and visits by their hashes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        Appointment, verbose_name="rendez-vous", on_delete=models.CASCADE, related_name="personlinks"
    )
    code_digest = models.BinaryField(unique=True)
    given_at = models.DateTimeField("donné le", db_default=Now())
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    tries = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField("ouvert le", null=True)
    visit_digest = models.BinaryField(null=True, unique=True)
    visit_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "accès de la personne à son rendez-vous"
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                name="appointment_link_visit_whole",
                condition=Q(opened_at=None, visit_digest=None, visit_until=None)
                | Q(opened_at__isnull=False, visit_digest__isnull=False, visit_until__isnull=False),
            ),
        ]


class CalendarFeed(models.Model):
    """An address by which a calendar program reads the agenda of one account, until it is revoked.

    Only the hash of its text is kept. It tells hours and places, never who comes nor what for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(User, verbose_name="compte", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("créé le", db_default=Now())
    last_read_on = models.DateField("lu le", null=True)
    revoked_at = models.DateTimeField("révoqué le", null=True)

    class Meta:
        verbose_name = "abonnement à un agenda"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["account"], name="one_feed_for_an_account", condition=Q(revoked_at=None))
        ]


class Waiting(OfPerson):
    """A person waits for an earlier moment: for what, and at which place if not anywhere.

    Told at most three times, a week apart at least, of a moment that became free (`waiting.py`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField("objet", max_length=20, choices=Kind)
    place = models.ForeignKey(Place, verbose_name="lieu", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField("depuis le", db_default=Now())
    author = models.ForeignKey(
        User, verbose_name="noté par", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    told = models.SmallIntegerField("prévenue", default=0)
    told_at = models.DateTimeField("prévenue le", null=True)
    ended_at = models.DateTimeField("fin de l’attente", null=True)

    class Meta:
        verbose_name = "attente d’un rendez-vous"
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="waits_once", condition=Q(ended_at=None)),
            models.CheckConstraint(name="waiting_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="waiting_told_at_most_three_times",
                condition=Q(told=0, told_at=None) | Q(told__range=(1, 3), told_at__isnull=False),
            ),
        ]
