"""Codes of programmes, kept in the database. Adding one asks for a migration of its table's constraint."""

from django.db import models


class Kind(models.TextChoices):
    """What a whole population is given: all of it unless they say no, or those whom the law's targets name."""

    MES = "mes", "Mon espace santé"
    MASKS = "masks", "Masques"
    FLU = "flu", "Vaccination contre la grippe"


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


# --- Masks -----------------------------------------------------------------------------------------------------------


class NoParcel(models.TextChoices):
    """Why no parcel leaves for a household that has the right: the first of these that applies on the wave's day."""

    DECEASED = "deceased", "Plus personne en vie dans le foyer"
    HOMELESS = "homeless", "Sans domicile stable"
    RETURNED_MAIL = "returned_mail", "Courrier revenu (NPAI)"
    OPPOSED = "opposed", "Opposées à être contactées, ou dont on ne sait pas"


class ParcelNews(models.TextChoices):
    """What is learned of a parcel."""

    NOT_RECEIVED = "not_received", "Pas reçu"
    COLLECTED = "collected", "Retiré au CCAS ou au CIAS"
    REVERSAL = "reversal", "Annulé"


class Reversal(models.TextChoices):
    """Why a parcel counts no longer."""

    NO_RIGHT = "no_right", "Aucun droit ouvert au jour de référence"
    DUPLICATE = "duplicate", "Foyer enregistré deux fois"
    DECLINED = "declined", "Le foyer n’en veut pas"
    MISTAKE = "mistake", "Envoi par erreur"


# --- Flu -------------------------------------------------------------------------------------------------------------


class Cohort(models.TextChoices):
    """Why the season's campaign invites somebody: the first of these that applies on the wave's day, as the target
    `flu_cohort` says it. What a population does not say (obesity, those around the frail, carers) is of no cohort."""

    AGE = "age", "À l’âge visé"
    PREGNANT = "pregnant", "Enceintes"
    DISEASE = "disease", "Plus jeunes, en ALD"


class NoVoucher(models.TextChoices):
    """Why no voucher leaves for somebody whom the campaign invites: the first of these on the wave's day."""

    DECEASED = "deceased", "Décédées"
    VACCINATED = "vaccinated", "Déjà vaccinées cette saison"
    HOMELESS = "homeless", "Sans domicile stable"
    RETURNED_MAIL = "returned_mail", "Courrier revenu (NPAI)"
    CHILD_WELFARE = "child_welfare", "Mineures confiées à l’aide sociale à l’enfance : on ne sait à qui écrire"
    OPPOSED = "opposed", "Opposées à être contactées, ou dont on ne sait pas"
