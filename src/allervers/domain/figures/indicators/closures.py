"""How files end."""

from ...accompaniment.codes import ClosureReason
from ..catalogue import CLOSED_FILES, Basis, indicator
from ..populations import CLOSED, NOT_RELEVANT, OPEN, SUCCESSFUL, closed_for
from ..shapes import Breakdown, Count, Share

TITLE = "Clôtures"


@indicator(
    "Accompagnements en cours",
    Basis(
        "Accompagnements ouverts et pas encore clos.",
        "Les saisines à examiner ; les dossiers repris d'un ancien outil, qui sont tous clos.",
    ),
)
def open_files():
    """Nombre d'accompagnements ouverts et pas encore clos au moment où la page s'affiche, quelle que soit la période
    choisie. Les saisines qui attendent d'être examinées n'y sont pas."""
    return Count(OPEN)


@indicator("Clôtures", CLOSED_FILES)
def closures():
    """Nombre de dossiers clos pendant la période, pour tous les motifs, y compris les saisines closes sans avoir été
    ouvertes (non pertinentes, personnes injoignables). Un dossier rouvert n'est plus compté."""
    return Count(CLOSED)


@indicator("Clôtures par motif", CLOSED_FILES)
def closures_by_reason():
    """Nombre de dossiers clos pendant la période, selon le motif de clôture. Chaque dossier a un seul motif."""
    return Breakdown(
        ClosureReason,
        {reason: Count(closed_for(reason)) for reason in ClosureReason.values},
        whole=CLOSED,
    )


@indicator("Part des clôtures non pertinentes", CLOSED_FILES)
def closures_not_relevant_share():
    """Part des dossiers clos pendant la période parce que la saisine n'était pas pertinente ou que la personne est
    restée injoignable. Ces deux motifs sont comptés ensemble comme « non pertinent »."""
    return Share(NOT_RELEVANT, among=CLOSED)


@indicator("Taux de succès", CLOSED_FILES)
def success_share():
    """Part des succès (soins réalisés, succès sans soins réalisés, abandon avec succès partiel) parmi tous les
    dossiers clos pendant la période, y compris ceux qui n'ont jamais été ouverts."""
    return Share(SUCCESSFUL, among=CLOSED)
