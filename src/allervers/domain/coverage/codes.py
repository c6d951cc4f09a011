"""Rights that are open or not, and benefits opened elsewhere that count for them."""

from django.db.models import TextChoices

from allervers.publishing.ended import CAUSES


class Right(TextChoices):
    PUMA = "puma", "Droits de base (PUMa)"
    C2S = "c2s", "Complémentaire santé solidaire"
    AME = "ame", "Aide médicale de l’État"


class C2sClass(TextChoices):
    FREE = "free", "sans participation"
    CONTRIBUTION = "contribution", "avec participation"


class Benefit(TextChoices):
    """Opened by another body, and read by the rules of the C2S (L861-2 and L861-5 CSS)."""

    RSA = "rsa", "Revenu de solidarité active (RSA)"
    ASPA = "aspa", "Allocation de solidarité aux personnes âgées (ASPA)"
    ASI = "asi", "Allocation supplémentaire d’invalidité (ASI)"
    AAH = "aah", "Allocation aux adultes handicapés (AAH)"
    ASS = "ass", "Allocation de solidarité spécifique"
    CEJ = "cej", "Contrat d’engagement jeune"


class Circumstance(TextChoices):
    """What happened to a person, that dates the end of a right. Its day is said beside it."""

    RESIDENCE_TITLE = "residence_title", "Titre de séjour, valable jusqu’au"
    CHILD_WELFARE = "child_welfare", "Confié à l’aide sociale à l’enfance depuis le"
    CLOSING_NOTICE = "closing_notice", "Lettre de fermeture des droits de base, envoyée le"
    UNPAID_NOTICE = "unpaid_notice", "Lettre sur deux mois de participation impayés, du"
    RENUNCIATION = "renunciation", "Renonciation à la C2S, reçue le"


class SetAside(TextChoices):
    """Why nobody acts on a line."""

    COVERED = "covered", "La personne est déjà couverte autrement"
    NOT_WANTED = "not_wanted", "La personne n’en veut pas"
    WRONG = "wrong", "L’information de la liste est fausse"
    UNREACHABLE = "unreachable", "La personne ne répond pas"
    OTHER = "other", "Autre motif, précisé"


class GapKind(TextChoices):
    """The kinds of what is ahead, as a list is filtered by."""

    C2S_RENEWAL = "c2s_renewal", "C2S à renouveler"
    C2S_RENEWAL_LATE = "c2s_renewal_late", "C2S, renouvellement en retard"
    AME_RENEWAL = "ame_renewal", "AME à renouveler"
    TITLE_ENDING = "title_ending", "Titre de séjour qui finit"
    MAINTAINED_RIGHTS_ENDING = "maintained_rights_ending", "Droits maintenus après le titre"
    BASE_TO_AME = "base_to_ame", "Des droits de base à l’AME"
    BASE_RIGHT_ENDING = "base_right_ending", "Droits de base qui finissent"
    MAJORITY = "majority", "18 ans"
    CHILD_WELFARE_C2S = "child_welfare_c2s", "Jeune confié : C2S avant 18 ans"
    ADULT_JOINING = "adult_joining", "Adulte qui rejoint un foyer"
    CONTRIBUTION_UNPAID = "contribution_unpaid", "Participation impayée"


class EndCause(TextChoices):
    """Why a right ended (what is not known is said apart)."""

    INELIGIBLE = "ineligible", CAUSES["ineligible"]
    PROCEDURAL = "procedural", CAUSES["procedural"]
    RENOUNCED = "renounced", CAUSES["renounced"]
    DEATH = "death", CAUSES["death"]
    MOVED = "moved", CAUSES["moved"]
    MERGED = "merged", CAUSES["merged"]
