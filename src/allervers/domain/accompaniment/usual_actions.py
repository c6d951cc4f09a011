"""Actions that come back in most accompaniments, proposed by theme; any other can be written."""

from .codes import Outcome, Theme

USUAL_ACTIONS: dict[Theme, list[str]] = {
    Theme.RIGHTS: [
        "Demande de C2S",
        "Renouvellement de C2S",
        "Ouverture des droits de base",
        "Demande d’AME",
        "Déclaration de médecin traitant",
        "Demande ou renouvellement d’ALD",
        "Mise à jour de la carte Vitale",
        "Demande de pièces à la personne",
    ],
    Theme.CARE: [
        "Prise de rendez-vous",
        "Recherche d’un médecin traitant",
        "Recherche d’un professionnel de santé",
        "Demande de devis et calcul du reste à charge",
        "Demande d’aide financière",
        "Organisation du transport",
    ],
    Theme.DIGITAL: [
        "Création du compte ameli",
        "Aide à l’usage du compte ameli",
        "Activation de Mon espace santé",
        "Orientation vers un conseiller numérique",
    ],
    Theme.PREVENTION: [
        "Examen de prévention en santé",
        "Dépistage organisé des cancers",
        "Vaccination",
        "Examen bucco-dentaire",
    ],
    Theme.ORIENTATION: [
        "Orientation vers le service social",
        "Orientation vers un partenaire",
        "Signalement d’un refus de soins",
    ],
}

THEME_OF_ACTION = {label: theme for theme, labels in USUAL_ACTIONS.items() for label in labels}

# What the person may have obtained when the action succeeded: proposed at the closure, never written by itself.
OUTCOME_OF_ACTION: dict[str, Outcome] = {
    "Demande de C2S": Outcome.COMPLEMENTARY_COVER,
    "Renouvellement de C2S": Outcome.COMPLEMENTARY_COVER,
    "Ouverture des droits de base": Outcome.RIGHTS_OPENED,
    "Déclaration de médecin traitant": Outcome.GP_FOUND,
    "Recherche d’un médecin traitant": Outcome.GP_FOUND,
    "Demande d’aide financière": Outcome.FINANCIAL_AID,
    "Prise de rendez-vous": Outcome.CARE_GUIDANCE,
    "Recherche d’un professionnel de santé": Outcome.CARE_GUIDANCE,
    "Création du compte ameli": Outcome.AMELI_ACCOUNT,
    "Aide à l’usage du compte ameli": Outcome.DIGITAL_AUTONOMY,
    "Activation de Mon espace santé": Outcome.DIGITAL_AUTONOMY,
    **dict.fromkeys(USUAL_ACTIONS[Theme.PREVENTION], Outcome.PREVENTION),
    "Orientation vers le service social": Outcome.PARTNER_ORIENTATION,
    "Orientation vers un partenaire": Outcome.PARTNER_ORIENTATION,
}
