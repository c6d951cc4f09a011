"""Closed lists of the social service, kept in the database. Adding a code asks for a migration of its constraint.

Which axis or offer can be asked for on which day is the law library's (`law/social_service.py`).
"""

from django.db.models import TextChoices


class Axis(TextChoices):
    CARE_PATHS = "care_paths", "Sécuriser les parcours en santé"
    KEEPING_WORK = "keeping_work", "Prévenir la désinsertion professionnelle"
    RETURN_HOME = "return_home", "Stabiliser le retour à domicile"
    AGEING_WELL = "ageing_well", "Bien vieillir"


class Offer(TextChoices):
    FORGONE_CARE = "forgone_care", "Renoncement aux soins et freins psychosociaux"
    SERIOUS_ILLNESS = "serious_illness", "Pathologies lourdes"
    KEEPING_WORK = "keeping_work", "Prévention de la désinsertion professionnelle"


AXIS_OF_OFFER = {
    Offer.FORGONE_CARE: Axis.CARE_PATHS,
    Offer.SERIOUS_ILLNESS: Axis.CARE_PATHS,
    Offer.KEEPING_WORK: Axis.KEEPING_WORK,
}


class Origin(TextChoices):
    """Who turned to the social service."""

    MISSION = "mission", "Mission accompagnement santé"
    MEDICAL_SERVICE = "medical_service", "Service médical"
    OTHER_SERVICE = "other_service", "Autre service de l’Assurance Maladie"
    PARTNER = "partner", "Partenaire"
    HEALTH_PROFESSIONAL = "health_professional", "Professionnel de santé"
    PERSON = "person", "La personne elle-même (36 46)"


class Answer(TextChoices):
    """What the first level did with a request."""

    INFORMED = "informed", "Informée et conseillée"
    ORIENTED = "oriented", "Orientée vers un autre organisme"
    BOOKED = "booked", "Rendez-vous donné avec un assistant de service social"
    DECLINED = "declined", "La personne ne souhaite pas de suite"
    UNREACHABLE = "unreachable", "Personne injoignable"


class EndReason(TextChoices):
    """Why a social worker's file ended."""

    GOALS_MET = "goals_met", "Objectifs atteints"
    PARTLY_MET = "partly_met", "Objectifs atteints en partie"
    HANDED_ON = "handed_on", "Relais pris par un autre service"
    STOPPED = "stopped", "Arrêt à la demande de la personne"
    LOST = "lost", "Plus de nouvelles de la personne"


class Way(TextChoices):
    """How somebody is met."""

    ON_SITE = "on_site", "Sur place"
    PHONE = "phone", "Par téléphone"
    HOME = "home", "À domicile"
    VIDEO = "video", "En visioconférence"


class State(TextChoices):
    """What became of an interview."""

    PLANNED = "planned", "Prévu"
    HELD = "held", "A eu lieu"
    NO_SHOW = "no_show", "Absence sans prévenir"
    CANCELLED = "cancelled", "Annulé"


FOLLOWING = {
    State.PLANNED: (State.HELD, State.NO_SHOW, State.CANCELLED),
    State.HELD: (State.NO_SHOW,),
    State.NO_SHOW: (State.HELD,),
    State.CANCELLED: (),
}
