"""Whom accompaniments concern: everybody beside the year before, then each public beside everybody."""

from collections.abc import Callable

from allervers.domain.accompaniment.codes import Public
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.indicators.publics import OVERALL
from allervers.domain.figures.populations import AgeBand
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card, Chart, Series

from ..document import LeftOut, Page
from ..reading import Reading, Years, definitions, share
from ..sentences import FEW, Change, aside, brief, counted, listed, written

TITLES = {
    Public.UNDER_25: "Profil : les moins de 25 ans",
    Public.SELF_EMPLOYED: "Profil : les travailleurs indépendants",
    Public.HELP: "Profil : les travailleurs indépendants du dispositif HELP",
    Public.DISABILITY: "Profil : les personnes en situation de handicap",
    Public.WITHOUT_EMPLOYMENT: "Profil : les personnes sans emploi",
}
SHORT = {Public.SELF_EMPLOYED: "Indépendants", Public.DISABILITY: "Handicap"}
"""Under a chart, where a long name would push its neighbour out of the line."""
COLUMNS = {
    "female_share": "Femmes",
    "gp_declared_share": "Médecin traitant*",
    "c2s_share": "C2S*",
    "ald_exemption_share": "Exonération ALD*",
    "success_share": "Clos avec un succès",
    "not_relevant_share": "Non pertinents",
}
NOTE = "* À la fin de l'accompagnement, quand la réponse est connue."
TELLING = 0.02
"""A difference from everybody that is worth a sentence: two points."""
TELLING_SINCE = 0.01
"""The same from one year to the next."""


def general(years: Years) -> Page | LeftOut:
    """Everybody, beside the year before."""
    title = "Profil général"
    closures = years.amount("closures")
    if closures.number == 0:
        return LeftOut(title, f"aucun dossier clos en {years.year}")
    now = _of(years.now, OVERALL)
    before = _of(years.before, OVERALL) if years.before else {}
    success, former = now["success_share"], before.get("success_share", Amount(None))
    return Page(
        title,
        cards=[Card("Dossiers clos", closures, brief(years.change("closures"), years.year))],
        sentences=written(
            success.is_known and f"**{success}** clos avec un succès{aside(Change(success, former))}.",
            _evolution(closures, now, before),
            NOTE,
        ),
        visuals=_charts(now, before, str(years.year), str(years.year - 1)),
        definitions=definitions(["closures", "profile"]),
    )


def of(public: Public) -> Callable[[Years], Page | LeftOut]:
    """The page of one public."""

    def page(years: Years) -> Page | LeftOut:
        title = TITLES[public]
        rows = CATALOGUE["profile"].figure.rows
        closures = years.now.amount(rows[public.value]["closures"])
        if closures.number == 0:
            return LeftOut(title, f"aucun dossier clos de ce public en {years.year}")
        former = years.before.amount(rows[public.value]["closures"]) if years.before else Amount(None)
        part = years.now.amount(rows[public.value]["closures_share"])
        now, everybody = _of(years.now, public.value), _of(years.now, OVERALL)
        if public is Public.UNDER_25:  # their ages say nothing
            now = {code: amount for code, amount in now.items() if code not in AgeBand.values}
        success, standard = now["success_share"], everybody["success_share"]
        return Page(
            title,
            cards=[Card(str(public.label), closures, brief(Change(closures, former), years.year))],
            sentences=written(
                part.is_known
                and f"{counted(closures, 'dossier clos', 'dossiers clos')}, soit **{part}** de l'ensemble.",
                success.is_known
                and standard.is_known
                and f"**{success}** clos avec un succès, contre {standard} pour l'ensemble.",
                (closures.number or 0) >= FEW and _stands_out(now, everybody, "l'ensemble", TELLING),
                _evolution(closures, now, _of(years.before, public.value) if years.before else {}),
                NOTE,
            ),
            visuals=_charts(now, everybody, SHORT.get(public, str(public.label)), "Ensemble"),
            definitions=definitions(["profile"]),
        )

    return page


def _of(reading: Reading, public: str) -> dict[str, Amount]:
    """The shares that are told of a public, by name; ages and themes in part of its closed files."""
    row = CATALOGUE["profile"].figure.rows[public]
    closures = reading.amount(row["closures"])
    ages = {code: share(reading.amount(part), closures) for code, part in row["by_age_band"].parts.items()}
    themes = {code: share(reading.amount(part), closures) for code, part in row["themes"].parts.items()}
    return {name: reading.amount(row[name]) for name in COLUMNS} | ages | themes


def _charts(now: dict[str, Amount], beside: dict[str, Amount], name: str, other: str) -> list[Chart]:
    row = CATALOGUE["profile"].figure.rows[OVERALL]
    ages = {code: str(AgeBand(code).label) for code in row["by_age_band"].parts}
    themes = {code: str(row["themes"].codes(code).label) for code in row["themes"].parts}
    first, *rest = COLUMNS
    profile = {first: COLUMNS[first], **ages, **{code: COLUMNS[code] for code in rest}}
    return [
        _chart("Profil, en part des dossiers clos", profile, now, beside, (name, other)),
        _chart("Thématiques", themes, now, beside, (name, other)),
    ]


def _chart(title: str, labels: dict[str, str], now: dict, beside: dict, names: tuple[str, str]) -> Chart:
    known = [code for code in labels if code in now and (now[code].mask or now[code].number or _shown(beside, code))]
    series = [Series(names[0], tuple(now[code] for code in known))]
    if beside:
        series.append(Series(names[1], tuple(beside[code] for code in known)))
    return Chart(title, tuple(labels[code] for code in known), tuple(series))


def _shown(amounts: dict[str, Amount], code: str) -> bool:
    return bool(amounts and amounts[code].number)


WORDS = {
    "female_share": "femmes",
    **{code: str(label).lower().removeprefix("de ") for code, label in AgeBand.choices},
    "gp_declared_share": "médecin traitant déclaré",
    "c2s_share": "bénéficiaires de la C2S",
    "ald_exemption_share": "personnes en ALD",
    "care": "accompagnements aux soins",
    "digital": "accompagnements au numérique",
    "not_relevant_share": "dossiers non pertinents",
}


def _differences(now: dict[str, Amount], beside: dict[str, Amount], telling: float) -> list[tuple[str, Change]]:
    """What differs most, first."""
    changes = [(code, Change(now[code], beside[code])) for code in WORDS if code in now and code in beside]
    told = [(code, change) for code, change in changes if change.is_known and abs(change.difference) >= telling]
    return sorted(told, key=lambda one: -abs(one[1].difference))[:3]


def _stands_out(now: dict[str, Amount], beside: dict[str, Amount], beside_what: str, telling: float) -> str:
    told = [f"{WORDS[code]} (**{change}**)" for code, change in _differences(now, beside, telling)]
    return f"Principaux écarts avec {beside_what} : {listed(told)}." if told else ""


def _evolution(closures: Amount, now: dict[str, Amount], before: dict[str, Amount]) -> str:
    """What changed most since the year before, among enough files."""
    if (closures.number or 0) < FEW:
        return ""
    return _stands_out(now, before, "l'année précédente", TELLING_SINCE)


PAGES = [general, *(of(public) for public in Public)]
