"""Codes of messages, kept in the database. Adding one asks for a migration of its table's constraint."""

from django.db import models


class Channel(models.TextChoices):
    """By what a message leaves. Letters leave by their own batch."""

    SMS = "sms", "SMS"
    EMAIL = "email", "Courriel"


class State(models.TextChoices):
    """Where a message stands. Only `waiting` leaves; what is `unknown` never leaves again by itself (decision 0036)."""

    WAITING = "waiting", "En attente"
    LEAVING = "leaving", "En train de partir"
    SENT = "sent", "Envoyé"
    FAILED = "failed", "Non parti"
    UNKNOWN = "unknown", "Envoi incertain"
    WITHDRAWN = "withdrawn", "Retiré avant l’envoi"


# What may follow each state. The last three end a message, but somebody may say what became of an uncertain one.
FOLLOWING = {
    State.WAITING: (State.LEAVING, State.WITHDRAWN, State.FAILED),
    State.LEAVING: (State.SENT, State.FAILED, State.UNKNOWN, State.WAITING),
    State.UNKNOWN: (State.LEAVING, State.SENT, State.FAILED),
    State.SENT: (),
    State.FAILED: (),
    State.WITHDRAWN: (),
}
