"""``allervers import identities``: who the numbers of a fund's lists are, from its own system."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.progress import progress

if TYPE_CHECKING:
    from allervers.domain.detections.identities_file import Report


def identities(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Fichier CSV, séparateur « ; », en-tête compris.")],
    fund: Annotated[str, typer.Option("--fund", metavar="CODE", help="La caisse dont c'est le fichier.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Dire aux conseillers d'une caisse qui sont les personnes de ses listes, pour les appeler.

    Seules les personnes à examiner sont gardées, chiffrées ; elles sont effacées avec la liste, et au plus tard un an
    après. Un fichier dont une ligne est refusée est refusé en entier. Le même fichier deux fois ne change rien.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    from allervers.cli.database import database

    with database(), progress("Lignes") as told:
        from django.utils import timezone

        from allervers.domain.detections.identities_file import bring_in
        from allervers.domain.organisations.queries import active_funds

        found = active_funds().filter(code=fund).first()
        if found is None:
            fail(f"--fund {fund} : caisse inconnue ou fermée, attendu le code d'une caisse en activité")
        report = bring_in(file, found, timezone.localdate(), told, dry_run=dry_run)
    for sentence in report.refusals.sentences():
        typer.echo(sentence, err=True)
    print(json.dumps(_answer(report, dry_run), ensure_ascii=False) if as_json else _in_words(report, dry_run))
    if report.is_refused:
        raise typer.Exit(2)


def _answer(report: "Report", dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "lines": report.lines,
        "refused": report.refusals.total,
        "kept": report.kept,
        "unchanged": report.unchanged,
        "not_listed": report.not_listed,
        "not_called": report.not_called,
        "errors": report.refusals.sentences(),
    }


def _in_words(report: "Report", dry_run: bool) -> str:
    if report.is_refused:
        return f"{report.refusals.file} : refusé en entier, {report.refusals.total} anomalie(s)."
    first = ["Essai : rien n'est écrit."] if dry_run else []
    return "\n".join(
        [
            *first,
            f"{report.refusals.file} : {report.lines} ligne(s) ; {report.kept} gardée(s), {report.unchanged} déjà là, "
            f"{report.not_listed} d'aucune liste de la caisse (non gardées).",
            f"Sans appel (sans téléphone, opposée ou décédée) : {report.not_called}.",
        ]
    )
