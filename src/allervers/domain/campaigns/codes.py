"""Codes of campaigns, kept in the database. Adding one asks for a migration of its table's constraint."""

from django.db import models

from ..outbox.codes import Channel as OutboxChannel


class Channel(models.TextChoices):
    """By what a campaign writes: the outbox's ways, and letters."""

    EMAIL = OutboxChannel.EMAIL.value, OutboxChannel.EMAIL.label
    SMS = OutboxChannel.SMS.value, OutboxChannel.SMS.label
    LETTER = "letter", "Lettre"


class Arm(models.TextChoices):
    """Into which group a household was drawn."""

    TREATED = "treated", "Contactée"
    HOLDOUT = "holdout", "Témoin"


class Exclusion(models.TextChoices):
    """Why somebody of the file is in neither group: the first of these that applies."""

    OPPOSED = "opposed", "Opposées à être contactées"
    DECEASED = "deceased", "Décédées"
    CONTACTED_LATELY = "contacted_lately", "Déjà contactées depuis moins de 30 jours"
    CONTACTED_OFTEN = "contacted_often", "Contactées 4 fois ou plus en 12 mois"
    NOT_NAMED = "not_named", "Absentes du fichier de la caisse"
    NO_CHANNEL = "no_channel", "Sans moyen de contact"
    SAME_HOUSEHOLD = "same_household", "Même adresse qu’un autre membre du foyer"


class Step(models.TextChoices):
    """Where a campaign stands; read from its rows, kept nowhere."""

    DRAFT = "draft", "Sans audience"
    READY = "ready", "Prête à lancer"
    LEAVING = "leaving", "En cours d’envoi"
    PAUSED = "paused", "En pause"
    DONE = "done", "Envoyée"
