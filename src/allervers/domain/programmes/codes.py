"""Codes of programmes, kept in the database. Adding one asks for a migration of its table's constraint."""

from django.db import models


class Kind(models.TextChoices):
    """What everybody is given, unless they say no."""

    MES = "mes", "Mon espace santé"


class Phase(models.TextChoices):
    """The clocks of a phase are those of the law's library (`mes_notice`)."""

    NATIONAL = "national", "nationale"
    PILOT = "pilot", "pilote"


class Notice(models.TextChoices):
    """How the notice goes: nothing else reaches everybody and proves that it was sent."""

    EMAIL = "email", "Courriel"
    LETTER = "letter", "Lettre"


class Exclusion(models.TextChoices):
    """Why somebody is told nothing and given nothing: the first of these that applies on the day of the wave."""

    DECEASED = "deceased", "Décédées"
    AME = "ame", "À l’aide médicale de l’État"
    HOMELESS = "homeless", "Sans domicile stable"
    RETURNED_MAIL = "returned_mail", "Courrier revenu (NPAI)"
    CHILD_WELFARE = "child_welfare", "Confiées à l’aide sociale à l’enfance, sans autorité parentale connue"


class State(models.TextChoices):
    """Where somebody who was told stands."""

    NOTIFIED = "notified", "Informée, délai en cours"
    CREATED = "created", "Espace créé sans opposition"
    ACTIVATED = "activated", "Espace activé"
    OPPOSED = "opposed", "Opposée, pas d’espace"
    CLOSED = "closed", "Espace fermé"


class Answer(models.TextChoices):
    """What a person says."""

    OPPOSITION = "opposition", "Opposition"
    ACTIVATION = "activation", "Activation"
    CLOSURE = "closure", "Clôture"
    REOPENING = "reopening", "Réouverture"


class Channel(models.TextChoices):
    """By what an answer comes."""

    PORTAL = "portal", "Portail"
    TELEPHONE = "telephone", "Téléphone"
    PAPER = "paper", "Papier"
    PRISON = "prison", "Établissement pénitentiaire"
    DESK = "desk", "Accueil"
