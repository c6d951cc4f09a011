"""What stands after the diagnosis: every département and fund, how it was counted, what is not known."""

from __future__ import annotations

from collections.abc import Mapping

from allervers.population import figures, gaps
from allervers.population.diagnosis import losses, places
from allervers.population.diagnosis.counting import HERE
from allervers.population.diagnosis.dimensions import DEPARTMENT, UNKNOWN
from allervers.population.diagnosis.document import Block, Paragraph, Section, Sentences, Terms
from allervers.population.diagnosis.places import Fund
from allervers.population.diagnosis.publication import Publication
from allervers.publishing.document import Table

DEFINITIONS = (
    (
        "Ont droit à la C2S",
        "Personnes en vie, dont les droits de base sont ouverts (ni AME, ni droits finis), à qui la loi et les"
        " ressources connues donnent droit à la C2S, gratuite ou avec participation.",
    ),
    ("Sans la C2S", "Celles d'entre elles qui n'ont pas de C2S ouverte ce jour-là."),
    ("Part sans la C2S (non-recours)", "Personnes sans la C2S sur personnes qui y ont droit."),
    (
        "Rupture de droits",
        "Droit fini dans les {gap_window} alors que la personne y avait encore droit. Par droit, une personne compte"
        " une fois, sous la première cause qui convient. Les personnes décédées ne comptent pas.",
    ),
)
SECRECY = (
    "Un nombre de 1 à 10 personnes n'est pas montré, ni ceux qui permettraient de le retrouver par des additions et des"
    " soustractions : totaux, compléments, parts, jours. « Non communiqué » en tient lieu dans tous les cas, et ne dit"
    " donc pas que le nombre est petit. Un tableau où presque tout serait caché est retiré."
)


def sections(of: Publication, funds: Mapping[str, Fund], law_version: str) -> list[Section]:
    tables = [table for table in (_departments(of), losses.by_fund(of, funds)) if table]
    causes = [(gap.label, f"{gap.defined(of.tally.day)} Source : {gap.source}.") for gap in gaps.known().values()]
    blocks: list[Block] = [
        Terms([(term, figures.filled(text, of.tally.day)) for term, text in DEFINITIONS]),
        Paragraph(SECRECY),
        Sentences([*_not_counted(of), *_located(of), *_absent(of), *_law(law_version)]),
        Terms([*causes, ("Ce qui ne se voit pas", losses.UNSEEN)]),
    ]
    return [Section("annexes", "Annexe : tous les territoires", tables), Section("methode", "Annexe : méthode", blocks)]


def _departments(of: Publication) -> Table | None:
    if of.tally.fund is not None or len(of.groups(DEPARTMENT)) < 2:
        return None
    found = [(code, of.take_up(DEPARTMENT, code)) for code in of.groups(DEPARTMENT)]
    rows = [(places.named(code), *each, each.rate) for code, each in found]
    headings = ("Département", "Ont droit", "Sans la C2S", "Part sans la C2S")
    return Table("Non-recours par département", headings, rows)


def _not_counted(of: Publication) -> list[str]:
    told = [
        ("unknown", "dont une ressource ou la C2S est inconnue : leur droit n'est pas jugé"),
        ("no_base_right", "à l'AME ou dont les droits de base sont finis"),
    ]
    said = [f"Personnes {text} : {of.state(state)}." for state, text in told if of.state(state).number != 0]
    return [f"Personnes en vie dans le fichier : {of.insured()}.", *said]


def _located(of: Publication) -> list[str]:
    by_commune, by_fund = (of.tally.located[HERE, how] for how in ("commune", "fund"))
    if "commune_code" in of.tally.absent:
        said = "La commune n'est pas dans la population : le département est celui de la caisse."
    elif by_fund and by_commune:
        said = "Le département est celui de la commune, ou celui de la caisse quand la commune est inconnue."
    else:
        said = "Le département est celui de la commune." if by_commune else "Le département est celui de la caisse."
    unknown = of.take_up(DEPARTMENT, UNKNOWN).entitled
    return [said, *([f"Personnes sans département connu : {unknown}."] if unknown.number != 0 else [])]


def _absent(of: Publication) -> list[str]:
    said = []
    if "file_pending" in of.tally.absent:
        said.append("Colonne absente file_pending : les demandes à l'examen ne se distinguent pas.")
    if "other_cover" in of.tally.absent:
        said.append("Colonne absente other_cover : les autres complémentaires ne sont pas connues.")
    if of.tally.absent:
        said.append(f"Colonnes absentes de la population : {', '.join(sorted(of.tally.absent))}.")
    return said


def _law(version: str) -> list[str]:
    return [f"Règles de droit : version {version}."] if version else []
