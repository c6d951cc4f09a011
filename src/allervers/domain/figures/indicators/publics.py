"""Whom accompaniments concern: everybody, then each public beside everybody."""

from ...accompaniment.codes import Public, Theme
from ..catalogue import CLOSED_FILES, indicator
from ..populations import AGE_KNOWN, AGE_UNKNOWN, AGES, CLOSED, NOT_RELEVANT, SUCCESSFUL, WITH_C2S, AgeBand, with_theme
from ..shapes import EVERYBODY, Breakdown, Count, Figure, MeanAge, Share
from ..tables import Table

TITLE = "Publics"

OVERALL = "overall"
ROWS = {OVERALL: "Ensemble", **dict(Public.choices)}
COLUMNS = {
    "closures": "Dossiers clos",
    "closures_share": "Part des dossiers clos",
    "success_share": "Taux de succès",
    "not_relevant_share": "Non pertinents",
    "female_share": "Femmes",
    "mean_age": "Âge moyen",
    "by_age_band": "Âges",
    "gp_declared_share": "Médecin traitant déclaré",
    "c2s_share": "C2S",
    "ald_exemption_share": "Exonération ALD",
    "themes": "Thématiques",
}


def _columns(public: str) -> dict[str, Figure]:
    """What is told of a public, or of everybody."""
    closed = CLOSED.of_public(public)
    gp_known = closed.where(gp_declared_at_end__isnull=False)
    c2s_known = closed.where(c2s_at_end__gt="")
    ald_known = closed.where(ald_exemption_at_end__isnull=False)
    return {
        "closures": Count(closed),
        "closures_share": Share(closed, among=CLOSED),
        "success_share": Share(SUCCESSFUL.of_public(public), among=closed),
        "not_relevant_share": Share(NOT_RELEVANT.of_public(public), among=closed),
        "female_share": Share(closed.where(sex="F"), among=closed),
        "mean_age": MeanAge(closed.where(AGE_KNOWN)),
        "by_age_band": Breakdown(
            AgeBand,
            {band: Count(closed.where(ages)) for band, ages in AGES.items()},
            whole=closed,
            left_out=(closed.where(AGE_UNKNOWN),),
        ),
        "gp_declared_share": Share(gp_known.where(gp_declared_at_end=True), among=gp_known),
        "c2s_share": Share(c2s_known.where(WITH_C2S), among=c2s_known),
        "ald_exemption_share": Share(ald_known.where(ald_exemption_at_end=True), among=ald_known),
        "themes": Breakdown(Theme, {theme: Count(with_theme(closed, theme)) for theme in Theme.values}),
    }


@indicator("Profil des publics", CLOSED_FILES)
def profile():
    """Pour l'ensemble des dossiers clos pendant la période, puis pour chaque public : nombre de dossiers, part dans
    l'ensemble, taux de succès, part des non pertinents, part des femmes, âge moyen et tranches d'âge à la saisine,
    thématiques. Le médecin traitant déclaré, la C2S et l'exonération ALD sont ceux de la fin de l'accompagnement, en
    part des dossiers où la réponse est connue. Un dossier peut relever de plusieurs publics, ou d'aucun. Relève des
    moins de 25 ans tout dossier où c'est indiqué, ou dont la personne avait moins de 25 ans à la saisine."""
    return Table(
        {row: _columns(EVERYBODY if row == OVERALL else row) for row in ROWS},
        against=OVERALL,
        row_labels=ROWS,
        column_labels=COLUMNS,
    )
