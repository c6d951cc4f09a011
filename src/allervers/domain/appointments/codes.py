"""Codes of appointments, kept in the database. Adding one asks for a migration of its table's constraint."""

from zoneinfo import ZoneInfo

from django.db.models import TextChoices


class Kind(TextChoices):
    """What an appointment is for, as it is said to whoever books it. Never why this person comes."""

    RIGHTS_OPENING = "rights_opening", "Ouverture de droits"
    JOINT = "joint", "Rendez-vous commun CAF–CPAM"
    SOCIAL_SERVICE = "social_service", "Service social"


class Way(TextChoices):
    ON_SITE = "on_site", "Sur place"
    PHONE = "phone", "Par téléphone"
    VIDEO = "video", "En visioconférence"


class State(TextChoices):
    """What became of an appointment. Who said no is told apart: the person (`excused`), the service (`revoked`)."""

    BOOKED = "booked", "Prévu"
    HONOURED = "honoured", "Honoré"
    NO_SHOW = "no_show", "Absence sans prévenir"
    EXCUSED = "excused", "Excusé par la personne"
    REVOKED = "revoked", "Annulé par le service"


# Time is taken as long as nobody cancelled.
HELD = (State.BOOKED, State.HONOURED, State.NO_SHOW)
CANCELLED = (State.EXCUSED, State.REVOKED)
ATTENDANCES = (State.HONOURED, State.NO_SHOW)

# Whoever pressed the wrong button presses the other one; what was cancelled stays so, its time may be somebody else's.
FOLLOWING = {
    State.BOOKED: (*ATTENDANCES, *CANCELLED),
    State.HONOURED: (State.NO_SHOW,),
    State.NO_SHOW: (State.HONOURED, State.EXCUSED),
    State.EXCUSED: (),
    State.REVOKED: (),
}


class Origin(TextChoices):
    """Who chose the moment."""

    ADVISER = "adviser", "Donné par un conseiller"
    PARTNER = "partner", "Pris par un partenaire"
    PERSON = "person", "Pris par la personne"


class Territory(TextChoices):
    """Where a place is: what time it is there, and which days are holidays (`law/working_days.py`)."""

    MAINLAND = "mainland", "Hexagone et Corse"
    ALSACE_MOSELLE = "alsace_moselle", "Alsace et Moselle"
    GUADELOUPE = "guadeloupe", "Guadeloupe"
    MARTINIQUE = "martinique", "Martinique"
    GUYANE = "guyane", "Guyane"
    REUNION = "reunion", "La Réunion"
    MAYOTTE = "mayotte", "Mayotte"
    SAINT_PIERRE = "saint_pierre", "Saint-Pierre-et-Miquelon"
    SAINT_BARTHELEMY = "saint_barthelemy", "Saint-Barthélemy"
    SAINT_MARTIN = "saint_martin", "Saint-Martin"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(_ZONES[self])


# Names of the IANA time zone database.
_ZONES = {
    Territory.MAINLAND: "Europe/Paris",
    Territory.ALSACE_MOSELLE: "Europe/Paris",
    Territory.GUADELOUPE: "America/Guadeloupe",
    Territory.MARTINIQUE: "America/Martinique",
    Territory.GUYANE: "America/Cayenne",
    Territory.REUNION: "Indian/Reunion",
    Territory.MAYOTTE: "Indian/Mayotte",
    Territory.SAINT_PIERRE: "America/Miquelon",
    Territory.SAINT_BARTHELEMY: "America/St_Barthelemy",
    Territory.SAINT_MARTIN: "America/Marigot",
}
