"""What accompaniments were like: to care, and to everything else."""

from allervers.domain.figures.indicators import CATALOGUE
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card, Chart

from ..document import LeftOut, Page
from ..reading import Years, definitions, share
from ..sentences import aside, brief, listed, written


def care(years: Years) -> Page | LeftOut:
    """The successes of accompaniments to care: how many, and how long."""
    title = "Caractéristiques des accompagnements aux soins"
    return _kind(years, title, "successes_care", "mean_days_care", "aux soins")


def non_care(years: Years) -> Page | LeftOut:
    """The successes of all other accompaniments."""
    title = "Caractéristiques des accompagnements hors soins"
    return _kind(years, title, "successes_non_care", "mean_days_non_care", "hors soins")


def _kind(years: Years, title: str, name: str, duration: str, kind: str) -> Page | LeftOut:
    number, change, days = years.amount(name), years.change(name), years.amount(duration)
    if number.number == 0:
        return LeftOut(title, f"aucun accompagnement {kind} clos avec un succès en {years.year}")
    part, whole_days = share(number, years.amount("successes")), years.amount("mean_days_all_closed")
    return Page(
        title,
        cards=[
            Card(f"Succès d'accompagnements {kind}", number, brief(change, years.year)),
            Card("Durée moyenne", days, brief(years.change(duration), years.year)),
        ],
        sentences=written(
            part.is_known and f"Ils représentent **{part}** des dossiers clos avec un succès.",
            days.is_known
            and whole_days.is_known
            and f"Ils durent en moyenne **{days}**, contre {whole_days} pour l'ensemble des dossiers clos.",
        ),
        visuals=[
            *years.two_years(name, "Nombre de succès"),
            years.together([duration, "mean_days_successes", "mean_days_all_closed"], "Durée moyenne, en jours"),
        ],
        definitions=definitions([name, duration, "mean_days_all_closed"]),
    )


def care_themes(years: Years) -> Page | LeftOut:
    """What else care successes were about."""
    title = "Accompagnements aux soins : les autres thématiques"
    return _themes(years, title, "other_themes_share_care", "global_view_share_care", "des succès « soins »")


def non_care_themes(years: Years) -> Page | LeftOut:
    """What the other successes were about, several things or the digital alone."""
    title = "Accompagnements hors soins : les thématiques"
    several, alone = "global_view_share_non_care", "digital_only_share_non_care"
    return _themes(years, title, "themes_share_non_care", several, "des succès hors soins", alone)


def _themes(years: Years, title: str, name: str, several: str, among: str, alone: str = "") -> Page | LeftOut:
    if not years.knows(name):
        return LeftOut(title, f"aucune thématique n'est renseignée en {years.year}")
    with_more, digital = years.amount(several), years.amount(alone) if alone else Amount(None)
    chart = years.chart(name, f"Thématiques, en part {among}")
    return Page(
        title,
        sentences=written(
            _leader(chart, "Thématique la plus fréquente", among),
            with_more.is_known
            and f"**{with_more}** portent sur deux thématiques ou plus (accompagnement à 360°)"
            f"{aside(years.change(several))}.",
            digital.is_known and f"**{digital}** portent sur le numérique seul{aside(years.change(alone))}.",
        ),
        visuals=[chart],
        definitions=definitions([name, several, *([alone] if alone else [])]),
    )


def care_types(years: Years) -> Page | LeftOut:
    """Which care."""
    title = "Accompagnements aux soins : les types de soins"
    if not years.knows("care_types"):
        return LeftOut(title, f"aucun type de soins n'est renseigné en {years.year}")
    types = years.top("care_types", "Types de soins, en part des succès « soins »", 5, of="successes_care")
    return Page(
        title,
        sentences=written(_leader(types, "Premier type de soins", "des succès « soins »")),
        visuals=[types],
        definitions=definitions(["care_types"]),
    )


def help_given(years: Years) -> Page | LeftOut:
    """Which help was needed for the care to be obtained."""
    title, name = "Accompagnements aux soins : les aides apportées", "help_when_care_obtained"
    if not years.knows(name):
        return LeftOut(title, f"aucune aide n'est renseignée dans un dossier « soins réalisés » en {years.year}")
    chart = years.chart(name)
    return Page(
        title,
        sentences=written(_leader(chart, "Aide la plus fréquente", "des dossiers « soins réalisés »")),
        visuals=[chart],
        definitions=definitions([name]),
    )


def specialties(years: Years) -> Page | LeftOut:
    """Whose care."""
    title = "Accompagnements aux soins : les spécialités"
    if not years.knows("specialties"):
        return LeftOut(title, f"aucune spécialité n'est renseignée en {years.year}")
    chart = years.top("specialties", "Spécialités, en part des succès « soins »", 5, of="successes_care")
    return Page(
        title,
        sentences=written(_leader(chart, "Première spécialité", "des succès « soins »")),
        visuals=[chart],
        definitions=definitions(["specialties"]),
    )


def general_practice(years: Years) -> Page | LeftOut:
    """Who sees the need of a general practitioner, and who has none in spite of a long illness."""
    title, name = "Accompagnements aux soins : la médecine générale", "general_practice_by_detector"
    if not years.knows(name):
        return LeftOut(title, f"aucun succès « soins » de médecine générale en {years.year}")
    detectors, without = years.top(name, CATALOGUE[name].label, 5), years.amount("ald_without_gp_share")
    return Page(
        title,
        sentences=written(
            _top_three(detectors),
            without.is_known
            and f"**{without}** des personnes en affection de longue durée n'ont pas de médecin traitant déclaré"
            f"{aside(years.change('ald_without_gp_share'))}.",
        ),
        visuals=[detectors],
        definitions=definitions([name, "ald_without_gp_share"]),
    )


def _leader(chart: Chart, what: str, among: str) -> str:
    amount = chart.series[0].amounts[0] if chart.categories else Amount(None)
    return f"{what} : « {chart.categories[0]} », dans **{amount}** {among}." if amount.number else ""


def _top_three(chart: Chart) -> str:
    known = [
        f"{category} ({amount})"
        for category, amount in zip(chart.categories[:3], chart.series[0].amounts[:3], strict=True)
        if amount.number
    ]
    return f"Les besoins de médecine générale sont d'abord détectés par : {listed(known)}." if known else ""


DEFINITION = [
    "À la différence d'une action d'information, l'accompagnement repose sur des **échanges réguliers** avec la "
    "personne : plusieurs contacts, jusqu'à une solution.",
    "Il vise à faciliter **l'accès aux droits, aux soins, à la prévention et l'inclusion numérique** des personnes "
    "vulnérables dans les démarches liées à leur santé.",
    "Il est **personnalisé et global** (à 360°) et évolue avec les besoins de la personne.",
    "À son terme, la personne bénéficie de ses droits, son **autonomie** est renforcée et elle devient actrice de son "
    "parcours de soins.",
]


def definition(years: Years) -> Page | LeftOut:
    """What an accompaniment is, as the report on 2024 says it."""
    title = "Ce qu'est un accompagnement"
    if not years.amount("closures").number:
        return LeftOut(title, f"aucun dossier clos en {years.year}")
    return Page(title, sentences=DEFINITION)
