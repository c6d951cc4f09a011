"""Which care people went without, why, and for how long."""

from ...referrals.codes import ForgoneCare, ForgoneCause, ForgoneSince
from ..catalogue import Basis, indicator
from ..populations import RECEIVED_FOR_CARE
from ..shapes import Breakdown, Count, PerFile

TITLE = "Renoncements aux soins"

FOR_CARE_FILES = Basis(
    "Saisines reçues pendant la période, dont le cadre comprend un renoncement ou une difficulté d'accès aux soins.",
    "Les saisines d'un autre cadre.",
)


def _with_care(code: str):
    return RECEIVED_FOR_CARE.where(forgone_care__contains=[code])


@indicator("Soins non réalisés", FOR_CARE_FILES)
def forgone_care():
    """Nombre de saisines pour un renoncement aux soins, selon les soins non réalisés que le détecteur a cochés. Une
    saisine peut en avoir plusieurs, ou aucun : le total n'est pas le nombre de saisines."""
    return Breakdown(ForgoneCare, {code: Count(_with_care(code)) for code in ForgoneCare.values})


@indicator("Soins non réalisés par saisine", FOR_CARE_FILES)
def forgone_care_per_referral():
    """Nombre moyen de types de soins non réalisés par saisine pour un renoncement aux soins, tels que le détecteur les
    a cochés."""
    return PerFile(tuple(_with_care(code) for code in ForgoneCare.values), among=RECEIVED_FOR_CARE)


@indicator("Ancienneté des renoncements", FOR_CARE_FILES)
def forgone_since():
    """Nombre de saisines pour un renoncement aux soins, selon le temps écoulé depuis le renoncement. Celles dont
    l'ancienneté n'est pas dite n'y sont pas."""
    return Breakdown(
        ForgoneSince,
        {code: Count(RECEIVED_FOR_CARE.where(forgone_since=code)) for code in ForgoneSince.values},
        whole=RECEIVED_FOR_CARE,
        left_out=(RECEIVED_FOR_CARE.where(forgone_since=""),),
    )


@indicator("Causes des renoncements", FOR_CARE_FILES)
def forgone_causes():
    """Nombre de saisines pour un renoncement aux soins, selon les causes que le détecteur a cochées. Une saisine peut
    en avoir plusieurs, ou aucune : le total n'est pas le nombre de saisines."""
    return Breakdown(
        ForgoneCause,
        {code: Count(RECEIVED_FOR_CARE.where(forgone_causes__contains=[code])) for code in ForgoneCause.values},
    )
