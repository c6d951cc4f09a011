"""Every message that the product sends to a person, and who asked for none."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ..organisations.models import Organisation, User
from ..people.models import OfPerson
from .codes import FOLLOWING, Channel, State


class Message(OfPerson):
    """One message to one person by one channel, written in the transaction of what causes it.

    `cause` says what that is (`contact:…`): a cause has one message of a kind to a person, however often it is told.
    The address is read when the message leaves; `to_digest` is then the keyed digest of it. `leave_after` and
    `useless_after` bound the moment. `attempt` counts the times that a carrier was called; it is written before each.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField("modèle", max_length=40)
    cause = models.CharField("cause", max_length=100)
    channel = models.CharField("par", max_length=10, choices=Channel)
    language = models.CharField("langue", max_length=10, default="fr")
    subject = models.CharField("objet", max_length=120, blank=True)
    text = models.TextField("texte", max_length=2000)
    author = models.ForeignKey(
        User, verbose_name="écrit par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField("écrit le", db_default=Now())
    leave_after = models.DateTimeField("part après le")
    useless_after = models.DateTimeField("n’a plus de sens après le")
    state = models.CharField("état", max_length=10, choices=State, default=State.WAITING)
    why = models.CharField("pourquoi", max_length=200, blank=True)
    attempt = models.SmallIntegerField("essais", default=0)
    attempted_at = models.DateTimeField("dernier essai le", null=True)
    to_digest = models.BinaryField(null=True, editable=False)
    settled_at = models.DateTimeField("état final le", null=True)

    class Meta:
        verbose_name = "message"
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(fields=["cause", "person", "kind"], name="message_once_for_its_cause"),
            models.CheckConstraint(name="message_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="message_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="message_leaves_before_it_is_useless", condition=Q(useless_after__gt=models.F("leave_after"))
            ),
            models.CheckConstraint(
                name="message_attempt_is_dated",
                condition=Q(attempt=0, attempted_at=None) | Q(attempt__gt=0, attempted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_settled_as_its_state_says",
                condition=Q(state__in=[State.SENT, State.FAILED, State.WITHDRAWN], settled_at__isnull=False)
                | Q(state__in=[State.WAITING, State.LEAVING, State.UNKNOWN], settled_at=None),
            ),
            models.CheckConstraint(
                name="message_not_sent_says_why",
                condition=~Q(state__in=[State.FAILED, State.WITHDRAWN, State.UNKNOWN]) | ~Q(why=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["fund", "leave_after"],
                name="message_to_leave",
                condition=Q(state__in=[State.WAITING, State.LEAVING, State.UNKNOWN]),
            ),
            models.Index(fields=["person", "written_at"], name="message_of_person"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="states_follow_one_another",
                field="state",
                transitions=[(former, after) for former, following in FOLLOWING.items() for after in following],
            )
        ]

    def __str__(self):
        return f"message {self.pk}"


class StoppedAddress(models.Model):
    """A number or an address said STOP: it gets nothing, whoever has it, and whether the fund knows somebody by it. By
    digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField("par", max_length=10, choices=Channel)
    address_digest = models.BinaryField(editable=False)
    since = models.DateTimeField("depuis le", db_default=Now())
    lifted_at = models.DateTimeField("levée le", null=True)

    class Meta:
        verbose_name = "adresse qui a dit STOP"
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "channel", "address_digest"], name="stopped_once", condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(name="stopped_channel_known", condition=Q(channel__in=Channel.values)),
        ]

    def __str__(self):
        return f"adresse {self.pk}"


class Opposition(OfPerson):
    """A person wants no message by this channel: since when, and who wrote it down. Lifted by the person alone.

    `address_digest` is that of the number or address which said STOP: whoever else has it receives nothing either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    channel = models.CharField("par", max_length=10, choices=Channel)
    address_digest = models.BinaryField(editable=False)
    since = models.DateTimeField("depuis le", db_default=Now())
    author = models.ForeignKey(
        User, verbose_name="noté par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    lifted_at = models.DateTimeField("levée le", null=True)
    lifted_by = models.ForeignKey(
        User, verbose_name="levée notée par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "opposition aux messages"
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "channel", "address_digest"], name="opposed_once", condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(name="opposition_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="opposition_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]
