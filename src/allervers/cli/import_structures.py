"""``allervers import structures``: the directory of structures, as data·inclusion publishes it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.progress import steps
from allervers.cli.whole_file import answer, in_words, tell_refusals

if TYPE_CHECKING:
    from allervers.domain.directory.structures_file import StructuresReport


def structures(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv|json", help="Fichier de data·inclusion (schéma v1).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Reprendre l'annuaire des structures.

    Importer deux fois le même fichier ne change rien. Une structure que sa source n'a plus est marquée, jamais
    supprimée. Un réseau inconnu est gardé tel quel ; un champ que personne ne peut utiliser est gardé à part ; tout est
    compté. Un fichier dont une structure ne peut pas être reconnue est refusé en entier.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV ou JSON")
    from allervers.cli.database import database

    with database(), steps() as told:
        from django.utils import timezone

        from allervers.domain.directory.structures_file import bring_in

        report = bring_in(file, timezone.localdate(), told, dry_run=dry_run)
    tell_refusals(report)
    print(json.dumps(_answer(report, dry_run), ensure_ascii=False) if as_json else _in_words(report, dry_run))
    if report.is_refused:
        raise typer.Exit(2)


def _answer(report: "StructuresReport", dry_run: bool) -> dict[str, object]:
    return answer(report, dry_run) | {
        "gone": report.gone,
        "back": report.back,
        "set_aside": report.set_aside,
        "possible_duplicates": report.proposed,
    }


def _in_words(report: "StructuresReport", dry_run: bool) -> str:
    lines = [in_words(report, dry_run)]
    if report.gone or report.back:
        lines.append(f"Disparues de leur source {report.gone} (gardées, marquées), revenues {report.back}.")
    for name, count in report.set_aside.items():
        lines.append(f"{name} : {count} valeur(s) inutilisable(s), gardée(s) à part.")
    if report.proposed:
        lines.append(f"Doublons possibles à examiner : {report.proposed} de plus.")
    return "\n".join(lines)
