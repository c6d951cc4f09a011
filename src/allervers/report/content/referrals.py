"""The referrals, which the report calls « détections »: how many, from whom, and the partners that report most."""

from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.indicators.referrals import Origin
from allervers.domain.figures.shapes import Count, Ranking
from allervers.domain.referrals.codes import CATEGORIES, DetectorFamily
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card, Chart, Series, Table
from allervers.publishing.secrecy import Mask

from ..document import LeftOut, Page
from ..reading import Reading, Years, definitions, rest, share
from ..sentences import Change, aside, brief, counted, listed, plural, sentence, volume_change, written


def volume(years: Years) -> Page | LeftOut:
    """How many referrals were received, and how many for care."""
    title = "Les détections : les chiffres"
    received, change = years.amount("detections"), years.change("detections")
    if received.number == 0:
        return LeftOut(title, f"aucune saisine reçue en {years.year}")
    care = years.amount("detections_care_share")
    return Page(
        title,
        cards=[Card("Détections", received, brief(change, years.year))],
        sentences=written(
            f"{counted(received, 'saisine reçue', 'saisines reçues')} en {years.year}.",
            volume_change(change, years.year),
            care.is_known
            and f"**{care}** portent sur un renoncement ou une difficulté d'accès aux soins"
            f"{aside(years.change('detections_care_share'))}, **{rest(care)}** sur les seules autres difficultés "
            "(droits, numérique, situation sociale).",
        ),
        visuals=[
            *years.two_years("detections", "Nombre de détections"),
            _care_and_therest(years),
        ],
        definitions=definitions(["detections", "detections_care_share"]),
    )


def families(years: Years) -> Page | LeftOut:
    """Who can report, and how many each family did."""
    title = "Les familles et catégories de détecteurs"
    if not years.amount("detections").number:
        return LeftOut(title, f"aucune saisine reçue en {years.year}")
    rows = []
    for family, amount in years.parts("detections_by_family").items():
        names = [str(category.label) for category in CATEGORIES[DetectorFamily(family)]]
        rows.append((years.label("detections_by_family", family), ", ".join(names), amount))
    return Page(
        title,
        visuals=[Table(title, ("Famille", "Catégories", "Saisines"), tuple(rows))],
        definitions=definitions(["detections_by_family"]),
    )


def inside_and_outside(years: Years) -> Page | LeftOut:
    """The share of referrals from outside the health insurance."""
    title = "Les détections : répartition interne et externe"
    if not years.amount("detections").number:
        return LeftOut(title, f"aucune saisine reçue en {years.year}")
    external = years.amount("detections_external_share")
    parts = years.parts("detections_by_family")
    professionals = share(parts[DetectorFamily.HEALTH_PROFESSIONAL.value], years.amount("detections"))
    return Page(
        title,
        cards=[
            Card("Part des détections externes", external, brief(years.change("detections_external_share"), years.year))
        ],
        sentences=written(
            external.is_known
            and f"Les partenaires et les professionnels de santé sont à l'origine de **{external}** des détections"
            f"{aside(years.change('detections_external_share'))}.",
            professionals.is_known
            and professionals.number > 0
            and f"Les professionnels de santé comptent pour **{professionals}** des détections.",
            _by_origin(years),
            _funds_apart(years),
        ),
        visuals=[
            years.chart("detections_by_family", "Détections par famille de détecteurs"),
            *([years.funds_by_share("funds_by_external_share")] if _compares_funds(years) else []),
        ],
        definitions=definitions(
            [
                *("detections_external_share", "detections_by_family", "detections_care_share_by_origin"),
                *(["funds_by_external_share"] if _compares_funds(years) else []),
            ]
        ),
    )


def _by_origin(years: Years) -> str:
    """Care among the referrals from outside and from inside."""
    parts = years.parts("detections_care_share_by_origin")
    outside, inside = parts[Origin.EXTERNAL.value], parts[Origin.INTERNAL.value]
    if not outside.is_known or not inside.is_known:
        return ""
    return f"Les soins sont en jeu dans **{outside}** des détections externes, contre {inside} des détections internes."


def _compares_funds(years: Years) -> bool:
    """Enough of them for a spread to mean something."""
    if not years.several_funds:
        return False
    counted_funds = years.funds_by_share("funds_by_external_share").series[0].amounts
    return sum(amount.number for amount in counted_funds) >= 5


def _funds_apart(years: Years) -> str:
    """How the funds differ."""
    if not _compares_funds(years):
        return ""
    between, above = years.funds_by_share("funds_by_external_share").series[0].amounts[1:]
    told = [
        f"{words} dans {counted(amount, 'caisse', 'caisses')}"
        for words, amount in (("de 20 % à 40 %", between), ("de 40 % et plus", above))
        if amount.number
    ]
    return f"La part externe est {listed(told)}." if told else "La part externe est partout de moins de 20 %."


def forgone(years: Years) -> Page | LeftOut:
    """The care that people went without."""
    title = "Les détections : les soins non réalisés"
    if not years.knows("forgone_care"):
        return LeftOut(title, f"aucun soin non réalisé n'est renseigné en {years.year}")
    per_referral = years.amount("forgone_care_per_referral")
    return Page(
        title,
        sentences=written(
            _first(years, "forgone_care", "Soin le plus souvent non réalisé"),
            per_referral.is_known
            and f"En moyenne, {counted(per_referral, 'type de soins', 'types de soins')} pour un renoncement.",
        ),
        visuals=[years.top("forgone_care", "Soins non réalisés : les cinq premiers", 5)],
        definitions=definitions(["forgone_care", "forgone_care_per_referral"]),
    )


def causes(years: Years) -> Page | LeftOut:
    """Why people went without care."""
    title = "Les détections : les causes des renoncements"
    if not years.knows("forgone_causes"):
        return LeftOut(title, f"aucune cause de renoncement n'est renseignée en {years.year}")
    return Page(
        title,
        sentences=written(_first(years, "forgone_causes", "Cause la plus fréquente")),
        visuals=[years.top("forgone_causes", "Causes des renoncements : les cinq premières", 5)],
        definitions=definitions(["forgone_causes"]),
    )


def _first(years: Years, name: str, what: str) -> str:
    chart = years.chart(name)
    amount = chart.series[0].amounts[0] if chart.categories else Amount(None)
    if not amount.number:
        return ""
    return f"{what} : « {chart.categories[0]} » ({counted(amount, 'saisine', 'saisines')})."


def internal(years: Years) -> Page | LeftOut:
    """The services of the health insurance that report most."""
    title = "Les détections : focus sur les détecteurs internes"
    name = "detections_by_internal_category"
    parts = years.parts(name)
    ranked = sorted((code for code in parts if parts[code].number), key=lambda code: -parts[code].number)
    if not ranked and not any(amount.mask for amount in parts.values()):
        return LeftOut(title, f"aucune saisine reçue d'un service de l'Assurance Maladie en {years.year}")
    shares = {code: _internal_share(years.now, code) for code in ranked[:3]}
    known = [code for code in shares if shares[code].is_known]
    return Page(
        title,
        sentences=written(
            known and _leading_service(years, known[0]),
            len(known) > 1
            and sentence(
                f"{plural(Amount(len(known) - 1), 'Vient', 'Viennent')} ensuite :",
                listed([f"{years.label(name, code)} (**{shares[code]}**)" for code in known[1:]]) + ".",
            ),
        ),
        visuals=[years.chart(name, "Détections internes par service")],
        definitions=definitions([name]),
    )


def _internal_share(reading: Reading, code: str) -> Amount:
    """A service in part of what is reported inside."""
    services, families = (CATALOGUE[f"detections_by_{what}"].figure for what in ("internal_category", "family"))
    return share(reading.amount(services.parts[code]), reading.amount(families.parts[DetectorFamily.INTERNAL.value]))


def _leading_service(years: Years, code: str) -> str:
    name = "detections_by_internal_category"
    part, number = _internal_share(years.now, code), years.parts(name)[code]
    since = aside(Change(part, _internal_share(years.before, code))) if years.before else ""
    return (
        f"**{years.label(name, code)}** : premier détecteur interne, avec **{part}** des détections internes{since}, "
        f"soit {number} {plural(number, 'saisine', 'saisines')}."
    )


HEADINGS = {
    "accompaniments": "Dossiers clos",
    "care_share": "Avec soins",
    "not_relevant_share": "Non pertinents",
    "funds": "Caisses",
}


def partners(years: Years) -> Page | LeftOut:
    """The ten partner networks that the most closed files come from."""
    title = "Les détections : les partenaires les plus actifs"
    figure: Ranking = CATALOGUE["top_external_detectors"].figure
    codes = figure.ranked(years.now.tally)
    if not codes:
        return LeftOut(title, f"aucun dossier signalé par un partenaire et clos en {years.year}")
    rows = [_partner(years, figure, code) for code in codes]
    # Masked ones come last, by name: their rank would tell their size.
    rows.sort(key=lambda row: row[0] if row[1].mask else "")
    leads = len(rows) == 1 or rows[0][1].number != rows[1][1].number
    headings = ["Réseau", *(HEADINGS[name] for name in (figure.counted_as, *figure.shares))]
    return Page(
        title,
        sentences=written(
            leads
            and rows[0][1].is_known
            and f"**{rows[0][0]}** est le premier réseau : {counted(rows[0][1], 'dossier clos', 'dossiers clos')} "
            f"en {years.year}.",
        ),
        visuals=[
            Table(
                CATALOGUE["top_external_detectors"].label,
                (*headings, HEADINGS["funds"]) if years.several_funds else tuple(headings),
                tuple(row if years.several_funds else row[:-1] for row in rows),
            )
        ],
        definitions=definitions(["top_external_detectors"]),
    )


def _partner(years: Years, figure: Ranking, code: str) -> tuple:
    files = years.now.amount(Count(figure.population_of[code]))
    shares = [years.now.amount(by_code[code]) for by_code in figure.shares.values()]
    # Ten funds and fewer than eleven files would be ten files.
    funds = Amount(None, mask=Mask.HIDDEN) if files.mask else Amount(years.now.tally.funds(figure.population_of[code]))
    return (figure.codes(code).label, files, *shares, funds)


def _care_and_therest(years: Years) -> Chart:
    """The two parts of the referrals received, each year."""
    shares = [(str(years.year), years.amount("detections_care_share"))]
    if years.before:
        shares.append((str(years.year - 1), years.former("detections_care_share")))
    return Chart(
        "Soins et hors soins",
        ("Soins", "Hors soins"),
        tuple(Series(year, (amount, rest(amount))) for year, amount in shares),
    )
