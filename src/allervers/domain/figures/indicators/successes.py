"""What accompaniments gave."""

from ...accompaniment.codes import Outcome, Theme
from ..catalogue import WON_CARE_FILES, WON_FILES, Basis, indicator
from ..populations import SUCCESSFUL, SUCCESSFUL_CARE, SUCCESSFUL_NON_CARE, with_outcome, with_theme
from ..shapes import Breakdown, Count, Population, Share

TITLE = "Succès"

# A care file that has another theme too has two at least.
CARE_AT_360 = SUCCESSFUL_CARE.where(themes__len__gte=2)

WON_NON_CARE_FILES = Basis(
    "Dossiers clos avec un succès pendant la période, dont l'accompagnement ne comprend pas la thématique « soins ».",
    "Les dossiers clos pour un autre motif, et les accompagnements « soins ».",
)


@indicator("Succès", WON_FILES)
def successes():
    """Nombre de dossiers clos pendant la période avec un succès : soins réalisés, succès sans soins réalisés, ou
    abandon avec succès partiel."""
    return Count(SUCCESSFUL)


@indicator("Succès d'accompagnements « soins »", WON_CARE_FILES)
def successes_care():
    """Nombre de dossiers clos avec un succès pendant la période, dont l'accompagnement comprend la thématique
    « soins », seule ou avec d'autres."""
    return Count(SUCCESSFUL_CARE)


@indicator("Succès d'accompagnements hors soins", WON_NON_CARE_FILES)
def successes_non_care():
    """Nombre de dossiers clos avec un succès pendant la période, dont l'accompagnement ne comprend pas la thématique
    « soins »."""
    return Count(SUCCESSFUL_NON_CARE)


@indicator("Part des accompagnements « soins » à 360°", WON_CARE_FILES)
def global_view_share_care():
    """Part des succès « soins » dont l'accompagnement porte sur deux thématiques ou plus (accompagnement à 360°)."""
    return Share(CARE_AT_360, among=SUCCESSFUL_CARE)


def _other_themes(having_them: Population, among: Population) -> Breakdown:
    """Those beside care, of which it is known whether they have it."""
    others = [theme for theme in Theme.values if theme != Theme.CARE]
    return Breakdown(Theme, {theme: Share(with_theme(having_them, theme), among=among) for theme in others})


@indicator("Autres thématiques des accompagnements « soins »", WON_CARE_FILES)
def other_themes_share_care():
    """Pour chaque thématique autre que « soins », part des succès « soins » dont l'accompagnement la comprend aussi. Un
    accompagnement peut en avoir plusieurs, ou aucune."""
    return _other_themes(CARE_AT_360, among=SUCCESSFUL_CARE)


@indicator("Thématiques des accompagnements hors soins", WON_NON_CARE_FILES)
def themes_share_non_care():
    """Pour chaque thématique, part des succès hors soins dont l'accompagnement la comprend. Un accompagnement peut en
    avoir plusieurs : le total dépasse alors 100 %."""
    return _other_themes(SUCCESSFUL_NON_CARE, among=SUCCESSFUL_NON_CARE)


@indicator("Part des accompagnements hors soins à 360°", WON_NON_CARE_FILES)
def global_view_share_non_care():
    """Part des succès hors soins dont l'accompagnement porte sur deux thématiques ou plus (accompagnement à 360°)."""
    return Share(SUCCESSFUL_NON_CARE.where(themes__len__gte=2), among=SUCCESSFUL_NON_CARE)


@indicator("Part du numérique seul hors soins", WON_NON_CARE_FILES)
def digital_only_share_non_care():
    """Part des succès hors soins dont l'accompagnement porte sur le numérique et sur rien d'autre."""
    digital = with_theme(SUCCESSFUL_NON_CARE, Theme.DIGITAL.value)
    return Share(digital.where(themes=[Theme.DIGITAL.value]), among=SUCCESSFUL_NON_CARE)


@indicator("Gains obtenus", WON_FILES)
def outcome_share():
    """Pour chaque gain, part des succès dans lesquels la personne l'a obtenu. Un succès peut avoir plusieurs gains :
    le total dépasse alors 100 %."""
    return Breakdown(
        Outcome,
        {outcome: Share(with_outcome(SUCCESSFUL, outcome), among=SUCCESSFUL) for outcome in Outcome.values},
    )


@indicator("Part des succès « soins » avec une guidance réussie", WON_CARE_FILES)
def care_guidance_share_of_care_successes():
    """Part des succès « soins » dans lesquels la personne a été guidée avec succès dans le système de soins."""
    return Share(with_outcome(SUCCESSFUL_CARE, Outcome.CARE_GUIDANCE.value), among=SUCCESSFUL_CARE)
