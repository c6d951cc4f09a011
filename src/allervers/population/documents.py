"""Writes docs/population/: the margins of the fictitious population, targets, gaps. ``python -m`` this module."""

from __future__ import annotations

from pathlib import Path

from allervers.population import figures, gaps, margins
from allervers.population.selection import exclusions
from allervers.population.synthetic import NOTICE
from allervers.population.targets import Target, known

CONFIDENCE = {"high": "texte lu", "medium": "à confirmer", "low": "**faible**"}
WRITTEN = (
    "*Page écrite par `python -m allervers.population.documents` : ne pas la corriger à la main ; un test compare.*"
)

MARGINS = """# D'où vient la population fictive

{}

**{}** Elle ne sert qu'à essayer et à mesurer : aucun chiffre tiré d'elle n'apprend quoi que ce soit sur le pays. Une
confiance *faible* dit un ordre de grandeur retenu de mémoire ou une estimation, qui rend la population plausible et ne
se cite pas.

Jour par défaut : {}, celui des chiffres publiés de la C2S.

## Chiffres retrouvés dans la population

La mesure est celle du fichier `margins.yaml` ; un test la refait sur 20 000 personnes, avec l'écart toléré ci-dessous
et la part du hasard d'un si petit tirage. Le droit à la C2S y est celui que la loi calcule.

{}

## Parts de départ

{}

## Montants mensuels

{}

## Répartitions (valeurs dans `margins.yaml`)

{}
"""

TARGETS = """# Les cibles

{}

Une cible est une requête sur toute la population : qui contacter, et la phrase qui l'explique à un conseiller. Chacune
est un petit fichier de `population/targets/`. Une colonne absente est dite, jamais devinée ; une valeur inconnue ne met
personne sur une liste.

{}
"""


GAPS = """# Les ruptures de droits

{}

Une rupture : un droit fini, des jours sans lui, alors que la personne y avait encore droit. Ce qui suit se calcule
d'**un seul état** de la population, au jour de l'évaluation, sur les {} qui le précèdent. Par droit (droits
de base d'une part, C2S de l'autre), une personne compte une fois, sous la première cause de la liste qui convient ;
qui n'a plus de droits de base n'est pas compté aussi à la C2S. Les personnes décédées ne comptent pas.

**Ce qu'un seul état ne dit pas** : une rupture refermée par un droit de même nature (il ne garde que la dernière
fin), une suspension, une renonciation, une rupture plus ancienne (c'est alors un non-recours), et les ressources
des jours perdus : le droit est jugé avec celles du jour. Les jours comptés sont donc un minimum pour les ruptures
refermées, et une approximation pour les autres.

**Établi** : les tables prouvent que la personne gardait un droit. Sinon la rupture est « à vérifier », hors des
totaux : un départ à l'étranger, par exemple, ferme la PUMa sans rien faire perdre.

{}
"""


def pages() -> dict[str, str]:
    """The text of each page by file name."""
    return {"margins.md": _margins(), "targets.md": _targets(), "gaps.md": _gaps()}


def _margins() -> str:
    read = margins.read()
    published = [
        (
            each.label + (f" — {each.note}" if each.note else ""),
            f"{_number(each.value)} %",
            f"± {_number(each.tolerance)}",
            each.source,
            CONFIDENCE[each.confidence],
        )
        for each in margins.published()
    ]
    shares = [_row(body, f"{_number(body['value'])} %") for body in read["shares"].values()]
    amounts = [_row(body, f"{_number(body['value'])} €") for body in read["amounts"].values()]
    drawn = [_row(body, f"`{name}`") for name, body in read["categories"].items()]
    drawn += [_row(read[name], f"`{name}`") for name in ("households", "living_standard", "funds")]
    tables = (
        _table(("Chiffre", "Publié", "Écart toléré (points)", "Source", "Confiance"), published),
        _table(("Part", "Valeur", "Source", "Confiance"), shares),
        _table(("Montant", "Valeur", "Source", "Confiance"), amounts),
        _table(("Répartition", "Nom", "Source", "Confiance"), drawn),
    )
    return MARGINS.format(WRITTEN, NOTICE, f"{read['date']:%d/%m/%Y}", *tables)


def _targets() -> str:
    rows = [(f"`{each.name}`", each.label, _told(each), _excluded(each), each.source) for each in known().values()]
    return TARGETS.format(WRITTEN, _table(("Nom", "Cible", "Phrase", "Écarte", "Source"), rows))


def _gaps() -> str:
    rows = [
        (
            f"`{each.name}`",
            each.label + (" (à venir)" if each.ahead else ""),
            gaps.RIGHTS[each.right],
            each.defined(margins.day()),
            each.source,
        )
        for each in gaps.known().values()
    ]
    window = figures.in_words("gap_window", margins.day())
    return GAPS.format(WRITTEN, window, _table(("Nom", "Cause", "Droit", "Définition", "Source"), rows))


def _told(target: Target) -> str:
    return " *ou* ".join(figures.filled(say, margins.day()) for _, say in target.reasons)


def _excluded(target: Target) -> str:
    return ", ".join(each.label for each in exclusions(target))


def _row(body: dict, value: str) -> tuple[str, ...]:
    return (body["label"], value, body["source"], CONFIDENCE[body["confidence"]])


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.strip() for cell in line) + " |" for line in lines)


def main() -> None:
    folder = Path(__file__).parents[3] / "docs" / "population"
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
