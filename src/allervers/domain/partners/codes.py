"""Networks with which funds sign agreements, and the kinds of these.

The file format (§9) names no list of networks. Ours holds those that report persons (§3) and those of the table of
agreements (#130); a word that is not in it is kept as it is, told, and counted under « autre partenaire ».
"""

from django.db.models import TextChoices


class Network(TextChoices):
    """Whom an agreement is with. The codes of `referrals.codes.PartnerCategory` have the same meaning here."""

    HIGHER_EDUCATION = "higher_education", "Enseignement supérieur"
    ADOMA = "adoma", "Adoma"
    APF_FRANCE_HANDICAP = "apf_france_handicap", "APF France handicap"
    CAF = "caf", "Caf"
    CCAS = "ccas", "CCAS ou CIAS"
    CONVERGENCE_FRANCE = "convergence_france", "Convergence France"
    CROIX_ROUGE = "croix_rouge", "Croix-Rouge française"
    EMMAUS = "emmaus", "Emmaüs"
    FRANCE_TERRE_D_ASILE = "france_terre_d_asile", "France terre d’asile"
    MUTUALITE_FRANCAISE = "mutualite_francaise", "Mutualité française"
    FRANCE_TRAVAIL = "france_travail", "France Travail"
    RESTOS_DU_COEUR = "restos_du_coeur", "Restos du Cœur"
    SECOURS_POPULAIRE = "secours_populaire", "Secours populaire français"
    UDAF = "udaf", "Udaf"
    CARSAT = "carsat", "Carsat"
    DEPARTMENTAL_COUNCIL = "departmental_council", "Conseil départemental"
    MISSION_LOCALE = "mission_locale", "Mission locale"
    FRANCE_SERVICES = "france_services", "France Services"
    FORUM_REFUGIES = "forum_refugies", "Forum réfugiés"
    SPIP = "spip", "SPIP"
    HELP = "help", "Dispositif HELP"
    HOSPITAL = "hospital", "Hôpital"
    ASSOCIATION = "association", "Association"
    OTHER = "other", "Autre partenaire"


OF_THE_YEARLY_REPORT = tuple(Network)[: tuple(Network).index(Network.UDAF) + 1]
"""The networks of the yearly report's table (#130), in its order."""

ALSO_CALLED = {
    "ccas_cias": Network.CCAS,
    "cias": Network.CCAS,
    "universites": Network.HIGHER_EDUCATION,
    "enseignement_superieur": Network.HIGHER_EDUCATION,
    "acteurs_de_l_enseignement_superieur": Network.HIGHER_EDUCATION,
    "apf": Network.APF_FRANCE_HANDICAP,
    "afp_france_handicap": Network.APF_FRANCE_HANDICAP,  # as the report on 2024 spells it
    "caisses_d_allocations_familiales": Network.CAF,
    "convergence": Network.CONVERGENCE_FRANCE,
    "croix_rouge_francaise": Network.CROIX_ROUGE,
    "france_terre_asile": Network.FRANCE_TERRE_D_ASILE,
    "mutualite": Network.MUTUALITE_FRANCAISE,
    "pole_emploi": Network.FRANCE_TRAVAIL,  # until 2023
    "restaurants_du_coeur": Network.RESTOS_DU_COEUR,
    "les_restos_du_coeur": Network.RESTOS_DU_COEUR,
    "secours_populaire_francais": Network.SECOURS_POPULAIRE,
    "departements": Network.DEPARTMENTAL_COUNCIL,
    "missions_locales": Network.MISSION_LOCALE,
}
"""Other names, folded (`words.folded`): those of data·inclusion (`reseaux_porteurs`) and of the yearly report."""


class AgreementKind(TextChoices):
    """`tripartite`: with two partners at once, such as fund, Carsat and an association, or around child welfare."""

    NATIONAL = "national", "Déclinaison d’une convention nationale"
    LOCAL = "local", "Convention locale"
    TRIPARTITE = "tripartite", "Convention tripartite"
