"""The closures: how many, for which reason."""

from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card

from ..document import LeftOut, Page
from ..reading import Years, definitions, share
from ..sentences import aside, brief, counted, volume_change, written


def by_reason(years: Years) -> Page | LeftOut:
    """How many files were closed, and why."""
    title = "Les résultats : les clôtures"
    closures, change = years.amount("closures"), years.change("closures")
    if closures.number == 0:
        return LeftOut(title, f"aucun dossier clos en {years.year}")
    not_relevant = years.amount("closures_not_relevant_share")
    return Page(
        title,
        cards=[Card("Dossiers clos", closures, brief(change, years.year))],
        sentences=written(
            f"{counted(closures, 'dossier clos', 'dossiers clos')} en {years.year}.",
            volume_change(change, years.year),
            _first_reasons(years, closures),
            not_relevant.is_known
            and f"**{not_relevant}** des clôtures sont « non pertinentes »"
            f"{aside(years.change('closures_not_relevant_share'))} : saisines non pertinentes et personnes "
            "injoignables, qui n'ont pas donné lieu à un accompagnement.",
        ),
        visuals=[years.chart("closures_by_reason", "Dossiers clos par motif")],
        definitions=definitions(["closures", "closures_by_reason", "closures_not_relevant_share"]),
    )


def _first_reasons(years: Years, closures: Amount) -> str:
    """The reason that most files were closed for."""
    parts = years.parts("closures_by_reason")
    known = {code: amount for code, amount in parts.items() if amount.number}
    if not known or not closures.is_known:
        return ""
    first = max(known, key=lambda code: known[code].number)
    label = years.label("closures_by_reason", first)
    return f"Premier motif : « {label} », **{share(known[first], closures)}** des clôtures."


def gains(years: Years) -> Page | LeftOut:
    """How many files ended with a success, and what the persons won."""
    title = "Les résultats : les gains"
    successes, change = years.amount("successes"), years.change("successes")
    if successes.number == 0:
        return LeftOut(title, f"aucun dossier clos avec un succès en {years.year}")
    rate = years.amount("success_share")
    guided = years.amount("care_guidance_share_of_care_successes")
    return Page(
        title,
        cards=[
            Card("Dossiers clos avec un succès", successes, brief(change, years.year)),
            Card("Taux de succès", rate, brief(years.change("success_share"), years.year)),
        ],
        sentences=written(
            volume_change(change, years.year),
            _first_gain(years),
            guided.is_known
            and f"**{guided}** des succès « soins » comptent une guidance réussie dans le système de soins"
            f"{aside(years.change('care_guidance_share_of_care_successes'))}.",
        ),
        visuals=[years.chart("outcome_share", "Gains obtenus, en part des succès")],
        definitions=definitions(
            ["successes", "success_share", "outcome_share", "care_guidance_share_of_care_successes"]
        ),
    )


def _first_gain(years: Years) -> str:
    known = {code: amount for code, amount in years.parts("outcome_share").items() if amount.number}
    if not known:
        return ""
    first = max(known, key=lambda code: known[code].number)
    return f"Gain le plus fréquent : « {years.label('outcome_share', first)} », dans **{known[first]}** des succès."
