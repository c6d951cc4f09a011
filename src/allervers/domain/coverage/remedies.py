"""What keeps a right, and who can do it."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Who(TextChoices):
    """Who is to act. The adviser helps each of them."""

    PERSON = "person", "la personne"
    FUND = "fund", "la caisse"


@dataclass(frozen=True)
class Remedy:
    """`action`: the usual action of an accompaniment that it is; `request`: the right that a rights file asks for
    (`rights_files.codes.Right`), where the remedy is to deposit one."""

    label: str
    who: Who
    action: str
    request: str = ""


_PERSON, _FUND = Who.PERSON, Who.FUND
REMEDIES = {
    "c2s_renewal_request": Remedy(
        "Déposer la demande de renouvellement de la C2S", _PERSON, "Renouvellement de C2S", request="c2s"
    ),
    "c2s_late_renewal_request": Remedy(
        "Déposer la demande sans attendre : la caisse peut éviter l’interruption",
        _PERSON,
        "Renouvellement de C2S",
        request="c2s",
    ),
    "c2s_check_notice": Remedy("Vérifier que la lettre de renouvellement est arrivée", _FUND, "Renouvellement de C2S"),
    "c2s_refusal_reviewed": Remedy("Revoir avec la personne son refus de la C2S", _PERSON, "Renouvellement de C2S"),
    "c2s_joint_request": Remedy(
        "Demander que la C2S du foyer couvre aussi cet adulte", _PERSON, "Demande de C2S", request="c2s"
    ),
    "c2s_joint_renewal": Remedy(
        "Déposer une demande commune au premier des deux termes", _PERSON, "Demande de C2S", request="c2s"
    ),
    "c2s_child_welfare_renewal": Remedy(
        "Renouveler la C2S avant les 18 ans, avec l’aide sociale à l’enfance", _FUND, "Renouvellement de C2S"
    ),
    "contribution_payment": Remedy(
        "Payer, ou demander un échéancier, une remise ou une aide", _PERSON, "Demande d’aide financière"
    ),
    "own_base_right": Remedy(
        "Vérifier que la caisse ouvre ses droits de base à son nom", _FUND, "Ouverture des droits de base"
    ),
    "title_renewal": Remedy(
        "Demander le nouveau titre de séjour, et envoyer le récépissé à la caisse",
        _PERSON,
        "Demande de pièces à la personne",
    ),
    "new_title_sent": Remedy(
        "Envoyer à la caisse le nouveau titre, le récépissé ou la convocation",
        _PERSON,
        "Demande de pièces à la personne",
    ),
    "base_right_new_papers": Remedy(
        "Envoyer les pièces qui prolongent les droits de base", _PERSON, "Demande de pièces à la personne"
    ),
    "ame_request_for_the_day_after": Remedy(
        "Déposer d’avance une demande d’AME, datée du lendemain de la fermeture", _FUND, "Demande d’AME", request="ame"
    ),
    "ame_request_next_day": Remedy(
        "Organiser le dépôt de l’AME le lendemain de la fermeture", _PERSON, "Demande d’AME", request="ame"
    ),
    "ame_retroactive_care": Remedy("Faire prendre en charge les soins reçus avant le dépôt", _FUND, "Demande d’AME"),
    "ame_renewal_request": Remedy(
        "Déposer la demande de renouvellement de l’AME", _PERSON, "Demande d’AME", request="ame"
    ),
}
