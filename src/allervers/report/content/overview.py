"""The first page, which says most, and the last, which says it again in words."""

from allervers.domain.figures.indicators import CATALOGUE
from allervers.publishing.document import Card

from ..document import LeftOut, Page
from ..reading import Years, definitions, share
from ..sentences import aside, brief, counted, written

KEY = [
    *("detections", "detections_external_share", "closures"),
    *("successes", "success_share", "mean_days_successes"),
]


def key_figures(years: Years) -> Page | LeftOut:
    return Page(
        f"L'essentiel de {years.year}",
        cards=[
            Card(CATALOGUE[name].label, years.amount(name), brief(years.change(name), years.year))
            for name in KEY
            if years.amount(name).mask or years.amount(name).number is not None
        ],
        definitions=definitions(KEY),
    )


def conclusion(years: Years) -> Page | LeftOut:
    """The year in a few sentences."""
    received, closures = years.amount("detections"), years.amount("closures")
    external, successes = years.amount("detections_external_share"), years.amount("successes")
    care = share(years.amount("successes_care"), successes)
    days = years.amount("mean_days_successes")
    return Page(
        f"En conclusion sur {years.year}",
        sentences=written(
            received.number != 0
            and f"{counted(received, 'saisine reçue', 'saisines reçues')}{aside(years.change('detections'))}.",
            external.is_known
            and f"**{external}** viennent de l'extérieur de l'Assurance Maladie (partenaires, professionnels de santé)"
            f"{aside(years.change('detections_external_share'))}.",
            closures.number != 0
            and f"{counted(closures, 'dossier clos', 'dossiers clos')}{aside(years.change('closures'))}.",
            successes.number != 0
            and f"{counted(successes, 'accompagnement réussi', 'accompagnements réussis')}"
            + (f", dont **{care}** aux soins" if care.is_known else "")
            + f"{aside(years.change('successes'))}.",
            days.is_known and f"Un succès demande en moyenne **{days}**{aside(years.change('mean_days_successes'))}.",
        ),
        definitions=definitions(["detections", "closures", "successes", "mean_days_successes"]),
    )
