"""How long accompaniments last, from the receipt of the referral to the closure."""

from ..catalogue import CLOSED_FILES, WON_CARE_FILES, WON_FILES, indicator
from ..populations import CLOSED, SUCCESSFUL, SUCCESSFUL_CARE, SUCCESSFUL_NON_CARE
from ..shapes import MeanDays
from .successes import WON_NON_CARE_FILES

TITLE = "Durées"


@indicator("Durée moyenne des succès « soins »", WON_CARE_FILES)
def mean_days_care():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour les succès dont l'accompagnement
    comprend la thématique « soins »."""
    return MeanDays(SUCCESSFUL_CARE)


@indicator("Durée moyenne des succès hors soins", WON_NON_CARE_FILES)
def mean_days_non_care():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour les succès dont l'accompagnement ne
    comprend pas la thématique « soins »."""
    return MeanDays(SUCCESSFUL_NON_CARE)


@indicator("Durée moyenne des succès", WON_FILES)
def mean_days_successes():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour tous les succès."""
    return MeanDays(SUCCESSFUL)


@indicator("Durée moyenne de tous les dossiers clos", CLOSED_FILES)
def mean_days_all_closed():
    """Nombre moyen de jours entre la réception de la saisine et la clôture, pour tous les dossiers clos pendant la
    période, succès ou non, y compris ceux qui n'ont jamais été ouverts."""
    return MeanDays(CLOSED)
