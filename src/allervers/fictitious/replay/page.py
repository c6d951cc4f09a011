"""docs/replay-2024.md: what was published, what our indicators find, and where the sources contradict each other."""

from collections.abc import Iterable

from allervers.publishing.numbers import grouped

from . import agreements
from .comparison import Values, compare, contradictions, published

PAGE = """# L'année 2024 rejouée

*Page écrite par `allervers fictitious compare --out docs/replay-2024.md` : ne pas la corriger à la main ; un test
compare.*

**Historique fictif : aucun de ces dossiers n'a existé.** Il est construit pour avoir les chiffres que le rapport annuel
a publiés pour 2024, et ce qu'il dit de 2023 ; ce que les sources ne disent pas y est choisi (`margins-2024.yaml` et
`margins-2023.yaml` de `src/allervers/fictitious/replay/`, où chaque nombre dit d'où il vient). Il montre que nos
indicateurs, avec leurs définitions, retrouvent ces chiffres ; il ne prouve rien sur ces deux années.

    allervers fictitious history --year 2024 --out DIR     # les deux fichiers CSV, toujours les mêmes
    allervers fictitious history --year 2023 --out DIR2    # l'année d'avant, pour les évolutions
    allervers import casework DIR                          # dans une installation sans vrais dossiers
    allervers import casework DIR2
    allervers import agreements DIR/agreements.csv         # les conventions de fin 2023 et de fin 2024
    allervers fictitious compare --year 2024               # le tableau ci-dessous
    allervers report --year 2024 --out bilan-2024.pptx     # ses phrases donnent les mêmes évolutions

La source renvoie au numéro de l'inventaire des documents. L'écart est celui entre la valeur calculée et la valeur
publiée ; il vient de l'arrondi de ce qui est publié.

## Chiffres publiés et chiffres calculés

{figures}

## Conventions avec les réseaux nationaux

Nombre de caisses ayant au moins une convention en vigueur le 31 décembre (#130). Les deux colonnes de la source sont
retrouvées ; l'évolution qu'elle annonce à côté est deux fois fausse.

{agreements}

## Ce que les sources contredisent

Deux affirmations qui ne peuvent pas être vraies ensemble. L'historique suit la première ; la dernière colonne dit ce
que devient alors la seconde.

{contradictions}

## Publié, et pas comparé ici

{left_out}

## Ce que l'historique a de particulier

- Chaque dossier relève d'un seul public au plus : les sources ne disent pas comment ils se recouvrent.
- Le dixième réseau du rapport a 556 dossiers clos ; les réseaux qu'il ne nomme pas en ont donc moins. Pour arriver à
  17,2 % de détections externes, beaucoup de saisines de ces réseaux sont encore ouvertes à la fin de l'année.
- Les saisines encore ouvertes à la fin de 2024, dont 16 755 reçues en 2023, sont là sans accompagnement.
- De 2023, le rapport ne publie que ce que le tableau compare. Tout le reste y est choisi, le plus souvent dans les
  proportions de 2024 : une évolution que le tableau ne nomme pas ne veut rien dire.
- Les saisines de 2023 dont le dossier fut clos en 2024 sont dans l'historique de 2024.
- La taille des caisses est inventée.
"""


def page(values: Values, before: Values) -> str:
    """`values`: what `allervers figures --year 2024 --json` gives; `before`: the same of 2023."""
    return PAGE.format(
        figures=_table(
            ("Source", "Chiffre", "Publié", "Calculé", "Écart", "Remarque"),
            (
                (
                    f"#{line.source}",
                    line.figure,
                    line.published,
                    _points(line.computed) if line.in_points else _number(line.computed, line.is_share),
                    _gap(line.difference, line.is_share),
                    line.remark if line.agrees else f"**différent** {line.remark}",
                )
                for line in compare(values, before)
            ),
        ),
        agreements=_table(
            ("Réseau", "Fin 2023", "Fin 2024", "Évolution annoncée", "Évolution calculée", "Remarque"),
            (
                (
                    line.network,
                    *(f"{number}" if line.agrees else f"**différent** {number}" for number in line.computed),
                    f"+ {line.stated}",
                    "" if line.evolution is None else f"{line.evolution:+d}".replace("+", "+ "),
                    line.remark,
                )
                for line in agreements.compare(values, before)
            ),
        ),
        contradictions=_table(
            ("Source", "Suivi", "Contredit", "Pourquoi", "Calculé"),
            (
                (
                    f"#{line.source}",
                    line.first,
                    line.second,
                    line.why,
                    "" if line.computed is None else _number(line.computed, line.is_share),
                )
                for line in contradictions(values)
            ),
        ),
        left_out=_table(
            ("Source", "Chiffre", "Pourquoi"),
            ((f"#{line['source']}", line["figure"], line["why"]) for line in published()["left_out"]),
        ),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _number(value: float, is_share: bool) -> str:
    if is_share:
        return f"{grouped(value * 100, 2)} %"
    return grouped(value, 0 if isinstance(value, int) else 1)


def _gap(value: float | None, is_share: bool) -> str:
    if value is None:
        return ""
    if abs(value) < 0.00005:
        return "0"
    return _points(value) if is_share else _number(value, is_share)


def _points(value: float) -> str:
    return _number(value, is_share=True).replace("%", "point" if abs(value) < 0.02 else "points")
