"""Codes of field actions. Publics are those of the file format; adding one asks for a migration of the constraint.

The other words (life event, kind of place, partners, services) are open: a word of another tool is kept as it is, and
told when it comes in.
"""

from django.db.models import TextChoices


class ActionPublic(TextChoices):
    """For whom an action was made, by population or by life event (#120–129)."""

    YOUNG = "young", "Jeunes"
    YOUNG_FRAGILE = "young_fragile", "Jeunes en situation de fragilité"
    CHILD_WELFARE = "child_welfare", "Jeunes de l’aide sociale à l’enfance"
    SELF_EMPLOYED = "self_employed", "Travailleurs indépendants"
    DISABILITY = "disability", "Personnes en situation de handicap"
    JOB_SEEKERS = "job_seekers", "Demandeurs d’emploi"
    FUTURE_PARENTS = "future_parents", "Futurs parents"
    YOUNG_PARENTS = "young_parents", "Jeunes parents"
    SINGLE_PARENTS = "single_parents", "Familles monoparentales, séparation"
    PRISONERS = "prisoners", "Personnes détenues ou sortant de détention"
    CARERS = "carers", "Aidants"
    BEREAVED = "bereaved", "Personnes endeuillées"
    OTHER = "other", "Autre public"


class LifeEvent(TextChoices):
    """What happened to those for whom an action was made."""

    MAJORITY = "majority", "Majorité"
    STUDIES = "studies", "Études"
    JOB_LOSS = "job_loss", "Perte d’emploi"
    BIRTH = "birth", "Naissance"
    SEPARATION = "separation", "Séparation"
    BEREAVEMENT = "bereavement", "Décès d’un proche"
    DISABILITY = "disability", "Handicap ou maladie"
    CARE_OF_ANOTHER = "care_of_another", "Aide à un proche"
    RETIREMENT = "retirement", "Retraite"
    RELEASE = "release", "Sortie de détention"
    MOVE = "move", "Déménagement, arrivée en France"
    OTHER = "other", "Autre événement"


class PlaceKind(TextChoices):
    """Where an action was held."""

    FUND = "fund", "Locaux de la caisse"
    PARTNER = "partner", "Locaux d’un partenaire"
    FRANCE_SERVICES = "france_services", "France services"
    SCHOOL = "school", "École, université, mission locale"
    WORKPLACE = "workplace", "Entreprise"
    PRISON = "prison", "Établissement pénitentiaire"
    HOSPITAL = "hospital", "Hôpital, établissement de soins"
    PUBLIC_SPACE = "public_space", "Rue, marché, forum"
    HOME = "home", "Domicile, hébergement"
    ONLINE = "online", "À distance"
    OTHER = "other", "Autre lieu"


class Team(TextChoices):
    """Which teams of the fund took part. Two or more make an action multidisciplinary."""

    MISAS = "misas", "Mission accompagnement santé"
    RECEPTION = "reception", "Accueil"
    PARTNERSHIPS = "partnerships", "Partenariats"
    PREVENTION = "prevention", "Prévention"
    HEALTH_CENTRE = "health_centre", "Centre d’examens de santé"
    SOCIAL_SERVICE = "social_service", "Service social"
    MEDICAL_SERVICE = "medical_service", "Service médical"
    RIGHTS = "rights", "Gestion des droits"
    COMMUNICATION = "communication", "Communication"
    OTHER = "other", "Autre service"
